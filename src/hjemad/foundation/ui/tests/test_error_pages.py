"""Error pages say what happened and what to do next, in both languages, and show nothing else."""

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.utils import translation

from hjemad.foundation.ui.tests.reading import parsed, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("pages")]


def in_english(client: Client) -> Client:
    client.cookies["hjemad_language"] = "en"
    return client


def test_a_page_that_does_not_exist_does_not_say_why(client):
    page = client.get("/findes-ikke/")

    assert page.status_code == 404
    assert "Siden findes ikke Måske er den flyttet, eller også har du ikke en sag her." in text_of(page)
    assert "The page does not exist Perhaps it has moved" in text_of(in_english(client).get("/findes-ikke/"))


def test_a_page_of_another_role_says_which_role_one_works_in(at_work):
    page = at_work.get("/krav/")

    assert page.status_code == 403
    assert "Du arbejder som Medarbejder på boform, Åhuset. Intet blev ændret. Spørg din leder" in text_of(
        page
    )
    assert "You work as Shelter staff, Åhuset. Nothing was changed." in text_of(
        in_english(at_work).get("/krav/")
    )


def test_a_foreign_form_is_told_that_nothing_was_done(house):
    page = Client(enforce_csrf_checks=True).post("/log-paa/", {"username": "ditte", "password": "x"})

    assert page.status_code == 403
    assert "Formularen blev ikke sendt" in text_of(page)


def test_a_defect_shows_no_detail(client):
    client.raise_request_exception = False

    page = client.get("/fejl/")

    assert page.status_code == 500
    assert "Noget gik galt hos os Intet er gemt halvt." in text_of(page)
    assert "defect" not in page.content.decode()
    assert "Something went wrong here" in text_of(in_english(client).get("/fejl/"))


def test_a_form_too_large_says_that_the_text_is_still_there(at_work, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100

    page = at_work.post("/skriv/", {"note": "x" * 1000})

    assert page.status_code == 400
    assert "Det, du sendte, kan ikke læses" in text_of(page)


@pytest.mark.parametrize("name", ["400.html", "500.html"])
@pytest.mark.parametrize("language", ["da", "en"])
def test_pages_for_defects_need_no_request(name, language):
    with translation.override(language):
        page = parsed(render_to_string(name))

    assert page.get("lang") == language
