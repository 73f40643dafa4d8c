"""A copy of all we hold: asked for, looked through by a person, given out. Nothing leaves unread."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction

from hjemad.areas.citizens import queries as citizens
from hjemad.areas.rights import events
from hjemad.areas.rights.models import AccessRequest, RequestState
from hjemad.areas.rights.queries.access_requests import request_for
from hjemad.areas.rights.queries.subject_data import Holdings, holdings
from hjemad.areas.rights.rules.requests import check_extension, due
from hjemad.foundation.access.actor import Actor
from hjemad.foundation.access.permissions import Permission
from hjemad.foundation.audit.actions import disclose, log
from hjemad.foundation.facts.actions import Basis, record, supersede
from hjemad.kernel.errors import Conflict, InputRejected

MASK, SHOW, LEAVE_OUT = "mask", "show", "leave_out"


class NotReviewed(Conflict):
    """Something has been added or changed since somebody looked it through."""

    code = "access_request_not_reviewed"


def receive(record_id: int, *, by: Actor, received: date, at: datetime) -> AccessRequest:
    """The person has asked; the actor's organisation answers within a month of the day it came."""
    by.require(Permission.ANSWER_ACCESS_REQUESTS)
    person = citizens.record_for(by, record_id=record_id)
    if received > by.on:
        raise InputRejected(
            en="The day lies ahead. Write the day the request came",
            da="Dagen er ikke kommet. Skriv den dag, anmodningen kom",
        )
    with transaction.atomic():
        asked = record(
            AccessRequest,
            basis=_basis(by, at=at),
            valid_from=received,
            valid_to=None,
            record_id=person.pk,
            organisation_id=by.organisation_id,
            due_on=due(received, extended=False),
            state=RequestState.RECEIVED,
        )
        log(events.ACCESS_REQUESTED, by=by, at=at, objects={"request": asked.fact_id})
    return asked


def extend(asked: AccessRequest, *, by: Actor, why: str, at: datetime) -> AccessRequest:
    """Two months more, once, with the reason the person is told."""
    request_for(by, fact_id=asked.fact_id)
    check_extension(received=asked.valid_from, due_on=asked.due_on, today=by.on)
    if not why.strip():
        raise InputRejected(
            en="Write why it takes longer. The person is told",
            da="Skriv, hvorfor det tager længere tid. Borgeren får det at vide",
        )
    with transaction.atomic():
        extended = supersede(
            asked,
            basis=_basis(by, at=at),
            due_on=due(asked.valid_from, extended=True),
            extension_why=why.strip(),
        )
        log(events.ACCESS_EXTENDED, by=by, at=at, objects={"request": asked.fact_id})
    return extended


def review(
    asked: AccessRequest, *, by: Actor, decided: Mapping[str, str], seen: str, at: datetime
) -> AccessRequest:
    """Every text with a marked word has been looked at by a person, who says what becomes of it.

    `seen` is the digest of what was on the screen; a text nobody decided about is refused.
    """
    request_for(by, fact_id=asked.fact_id)
    held = _held(asked, by=by)
    if held.digest != seen:
        raise _changed()
    if any(decided.get(one.key) not in {MASK, SHOW, LEAVE_OUT} for one in held.to_review):
        raise InputRejected(
            en="Decide about every text. Nothing is given out before", da="Tag stilling til hver tekst først"
        )
    kept = {one.key: decided[one.key] for one in held.to_review}
    with transaction.atomic():
        reviewed = supersede(
            asked,
            basis=_basis(by, at=at),
            state=RequestState.REVIEWED,
            review=kept,
            content_digest=held.digest,
        )
        log(events.ACCESS_REVIEWED, by=by, at=at, objects={"request": asked.fact_id})
    return reviewed


def release(asked: AccessRequest, *, by: Actor, at: datetime) -> tuple[AccessRequest, Holdings]:
    """What was reviewed is given to the person now, and stands in the log of what left the house."""
    request_for(by, fact_id=asked.fact_id)
    held = _held(asked, by=by)
    if asked.state == RequestState.RECEIVED or asked.content_digest != held.digest:
        raise _changed()
    with transaction.atomic():
        released = supersede(asked, basis=_basis(by, at=at), state=RequestState.RELEASED)
        disclose(
            [asked.record_id],
            to="self",
            to_organisation_id=None,
            what="access_package",
            basis="duty",
            by=by,
            at=at,
        )
        log(events.ACCESS_RELEASED, by=by, at=at, objects={"request": asked.fact_id})
    return released, held


def _held(asked: AccessRequest, *, by: Actor) -> Holdings:
    return holdings(asked.record_id, organisation_id=by.organisation_id, on=by.on)


def _basis(by: Actor, *, at: datetime) -> Basis:
    return Basis(by=by, at=at, reason="", origin="entered")


def _changed() -> NotReviewed:
    return NotReviewed(
        en="What we hold has changed since it was looked through. Look it through again, then give it out",
        da="Det, vi har, er ændret, siden det blev set igennem. Se det igennem igen, og giv det så ud",
    )
