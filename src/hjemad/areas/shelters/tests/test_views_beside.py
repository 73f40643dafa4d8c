"""A place beside somebody to keep apart from: said before it is saved, and it never stops a bed."""

from datetime import timedelta

import pytest
from django.urls import reverse

from hjemad.areas.shelters.actions import discharge
from hjemad.areas.shelters.models import Stay
from hjemad.areas.shelters.tests.pages import Desk, current, words_of
from hjemad.areas.shelters.writes.agreements import keep_apart
from tests import people
from tests.stays import a_stay

pytestmark = pytest.mark.django_db
SAYS = "ved siden af en, borgeren ikke skal bo ved siden af"


def two_apart(desk: Desk) -> tuple[Stay, Stay]:
    """Ole sleeps in 001, Mona in 004, and they are not to be beside each other."""
    since = people.TODAY - timedelta(days=1)
    ole, mona = (
        a_stay(desk.actor, house=desk.house, night=since, nights=None, place=place, called=who)
        for who, place in (("Ole", 0), ("Mona", 3))
    )
    last = people.TODAY + timedelta(days=6)
    keep_apart(by=desk.actor, record_ids=(ole.record_id, mona.record_id), last_day=last, at=people.NOW)
    return ole, mona


def test_the_place_beside_is_marked_when_somebody_moves_and_can_be_chosen_all_the_same() -> None:
    desk = Desk(people.a_house(places=4))
    _, mona = two_apart(desk)
    address = reverse("shelters:move", args=[mona.fact_id])

    page = words_of(desk.get(address))
    answer = desk.send(address, place=str(desk.house.places[1].pk), when=people.TODAY.isoformat())

    assert "002 · ved siden af en, der skal holdes afstand til" in page
    assert "003 · ved siden af" not in page
    assert answer.status_code == 302


def test_whoever_is_let_in_again_beside_is_told_of_once_and_gets_the_bed() -> None:
    desk = Desk(people.a_house(places=4))
    _, mona = two_apart(desk)
    discharge(by=desk.actor, stay=mona, day=people.TODAY, mode="left", at=people.NOW)
    address = f"{reverse('shelters:admit')}?igen={mona.fact_id}"
    beside = str(desk.house.places[1].pk)

    told = desk.send(address, place=beside)
    still = len(current())
    desk.send(address, place=beside, beside_read=beside)

    assert SAYS in words_of(told)
    assert len(current()) == still + 1


def test_a_place_farther_away_is_given_without_a_word() -> None:
    desk = Desk(people.a_house(places=4))
    _, mona = two_apart(desk)
    discharge(by=desk.actor, stay=mona, day=people.TODAY, mode="left", at=people.NOW)
    address = f"{reverse('shelters:admit')}?igen={mona.fact_id}"

    assert desk.send(address, place=str(desk.house.places[2].pk)).status_code == 302
