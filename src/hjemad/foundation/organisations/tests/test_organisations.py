from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from hjemad.foundation.organisations.actions import create_organisation, rename, seed_denmark
from hjemad.foundation.organisations.models import Kind, Organisation, OrganisationName, OrganisationParent
from hjemad.foundation.organisations.queries import (
    children_on,
    descendants_on,
    municipalities,
    name_on,
    names_on,
    parent_on,
)
from hjemad.kernel.errors import AlreadyClosed, InputRejected
from tests.people import LONG_AGO, NOW, TODAY, a_house

pytestmark = pytest.mark.django_db


def test_denmark_has_98_municipalities_in_five_regions_and_is_seeded_once() -> None:
    assert [seed_denmark(at=NOW, by=None) for _ in range(2)] == [103, 0]

    assert len(municipalities(day=TODAY)) == 98
    region = Organisation.objects.get(kind=Kind.REGION, code="1082")
    horsens = Organisation.objects.get(kind=Kind.MUNICIPALITY, code="615")
    assert parent_on(horsens.pk, day=TODAY) == region.pk
    assert len(descendants_on(region.pk, day=TODAY)) == 1 + 19


def test_municipalities_stand_in_the_danish_order_of_their_names() -> None:
    seed_denmark(at=NOW, by=None)

    names = [one.name for one in municipalities(day=TODAY)]

    assert names[0] == "Albertslund"
    assert names[-2:] == ["Aalborg", "Aarhus"]


def test_a_new_name_holds_from_its_day_and_the_old_one_before() -> None:
    house = a_house("Gamle Åhus")

    rename(house.shelter, name="Åhuset", valid_from=TODAY, by=None, at=NOW)

    assert name_on(house.shelter.pk, day=TODAY - timedelta(days=1)) == "Gamle Åhus"
    assert name_on(house.shelter.pk, day=TODAY) == "Åhuset"


def test_an_organisation_without_a_name_that_day_is_called_by_its_code() -> None:
    house = a_house(code="101")

    assert name_on(house.shelter.pk, day=LONG_AGO - timedelta(days=1)) == "101"


def test_names_of_many_take_one_query(django_assert_num_queries) -> None:
    ids = [a_house(f"Hus {n}", code=f"2{n:02}", places=0).shelter.pk for n in range(12)]

    with django_assert_num_queries(1):
        assert len(names_on(ids, day=TODAY)) == 12


def test_departments_stand_below_their_shelter_from_their_day_on() -> None:
    house = a_house()

    assert [one.id for one in children_on(house.shelter.pk, day=TODAY, kind=Kind.DEPARTMENT)] == [
        house.department.pk
    ]
    assert children_on(house.shelter.pk, day=LONG_AGO - timedelta(days=1), kind=Kind.DEPARTMENT) == []


def test_a_code_is_used_once_per_kind() -> None:
    house = a_house(code="101")

    with pytest.raises(AlreadyClosed):
        create_organisation(Kind.SHELTER, code="101", name="To", valid_from=TODAY, at=NOW, by=None)
    with (
        pytest.raises(IntegrityError, match=r"organisations_code_once_per_kind|organisation\.code"),
        transaction.atomic(),
    ):
        Organisation.objects.create(kind=Kind.SHELTER, code=house.shelter.code, created_at=NOW)


def test_a_name_cannot_begin_before_the_present_one_nor_be_empty() -> None:
    house = a_house()

    with pytest.raises(InputRejected):
        rename(house.shelter, name="Nyt", valid_from=LONG_AGO, by=None, at=NOW)
    with pytest.raises(InputRejected):
        rename(house.shelter, name=" ", valid_from=TODAY, by=None, at=NOW)
    assert name_on(house.shelter.pk, day=TODAY) == "Åhuset"


@pytest.mark.parametrize("backwards", [date(2014, 1, 1), LONG_AGO])
def test_the_database_refuses_a_name_or_place_that_ends_before_it_begins(backwards: date) -> None:
    house = a_house()

    with pytest.raises(IntegrityError, match="organisations_name_in_order"), transaction.atomic():
        OrganisationName.objects.create(
            organisation=house.shelter, name="x", sort_key="x", valid_from=LONG_AGO, valid_to=backwards
        )
    with pytest.raises(IntegrityError, match="organisations_parent_in_order"), transaction.atomic():
        OrganisationParent.objects.create(
            child=house.shelter, parent=house.department, valid_from=LONG_AGO, valid_to=backwards
        )


def test_nothing_stands_below_itself() -> None:
    house = a_house()

    with pytest.raises(IntegrityError, match="organisations_not_its_own_parent"), transaction.atomic():
        OrganisationParent.objects.create(child=house.shelter, parent=house.shelter, valid_from=LONG_AGO)
