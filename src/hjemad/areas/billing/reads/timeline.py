"""Nights away with the place kept, as they stand on a person's life line. No amounts."""

from collections.abc import Collection
from datetime import datetime

from django.utils.translation import gettext

from hjemad.areas.billing.models import Absence
from hjemad.documents.life_line import Part, Strand
from hjemad.foundation.access.actor import Actor
from hjemad.foundation.access.permissions import Permission
from hjemad.kernel.periods import Period


def timeline(actor: Actor, *, record_ids: Collection[int], known_at: datetime | None = None) -> Part:
    """One query. `known_at`: what was written by then, of what the actor may see today."""
    rows = Absence.objects.visible_to(actor)
    rows = rows.current() if known_at is None else rows.as_of(known_at)
    rows = rows.filter(record_id__in=list(record_ids), place_kept=True)
    if actor.may(Permission.SEE_HOUSE):
        rows = rows.filter(facility_id=actor.organisation_id)
    return Part(
        strands=tuple(
            Strand("leave", Period(row.valid_from, row.valid_to), gettext("Away, place kept"))
            for row in rows.order_by("valid_from", "pk")
        )
    )
