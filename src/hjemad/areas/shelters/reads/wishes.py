"""Who wishes to move on, by whose word and since when, and what is missing; for pages and first screens."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from hjemad.areas.shelters.models import MissingForMove, MoveAnswer, MoveWish, SaidBy
from hjemad.foundation.access.actor import Actor


@dataclass(frozen=True)
class Said:
    """One side's word about moving on, since that day. `words` are the person's own where they said them."""

    said_by: str
    answer: str
    words: str
    since: date
    written_by: str


@dataclass(frozen=True)
class Missing:
    """One thing that is missing since that day, and who can do it; `there_on` is the day it came."""

    fact_id: UUID
    kind: str
    detail: str
    who_can: str
    since: date
    there_on: date | None


@dataclass
class Wishes:
    """What is said about moving on from one stay. `missing` is what is missing now, oldest first."""

    said: list[Said] = field(default_factory=list)
    missing: list[Missing] = field(default_factory=list)
    there: list[Missing] = field(default_factory=list)

    @property
    def wishes(self) -> bool:
        """The person or the shelter says yes."""
        return any(one.answer == MoveAnswer.YES for one in self.said)

    def of(self, said_by: SaidBy) -> Said | None:
        """That side's word."""
        return next((one for one in self.said if one.said_by == said_by), None)


def wishes_of(actor: Actor, *, stay_facts: Iterable[UUID]) -> dict[UUID, Wishes]:
    """Stay -> what is said about moving on; stays nobody said anything of are left out. Two queries."""
    ids, found = list(stay_facts), dict[UUID, Wishes]()
    words = MoveWish.objects.visible_to(actor).current().filter(stay_fact__in=ids, valid_to__isnull=True)
    for row in words.select_related("recorded_by").order_by("said_by"):
        found.setdefault(row.stay_fact, Wishes()).said.append(
            Said(row.said_by, row.answer, row.words, row.valid_from, row.recorded_by.full_name)
        )
    things = MissingForMove.objects.visible_to(actor).current().filter(stay_fact__in=ids)
    for row in things.order_by("valid_from", "pk"):
        one = Missing(row.fact_id, row.kind, row.detail, row.who_can, row.valid_from, row.valid_to)
        of_stay = found.setdefault(row.stay_fact, Wishes())
        (of_stay.missing if one.there_on is None else of_stay.there).append(one)
    return found
