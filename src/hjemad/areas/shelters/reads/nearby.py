"""Where somebody can sleep tonight instead: the house's own list, with how many places others show it.

Numbers and kinds of places only, and only where the other house's leader has said so; never a name.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from hjemad.areas.shelters.models import (
    Expected,
    HouseContact,
    NearbyPlace,
    Outcome,
    Place,
    PlaceClosed,
    PlaceSharing,
)
from hjemad.areas.shelters.queries import in_night, stays_where
from hjemad.foundation.access.actor import Actor
from hjemad.foundation.organisations.queries import names_on


@dataclass(frozen=True)
class Near:
    """A place on the house's list. `free` None: how many are free is not known; one has to call."""

    id: int
    name: str
    address: str
    phone: str
    way: str
    free: int | None
    traits: tuple[str, ...]

    @property
    def told(self) -> str:
        """What stands on the sheet: name, address and telephone, then how to get there."""
        first = ", ".join(word for word in (self.name, self.address) if word)
        return "\n".join(line for line in (f"{first}. Tlf. {self.phone}", self.way) if line)

    @property
    def dial(self) -> str:
        """The number as a telephone dials it."""
        return "".join(sign for sign in self.phone if sign.isdigit() or sign == "+")


@dataclass(frozen=True)
class Shared:
    """An agreement to show places to another house, with its period."""

    sharing: PlaceSharing
    name: str


def near(actor: Actor, *, night: date) -> list[Near]:
    """The actor's house's list in its own order, free places first known; five queries at most."""
    rows = list(NearbyPlace.objects.filter(shelter_id=actor.organisation_id).order_by("position", "pk"))
    showing = set(
        _on(PlaceSharing.objects.current(), day=night)
        .filter(shown_to_id=actor.organisation_id, shelter_id__in=[one.house_id for one in rows])
        .values_list("shelter_id", flat=True)
    )
    free = _free(showing, night=night)
    return [
        Near(
            id=one.pk,
            name=one.name,
            address=one.address,
            phone=one.phone,
            way=one.way,
            free=len(free[one.house_id]) if one.house_id and one.house_id in showing else None,
            traits=_kinds(free[one.house_id]) if one.house_id and one.house_id in showing else (),
        )
        for one in rows
    ]


def nearest(found: Iterable[Near]) -> Near | None:
    """The first of the list that shows a free place; else the first one has to call."""
    rows = list(found)
    free = next((one for one in rows if one.free), None)
    return free or next((one for one in rows if one.free is None), None)


def contact_of(shelter_id: int) -> HouseContact | None:
    """The house's telephone and address; one query."""
    return HouseContact.objects.filter(shelter_id=shelter_id).first()


def shared_by(actor: Actor, *, on: date) -> list[Shared]:
    """Whom the actor's house shows its places to, now or later; two queries."""
    rows = list(
        PlaceSharing.objects.current()
        .filter(Q(valid_to__isnull=True) | Q(valid_to__gt=on), shelter_id=actor.organisation_id)
        .order_by("valid_from", "pk")
    )
    names = names_on({row.shown_to_id for row in rows}, day=on)
    return [Shared(row, names[row.shown_to_id]) for row in rows]


def shown_to(actor: Actor, *, on: date) -> list[Shared]:
    """Which houses show the actor's house their places that day; two queries."""
    rows = list(_on(PlaceSharing.objects.current(), day=on).filter(shown_to_id=actor.organisation_id))
    names = names_on({row.shelter_id for row in rows}, day=on)
    return [Shared(row, names[row.shelter_id]) for row in rows]


def nearby_of(actor: Actor) -> list[NearbyPlace]:
    """The actor's house's list as it is kept; one query."""
    return list(NearbyPlace.objects.filter(shelter_id=actor.organisation_id).order_by("position", "pk"))


def _free(shelters: set[int], *, night: date) -> dict[int, list[str]]:
    """Shelter -> the kinds of its places that are free in the night; one query, and nobody is read."""
    found: dict[int, list[str]] = defaultdict(list)
    if not shelters:
        return found
    on_it = Q(place_id=OuterRef("pk"))
    taken = Exists(stays_where(in_night(night)).filter(on_it))
    closed = Exists(PlaceClosed.objects.current().filter(in_night(night) & on_it))
    held = Exists(Expected.objects.filter(on_it, outcome=Outcome.WAITING, night__lte=night))
    parents = Q(department__parents__valid_to__isnull=True) | Q(department__parents__valid_to__gt=night)
    rows = (
        _on(Place.objects.all(), day=night)
        .filter(
            parents,
            ~taken,
            ~closed,
            ~held,
            department__parents__parent_id__in=shelters,
            department__parents__valid_from__lte=night,
        )
        .annotate(shelter=F("department__parents__parent_id"))
    )
    for shelter, traits in rows.values_list("shelter", "traits"):
        found[shelter].append(traits)
    return found


def _kinds(traits: Iterable[str]) -> tuple[str, ...]:
    words = {word.strip() for some in traits for word in some.split(",") if word.strip()}
    return tuple(sorted(words))


def _on(rows: QuerySet, *, day: date) -> QuerySet:  # type: ignore[type-arg] # of any dated table
    return rows.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=day), valid_from__lte=day)
