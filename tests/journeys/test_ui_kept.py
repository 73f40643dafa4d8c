"""Somebody types, goes away for long, comes back and presses the button: nothing is lost."""

from pathlib import Path

import pytest
from django.contrib.sessions.models import Session

import hjemad.foundation.ui.tests as ui_tests
from tests.journeys.turning import turns_to

# What a page shows does not depend on the database: once is enough.
pytestmark = [pytest.mark.browser, pytest.mark.sqlite]

AWAY = "Du har været væk længe, og er logget af. Det, du skrev, er gemt"
NOTE = "Kom med gadeteamet.\nHar »Trofast« med, en hund & en taske <stor>"


@pytest.fixture(autouse=True)
def pages(settings, live_server):
    """A page with a form of every kind of field beside the real pages."""
    folder = Path(ui_tests.__file__).parent / "templates"
    settings.ROOT_URLCONF = "hjemad.foundation.ui.tests.pages"
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [folder]}]


@pytest.fixture
def form(sign_in):
    """The form in front of Ditte, filled in."""
    from tests import people

    house = people.a_house()
    people.ditte(house)
    people.an_assignment("Bo", role="shelter_leader", organisation=house.shelter)
    page = sign_in("ditte", address="/log-paa/?next=/skriv/")
    page.get_by_label("Hvem").fill("Jonna i grøn jakke")
    page.get_by_label("Dag").fill("1/2-26")
    page.get_by_label("206").check()
    page.get_by_label("hund").check()
    page.get_by_label("Note").fill(NOTE)
    return page


def press_save(page):
    turns_to(page.get_by_role("button", name="Gem"))


def sign_in_again(page, *, username):
    from tests import people

    page.get_by_label("Brugernavn").fill(username)
    page.get_by_label("Adgangskode").fill(people.PASSWORD)
    turns_to(page.get_by_role("main").get_by_role("button", name="Log på"))


def holds_everything(page):
    assert page.get_by_label("Hvem").input_value() == "Jonna i grøn jakke"
    assert page.get_by_label("Dag").input_value() == "1/2-26"
    assert page.get_by_label("206").is_checked()
    assert page.get_by_label("hund").is_checked()
    assert page.get_by_label("Note").input_value() == NOTE


def lose_the_session(page):
    Session.objects.all().delete()


def lose_all_cookies(page):
    page.context.clear_cookies()


@pytest.mark.parametrize("lose", [lose_the_session, lose_all_cookies])
@pytest.mark.parametrize("width", [1280, 390])
def test_what_was_typed_stands_in_the_form_again(form, look, lose, width):
    form.set_viewport_size({"width": width, "height": 900})
    lose(form)

    press_save(form)
    form.get_by_role("heading", name=AWAY).wait_for()
    look()
    sign_in_again(form, username="ditte")

    form.get_by_role("heading", name="Du har været væk længe, og blev logget af").wait_for()
    assert form.url.endswith("/skriv/")
    holds_everything(form)
    look()
    press_save(form)
    form.get_by_text("gemt: Jonna i grøn jakke").wait_for()


def test_the_next_person_at_the_computer_sees_nothing_of_it(form, look):
    lose_the_session(form)
    press_save(form)

    sign_in_again(form, username="bo")

    form.get_by_text("En anden har skrevet i den formular, der stod åben. Du ser det ikke").wait_for()
    look()
    assert "Jonna" not in form.content()
    assert "Trofast" not in form.content()


def test_in_two_tabs_the_older_one_loses_nothing(form, page):
    # Signed out and in again in another tab: the form in the first is older than its session.
    other = page.context.new_page()
    other.goto(form.url)
    turns_to(other.get_by_role("banner").get_by_role("button", name="Log af"))
    sign_in_again(other, username="ditte")
    other.get_by_role("heading", name="Forside").wait_for()

    press_save(form)

    form.get_by_role("heading", name="Du har været væk længe").wait_for()
    holds_everything(form)
