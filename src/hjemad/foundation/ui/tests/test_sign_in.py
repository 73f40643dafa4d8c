"""Signing in and out, and choosing under which assignment to work."""

import pytest
from django.test import Client

from hjemad.foundation.access.models import User
from hjemad.foundation.audit.models import Event
from hjemad.foundation.ui.tests.reading import fields_of, text_of
from tests import people

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("pages")]


def sign_in(client: Client, *, username: str = "ditte", password: str = people.PASSWORD, **fields: str):
    return client.post("/log-paa/", {"username": username, "password": password, **fields}, follow=True)


def kinds() -> list[str]:
    return list(Event.objects.order_by("pk").values_list("kind", flat=True))


def test_with_one_assignment_signing_in_leads_straight_to_work(house, client):
    people.ditte(house)

    page = sign_in(client, next="/skriv/")

    assert page.request["PATH_INFO"] == "/skriv/"
    assert "Åhuset Ditte Prøve, Medarbejder på boform · Mit log på · Lås · Log af" in text_of(page)


def test_with_several_assignments_one_is_chosen_by_a_click_that_is_logged(house, client):
    people.ditte(house)
    other = people.a_house("Havnely", code="102")
    second = people.an_assignment("Ditte", role="shelter_leader", organisation=other.shelter)

    choice = sign_in(client, next="/skriv/")
    page = client.post("/vaelg-rolle/", {"assignment": second.pk, "next": "/skriv/"}, follow=True)

    assert "Åhuset" in text_of(choice)
    assert "Leder af boform" in text_of(choice)
    assert "Havnely Ditte Prøve, Leder af boform · Skift rolle · Mit log på · Lås · Log af" in text_of(page)
    assert Event.objects.get(kind="access.assignment_chosen").assignment_id == second.pk


def test_rights_of_two_assignments_are_never_added(house, client):
    people.ditte(house)
    second = people.an_assignment("Ditte", role="economist", organisation=people.municipality())
    sign_in(client)

    client.post("/vaelg-rolle/", {"assignment": second.pk})

    assert client.get("/krav/").status_code == 200
    assert client.get("/skriv/").status_code == 403


def test_somebody_elses_assignment_cannot_be_chosen(house, client):
    people.ditte(house)
    foreign = people.niels(people.a_house("Havnely", code="102")).assignment_id
    sign_in(client)

    assert client.post("/vaelg-rolle/", {"assignment": foreign}).status_code == 404
    assert client.post("/vaelg-rolle/", {"assignment": "nej"}).status_code == 404
    assert "Åhuset" in text_of(client.get("/skriv/"))


def test_without_a_valid_assignment_the_page_says_whom_to_ask(client):
    people.a_user("Ditte")

    assert "Du har ingen rolle i dag.Spørg den, der opretter brugere" in text_of(sign_in(client))


@pytest.mark.parametrize(("username", "password"), [("ditte", "forkert"), ("ukendt", people.PASSWORD)])
def test_a_wrong_name_and_a_wrong_password_get_the_same_answer(house, client, username, password):
    people.ditte(house)

    page = sign_in(client, username=username, password=password)

    assert (
        "Du er ikke logget på. Ret én ting: Brugernavn og adgangskode passer ikke sammen. Prøv igen"
        in text_of(page)
    )
    assert fields_of(page, action="/log-paa/")["username"] == [username]
    assert fields_of(page, action="/log-paa/")["password"] == [""]
    assert "access.signed_in" not in kinds()


def test_an_empty_sign_in_says_what_to_write(client):
    page = sign_in(client, username="", password="")

    assert "Ret 2 ting: Brugernavn: Skriv dit brugernavn Adgangskode: Skriv din adgangskode" in text_of(page)


def test_an_account_that_is_closed_cannot_sign_in(house, client):
    people.ditte(house)
    User.objects.update(is_active=False)

    assert "passer ikke sammen" in text_of(sign_in(client))


@pytest.mark.parametrize(
    "address", ["https://elsewhere.example/", "//elsewhere.example/", "javascript:alert(1)", ""]
)
def test_the_way_on_never_leaves_the_house(house, client, address):
    people.ditte(house)

    page = sign_in(client, next=address)

    assert page.request["PATH_INFO"] == "/"


def test_signing_out_ends_the_session_and_says_so(at_work):
    page = at_work.post("/log-af/", follow=True)

    assert page.request["PATH_INFO"] == "/log-paa/"
    assert "Du er logget af" in text_of(page)
    assert at_work.get("/skriv/").headers["Location"] == "/log-paa/?next=/skriv/"
    assert kinds()[-3:] == ["access.signed_in", "access.assignment_chosen", "access.signed_out"]


def test_nobody_is_signed_out_by_a_link(at_work):
    assert at_work.get("/log-af/").status_code == 405


def test_sign_in_pages_are_not_kept_in_any_cache(client):
    assert "no-store" in client.get("/log-paa/").headers["Cache-Control"]
