"""Writes the logs: events and disclosures inside the transaction of what they tell, reads in their own."""

import logging
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from hjemad.foundation.audit.models import (
    Disclosure,
    DisclosureBasis,
    DisclosureOf,
    Event,
    ReadEvent,
    ReadOf,
)
from hjemad.foundation.audit.reads import Reads
from hjemad.foundation.facts.who import Reader, Who

logger = logging.getLogger(__name__)

_BATCH = 500


def log(
    kind: str,
    *,
    by: Who | None,
    at: datetime,
    objects: Mapping[str, Any],
    data: Mapping[str, Any] | None = None,
) -> Event:
    """The event stands in the log: ids and codes only, no person's data. `by` None is the house itself."""
    event = Event(
        at=at,
        kind=kind,
        user_id=by.user_id if by else None,
        assignment_id=by.assignment_id if by else None,
        objects_named={name: str(value) for name, value in objects.items()},
        data=dict(data or {}),
    )
    event.save(force_insert=True)
    logger.info("event kind=%s event_id=%s assignment=%s", kind, event.pk, event.assignment_id)
    return event


def log_reads(reads: Reads, *, by: Reader, at: datetime, path_name: str) -> None:
    """Every read of the request stands in the log, in one short transaction: the event and its records."""
    with transaction.atomic():
        written = ReadEvent.objects.bulk_create(
            [
                ReadEvent(
                    at=at,
                    user_id=by.user_id,
                    assignment_id=by.assignment_id,
                    purpose=by.purpose,
                    kind=kind,
                    path_name=path_name,
                )
                for kind, _ in reads.entries
            ]
        )
        ReadOf.objects.bulk_create(
            [
                ReadOf(event=event, record_id=record_id)
                for event, (_, ids) in zip(written, reads.entries, strict=True)
                for record_id in ids
            ]
        )


def disclose(
    record_ids: Iterable[int],
    *,
    to: str,
    to_organisation_id: int | None,
    what: str,
    basis: str,
    by: Who | None,
    at: datetime,
) -> Disclosure:
    """It stands in the log that something about these records left the organisation.

    `to` names the receiver (an organisation, never a person); `what` is a code such as `notice_letter`;
    `basis` is `task`, `duty` or `consent`. Call it in the transaction in which the thing is sent.
    """
    disclosure = Disclosure(
        at=at,
        user_id=by.user_id if by else None,
        assignment_id=by.assignment_id if by else None,
        to=to,
        to_organisation_id=to_organisation_id,
        what=what,
        basis=DisclosureBasis(basis),
    )
    with transaction.atomic():
        disclosure.save(force_insert=True)
        DisclosureOf.objects.bulk_create(
            [DisclosureOf(disclosure=disclosure, record_id=one) for one in sorted(set(record_ids))],
            batch_size=_BATCH,
        )
    return disclosure
