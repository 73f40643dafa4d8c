"""The algebra of intervals against plain sets of days."""

from datetime import date, timedelta
from itertools import pairwise
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from hjemad.kernel.intervals import (
    Span,
    difference,
    intersection,
    nights,
    periods_of,
    running_windows,
    spans_of,
    total,
    union,
)
from hjemad.kernel.periods import Period

FIRST = date(2023, 9, 1)
days = st.integers(0, 60).map(lambda n: FIRST.toordinal() + n)
# Any two days: reversed pairs count as empty, as a span from later to earlier holds no night.
span_lists = st.lists(st.tuples(days, days), max_size=8)


def day_set(spans: list[Span]) -> set[int]:
    return {day for start, end in spans for day in range(start, end)}


def is_normal(spans: list[Span]) -> bool:
    return all(start < end for start, end in spans) and all(
        before[1] < after[0] for before, after in pairwise(spans)
    )


@given(span_lists, span_lists)
def test_union_intersection_and_difference_are_those_of_sets_of_nights(a: list[Span], b: list[Span]) -> None:
    assert day_set(union([*a, *b])) == day_set(a) | day_set(b)
    assert day_set(intersection(a, b)) == day_set(a) & day_set(b)
    assert day_set(difference(a, b)) == day_set(a) - day_set(b)


@given(span_lists, span_lists)
def test_every_answer_is_in_normal_form(a: list[Span], b: list[Span]) -> None:
    assert all(is_normal(spans) for spans in (union(a), intersection(a, b), difference(a, b)))


@given(span_lists, st.randoms())
def test_the_order_of_spans_and_repeating_them_change_nothing(a: list[Span], chance: Random) -> None:
    shuffled = [*a, *a]
    chance.shuffle(shuffled)

    assert union(shuffled) == union(a) == union(union(a))


@given(span_lists, span_lists)
def test_nights_in_and_nights_out_make_all_nights(a: list[Span], b: list[Span]) -> None:
    assert total(intersection(a, b)) + total(difference(a, b)) == total(a)
    assert union([*intersection(a, b), *difference(a, b)]) == union(a)


@given(span_lists)
def test_total_is_the_number_of_nights(a: list[Span]) -> None:
    listed = list(nights(a))

    assert len(listed) == total(a) == len(day_set(a))
    assert listed == sorted(listed)


@given(span_lists)
def test_spans_become_periods_and_come_back(a: list[Span]) -> None:
    assert spans_of(periods_of(a), as_of=FIRST) == union(a)


@given(
    st.lists(st.tuples(st.integers(0, 60), st.none() | st.integers(0, 20)), max_size=6), st.integers(0, 70)
)
def test_a_night_is_spent_exactly_when_a_period_seen_on_the_day_contains_it(
    stays: list[tuple[int, int | None]], as_of: int
) -> None:
    seen = FIRST + timedelta(as_of)
    periods = [
        Period(FIRST + timedelta(start), None if length is None else FIRST + timedelta(start + length))
        for start, length in stays
    ]

    expected = {
        day
        for day in (FIRST + timedelta(n) for n in range(90))
        if any(period.contains(day) and (not period.is_open or day < seen) for period in periods)
    }

    assert set(nights(spans_of(periods, as_of=seen))) == expected


@given(span_lists, st.integers(1, 30))
def test_running_windows_are_those_of_a_walk_night_by_night(a: list[Span], length: int) -> None:
    walked: list[Span] = []
    for day in sorted(day_set(a)):
        if not walked or day >= walked[-1][1]:
            walked.append((day, day + length))

    assert running_windows(a, end_of=lambda start: start + length) == walked


@given(span_lists, span_lists)
def test_periods_overlap_exactly_when_they_share_a_night(a: list[Span], b: list[Span]) -> None:
    for one in periods_of(a):
        for other in periods_of(b):
            shared = set(nights(spans_of([one], as_of=FIRST))) & set(nights(spans_of([other], as_of=FIRST)))
            assert one.overlaps(other) is bool(shared)
