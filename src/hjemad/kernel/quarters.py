"""`Quarter`: three months of a year, the period of a claim."""

import re
from dataclasses import dataclass
from datetime import date

from hjemad.kernel.errors import BadQuarter
from hjemad.kernel.periods import Period

_FORM = re.compile(r"([0-9]{4})Q([1-4])")
_QUARTERS = 4
_MONTHS = 3


@dataclass(frozen=True, slots=True, order=True)
class Quarter:
    """Quarter `number` (1 to 4) of `year`; orders by time; written "2026Q3".

    Raises `BadQuarter` for another number, or a year that is not 1 to 9998 (the end must be a date).
    """

    year: int
    number: int

    def __post_init__(self) -> None:
        if not 1 <= self.number <= _QUARTERS or not 1 <= self.year < date.max.year:
            raise _bad_quarter()

    @classmethod
    def parse(cls, text: str) -> "Quarter":
        """The quarter written "2026Q3". Raises `BadQuarter`."""
        match = _FORM.fullmatch(text.strip().upper())
        if match is None:
            raise _bad_quarter()
        return cls(int(match[1]), int(match[2]))

    @classmethod
    def of(cls, day: date) -> "Quarter":
        """The quarter in which `day` lies."""
        return cls(day.year, (day.month - 1) // _MONTHS + 1)

    @classmethod
    def range(cls, first: "Quarter", last: "Quarter") -> "tuple[Quarter, ...]":
        """The quarters from `first` to `last`, both included; none when `last` is earlier."""
        return tuple(cls._at(index) for index in range(first._index, last._index + 1))

    @classmethod
    def _at(cls, index: int) -> "Quarter":
        return cls(index // _QUARTERS, index % _QUARTERS + 1)

    @property
    def _index(self) -> int:
        return self.year * _QUARTERS + self.number - 1

    @property
    def start(self) -> date:
        """Its first day."""
        return date(self.year, (self.number - 1) * _MONTHS + 1, 1)

    @property
    def end(self) -> date:
        """The day after its last: the first day of the next quarter."""
        if self.number == _QUARTERS:
            return date(self.year + 1, 1, 1)
        return date(self.year, self.number * _MONTHS + 1, 1)

    @property
    def period(self) -> Period:
        """Its days [start, end)."""
        return Period(self.start, self.end)

    def next(self) -> "Quarter":
        """The quarter after it."""
        return Quarter._at(self._index + 1)

    def previous(self) -> "Quarter":
        """The quarter before it."""
        return Quarter._at(self._index - 1)

    def __str__(self) -> str:
        return f"{self.year:04d}Q{self.number}"


def _bad_quarter() -> BadQuarter:
    return BadQuarter(
        en="There is no such quarter. Write the year, Q and 1 to 4, for example 2026Q3",
        da="Det kvartal findes ikke. Skriv år, Q og 1 til 4, for eksempel 2026Q3",
    )
