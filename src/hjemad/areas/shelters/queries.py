"""All reads of places and stays. A house is the actor's own; each function says how many queries it takes."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import F, Q, QuerySet

from hjemad.areas.citizens import queries as citizens
from hjemad.areas.citizens.queries import Called
from hjemad.areas.shelters.facts import (  # the ledger's way in
    StayFact as StayFact,
)
from hjemad.areas.shelters.facts import (
    stay_facts as stay_facts,
)
from hjemad.areas.shelters.models import Place, Stay
from hjemad.foundation.access.actor import Actor
from hjemad.foundation.access.relation import NotVisible
from hjemad.foundation.organisations.models import Kind
from hjemad.foundation.organisations.queries import Named, children_on, name_on


@dataclass(frozen=True)
class Occupant:
    """A stay as the house sees it: who, since when, in which place."""

    stay_fact_id: UUID
    record_id: int
    record_public_id: UUID
    called: Called
    valid_from: date
    valid_to: date | None
    decided_at: datetime
    place_id: int | None


@dataclass(frozen=True)
class PlaceTonight:
    """A place and who sleeps in it; `occupant` None is free."""

    id: int
    label: str
    traits: str
    occupant: Occupant | None


@dataclass(frozen=True)
class DepartmentTonight:
    """A department with its places in order."""

    id: int
    name: str
    places: tuple[PlaceTonight, ...]


@dataclass(frozen=True)
class HouseTonight:
    """The whole house in one night. `without_place` are people whose bed is not known (imports)."""

    shelter_id: int
    name: str
    night: date
    departments: tuple[DepartmentTonight, ...]
    without_place: tuple[Occupant, ...]

    @property
    def sleeping(self) -> int:
        """How many sleep here."""
        return sum(place.occupant is not None for place in self.places) + len(self.without_place)

    @property
    def places(self) -> list[PlaceTonight]:
        """All places, department by department."""
        return [place for department in self.departments for place in department.places]

    @property
    def free(self) -> list[PlaceTonight]:
        """The places nobody sleeps in."""
        return [place for place in self.places if place.occupant is None]

    @property
    def record_ids(self) -> list[int]:
        """Whom the page shows, for the read log."""
        found = [place.occupant.record_id for place in self.places if place.occupant]
        return found + [one.record_id for one in self.without_place]


def tonight(actor: Actor, *, night: date) -> HouseTonight:
    """The actor's house in the night that begins on `night`; seven queries however many sleep there."""
    departments = children_on(actor.organisation_id, day=night, kind=Kind.DEPARTMENT)
    here = _occupants(_in_night(night).filter(shelter_id=actor.organisation_id))
    by_place = {one.place_id: one for one in here if one.place_id is not None}
    places = list(_open_places(departments, night=night))
    boards = tuple(_board(department, places=places, by_place=by_place) for department in departments)
    shown = {place.pk for place in places}
    return HouseTonight(
        shelter_id=actor.organisation_id,
        name=name_on(actor.organisation_id, day=night),
        night=night,
        departments=boards,
        without_place=tuple(one for one in here if one.place_id not in shown),
    )


def residents(actor: Actor, *, on: date) -> list[Occupant]:
    """Who sleeps in the actor's house in that night, in the Danish order of their names; two queries."""
    return sorted(_occupants(_in_night(on).filter(shelter_id=actor.organisation_id)), key=_by_name)


def moved_on(actor: Actor, *, on: date) -> list[Occupant]:
    """Whose stay in the actor's house ended while the house may still see it, newest first; three queries."""
    oldest = months_before(on, months=settings.FORMER_RESIDENT_MONTHS)
    ended = Stay.objects.visible_to(actor).current().filter(shelter_id=actor.organisation_id)
    rows = _occupants(ended.filter(valid_to__isnull=False, valid_to__gte=oldest, valid_to__lte=on))
    return sorted(rows, key=lambda row: row.valid_to or on, reverse=True)


def free_places(actor: Actor, *, night: date) -> list[PlaceTonight]:
    """The places of the actor's house that nobody has from that night on."""
    return tonight(actor, night=night).free


def place_for(actor: Actor, *, place_id: int, night: date) -> Place:
    """A place of the actor's house, or `NotVisible`; three queries."""
    departments = [one.id for one in children_on(actor.organisation_id, day=night, kind=Kind.DEPARTMENT)]
    place = (
        Place.objects.filter(pk=place_id, department_id__in=departments).select_related("department").first()
    )
    if place is None:
        raise NotVisible.standard()
    return place


def stay_for(actor: Actor, *, fact_id: UUID) -> Stay:
    """The current version of a stay in the actor's house, or `NotVisible`; one query."""
    found = (
        Stay.objects.visible_to(actor)
        .current()
        .filter(fact_id=fact_id, shelter_id=actor.organisation_id)
        .select_related("place", "department", "record")
        .first()
    )
    if not isinstance(found, Stay):
        raise NotVisible.standard()
    return found


def stays_of_record(actor: Actor, *, record_id: int) -> list[Stay]:
    """The record's current stays in the actor's house, newest first; one query."""
    return list(
        Stay.objects.visible_to(actor)
        .current()
        .filter(record_id=record_id, shelter_id=actor.organisation_id)
        .select_related("place", "department")
        .order_by("-valid_from", "-pk")
    )


def versions_of(actor: Actor, *, fact_id: UUID) -> list[Stay]:
    """Every version of a stay in the actor's house, newest first, with who wrote it; one query."""
    return list(
        Stay.objects.visible_to(actor)
        .filter(fact_id=fact_id, shelter_id=actor.organisation_id)
        .select_related("place", "recorded_by")
        .order_by("-version")
    )


@dataclass(frozen=True)
class ResidentHit:
    """Somebody of the house who was searched for. `matched` says by what: name, alias, birth_date or cpr."""

    called: Called
    record_id: int
    record_public_id: UUID
    matched: str
    here_now: bool
    last_day: date | None


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
            here_now=latest[hit.record_id].valid_to is None,
            last_day=latest[hit.record_id].valid_to,
        )
        for hit in hits
        if hit.record_id in latest
    ]


def stays_from(night: date) -> QuerySet[Any, Any]:
    """Everybody's current stays with a night on or after this one: says what is free."""
    return (
        Stay.objects.everything(reason="decides whether an admission is possible")
        .current()
        .filter(Q(valid_to__isnull=True) | (Q(valid_to__gt=night) & Q(valid_to__gt=F("valid_from"))))
    )


def records_of_house(actor: Actor) -> QuerySet[Any, Any]:
    """Ids of records whose stay in the actor's house lasts, or ended within `FORMER_RESIDENT_MONTHS`."""
    oldest = months_before(actor.on, months=settings.FORMER_RESIDENT_MONTHS)
    return (
        Stay.objects.everything(reason="proves the relation of a resident to the house")
        .current()
        .filter(Q(valid_to__isnull=True) | Q(valid_to__gte=oldest), shelter_id=actor.organisation_id)
        .values("record_id")
    )


def months_before(day: date, *, months: int) -> date:
    """The same day that many months earlier; the last day of that month where there is no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    after = date(year + (month + 1) // 12, (month + 1) % 12 + 1, 1)
    last = date.fromordinal(after.toordinal() - 1)
    return last.replace(day=min(day.day, last.day))


def _in_night(night: date) -> QuerySet[Any, Any]:
    return (
        Stay.objects.everything(reason="the caller narrows it to the actor's own house")
        .current()
        .filter(Q(valid_to__isnull=True) | Q(valid_to__gt=night), valid_from__lte=night)
    )


def _occupants(stays: QuerySet[Any, Any]) -> list[Occupant]:
    rows = list(stays.select_related("record").order_by("valid_from", "pk"))
    called = citizens.called_for_house([row.record_id for row in rows])
    return [
        Occupant(
            stay_fact_id=row.fact_id,
            record_id=row.record_id,
            record_public_id=row.record.public_id,
            called=called[row.record_id],
            valid_from=row.valid_from,
            valid_to=row.valid_to,
            decided_at=row.decided_at,
            place_id=row.place_id,
        )
        for row in rows
    ]


def _by_name(occupant: Occupant) -> tuple[str, int]:
    return occupant.called.sort_key, occupant.record_id


def _open_places(departments: list[Named], *, night: date) -> QuerySet[Place]:
    return Place.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gt=night),
        department_id__in=[one.id for one in departments],
        valid_from__lte=night,
    ).order_by("label", "pk")


def _board(department: Named, *, places: list[Place], by_place: dict[int, Occupant]) -> DepartmentTonight:
    return DepartmentTonight(
        id=department.id,
        name=department.name,
        places=tuple(
            PlaceTonight(id=place.pk, label=place.label, traits=place.traits, occupant=by_place.get(place.pk))
            for place in places
            if place.department_id == department.id
        ),
    )
