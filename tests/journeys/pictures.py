"""Pictures of pages, taken only when they are asked for: drawing one costs as much as opening its page.

`HJEMAD_PICTURES=docs/images` writes those of the guide there, and every page at every width to
build/screenshots.
"""

import os
from pathlib import Path

from playwright.sync_api import Locator, Page

GUIDE = os.environ.get("HJEMAD_PICTURES")
EVERY = Path("build/screenshots")
# The letters are there, and the page has been drawn with them: two frames after the last of them came.
DRAWN = """async () => {
    await document.fonts.ready;
    await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
    await document.fonts.ready;
}"""


def for_guide(page: Page, name: str, *, full_page: bool = False) -> None:
    """The guide's picture of this name is the page as it stands, where pictures are asked for."""
    if GUIDE:
        _draw(page, Path(GUIDE) / f"{name}.png", full_page=full_page)


def of_part(part: Locator, name: str) -> None:
    """The guide's picture of this name is that part of the page, where pictures are asked for."""
    if GUIDE:
        part.page.evaluate(DRAWN)
        part.screenshot(path=Path(GUIDE) / f"{name}.png")


def for_eyes(page: Page, name: str) -> None:
    """The whole page stands among the screenshots, where pictures are asked for."""
    if GUIDE:
        _draw(page, EVERY / f"{name}.png", full_page=True)


def _draw(page: Page, file: Path, *, full_page: bool) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    page.evaluate(DRAWN)
    page.screenshot(path=file, full_page=full_page)
