from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hjemad.kernel import intervals
from hjemad.kernel.dates import add_years
from hjemad.kernel.span_arrays import (
    AFTER_LAST_DAY,
    Spans,
    day_of,
    group_of,
    ints,
    key,
    overlaps,
    sums_by,
    years_of,
    years_on,
)

type Row = tuple[int, int, int]  # group, start, end

rows = st.lists(
    st.tuples(st.integers(0, 3), st.integers(1, 60), st.integers(0, 12)).map(
        lambda row: (row[0], row[1], row[1] + row[2])
    ),
    max_size=12,
)


def spans_of(some: list[Row]) -> Spans:
    groups, start, end = (ints([row[at] for row in some]) for at in range(3))
    return Spans.union(key(groups, start), key(groups, end))


def rows_of(spans: Spans) -> list[Row]:
    return list(
        zip(
            group_of(spans.low).tolist(),
            day_of(spans.low).tolist(),
            day_of(spans.high).tolist(),
            strict=True,
        )
    )


def by_group(some: list[Row], group: int) -> list[intervals.Span]:
    return intervals.union([(start, end) for owner, start, end in some if owner == group])


def plainly(some: list[Row]) -> list[Row]:
    return [(group, *span) for group in range(4) for span in by_group(some, group)]


@given(rows)
def test_the_union_is_that_of_each_group(some: list[Row]) -> None:
    assert rows_of(spans_of(some)) == plainly(some)


def test_groups_never_join_and_the_last_day_there_is_fits_in() -> None:
    last = date.max.toordinal()
    some = [(1, last - 1, last), (2, 1, 2), (0, last, AFTER_LAST_DAY)]

    assert rows_of(spans_of(some)) == sorted(some)


@given(rows, st.lists(st.tuples(st.integers(0, 3), st.integers(0, 75)), max_size=8))
def test_nights_before_a_place_are_those_of_earlier_groups_and_days(
    some: list[Row], asked: list[tuple[int, int]]
) -> None:
    spans = spans_of(some)
    places = key(ints([group for group, _ in asked]), ints([day for _, day in asked]))
    nights = [(group, day) for group, *span in plainly(some) for day in range(*span)]

    assert spans.nights_before(places).tolist() == [sum(night < place for night in nights) for place in asked]
    assert spans.contains(places).tolist() == [place in nights for place in asked]


@given(rows)
def test_groups_with_nights_and_how_many(some: list[Row]) -> None:
    spans = spans_of(some)
    counts = [intervals.total(by_group(some, group)) for group in range(4)]

    assert group_of(spans.low[spans.first_of_group]).tolist() == [g for g in range(4) if counts[g]]
    assert spans.first_of_group.tolist() == sorted(
        {group: at for at, (group, _, _) in reversed(list(enumerate(rows_of(spans))))}.values()
    )
    assert spans.nights_of_group.tolist() == [count for count in counts if count]
    assert spans.nights_by_group(groups=5).tolist() == [*counts, 0]


@given(rows, rows)
def test_overlaps_are_the_nights_in_both_with_whose_they_are(some: list[Row], others: list[Row]) -> None:
    spans, by = spans_of(some), spans_of(others)

    cuts = overlaps(spans.low, spans.high, by_low=by.low, by_high=by.high)

    expected = [
        (at, step, group, max(start, low), min(end, high))
        for at, (group, start, end) in enumerate(rows_of(spans))
        for step, (owner, low, high) in enumerate(rows_of(by))
        if owner == group and max(start, low) < min(end, high)
    ]
    columns = cuts.source, cuts.step, group_of(cuts.low), day_of(cuts.low), day_of(cuts.high)
    assert list(zip(*(column.tolist() for column in columns), strict=True)) == expected


def test_a_span_may_be_cut_by_touching_ones_and_in_any_order() -> None:
    cuts = overlaps(ints([7, 1]), ints([9, 8]), by_low=ints([2, 5]), by_high=ints([5, 8]))

    assert cuts.source.tolist() == [0, 1, 1]
    assert cuts.step.tolist() == [1, 0, 1]
    assert cuts.low.tolist() == [7, 2, 5]
    assert cuts.high.tolist() == [8, 5, 8]


@pytest.mark.parametrize("years", [0, 1, 3, 4])
@given(st.lists(st.dates(date(1899, 1, 1), date(2101, 1, 1)), max_size=5))
def test_the_same_date_years_later(years: int, some: list[date]) -> None:
    days = [date(2024, 2, 29), date(2023, 2, 28), date(2024, 3, 1), *some]

    later = years_on(ints([day.toordinal() for day in days]), years).tolist()

    assert later == [add_years(day, years).toordinal() for day in days]


def test_no_days_stay_none() -> None:
    assert years_on(ints([]), 1).tolist() == []


def test_sums_are_exact_where_a_float_is_not() -> None:
    large = 2**53

    assert sums_by(ints([2, 0, 2]), ints([large, 1, 1]), size=4).tolist() == [1, 0, large + 1, 0]


def test_a_night_belongs_to_the_span_it_begins_in() -> None:
    spans = Spans.union(ints([5, 9]), ints([7, 10]))

    assert spans.contains(ints([4, 5, 6, 7, 8, 9, 10])).tolist() == [
        False, True, True, False, False, True, False,
    ]  # fmt: skip
    assert spans.at(ints([4, 5, 8, 9])).tolist() == [-1, 0, 0, 1]


def test_counts_are_whole_numbers_also_where_there_is_nothing() -> None:
    none = Spans.union(ints([]), ints([]))

    assert none.nights_before(ints([3, 4])).dtype == np.int64
    assert none.nights_by_group(groups=2).dtype == np.int64
    assert years_of(ints([date(2024, 2, 29).toordinal()])).dtype == np.int64


def test_each_day_lies_in_its_calendar_year() -> None:
    days = [date(1, 1, 1), date(1969, 12, 31), date(1970, 1, 1), date(2024, 12, 31), date(2025, 1, 1)]

    assert years_of(ints([day.toordinal() for day in days])).tolist() == [1, 1969, 1970, 2024, 2025]
