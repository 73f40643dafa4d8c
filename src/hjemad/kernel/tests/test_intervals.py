"""Nights derived from intervals, by example; their algebra is in tests/properties."""

from datetime import date

import pytest

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


def test_overlapping_stays_count_each_night_once() -> None:
    assert union([(10, 15), (12, 20), (1, 3)]) == [(1, 3), (10, 20)]
    assert total([(10, 15), (12, 20), (1, 3)]) == 12


def test_touching_spans_join_and_empty_ones_vanish() -> None:
    assert union([(5, 7), (7, 9), (3, 3)]) == [(5, 9)]
    assert union([(4, 4)]) == []
    assert union([]) == []


def test_a_nested_stay_changes_nothing() -> None:
    assert union([(1, 10), (2, 5)]) == [(1, 10)]


def test_intersection_keeps_what_lies_in_both() -> None:
    assert intersection([(1, 5), (8, 12)], [(4, 9), (11, 20)]) == [(4, 5), (8, 9), (11, 12)]


@pytest.mark.parametrize(
    ("taken", "rest"),
    [
        pytest.param([(3, 5)], [(1, 3), (5, 10)], id="out of the middle"),
        pytest.param([(0, 3), (8, 20)], [(3, 8)], id="from both ends"),
        pytest.param([(0, 20)], [], id="all"),
        pytest.param([(10, 12)], [(1, 10)], id="touching"),
        pytest.param([], [(1, 10)], id="nothing"),
    ],
)
def test_difference_takes_nights_away(taken: list[Span], rest: list[Span]) -> None:
    assert difference([(1, 10)], taken) == rest


def test_an_open_stay_is_counted_as_of_a_day() -> None:
    stays = [Period(date(2026, 5, 1), None), Period(date(2026, 5, 20), date(2026, 5, 22))]

    spans = spans_of(stays, as_of=date(2026, 5, 4))

    assert periods_of(spans) == [
        Period(date(2026, 5, 1), date(2026, 5, 4)),
        Period(date(2026, 5, 20), date(2026, 5, 22)),
    ]


def test_an_open_stay_that_starts_on_the_day_has_no_nights_yet() -> None:
    assert spans_of([Period(date(2026, 5, 4), None)], as_of=date(2026, 5, 4)) == []


def test_each_night_is_named_by_the_day_it_begins_on() -> None:
    stay = Period(date(2026, 2, 27), date(2026, 3, 2))

    assert list(nights(spans_of([stay], as_of=date(2026, 12, 31)))) == [
        date(2026, 2, 27),
        date(2026, 2, 28),
        date(2026, 3, 1),
    ]


@pytest.mark.parametrize(
    ("spans", "windows"),
    [
        pytest.param([], [], id="no nights, no window"),
        pytest.param([(5, 8), (12, 14)], [(5, 15)], id="a return inside the window"),
        pytest.param([(5, 8), (15, 16)], [(5, 15), (15, 25)], id="a return on the day it closes"),
        pytest.param([(5, 8), (40, 41)], [(5, 15), (40, 50)], id="a return long after"),
        pytest.param([(5, 30)], [(5, 15), (15, 25), (25, 35)], id="an unbroken stay"),
        pytest.param([(5, 18), (24, 26)], [(5, 15), (15, 25), (25, 35)], id="closes within a later stay"),
    ],
)
def test_a_window_opens_on_a_night_spent(spans: list[Span], windows: list[Span]) -> None:
    assert running_windows(spans, end_of=lambda start: start + 10) == windows


def test_a_window_that_does_not_move_on_is_a_defect() -> None:
    with pytest.raises(ValueError, match="must end after"):
        running_windows([(5, 8)], end_of=lambda start: start)
