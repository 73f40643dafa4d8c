"""All reads of places and stays. A house is the actor's own; each function says how many queries it takes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from hjemad.areas.citizens import queries as citizens
from hjemad.areas.citizens.queries import Called, Staying
from hjemad.areas.shelters.facts import (  # the ledger's way in
    DisputeFact as DisputeFact,
)
from hjemad.areas.shelters.facts import (
    StayFact as StayFact,
)
from hjemad.areas.shelters.facts import (
    dispute_decisions as dispute_decisions,
)
from hjemad.areas.shelters.facts import (
    stay_facts as stay_facts,
)
from hjemad.areas.shelters.models import Place, Stay
from hjemad.areas.shelters.rules import notice_deadline, send_by
from hjemad.foundation.access.actor import Actor
from hjemad.foundation.access.relation import NotVisible, unblocked
from hjemad.foundation.organisations.models import Kind
from hjemad.foundation.organisations.queries import Named, children_on
from hjemad.foundation.privacy.guarded import SortKey
from hjemad.kernel.periods import Period

# Longer than any deadline of three weekdays, Easter and Christmas included.
LATELY = timedelta(days=14)


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
    place_label: str

    @property
    def decided_on(self) -> date:
        """The Danish day from which the law reckons the notice."""
        return timezone.localtime(self.decided_at).date()


@dataclass(frozen=True)
class PlaceTonight:
    """A place and who sleeps in it. `opens_on`: closed until that day. Neither: it is free.

    `in_use` False: it is not to be given to anybody tonight, and the page does not say why.
    """

    id: int
    label: str
    traits: str
    occupant: Occupant | None
    opens_on: date | None = None
    in_use: bool = True

    @property
    def is_free(self) -> bool:
        """Somebody can sleep here tonight."""
        return self.occupant is None and self.opens_on is None and self.in_use


@dataclass(frozen=True)
class DepartmentTonight:
    """A department with its places in order."""

    id: int
    name: str
    places: tuple[PlaceTonight, ...]


@dataclass(frozen=True)
class HouseTonight:
    """The whole house in one night. `without_place` are people whose bed is not known (imports).

    `left_lately` slept here within `LATELY` and do not any more: their notice may still be due.
    """

    shelter_id: int
    night: date
    departments: tuple[DepartmentTonight, ...]
    without_place: tuple[Occupant, ...]
    left_lately: tuple[Occupant, ...] = ()

    @property
    def sleeping(self) -> int:
        """How many sleep here."""
        return sum(place.occupant is not None for place in self.places) + len(self.without_place)

    @property
    def places(self) -> list[PlaceTonight]:
        """All places that are open, department by department."""
        everything = [place for department in self.departments for place in department.places]
        return [place for place in everything if place.opens_on is None and place.in_use]

    @property
    def free(self) -> list[PlaceTonight]:
        """The places nobody sleeps in."""
        return [place for place in self.places if place.is_free]

    @property
    def here(self) -> list[Occupant]:
        """Everybody who sleeps here, place by place."""
        return [*(place.occupant for place in self.places if place.occupant), *self.without_place]

    @property
    def record_ids(self) -> list[int]:
        """Whom the page shows, for the read log."""
        return [one.record_id for one in (*self.here, *self.left_lately)]


def tonight(actor: Actor, *, night: date) -> HouseTonight:
    """The actor's house in the night that begins on `night`; five queries however many sleep there.

    Whoever is blocked for the actor is not there; the place is then one that is not in use.
    """
    departments = children_on(actor.organisation_id, day=night, kind=Kind.DEPARTMENT)
    lately = Q(valid_to__lte=night, valid_from__gt=night - LATELY)
    stays = _stays(_in_night(night) | lately).filter(shelter_id=actor.organisation_id)
    found = _occupants(actor, stays.filter(unblocked(actor, field="record_id")))
    here = [one for one in found if one.valid_to is None or one.valid_to > night]
    by_place = {one.place_id: one for one in here if one.place_id is not None}
    places = list(_places(departments, night=night))
    boards = tuple(
        _board(department, places=places, by_place=by_place, night=night) for department in departments
    )
    shown = {place.pk for place in places if place.valid_from <= night}
    return HouseTonight(
        shelter_id=actor.organisation_id,
        night=night,
        departments=boards,
        without_place=tuple(one for one in here if one.place_id not in shown),
        left_lately=tuple(one for one in found if one.valid_to is not None and one.valid_to <= night),
    )


def residents(actor: Actor, *, on: date) -> list[Occupant]:
    """Who sleeps in the actor's house in that night, in the Danish order of their names; two queries."""
    here = _stays(_in_night(on)).filter(unblocked(actor, field="record_id"), shelter_id=actor.organisation_id)
    return sorted(_occupants(actor, here), key=_by_name)


def moved_on(actor: Actor, *, on: date) -> list[Occupant]:
    """Whose stay in the actor's house ended while the house may still see it, newest first; three queries."""
    oldest = months_before(on, months=settings.FORMER_RESIDENT_MONTHS)
    ended = Stay.objects.visible_to(actor).current().filter(shelter_id=actor.organisation_id)
    rows = _occupants(actor, ended.filter(valid_to__isnull=False, valid_to__gte=oldest, valid_to__lte=on))
    return sorted(rows, key=lambda row: row.valid_to or on, reverse=True)


def occupants_by_stay(actor: Actor, *, fact_ids: Iterable[UUID]) -> dict[UUID, Occupant]:
    """Those stays of the actor's house, whoever sleeps there now or not; two queries."""
    stays = Stay.objects.visible_to(actor).current().filter(shelter_id=actor.organisation_id)
    found = _occupants(actor, stays.filter(fact_id__in=list(fact_ids)))
    return {one.stay_fact_id: one for one in found}


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


def newest_stay(actor: Actor, record_id: int) -> Staying | None:
    """The record's newest stay in the actor's house, as the page about the person shows it; one query."""
    found = (
        Stay.objects.visible_to(actor)
        .current()
        .filter(record_id=record_id, shelter_id=actor.organisation_id)
        .order_by("-valid_from", "-pk")
        .first()
    )
    if not isinstance(found, Stay):
        return None
    return Staying(
        since=found.valid_from,
        notice_by=send_by(notice_deadline(found.decided_on)),
        address=reverse("shelters:stay", args=[found.fact_id]),
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


def _in_night(night: date) -> Q:
    return Q(valid_to__isnull=True, valid_from__lte=night) | Q(valid_to__gt=night, valid_from__lte=night)


def _stays(condition: Q) -> QuerySet[Any, Any]:
    everything = Stay.objects.everything(reason="the caller narrows it to the actor's own house")
    return everything.current().filter(condition)


def _occupants(actor: Actor, stays: QuerySet[Any, Any]) -> list[Occupant]:
    rows = list(stays.select_related("record", "place").order_by("valid_from", "pk"))
    called = citizens.called_for_house(actor, [row.record_id for row in rows])
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
            place_label=row.place.label if row.place else "",
        )
        for row in rows
    ]


def _by_name(occupant: Occupant) -> tuple[SortKey, int]:
    return occupant.called.sort_key, occupant.record_id


def _places(departments: list[Named], *, night: date) -> QuerySet[Place]:
    """The places open in that night or later; `is_taken` whoever it is that sleeps there."""
    taken = Exists(_stays(_in_night(night)).filter(place_id=OuterRef("pk")))
    return (
        Place.objects.filter(
            Q(valid_to__isnull=True) | Q(valid_to__gt=night),
            department_id__in=[one.id for one in departments],
        )
        .annotate(is_taken=taken)
        .order_by("label", "valid_from", "pk")
    )


def _board(
    department: Named, *, places: list[Place], by_place: dict[int, Occupant], night: date
) -> DepartmentTonight:
    own = [place for place in places if place.department_id == department.id]
    shown = list({place.label: place for place in reversed(own)}.values())[::-1]
    return DepartmentTonight(
        id=department.id,
        name=department.name,
        places=tuple(
            PlaceTonight(
                id=place.pk,
                label=place.label,
                traits=place.traits,
                occupant=by_place.get(place.pk),
                opens_on=place.valid_from if place.valid_from > night else None,
                in_use=place.pk in by_place or not place.is_taken,  # type: ignore[attr-defined] # by _places
            )
            for place in shown
        ),
    )
