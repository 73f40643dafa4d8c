"""A shared computer: it locks, a colleague signs in over it, and nobody sees or loses another's text."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from hjemad.foundation.signin.models import HeldText
from hjemad.foundation.ui.tests.reading import fields_of, text_of
from tests import people

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("pages")]

NOTE = "Jonna sover uroligt"


@pytest.fixture
def clock():
    with time_machine.travel(people.NOW, tick=False) as moment:
        yield moment


@pytest.fixture
def desk(clock, house, client: Client) -> Client:
    """Ditte's browser; Karim works in the same house."""
    people.ditte(house)
    people.an_actor("Karim", role="shelter_staff", organisation=house.shelter)
    sign_in(client, "ditte")
    return client


def sign_in(client: Client, name: str):
    return client.post("/log-paa/", {"username": name, "password": people.PASSWORD}, follow=True)


def opened(client: Client) -> dict[str, str]:
    fields = fields_of(client.get("/skriv/"), action="")
    return {name: fields[name][0] for name in ("form_token", "submission")}


def lock_with_text(client: Client):
    """What the page's script does: the form comes along with the button."""
    return client.post("/laas/nu/", {**opened(client), "who": NOTE}, follow=True)


def unlock(client: Client, password: str = people.PASSWORD):
    return client.post("/laas/", {"password": password}, follow=True)


def test_behind_the_lock_no_page_opens_and_none_tells_where_one_worked(desk):
    locked = lock_with_text(desk)
    tried = desk.get("/skriv/", follow=True)

    for page in (locked, tried):
        assert page.request["PATH_INFO"] == "/laas/"
        assert "Ditte Prøve arbejder her" in text_of(page)
        assert NOTE not in page.content.decode()
        assert "Åhuset" not in text_of(page)


def test_the_password_opens_the_page_again_with_what_was_half_written(desk):
    lock_with_text(desk)

    refused = unlock(desk, "forkert")
    page = unlock(desk)

    assert "Det er ikke din adgangskode" in text_of(refused)
    assert page.request["PATH_INFO"] == "/skriv/"
    assert fields_of(page, action="")["who"] == [NOTE]


def test_a_computer_left_alone_locks_itself_and_keeps_what_is_sent_then(desk, clock, settings):
    form = opened(desk)
    clock.shift(timedelta(minutes=settings.LOCK_MINUTES, seconds=1))

    locked = desk.post("/skriv/", {**form, "who": NOTE}, follow=True)
    page = unlock(desk)

    assert locked.request["PATH_INFO"] == "/laas/"
    assert fields_of(page, action="")["who"] == [NOTE]


def test_work_keeps_the_computer_open(desk, clock, settings):
    for _ in range(4):
        clock.shift(timedelta(minutes=settings.LOCK_MINUTES - 1))
        assert desk.get("/skriv/").status_code == 200


def test_no_session_outlives_the_longest_shift_however_busy(desk, clock, settings):
    for _ in range(settings.SESSION_HOURS * 60 // 9):
        clock.shift(timedelta(minutes=9))
        desk.get("/skriv/")
    clock.shift(timedelta(minutes=9))

    assert desk.get("/skriv/").headers["Location"] == "/log-paa/?next=/skriv/"


def test_a_colleague_signs_in_over_the_lock_sees_nothing_and_the_writer_finds_it_again(desk):
    lock_with_text(desk)

    karim = sign_in(desk, "karim")
    form = desk.get("/skriv/")
    held = HeldText.objects.get().sealed
    desk.post("/laas/nu/")
    back = sign_in(desk, "ditte")

    assert "Karim Prøve" in text_of(karim)
    assert NOTE not in form.content.decode() + karim.content.decode() + held
    assert back.request["PATH_INFO"] == "/skriv/"
    assert fields_of(back, action="")["who"] == [NOTE]
    assert not HeldText.objects.exists()


def test_the_lock_cannot_be_guessed_open(desk):
    lock_with_text(desk)
    for _ in range(5):
        unlock(desk, "forkert")

    assert "mange forkerte forsøg" in text_of(unlock(desk))


def test_the_session_gets_a_new_name_at_sign_in_and_at_each_role(desk, house):
    first = desk.session.session_key
    other = people.an_assignment("Ditte", role="shelter_leader", organisation=house.shelter)

    desk.post("/vaelg-rolle/", {"assignment": other.pk})
    second = desk.session.session_key
    sign_in(desk, "ditte")

    assert len({first, second, desk.session.session_key}) == 3
