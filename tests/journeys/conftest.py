"""A browser, the server of the test beside it, and how somebody signs in by keys and clicks."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connections
from playwright.sync_api import Page, Playwright

from tests.journeys.accessible import Console, problems
from tests.journeys.pictures import DRAWN
from tests.journeys.turning import turns_to

PATIENCE_MS = 10_000


@pytest.fixture(scope="session")
def playwright(playwright: Playwright) -> Iterator[Playwright]:
    """The browser's driver. Django opens a second connection beside it, which goes when it stops."""
    yield playwright
    connections.close_all()


@pytest.fixture(autouse=True)
def with_real_transactions(transactional_db: None) -> None:
    """Another thread serves the pages: what the test writes must be committed for it to be seen."""


@pytest.fixture
def console(page: Page) -> Console:
    """What the browser complains about during the journey."""
    heard = Console()
    page.on("console", heard.listen)
    page.set_default_timeout(PATIENCE_MS)
    return heard


@pytest.fixture
def open_at(page: Page, live_server: Any, console: Console) -> Callable[[str], Page]:
    """Opens an address of the house."""

    def open_address(path: str) -> Page:
        page.goto(f"{live_server.url}{path}")
        return page

    return open_address


@pytest.fixture
def sign_in(open_at: Callable[[str], Page]) -> Callable[..., Page]:
    """Signs in as a browser user does: `sign_in("ditte", next="/")`."""

    def by_keys(username: str, *, password: str = "", address: str = "/log-paa/") -> Page:
        from tests import people

        page = open_at(address)
        page.get_by_label("Brugernavn").fill(username)
        page.get_by_label("Adgangskode").fill(password or people.PASSWORD)
        turns_to(page.get_by_role("main").get_by_role("button", name="Log på"))
        page.evaluate(DRAWN)  # what is pressed next stands where it stays: letters have come, the menu folded
        return page

    return by_keys


@pytest.fixture
def in_english(page: Page) -> Callable[[], None]:
    """Switches the page that stands there to English, as a reader does."""

    def switch() -> None:
        turns_to(page.get_by_role("button", name="In English"))
        page.locator("html[lang=en]").wait_for()

    return switch


@pytest.fixture
def looked_at(console: Console) -> Iterator[list[str]]:
    """Collects what is wrong on the pages of a journey; anything found fails it at the end."""
    found: list[str] = []
    yield found
    assert [*found, *console.lines] == []


@pytest.fixture
def look(page: Page, looked_at: list[str]) -> Callable[[], None]:
    """Checks the page that stands there: accessibility, width, heading."""

    def check() -> None:
        looked_at.extend(problems(page))

    return check
