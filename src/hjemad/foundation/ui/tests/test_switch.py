"""A shared, approved computer: colleagues switch with a short code; nobody sees what another wrote."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from hjemad.foundation.access.models import User
from hjemad.foundation.signin.actions import approve_workplace, set_short_code
from hjemad.foundation.ui.session_rules import WORKPLACE_COOKIE
from hjemad.foundation.ui.tests.reading import fields_of, text_of
from tests import people

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("pages")]

NOTE, CODE = "Jonna sover uroligt", "482915"


@pytest.fixture
def clock():
    with time_machine.travel(people.NOW, tick=False) as moment:
        yield moment


@pytest.fixture
def desk(clock, house, client: Client) -> Client:
    """The office computer, approved; first Karim and then Ditte have shown their passwords at it."""
    leader = people.an_actor("Lene", role="shelter_leader", organisation=house.shelter)
    until = people.TODAY + timedelta(days=100)
    client.cookies[WORKPLACE_COOKIE] = approve_workplace(
        leader, label="Kontoret", valid_to=until, at=people.NOW
    )
    people.ditte(house)
    people.an_actor("Karim", role="shelter_staff", organisation=house.shelter)
    set_short_code(karim(), code=CODE, at=people.NOW, by=None)
    for name in ("karim", "ditte"):
        client.post("/log-paa/", {"username": name, "password": people.PASSWORD}, follow=True)
    return client


def karim() -> User:
    return User.objects.get(username="karim")


def switch(desk: Client, code: str = CODE):
    return desk.post(f"/laas/skift/{karim().pk}/", {"password": code}, follow=True)


def who(client: Client) -> str:
    return str(User.objects.get(pk=client.session["_auth_user_id"]).full_name)


def test_the_colleague_sits_down_with_the_short_code_and_the_text_waits_for_its_writer(desk):
    fields = fields_of(desk.get("/skriv/"), action="")
    typed = {name: fields[name][0] for name in ("form_token", "submission")}
    locked = desk.post("/laas/nu/", {**typed, "who": NOTE, "switch_to": karim().pk}, follow=True)

    page = switch(desk)

    assert "Det, Ditte Prøve har skrevet, bliver liggende hos Ditte Prøve" in text_of(locked)
    assert who(desk) == "Karim Prøve"
    assert NOTE not in page.content.decode()
    back = desk.post("/log-paa/", {"username": "ditte", "password": people.PASSWORD}, follow=True)
    assert NOTE in back.content.decode()


def test_a_short_code_alone_opens_nothing_before_the_password_was_shown_there_or_hours_after(desk, clock):
    elsewhere = Client()
    elsewhere.post("/log-paa/", {"username": "ditte", "password": people.PASSWORD}, follow=True)
    switch(elsewhere)
    stayed = who(elsewhere)
    clock.shift(timedelta(hours=13))
    desk.post("/log-paa/", {"username": "ditte", "password": people.PASSWORD}, follow=True)
    switch(desk)

    assert stayed == "Ditte Prøve"
    assert who(desk) == "Ditte Prøve"


def test_guessing_the_code_waits_and_a_wrong_one_leaves_the_page_locked(desk):
    wrong = [text_of(switch(desk, code="111111")) for _ in range(7)]

    assert "Det passer ikke. Prøv igen" in wrong[0]
    assert "Vent" in wrong[-1]
    assert desk.get("/skriv/", follow=True).request["PATH_INFO"] == "/laas/"


def test_a_shared_computer_locks_after_its_own_minutes(desk, clock):
    clock.shift(timedelta(minutes=2, seconds=1))

    assert desk.get("/skriv/", follow=True).request["PATH_INFO"] == "/laas/"


@pytest.mark.parametrize("code", ["000000", "123456", "654321", "12345", "12345a"])
def test_digits_others_guess_are_no_short_code(desk, code):
    address = "/mit-log-paa/kort-kode/"
    fields = fields_of(desk.get(address), action="")
    sent = {"submission": fields["submission"][0], "short_password": code}

    page = desk.post(address, {**sent, "present_password": people.PASSWORD})

    assert "Skriv seks cifre, der ikke er ens og ikke står på række" in text_of(page)
