"""Writes that somebody is away and expected back, and keeps the nights away inside the stay."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from hjemad.areas.citizens.queries import check_may_write, lock_citizen_of
from hjemad.areas.shelters import events
from hjemad.areas.shelters.actions import joined, parts_of
from hjemad.areas.shelters.models import Leave, Stay
from hjemad.areas.shelters.rules import check_leave
from hjemad.areas.shelters.writes.refusals import already_away, already_back
from hjemad.foundation.access.actor import Actor
from hjemad.foundation.access.relation import NotVisible
from hjemad.foundation.audit.actions import log
from hjemad.foundation.facts.actions import Basis, record, supersede
from hjemad.foundation.facts.refusals import translated
from hjemad.kernel.errors import InputRejected
from hjemad.kernel.periods import Period

_REFUSALS = {"shelters_leave_once": already_away}


@dataclass(frozen=True)
class Agreed:
    """What was agreed about nights away; `expected_back` None where nobody knows."""

    ground: str
    place_kept: str
    expected_back: date | None


def begin_leave(
    stay: Stay,
    *,
    by: Actor,
    first_night: date,
    agreed: Agreed,
    at: datetime,
    back: date | None = None,
    origin: str = "entered",
) -> Leave:
    """The person sleeps elsewhere from that night, until somebody writes that they are back.

    `back` only where they are back already. Raises `LeaveOutsideStay` or `AlreadyAway`.
    """
    _own(stay, by=by)
    _after(agreed.expected_back, first_night)
    with translated(_REFUSALS):
        lock_citizen_of(stay.record_id)
        check_leave(Period(first_night, back), stay=_whole_period(stay.whole))
        leave = record(
            Leave,
            basis=Basis(by=by, at=at, reason="", origin=origin),
            valid_from=first_night,
            valid_to=back,
            record_id=stay.record_id,
            shelter_id=stay.shelter_id,
            stay_fact=stay.whole,
            ground=agreed.ground,
            place_kept=agreed.place_kept,
            expected_back=agreed.expected_back,
        )
        log(events.LEAVE_BEGUN, by=by, at=at, objects={"stay": stay.fact_id, "leave": leave.fact_id})
    return leave


def change_leave(leave: Leave, *, by: Actor, agreed: Agreed, at: datetime) -> Leave:
    """Something else was agreed; what stood before is kept."""
    _own_leave(leave, by=by)
    if leave.valid_to is not None:
        raise already_back()
    _after(agreed.expected_back, leave.valid_from)
    with translated(_REFUSALS):
        version = supersede(
            leave,
            basis=Basis(by=by, at=at, reason="", origin="entered"),
            ground=agreed.ground,
            place_kept=agreed.place_kept,
            expected_back=agreed.expected_back,
        )
        log(events.LEAVE_CHANGED, by=by, at=at, objects={"leave": leave.fact_id})
    return version


def end_leave(leave: Leave, *, by: Actor, back: date, at: datetime) -> Leave:
    """The person is back: the night before that day was the last one away."""
    _own_leave(leave, by=by)
    if leave.valid_to is not None:
        raise already_back()
    with translated(_REFUSALS):
        lock_citizen_of(leave.record_id)
        check_leave(Period(leave.valid_from, back), stay=_whole_period(leave.stay_fact))
        version = supersede(leave, basis=Basis(by=by, at=at, reason="", origin="entered"), valid_to=back)
        log(events.LEAVE_ENDED, by=by, at=at, objects={"leave": leave.fact_id})
    return version


def _whole_period(whole: UUID) -> Period:
    parts = parts_of(whole)
    if not parts:
        raise NotVisible.standard()
    return joined(parts)


def _after(expected_back: date | None, first_night: date) -> None:
    if expected_back is not None and expected_back <= first_night:
        raise InputRejected(
            en="The person is expected back before the first night away is over. Choose a later day",
            da="Borgeren ventes tilbage, før den første nat er gået. Vælg en senere dag",
        )


def _own(stay: Stay, *, by: Actor) -> None:
    if stay.shelter_id != by.organisation_id:
        raise NotVisible.standard()
    check_may_write(by, record_id=stay.record_id)


def _own_leave(leave: Leave, *, by: Actor) -> None:
    if leave.shelter_id != by.organisation_id:
        raise NotVisible.standard()
    check_may_write(by, record_id=leave.record_id)
