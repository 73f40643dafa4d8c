"""What every page keeps: no violation axe knows of, nothing wider than the screen, a quiet console."""

from dataclasses import dataclass, field
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from django.db import connection
from playwright.sync_api import ConsoleMessage, Page

from tests.journeys import pictures

DESK, PHONE = 1280, 390
WIDTHS = (DESK, PHONE)
HEIGHT = 900
AXE = Axe()


@dataclass
class Console:
    """What the browser complained about, among it everything the content security policy refused."""

    lines: list[str] = field(default_factory=list)

    def listen(self, message: ConsoleMessage) -> None:
        """Keeps warnings and errors; an address that answers with an error page is not one of ours."""
        if message.type in {"error", "warning"} and "Failed to load resource" not in message.text:
            self.lines.append(message.text)


def look_at_every_width(page: Page, name: str, looked_at: list[str]) -> None:
    """What is wrong with the page at any of the widths stands in `looked_at`; it stands on a desk again."""
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": HEIGHT})
        page.evaluate(pictures.DRAWN)  # the menu folds when it has been drawn
        pictures.for_eyes(page, f"{name}-{width}")
        looked_at += problems(page)
    page.set_viewport_size({"width": DESK, "height": HEIGHT})


def problems(page: Page) -> list[str]:
    """Everything wrong with the page once it stands; empty when nothing is.

    axe is asked on SQLite only: the pages are the same on the other database.
    """
    page.wait_for_load_state()
    found = too_wide(page)
    if page.locator("h1").count() != 1:
        found.append(f"{page.url}: {page.locator('h1').count()} headings of the first level")
    for violation in _violations(page) if connection.vendor == "sqlite" else ():
        nodes = "; ".join(node["html"][:120] for node in violation["nodes"][:3])
        found.append(f"{page.url}: {violation['id']}: {nodes}")
    return found


def too_wide(page: Page) -> list[str]:
    """That the page must be pushed sideways to be read; empty when it need not."""
    scroll, inner = page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
    return [f"{page.url}: {scroll} wide on a screen of {inner}"] if scroll > inner else []


def _violations(page: Page) -> list[dict[str, Any]]:
    """axe's own, which is half a megabyte: it is sent once to each page."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.axe_script)
    found: list[dict[str, Any]] = page.evaluate(
        "axe.run({resultTypes: ['violations']}).then(r => r.violations)"
    )
    return found
