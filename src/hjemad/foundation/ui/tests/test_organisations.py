"""An administrator sets up shelters and departments, and renames them from a day."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from hjemad.foundation.audit.models import Event
from hjemad.foundation.organisations.actions import create_organisation
from hjemad.foundation.organisations.models import Kind, Organisation
from hjemad.foundation.organisations.queries import name_on, parent_on
from tests import people
from tests.web import hidden_fields, signed_in

pytestmark = [pytest.mark.django_db]

NEW = "/organisationer/ny/"


@pytest.fixture
def admin(db) -> Client:
    system = create_organisation(
        Kind.SYSTEM, code="drift", name="Driften", valid_from=people.LONG_AGO, at=people.NOW, by=None
    )
    return signed_in(people.an_actor("Sys", role="system_administrator", organisation=system))


def send(client: Client, address: str, **typed: str) -> str:
    return client.post(address, {**hidden_fields(client, address), **typed}, follow=True).content.decode()


def test_a_shelter_and_its_department_stand_from_their_day_and_in_the_log(admin):
    horsens = people.municipality()
    send(admin, NEW, kind="shelter", name="Havnely", code="9001", parent=str(horsens.pk), first="1/1-26")
    shelter = Organisation.objects.get(kind=Kind.SHELTER, code="9001")
    send(admin, NEW, kind="department", name="Stuen", code="9001-1", parent=str(shelter.pk), first="1/1-26")
    department = Organisation.objects.get(kind=Kind.DEPARTMENT, code="9001-1")
    assert parent_on(shelter.pk, day=people.TODAY) == horsens.pk
    assert parent_on(department.pk, day=people.TODAY) == shelter.pk
    made = Event.objects.filter(kind="organisations.created", user_id__isnull=False)
    assert [event.objects_named["organisation"] for event in made.order_by("pk")] == [
        str(shelter.pk), str(department.pk),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("department", "Vælg den boform, afdelingen hører til"),
        ("shelter", "En boform hører ikke under en anden"),
    ],
)
def test_what_stands_below_what_is_checked_and_what_was_typed_is_kept(admin, kind, said):
    house = people.a_house()
    parent = {"department": "", "shelter": str(house.shelter.pk)}[kind]
    page = send(admin, NEW, kind=kind, name="Havnely", code="9001", parent=parent, first="1/1-26")
    assert said in page
    assert 'value="Havnely"' in page
    assert not Organisation.objects.filter(code="9001").exists()


def test_a_code_is_given_once(admin):
    people.a_house(code="101")
    page = send(admin, NEW, kind="shelter", name="Havnely", code="101", parent="", first="1/1-26")
    assert "Brug en anden kode" in page


def test_a_new_name_keeps_the_earlier_one_for_its_days(admin):
    house = people.a_house("Åhuset")
    page = send(admin, f"/organisationer/{house.shelter.pk}/", name="Ålyst", first="1/1-26")
    assert "Ålyst" in page
    assert "Åhuset" in page
    assert name_on(house.shelter.pk, day=people.LONG_AGO) == "Åhuset"
    assert "Vælg en senere dag" in send(
        admin, f"/organisationer/{house.shelter.pk}/", name="Igen", first="1/1-14"
    )


def test_a_municipality_is_not_renamed_here(admin):
    assert admin.get(f"/organisationer/{people.municipality().pk}/").status_code == 404


def test_the_list_asks_the_same_for_one_and_for_many_and_finds_by_a_part(admin):
    people.a_house("Åhuset")
    with CaptureQueriesContext(connection) as one:
        admin.get("/organisationer/")
    for number in range(5):
        people.a_house(f"Hus {number}", code=f"2{number}")
    with CaptureQueriesContext(connection) as many:
        admin.get("/organisationer/")
    assert len(one) == len(many) <= 12
    found = admin.get("/organisationer/?q=hus 3").content.decode()
    assert "Hus 3" in found
    assert "Åhuset" not in found
