"""How often there was no place: counts by month and reason for the leader, and the latest nights."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Q
from django.db.models.functions import TruncMonth

from hjemad.areas.shelters.models import Refusal, RefusalWhy
from hjemad.areas.shelters.queries import months_before
from hjemad.foundation.access.actor import Actor
from hjemad.foundation.access.relation import NotVisible, visible

MONTHS_BACK = 12


@dataclass(frozen=True)
class MonthWithout:
    """One month: nights somebody got no place, by reason."""

    month: date
    full: int
    decided: int
    elsewhere: int
    did_not_stay: int

    @property
    def total(self) -> int:
        """All of them."""
        return self.full + self.decided + self.elsewhere + self.did_not_stay


def by_month(actor: Actor, *, on: date) -> list[MonthWithout]:
    """The last twelve months of the actor's house, newest first; one query, and nobody is named."""
    first = months_before(on, months=MONTHS_BACK).replace(day=1)
    rows = (
        _rows(actor)
        .filter(valid_from__gte=first)
        .annotate(month=TruncMonth("valid_from"))
        .order_by()
        .values("month")
        .annotate(**{why.value: Count("pk", filter=Q(why=why.value)) for why in RefusalWhy})
    )
    found = [MonthWithout(**{**row, "month": _day(row["month"])}) for row in rows]
    return sorted(found, key=lambda row: row.month, reverse=True)


def lately(actor: Actor, *, limit: int = 30) -> list[Refusal]:
    """The latest nights: of visible people, and of people without a record; one query."""
    rows = _rows(actor).filter(Q(record__isnull=True) | visible(actor, field="record_id"))
    return list(rows.select_related("record", "recorded_by").order_by("-asked_at", "-pk")[:limit])


def refusal_for(actor: Actor, *, fact_id: UUID) -> Refusal:
    """One night without a place of the actor's house, or `NotVisible`; one query."""
    found = (
        _rows(actor)
        .filter(Q(record__isnull=True) | visible(actor, field="record_id"), fact_id=fact_id)
        .select_related("recorded_by")
        .first()
    )
    if not isinstance(found, Refusal):
        raise NotVisible.standard()
    return found


def _rows(actor: Actor) -> Any:
    return (
        Refusal.objects.everything(reason="the actor's own house: counts, or narrowed by the caller")
        .current()
        .filter(shelter_id=actor.organisation_id)
    )


def _day(value: Any) -> date:
    return date(value.year, value.month, 1)
