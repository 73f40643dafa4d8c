"""A citizen asks who has looked, and an officer deletes by rule, by clicks; on a desk and on a phone."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from playwright.sync_api import Page, expect

from hjemad.foundation.audit.actions import log_reads
from hjemad.foundation.audit.models import ReadKind
from hjemad.foundation.audit.reads import Reads
from tests import people
from tests.journeys import pictures
from tests.journeys.accessible import problems
from tests.journeys.turning import turns_to
from tests.stays import a_stay

# What it walks asks the database nothing of its own: those questions are tested on both.
pytestmark = [pytest.mark.browser, pytest.mark.sqlite]


def test_who_has_seen_what_is_shown_and_a_question_is_asked(
    page: Page, sign_in: Callable[..., Page], looked_at: list[str]
) -> None:
    house = people.a_house()
    worker = people.ditte(house)
    stay = a_stay(worker, house=house, nights=None, called="Jonna Prøve")
    looks = [("shelters:tonight", ReadKind.LIST, 9), ("shelters:stay", ReadKind.PAGE, 3)]
    for path, kind, hours in looks:
        at = people.NOW - timedelta(hours=hours)
        log_reads(Reads([(kind, [stay.record_id])]), by=worker, at=at, path_name=path)
    page.set_viewport_size({"width": 1280, "height": 900})

    with time_machine.travel(people.NOW, tick=True):
        address = f"/log-paa/?next=/borger/{stay.record.public_id}/hvem-har-set/"
        sign_in("ditte", password=people.PASSWORD, address=address)
        expect(page.get_by_role("heading", name="Hvem har set hvad om dig")).to_be_visible()
        looked_at += problems(page)
        pictures.for_guide(page, "hvem-har-set")
        page.set_viewport_size({"width": 390, "height": 800})
        looked_at += problems(page)
        turns_to(page.get_by_role("link", name="Spørg om opslaget").first)
        page.get_by_label("Hvad vil du vide?").fill("Hvorfor kiggede I?")
        turns_to(page.get_by_role("button", name="Spørg"))
        expect(page.get_by_text("Hvorfor kiggede I?")).to_be_visible()
        expect(page.get_by_text("Ditte", exact=True)).to_have_count(0)


def test_a_deletion_is_previewed_run_and_proved(
    page: Page, sign_in: Callable[..., Page], looked_at: list[str], settings: Any, tmp_path: Path
) -> None:
    settings.ARCHIVE = tmp_path
    house = people.a_house()
    old = people.TODAY - timedelta(days=365 * 7)
    for place, name in enumerate(("Jonna Prøve", "Kaj")):
        a_stay(people.ditte(house, on=old), house=house, night=old, place=place, called=name)
    people.an_actor("Dorte", role="dpo", organisation=house.shelter)
    page.set_viewport_size({"width": 1280, "height": 900})

    with time_machine.travel(people.NOW, tick=True):
        sign_in("dorte", password=people.PASSWORD, address="/log-paa/?next=/sletning/")
        expect(page.get_by_role("heading", name="Ville blive slettet")).to_be_visible()
        looked_at += problems(page)
        pictures.for_guide(page, "sletning")
        page.set_viewport_size({"width": 390, "height": 800})
        looked_at += problems(page)
        page.get_by_text("Jeg har læst").click()
        turns_to(page.get_by_role("button", name="Arkivér og slet"))
        expect(page.get_by_role("heading", name="Bevis for sletning")).to_be_visible()
        looked_at += problems(page)
    assert len(list(tmp_path.glob("*.zip"))) == 1
