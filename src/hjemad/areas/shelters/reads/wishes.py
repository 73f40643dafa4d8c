"""Who wishes to move on, by whose word and since when, and what is missing; for pages and first screens."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Value

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


_COLUMNS = ("pk", "valid_from", "stay_fact", "fact_id", "valid_to")


def wishes_of(actor: Actor, *, stay_facts: Iterable[UUID]) -> dict[UUID, Wishes]:
    """Stay -> what is said about moving on; stays nobody said anything of are left out. One query."""
    ids, found = list(stay_facts), dict[UUID, Wishes]()
    said = MoveWish.objects.visible_to(actor).current().filter(stay_fact__in=ids, valid_to__isnull=True)
    missing = MissingForMove.objects.visible_to(actor).current().filter(stay_fact__in=ids)
    rows = said.values_list(
        *_COLUMNS, "said_by", "answer", "words", "recorded_by__full_name", Value("said")
    ).union(
        missing.values_list(*_COLUMNS, "kind", "detail", "who_can", Value(""), Value("missing")), all=True
    )
    for _, since, stay, fact, until, what, how, words, by, about in sorted(rows, key=_in_order):
        of_stay = found.setdefault(stay, Wishes())
        if about == "said":
            of_stay.said.append(Said(what, how, words, since, by))
            continue
        one = Missing(fact, what, how, words, since, until)
        (of_stay.missing if one.there_on is None else of_stay.there).append(one)
    return found


def _in_order(row: tuple[Any, ...]) -> tuple[Any, ...]:
    """Words by whose they are, then things by day and entry."""
    pk, since, _, _, _, what, _, _, _, about = row
    return (0, what, 0) if about == "said" else (1, since.isoformat(), pk)
