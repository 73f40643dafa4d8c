"""What decisions offer to a person's way on one line: marks of the reader's own house, in its words."""

from collections.abc import Iterable
from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from hjemad.areas.decisions.models import DecisionRecord
from hjemad.areas.decisions.rules import DISCHARGE, EXPULSION
from hjemad.documents.life_line import Mark, Part
from hjemad.foundation.access.actor import Actor


def timeline(actor: Actor, *, record_ids: Iterable[int], known_at: datetime | None = None) -> Part:
    """The decisions of the actor's house about visible records, one mark each; one query.

    Only the house that decided sees them: the municipality's line has no mark, and no gap where one was.
    """
    versions = DecisionRecord.objects.visible_to(actor)
    known = versions.as_of(known_at) if known_at else versions.current()
    rows = known.filter(record_id__in=list(record_ids), organisation_id=actor.organisation_id)
    return Part(
        marks=tuple(
            Mark(
                kind="decided",
                on=timezone.localtime(row.decided_at).date(),
                label=label_of(row.kind),
                note=row.reference,
                address=reverse("decisions:decision", args=[row.fact_id]),
            )
            for row in rows.order_by("decided_at", "pk")
        )
    )


def label_of(kind: str) -> str:
    """What a decision is called, in the reader's words."""
    return {
        EXPULSION: gettext("Expulsion (bortvisning)"),
        DISCHARGE: gettext("Discharge decided by the leader"),
    }.get(kind, gettext("Could not get a place"))
