"""Tells the acting municipality: into its inbox here, or as a letter that somebody sends and marks as sent.

A draft stops no deadline. A notice that comes back starts the deadline again.
"""

import hashlib
from datetime import date, datetime
from uuid import uuid4

from django.db import transaction
from django.utils import timezone

from hjemad.areas.citizens.actions import refresh_clocks
from hjemad.areas.citizens.queries import identity_of, lock_citizen_of
from hjemad.areas.citizens.reads.protection import protected
from hjemad.areas.shelters import events
from hjemad.areas.shelters.models import Notice, NoticeKind, NoticeState, NoticeWay, Stay
from hjemad.areas.shelters.reads.letters import Told, content_of, letter_of
from hjemad.areas.shelters.reads.notices import Readiness, day_of, notices_of_stay, readiness
from hjemad.areas.shelters.rules import (
    check_sent,
    not_discharged_yet,
    notice_answered,
    notice_not_possible,
    notice_stands,
    proof_needed,
    reason_needed,
)
from hjemad.documents.pdf import pdf_of
from hjemad.foundation.access.actor import Actor
from hjemad.foundation.access.relation import NotVisible
from hjemad.foundation.audit.actions import disclose, log
from hjemad.foundation.facts.actions import Basis, record, supersede, void
from hjemad.foundation.facts.refusals import translated
from hjemad.foundation.organisations.queries import name_on
from hjemad.foundation.privacy.guarded import reveal

# PostgreSQL names the constraint, SQLite its columns.
_REFUSALS = {
    "shelters_notice_one_at_a_time": notice_stands,
    "shelters_notice.stay_fact": notice_stands,
}


def send_to_inbox(*, by: Actor, stay: Stay, kind: str, at: datetime) -> Notice:
    """The municipality has the notice in its inbox; the deadline stops.

    Raises `NoticeNotPossible` when something is missing, `NoticeStands` when one is there already.
    """
    ready = _ready(stay, kind=kind, by=by)
    if not ready.has_inbox:
        raise notice_not_possible(("inbox",))
    with translated(_REFUSALS):
        lock_citizen_of(stay.record_id)
        _drop_stale_drafts(stay, kind=kind, ready=ready, by=by, at=at)
        notice = _write(by=by, stay=stay, kind=kind, ready=ready, at=at, way=NoticeWay.INBOX.value)
        _gone(notice, by=by, at=at)
    return notice


def draft_letter(*, by: Actor, stay: Stay, kind: str, at: datetime) -> Notice:
    """A letter can be printed. The deadline runs on until it is marked as sent."""
    ready = _ready(stay, kind=kind, by=by)
    with translated(_REFUSALS):
        lock_citizen_of(stay.record_id)
        _drop_stale_drafts(stay, kind=kind, ready=ready, by=by, at=at)
        notice = _write(by=by, stay=stay, kind=kind, ready=ready, at=at, way=NoticeWay.LETTER.value)
        log(events.NOTICE_DRAFTED, by=by, at=at, objects={"notice": notice.fact_id})
    return notice


def mark_sent(
    notice: Notice, *, by: Actor, way: str, sent_on: date, proof: str, decided_on: date, at: datetime
) -> Notice:
    """The letter went that way on that day, and `proof` shows it; the deadline stops."""
    _own(notice, by=by)
    if notice.state != NoticeState.DRAFT:
        raise notice_stands()
    if not proof.strip():
        raise proof_needed()
    check_sent(sent_on, decided_on=decided_on, today=timezone.localdate(at))
    noon = datetime.combine(
        sent_on, datetime.min.time().replace(hour=12), tzinfo=timezone.get_current_timezone()
    )
    with transaction.atomic():
        version = supersede(
            notice,
            basis=Basis(by=by, at=at, reason="", origin="entered"),
            way=NoticeWay(way).value,
            state=NoticeState.SENT.value,
            sent_at=at if sent_on == timezone.localdate(at) else noon,
            sent_by_id=by.user_id,
            proof=proof.strip(),
        )
        _gone(version, by=by, at=at)
    return version


def drop_draft(notice: Notice, *, by: Actor, at: datetime) -> None:
    """The letter was never sent and is not to be; another can be made."""
    _own(notice, by=by)
    if notice.state != NoticeState.DRAFT:
        raise notice_stands()
    with transaction.atomic():
        void(notice, basis=Basis(by=by, at=at, reason="not sent", origin="entered"))
        log(events.NOTICE_DROPPED, by=by, at=at, objects={"notice": notice.fact_id})


def receive(notice: Notice, *, by: Actor, at: datetime) -> Notice:
    """Somebody in the municipality has read it and takes it from here."""
    with transaction.atomic():
        version = _answered(notice, by=by, state=NoticeState.RECEIVED.value, answer="", at=at)
        log(events.NOTICE_RECEIVED, by=by, at=at, objects={"notice": notice.fact_id})
    return version


def send_back(notice: Notice, *, by: Actor, why: str, at: datetime) -> Notice:
    """The municipality does not act: the shelter gets the reason, and its deadline runs again."""
    if not why.strip():
        raise reason_needed()
    with transaction.atomic():
        version = _answered(notice, by=by, state=NoticeState.RETURNED.value, answer=why.strip(), at=at)
        refresh_clocks([notice.record_id])
        log(events.NOTICE_RETURNED, by=by, at=at, objects={"notice": notice.fact_id})
    return version


def _ready(stay: Stay, *, kind: str, by: Actor) -> Readiness:
    if stay.shelter_id != by.organisation_id:
        raise NotVisible.standard()
    if day_of(stay, kind=kind) is None:
        raise not_discharged_yet()
    ready = readiness(stay, on=by.on)
    if ready.missing:
        raise notice_not_possible(ready.missing)
    return ready


def _write(*, by: Actor, stay: Stay, kind: str, ready: Readiness, at: datetime, way: str) -> Notice:
    told = _told(by=by, stay=stay, kind=kind, ready=ready, at=at)
    content = content_of(told)
    sent = way == NoticeWay.INBOX
    return record(
        Notice,
        basis=Basis(by=by, at=at, reason="", origin="entered"),
        valid_from=told.day,
        valid_to=None,
        record_id=stay.record_id,
        stay_fact=stay.fact_id,
        shelter_id=stay.shelter_id,
        municipality_id=ready.municipality_id,
        kind=NoticeKind(kind).value,
        way=way,
        state=NoticeState.SENT.value if sent else NoticeState.DRAFT.value,
        reference=told.reference,
        content=content,
        digest=hashlib.sha256(pdf_of(letter_of(content))).hexdigest(),
        sent_at=at if sent else None,
        sent_by_id=by.user_id if sent else None,
    )


def _drop_stale_drafts(stay: Stay, *, kind: str, ready: Readiness, by: Actor, at: datetime) -> None:
    """Letters to a municipality that does not act after all are not to be sent any more."""
    for one in notices_of_stay(by, stay_facts=[stay.fact_id]):
        if (
            one.kind == kind
            and one.state == NoticeState.DRAFT
            and one.municipality_id != ready.municipality_id
        ):
            drop_draft(one, by=by, at=at)


def _told(*, by: Actor, stay: Stay, kind: str, ready: Readiness, at: datetime) -> Told:
    known = identity_of(by, record_id=stay.record_id)
    is_protected = stay.record_id in protected([stay.record_id])
    day = day_of(stay, kind=kind)
    if day is None:
        raise not_discharged_yet()
    first_night = stay.valid_from if kind == NoticeKind.ADMISSION and not is_protected else None
    return Told(
        kind=kind,
        shelter=name_on(stay.shelter_id, day=by.on),
        municipality=ready.municipality,
        name=reveal(known.called.name, by),
        cpr=known.cpr,
        day=day,
        first_night=first_night,
        is_protected=is_protected,
        reference=f"O-{uuid4().hex[:8].upper()}",
        made_at=at,
    )


def _gone(notice: Notice, *, by: Actor, at: datetime) -> None:
    """What follows from a notice that left the house."""
    refresh_clocks([notice.record_id])
    disclose(
        [notice.record_id],
        to=str(notice.content["municipality"]),
        to_organisation_id=notice.municipality_id,
        what=f"notice_{notice.kind}_{notice.way}",
        basis="duty" if notice.kind == NoticeKind.ADMISSION else "task",
        by=by,
        at=at,
    )
    log(events.NOTICE_SENT, by=by, at=at, objects={"notice": notice.fact_id}, data={"way": notice.way})


def _answered(notice: Notice, *, by: Actor, state: str, answer: str, at: datetime) -> Notice:
    if notice.municipality_id != by.organisation_id or notice.way != NoticeWay.INBOX:
        raise NotVisible.standard()
    if notice.state != NoticeState.SENT:
        raise notice_answered()
    return supersede(
        notice,
        basis=Basis(by=by, at=at, reason=answer, origin="entered"),
        state=state,
        answered_at=at,
        answered_by_id=by.user_id,
        answer=answer,
    )


def _own(notice: Notice, *, by: Actor) -> None:
    if notice.shelter_id != by.organisation_id:
        raise NotVisible.standard()
