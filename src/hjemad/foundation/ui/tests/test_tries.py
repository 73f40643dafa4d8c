"""Guessing passwords costs time; nobody can lock a colleague out; the answer tells nothing."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from hjemad.foundation.signin.models import Tries
from hjemad.foundation.signin.rules import NAME, PAIR, wait_after
from hjemad.foundation.ui.tests.reading import text_of
from tests import people

WRONG = "forkert"

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("pages")]


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(people.NOW, tick=False) as moment:
        yield moment


@pytest.fixture(autouse=True)
def ditte(house):
    return people.ditte(house)


def attempt(name: str = "ditte", *, password: str = WRONG, address: str = "10.0.0.1"):
    return Client(REMOTE_ADDR=address).post("/log-paa/", {"username": name, "password": password})


def is_in(answer) -> bool:
    return bool(answer.status_code == 302)


def test_after_some_wrong_tries_one_waits_also_with_the_right_password(clock):
    for _ in range(PAIR.free):
        attempt()

    refused = attempt(password=people.PASSWORD)
    clock.shift(timedelta(seconds=6))

    assert "Vent 5 sekunder" in text_of(refused)
    assert is_in(attempt(password=people.PASSWORD))


def test_each_try_more_doubles_the_wait_up_to_a_quarter_of_an_hour():
    waits = [wait_after(wrong, limit=PAIR).total_seconds() for wrong in (4, 5, 6, 7, 8, 50)]

    assert waits == [0, 5, 10, 20, 40, 900]


def test_an_unknown_name_gets_the_same_answers_in_the_same_order():
    known = [text_of(attempt("ditte")) for _ in range(PAIR.free + 2)]
    unknown = [text_of(attempt("ukendt")) for _ in range(PAIR.free + 2)]

    assert known == unknown


def test_asking_while_one_waits_does_not_make_it_longer(clock):
    for _ in range(PAIR.free + 10):
        attempt()
    clock.shift(timedelta(seconds=6))

    assert is_in(attempt(password=people.PASSWORD))


def test_a_colleague_cannot_be_locked_out_from_another_address():
    attempt(password=people.PASSWORD, address="10.0.0.9")  # where she works
    for number in range(2 * NAME.free):
        attempt(address=f"10.1.0.{number}")

    assert not is_in(attempt(password=people.PASSWORD, address="10.2.0.1"))
    assert is_in(attempt(password=people.PASSWORD, address="10.0.0.9"))


def test_one_address_cannot_try_every_name():
    answers = [attempt(f"navn{number}") for number in range(60)]

    assert "Vent" in text_of(answers[-1])
    assert "Vent" not in text_of(attempt("nyt navn", address="10.0.0.2"))


def test_a_right_password_takes_nothing_off_for_the_next_guesser():
    for _ in range(PAIR.free - 1):
        attempt()
    attempt(password=people.PASSWORD)

    assert all("Vent" not in text_of(attempt()) for _ in range(PAIR.free))


def test_names_and_addresses_are_not_readable_among_the_tries():
    attempt()

    stored = " ".join(Tries.objects.values_list("key", flat=True))
    assert "ditte" not in stored
    assert "10.0" not in stored


def test_behind_our_proxy_only_what_the_proxy_wrote_counts_as_the_address(settings):
    settings.BEHIND_PROXY = True
    for number in range(PAIR.free):
        Client(headers={"x-forwarded-for": f"6.6.6.{number}, 10.0.0.1"}).post(
            "/log-paa/", {"username": "ditte", "password": "forkert"}
        )

    answer = Client(headers={"x-forwarded-for": "1.2.3.4, 10.0.0.1"}).post(
        "/log-paa/", {"username": "ditte", "password": people.PASSWORD}
    )
    assert "Vent" in text_of(answer)
