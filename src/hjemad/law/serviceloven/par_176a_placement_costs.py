"""What a § 107 placement cost on its refundable days, and the State's share (serviceloven § 176 a, stk. 2).

First the costs of the placement were refunded, later the total costs of stay and support: which of the two
words counts on a day is a parameter. Until the newer words were read, support is left out and a person looks.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import pairwise

from hjemad.kernel.intervals import Span, difference, intersection, total
from hjemad.kernel.money import Money
from hjemad.law.exact import exact, payable
from hjemad.law.facts import BadFact, Facts
from hjemad.law.finding import Missing, Text
from hjemad.law.parameters_reader import Law, Parameter
from hjemad.law.serviceloven.par_176a import NO_END, REFUND_SHARE

COSTS = "sel.176a.placement_costs"
STAY, SUPPORT = "stay", "support"
WHOLE = 100
EVERY_DAY = (0, NO_END)


@dataclass(frozen=True, slots=True)
class CostRow:
    """What `per` days in `span` cost, by what it was paid for; an amount that is not told is None."""

    span: Span
    per: int
    amounts: dict[str, Money | None]
    names: dict[str, str]

    def of(self, words: Sequence[str], days: int) -> Fraction | None:
        """The cost of that many of its days; None when one of the amounts is not told."""
        told = [self.amounts[word] for word in words]
        known = [exact(amount) for amount in told if amount is not None]
        return sum(known, start=Fraction(0)) * days / self.per if len(known) == len(told) else None


@dataclass(frozen=True, slots=True)
class PlacementCosts:
    """The costs given: by day in rows, or one sum for all the days (`whole`)."""

    rows: tuple[CostRow, ...]
    whole: bool

    def unknown(self, days: Sequence[Span], *, law: Law) -> Iterator[Missing]:
        """What is missing for the refundable days."""
        if self._cannot_be_cut(days, law=law):
            yield SUM_CANNOT_BE_CUT
            return
        if difference(days, [row.span for row in self.rows]):
            yield DAYS_WITHOUT_COST
        for row in self.rows:
            for word in (STAY, SUPPORT):
                used = any(word in words for _, words, _ in _parts(row, days, law))
                if used and row.amounts[word] is None:
                    yield _not_told(row.names[word])

    def refund(
        self, days: Sequence[Span], *, law: Law, rounding: str, total_costs: bool = False
    ) -> Money | None:
        """The State's share, rounded once, on the sum; `total_costs` takes support along on every day."""
        if self._cannot_be_cut(days, law=law) or difference(days, [row.span for row in self.rows]):
            return None
        refund = Fraction(0)
        for row in self.rows:
            for span, words, percent in _parts(row, days, law):
                cost = row.of((STAY, SUPPORT) if total_costs else words, span[1] - span[0])
                if cost is None:
                    return None
                refund += cost * percent / WHOLE
        return payable(refund, rounding=rounding)

    def _cannot_be_cut(self, days: Sequence[Span], *, law: Law) -> bool:
        """A sum for the whole placement says nothing of some of its days, nor of days under two wordings."""
        if not self.whole or not days:
            return False
        [row] = self.rows
        return total(days) < row.per or len({tuple(words) for _, words, _ in _parts(row, days, law)}) > 1


def read_placement_costs(given: Facts, *, placements: Sequence[Span]) -> PlacementCosts | None:
    """The costs in `costs` or `costs_dkk`, None when neither is told; BadFact when both are."""
    by_day, whole = given.is_known("costs"), given.is_known("costs_dkk")
    if by_day and whole:
        raise BadFact(
            en=f"{given.name('costs')}, {given.name('costs_dkk')}: give the costs once, by day or as one sum",
            da=f"{given.name('costs')}, {given.name('costs_dkk')}: angiv udgiften kun én gang",
        )
    if whole:
        sums = given.one("costs_dkk")
        return PlacementCosts((_row(sums, EVERY_DAY, per=total(placements), unit="{}"),), whole=True)
    return PlacementCosts(tuple(_rows(given)), whole=False) if by_day else None


def narrow_days(days: Sequence[Span], *, law: Law) -> bool:
    """Whether some of the days fall under the older words, which do not name support."""
    costs = law.parameter(COSTS)
    pieces = _cut(days, costs)
    return any(SUPPORT not in costs.on(date.fromordinal(start)).value.split() for start, _ in pieces)


def _rows(given: Facts) -> Iterator[CostRow]:
    taken: list[Span] = []
    for item in given.several("costs"):
        period = item.period("from", "to")
        span = (period.start.toordinal(), period.start.toordinal() + period.nights)
        if intersection(taken, [span]):
            raise BadFact(
                en=f"{item.path} overlaps another row of costs. Give each day one cost",
                da=f"{item.path} overlapper en anden række i costs. Giv hver dag én udgift",
            )
        taken.append(span)
        yield _row(item, span, per=1, unit="{}_per_day_dkk")


def _row(item: Facts, span: Span, *, per: int, unit: str) -> CostRow:
    keys = {word: unit.format(word) for word in (STAY, SUPPORT)}
    amounts = {word: item.money_or_none(key) for word, key in keys.items()}
    return CostRow(span, per, amounts, {word: item.name(key) for word, key in keys.items()})


def _parts(row: CostRow, days: Sequence[Span], law: Law) -> Iterator[tuple[Span, list[str], int]]:
    """The refundable days of the row, cut where the law changes: (days, what is refunded, percent)."""
    costs, share = law.parameter(COSTS), law.parameter(REFUND_SHARE)
    for span in _cut(intersection(days, [row.span]), costs, share):
        first = date.fromordinal(span[0])
        yield span, costs.on(first).value.split(), int(share.on(first).value)


def _cut(spans: Sequence[Span], *parameters: Parameter) -> list[Span]:
    """The spans cut on every first day of a value."""
    firsts = {value.in_force_from.toordinal() for one in parameters for value in one.values}
    pieces: list[Span] = []
    for start, end in spans:
        edges = [start, *sorted(day for day in firsts if start < day < end), end]
        pieces += pairwise(edges)
    return pieces


def _not_told(name: str) -> Missing:
    return Missing(
        f"fact:{name}",
        Text(da=f"{name} er ikke oplyst. Indtast det med dets kilde.", en=f"{name} is not told. Enter it."),
    )


SUM_CANNOT_BE_CUT = Missing(
    "fact:costs",
    Text(
        da="Kun nogle af dagene refunderes, eller dagene hører under to affattelser af loven. En samlet "
        "udgift (costs_dkk) kan ikke deles; indtast udgiften pr. dag (costs).",
        en="Only some of the days are refunded, or the days fall under two wordings of the act. One sum "
        "(costs_dkk) can not be divided; enter the cost per day (costs).",
    ),
)
DAYS_WITHOUT_COST = Missing(
    "fact:costs",
    Text(
        da="Nogle af dagene med refusion har ingen udgift i costs. Indtast den med dens kilde.",
        en="Some of the days with refund have no cost in costs. Enter it with its source.",
    ),
)
