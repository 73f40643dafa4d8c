"""A thing that waits for somebody: an area offers them with `tasks(actor)`, first screens show them.

It goes away because a fact was written, never by being ticked. A clock is a sentence: the day, and whether it
is the law's, agreed, or nobody's.
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal

# Whose day it is: the law's, one that people agreed, our own reminder; none is set.
type DayOf = Literal["law", "agreed", "own", "none"]


@dataclass(frozen=True)
class Task:
    """What must happen, by when, and why. Words are the reader's; nobody's name stands in them.

    `due` is the last day, None where none is set. `since` is the day it began to wait. `place` says where the
    person is or who asks, empty where that is not told. `record_id` is whom it is about, None for nobody.
    """

    what: str
    why: str
    reasons: tuple[str, ...]
    verb: str
    address: str
    due: date | None = None
    day_of: DayOf = "none"
    since: date | None = None
    place: str = ""
    record_id: int | None = None
