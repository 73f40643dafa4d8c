"""An administrator keeps users: first passwords, roles, closed accounts; and never their own."""

import re
from typing import Any

import pytest
from django.test import Client

from hjemad.foundation.access.models import Assignment, User
from hjemad.foundation.access.roles import ROLES
from hjemad.foundation.audit.models import Event
from hjemad.foundation.organisations.actions import create_organisation
from hjemad.foundation.organisations.models import Kind
from hjemad.foundation.signin import actions
from hjemad.foundation.ui.tests.reading import text_of
from tests import people
from tests.web import hidden_fields, signed_in

pytestmark = [pytest.mark.django_db]

OWN = "en-helt-ny-og-lang-kode"


@pytest.fixture
def admin(db) -> Client:
    system = create_organisation(
        Kind.SYSTEM, code="drift", name="Driften", valid_from=people.LONG_AGO, at=people.NOW, by=None
    )
    return signed_in(people.an_actor("Sys", role="system_administrator", organisation=system))


def send(client: Client, address: str, **typed: str):
    return client.post(address, {**hidden_fields(client, address), **typed}, follow=True)


def made(admin: Client) -> tuple[User, str]:
    """A new user and the password that is shown once."""
    page = send(admin, "/brugere/ny/", full_name="Bo Prøve", username="bo")
    found = re.search(r"<code>([^<]+)</code>", page.content.decode())
    assert found
    return User.objects.get(username="bo"), found[1]


def sign_in(password: str) -> tuple[Client, Any]:
    client = Client()
    return client, client.post("/log-paa/", {"username": "bo", "password": password}, follow=True)


def change(client: Client, *, present: str, new: str):
    address = "/mit-log-paa/adgangskode/"
    return send(client, address, present_password=present, new_password=new, repeat_password=new)


def test_a_new_user_chooses_their_own_password_before_anything_else(admin):
    house = people.a_house()
    user, first = made(admin)
    send(
        admin, f"/brugere/{user.pk}/", role="shelter_staff", organisation=str(house.shelter.pk),
        first="1. jan. 2020",
    )  # fmt: skip

    client, _ = sign_in(first)
    work = client.get("/i-nat/", follow=True)
    change(client, present=first, new=OWN)

    assert Assignment.objects.get(user=user).role == "shelter_staff"
    assert work.request["PATH_INFO"] == "/mit-log-paa/adgangskode/"
    assert "En anden har givet dig den adgangskode" in text_of(work)
    assert client.get("/i-nat/").status_code == 200
    assert "passer ikke sammen" in text_of(sign_in(first)[1])


def test_the_first_password_is_shown_once(admin):
    user, first = made(admin)

    assert first not in admin.get(f"/brugere/{user.pk}/").content.decode()


@pytest.mark.parametrize(
    ("new", "said"),
    [
        ("kort", "mindst 12 tegn"),
        ("passwordpassword", "første, andre gætter"),
        ("bo-prøve-bo-prøve", "ligner dit navn"),
        ("123456789012", "første, andre gætter"),
    ],
)
def test_a_weak_password_is_refused_with_what_to_do(admin, new, said):
    _, first = made(admin)
    client, _ = sign_in(first)

    assert said in text_of(change(client, present=first, new=new))


def test_other_sessions_end_when_the_password_changes(admin):
    _, first = made(admin)
    mine, _ = sign_in(first)
    change(mine, present=first, new=OWN)
    elsewhere, _ = sign_in(OWN)

    change(mine, present=OWN, new=OWN + "-igen")

    assert mine.get("/mit-log-paa/").status_code == 200
    assert elsewhere.get("/mit-log-paa/").status_code == 302


def test_a_closed_account_ends_at_once(admin):
    user, first = made(admin)
    client, _ = sign_in(first)

    admin.post(f"/brugere/{user.pk}/log-paa/", {"change": "close"})

    assert client.get("/mit-log-paa/").status_code == 302
    assert "passer ikke sammen" in text_of(sign_in(first)[1])


def test_a_reset_of_the_second_factor_stands_in_the_log_with_who_did_it(admin):
    user, _ = made(admin)
    actions.make_sheet(user, at=people.NOW, by=None)

    admin.post(f"/brugere/{user.pk}/log-paa/", {"change": "factor"})

    event = Event.objects.get(kind="signin.factor_reset")
    assert event.objects_named == {"user": str(user.pk)}
    assert event.user_id == User.objects.get(username="sys").pk


@pytest.mark.parametrize("role", ["caseworker", "system_administrator"])
def test_nobody_changes_their_own_access(admin, role):
    own = User.objects.get(username="sys")
    organisation = people.municipality()

    page = send(
        admin, f"/brugere/{own.pk}/", role=role, organisation=str(organisation.pk), first="1. jan. 2020",
        submission="00000000-0000-4000-8000-000000000001",
    )  # fmt: skip
    admin.post(f"/brugere/{own.pk}/log-paa/", {"change": "close"})

    assert "Ingen ændrer sin egen adgang" in text_of(page)
    assert Assignment.objects.filter(user=own).count() == 1
    assert User.objects.get(pk=own.pk).is_active


@pytest.mark.parametrize("role", sorted(set(ROLES) - {"system_administrator"}))
def test_no_other_role_opens_the_users(role, db):
    kind = next(iter(ROLES[role].kinds))
    place = people.a_house().shelter if kind == Kind.SHELTER else people.municipality()

    client = signed_in(people.an_actor("Ada", role=role, organisation=place))

    assert client.get("/brugere/").status_code == 403
    assert client.get("/brugere/ny/").status_code == 403


def test_the_list_costs_the_same_for_one_and_for_many(admin, django_assert_max_num_queries):
    for number in range(40):
        people.an_assignment(f"Navn{number}", role="caseworker", organisation=people.municipality())

    with django_assert_max_num_queries(12):
        assert "Navn1 Prøve" in text_of(admin.get("/brugere/"))


def test_the_second_page_of_a_long_list_holds_the_rest(admin):
    for number in range(60):
        people.a_user(f"Navn{number:02}")

    assert "Navn59 Prøve" not in text_of(admin.get("/brugere/"))
    assert "Navn59 Prøve" in text_of(admin.get("/brugere/?page=2"))
