"""`Period`: days from and including a start, up to but not including an end that may still be open."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import total_ordering

from hjemad.kernel.errors import PeriodOpen, PeriodReversed

_ONE_DAY = timedelta(days=1)


@total_ordering
@dataclass(frozen=True, slots=True)
class Period:
    """The days [start, end). `end` None is still open; start equal to end is a period without nights.

    A night belongs to the day on which it begins, so a stay [in, out) holds the nights of its days.
    Orders by start, then end; an open period comes after every closed one with the same start.
    Raises `PeriodReversed` when end lies before start, TypeError for a moment where a day is meant.
    """

    start: date
    end: date | None

    def __post_init__(self) -> None:
        if isinstance(self.start, datetime) or isinstance(self.end, datetime):
            raise TypeError("a period has days, not moments: decide which day the moment belongs to first")
        if self.end is not None and self.end < self.start:
            raise PeriodReversed.standard()

    @property
    def is_open(self) -> bool:
        """No end is known yet."""
        return self.end is None

    @property
    def is_empty(self) -> bool:
        """No night lies in it: in and out on the same day."""
        return self.end == self.start

    @property
    def nights(self) -> int:
        """How many nights lie in it. Raises `PeriodOpen` (an `InputRejected`) while the end is open."""
        if self.end is None:
            raise PeriodOpen.standard()
        return (self.end - self.start).days

    @property
    def first_night(self) -> date | None:
        """The day on which its first night begins; None when it has no night."""
        return None if self.is_empty else self.start

    @property
    def last_night(self) -> date | None:
        """The day on which its last night begins; None when it has no night, or no end yet."""
        return None if self.end is None or self.is_empty else self.end - _ONE_DAY

    def contains(self, day: date) -> bool:
        """The night that begins on `day` lies in it; never true of the end day."""
        return self.start <= day and (self.end is None or day < self.end)

    def overlaps(self, other: "Period") -> bool:
        """At least one night lies in both. Touching periods and empty ones overlap nothing."""
        return self.intersection(other) is not None

    def intersection(self, other: "Period") -> "Period | None":
        """The nights that lie in both; None when there are none."""
        start = self.start if self.start >= other.start else other.start
        ends_first = other.end is None or (self.end is not None and self.end <= other.end)
        end = self.end if ends_first else other.end
        if end is not None and start >= end:
            return None
        # Nearly always one lies in the other, and a claim asks it for every night it knows of.
        return self if ends_first and start == self.start else Period(start, end)

    def holds(self, other: "Period") -> bool:
        """Every night of `other` lies in it; true of one without nights that begins and ends in it."""
        return self.start <= other.start and (
            self.end is None or (other.end is not None and other.end <= self.end)
        )

    def until(self, day: date) -> "Period | None":
        """The part before `day`, so never open; None when the period starts on that day or later."""
        if self.start >= day:
            return None
        return Period(self.start, day if self.end is None else min(self.end, day))

    def __lt__(self, other: "Period") -> bool:
        return self._order < other._order

    @property
    def _order(self) -> tuple[date, bool, date]:
        return self.start, self.end is None, self.end or self.start
