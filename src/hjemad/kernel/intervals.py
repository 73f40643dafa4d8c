"""Nights from intervals: the one place where they are derived.

A span is a pair of day ordinals [from, to), a night being the ordinal of the day on which it begins.
Every function takes spans in any order, overlapping, touching or empty, and answers in normal form:
sorted, no night twice, no two spans touching, none empty. Plain sweeps, since a run over the country
makes hundreds of thousands of calls.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import date

from hjemad.kernel.periods import Period

Span = tuple[int, int]


def spans_of(periods: Iterable[Period], as_of: date) -> list[Span]:
    """The nights of the periods, an open one counted up to but not including the night of `as_of`.

    A closed period is taken whole, also beyond `as_of`; an open one that starts later has no nights yet.
    """
    limit = as_of.toordinal()
    return union(
        (period.start.toordinal(), limit if end is None else end.toordinal())
        for period in periods
        for end in (period.end,)
    )


def periods_of(spans: Iterable[Span]) -> list[Period]:
    """The same nights as closed periods, in order."""
    return [Period(date.fromordinal(start), date.fromordinal(end)) for start, end in union(spans)]


def union(spans: Iterable[Span]) -> list[Span]:
    """The nights in any of the spans, each once."""
    ordered = [span for span in spans if span[0] < span[1]]
    if len(ordered) < 2:
        return ordered
    ordered.sort()
    joined: list[Span] = []
    start, end = ordered[0]
    for next_start, next_end in ordered:
        if next_start > end:
            joined.append((start, end))
            start, end = next_start, next_end
        elif next_end > end:
            end = next_end
    joined.append((start, end))
    return joined


def intersection(spans: Iterable[Span], others: Iterable[Span]) -> list[Span]:
    """The nights in both."""
    left, right = union(spans), union(others)
    shared: list[Span] = []
    i = j = 0
    while i < len(left) and j < len(right):
        start = max(left[i][0], right[j][0])
        end = min(left[i][1], right[j][1])
        if start < end:
            shared.append((start, end))
        if left[i][1] <= right[j][1]:
            i += 1
        else:
            j += 1
    return shared


def difference(spans: Iterable[Span], others: Iterable[Span]) -> list[Span]:
    """The nights in `spans` that are in none of `others`."""
    taken = union(others)
    rest: list[Span] = []
    j = 0
    for start, end in union(spans):
        while j < len(taken) and taken[j][1] <= start:
            j += 1
        free_from = start
        k = j
        while k < len(taken) and taken[k][0] < end:
            if taken[k][0] > free_from:
                rest.append((free_from, taken[k][0]))
            free_from = taken[k][1]
            k += 1
        if free_from < end:
            rest.append((free_from, end))
    return rest


def total(spans: Iterable[Span]) -> int:
    """How many nights, each counted once however many spans it lies in."""
    return sum(end - start for start, end in union(spans))


def nights(spans: Iterable[Span]) -> Iterator[date]:
    """Each night once, in order, as the day on which it begins."""
    for start, end in union(spans):
        for ordinal in range(start, end):
            yield date.fromordinal(ordinal)


def running_windows(spans: Iterable[Span], *, end_of: Callable[[int], int]) -> list[Span]:
    """Windows that each open on a night actually spent and close where `end_of` their first night says.

    The next window opens on the first night spent at or after that close, so a gap between windows has no
    nights in it. `end_of` takes and gives day ordinals, the end not included, and must lie after the start.
    Windows may touch, so the answer is not in normal form.
    """
    windows: list[Span] = []
    closed_at = None
    for start, end in union(spans):
        opening = start if closed_at is None else max(start, closed_at)
        while opening < end:
            closed_at = end_of(opening)
            if closed_at <= opening:
                raise ValueError("a window must end after the night on which it opens")
            windows.append((opening, closed_at))
            opening = closed_at
    return windows
