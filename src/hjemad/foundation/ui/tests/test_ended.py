"""A role that ended while its page stood open: nothing is done, and nothing that was typed is lost."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from hjemad.areas.shelters.models import Stay
from hjemad.foundation.access.actions import end_assignment
from hjemad.foundation.access.models import Assignment
from tests import people
from tests.people import NOW, TODAY, a_house, an_actor, ditte
from tests.web import hidden_fields, signed_in

pytestmark = pytest.mark.django_db

ADMIT = "/i-nat/indskriv/"
TYPED = "grøn jakke, ca. 60 år"


def after(browser: Client, method: str, address: str, **typed: str):
    with time_machine.travel(NOW + timedelta(minutes=1), tick=False):
        return getattr(browser, method)(address, typed, follow=True)


@pytest.mark.parametrize("other_job", [False, True])
def test_a_form_sent_after_the_role_ended_says_so_and_shows_what_was_typed(other_job: bool) -> None:
    house = a_house()
    worker = ditte(house)
    if other_job:
        an_actor("Ditte", role="shelter_staff", organisation=a_house("Havnely", code="102").shelter)
    with time_machine.travel(NOW, tick=False):
        browser = signed_in(worker)
        form = hidden_fields(browser, ADMIT)
    end_assignment(
        Assignment.objects.get(pk=worker.assignment_id), last_day=TODAY - timedelta(days=1), at=NOW, by=None
    )

    answer = after(browser, "post", ADMIT, **form, who=TYPED, place=str(house.places[0].pk))

    page = answer.content.decode()
    assert TYPED in page
    assert "Din rolle er ophørt. Intet er gemt" in page
    assert "Medarbejder på boform, Åhuset, ophørte med udgangen af" in page
    assert not Stay.objects.everything(reason="a test counts").exists()
    assert ("Havnely" in page) is other_job


def test_a_page_opened_after_the_role_ended_says_so_too() -> None:
    house = a_house()
    worker = ditte(house)
    with time_machine.travel(NOW, tick=False):
        browser = signed_in(worker)
    end_assignment(
        Assignment.objects.get(pk=worker.assignment_id), last_day=TODAY - timedelta(days=1), at=NOW, by=None
    )

    page = after(browser, "get", reverse("shelters:tonight")).content.decode()

    assert "Din rolle er ophørt" in page
    assert "Ingen rolle" not in page


def test_whoever_works_in_a_role_that_holds_reads_nothing_of_it() -> None:
    with time_machine.travel(NOW, tick=False):
        browser = signed_in(people.ditte(a_house()))
        page = browser.get(reverse("access:choose_assignment")).content.decode()

    assert "ophørt" not in page
