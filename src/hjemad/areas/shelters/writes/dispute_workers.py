"""Name who settles the disputed nights of a protected citizen, and end it before its day."""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction

from hjemad.areas.citizens.queries import lock_citizen_of
from hjemad.areas.shelters import events
from hjemad.areas.shelters.models import DisputeWorker
from hjemad.areas.shelters.reads.dispute_workers import can_be_named, named_worker, to_name
from hjemad.areas.shelters.rules import (
    already_named,
    check_worker_until,
    worker_cannot_be_named,
    worker_reason_needed,
)
from hjemad.foundation.access.actor import Actor
from hjemad.foundation.access.permissions import Permission
from hjemad.foundation.audit.actions import log
from hjemad.foundation.facts.actions import Basis, record, supersede
from hjemad.foundation.facts.refusals import translated


def name_worker(
    *, by: Actor, reference: str, worker_id: int, until: date, reason: str, at: datetime
) -> DisputeWorker:
    """The colleague sees both sides of the nights until the end of that day, and nobody else does.

    Raises `NotVisible` for nights that are not the municipality's to settle, `InputRejected` for oneself, for
    somebody who settles no disputes, without a reason, or for a day outside the coming year.
    """
    by.require(Permission.NAME_DISPUTE_WORKER)
    if not reason.strip():
        raise worker_reason_needed()
    check_worker_until(until, today=by.on)
    if worker_id not in can_be_named(by, on=by.on):
        raise worker_cannot_be_named()
    with translated({"shelters_disputeworker_once": already_named}):
        asked = to_name(by, reference=reference)
        lock_citizen_of(asked.record_id)
        named = record(
            DisputeWorker,
            basis=Basis(by=by, at=at, reason=reason.strip(), origin="entered"),
            valid_from=by.on,
            valid_to=until + timedelta(days=1),
            record_id=asked.record_id,
            municipality_id=by.organisation_id,
            worker_id=worker_id,
        )
        log(events.DISPUTE_WORKER_NAMED, by=by, at=at, objects={"reference": reference, "worker": worker_id})
    return named


def end_worker(*, by: Actor, reference: str, fact_id: UUID, at: datetime) -> DisputeWorker:
    """The worker sees the nights no more from now on; that they could is kept."""
    by.require(Permission.NAME_DISPUTE_WORKER)
    with transaction.atomic():
        named = named_worker(by, asked=to_name(by, reference=reference), fact_id=fact_id)
        basis = Basis(by=by, at=at, reason=named.reason, origin="entered")
        ended = supersede(named, basis=basis, valid_to=by.on)
        log(
            events.DISPUTE_WORKER_ENDED,
            by=by,
            at=at,
            objects={"reference": reference, "worker": named.worker_id},
        )
    return ended
