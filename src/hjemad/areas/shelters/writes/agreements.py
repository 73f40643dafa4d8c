"""Writes what was agreed with residents; dropped or ended, it stays in the file with who did it."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from uuid import uuid4

from django.db import transaction
from django.utils import timezone

from hjemad.areas.citizens.queries import check_may_write, record_to_write
from hjemad.areas.shelters import events
from hjemad.areas.shelters.models import Apart, Appointment
from hjemad.areas.shelters.reads.shift_rules import check_to_come, same_person_twice
from hjemad.foundation.access.actor import Actor
from hjemad.foundation.access.permissions import Permission
from hjemad.foundation.audit.actions import log
from hjemad.foundation.facts.actions import Basis, record, void


def agree(
    *,
    by: Actor,
    record_id: int,
    starts_at: datetime,
    what: str,
    where: str,
    follows: str,
    at: datetime,
    origin: str = "entered",
) -> Appointment:
    """A resident has agreed to something at an hour to come."""
    by.require(Permission.WORK_SHIFT)
    check_to_come(starts_at, at=at)
    record_to_write(by, record_id=record_id)
    with transaction.atomic():
        made = record(
            Appointment,
            basis=Basis(by=by, at=at, reason="", origin=origin),
            valid_from=timezone.localdate(starts_at),
            valid_to=timezone.localdate(starts_at) + timedelta(days=1),
            record_id=record_id,
            shelter_id=by.organisation_id,
            starts_at=starts_at,
            what=what.strip(),
            where=where.strip(),
            follows=follows.strip(),
        )
        log(events.APPOINTMENT_MADE, by=by, at=at, objects={"appointment": made.fact_id})
    return made


def drop(appointment: Appointment, *, by: Actor, at: datetime) -> None:
    """It is not to be after all."""
    check_may_write(by, record_id=appointment.record_id)
    with transaction.atomic():
        void(appointment, basis=Basis(by=by, at=at, reason="dropped", origin="entered"))
        log(events.APPOINTMENT_DROPPED, by=by, at=at, objects={"appointment": appointment.fact_id})


def keep_apart(
    *, by: Actor, record_ids: tuple[int, int], last_day: date, at: datetime, origin: str = "entered"
) -> list[Apart]:
    """From today the two have no places beside each other, until and with that day."""
    by.require(Permission.WORK_SHIFT)
    today = timezone.localdate(at)
    if record_ids[0] == record_ids[1]:
        raise same_person_twice()
    check_to_come(datetime.combine(last_day, datetime.max.time(), tzinfo=at.tzinfo), at=at)
    for one in record_ids:
        record_to_write(by, record_id=one)
    pair = uuid4()
    with transaction.atomic():
        rows = [
            record(
                Apart,
                basis=Basis(by=by, at=at, reason="", origin=origin),
                valid_from=today,
                valid_to=last_day + timedelta(days=1),
                record_id=one,
                shelter_id=by.organisation_id,
                pair=pair,
            )
            for one in record_ids
        ]
        log(events.KEPT_APART, by=by, at=at, objects={"pair": pair})
    return rows


def end_apart(rows: Sequence[Apart], *, by: Actor, at: datetime) -> None:
    """It holds no longer."""
    with transaction.atomic():
        for row in rows:
            check_may_write(by, record_id=row.record_id)
            void(row, basis=Basis(by=by, at=at, reason="ended", origin="entered"))
        log(events.APART_ENDED, by=by, at=at, objects={"pair": rows[0].pair})
