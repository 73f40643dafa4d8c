"""Who was seen in a night, and the leaves of a stay: for the pages of the house."""

from datetime import date
from typing import Any
from uuid import UUID

from hjemad.areas.shelters.models import Leave, Presence, Stay
from hjemad.foundation.access.actor import Actor
from hjemad.foundation.access.relation import NotVisible


def seen_tonight(actor: Actor, stay: Stay, *, night: date) -> Presence | None:
    """That the person was seen in that night, where it stands; one query."""
    rows = Presence.objects.visible_to(actor).filter(taken_back_at__isnull=True)
    found: Any = rows.filter(stay_fact=stay.whole, night=night, shelter_id=actor.organisation_id).first()
    return found  # type: ignore[no-any-return]


def leaves_of(actor: Actor, stay: Stay) -> list[Leave]:
    """Every leave of the stay, newest first, with who wrote it; one query."""
    rows = Leave.objects.visible_to(actor).current().filter(shelter_id=actor.organisation_id)
    return list(
        rows.filter(stay_fact=stay.whole).select_related("recorded_by").order_by("-valid_from", "-pk")
    )


def away_now(leaves: list[Leave]) -> Leave | None:
    """The leave that has not ended."""
    return next((one for one in leaves if one.valid_to is None), None)


def leave_for(actor: Actor, *, fact_id: UUID) -> Leave:
    """A leave of the actor's house, or `NotVisible`; one query."""
    rows = Leave.objects.visible_to(actor).current().filter(shelter_id=actor.organisation_id)
    found = rows.filter(fact_id=fact_id).first()
    if not isinstance(found, Leave):
        raise NotVisible.standard()
    return found


def leaves_of_records(actor: Actor, *, record_ids: list[int]) -> list[Leave]:
    """Every leave of these records the actor may see, in order of day. One query."""
    rows = Leave.objects.visible_to(actor).current().filter(record_id__in=record_ids)
    return list(rows.order_by("valid_from", "pk"))


def last_seen_of(actor: Actor, stay: Stay, *, most: int = 7) -> list[Presence]:
    """The last nights in which the person was seen, newest first; one query."""
    rows = Presence.objects.visible_to(actor).filter(taken_back_at__isnull=True, stay_fact=stay.whole)
    return list(rows.select_related("written_by").order_by("-night")[:most])
