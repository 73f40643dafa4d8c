"""Writes what is said about moving on, what is missing for it, and that it is there."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from hjemad.areas.citizens import queries as citizens
from hjemad.areas.shelters import events
from hjemad.areas.shelters.models import (
    MissingForMove,
    MissingKind,
    MoveAnswer,
    MoveWish,
    SaidBy,
    Stay,
    WhoCan,
)
from hjemad.areas.shelters.reads.asked import other_says_what
from hjemad.foundation.access.actor import Actor
from hjemad.foundation.access.relation import NotVisible
from hjemad.foundation.audit.actions import log
from hjemad.foundation.facts.actions import Basis, lay_over, record, supersede
from hjemad.kernel.periods import Period


@dataclass(frozen=True)
class Word:
    """What one side says about moving on."""

    said_by: str
    answer: str
    words: str = ""


@dataclass(frozen=True)
class Thing:
    """What is missing, and who can do it."""

    kind: str
    who_can: str
    detail: str = ""


def say(word: Word, *, by: Actor, stay: Stay, on: date, at: datetime) -> MoveWish:
    """From the day on this is that side's word; the earlier one ends there and is kept."""
    _own(stay, by=by)
    with transaction.atomic():
        fact = lay_over(
            MoveWish,
            key={"stay_fact": stay.whole, "said_by": SaidBy(word.said_by).value},
            period=Period(on, None),
            basis=Basis(by=by, at=at, reason="", origin="entered"),
            record_id=stay.record_id,
            shelter_id=stay.shelter_id,
            answer=MoveAnswer(word.answer).value,
            words=word.words.strip(),
        )
        log(events.WISH_SAID, by=by, at=at, objects={"stay": stay.fact_id}, data={"said_by": word.said_by})
    return fact


def miss(thing: Thing, *, by: Actor, stay: Stay, on: date, at: datetime) -> MissingForMove:
    """Since the day this is missing."""
    _own(stay, by=by)
    if thing.kind == MissingKind.OTHER and not thing.detail.strip():
        raise other_says_what()
    with transaction.atomic():
        fact = record(
            MissingForMove,
            basis=Basis(by=by, at=at, reason="", origin="entered"),
            valid_from=on,
            valid_to=None,
            record_id=stay.record_id,
            stay_fact=stay.whole,
            shelter_id=stay.shelter_id,
            kind=MissingKind(thing.kind).value,
            detail=thing.detail.strip(),
            who_can=WhoCan(thing.who_can).value,
        )
        log(events.MISSING_SAID, by=by, at=at, objects={"stay": stay.fact_id}, data={"kind": thing.kind})
    return fact


def there(missing: UUID, *, by: Actor, stay: Stay, on: date, at: datetime) -> MissingForMove:
    """What was missing is there from the day on. Said twice, it is there since the first time."""
    _own(stay, by=by)
    with transaction.atomic():
        rows = MissingForMove.objects.everything(reason="ends what is there now").current()
        found = rows.filter(fact_id=missing, stay_fact=stay.whole).first()
        if not isinstance(found, MissingForMove):
            raise NotVisible.standard()
        if found.valid_to is not None:
            return found
        basis = Basis(by=by, at=at, reason="", origin="entered")
        fact = supersede(found, basis=basis, valid_to=max(on, found.valid_from))
        log(events.MISSING_CAME, by=by, at=at, objects={"stay": stay.fact_id}, data={"kind": found.kind})
    return fact


def _own(stay: Stay, *, by: Actor) -> None:
    if stay.shelter_id != by.organisation_id:
        raise NotVisible.standard()
    citizens.check_may_write(by, record_id=stay.record_id)
