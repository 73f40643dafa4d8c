"""The nights the State refunds, for very many persons at once: the bulk form of `par_177`.

Arrays in, arrays out, the same answer as `count_nights` for every setting and parameter it knows
(docs/adr/0031). A group is whatever has a quota of its own: a person, or a person at one payer. Nights are
numbered through all groups in order of place; a running year is a stretch of these numbers, and the nights
within a ceiling are the first ones of a stretch, whatever days lie between them.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from hjemad.kernel.span_arrays import (
    AFTER_LAST_DAY,
    Flags,
    Ints,
    Spans,
    day_of,
    group_of,
    key,
    overlaps,
    years_on,
)
from hjemad.law.serviceloven.par_177 import Caps
from hjemad.law.settings import Settings

NO_CAP = -1
BLOCK = 1 << 17


@dataclass(frozen=True)
class CountedSpans:
    """Refundable nights [low, high) as places, in order: those of one running year under one ceiling.

    `number` is the place of the first night in the running year. Nights under the rule before the reform have
    `year_start` and `number` 0, and `cap` NO_CAP.
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

    def where(self, kept: Flags) -> "RunningYears":
        """The years kept."""
        some = np.flatnonzero(kept)
        return RunningYears(self.start[some], self.end[some], self.first[some], self.used[some])


@dataclass(frozen=True)
class _Pieces:
    """The nights of running years under one ceiling, by number: [first, within) are refundable.

    [within, after) lie above the ceiling `cap`; `year` is the number of the year among those asked about.
    """

    first: Ints
    within: Ints
    after: Ints
    year: Ints
    cap: Ints


@dataclass(frozen=True)
class _Counting:
    """The nights that use a quota, cut into running years and by ceiling."""

    nights: Spans
    caps: Caps
    settings: Settings

    @cached_property
    def turns(self) -> tuple[RunningYears, ...]:
        """The first running year of every group, then the second, and so on; not put together, for speed."""
        anchored = _lapsing if self.settings.period_anchor == "lapse" else _chained
        return tuple(anchored(self.nights))

    def pieces(self, years: RunningYears) -> Iterator[_Pieces]:
        """The nights from the reform on; earlier ones only use the quota of a year begun before it (R4)."""
        start = day_of(years.start)
        of_first_day = _caps_at(self.caps, start)
        first = self._numbered(years, np.maximum(self.caps.reform, start))
        for day, cap_of_day in _ceilings(self.caps):
            after = self._numbered(years, np.maximum(day, start))
            by_year = self.settings.cap_mode == "period_start"
            cap = of_first_day if by_year else np.full_like(first, cap_of_day)
            within = np.clip(years.first + cap, first, after)
            some = np.flatnonzero(after > first)
            yield _Pieces(first[some], within[some], after[some], some, cap[some])
            first = after

    def _numbered(self, years: RunningYears, day: Ints) -> Ints:
        """The number of the first night on or after a day of each year; after its end, that of the next."""
        numbers = np.where(day == day_of(years.start), years.first, years.first + years.used)
        inside = np.flatnonzero((day > day_of(years.start)) & (day < day_of(years.end)))
        numbers[inside] = self.nights.nights_before(key(group_of(years.start[inside]), day[inside]))
        return numbers

    def above(self) -> Iterator[tuple[RunningYears, _Pieces]]:
        """The pieces of every year with more nights than the lowest ceiling: no other has any above one."""
        lowest = min(ceiling for _, ceiling in self.caps.steps)
        for turn in self.turns:
            crowded = turn.where(turn.used > lowest)
            for pieces in self.pieces(crowded):
                yield crowded, pieces

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
        refundable = self.nights.nights_by_group(groups=groups)
        for years, pieces in self._many.above():
            whose = group_of(years.start[pieces.year])
            np.subtract.at(refundable, whose, pieces.after - pieces.within)
        return refundable

    @cached_property
    def beyond(self) -> Spans:
        """The nights above a ceiling, which the State does not refund."""
        found = [self._many.days(pieces.within, pieces.after) for _, pieces in self._many.above()]
        return Spans.union(_joined([low for _, low, _ in found]), _joined([high for _, _, high in found]))

    @cached_property
    def _many(self) -> _Counting:
        """The groups with more nights than the lowest ceiling; nobody else can have one above any."""
        nights = self.counting.nights
        more = nights.nights_of_group > min(ceiling for _, ceiling in self.counting.caps.steps)
        spans_of_group = nights.after_group - nights.first_of_group
        return replace(self.counting, nights=nights.where(np.repeat(more, spans_of_group)))

    @cached_property
    def years(self) -> RunningYears:
        """The running years, in no order."""
        turns = [(turn.start, turn.end, turn.first, turn.used) for turn in self.counting.turns]
        return RunningYears(*(_joined([turn[at] for turn in turns]) for at in range(4)))

    @cached_property
    def counted(self) -> CountedSpans:
        """The refundable nights with their place in the running year."""
        none = np.zeros(len(self.old.low), dtype=np.int64)
        parts = [(self.old.low, self.old.high, none, none, none + NO_CAP)]
        for turn in self.counting.turns:
            for pieces in self.counting.pieces(turn):
                of, low, high = self.counting.days(pieces.first, pieces.within)
                year = pieces.year[of]
                number = 1 + self.counting.nights.nights_before(low) - turn.first[year]
                parts.append((low, high, day_of(turn.start)[year], number, pieces.cap[of]))
        columns = [_joined([part[at] for part in parts]) for at in range(5)]
        order = np.argsort(columns[0])
        return CountedSpans(*(column[order] for column in columns))


def count_nights_bulk(nights: Spans, *, caps: Caps, settings: Settings) -> BulkCount:
    """Which of every group's nights are refundable, with their number in the running year."""
    old, counting = _split_at_reform(nights, caps=caps, settings=settings)
    return BulkCount(nights, old, _Counting(counting, caps, settings))


def refundable_nights(
    person: Ints, start: Ints, end: Ints, *, persons: int, caps: Caps, settings: Settings, block: int = BLOCK
) -> Ints:
    """Refundable nights of each person from 0 to `persons` - 1, from stays [start, end) in order of person.

    Counted for some people at a time, since arrays that fit a processor's cache are faster than long ones.
    """
    found = np.zeros(persons, dtype=np.int64)
    for first in range(0, persons, block):
        after = min(first + block, persons)
        low, high = np.searchsorted(person, (first, after))
        groups = person[low:high] - first
        nights = Spans.union(key(groups, start[low:high]), key(groups, end[low:high]))
        count = count_nights_bulk(nights, caps=caps, settings=settings)
        found[first:after] = count.refundable_by_group(groups=after - first)
    return found


def _split_at_reform(nights: Spans, *, caps: Caps, settings: Settings) -> tuple[Spans, Spans]:
    """(nights under the old rule, nights to count) (R4)."""
    if (day_of(nights.low) >= caps.reform).all():
        return nights.where(np.zeros(len(nights.low), dtype=np.bool_)), nights
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


def _lapsing(nights: Spans) -> Iterator[RunningYears]:
    """Running years by turn: the first of every group, then the second; each opens on a night spent (R2)."""
    spans = nights.first_of_group
    start, first = nights.low[spans], nights.before[spans]
    last, total = nights.high[nights.after_group - 1], nights.before[nights.after_group]
    while len(start):
        end = key(group_of(start), years_on(day_of(start), 1))
        more = np.flatnonzero(end < last)
        going = end[more]
        spans = nights.at(going)
        after = total.copy()
        after[more] = nights.nights_before_in(going, spans)
        yield RunningYears(start, end, first, after - first)
        # Somebody who is still there opens the next year at once, anybody else with the next span.
        staying = going < nights.high[spans]
        start = np.where(staying, going, nights.low[spans + ~staying])
        first, last, total = after[more], last[more], total[more]


def _chained(nights: Spans) -> Iterator[RunningYears]:
    """Running years by turn that follow each other from the first night, those with a night in them (R2)."""
    spans = nights.first_of_group
    origin = day_of(nights.low[spans])
    start, first = nights.low[spans], nights.before[spans]
    last = nights.before[nights.after_group]
    turn = 0
    while len(start):
        turn += 1
        end = key(group_of(start), years_on(origin, turn))
        after = nights.nights_before(end)
        yield RunningYears(start, end, first, after - first).where(after > first)
        more = after < last
        start, first, origin, last = end[more], after[more], origin[more], last[more]


def _joined(parts: list[Ints]) -> Ints:
    return np.concatenate(parts) if parts else np.zeros(0, dtype=np.int64)
