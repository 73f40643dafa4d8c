"""Places over time, for whoever keeps them, and free places for other areas."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, Subquery

from hjemad.areas.shelters.models import Place, PlaceClosed, Trait
from hjemad.areas.shelters.queries import in_night, stays_where
from hjemad.areas.shelters.reads.place_order import counted
from hjemad.foundation.access.actor import Actor
from hjemad.foundation.access.relation import NotVisible
from hjemad.foundation.organisations.models import Kind, Organisation
from hjemad.foundation.organisations.queries import below, parent_column, shelters


def kept_places(actor: Actor, *, day: date) -> list[Any]:
    """The places of the actor's house, there on the day or later, and whether each is taken; one query."""
    own = below(actor.organisation_id, day=day, kind=Kind.DEPARTMENT)
    there = Place.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=day), department_id__in=own)
    rows = _with_state(there, day=day).order_by("valid_from", "pk")
    return sorted(rows, key=lambda one: counted(one.label))


def closings_of(place: Place, *, day: date) -> list[PlaceClosed]:
    """When the place is closed, on the day or later; one query. The caller found the place to be its own."""
    rows = PlaceClosed.objects.current().filter(place_id=place.pk).select_related("place", "recorded_by")
    return list(rows.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=day)).order_by("valid_from"))


def department_of(actor: Actor, *, pk: int, day: date) -> Organisation:
    """A department of the actor's house, or `NotVisible`; one query."""
    own = below(actor.organisation_id, day=day, kind=Kind.DEPARTMENT)
    found = Organisation.objects.filter(pk=pk, pk__in=own).first()
    if found is None:
        raise NotVisible.standard()
    return found


@dataclass(frozen=True)
class FreePlaces:
    """A house and its free places: of which kinds, in words of the place, and how many. Nobody's name."""

    shelter_id: int
    shelter: str
    free: int
    traits: dict[str, int]


def free_places(*, night: date) -> list[FreePlaces]:
    """Every house with places nobody sleeps in that night, is announced for or that are closed; two queries.

    For whoever helps somebody on to another house: it says what is free, never who sleeps where.
    """
    there = Place.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=night), valid_from__lte=night)
    rows = _with_state(there, day=night).annotate(shelter=parent_column("department_id", day=night))
    free = [row for row in rows if not row.is_taken and not row.closed_ground and row.shelter]
    found = []
    for house in shelters(day=night):
        own = [row for row in free if row.shelter == house.id]
        fit = {trait.value: sum(trait.value in row.traits.split(",") for row in own) for trait in Trait}
        if own:
            found.append(FreePlaces(house.id, house.name, len(own), {k: n for k, n in fit.items() if n}))
    return found


def _with_state(places: Any, *, day: date) -> Any:
    closings = PlaceClosed.objects.current().filter(in_night(day), place_id=OuterRef("pk"))
    return places.annotate(
        is_taken=Exists(stays_where(in_night(day)).filter(place_id=OuterRef("pk"))),
        closed_ground=Subquery(closings.values("ground")[:1]),
        closed_until=Subquery(closings.values("valid_to")[:1]),
    )
