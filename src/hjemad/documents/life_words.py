"""The reader's words a life line is drawn and listed with; whoever makes the page gives them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from hjemad.documents.life_line import MarkKind
from hjemad.kernel.periods import Period


@dataclass(frozen=True)
class LifeWords:
    """Days, months and counts as the reader sees them.

    `month` names a month, `month_and_year` with its year; `several(kind, n)` is `3 notices`, kind None
    is anything; `now` is the tag of the black line (`today 23 Nov`).
    """

    day: Callable[[date], str]
    days: Callable[[Period], str]
    nights: Callable[[int], str]
    since: Callable[[date], str]
    month: Callable[[date], str]
    month_and_year: Callable[[date], str]
    several: Callable[[MarkKind | None, int], str]
    now: str
    phases: str
    unknown: str
