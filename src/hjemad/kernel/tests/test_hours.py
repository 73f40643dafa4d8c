"""Hours as people write them, and the moment that is meant: the last such hour, or the next."""

from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

import pytest

from hjemad.kernel.hours import BadHour, last_time, next_time, parse_hour

COPENHAGEN = ZoneInfo("Europe/Copenhagen")


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=COPENHAGEN)


@pytest.mark.parametrize(
    ("text", "hour"),
    [
        ("7.30", time(7, 30)),
        ("07:30", time(7, 30)),
        ("0730", time(7, 30)),
        ("Kl.  7,30", time(7, 30)),
        ("kl 7 30", time(7, 30)),
        ("7", time(7, 0)),
        ("23.59", time(23, 59)),
        ("0.00", time(0, 0)),
    ],
)
def test_an_hour_is_read_as_people_write_it(text: str, hour: time) -> None:
    assert parse_hour(text) == hour


@pytest.mark.parametrize("text", ["", "24", "24.00", "7.60", "7.5", "i morgen", "٠٧٣٠"])
def test_what_is_no_hour_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(BadHour, match=r"for example 7\.30") as caught:
        parse_hour(text)

    assert caught.value.code == "bad_hour"
    assert "for eksempel 7.30" in caught.value.da


@pytest.mark.parametrize(
    ("hour", "before", "found"),
    [
        pytest.param(time(23, 30), at(24, 1), at(23, 23, 30), id="yesterday's"),
        pytest.param(time(0, 30), at(24, 1), at(24, 0, 30), id="today's"),
        pytest.param(time(1, 0), at(24, 1), at(24, 1), id="now"),
        pytest.param(time(0, 30), datetime(2026, 11, 23, 23, 45, tzinfo=UTC), at(24, 0, 30), id="UTC"),
    ],
)
def test_the_last_time_an_hour_was_is_not_after_the_moment(
    hour: time, before: datetime, found: datetime
) -> None:
    assert last_time(hour, before=before) == found


@pytest.mark.parametrize(
    ("hour", "after", "found"),
    [
        pytest.param(time(7, 30), at(24, 23), at(25, 7, 30), id="tomorrow's"),
        pytest.param(time(7, 30), at(24, 1), at(24, 7, 30), id="today's"),
        pytest.param(time(1, 0), at(24, 1), at(25, 1), id="not now but in a day"),
        pytest.param(time(1, 0), datetime(2026, 11, 23, 23, 45, tzinfo=UTC), at(24, 1), id="UTC"),
        pytest.param(time(0, 30), datetime(2026, 11, 23, 23, 45, tzinfo=UTC), at(25, 0, 30), id="UTC, past"),
    ],
)
def test_the_next_time_an_hour_comes_is_after_the_moment(
    hour: time, after: datetime, found: datetime
) -> None:
    assert next_time(hour, after=after) == found
