"""Danish until somebody chooses English; the choice stays with the user, not with the computer."""

import pytest

from hjemad.foundation.access.models import User
from hjemad.foundation.ui.tests.reading import HTML, parsed, text_of
from tests import people

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("pages")]


def language_of(page):
    return parsed(page.content).get("lang")


def test_an_english_browser_gets_danish(client):
    page = client.get("/log-paa/", headers={"accept-language": "en-GB,en;q=0.9"})

    assert language_of(page) == "da"
    assert page.headers["Content-Language"] == "da"
    assert "Cookie" in page.headers["Vary"]


def test_the_switch_comes_back_to_the_same_page(client):
    page = client.post("/sprog/", {"language": "en", "next": "/log-paa/?next=/skriv/"}, follow=True)

    assert page.request["PATH_INFO"] == "/log-paa/"
    assert page.request["QUERY_STRING"] == "next=%2Fskriv%2F"
    assert language_of(page) == "en"
    assert "Sign in" in text_of(page)


def test_every_page_offers_the_other_language_in_that_language(client):
    button = next(
        b
        for b in parsed(client.get("/log-paa/").content).iter(f"{HTML}button")
        if b.get("name") == "language"
    )

    assert (button.text, button.get("value"), button.get("lang")) == ("In English", "en", "en")


def test_the_language_of_a_user_follows_them_to_another_computer(at_work, client):
    at_work.post("/sprog/", {"language": "en", "next": "/skriv/"})
    at_work.cookies.clear()

    page = at_work.post("/log-paa/", {"username": "ditte", "password": people.PASSWORD}, follow=True)

    assert User.objects.get(username="ditte").language == "en"
    assert language_of(page) == "en"


def test_the_next_user_of_a_shared_computer_gets_their_own_language(at_work, house):
    people.an_assignment("Bo", role="shelter_leader", organisation=house.shelter)
    at_work.post("/sprog/", {"language": "en", "next": "/skriv/"})
    at_work.post("/log-af/")

    page = at_work.post("/log-paa/", {"username": "bo", "password": people.PASSWORD}, follow=True)

    assert language_of(page) == "da"


def test_a_language_chosen_on_the_sign_in_page_counts(house, client):
    people.ditte(house)
    client.post("/sprog/", {"language": "en", "next": "/log-paa/"})

    page = client.post("/log-paa/", {"username": "ditte", "password": people.PASSWORD}, follow=True)

    assert language_of(page) == "en"


def test_a_language_we_do_not_speak_is_refused(client):
    assert client.post("/sprog/", {"language": "sv", "next": "/"}).status_code == 404
    client.cookies["hjemad_language"] = "sv"
    assert language_of(client.get("/log-paa/")) == "da"
