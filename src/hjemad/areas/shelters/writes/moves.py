"""Writes that somebody sleeps in another place of the house, from today or from a day, and undoes it."""

from datetime import date, datetime
from typing import Any

from django.utils import timezone

from hjemad.areas.citizens.actions import refresh_clocks
from hjemad.areas.citizens.queries import check_may_write, lock_citizen_of
from hjemad.areas.shelters import events
from hjemad.areas.shelters.actions import lock_to_give, parts_of
from hjemad.areas.shelters.models import DischargeMode, Place, Stay
from hjemad.areas.shelters.rules import already_discharged, check_move, place_taken
from hjemad.areas.shelters.writes.refusals import not_moved, same_place
from hjemad.foundation.access.actor import Actor
from hjemad.foundation.access.relation import NotVisible
from hjemad.foundation.audit.actions import log
from hjemad.foundation.facts.actions import Basis, record, supersede, void
from hjemad.foundation.facts.refusals import translated

_REFUSALS = {"shelters_stay_no_overlap_place": place_taken}


def move(stay: Stay, *, by: Actor, place: Place, day: date, at: datetime) -> Stay:
    """The person sleeps in that place from the night of the day on; where they slept before is kept.

    On the first day of the present part it was the wrong place from the start: a new version. Else the part
    ends and a new one goes on. Raises `PlaceTaken`, `PlaceNotOpen`, `AlreadyClosed` or `MoveBeforePart`.
    """
    _own(stay, by=by)
    if stay.valid_to is not None:
        raise already_discharged()
    if stay.place_id == place.pk:
        raise same_place()
    check_move(day, since=stay.valid_from, today=timezone.localdate(at))
    basis = Basis(by=by, at=at, reason="", origin="entered")
    with translated(_REFUSALS):
        lock_citizen_of(stay.record_id)
        there: dict[str, Any] = {
            "place_id": place.pk,
            "department_id": lock_to_give(place, by=by, night=day),
        }
        if day == stay.valid_from:
            part = supersede(stay, basis=basis, **there)
        else:
            part = _next_part(stay, basis=basis, day=day, there=there)
        refresh_clocks([stay.record_id])
        log(events.MOVED, by=by, at=at, objects={"stay": stay.fact_id, "part": part.fact_id})
    return part


def undo_move(part: Stay, *, by: Actor, at: datetime) -> Stay:
    """The person sleeps where they slept before; the move stays written as a mistake.

    Raises `AlreadyClosed` where nothing is left to undo, `PlaceTaken` where somebody else sleeps there now.
    """
    _own(part, by=by)
    before = next((one for one in parts_of(part.whole) if one.valid_to == part.valid_from), None)
    if part.part_of is None or part.valid_to is not None or before is None:
        raise not_moved()
    basis = Basis(by=by, at=at, reason="", origin="entered")
    with translated(_REFUSALS):
        lock_citizen_of(part.record_id)
        if before.place is not None:
            lock_to_give(before.place, by=by, night=part.valid_from)
        void(part, basis=basis)
        again = supersede(before, basis=basis, valid_to=None, discharged_at=None, discharge_mode="")
        refresh_clocks([part.record_id])
        log(events.MOVE_UNDONE, by=by, at=at, objects={"stay": before.fact_id, "part": part.fact_id})
    return again


def _next_part(stay: Stay, *, basis: Basis, day: date, there: dict[str, Any]) -> Stay:
    supersede(
        stay,
        basis=basis,
        valid_to=day,
        discharged_at=basis.at,
        discharge_mode=DischargeMode.MOVED_BED.value,
    )
    return record(
        Stay,
        basis=Basis(by=basis.by, at=basis.at, reason=basis.reason, origin=stay.origin),
        valid_from=day,
        valid_to=None,
        record_id=stay.record_id,
        shelter_id=stay.shelter_id,
        decided_at=stay.decided_at,
        night_note=stay.night_note,
        part_of=stay.whole,
        **there,
    )


def _own(stay: Stay, *, by: Actor) -> None:
    if stay.shelter_id != by.organisation_id:
        raise NotVisible.standard()
    check_may_write(by, record_id=stay.record_id)
