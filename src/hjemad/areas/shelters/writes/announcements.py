"""Writes who is announced for a night, and what became of it."""

from dataclasses import dataclass
from datetime import date, datetime

from hjemad.areas.shelters import events
from hjemad.areas.shelters.actions import lock_to_give
from hjemad.areas.shelters.models import Expected, Outcome, Place
from hjemad.areas.shelters.writes.refusals import place_awaits, settled_already
from hjemad.foundation.access.actor import Actor
from hjemad.foundation.access.relation import NotVisible
from hjemad.foundation.audit.actions import log
from hjemad.foundation.facts.refusals import translated
from hjemad.kernel.errors import InputRejected


@dataclass(frozen=True)
class Announced:
    """Who comes: what they are called (empty where nobody knows), who told, which night and about when."""

    called: str
    told_by: str
    night: date
    due_at: datetime | None


def announce(announced: Announced, *, by: Actor, at: datetime, place: Place | None = None) -> Expected:
    """Somebody is expected in the house that night; `place` None where none is chosen yet."""
    if not announced.called.strip() and not announced.told_by.strip():
        raise InputRejected(
            en="Write what the person is called, or who told. Nothing else is needed",
            da="Skriv, hvad borgeren kaldes, eller hvem der meldte det. Mere skal der ikke til",
        )
    with translated({"shelters_expected": place_awaits}):
        if place is not None:
            lock_to_give(place, by=by, night=announced.night)
        waiting = Expected(
            shelter_id=by.organisation_id,
            place=place,
            night=announced.night,
            due_at=announced.due_at,
            called=announced.called.strip(),
            told_by=announced.told_by.strip(),
            announced_at=at,
            announced_by_id=by.user_id,
            announced_under_id=by.assignment_id,
            outcome=Outcome.WAITING,
        )
        waiting.save(force_insert=True)
        log(events.ANNOUNCED, by=by, at=at, objects={"expected": waiting.pk})
    return waiting


def arrived(pk: int, *, by: Actor, at: datetime) -> None:
    """Whoever was announced has been admitted; nothing where that is settled, or is another house's."""
    waiting = Expected.objects.filter(pk=pk, shelter_id=by.organisation_id, outcome=Outcome.WAITING).first()
    if waiting is not None:
        settle(waiting, by=by, outcome=Outcome.ADMITTED, at=at)


def settle(waiting: Expected, *, by: Actor, outcome: str, at: datetime) -> None:
    """The person came, or will not: name and who told are emptied. Raises `AlreadyClosed` the second time."""
    if waiting.shelter_id != by.organisation_id:
        raise NotVisible.standard()
    with translated({}):
        changed = Expected.objects.filter(pk=waiting.pk, outcome=Outcome.WAITING).update(
            outcome=Outcome(outcome), settled_at=at, settled_by_id=by.user_id, called="", told_by=""
        )
        if not changed:
            raise settled_already()
        log(
            events.EXPECTED_SETTLED, by=by, at=at, objects={"expected": waiting.pk}, data={"outcome": outcome}
        )
