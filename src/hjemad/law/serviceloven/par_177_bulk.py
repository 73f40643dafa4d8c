"""The nights the State refunds, for very many persons at once: the bulk form of `par_177`.

Arrays in, arrays out, the same answer as `count_nights` for every setting and parameter it knows
(docs/adr/0031). A group is whatever has a quota of its own: a person, or a person at one payer. Nights are
numbered through all groups in order of place; a running year is a stretch of these numbers, and the nights
within a ceiling are the first ones of a stretch, whatever days lie between them.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from hjemad.kernel.span_arrays import (
    AFTER_LAST_DAY,
    Ints,
    Spans,
    day_of,
    group_of,
    key,
    overlaps,
    sums_by,
    years_on,
)
from hjemad.law.serviceloven.par_177 import Caps
from hjemad.law.settings import Settings

NO_YEAR, NO_CAP = 0, -1


@dataclass(frozen=True)
class CountedSpans:
    """Refundable nights [low, high) as places, in order: those of one running year under one ceiling.

    `number` is the place of the first night in the running year. Nights under the rule before the reform have
    `year_start` NO_YEAR, `number` 0 and `cap` NO_CAP.
    """

    low: Ints
    high: Ints
    year_start: Ints
    number: Ints
    cap: Ints


@dataclass(frozen=True)
class RunningYears:
    """Running years with a night in them, [start, end) as places, and how many nights were spent in each.

    The nights of a year are those numbered [first, first + used) of the counting nights.
    """

    start: Ints
    end: Ints
    first: Ints
    used: Ints


@dataclass(frozen=True)
class _Pieces:
    """The nights of a running year under one ceiling, by number: [first, within) are refundable.

    [within, after) lie above the ceiling. `number` is the place of the first night in year number `year`.
    """

    first: Ints
    within: Ints
    after: Ints
    year: Ints
    number: Ints
    cap: Ints


@dataclass(frozen=True)
class _Counting:
    """The nights that use a quota, cut into running years and by ceiling."""

    nights: Spans
    caps: Caps
    settings: Settings

    @cached_property
    def years(self) -> RunningYears:
        """The running years, in no order."""
        anchored = _lapsing if self.settings.period_anchor == "lapse" else _chained
        turns = list(anchored(self.nights))
        return RunningYears(*(_joined([turn[at] for turn in turns]) for at in range(4)))

    @cached_property
    def pieces(self) -> _Pieces:
        """The nights from the reform on; earlier ones only use the quota of a year begun before it (R4)."""
        years = self.years
        start, end = day_of(years.start), day_of(years.end)
        of_first_day = _caps_at(self.caps, start)
        found: list[tuple[Ints, ...]] = []
        first = self._numbered(np.clip(self.caps.reform, start, end))
        for day, cap_of_day in _ceilings(self.caps):
            after = self._numbered(np.clip(day, start, end))
            by_year = self.settings.cap_mode == "period_start"
            cap = of_first_day if by_year else np.full_like(first, cap_of_day)
            within = np.clip(years.first + cap, first, after)
            some = np.flatnonzero(after > first)
            number = first - years.first + 1
            found.append((first[some], within[some], after[some], some, number[some], cap[some]))
            first = after
        return _Pieces(*(_joined([piece[at] for piece in found]) for at in range(6)))

    def _numbered(self, day: Ints) -> Ints:
        """The number of the first night on or after a day of each year, its end included."""
        years = self.years
        numbers = np.where(day == day_of(years.start), years.first, years.first + years.used)
        inside = (day > day_of(years.start)) & (day < day_of(years.end))
        numbers[inside] = self.nights.nights_before(key(group_of(years.start[inside]), day[inside]))
        return numbers

    def above_a_ceiling(self) -> "_Counting":
        """The groups with more nights than the lowest ceiling: nobody else can have one above any."""
        nights = self.nights
        more = nights.nights_of_group > min(ceiling for _, ceiling in self.caps.steps)
        spans_of_group = np.diff(np.append(nights.first_of_group, len(nights.low)))
        return _Counting(nights.where(np.repeat(more, spans_of_group)), self.caps, self.settings)

    def days(self, first: Ints, after: Ints) -> tuple[Ints, Ints, Ints]:
        """The spans of days that nights numbered [first, after) lie in: whose they are, low and high."""
        some = np.flatnonzero(first < after)
        before = self.nights.before
        cuts = overlaps(first[some], after[some], by_low=before[:-1], by_high=before[1:])
        low = self.nights.low[cuts.step] + cuts.low - before[cuts.step]
        return some[cuts.source], low, low + cuts.high - cuts.low


@dataclass(frozen=True)
class BulkCount:
    """Every night of every group sorted by whether the State refunds it.

    `old` are the nights under the rule before the reform: all of them are refundable.
    """

    nights: Spans
    old: Spans
    counting: _Counting

    def refundable_by_group(self, *, groups: int) -> Ints:
        """Refundable nights of each group from 0 to `groups` - 1."""
        years, pieces = self._above.years, self._above.pieces
        beyond = sums_by(group_of(years.start[pieces.year]), pieces.after - pieces.within, size=groups)
        return self.nights.nights_by_group(groups=groups) - beyond

    @cached_property
    def beyond(self) -> Spans:
        """The nights above a ceiling, which the State does not refund."""
        pieces = self._above.pieces
        return Spans.union(*self._above.days(pieces.within, pieces.after)[1:])

    @cached_property
    def _above(self) -> _Counting:
        return self.counting.above_a_ceiling()

    @property
    def years(self) -> RunningYears:
        """The running years, in no order."""
        return self.counting.years

    @cached_property
    def counted(self) -> CountedSpans:
        """The refundable nights with their place in the running year."""
        old, counting, pieces = self.old, self.counting, self.counting.pieces
        of, low, high = counting.days(pieces.first, pieces.within)
        number = pieces.number[of] + counting.nights.nights_before(low) - pieces.first[of]
        none = np.zeros(len(old.low), dtype=np.int64)
        lows = np.concatenate([old.low, low])
        order = np.argsort(lows)
        pairs = (
            (old.high, high),
            (none + NO_YEAR, day_of(self.years.start)[pieces.year[of]]),
            (none, number),
            (none + NO_CAP, pieces.cap[of]),
        )
        return CountedSpans(lows[order], *(np.concatenate(pair)[order] for pair in pairs))


def count_nights_bulk(nights: Spans, *, caps: Caps, settings: Settings) -> BulkCount:
    """Which of every group's nights are refundable, with their number in the running year."""
    old, counting = _split_at_reform(nights, caps=caps, settings=settings)
    return BulkCount(nights, old, _Counting(counting, caps, settings))


def _split_at_reform(nights: Spans, *, caps: Caps, settings: Settings) -> tuple[Spans, Spans]:
    """(nights under the old rule, nights to count) (R4)."""
    reform = key(group_of(nights.low), caps.reform)
    crossing = (nights.low < reform) & (reform < nights.high)
    old_until, new_from = np.minimum(nights.high, reform), np.maximum(nights.low, reform)
    if settings.pre_reform_stay == "real_admission":
        new_from = np.where(crossing, nights.low, new_from)
    elif settings.pre_reform_stay != "quota_from_reform":
        # The unbroken old stay never starts counting.
        old_until = np.where(crossing, nights.high, old_until)
        new_from = np.where(crossing, nights.high, new_from)
    return (
        Spans(nights.low, old_until).where(nights.low < old_until),
        Spans(new_from, nights.high).where(new_from < nights.high),
    )


def _ceilings(caps: Caps) -> Iterator[tuple[int, int]]:
    """(the day it no longer holds, ceiling) for each step."""
    afters = [*(first for first, _ in caps.steps[1:]), AFTER_LAST_DAY]
    return zip(afters, (nights for _, nights in caps.steps), strict=True)


def _caps_at(caps: Caps, days: Ints) -> Ints:
    """The ceiling that holds on each day; the first one before the reform."""
    found = np.full_like(days, caps.steps[0][1])
    for first, nights in caps.steps:
        found[days >= first] = nights
    return found


def _lapsing(nights: Spans) -> Iterator[tuple[Ints, Ints, Ints, Ints]]:
    """Running years by turn: the first of every group, then the second; each opens on a night spent (R2)."""
    spans = nights.first_of_group
    start = nights.low[spans]
    first = nights.before[spans]
    while len(start):
        end = key(group_of(start), years_on(day_of(start), 1))
        spans = nights.at(end)
        after = nights.nights_before_in(end, spans)
        yield start, end, first, after - first
        staying = end < nights.high[spans]
        spans = np.where(staying, spans, spans + 1)
        # A place beyond every group stands for the span after the last.
        opening = np.append(nights.low, AFTER_EVERYTHING)[spans]
        opening = np.where(staying, end, opening)
        more = group_of(opening) == group_of(start)
        start, first = opening[more], after[more]


def _chained(nights: Spans) -> Iterator[tuple[Ints, Ints, Ints, Ints]]:
    """Running years by turn that follow each other from the first night, those with a night in them (R2)."""
    spans = nights.first_of_group
    origin = day_of(nights.low[spans])
    start, first = nights.low[spans], nights.before[spans]
    last = nights.before[np.append(spans[1:], len(nights.low))]
    turn = 0
    while len(start):
        turn += 1
        end = key(group_of(start), years_on(origin, turn))
        after = nights.nights_before(end)
        spent = after > first
        yield start[spent], end[spent], first[spent], (after - first)[spent]
        more = after < last
        start, first, origin, last = end[more], after[more], origin[more], last[more]


AFTER_EVERYTHING = np.iinfo(np.int64).max


def _joined(parts: list[Ints]) -> Ints:
    return np.concatenate(parts) if parts else np.zeros(0, dtype=np.int64)
