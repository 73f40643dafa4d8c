"""What every page keeps: no violation axe knows of, nothing wider than the screen, a quiet console."""

from dataclasses import dataclass, field

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import ConsoleMessage, Page

DESK, PHONE = 1280, 390
WIDTHS = (DESK, PHONE)


@dataclass
class Console:
    """What the browser complained about, among it everything the content security policy refused."""

    lines: list[str] = field(default_factory=list)

    def listen(self, message: ConsoleMessage) -> None:
        """Keeps warnings and errors; an address that answers with an error page is not one of ours."""
        if message.type in {"error", "warning"} and "Failed to load resource" not in message.text:
            self.lines.append(message.text)


def problems(page: Page) -> list[str]:
    """Everything wrong with the page as it stands; empty when nothing is."""
    found = []
    scroll, inner = page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
    if scroll > inner:
        found.append(f"{page.url}: {scroll} wide on a screen of {inner}")
    if page.locator("h1").count() != 1:
        found.append(f"{page.url}: {page.locator('h1').count()} headings of the first level")
    for violation in Axe().run(page).response["violations"]:
        nodes = "; ".join(node["html"][:120] for node in violation["nodes"][:3])
        found.append(f"{page.url}: {violation['id']}: {nodes}")
    return found
