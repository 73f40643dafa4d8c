"""Quarters have days, neighbours and one written form."""

from datetime import date

import pytest

from hjemad.kernel.errors import BadQuarter
from hjemad.kernel.periods import Period
from hjemad.kernel.quarters import Quarter


@pytest.mark.parametrize("text", ["2026Q3", "2026q3", " 2026Q3 "])
def test_a_quarter_is_written_year_q_number(text: str) -> None:
    assert Quarter.parse(text) == Quarter(2026, 3)
    assert str(Quarter.parse(text)) == "2026Q3"


@pytest.mark.parametrize(
    "text", ["", "2026Q5", "2026Q0", "2026K3", "2026-Q3", "26Q3", "Q3 2026", "0000Q1", "9999Q4"]
)
def test_no_other_text_is_a_quarter(text: str) -> None:
    with pytest.raises(BadQuarter, match="for example 2026Q3"):
        Quarter.parse(text)


def test_the_first_and_the_last_quarter_there_is() -> None:
    assert Quarter(1, 1).start == date(1, 1, 1)
    assert Quarter.parse("9998Q4").end == date(9999, 1, 1)
    assert str(Quarter(1, 1)) == "0001Q1"
    assert Quarter(2026, 1) < Quarter(2026, 2) < Quarter(2027, 1)
    assert [Quarter(2026, number).start.month for number in (1, 2, 3, 4)] == [1, 4, 7, 10]


@pytest.mark.parametrize("number", [0, 5, -1])
def test_a_year_has_four_quarters(number: int) -> None:
    with pytest.raises(BadQuarter):
        Quarter(2026, number)


@pytest.mark.parametrize(
    ("day", "quarter"),
    [
        pytest.param(date(2026, 1, 1), "2026Q1", id="first day of the year"),
        pytest.param(date(2026, 3, 31), "2026Q1", id="last day of the first"),
        pytest.param(date(2026, 4, 1), "2026Q2", id="first day of the second"),
        pytest.param(date(2026, 9, 30), "2026Q3", id="last day of the third"),
        pytest.param(date(2026, 12, 31), "2026Q4", id="last day of the year"),
    ],
)
def test_each_day_lies_in_one_quarter(day: date, quarter: str) -> None:
    assert str(Quarter.of(day)) == quarter


def test_the_end_of_a_quarter_is_the_start_of_the_next() -> None:
    last = Quarter(2026, 4)

    assert last.period == Period(date(2026, 10, 1), date(2027, 1, 1))
    assert Quarter(2026, 1).end == Quarter(2026, 2).start


def test_neighbours_cross_the_year() -> None:
    assert Quarter(2026, 4).next() == Quarter(2027, 1)
    assert Quarter(2026, 1).previous() == Quarter(2025, 4)


def test_a_range_holds_both_its_ends() -> None:
    assert [str(quarter) for quarter in Quarter.range(Quarter(2025, 4), Quarter(2026, 2))] == [
        "2025Q4",
        "2026Q1",
        "2026Q2",
    ]
    assert Quarter.range(Quarter(2026, 2), Quarter(2026, 2)) == (Quarter(2026, 2),)
    assert Quarter.range(Quarter(2026, 2), Quarter(2026, 1)) == ()
