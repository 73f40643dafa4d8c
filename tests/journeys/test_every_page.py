"""Every page of the registry in a browser: axe, width and language, filled from the demo, forms sent empty.

Each page stands once on a desk in Danish and once on a phone in English, each of its forms once more on the
phone in Danish after it was sent with nothing in it. The ordinary run takes the first page of each area.
"""

from collections.abc import Iterable, Iterator
from typing import Any

import pytest
import time_machine
from playwright.sync_api import Page

from tests.every_page import AS_EVERY_ROLE, Demo, Spot, opened, spots_of_world
from tests.guards.access_world import VISITOR, build_world, soon
from tests.journeys.accessible import DESK, PHONE, Console, problems

# What a page shows does not depend on the database: once is enough.
pytestmark = [pytest.mark.browser, pytest.mark.sqlite]

LOOKS = (("da", DESK), ("en", PHONE))
# The page's own forms with something to type in.
OWN = """[...document.querySelectorAll('main form[method=post]')].filter(form =>
    new URL(form.action).pathname === location.pathname && form.querySelector(
        'input:not([type=hidden]):not([type=radio]):not([type=checkbox]):not([type=file]), textarea'))"""
SEND_EMPTY = (
    """n => {
    const form = """
    + OWN
    + """[n];
    for (const field of form.querySelectorAll('input, textarea')) {
        if (!['hidden', 'checkbox', 'radio', 'submit', 'file'].includes(field.type)) field.value = '';
        if (field.type === 'file') field.disabled = true;
    }
    HTMLFormElement.prototype.submit.call(form);
}"""
)
# A letter is in the language of whoever gets it, not of whoever sits at the screen.
OF_ITS_OWN_LANGUAGE = "decisions:sheet "
MOST_FORMS = 6


class Reader:
    """Looks at pages as one after another, and remembers what was wrong."""

    def __init__(self, page: Page, server: str, console: Console) -> None:
        self.page, self.server, self.console = page, server, console
        self.found: set[str] = set()
        self.pages = self.forms = 0

    def look_at(self, spots: list[Spot]) -> None:
        """Each page in each look, then each of its forms sent empty: that may change what others show."""
        for spot in spots:
            for language, width in LOOKS:
                self._open(spot, language, width)
                self._check(f"{spot.route} as {spot.role}, {language} at {width}", language)
            self.pages += 1
        for spot in spots:
            self._open(spot, "da", PHONE)
            for number in range(min(self.page.evaluate(f"{OWN}.length"), MOST_FORMS)):
                self._open(spot, "da", PHONE)
                if number >= self.page.evaluate(f"{OWN}.length"):
                    break  # what was sent before has taken it away
                self._send_empty(number)
                self.forms += 1
                self._check(f"{spot.route} as {spot.role}, form {number} sent empty", "da")

    def _send_empty(self, number: int) -> None:
        with self.page.expect_navigation(wait_until="load"):
            self.page.evaluate(SEND_EMPTY, number)

    def _open(self, spot: Spot, language: str, width: int) -> None:
        self.page.context.clear_cookies()
        cookies = (*spot.cookies, ("hjemad_language", language))
        self.page.context.add_cookies(
            [{"name": name, "value": value, "url": self.server} for name, value in cookies]
        )
        self.page.set_viewport_size({"width": width, "height": 900})
        self.page.goto(self.server + spot.place)

    def _check(self, where: str, language: str) -> None:
        lines = [line.split(": ", 1)[-1] for line in problems(self.page)]
        if (said := self.page.locator("html").get_attribute("lang")) != language and (
            not where.startswith(OF_ITS_OWN_LANGUAGE)
        ):
            lines.append(f"says it is in {said}")
        self.found |= {f"{where}: {line}" for line in (*lines, *self.console.lines)}
        self.console.lines.clear()


@pytest.fixture
def reader(page: Page, live_server: Any, console: Console) -> Reader:
    return Reader(page, live_server.url, console)


def pages(spots: Iterable[Spot]) -> Iterator[Spot]:
    """Those that are pages of the house. A letter on its own is none."""
    return (spot for spot, text in opened(spots) if 'id="main"' in text)


def first_of_each_area(spots: Iterable[Spot]) -> list[Spot]:
    """One page of each area; the others are not opened."""
    found: dict[str, Spot] = {}

    def wanted() -> Iterator[Spot]:
        for spot in spots:
            of_one = spot.role != VISITOR and spot.route not in AS_EVERY_ROLE
            if of_one and spot.route.split(":")[0] not in found:
                yield spot

    for spot in pages(wanted()):
        found[spot.route.split(":")[0]] = spot
    return list(found.values())


def test_the_first_page_of_each_area_has_nothing_axe_knows_of(reader: Reader) -> None:
    with time_machine.travel(soon(), tick=False):
        reader.look_at(first_of_each_area(spots_of_world(build_world())))

    assert sorted(reader.found) == []
    assert reader.pages >= 7


@pytest.mark.slow
def test_no_page_has_anything_axe_knows_of_nor_has_any_form_sent_empty(reader: Reader) -> None:
    with time_machine.travel(soon(), tick=False):
        reader.look_at(list(pages(spots_of_world(build_world()))))

    assert sorted(reader.found) == []


@pytest.mark.slow
def test_no_page_the_demo_has_filled_has_either(reader: Reader) -> None:
    reader.look_at(list(pages(Demo().spots())))

    assert sorted(reader.found) == []
