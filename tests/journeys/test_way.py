"""A caseworker's day, and from it a person's way; on a desk and on a phone."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from playwright.sync_api import Page, expect

from hjemad.areas.citizens.actions import PersonDetails, set_identity, set_responsible_municipality
from hjemad.areas.shelters.writes.notices import send_to_inbox
from tests import people
from tests.journeys import pictures
from tests.journeys.accessible import problems
from tests.journeys.turning import turns_to
from tests.stays import a_stay

# What it walks asks the database nothing of its own: those questions are tested on both.
pytestmark = [pytest.mark.browser, pytest.mark.sqlite]


def test_from_the_day_to_a_persons_way_and_back_to_an_earlier_day(
    page: Page, sign_in: Callable[..., Page], looked_at: list[str]
) -> None:
    house, town = people.a_house(), people.municipality()
    worker = people.ditte(house)
    people.karen()
    came = people.TODAY - timedelta(days=40)
    stay = a_stay(worker, house=house, night=came, nights=None, called="Jonna Prøve")
    details = PersonDetails(full_name="Jonna Prøve")
    set_identity(stay.record, by=worker, details=details, at=people.NOW, reason="Sagt selv")
    set_responsible_municipality(
        stay.record, by=worker, acts=town, pays=town, valid_from=came, at=people.NOW, basis="Bopæl"
    )
    send_to_inbox(by=worker, stay=stay, kind="admission", at=people.NOW)
    page.set_viewport_size({"width": 1280, "height": 900})

    with time_machine.travel(people.NOW, tick=True):
        sign_in("karen", address="/log-paa/?next=/")
        expect(page.get_by_role("heading", name="I dag", exact=True)).to_be_visible()
        expect(page.get_by_text("Svar: handler I for borgeren?")).to_be_visible()
        looked_at += problems(page)
        pictures.for_guide(page, "i-dag", full_page=True)
        page.set_viewport_size({"width": 390, "height": 800})
        looked_at += problems(page)
        page.set_viewport_size({"width": 1280, "height": 900})

        turns_to(page.get_by_role("row", name="Jonna Prøve").get_by_role("link"))
        expect(page.get_by_role("img", name="Vejen fra")).to_be_visible()
        looked_at += problems(page)
        pictures.for_guide(page, "vejen", full_page=True)
        page.set_viewport_size({"width": 390, "height": 800})
        expect(page.get_by_text("Herberg, Åhuset").last).to_be_visible()
        looked_at += problems(page)
        page.get_by_label("Som vi vidste det en anden dag").fill((came - timedelta(days=1)).isoformat())
        turns_to(page.get_by_role("button", name="Vis"))
        expect(page.get_by_text("Intet er skrevet endnu.")).to_be_visible()
        looked_at += problems(page)
