"""Figures of houses without any person: how many sleep in each tonight, of how many places."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from hjemad.areas.shelters.models import Place, Stay
from hjemad.foundation.organisations.models import Kind
from hjemad.foundation.organisations.queries import children_on, names_on, parents_of

_COUNTED = "counts who sleeps in a house; shows nobody"


@dataclass(frozen=True)
class HouseFigures:
    """One house in one night."""

    name: str
    sleeping: int
    places: int


def own_houses(organisation_id: int, *, night: date) -> list[HouseFigures]:
    """The houses directly below a municipality, in the order of their names; four queries."""
    houses = children_on(organisation_id, day=night, kind=Kind.SHELTER)
    return figures_of([house.id for house in houses], night=night)


def figures_of(house_ids: Collection[int], *, night: date) -> list[HouseFigures]:
    """Each of these houses, in the order given; three or four queries, however many houses."""
    held = Q(valid_to__isnull=True) | Q(valid_to__gt=night)
    stays = Stay.objects.everything(reason=_COUNTED).current()
    sleeping = dict(
        stays.filter(held, shelter_id__in=house_ids, valid_from__lte=night)
        .values_list("shelter_id")
        .annotate(count=Count("pk"))
    )
    open_places = Place.objects.filter(held, valid_from__lte=night)
    by_department = dict(open_places.values_list("department_id").annotate(count=Count("pk")))
    places: dict[int, int] = {}
    for department, parents in parents_of(by_department).items():
        for parent, period in parents:
            if period.contains(night):
                places[parent] = places.get(parent, 0) + by_department[department]
    names = names_on(house_ids, day=night)
    return [HouseFigures(names[one], sleeping.get(one, 0), places.get(one, 0)) for one in house_ids]
