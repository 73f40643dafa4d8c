"""Begins, joins, leaves and hands over a shift; marks what the shift before left as read."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from hjemad.areas.shelters import events
from hjemad.areas.shelters.models import About, LogLine, MessageRead, Shift, ShiftWorker
from hjemad.areas.shelters.reads.shift_rules import check_shift, shift_not_open, shift_open
from hjemad.areas.shelters.reads.shifts import last_handed_over, open_shift, unread_of
from hjemad.foundation.access.actor import Actor
from hjemad.foundation.access.permissions import Permission
from hjemad.foundation.access.relation import NotVisible
from hjemad.foundation.audit.actions import log
from hjemad.foundation.facts.actions import Basis, record
from hjemad.foundation.facts.refusals import translated

_REFUSALS = {"shelters_shift_one_open_per_house": shift_open, "shelters_shift.shelter_id": shift_open}


def begin_shift(*, by: Actor, ends_at: datetime, at: datetime, origin: str = "entered") -> Shift:
    """The actor looks after the house until then, as planned. Raises `ShiftOpen` or `ShiftTooLong`."""
    by.require(Permission.WORK_SHIFT)
    check_shift(at, ends_at=ends_at)
    if open_shift(by.organisation_id) is not None:
        raise shift_open()
    with translated(_REFUSALS):
        shift = Shift(shelter_id=by.organisation_id, began_at=at, ends_at=ends_at, begun_by_id=by.user_id)
        shift.save(force_insert=True)
        ShiftWorker.objects.create(shift=shift, assignment_id=by.assignment_id, joined_at=at)
        log(events.SHIFT_BEGUN, by=by, at=at, objects={"shift": shift.pk}, data={"origin": origin})
        _take_over_if_read(shift, by=by, at=at)
    return shift


def join_shift(*, by: Actor, at: datetime) -> None:
    """The actor is on the shift that is under way, too. Raises `ShiftNotOpen`."""
    by.require(Permission.WORK_SHIFT)
    with transaction.atomic():
        shift = _locked_open(by)
        row, made = ShiftWorker.objects.get_or_create(
            shift=shift, assignment_id=by.assignment_id, defaults={"joined_at": at}
        )
        if made or row.left_at is not None:
            ShiftWorker.objects.filter(pk=row.pk).update(left_at=None)
            log(events.SHIFT_JOINED, by=by, at=at, objects={"shift": shift.pk})


def leave_shift(*, by: Actor, at: datetime) -> None:
    """The actor goes home; the shift goes on. Raises `ShiftNotOpen`."""
    with transaction.atomic():
        shift = _locked_open(by)
        left = ShiftWorker.objects.filter(
            shift=shift, assignment_id=by.assignment_id, left_at__isnull=True
        ).update(left_at=at)
        if left:
            log(events.SHIFT_LEFT, by=by, at=at, objects={"shift": shift.pk})


def hand_over(*, by: Actor, words: str, at: datetime, origin: str = "entered") -> Shift:
    """The shift is handed over, with a last message where there is one. Raises `ShiftNotOpen`."""
    by.require(Permission.WORK_SHIFT)
    with transaction.atomic():
        shift = _locked_open(by)
        if words.strip():
            record(
                LogLine,
                basis=Basis(by=by, at=at, reason="", origin=origin),
                valid_from=timezone.localdate(at),
                valid_to=None,
                shelter_id=by.organisation_id,
                shift_id=shift.pk,
                about=About.HOUSE.value,
                happened_at=at,
                written_at=at,
                written_by_id=by.user_id,
                words=words.strip(),
                for_next=True,
            )
        ShiftWorker.objects.filter(shift=shift, left_at__isnull=True).update(left_at=at)
        shift.closed_at, shift.closed_by_id = at, by.user_id
        shift.save(update_fields=["closed_at", "closed_by"])
        log(events.SHIFT_HANDED_OVER, by=by, at=at, objects={"shift": shift.pk}, data={"origin": origin})
    return shift


def read_message(*, by: Actor, line_fact: UUID, at: datetime) -> None:
    """The actor has read it. When all are read, the shift before is taken over. Raises `ShiftNotOpen`."""
    with transaction.atomic():
        handed = LogLine.objects.current().filter(
            fact_id=line_fact, shelter_id=by.organisation_id, for_next=True
        )
        if not handed.exists():
            raise NotVisible.standard()
        shift = _locked_open(by)
        _, new = MessageRead.objects.get_or_create(
            line_fact=line_fact, user_id=by.user_id, defaults={"shift": shift, "read_at": at}
        )
        if new:
            log(events.MESSAGE_READ, by=by, at=at, objects={"shift": shift.pk, "line": line_fact})
        _take_over_if_read(shift, by=by, at=at)


def _take_over_if_read(shift: Shift, *, by: Actor, at: datetime) -> None:
    before = last_handed_over(shift.shelter_id)
    if before is None or before.taken_over_at is not None or unread_of(before):
        return
    before.taken_over_at, before.taken_over_by_id = at, by.user_id
    before.save(update_fields=["taken_over_at", "taken_over_by"])
    log(events.SHIFT_TAKEN_OVER, by=by, at=at, objects={"shift": before.pk, "by_shift": shift.pk})


def _locked_open(by: Actor) -> Shift:
    found = (
        Shift.objects.select_for_update()
        .filter(shelter_id=by.organisation_id, closed_at__isnull=True)
        .first()
    )
    if found is None:
        raise shift_not_open()
    return found
