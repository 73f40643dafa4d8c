"""Pure: which reading is unusual enough for a person to look at. A question, never a judgement or a score.

Source: our own choice (GDPR art. 32 asks for control, no text names a number). The limits are generous: each
finding is one thing to ask about. Nobody is counted across findings, and workers are not compared.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

MANY_AT_NIGHT = 20  # different people opened one by one between midnight and five
MANY_LOOK_UPS = 10  # exact look-ups by one user in a day
MANY_READERS = 8  # users who opened one protected person in a day
SMALL_HOURS = range(5)

type Reason = Literal["many_at_night", "many_look_ups", "same_surname", "many_readers", "after_leaving"]
REASONS: tuple[Reason, ...] = (
    "many_at_night",
    "many_look_ups",
    "same_surname",
    "many_readers",
    "after_leaving",
)


@dataclass(frozen=True)
class Read:
    """One opening of one person's page, or one look-up, which names nobody; `at` is Danish time."""

    event_id: int
    user_id: int
    record_id: int | None
    at: datetime
    look_up: bool = False


@dataclass(frozen=True)
class Known:
    """What the rules are told of people, in words they can compare; nothing else is.

    `surnames` of users and of records; `protected` records; `left` the first day a record was no longer here.
    """

    user_surnames: dict[int, str]
    record_surnames: dict[int, str]
    protected: frozenset[int]
    left: dict[int, date]


@dataclass(frozen=True)
class Unusual:
    """Something to look at: why, on which day, by whom or about whom, and how many."""

    reason: Reason
    day: date
    user_id: int | None
    record_id: int | None
    count: int

    @property
    def key(self) -> str:
        """What a note about it is kept under: ids only."""
        return f"{self.reason}:{self.day.isoformat()}:{self.user_id or 0}:{self.record_id or 0}"


def unusual(reads: Collection[Read], *, known: Known) -> list[Unusual]:
    """Everything to look at, newest first; each once per day, user and person."""
    opened = [one for one in reads if not one.look_up]
    found = [
        *_many_at_night(opened),
        *_many_look_ups(one for one in reads if one.look_up),
        *_same_surname(opened, known),
        *_many_readers(opened, known),
        *_after_leaving(opened, known),
    ]
    return sorted(set(found), key=lambda one: (one.day, one.key), reverse=True)


def _many_at_night(reads: Iterable[Read]) -> Iterator[Unusual]:
    people: dict[tuple[date, int], set[int | None]] = defaultdict(set)
    for one in reads:
        if one.at.hour in SMALL_HOURS:
            people[one.at.date(), one.user_id].add(one.record_id)
    for (day, user), records in people.items():
        if len(records) >= MANY_AT_NIGHT:
            yield Unusual("many_at_night", day, user, None, len(records))


def _many_look_ups(reads: Iterable[Read]) -> Iterator[Unusual]:
    asked: dict[tuple[date, int], set[int]] = defaultdict(set)
    for one in reads:
        asked[one.at.date(), one.user_id].add(one.event_id)
    for (day, user), events in asked.items():
        if len(events) >= MANY_LOOK_UPS:
            yield Unusual("many_look_ups", day, user, None, len(events))


def _same_surname(reads: Iterable[Read], known: Known) -> Iterator[Unusual]:
    times: dict[tuple[date, int, int], int] = defaultdict(int)
    for one in reads:
        if one.record_id is None:
            continue
        own = known.user_surnames.get(one.user_id, "")
        if own and own == known.record_surnames.get(one.record_id, ""):
            times[one.at.date(), one.user_id, one.record_id] += 1
    for (day, user, record), count in times.items():
        yield Unusual("same_surname", day, user, record, count)


def _many_readers(reads: Iterable[Read], known: Known) -> Iterator[Unusual]:
    readers: dict[tuple[date, int], set[int]] = defaultdict(set)
    for one in reads:
        if one.record_id in known.protected and one.record_id is not None:
            readers[one.at.date(), one.record_id].add(one.user_id)
    for (day, record), users in readers.items():
        if len(users) >= MANY_READERS:
            yield Unusual("many_readers", day, None, record, len(users))


def _after_leaving(reads: Iterable[Read], known: Known) -> Iterator[Unusual]:
    times: dict[tuple[date, int, int], int] = defaultdict(int)
    for one in reads:
        gone = known.left.get(one.record_id) if one.record_id is not None else None
        if gone is not None and one.record_id is not None and one.at.date() > gone:
            times[one.at.date(), one.user_id, one.record_id] += 1
    for (day, user, record), count in times.items():
        yield Unusual("after_leaving", day, user, record, count)
