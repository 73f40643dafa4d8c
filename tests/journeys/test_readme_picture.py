"""The picture on the README's first screen, made by opening the page it shows."""

from collections.abc import Callable
from datetime import date, datetime

import pytest
import time_machine
from playwright.sync_api import Page

from hjemad.config.demo.load import load
from hjemad.synthetic.denmark import denmark
from tests import people
from tests.journeys import pictures
from tests.journeys.accessible import problems
from tests.journeys.turning import turns_to

# Pictures, as in test_office; that a country loads on PostgreSQL is tested in tests/demo.
pytestmark = [pytest.mark.browser, pytest.mark.sqlite, pytest.mark.slow]
NOW = datetime(2026, 11, 24, 10, tzinfo=people.COPENHAGEN)


def test_the_draft_of_a_quarter_in_an_invented_municipality(
    page: Page, sign_in: Callable[..., Page], looked_at: list[str]
) -> None:
    country = denmark(citizens=800, seed=1, first=date(2021, 11, 24), last=date(2026, 11, 24))
    loaded = load(country, at=NOW)
    economist = next(user for user in loaded.users if user.roles[0][0] == "economist")
    page.set_viewport_size({"width": 1280, "height": 900})

    with time_machine.travel(NOW, tick=True):
        address = "/log-paa/?next=/anmodninger/kvartal/2026Q3/"
        sign_in(economist.username, password=economist.password, address=address)
        page.get_by_role("heading", name="Linjer").wait_for()
        looked_at += problems(page)
        pictures.for_guide(page, "anmodning")
        what_if(page, looked_at)
        choose_a_reading(page, looked_at)


def what_if(page: Page, looked_at: list[str]) -> None:
    """60 nights instead of 90, on the municipality's own nights."""
    turns_to(page.get_by_role("link", name="Hvad nu hvis").first)
    page.get_by_label("Nætter med refusion i et løbende år").fill("60")
    page.get_by_label("Fra hvilken nat gælder tallene?").fill("1/4-2026")
    turns_to(page.get_by_role("button", name="Regn"))
    page.get_by_text("Antaget: 60 nætter med refusion").wait_for()
    looked_at += problems(page)
    pictures.for_guide(page, "hvad-nu-hvis")


def choose_a_reading(page: Page, looked_at: list[str]) -> None:
    """What a reading changes stands on the page before it can be saved."""
    turns_to(page.get_by_role("link", name="Anmodninger").first)
    turns_to(page.get_by_role("link", name="Jeres læsninger af loven"))
    turns_to(page.get_by_role("link", name="Tælles nætter"))
    page.get_by_label("både første og sidste dag").check()
    page.get_by_label("Hvad det bygger på").fill("Råd, opdigtet")
    page.get_by_label("Hvorfor").fill("Vi læser den sådan")
    assert page.get_by_role("button", name="Gem valget").count() == 0
    turns_to(page.get_by_role("button", name="Se, hvad det ændrer"))
    page.get_by_role("button", name="Gem valget").wait_for()
    looked_at += problems(page)
    turns_to(page.get_by_role("button", name="Gem valget"))
    page.get_by_text("Jeres valg er gemt").wait_for()
