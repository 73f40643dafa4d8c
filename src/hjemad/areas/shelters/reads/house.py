"""The whole house in one night: each place by department, and who sleeps there, is away, or is announced."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any
from uuid import UUID

from django.db.models import BooleanField, ExpressionWrapper, OuterRef, Q, QuerySet, Subquery

from hjemad.areas.shelters.models import DischargeMode, Expected, Outcome, Place, PlaceClosed, Stay
from hjemad.areas.shelters.queries import Occupant, in_night, occupants, stays_where
from hjemad.areas.shelters.reads.place_order import counted
from hjemad.foundation.access.actor import Actor
from hjemad.foundation.access.relation import NotVisible, unblocked
from hjemad.foundation.organisations.models import Kind
from hjemad.foundation.organisations.queries import below, name_column

# Longer than any deadline of three weekdays, Easter and Christmas included.
LATELY = timedelta(days=14)


@dataclass(frozen=True)
class Closed:
    """The place cannot be given in this night; `until` None is until further notice."""

    ground: str
    until: date | None


@dataclass(frozen=True)
class Coming:
    """Somebody is announced. The name shows itself only to the page that is for names."""

    id: int
    night: date
    due_at: datetime | None
    called: str
    told_by: str
    place_id: int | None


@dataclass(frozen=True)
class PlaceTonight:
    """A place and who sleeps in it. `opens_on`: closed until that day. None of it: it is free.

    `in_use` False: it is not to be given to anybody tonight, and the page does not say why.
    """

    id: int
    label: str
    traits: str
    occupant: Occupant | None
    opens_on: date | None = None
    in_use: bool = True
    closed: Closed | None = None
    coming: Coming | None = None

    @property
    def is_open(self) -> bool:
        """Somebody sleeps there, or could."""
        return self.opens_on is None and self.in_use and self.closed is None

    @property
    def is_free(self) -> bool:
        """Somebody can sleep here tonight; that somebody is announced for it does not take it."""
        return self.occupant is None and self.is_open


@dataclass(frozen=True)
class DepartmentTonight:
    """A department with its places in order."""

    id: int
    name: str
    places: tuple[PlaceTonight, ...]


@dataclass(frozen=True)
class HouseTonight:
    """The whole house in one night. `without_place` are people whose bed is not known (imports).

    `left_lately` slept here within `LATELY` and do not any more: their notice may still be due. `coming` is
    everybody announced and not settled, also for nights to come and nights that have passed. `others` are
    the stays that were asked for one by one and are over; they are not among `left_lately` too.
    """

    shelter_id: int
    night: date
    departments: tuple[DepartmentTonight, ...]
    without_place: tuple[Occupant, ...]
    left_lately: tuple[Occupant, ...] = ()
    coming: tuple[Coming, ...] = ()
    others: tuple[Occupant, ...] = ()

    @property
    def sleeping(self) -> int:
        """How many sleep here: those who live here less those who are away."""
        return sum(one.away is None for one in self.here)

    @property
    def places(self) -> list[PlaceTonight]:
        """All places that are open, department by department."""
        return [one for department in self.departments for one in department.places if one.is_open]

    @property
    def free(self) -> list[PlaceTonight]:
        """The places nobody sleeps in and nobody is announced for."""
        return [place for place in self.places if place.is_free and place.coming is None]

    @property
    def here(self) -> list[Occupant]:
        """Everybody who lives here, place by place; also who is away."""
        everywhere = [one for department in self.departments for one in department.places]
        return [*(place.occupant for place in everywhere if place.occupant), *self.without_place]

    @property
    def record_ids(self) -> list[int]:
        """Whom the page shows, for the read log."""
        return [one.record_id for one in (*self.here, *self.left_lately)]

    def coming_by(self, night: date) -> list[Coming]:
        """Announced for that night or an earlier one, and not settled."""
        return [one for one in self.coming if one.night <= night]


def tonight(
    actor: Actor, *, night: date, with_coming: bool = True, also: Collection[UUID] = ()
) -> HouseTonight:
    """The actor's house in the night that begins on `night`; five queries however many sleep there.

    `with_coming` False: nobody asks who is announced, and it is one query less. `also`: stays that are there
    too where the actor may see them, whenever they were.
    Whoever is blocked for the actor is not there; the place is then one that is not in use.
    """
    stays = stays_where(in_night(night) | _lately(night) | _asked_for(actor, also))
    own = stays.filter(unblocked(actor, field="record_id"), shelter_id=actor.organisation_id)
    found = occupants(actor, own, night=night)
    here = [one for one in found if one.valid_to is None or one.valid_to > night]
    gone = [one for one in found if one.valid_to is not None and one.valid_to <= night]
    still = {one.whole for one in here}
    by_place = {one.place_id: one for one in here if one.place_id is not None}
    coming = waiting(actor) if with_coming else []
    places = list(_places(actor.organisation_id, night=night))
    held = {one.place_id: one for one in coming if one.place_id is not None and one.night <= night}
    shown = {place.pk for place in places if place.valid_from <= night}
    return HouseTonight(
        shelter_id=actor.organisation_id,
        night=night,
        departments=tuple(
            DepartmentTonight(id=pk, name=name or "", places=_shown(list(own), by_place, held, night=night))
            for (pk, name), own in groupby(
                places, key=lambda place: (place.department_id, place.department_name)
            )
        ),
        without_place=tuple(one for one in here if one.place_id not in shown),
        left_lately=tuple(one for one in gone if one.stay_fact_id not in also),
        coming=tuple(coming),
        others=tuple(one for one in gone if one.stay_fact_id in also and one.whole not in still),
    )


def _lately(night: date) -> Q:
    left = Q(valid_to__lte=night, valid_from__gt=night - LATELY)
    return left & ~Q(discharge_mode=DischargeMode.MOVED_BED)


def _asked_for(actor: Actor, facts: Collection[UUID]) -> Q:
    """Those stays, where the actor may see them."""
    visible = Stay.objects.visible_to(actor).current().filter(fact_id__in=facts)
    return Q(fact_id__in=facts, pk__in=visible.values("pk"))


def waiting(actor: Actor) -> list[Coming]:
    """Everybody announced to the actor's house and not settled, the first to come first; one query."""
    rows = Expected.objects.filter(shelter_id=actor.organisation_id, outcome=Outcome.WAITING)
    return [_coming(row) for row in rows.order_by("night", "due_at", "pk")]


def expected_for(actor: Actor, *, pk: int) -> Expected:
    """Somebody announced to the actor's house and not settled, or `NotVisible`; one query."""
    rows = Expected.objects.filter(shelter_id=actor.organisation_id, outcome=Outcome.WAITING)
    found = rows.filter(pk=pk).select_related("place").first()
    if found is None:
        raise NotVisible.standard()
    return found


def _coming(row: Expected) -> Coming:
    return Coming(row.pk, row.night, row.due_at, row.called, row.told_by, row.place_id)


def _places(shelter_id: int, *, night: date) -> QuerySet[Any]:
    """The places open in that night or later; `is_taken` whoever it is that sleeps there."""
    closings = PlaceClosed.objects.current().filter(in_night(night), place_id=OuterRef("pk"))
    taken = stays_where(in_night(night)).filter(shelter_id=shelter_id, place_id__isnull=False)
    return (
        Place.objects.filter(
            Q(valid_to__isnull=True) | Q(valid_to__gt=night),
            department_id__in=below(shelter_id, day=night, kind=Kind.DEPARTMENT),
        )
        .annotate(
            is_taken=ExpressionWrapper(Q(pk__in=taken.values("place_id")), BooleanField()),
            closed_ground=Subquery(closings.values("ground")[:1]),
            closed_until=Subquery(closings.values("valid_to")[:1]),
            department_name=name_column("department_id", day=night),
            department_order=name_column("department_id", day=night, column="sort_key"),
        )
        .order_by("department_order", "department_id", "label", "valid_from", "pk")
    )


def _department_of(place: Any) -> tuple[int, str]:
    return place.department_id, place.department_name


def _shown(
    own: list[Any], by_place: dict[int, Occupant], held: dict[int, Coming], *, night: date
) -> tuple[PlaceTonight, ...]:
    """A department's places as they are counted, each label once.

    A place that opens later waits until its namesake has ended.
    """
    once = {place.label: place for place in reversed(own)}
    return tuple(
        PlaceTonight(
            id=place.pk,
            label=place.label,
            traits=place.traits,
            occupant=by_place.get(place.pk),
            opens_on=place.valid_from if place.valid_from > night else None,
            in_use=place.pk in by_place or not place.is_taken,
            closed=Closed(place.closed_ground, place.closed_until) if place.closed_ground else None,
            coming=held.get(place.pk),
        )
        for place in sorted(once.values(), key=lambda one: counted(one.label))
    )
