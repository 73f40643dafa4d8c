"""What is right by today's facts: each refundable night with its amount, or with what is missing.

Nights above the ceiling and nights in a shelter outside Tilbudsportalen give no piece: their answer is none,
not unknown. A night whose amount cannot be known gives a piece without amounts and with the codes of what is
missing: `rate`, `resident_payment`, `payment_exceeds_rate`, `payer`, `identity`, `overlap`,
`own_shelter_cost_basis` (the municipality's own house, and nobody has chosen how its cost is reckoned),
`own_shelter_cost` (actual cost was chosen, and the house holds none).
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import pairwise

from hjemad.kernel.intervals import Span, difference, intersection, total, union
from hjemad.kernel.money import Money
from hjemad.kernel.quarters import Quarter
from hjemad.law.claim.facts import (
    LineBasis,
    NightFact,
    NightsUsed,
    PaymentFact,
    PersonFacts,
    RateBook,
    RateFact,
)
from hjemad.law.claim.segments import Segment, declared_spans, segments_of
from hjemad.law.parameters_reader import Law, Parameter
from hjemad.law.serviceloven.par_177 import REFUND_SHARE, CountedSpan, caps_from, count_nights
from hjemad.law.serviceloven.par_177_amount import refund_of_night
from hjemad.law.settings import Settings

LONGEST_YEAR = 366


@dataclass(frozen=True, slots=True)
class Window:
    """The days a claim looks at: origin quarters [first, last], nights before `horizon` (exclusive)."""

    first: Quarter
    last: Quarter
    horizon: int

    @property
    def start(self) -> int:
        """The first day, as an ordinal."""
        return self.first.start.toordinal()

    def sees_any_of(self, stays: Sequence[NightFact]) -> bool:
        """Whether a night (or, where it counts, a day out) of the stays may lie in the window."""
        first, horizon = self.first.start, date.fromordinal(self.horizon)
        return any(
            fact.period.start < horizon and (fact.period.end is None or fact.period.end >= first)
            for fact in stays
        )


@dataclass(frozen=True, slots=True)
class Piece:
    """Nights [start, end) of one origin quarter with the same answer for each.

    `net` and `refund` are per night and None where `missing` names what must be known first. `payer` is empty
    when it is not known; `facility` is the first of the disputed ones on an overlap.
    """

    start: int
    end: int
    origin: Quarter
    payer: str
    facility: str
    net: Money | None
    refund: Money | None
    missing: str
    basis: LineBasis
    night: NightFact
    rate_changed: bool | None
    payment_changed: bool | None

    def holds_back(self, payer: str, facility: str) -> bool:
        """Whether closed lines of the payer and facility (empty: any) wait for what this piece lacks."""
        if not self.missing:
            return False
        if self.payer and self.payer != payer:
            return False
        return "overlap" in self.missing or not self.payer or not facility or self.facility == facility


@dataclass(frozen=True, slots=True)
class Right:
    """The right pieces of one person, and the segments they were cut from."""

    pieces: tuple[Piece, ...]
    segments: tuple[Segment, ...]

    def has_nights_in(self, quarter: Quarter) -> bool:
        """Whether any night of the person is known in the quarter, whoever pays."""
        first, after = quarter.start.toordinal(), quarter.end.toordinal()
        return any(segment.start < after and segment.end > first for segment in self.segments)


def right_of(person: PersonFacts, *, rates: RateBook, window: Window, law: Law, settings: Settings) -> Right:
    """Every refundable night of `person` inside `window`, for all payers, in order of day."""
    segments = segments_of(person.stays, horizon=window.horizon, settings=settings)
    elsewhere = _Elsewhere.of(person, horizon=window.horizon, settings=settings)
    pieces: list[Piece] = []
    for segment, counted, declared in _refundable_parts(segments, elsewhere, law=law, settings=settings):
        start = max(segment.start, counted.span[0], window.start)
        end = min(segment.end, counted.span[1])
        for first, last, origin in _by_quarter(start, end):
            part = _Part(first, last, origin, counted, declared)
            if segment.disputed:
                pieces += _disputed(segment, part)
            else:
                pricing = _Pricing(person, rates, law, settings)
                pieces += _known_stay(segment.stays[0], part, pricing)
    pieces.sort(key=lambda piece: (piece.start, piece.payer))
    return Right(tuple(pieces), tuple(segments))


@dataclass(frozen=True, slots=True)
class _Part:
    start: int
    end: int
    origin: Quarter
    counted: CountedSpan
    declared: int

    def basis(self, at: int, **values: object) -> LineBasis:
        number = self.counted.number + (at - self.counted.span[0]) if self.counted.number else 0
        return LineBasis(
            year_start=self.counted.year_start,
            first_number=number,
            cap=self.counted.cap,
            declared=self.declared,
            **values,  # type: ignore[arg-type]  # values are LineBasis' own fields
        )


@dataclass(frozen=True, slots=True)
class _Elsewhere:
    """Nights that use the running year and give no piece: declared ones, and those of an opening balance.

    Each with the payer it holds for; the empty text holds for all.
    """

    declared: tuple[tuple[Span, str], ...]
    used: tuple[NightsUsed, ...]
    by_payer: bool

    @classmethod
    def of(cls, person: PersonFacts, *, horizon: int, settings: Settings) -> "_Elsewhere":
        """What is declared of the person, and whether quota is counted payer by payer."""
        spans = tuple(declared_spans(person.stays, horizon=horizon))
        return cls(spans, person.used_before, settings.quota_follows == "person_and_payer")

    def spans(self, payer: str | None, *, beside: Sequence[Span]) -> list[Span]:
        """The nights that count together with the nights `beside`, none of them twice."""
        if not self.declared and not self.used:
            return []
        taken = union(list(beside))
        found = difference([span for span, whose in self.declared if self._holds(whose, payer)], taken)
        for one in self.used:
            if self._holds(one.payer, payer):
                found = union([*found, *_first_free(one, taken=union([*taken, *found]))])
        return found

    def _holds(self, whose: str, payer: str | None) -> bool:
        return not self.by_payer or not whose or whose == payer


def _first_free(used: NightsUsed, *, taken: Sequence[Span]) -> list[Span]:
    """The first nights of the running year that nothing is known of, as many as were used."""
    left = used.nights
    found: list[Span] = []
    for start, end in difference([(used.year_start, used.year_start + LONGEST_YEAR)], list(taken)):
        used_here = min(left, end - start)
        found.append((start, start + used_here))
        left -= used_here
    return found


def _refundable_parts(
    segments: Sequence[Segment], elsewhere: _Elsewhere, *, law: Law, settings: Settings
) -> Iterator[tuple[Segment, CountedSpan, int]]:
    """Each segment with the refundable spans that touch it, and how many declared nights came before."""
    caps = caps_from(law, settings)
    apart = settings.disputed_night_uses_quota == "no"
    counting = [segment for segment in segments if not (apart and segment.disputed)]
    groups: dict[str | None, list[Segment]] = {}
    for segment in counting:
        payer = segment.stays[0].payer if settings.quota_follows == "person_and_payer" else None
        groups.setdefault(payer, []).append(segment)
    for payer, group in groups.items():
        spans: list[Span] = [(segment.start, segment.end) for segment in group]
        more = elsewhere.spans(payer, beside=spans)
        counted = count_nights([*spans, *more], caps=caps, settings=settings).refundable
        for segment, span in _touching(group, counted):
            yield segment, span, _before(more, span, start=segment.start)
    if apart:
        uncounted = [segment for segment in segments if segment.disputed]
        yield from ((s, CountedSpan((s.start, s.end), None, 0, None), 0) for s in uncounted)


def _before(declared: list[Span], counted: CountedSpan, *, start: int) -> int:
    """How many declared nights of the running year came before the first of these."""
    if counted.year_start is None:
        return 0
    return total(intersection(declared, [(counted.year_start, max(start, counted.span[0]))]))


def _touching(
    segments: Sequence[Segment], refundable: Sequence[CountedSpan]
) -> Iterator[tuple[Segment, CountedSpan]]:
    starts = [counted.span[0] for counted in refundable]
    for segment in segments:
        at = max(0, bisect_right(starts, segment.start) - 1)
        while at < len(refundable) and refundable[at].span[0] < segment.end:
            if refundable[at].span[1] > segment.start:
                yield segment, refundable[at]
            at += 1


@cache
def _quarter_at(day: int) -> tuple[int, Quarter]:
    """(first day after the quarter, the quarter) of an ordinal."""
    from_day = Quarter.of(date.fromordinal(day))
    return from_day.end.toordinal(), from_day


def _by_quarter(start: int, end: int) -> Iterator[tuple[int, int, Quarter]]:
    while start < end:
        after, quarter = _quarter_at(start)
        yield start, min(end, after), quarter
        start = after


def _disputed(segment: Segment, part: _Part) -> list[Piece]:
    """One waiting piece for each payer named, at its shelter that admitted first, with its own facts only."""
    pieces: dict[str, Piece] = {}
    for night in segment.stays:
        payer = night.payer or ""
        if payer not in pieces:
            refs = {ref for fact in segment.stays if fact.payer == night.payer for ref in fact.refs}
            basis = part.basis(part.start, refs=tuple(sorted(refs)))
            pieces[payer] = Piece(
                part.start, part.end, part.origin, payer, night.facility, None, None, "overlap", basis, night,
                rate_changed=None, payment_changed=None,
            )  # fmt: skip
    return list(pieces.values())


@dataclass(frozen=True, slots=True)
class _Pricing:
    """What a night's price is found from."""

    person: PersonFacts
    rates: RateBook
    law: Law
    settings: Settings


def _known_stay(night: NightFact, part: _Part, pricing: _Pricing) -> Iterator[Piece]:
    payments = [p for p in pricing.person.payments if p.facility in {None, night.facility}]
    rates = pricing.rates.of_facility(night.rate_key or night.facility)
    for start, end, rate, payment in _cut(part, rates, payments, share=_share_steps(pricing.law)):
        if rate is not None and not rate.registered:
            continue
        yield _priced(night, part, (start, end), rate=rate, payment=payment, pricing=pricing)


def _share_steps(law: Law) -> tuple[int, ...]:
    """Days on which the State's share becomes another."""
    return _first_days(law.parameter(REFUND_SHARE))


@cache
def _first_days(parameter: Parameter) -> tuple[int, ...]:
    return tuple(value.in_force_from.toordinal() for value in parameter.values)


def _cut(
    part: _Part, rates: Sequence[RateFact], payments: Sequence[PaymentFact], *, share: Sequence[int]
) -> Iterator[tuple[int, int, RateFact | None, PaymentFact | None]]:
    """The part cut wherever a rate, a payment or the State's share changes; None where there is none."""
    facts: list[RateFact | PaymentFact] = [*rates, *payments]
    spans = [(*_bounds(fact), fact) for fact in facts]
    edges = {part.start, part.end, *share, *(edge for first, last, _ in spans for edge in (first, last))}
    for start, end in pairwise(sorted(edge for edge in edges if part.start <= edge <= part.end)):
        here = [fact for first, last, fact in spans if first <= start < last]
        rate = next((fact for fact in here if isinstance(fact, RateFact)), None)
        payment = next((fact for fact in here if isinstance(fact, PaymentFact)), None)
        yield start, end, rate, payment


def _bounds(fact: RateFact | PaymentFact) -> tuple[int, int]:
    return fact.period.start.toordinal(), (fact.period.end or date.max).toordinal()


def _lacking(
    night: NightFact, *, rate: RateFact | None, payment: PaymentFact | None, settings: Settings
) -> list[str]:
    """Codes of what must be known before the night has an amount."""
    own = settings.own_shelter_cost_basis if night.own_house else "as_if_charged"
    return [
        code
        for code, lacking in (
            ("identity", not night.identity_known),
            ("payer", night.payer is None),
            ("own_shelter_cost_basis", own == "unknown"),
            ("own_shelter_cost", own == "actual_cost"),
            ("rate", rate is None and own == "as_if_charged"),
            ("resident_payment", payment is None),
        )
        if lacking
    ]


def _priced(
    night: NightFact, part: _Part, span: Span, *,
    rate: RateFact | None, payment: PaymentFact | None, pricing: _Pricing,
) -> Piece:  # fmt: skip
    missing = _lacking(night, rate=rate, payment=payment, settings=pricing.settings)
    net = refund = None
    if rate is not None and payment is not None and not missing:
        net = rate.per_night - payment.per_night
        if net < Money.zero():
            net, missing = None, ["payment_exceeds_rate"]
        else:
            refund = refund_of_night(net, span[0], pricing.law)
    basis = part.basis(
        span[0],
        rate=rate.per_night if rate else None,
        payment=payment.per_night if payment else None,
        refs=(*night.refs, *(rate.refs if rate else ()), *(payment.refs if payment else ())),
        marks=tuple(sorted({*(rate.marks if rate else ()), *(payment.marks if payment else ())})),
    )
    return Piece(
        *span,
        part.origin,
        night.payer or "",
        night.facility,
        net,
        refund,
        ";".join(missing),
        basis,
        night,
        rate_changed=rate.changed if rate else None,
        payment_changed=payment.changed if payment else None,
    )
