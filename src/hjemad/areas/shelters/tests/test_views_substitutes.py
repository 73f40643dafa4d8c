"""A leader lets a substitute in for one shift: the header names the end, and the right ends by itself."""

import re
from datetime import datetime, timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from hjemad.areas.shelters.tests.pages import Desk, hidden, words_of
from hjemad.foundation.access.models import Assignment
from hjemad.foundation.access.queries import actor_for
from tests import people
from tests.web import signed_in

pytestmark = pytest.mark.django_db

EVENING = datetime(2026, 11, 23, 22, 0, tzinfo=people.COPENHAGEN)
ENDS = datetime(2026, 11, 24, 7, 30, tzinfo=people.COPENHAGEN)


@pytest.fixture
def leader() -> Desk:
    house = people.a_house()
    desk = Desk(house, at=EVENING)
    desk.actor = people.an_actor("Lene", role="shelter_leader", organisation=house.shelter)
    with time_machine.travel(EVENING, tick=False):
        desk.client = signed_in(desk.actor)
    return desk


def let_in(leader: Desk, **typed: str) -> str:
    address = reverse("shelters:substitutes")
    answer = leader.send(address, **{"which": "new", "ends": "7.30", **typed})
    return words_of(leader.get(address) if answer.status_code == 302 else answer)


def test_a_new_substitute_signs_in_with_the_start_code_until_the_hour(leader: Desk) -> None:
    page = let_in(leader, username="signe", full_name="Signe Prøve")
    code = re.search(r"\w{4}-\w{4}-\w{4}-\w{4}", page)
    assert code is not None
    client = Client()

    with time_machine.travel(EVENING + timedelta(minutes=5), tick=False):
        client.post("/log-paa/", {"username": "signe", "password": code[0]}, follow=True)
        change = "/mit-log-paa/adgangskode/"
        typed = {"present_password": code[0], "new_password": "fire-ord-jeg-fandt-paa"}
        typed["repeat_password"] = typed["new_password"]
        client.post(change, hidden(client.get(change)) | typed)
        on_shift = client.get(reverse("shelters:shift"), follow=True)
    with time_machine.travel(ENDS, tick=False):
        after = client.get(reverse("shelters:shift"))

    assert "Signe Prøve, Medarbejder på boform til kl. 07.30" in words_of(on_shift)
    assert after.status_code == 302
    assert code[0] not in let_in(leader, username="")


def test_the_right_of_hours_holds_to_its_moment_and_no_right_is_read_without_one(leader: Desk) -> None:
    let_in(leader, username="signe", full_name="Signe Prøve")
    assignment = Assignment.objects.get(ends_at__isnull=False)
    holds = actor_for

    before = holds(
        assignment.user_id, assignment_id=assignment.pk, on=ENDS.date(), at=ENDS - timedelta(minutes=1)
    )
    at_the_hour = holds(assignment.user_id, assignment_id=assignment.pk, on=ENDS.date(), at=ENDS)

    assert before is not None
    assert before.until == ENDS
    assert at_the_hour is None
    assert holds(assignment.user_id, assignment_id=assignment.pk, on=EVENING.date()) is None


def test_somebody_known_is_found_by_the_exact_name_only_and_keeps_the_password(leader: Desk) -> None:
    people.a_user("Karim")

    refused = let_in(leader, which="known", username="kar")
    let_in(leader, which="known", username="karim")

    assert "Ingen, der kan logge på, har det brugernavn" in refused
    assert Assignment.objects.get(ends_at__isnull=False).user.check_password(people.PASSWORD)


def test_a_right_of_more_than_a_shift_is_refused_and_a_leader_ends_one_early(leader: Desk) -> None:
    too_long = let_in(leader, username="signe", full_name="Signe Prøve", ends="21.00")
    let_in(leader, username="signe", full_name="Signe Prøve")
    assignment = Assignment.objects.get(ends_at__isnull=False)
    leader.send(reverse("shelters:end_substitute", args=[assignment.pk]), form={})

    assert "En vagt slutter senest 16 timer fra nu" in too_long
    assignment.refresh_from_db()
    assert assignment.ends_at == EVENING
