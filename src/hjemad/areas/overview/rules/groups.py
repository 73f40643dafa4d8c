"""Which group of the day something that waits belongs to."""

from datetime import date, timedelta
from typing import Literal

type Group = Literal["now", "soon", "later"]
GROUPS: tuple[Group, ...] = ("now", "soon", "later")
SOON = timedelta(days=2)


def group_of(due: date | None, *, on: date) -> Group:
    """What has no day waits now: nobody said it could wait. A day that has passed is today's too."""
    if due is None or due <= on:
        return "now"
    return "soon" if due <= on + SOON else "later"


def in_order(due: date | None, since: date | None, *, on: date) -> tuple[date, date]:
    """By its last day, then by how long it has waited."""
    return due or on, since or on
