from datetime import date

import pytest

from hjemad.kernel.errors import InputRejected
from hjemad.law.deadlines import months_on, no_weekday_reviews


@pytest.mark.parametrize(
    ("day", "months", "reached"),
    [
        (date(2026, 1, 15), 1, date(2026, 2, 15)),
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2026, 11, 30), 1, date(2026, 12, 30)),
        (date(2026, 12, 31), 1, date(2027, 1, 31)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2026, 5, 31), 0, date(2026, 5, 31)),
        (date(2026, 1, 31), 25, date(2028, 2, 29)),
    ],
)
def test_months_later_is_the_same_date_or_the_last_day_of_the_month(
    day: date, months: int, reached: date
) -> None:
    assert months_on(day, months) == reached


def test_a_month_no_calendar_has_is_refused() -> None:
    with pytest.raises(InputRejected):
        months_on(date(9999, 12, 1), 1)


def test_only_a_last_day_that_is_no_weekday_is_told_with_the_next_one() -> None:
    assert list(no_weekday_reviews(date(2026, 11, 27), key="due")) == []
    [review] = no_weekday_reviews(date(2026, 11, 28), key="due")
    assert (review.code, dict(review.alternative)) == ("last_day_no_weekday", {"due": "2026-11-30"})
    [easter] = no_weekday_reviews(date(2026, 4, 2), key="by")
    assert dict(easter.alternative) == {"by": "2026-04-07"}
