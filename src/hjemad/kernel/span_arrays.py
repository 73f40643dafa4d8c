"""Nights of very many groups at once, as arrays: what `kernel.intervals` does for one person.

A group is a whole number from 0 (a person, or a person with a payer). A *place* is a group and a day ordinal
in one number (`key`), so places of all groups stand in one order: by group, then by day. `Spans` are in the
normal form of `kernel.intervals`: no night twice in a group, none touching, none empty.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Self

import numpy as np
from numpy.typing import NDArray

type Ints = NDArray[np.int64]
type Flags = NDArray[np.bool_]

# The last day there is, 9999-12-31, is number 3,652,059; a running year may end one year later.
DAY_BITS = 22
FIRST_DAY, AFTER_LAST_DAY = 0, (1 << DAY_BITS) - 1
_EPOCH_YEAR = 1970
_EPOCH = date(_EPOCH_YEAR, 1, 1).toordinal()
_MONTHS = 12


def ints(values: Sequence[int]) -> Ints:
    """The numbers as an array."""
    return np.asarray(values, dtype=np.int64)


def key(group: Ints, day: Ints | int) -> Ints:
    """The place of a day in a group; days lie on [FIRST_DAY, AFTER_LAST_DAY]."""
    return (group << DAY_BITS) + day


def group_of(places: Ints) -> Ints:
    """The group of each place."""
    return places >> DAY_BITS


def day_of(places: Ints) -> Ints:
    """The day ordinal of each place."""
    return places & AFTER_LAST_DAY


def years_on(days: Ints, years: int) -> Ints:
    """The same date as many years later; from 29 February, where there is none, 1 March (`kernel.dates`)."""
    if not len(days):
        return days
    # Millions of days lie on a few thousand different dates: each date is reckoned once.
    first, last = int(days.min()), int(days.max())
    return _each_years_on(np.arange(first, last + 1), years)[days - first]


def years_of(days: Ints) -> Ints:
    """The calendar year each day lies in."""
    counted: Ints = (days - _EPOCH).astype("datetime64[D]").astype("datetime64[Y]").astype(np.int64)
    return counted + _EPOCH_YEAR


def _each_years_on(days: Ints, years: int) -> Ints:
    months = (days - _EPOCH).astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)
    return days - _first_days(months) + _first_days(months + _MONTHS * years)


def _first_days(months: Ints) -> Ints:
    """The first day of months, counted as the library does; the epoch falls out of a difference."""
    return months.astype("datetime64[M]").astype("datetime64[D]").astype(np.int64)


@dataclass(frozen=True)
class Spans:
    """Nights [low, high) of many groups as places, in order of place, in normal form."""

    low: Ints
    high: Ints

    @classmethod
    def union(cls, low: Ints, high: Ints) -> Self:
        """The nights in any of the spans, each once; `low` and `high` of a span lie in the same group."""
        low, high = _sorted(low, high)
        filled = low < high
        if not filled.all():
            low, high = low[filled], high[filled]
        reach = np.maximum.accumulate(high)
        # Numbers of the spans that open and, before the next, close a stretch: picked faster than by flags.
        opens = np.flatnonzero(low[1:] > reach[:-1]) + 1
        if len(opens) + 1 >= len(low):
            return cls(low, high)
        return cls(low[np.append(0, opens)], reach[np.append(opens, len(low)) - 1])

    @cached_property
    def before(self) -> Ints:
        """How many nights lie before each span, all groups together; the last number is all of them."""
        counts = np.zeros(len(self.low) + 1, dtype=np.int64)
        np.cumsum(self.high - self.low, out=counts[1:])
        return counts

    def at(self, places: Ints) -> Ints:
        """The number of the last span that begins at or before each place; -1 where there is none."""
        return np.searchsorted(self.low, places, side="right") - 1

    def nights_before(self, places: Ints) -> Ints:
        """How many nights lie before each place, all groups together: a difference counts nights between."""
        return self.nights_before_in(places, self.at(places))

    def nights_before_in(self, places: Ints, numbers: Ints) -> Ints:
        """The same where the number of the span (`at`) is known."""
        if not len(self.low):
            return np.zeros(len(places), dtype=np.int64)
        inside = np.minimum(places, self.high[numbers]) - self.low[numbers]
        return np.where(numbers < 0, 0, self.before[numbers] + inside)

    def contains(self, places: Ints) -> Flags:
        """Whether the night that begins at each place is one of them."""
        numbers = self.at(places)
        within: Flags = (numbers >= 0) & (places < np.append(self.high, 0)[numbers])
        return within

    def where(self, kept: Flags) -> Self:
        """The spans kept."""
        some = np.flatnonzero(kept)
        return type(self)(self.low[some], self.high[some])

    @cached_property
    def first_of_group(self) -> Ints:
        """The number of the first span of each group that has one, in order of group."""
        groups = group_of(self.low)
        return np.flatnonzero(np.append(True, groups[1:] != groups[:-1])[: len(groups)])

    @cached_property
    def after_group(self) -> Ints:
        """The number of the span after the last one of each group that has one, in order of group."""
        return np.append(self.first_of_group[1:], len(self.low))[: len(self.first_of_group)]

    @cached_property
    def nights_of_group(self) -> Ints:
        """The nights of each group that has one, in order of group."""
        counts: Ints = self.before[self.after_group] - self.before[self.first_of_group]
        return counts

    def nights_by_group(self, *, groups: int) -> Ints:
        """The nights of each group from 0 to `groups` - 1."""
        nights = np.zeros(groups, dtype=np.int64)
        nights[group_of(self.low[self.first_of_group])] = self.nights_of_group
        return nights


def _sorted(low: Ints, high: Ints) -> tuple[Ints, Ints]:
    if (low[1:] >= low[:-1]).all():
        return low, high
    order = np.argsort(low)
    return low[order], high[order]


@dataclass(frozen=True)
class Cuts:
    """Pieces of spans: `source` says which span each came from, `step` which of the things it was cut by."""

    source: Ints
    step: Ints
    low: Ints
    high: Ints


def overlaps(low: Ints, high: Ints, *, by_low: Ints, by_high: Ints) -> Cuts:
    """Each span [low, high) cut to its nights in the spans it is cut `by`: disjoint and in order of place."""
    first = np.searchsorted(by_high, low, side="right")
    after = np.searchsorted(by_low, high, side="left")
    counts = after - first
    source = np.repeat(np.arange(len(low)), counts)
    # The n-th piece of a span is cut by the n-th thing after the first that reaches it.
    step = np.arange(len(source)) - np.repeat(np.cumsum(counts) - counts - first, counts)
    return Cuts(source, step, np.maximum(low[source], by_low[step]), np.minimum(high[source], by_high[step]))


def sums_by(numbers: Ints, values: Ints, *, size: int) -> Ints:
    """The sum of the values of each number from 0 to `size` - 1, exact."""
    sums = np.zeros(size, dtype=np.int64)
    np.add.at(sums, numbers, values)
    return sums
