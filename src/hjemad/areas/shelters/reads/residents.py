"""People of the house, now and not long ago, by what is known of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet

from hjemad.areas.citizens import queries as citizens
from hjemad.areas.citizens.queries import Called
from hjemad.areas.shelters.models import DischargeMode, Stay
from hjemad.areas.shelters.queries import came, in_night, months_before, stays_where
from hjemad.foundation.access.actor import Actor
from hjemad.foundation.access.relation import unblocked
from hjemad.kernel.periods import Period


@dataclass(frozen=True)
class ResidentHit:
    """Somebody of the house who was searched for. `matched` says by what: name, alias, birth_date or cpr.

    `stay_fact_id`, `period` and `place_label` are those of the newest stay.
    """

    called: Called
    record_id: int
    record_public_id: UUID
    matched: str
    birth_date: date | None
    stay_fact_id: UUID
    period: Period
    place_label: str

    @property
    def here_now(self) -> bool:
        """The newest stay lasts."""
        return self.period.is_open

    @property
    def last_day(self) -> date | None:
        """The day the person moved on; None while the stay lasts."""
        return self.period.end


@dataclass(frozen=True)
class Resident:
    """Somebody in a list of the house: what they are called, where, and the nights of the whole stay."""

    stay_fact_id: UUID
    record_id: int
    called: Called
    place_label: str
    period: Period


type Row = tuple[UUID, int, str | None, date | None, date, date | None]
_OF_ROW = ("fact_id", "record_id", "place__label", "first_night", "valid_from", "valid_to")


def living_here(actor: Actor, *, on: date) -> list[Resident]:
    """Who sleeps in the actor's house in that night, in the Danish order of their names; two queries."""
    own = stays_where(in_night(on)).filter(
        unblocked(actor, field="record_id"), shelter_id=actor.organisation_id
    )
    here = called_so(actor, own.annotate(first_night=came()).values_list(*_OF_ROW))
    return sorted(here, key=lambda one: (one.called.sort_key, one.record_id))


def moved_on(actor: Actor, *, on: date) -> QuerySet[Any, Any]:
    """Stays in the actor's house that ended while it may still see them, newest first, for `called_so`."""
    oldest = months_before(on, months=settings.FORMER_RESIDENT_MONTHS)
    ended = Stay.objects.visible_to(actor).current().filter(shelter_id=actor.organisation_id)
    ended = ended.exclude(discharge_mode=DischargeMode.MOVED_BED)
    ended = ended.filter(valid_to__isnull=False, valid_to__gte=oldest, valid_to__lte=on)
    rows: QuerySet[Any, Any] = ended.annotate(first_night=came()).values_list(*_OF_ROW)
    return rows.order_by("-valid_to", "-valid_from", "-pk")


def called_so(actor: Actor, rows: Iterable[Row]) -> list[Resident]:
    """Those stays, in their order, with what the people are called; one query beside that of the rows."""
    found = list(rows)
    called = citizens.called_for_house(actor, [record for _, record, *_ in found])
    return [
        Resident(fact_id, record, called[record], label or "", Period(first or start, end))
        for fact_id, record, label, first, start, end in found
    ]


def search_residents(actor: Actor, *, text: str, on: date, limit: int = 20) -> list[ResidentHit]:
    """Present and former residents of the actor's house by name, alias, birth date or CPR; two queries.

    Never anybody else: finding a person is not seeing a person.
    """
    hits = citizens.search_visible(actor, text=text, today=on, limit=limit)
    latest: dict[int, Stay] = {}
    own = (
        Stay.objects.visible_to(actor)
        .current()
        .filter(shelter_id=actor.organisation_id)
        .filter(record_id__in=[hit.record_id for hit in hits])
        .select_related("place")
        .order_by("valid_from", "pk")
    )
    for stay in own:
        latest[stay.record_id] = stay
    return [
        ResidentHit(
            called=hit.called,
            record_id=hit.record_id,
            record_public_id=hit.record_public_id,
            matched=hit.matched,
            birth_date=hit.birth_date,
            stay_fact_id=latest[hit.record_id].fact_id,
            period=Period(latest[hit.record_id].valid_from, latest[hit.record_id].valid_to),
            place_label=place.label if (place := latest[hit.record_id].place) else "",
        )
        for hit in hits
        if hit.record_id in latest
    ]
