"""A period holds its start, not its end, and may be open or without nights."""

from datetime import UTC, date, datetime

import pytest

from hjemad.kernel.errors import InputRejected, PeriodOpen, PeriodReversed
from hjemad.kernel.periods import Period


def may(day: int) -> date:
    return date(2026, 5, day)


def test_the_day_out_is_no_night() -> None:
    stay = Period(may(1), may(4))

    assert stay.nights == 3
    assert (stay.first_night, stay.last_night) == (may(1), may(3))
    assert [stay.contains(day) for day in (may(1), may(3), may(4))] == [True, True, False]


def test_in_and_out_on_the_same_day_is_a_period_without_nights() -> None:
    same_day = Period(may(1), may(1))

    assert same_day.is_empty
    assert same_day.nights == 0
    assert (same_day.first_night, same_day.last_night) == (None, None)
    assert not same_day.contains(may(1))


def test_an_open_period_has_a_first_night_and_no_last() -> None:
    stay = Period(may(1), None)

    assert stay.is_open
    assert not stay.is_empty
    assert (stay.first_night, stay.last_night) == (may(1), None)
    assert stay.contains(date(2099, 1, 1))
    assert not stay.contains(date(2026, 4, 30))


def test_nights_of_an_open_period_cannot_be_counted() -> None:
    with pytest.raises(PeriodOpen) as caught:
        _ = Period(may(1), None).nights

    assert isinstance(caught.value, InputRejected)


def test_a_reversed_period_is_refused_without_naming_its_dates() -> None:
    with pytest.raises(PeriodReversed) as caught:
        Period(may(2), may(1))

    assert "2026" not in caught.value.da + caught.value.en


@pytest.mark.parametrize("end", [may(9), datetime(2026, 5, 9, 12, tzinfo=UTC)], ids=["start", "both"])
def test_a_moment_is_not_a_day(end: date) -> None:
    with pytest.raises(TypeError, match="not moments"):
        Period(datetime(2026, 5, 1, 23, 40, tzinfo=UTC), end)


@pytest.mark.parametrize(
    ("other", "shared"),
    [
        pytest.param(Period(may(8), may(20)), Period(may(8), may(10)), id="ends later"),
        pytest.param(Period(may(1), may(7)), Period(may(5), may(7)), id="starts earlier"),
        pytest.param(Period(may(6), None), Period(may(6), may(10)), id="open"),
        pytest.param(Period(may(10), may(12)), None, id="touching after"),
        pytest.param(Period(may(1), may(5)), None, id="touching before"),
        pytest.param(Period(may(7), may(7)), None, id="without nights inside"),
        pytest.param(Period(may(20), None), None, id="open and later"),
    ],
)
def test_two_periods_share_the_nights_that_lie_in_both(other: Period, shared: Period | None) -> None:
    stay = Period(may(5), may(10))

    assert stay.intersection(other) == shared
    assert other.intersection(stay) == shared
    assert stay.overlaps(other) is (shared is not None)


@pytest.mark.parametrize(
    ("other", "held"),
    [
        (Period(may(5), may(8)), True),
        (Period(may(6), may(7)), True),
        (Period(may(6), may(6)), True),
        (Period(may(4), may(7)), False),
        (Period(may(6), may(9)), False),
        (Period(may(6), None), False),
    ],
)
def test_a_period_holds_what_begins_and_ends_in_it(other: Period, held: bool) -> None:
    assert Period(may(5), may(8)).holds(other) is held
    assert Period(may(5), None).holds(other) is (other.start >= may(5))


def test_two_open_periods_share_an_open_period() -> None:
    assert Period(may(5), None).intersection(Period(may(9), None)) == Period(may(9), None)


@pytest.mark.parametrize(
    ("period", "part"),
    [
        pytest.param(Period(may(5), None), Period(may(5), may(10)), id="open is cut"),
        pytest.param(Period(may(5), may(20)), Period(may(5), may(10)), id="longer is cut"),
        pytest.param(Period(may(5), may(8)), Period(may(5), may(8)), id="shorter stays"),
        pytest.param(Period(may(5), may(5)), Period(may(5), may(5)), id="without nights stays"),
        pytest.param(Period(may(10), None), None, id="starts on the day"),
        pytest.param(Period(may(11), may(12)), None, id="starts later"),
    ],
)
def test_the_part_until_a_day_is_never_open(period: Period, part: Period | None) -> None:
    assert period.until(may(10)) == part


def test_periods_order_by_start_then_end_with_the_open_one_last() -> None:
    open_one, shorter, longer = Period(may(1), None), Period(may(1), may(2)), Period(may(1), date.max)
    earlier = Period(date(2026, 4, 30), None)

    assert sorted([open_one, longer, shorter, earlier]) == [earlier, shorter, longer, open_one]
    assert open_one >= longer
    assert not shorter < Period(may(1), may(2))


def test_a_moment_is_no_end_of_a_period() -> None:
    with pytest.raises(TypeError, match="days, not moments"):
        Period(may(5), datetime(2026, 5, 9, 12, tzinfo=UTC))
