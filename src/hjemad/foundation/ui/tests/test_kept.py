"""A session that ends while somebody types loses nothing, and shows nothing to anybody else."""

import re

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from hjemad.foundation.access.models import Assignment
from hjemad.foundation.ui import kept
from hjemad.foundation.ui.tests.pages import FORM_PAGE
from hjemad.foundation.ui.tests.reading import fields_of, text_of
from tests import people

pytestmark = pytest.mark.django_db

TYPED = {
    "who": "Jonna i grøn jakke",
    "day": "1/2-26",
    "bed": "206",
    "traits": ["dog", "child"],
    "note": "Linje 1\r\nLinje 2 med »gåseøjne« & <tegn>",
    "new_password": "hemmelig-kode",
}
AWAY = "Du har været væk længe, og er logget af. Det, du skrev, er gemt"
BACK = "Du har været væk længe, og blev logget af. Det, du skrev, er gemt"


@pytest.fixture
def typed(at_work: Client) -> dict[str, object]:
    """The form as Ditte's browser sends it when she has filled it in."""
    shown = fields_of(at_work.get(FORM_PAGE))
    return {**shown, **TYPED}


def signed_in_again(client: Client, page, *, username: str = "ditte"):
    form = fields_of(page, action="/log-paa/")
    return client.post("/log-paa/", {**form, "username": username, "password": people.PASSWORD}, follow=True)


def lose_the_session() -> None:
    Session.objects.all().delete()


def test_a_form_sent_without_its_session_is_answered_with_the_sign_in_page(at_work, typed):
    lose_the_session()

    page = at_work.post(FORM_PAGE, typed)

    assert page.status_code == 403
    assert AWAY in text_of(page)
    assert "no-store" in page.headers["Cache-Control"]


def test_after_signing_in_again_the_form_holds_everything_as_it_was_typed(at_work, typed):
    lose_the_session()

    again = signed_in_again(at_work, at_work.post(FORM_PAGE, typed))

    assert again.request["PATH_INFO"] == FORM_PAGE
    assert BACK in text_of(again)
    shown = fields_of(again)
    assert shown["who"] == ["Jonna i grøn jakke"]
    assert shown["day"] == ["1/2-26"]
    assert shown["bed"] == ["206"]
    assert shown["traits"] == ["dog", "child"]
    assert shown["note"] == ["Linje 1\nLinje 2 med »gåseøjne« & <tegn>"]
    assert shown["submission"] == typed["submission"]


def test_the_form_that_was_kept_can_be_sent(at_work, typed):
    lose_the_session()
    again = signed_in_again(at_work, at_work.post(FORM_PAGE, typed))

    saved = at_work.post(FORM_PAGE, fields_of(again))

    assert saved.content.decode() == "gemt: Jonna i grøn jakke"


def test_a_password_is_never_kept(at_work, typed):
    lose_the_session()

    again = signed_in_again(at_work, at_work.post(FORM_PAGE, typed))

    assert fields_of(again)["new_password"] == [""]


def test_a_wrong_password_on_the_way_loses_nothing(at_work, typed):
    lose_the_session()
    page = at_work.post(FORM_PAGE, typed)
    form = fields_of(page, action="/log-paa/")

    refused = at_work.post("/log-paa/", {**form, "username": "ditte", "password": "forkert"})
    again = signed_in_again(at_work, refused)

    assert "Brugernavn og adgangskode passer ikke sammen" in text_of(refused)
    assert fields_of(again)["who"] == ["Jonna i grøn jakke"]


def test_somebody_else_who_signs_in_sees_nothing_of_it(at_work, typed, house):
    people.an_assignment("Bo", role="shelter_leader", organisation=house.shelter)
    lose_the_session()

    as_bo = signed_in_again(at_work, at_work.post(FORM_PAGE, typed), username="bo")
    form = at_work.get(FORM_PAGE)

    assert "En anden har skrevet i den formular, der stod åben. Du ser det ikke" in text_of(as_bo)
    assert "Jonna" not in form.content.decode()
    assert fields_of(form)["who"] == [""]


def test_the_sign_in_page_shows_nothing_of_what_was_typed(at_work, typed):
    lose_the_session()

    page = at_work.post(FORM_PAGE, typed)

    source = page.content.decode()
    assert not any(word in source for word in ("Jonna", "Linje 1", "hemmelig-kode"))


def test_what_was_typed_stands_in_no_address_and_no_log(at_work, typed, caplog):
    lose_the_session()
    with caplog.at_level("DEBUG"):
        again = signed_in_again(at_work, at_work.post(FORM_PAGE, typed))

    addresses = [address for address, _ in again.redirect_chain]
    assert not any(
        re.search("jonna|jakke|gAAAA", f"{text}", re.IGNORECASE) for text in [*addresses, caplog.text]
    )


def test_a_lost_csrf_cookie_loses_nothing_either(house, pages, typed):
    # A browser whose cookies are all gone: no session, and no CSRF cookie to compare with.
    browser = Client(enforce_csrf_checks=True)

    page = browser.post(FORM_PAGE, typed)
    again = signed_in_again(browser, page)

    assert AWAY in text_of(page)
    assert fields_of(again)["who"] == ["Jonna i grøn jakke"]


def test_a_form_from_before_a_new_sign_in_is_shown_again_at_once(house, pages, typed):
    # Signed out and in again in another tab: the session lives, only its CSRF token is another.
    browser = Client(enforce_csrf_checks=True)
    signed_in_again(browser, browser.get("/log-paa/"))

    again = browser.post(FORM_PAGE, typed, follow=True)

    assert fields_of(again)["who"] == ["Jonna i grøn jakke"]


def test_when_somebody_else_has_signed_in_meanwhile_the_writer_can_still_come_back(at_work, typed, house):
    people.an_assignment("Bo", role="shelter_leader", organisation=house.shelter)
    at_work.post("/log-paa/", {"username": "bo", "password": people.PASSWORD})

    page = at_work.post(FORM_PAGE, typed)
    again = signed_in_again(at_work, page)

    assert "En anden er logget på imens. Intet er gemt, og intet er tabt" in text_of(page)
    assert "Jonna" not in page.content.decode()
    assert fields_of(again)["who"] == ["Jonna i grøn jakke"]


def test_a_form_of_one_role_is_never_saved_under_another(at_work, typed, house):
    other = people.a_house("Havnely", code="102")
    second = people.an_assignment("Ditte", role="shelter_staff", organisation=other.shelter)
    at_work.post("/vaelg-rolle/", {"assignment": second.pk})

    page = at_work.post(FORM_PAGE, typed, follow=True)
    under_the_other = at_work.get(FORM_PAGE)

    assert "Det, du skrev, hører til en anden rolle. Intet er gemt, og intet er tabt" in text_of(page)
    assert "Vælg Medarbejder på boform, Åhuset, så står teksten i sin formular igen" in text_of(page)
    assert fields_of(under_the_other)["who"] == [""]


def test_back_in_the_role_it_was_written_in_the_form_is_filled(at_work, typed, house):
    other = people.a_house("Havnely", code="102")
    second = people.an_assignment("Ditte", role="shelter_staff", organisation=other.shelter)
    first = Assignment.objects.exclude(pk=second.pk).get()
    at_work.post("/vaelg-rolle/", {"assignment": second.pk})
    choice = at_work.post(FORM_PAGE, typed, follow=True)

    next_page = fields_of(choice, action="/vaelg-rolle/")["next"][0]
    again = at_work.post("/vaelg-rolle/", {"assignment": first.pk, "next": next_page}, follow=True)

    assert again.request["PATH_INFO"] == FORM_PAGE
    assert fields_of(again)["who"] == ["Jonna i grøn jakke"]


def test_the_kept_text_is_shown_once(at_work, typed):
    lose_the_session()
    signed_in_again(at_work, at_work.post(FORM_PAGE, typed))

    assert fields_of(at_work.get(FORM_PAGE))["who"] == [""]


def test_a_form_without_our_token_is_not_kept(at_work):
    lose_the_session()

    page = at_work.post(FORM_PAGE, {"who": "Fremmed", "form_token": "forged"})

    assert page.status_code == 302
    assert page.headers["Location"].startswith("/log-paa/")


def test_a_seal_of_another_installation_or_an_old_one_opens_nothing(settings, time_machine):
    made_for = kept.MadeFor(user_id=1, assignment_id=1, page="/skriv/", form="NoteForm")
    time_machine.move_to("2026-11-23T23:20:00+01:00")
    sealed = kept.seal(kept.Kept(made_for, "who=Jonna"))
    assert kept.unseal(sealed) is not None

    time_machine.move_to("2026-11-26T23:20:00+01:00")
    assert kept.unseal(sealed) is None

    time_machine.move_to("2026-11-23T23:20:00+01:00")
    settings.SECRET_KEY = "another installation"
    assert kept.unseal(sealed) is None
    assert kept.unseal("no seal") is None
