"""Figures of houses without any person: how many sleep in each tonight, of how many places."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, OuterRef, Q, Subquery

from hjemad.areas.shelters.models import Place, Stay
from hjemad.foundation.organisations.models import Kind, Organisation
from hjemad.foundation.organisations.queries import children_on, name_column, parent_column

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
    """Each of these houses, in the order given; two queries, however many houses."""
    held = Q(valid_to__isnull=True) | Q(valid_to__gt=night)
    stays = Stay.objects.everything(reason=_COUNTED).current()
    sleeping = stays.filter(held, shelter_id=OuterRef("pk"), valid_from__lte=night).order_by()
    houses = Organisation.objects.filter(pk__in=house_ids).annotate(
        called=name_column("pk", day=night),
        sleeping=Subquery(sleeping.values("shelter_id").annotate(count=Count("pk")).values("count")),
    )
    places = (
        Place.objects.filter(held, valid_from__lte=night)
        .annotate(house=parent_column("department_id", day=night))
        .filter(house__in=house_ids)
        .values_list("house")
        .annotate(count=Count("pk"))
    )
    of_house = dict(places.order_by())
    known = {one.pk: one for one in houses}
    return [
        HouseFigures(known[one].called or known[one].code, known[one].sleeping or 0, of_house.get(one, 0))
        for one in house_ids
    ]
