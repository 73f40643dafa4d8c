"""Last days counted in months, and what is not known about a last day that is no weekday."""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta

from hjemad.kernel.calendar import is_weekday
from hjemad.kernel.dates import add_years
from hjemad.law.finding import Review, Text


def months_on(day: date, months: int) -> date:
    """The same date that many months later; the last day of the month where the month has no such date.

    So a deadline of a month from 31 January is 28 February: never later than any other reading.
    Raises `BadDate` outside the years 1 to 9999.
    """
    years, month = divmod(day.month - 1 + months, 12)
    first = add_years(day.replace(day=1), years).replace(month=month + 1)
    return first.replace(day=min(day.day, monthrange(first.year, first.month)[1]))


def no_weekday_reviews(last: date, *, key: str) -> Iterator[Review]:
    """The review of a last day that is no weekday, with the next weekday under `key`; none otherwise."""
    day = last
    while not is_weekday(day):
        day += timedelta(days=1)
    if day != last:
        yield Review(
            "last_day_no_weekday",
            Text(
                da="Den sidste dag er ingen hverdag. Om fristen så løber til næste hverdag, er ikke læst.",
                en="The last day is no weekday. Whether the time then runs to the next one was not read.",
            ),
            {key: day.isoformat()},
        )
