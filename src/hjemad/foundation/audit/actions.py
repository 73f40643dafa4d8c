"""Writes the two logs: events inside the transaction of what they tell, reads in one of their own."""

import logging
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from hjemad.foundation.audit.models import Event, ReadEvent
from hjemad.foundation.audit.reads import Reads
from hjemad.foundation.facts.who import Reader, Who

logger = logging.getLogger(__name__)


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
    """Every read of the request stands in the log, in one short transaction of its own."""
    with transaction.atomic():
        ReadEvent.objects.bulk_create(
            [
                ReadEvent(
                    at=at,
                    user_id=by.user_id,
                    assignment_id=by.assignment_id,
                    purpose=by.purpose,
                    kind=kind,
                    record_ids=ids,
                    path_name=path_name,
                )
                for kind, ids in reads.entries
            ]
        )
