"""Writes places: their words and last day, and when they are closed; and says which can be given."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db.models import F, Q
from django.utils import timezone

from hjemad.areas.shelters import events
from hjemad.areas.shelters.actions import label_taken
from hjemad.areas.shelters.models import Place, PlaceClosed, Stay
from hjemad.areas.shelters.writes.refusals import closed_twice, place_in_use
from hjemad.foundation.access.actor import Actor
from hjemad.foundation.access.relation import NotVisible
from hjemad.foundation.audit.actions import log
from hjemad.foundation.facts.actions import Basis, record, supersede
from hjemad.foundation.facts.refusals import translated
from hjemad.foundation.organisations.queries import parent_on
from hjemad.kernel.errors import InputRejected
from hjemad.kernel.periods import Period

_ASKS = "says whether a place is in use; shows nobody"


def change_place(place: Place, *, by: Actor, label: str, traits: Iterable[str], at: datetime) -> Place:
    """The place is called this from now on and is fit for that; earlier stays on it show the new label."""
    if not label.strip():
        raise InputRejected(
            en="A place needs a number or a name. Write it", da="En plads skal have et nummer. Skriv det"
        )
    with translated({"shelters_place": label_taken}):
        locked = _own(place, by=by, at=at)
        before = {"label": locked.label, "traits": locked.traits}
        locked.label, locked.traits = label.strip(), ",".join(traits)
        locked.save(update_fields=["label", "traits"])
        log(events.PLACE_CHANGED, by=by, at=at, objects={"place": locked.pk}, data={"before": before})
    return locked


def end_place(place: Place, *, by: Actor, day: date, at: datetime) -> Place:
    """The place is no more from that day. Raises `PlaceInUse` while anybody sleeps there on it or later."""
    with translated({}):
        locked = _own(place, by=by, at=at)
        if day <= locked.valid_from:
            raise InputRejected(
                en="The place is there from a later day. Choose a day after it was opened",
                da="Pladsen er der først fra en senere dag. Vælg en dag, efter den blev åbnet",
            )
        _nobody_there(locked, Period(day, None))
        locked.valid_to = day
        locked.save(update_fields=["valid_to"])
        log(events.PLACE_ENDED, by=by, at=at, objects={"place": locked.pk})
    return locked


def close_place(
    place: Place, *, by: Actor, period: Period, ground: str, at: datetime, origin: str = "entered"
) -> PlaceClosed:
    """Nobody can be given the place in these nights. Raises `PlaceInUse` where somebody sleeps there."""
    with translated({"shelters_placeclosed_once": closed_twice}):
        locked = _own(place, by=by, at=at)
        _nobody_there(locked, period)
        closed = record(
            PlaceClosed,
            basis=Basis(by=by, at=at, reason="", origin=origin),
            valid_from=period.start,
            valid_to=period.end,
            place_id=locked.pk,
            ground=ground,
        )
        log(events.PLACE_CLOSED, by=by, at=at, objects={"place": locked.pk, "fact": closed.fact_id})
    return closed


def reopen_place(closed: PlaceClosed, *, by: Actor, day: date, at: datetime) -> PlaceClosed:
    """The place can be given again from that day; it stays written that it was closed until then."""
    with translated({}):
        _own(closed.place, by=by, at=at)
        until = max(day, closed.valid_from)
        basis = Basis(by=by, at=at, reason="", origin="entered")
        version = supersede(closed, basis=basis, valid_to=until)
        log(events.PLACE_REOPENED, by=by, at=at, objects={"place": closed.place_id, "fact": closed.fact_id})
    return version


def _own(place: Place, *, by: Actor, at: datetime) -> Place:
    """The place, locked, of the actor's house."""
    locked = Place.objects.select_for_update().get(pk=place.pk)
    if parent_on(locked.department_id, day=timezone.localdate(at)) != by.organisation_id:
        raise NotVisible.standard()
    return locked


def _nobody_there(place: Place, period: Period) -> None:
    stays = Stay.objects.everything(reason=_ASKS).current().filter(place_id=place.pk)
    if stays.filter(_has_night(period)).exclude(valid_to=F("valid_from")).exists():
        raise place_in_use()


def _has_night(period: Period) -> Any:
    """Rows whose period has a night in this one."""
    begins = Q() if period.end is None else Q(valid_from__lt=period.end)
    return begins & (Q(valid_to__isnull=True) | Q(valid_to__gt=period.start))
