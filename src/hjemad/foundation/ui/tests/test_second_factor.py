"""A code beside the password: asked for, counted, used once, and never only on a private phone."""

import base64
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django_otp.oath import totp

from hjemad.foundation.access.models import User
from hjemad.foundation.audit.models import Event
from hjemad.foundation.signin import actions, secrets_kept
from hjemad.foundation.signin.models import AppFactor, PaperCode, Workplace
from hjemad.foundation.signin.queries import factor_of
from hjemad.foundation.ui.tests.reading import text_of
from tests import people

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("pages")]

NOON = people.NOW.replace(hour=12, minute=0)


@pytest.fixture(autouse=True)
def noon():
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


@pytest.fixture
def user(house) -> User:
    people.ditte(house)
    return User.objects.get(username="ditte")


def code_now(secret: str) -> str:
    return f"{totp(base64.b32decode(secret), t0=0):06d}"


def with_app(user: User) -> str:
    """The user has a confirmed app; its secret."""
    secret = secrets_kept.opened_secret(actions.begin_app(user, at=NOON).secret_encrypted)
    AppFactor.objects.update(confirmed_at=NOON)
    return secret


def password(client: Client, **fields: str):
    return client.post("/log-paa/", {"username": "ditte", "password": people.PASSWORD, **fields}, follow=True)


def code(client: Client, given: str):
    return client.post("/log-paa/kode/", {"code": given}, follow=True)


def test_nobody_is_signed_in_before_the_code_fits(user, client):
    secret = with_app(user)

    asked = password(client, next="/skriv/")
    before = client.get("/skriv/")
    page = code(client, code_now(secret))

    assert asked.request["PATH_INFO"] == "/log-paa/kode/"
    assert before.headers["Location"] == "/log-paa/?next=/skriv/"
    assert page.request["PATH_INFO"] == "/skriv/"
    assert Event.objects.get(kind="access.signed_in").data == {"code": True}


def test_a_code_of_the_app_counts_once(user, client):
    secret = with_app(user)
    password(client)
    code(client, code_now(secret))
    client.post("/log-af/")
    password(client)

    assert "Koden passer ikke eller er brugt" in text_of(code(client, code_now(secret)))


def test_a_code_of_the_sheet_counts_once_and_works_with_capitals_and_without_its_blank(user, client):
    first = actions.make_sheet(user, at=NOON, by=None)[0]
    password(client)
    code(client, first.replace(" ", "").upper())
    client.post("/log-af/")
    password(client)

    assert "Koden passer ikke eller er brugt" in text_of(code(client, first))
    assert factor_of(user.pk).codes_left == secrets_kept.SHEET - 1


def test_a_sheet_that_is_used_up_does_not_open_the_door(user, client):
    actions.make_sheet(user, at=NOON, by=None)
    PaperCode.objects.update(used_at=NOON)

    assert password(client).request["PATH_INFO"] == "/log-paa/kode/"


def test_guessing_codes_costs_time(user, client, noon):
    secret = with_app(user)
    password(client)
    for guess in range(5):
        code(client, f"00000{guess}")

    refused = code(client, code_now(secret))
    noon.shift(timedelta(seconds=6))

    assert "Vent 5 sekunder" in text_of(refused)
    assert code(client, code_now(secret)).request["PATH_INFO"] != "/log-paa/kode/"


def test_whoever_waits_too_long_with_the_code_starts_again(user, client, noon):
    secret = with_app(user)
    password(client)
    noon.shift(timedelta(minutes=11))

    assert "Det tog for lang tid" in text_of(code(client, code_now(secret)))


def test_the_secret_and_the_codes_lie_unreadable_in_the_database(user):
    secret = with_app(user)
    codes = actions.make_sheet(user, at=NOON, by=None)

    stored = AppFactor.objects.values_list("secret_encrypted", flat=True).get()
    hashes = " ".join(PaperCode.objects.values_list("code_hash", flat=True))

    assert secret not in stored
    assert not any(one.replace(" ", "") in hashes for one in codes)


def test_an_app_is_connected_by_picture_or_letters_and_a_first_code(user, client):
    password(client)
    page = client.get("/mit-log-paa/app/").content.decode()
    secret = secrets_kept.opened_secret(AppFactor.objects.get().secret_encrypted)

    answer = client.post(
        "/mit-log-paa/app/",
        {
            "code": code_now(secret), "present_password": people.PASSWORD,
            "submission": "00000000-0000-4000-8000-000000000001",
        },
        follow=True,
    )  # fmt: skip

    assert "<svg" in page
    assert "style=" not in page.split("<main")[1]
    assert " ".join(secret[i : i + 4] for i in range(0, len(secret), 4)) in page
    assert "Appen er forbundet" in text_of(answer)
    assert factor_of(user.pk).app


def test_the_sheet_is_shown_once_after_the_password_was_given_again(user, client):
    password(client)
    sent = {"submission": "00000000-0000-4000-8000-000000000001"}

    refused = client.post("/mit-log-paa/ark/", {**sent, "present_password": "forkert"})
    shown = client.post("/mit-log-paa/ark/", {**sent, "present_password": people.PASSWORD}, follow=True)

    assert "Det er ikke din adgangskode" in text_of(refused)
    assert shown.content.decode().count("<code>") == secrets_kept.SHEET
    assert "<code>" not in client.get("/mit-log-paa/ark/").content.decode()


class TestRequired:
    """The role asks for it, as production does of every role."""

    @pytest.fixture(autouse=True)
    def _required(self, settings):
        settings.SECOND_FACTOR_ROLES = frozenset({"all"})
        settings.SECOND_FACTOR_GRACE_DAYS = 3

    def test_it_may_be_put_off_for_some_days_and_then_no_page_opens_before_it(self, user, client, noon):
        first = password(client, next="/skriv/")
        now = client.get("/skriv/")
        noon.shift(timedelta(days=3, minutes=1))
        later = password(Client(), next="/skriv/")

        assert "Din rolle kræver en kode ud over adgangskoden" in text_of(first)
        assert now.status_code == 200
        assert later.request["PATH_INFO"] == "/mit-log-paa/"
        assert "udskyde" not in text_of(later)

    def test_a_computer_the_leader_approved_asks_nobody_of_the_house_and_can_be_ended(
        self, user, house, client, settings
    ):
        settings.SECOND_FACTOR_GRACE_DAYS = 0
        leader = people.an_actor("Lis", role="shelter_leader", organisation=house.shelter)
        until = people.TODAY + timedelta(days=30)
        client.cookies["hjemad_workplace"] = actions.approve_workplace(
            leader, label="Kontoret", valid_to=until, at=NOON
        )

        here = password(client, next="/skriv/")
        elsewhere = password(Client(), next="/skriv/")
        actions.end_workplace(leader, workplace_id=Workplace.objects.get().pk, at=NOON)
        after = client.get("/skriv/", follow=True)

        assert here.request["PATH_INFO"] == "/skriv/"
        assert elsewhere.request["PATH_INFO"] == "/mit-log-paa/"
        assert after.request["PATH_INFO"] == "/mit-log-paa/"

    def test_an_approved_computer_of_another_house_helps_nobody_here(self, user, client, settings):
        settings.SECOND_FACTOR_GRACE_DAYS = 0
        other = people.a_house("Havnely", code="102")
        leader = people.an_actor("Lis", role="shelter_leader", organisation=other.shelter)
        client.cookies["hjemad_workplace"] = actions.approve_workplace(
            leader, label="Kontoret", valid_to=people.TODAY + timedelta(days=30), at=NOON
        )

        assert password(client, next="/skriv/").request["PATH_INFO"] == "/mit-log-paa/"
