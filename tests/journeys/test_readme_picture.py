"""The picture on the README's first screen, made by opening the page it shows.

`HJEMAD_PICTURES=docs/images` writes it there; without that the page is opened and looked at all the same.
"""

import os
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest
import time_machine
from playwright.sync_api import Page

from hjemad.config.demo.load import load
from hjemad.synthetic.denmark import denmark
from tests import people
from tests.journeys.accessible import problems

# One picture; that a country loads on PostgreSQL is tested in tests/demo.
pytestmark = [pytest.mark.browser, pytest.mark.sqlite]
NOW = datetime(2026, 11, 24, 10, tzinfo=people.COPENHAGEN)


def test_the_draft_of_a_quarter_in_an_invented_municipality(
    page: Page, sign_in: Callable[..., Page], looked_at: list[str]
) -> None:
    country = denmark(citizens=1500, seed=1, first=date(2021, 11, 24), last=date(2026, 11, 24))
    loaded = load(country, at=NOW)
    economist = next(user for user in loaded.users if user.roles[0][0] == "economist")
    page.set_viewport_size({"width": 1280, "height": 900})

    with time_machine.travel(NOW, tick=True):
        address = "/log-paa/?next=/anmodninger/kvartal/2026Q3/"
        sign_in(economist.username, password=economist.password, address=address)
        page.get_by_role("heading", name="Linjer").wait_for()

    looked_at += problems(page)
    folder = Path(os.environ.get("HJEMAD_PICTURES", "build/screenshots"))
    folder.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=folder / "anmodning.png")
