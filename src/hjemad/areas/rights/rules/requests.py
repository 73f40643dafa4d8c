"""Pure: the clock of an access request.

Source: GDPR art. 12(3): within one month of receipt, extendable by two further months, told within the first.
"""

from datetime import date, timedelta

from hjemad.kernel.errors import InputRejected

MONTHS_TO_ANSWER = 1
MONTHS_MORE = 2


class ExtendedTooLate(InputRejected):
    """The month has passed, or the request was extended before."""

    code = "extended_too_late"


def due(received: date, *, extended: bool) -> date:
    """The last day on which the answer is in time: the same day of the month, or that month's last."""
    return _months_on(received, MONTHS_TO_ANSWER + (MONTHS_MORE if extended else 0))


def check_extension(*, received: date, due_on: date, today: date) -> None:
    """Raises `ExtendedTooLate` unless it is the first extension and is told within the first month."""
    first = due(received, extended=False)
    if today > first or due_on != first:
        raise ExtendedTooLate(
            en="A request is extended once, and within its first month. Answer what you have now",
            da="En anmodning kan forlænges én gang og inden for den første måned. Svar med det, I har nu",
        )


def _months_on(day: date, months: int) -> date:
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    first_after = date(year + (month + 1) // 12, (month + 1) % 12 + 1, 1)
    return min(date(year, month + 1, 1) + timedelta(days=day.day - 1), first_after - timedelta(days=1))
