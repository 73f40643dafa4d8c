"""One person's nights under two laws, with the reason on each side: by the reference, not the bulk form.

A stretch is nights in a row with the same answer on both sides. `beyond`: the night lies above the ceiling.
`none`: no night is there under this reading, or the shelter stands outside Tilbudsportalen.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from typing import Literal

from hjemad.kernel.intervals import Span, intersection, total
from hjemad.law.claim.facts import PersonFacts, RateBook
from hjemad.law.claim.pieces import Piece, Window, right_of
from hjemad.law.claim.rules import RuleSet
from hjemad.law.claim.segments import Segment
from hjemad.law.parameters_reader import Law
from hjemad.law.serviceloven.par_177 import REFUND_SHARE, Caps, NightCount, caps_from, count_nights
from hjemad.law.serviceloven.par_177_amount import WHOLE, share_on

State = Literal["refundable", "waiting", "beyond", "none"]


@dataclass(frozen=True, slots=True)
class Side:
    """The answer for each night of a stretch under one law.

    `number` is the place of the stretch's first night in the running year that began on `year_start`, under
    the ceiling `cap`; None before the reform and where there is no night. `hundredths`: the State's part of
    one night, in hundredths of half an øre.
    """

    state: State
    hundredths: int = 0
    missing: str = ""
    facility: str = ""
    year_start: int | None = None
    number: int | None = None
    cap: int | None = None


@dataclass(frozen=True, slots=True)
class ChangedStretch:
    """Nights [start, end) of a person at a payer whose answer is another after the change."""

    person: str
    payer: str
    span: Span
    before: Side
    after: Side

    @property
    def nights(self) -> int:
        """How many."""
        return self.span[1] - self.span[0]

    @property
    def hundredths(self) -> int:
        """What the State pays more (or, below 0, less) of the stretch, in hundredths of half an øre."""
        return (self.after.hundredths - self.before.hundredths) * self.nights

    @property
    def facility(self) -> str:
        """The shelter, as the side knows it that refunds the nights."""
        return self.before.facility or self.after.facility


def changed_stretches(
    person: PersonFacts, before: RuleSet, after: RuleSet, *, first: int, rates: RateBook, window: Window
) -> list[ChangedStretch]:
    """Every stretch of the person's nights from `first` on with another answer, by payer and day."""
    one, other = (_Seen.of(person, rules, rates=rates, window=window) for rules in (before, after))
    edges = sorted({max(edge, first) for edge in one.edges | other.edges})
    found: list[ChangedStretch] = []
    for payer in sorted(one.payers | other.payers):
        for start, end in pairwise(edges):
            was, now = one.at(start, payer), other.at(start, payer)
            if _answer(was) != _answer(now):
                found.append(ChangedStretch(person.person, payer, (start, end), was, now))
    return _joined(found)


def _answer(side: Side) -> tuple[object, ...]:
    """What must be the same for the night to be left alone: is it refunded, what it waits for, the money."""
    given = None if side.state in {"none", "beyond"} else side.state
    return (given, side.hundredths, side.missing)


@dataclass(frozen=True)
class _Seen:
    """One side: the pieces that are right, the segments whose nights use quota, and how they are counted."""

    pieces: Sequence[Piece]
    segments: Sequence[Segment]
    counts: Mapping[str | None, NightCount]
    caps: Caps
    rules: RuleSet

    @classmethod
    def of(cls, person: PersonFacts, rules: RuleSet, *, rates: RateBook, window: Window) -> "_Seen":
        # Amounts are taken whole here and shared below, since a share tried may be finer than half an øre.
        whole, settings = _all_of_it(rules.law), rules.settings
        right = right_of(person, rates=rates, window=window, law=whole, settings=settings)
        caps = caps_from(rules.law, settings)
        apart = settings.disputed_night_uses_quota == "no"
        counting = [segment for segment in right.segments if not (apart and segment.disputed)]
        spans: dict[str | None, list[Span]] = {}
        for segment in counting:
            spans.setdefault(_owner(segment, rules), []).append((segment.start, segment.end))
        counts = {owner: count_nights(some, caps=caps, settings=settings) for owner, some in spans.items()}
        return cls(right.pieces, counting, counts, caps, rules)

    @property
    def payers(self) -> set[str]:
        return {piece.payer for piece in self.pieces}

    @property
    def edges(self) -> set[int]:
        """Days on which an answer may become another: nights, ceilings and running years begin or end."""
        found = {day for piece in self.pieces for day in (piece.start, piece.end)}
        found |= {day for segment in self.segments for day in (segment.start, segment.end)}
        found |= {first for first, _ in self.caps.steps}
        for count in self.counts.values():
            found |= {day for year in count.years for day in (year.start, year.end)}
        return found

    def at(self, day: int, payer: str) -> Side:
        """The answer for the night that begins on the day."""
        piece = next((p for p in self.pieces if p.payer == payer and p.start <= day < p.end), None)
        if piece is None:
            return self._place(Side("none"), day)
        if piece.net is None:
            return self._place(Side("waiting", 0, piece.missing, piece.facility), day)
        share = share_on(self.rules.law.parameter(REFUND_SHARE), day)
        return self._place(Side("refundable", piece.net.half_ore * share, "", piece.facility), day)

    def _place(self, side: Side, day: int) -> Side:
        """The side with the night's place in the running year; what is not refunded above it is `beyond`."""
        if day < self.caps.reform:
            return side
        segment = next((s for s in self.segments if s.start <= day < s.end), None)
        count = self.counts.get(_owner(segment, self.rules)) if segment else None
        year = next((y for y in count.years if y.start <= day < y.end), None) if count else None
        if count is None or year is None:
            return side
        number = total(intersection(count.all_nights, [(year.start, day + 1)]))
        per_day = self.rules.settings.cap_mode == "per_day"
        cap = self.caps.at(day if per_day else year.start)
        state: State = "beyond" if side.state == "none" and number > cap else side.state
        return replace(side, state=state, year_start=year.start, number=number, cap=cap)


def _owner(segment: Segment, rules: RuleSet) -> str | None:
    """The payer whose quota the segment's nights use, where each has one; None: the person's."""
    return segment.stays[0].payer if rules.settings.quota_follows == "person_and_payer" else None


@lru_cache(maxsize=64)
def _all_of_it(law: Law) -> Law:
    """The law with a share of everything, each value on its own days."""
    share = law.parameter(REFUND_SHARE)
    values = tuple(replace(value, value=str(WHOLE)) for value in share.values)
    return law.with_parameter(replace(share, values=values))


def _joined(stretches: Sequence[ChangedStretch]) -> list[ChangedStretch]:
    """Neighbours that tell the same story become one; the numbers of their nights simply go on."""
    joined: list[ChangedStretch] = []
    for stretch in stretches:
        last = joined[-1] if joined else None
        if last is not None and last.span[1] == stretch.span[0] and _goes_on(last, stretch):
            joined[-1] = replace(last, span=(last.span[0], stretch.span[1]))
        else:
            joined.append(stretch)
    return joined


def _goes_on(last: ChangedStretch, stretch: ChangedStretch) -> bool:
    sides = ((last.before, stretch.before), (last.after, stretch.after))
    return last.payer == stretch.payer and all(_same_story(one, other, last.nights) for one, other in sides)


def _same_story(one: Side, other: Side, nights: int) -> bool:
    number = None if one.number is None else one.number + nights
    return replace(one, number=number) == other


def stretch_sums(stretches: Sequence[ChangedStretch]) -> Iterator[tuple[str, tuple[int, int, int]]]:
    """(payer, (nights with an amount, nights that wait, hundredths)) after less before, one by one."""
    for stretch in stretches:
        refundable, waiting = (
            (stretch.after.state == state) - (stretch.before.state == state)
            for state in ("refundable", "waiting")
        )
        nights = stretch.nights
        yield stretch.payer, (refundable * nights, waiting * nights, stretch.hundredths)
