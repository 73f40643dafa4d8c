"""The one computer in the office of the house, and what people do at it: sit down, look, press, write."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

import time_machine
from playwright.sync_api import Locator, Page, expect

from tests import people
from tests.journeys import pictures
from tests.journeys.accessible import DESK, HEIGHT, look_at_every_width
from tests.journeys.turning import turns_to

# The button of an admission says whom it admits where, once both are known.
ADMITS = re.compile("^Indskriv")


class Desk:
    """A browser at which several people work, one after another. Nobody types an address after the first."""

    def __init__(self, page: Page, looked_at: list[str]) -> None:
        self.page = page
        self.looked_at = looked_at
        self.seen: set[str] = set()
        self.codes: dict[str, str] = {}
        page.set_viewport_size({"width": DESK, "height": HEIGHT})

    @property
    def main(self) -> Locator:
        """The page without menu and foot."""
        return self.page.get_by_role("main")

    @contextmanager
    def at(self, moment: datetime, what: str) -> Iterator[None]:
        """A step of the story at that moment; what fails in it says so by its name."""
        with time_machine.travel(moment, tick=True):
            try:
                yield
            except BaseException as error:
                error.add_note(f"in the step {moment:%H.%M}: {what}")
                raise

    def look(self, name: str, *, guide: str = "") -> None:
        """A page seen for the first time in the walk: the accessibility rules at desk and phone width."""
        assert name not in self.seen, f"{name} is looked at twice"
        self.seen.add(name)
        if guide:
            pictures.for_guide(self.page, guide, full_page=True)
        look_at_every_width(self.page, f"nat-{name}", self.looked_at)

    # Pressing and reading

    def menu(self, name: str) -> None:
        """A page of the main menu; what has no room in it stands under “Mere”."""
        menu = self.page.get_by_role("navigation", name="Hovedmenu")
        link = menu.get_by_role("link", name=name, exact=True)
        more = menu.get_by_text("Mere", exact=True).locator("visible=true")
        expect(link.or_(more).first).to_be_visible()
        self.page.wait_for_load_state()
        self.page.evaluate("document.fonts.ready")
        if not link.is_visible():
            more.first.click()
        turns_to(link)

    def follow(self, name: str | re.Pattern[str]) -> None:
        """A link on the page."""
        turns_to(self.main.get_by_role("link", name=name, exact=isinstance(name, str)).first)

    def press(self, name: str | re.Pattern[str]) -> None:
        """A button on the page; each sends its form, and the answer is a page."""
        turns_to(self.main.get_by_role("button", name=name, exact=isinstance(name, str)))

    def write(self, label: str, text: str) -> None:
        """A field gets this text."""
        self.main.get_by_label(label).fill(text)

    def choose(self, label: str, *, exact: bool = False) -> None:
        """A choice is made."""
        self.main.get_by_label(label, exact=exact).check()

    def says(self, *texts: str) -> None:
        """Each stands on the page."""
        for text in texts:
            expect(self.main).to_contain_text(text)

    def heading(self, text: str) -> None:
        """The page is this one."""
        expect(self.page.get_by_role("heading", level=1)).to_have_text(text)

    def announces(self, text: str) -> None:
        """The page says what just happened."""
        expect(self.page.get_by_role("status").first).to_contain_text(text)

    def bed(self, label: str) -> Locator:
        """The box of that place on the board."""
        return self.main.locator("li.hj-bed").filter(has=self.page.locator(".hj-bed-no", has_text=label))

    def on_paper(self) -> str:
        """What the printer would draw: the text of the page as it is laid out for paper."""
        self.page.emulate_media(media="print")
        text = self.page.locator("body").inner_text()
        self.page.emulate_media(media="screen")
        return text

    def admits(self, who: str, *, place: str, night: str = "", unnamed: bool = False) -> None:
        """Who and which place; after midnight also which night."""
        self.menu("I nat")
        turns_to(self.page.get_by_role("link", name=f"Indskriv på plads {place}"))
        self.write("Hvem, eller hvad kaldes borgeren?", who)
        if unnamed:
            self.choose("Navnet kendes ikke")
        if night:
            self.choose(night)
        self.press(ADMITS)

    # Who sits here

    def signs_in(self, username: str, password: str = people.PASSWORD) -> None:
        """From the page of sign-in, with the password."""
        self.write("Brugernavn", username)
        self.write("Adgangskode", password)
        self.press("Log på")

    def signs_in_over_it(self, username: str, password: str = people.PASSWORD) -> None:
        """The screen was left and has locked itself; somebody new shows the password."""
        self.wakes()
        self.follow("Log på som en anden")
        self.signs_in(username, password)

    def has_a_short_code(self, username: str, code: str, password: str = people.PASSWORD) -> None:
        """Whoever sits here chooses six digits of their own."""
        turns_to(self.page.get_by_role("link", name="Mit log på").first)
        self.follow("Vælg Kort kode")
        self.write("Seks cifre", code)
        self.write("Din adgangskode nu", password)
        self.press("Gem")
        self.codes[username] = code

    def is_back(self, username: str) -> None:
        """The screen has locked itself; the one who worked here opens it with the short code."""
        self.wakes()
        self.write("Kort kode", self.codes[username])
        self.press("Fortsæt")

    def takes_over(self, username: str) -> None:
        """The screen has locked itself; a colleague who has sat here tonight takes over."""
        self.wakes()
        self.follow(re.compile(f"^Skift {username.capitalize()}"))
        self.write("Kort kode", self.codes[username])
        self.press(re.compile(f"^Skift til {username.capitalize()}"))

    def wakes(self) -> None:
        """Somebody presses something; the page has locked itself and says whose it is."""
        if self.page.get_by_role("heading", level=1).inner_text() != "Låst":
            self.menu("I nat")
        self.heading("Låst")
