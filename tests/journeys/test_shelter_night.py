"""A night and a day in a shelter by clicks and keys, in Danish on a desk and in English on a phone."""

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
import time_machine
from playwright.sync_api import Page, expect

from hjemad.areas.citizens.actions import set_identity, set_responsible_municipality
from hjemad.areas.citizens.queries import record_for
from hjemad.areas.citizens.rules import PersonDetails
from hjemad.areas.shelters.actions import open_place
from hjemad.foundation.access.actor import Actor
from hjemad.foundation.organisations.actions import create_organisation
from hjemad.foundation.organisations.models import Kind
from hjemad.kernel.person_number import PersonNumber
from tests import people
from tests.journeys import pictures
from tests.journeys.accessible import HEIGHT, look_at_every_width, too_wide
from tests.journeys.night_desk import ADMITS
from tests.journeys.turning import enter_turns, turns_to
from tests.stays import a_stay

pytestmark = pytest.mark.browser

AFTER_MIDNIGHT = datetime(2026, 11, 24, 0, 40, tzinfo=people.COPENHAGEN)
NEXT_DAY = datetime(2026, 11, 24, 10, 15, tzinfo=people.COPENHAGEN)
FRIDAY = datetime(2026, 11, 27, 12, 30, tzinfo=people.COPENHAGEN)
SMALLEST = 320
FLOORS = {
    "Stuen: akut": ["101", "102 kvinde", "103", "104 par · hund", "105 kørestol", "106"],
    "1. sal: udredning": ["201", "202", "203", "204", "205", "206 kvinde · stille"],
}
# Place, who, nights ago, home municipality ("" not known). All invented; the first has no name.
SLEEPERS = [
    ("101", "grøn jakke, ca. 60 år", 1, ""),
    ("102", "Torben Skovfryd", 120, "615"),
    ("103", "Preben Ålykke", 41, "615"),
    ("105", "Alex Rudkær", 2, "751"),
    ("201", "Ismail Korsdal", 63, "615"),
    ("203", "Mads-Emil Friis Bækgaard-Halvorsen", 300, "851"),
    ("204", "Lone Enghave", 17, ""),
]


def known(actor: Actor, *, record_id: int, name: str, code: str, since: date) -> None:
    """The person's name is written, and the municipality where it is known."""
    record = record_for(actor, record_id=record_id)
    if "," not in name:
        details = PersonDetails(full_name=name)
        set_identity(record, by=actor, details=details, at=people.NOW, reason="")
    if code:
        home = people.municipality(code)
        set_responsible_municipality(
            record, by=actor, acts=home, pays=home, valid_from=since, at=people.NOW, basis="en test"
        )


@pytest.fixture
def house() -> people.House:
    """Åhuset with two floors, most of it full, and Jonna, who lived here in June."""
    shelter = people.a_house("Åhuset", places=0).shelter
    beds = []
    for at, (floor, places) in enumerate(FLOORS.items()):
        department = create_organisation(
            Kind.DEPARTMENT, code=f"F{at}", name=floor, valid_from=people.LONG_AGO, at=people.NOW, by=None,
            parent=shelter,
        )  # fmt: skip
        for place in places:
            label, _, traits = place.partition(" ")
            beds.append(
                open_place(
                    by=None, department=department, label=label, traits=traits, valid_from=people.LONG_AGO,
                    at=people.NOW,
                )
            )  # fmt: skip
    whole = people.House(shelter=shelter, department=beds[0].department, places=tuple(beds))
    ditte = people.ditte(whole)
    labels = [bed.label for bed in beds]
    for label, name, ago, code in SLEEPERS:
        night = people.TODAY - timedelta(days=ago)
        stay = a_stay(ditte, house=whole, night=night, nights=None, place=labels.index(label), called=name)
        known(ditte, record_id=stay.record_id, name=name, code=code, since=night)
    june = a_stay(ditte, house=whole, night=date(2026, 6, 11), nights=13, place=11, called="Jonna Lyngbæk")
    known(ditte, record_id=june.record_id, name="Jonna Lyngbæk", code="615", since=date(2026, 6, 11))
    return whole


@pytest.fixture
def seen(page: Page, looked_at: list[str]) -> Callable[..., None]:
    """The page that stands there at every width: the accessibility rules, no sideways scroll, pictures."""

    def look(name: str, *, guide: str = "") -> None:
        page.set_viewport_size({"width": SMALLEST, "height": HEIGHT})
        page.evaluate(pictures.DRAWN)
        looked_at.extend(too_wide(page))
        look_at_every_width(page, name, looked_at)
        if guide:
            pictures.for_guide(page, guide, full_page=True)

    return look


def main_button(page: Page, name: str | re.Pattern[str]) -> None:
    turns_to(page.get_by_role("main").get_by_role("button", name=name, exact=isinstance(name, str)))


def test_a_knock_after_midnight_is_admitted_by_keys_alone(
    page: Page, house: people.House, sign_in: Callable[..., Page], seen: Callable[..., None]
) -> None:
    with time_machine.travel(AFTER_MIDNIGHT, tick=True):
        sign_in("ditte")
        expect(page.get_by_role("heading", level=1)).to_have_text("I nat")
        seen("night-1-board", guide="i-nat")
        turns_to(page.get_by_role("button", name="Forbogstaver"))
        expect(page.get_by_role("link", name="T. S.")).to_be_visible()
        assert "Skovfryd" not in page.content()
        seen("night-2-initials")
        turns_to(page.get_by_role("button", name="Navne"))

        page.get_by_role("link", name="Indskriv på plads 206").focus()
        enter_turns(page)
        page.get_by_label("Hvem, eller hvad kaldes borgeren?").focus()
        page.keyboard.type("jonna")
        page.keyboard.press("Tab")
        page.keyboard.press("Tab")
        expect(page.get_by_label("206 · kvinde · stille")).to_be_checked()
        page.keyboard.press("Tab")
        page.keyboard.press("Space")
        expect(page.get_by_label("Natten mandag 23. til tirsdag 24. nov. 2026")).to_be_checked()
        seen("night-3-admit")
        enter_turns(page)

        page.get_by_text("Huset kender nogen, der passer").wait_for()
        expect(page.get_by_text("Navnet passer. Boede her 11.–24. jun. 2026.")).to_be_visible()
        seen("night-4-who", guide="indskriv")
        page.get_by_label("Jonna Lyngbæk").focus()
        page.keyboard.press("Space")
        enter_turns(page)

        expect(page.get_by_role("heading", level=1)).to_have_text("Resten, i morgen")
        expect(page.get_by_role("status")).to_contain_text("Jonna Lyngbæk er indskrevet på plads 206")
        expect(page.get_by_role("button", name="Fortryd")).to_be_visible()
        seen("night-5-saved")

        turns_to(page.get_by_role("link", name="I nat").first)
        expect(page.get_by_role("link", name="Jonna Lyngbæk").first).to_be_visible()


def test_somebody_who_sleeps_here_already_is_told_with_the_way_to_the_stay(
    page: Page, house: people.House, sign_in: Callable[..., Page], seen: Callable[..., None]
) -> None:
    with time_machine.travel(AFTER_MIDNIGHT, tick=True):
        sign_in("ditte", address="/log-paa/?next=/i-nat/indskriv/")
        page.get_by_label("Hvem, eller hvad kaldes borgeren?").fill("torben")
        page.get_by_label("104 · par · hund").check()
        page.get_by_label("Natten mandag 23. til").check()
        main_button(page, ADMITS)
        page.get_by_label("Torben Skovfryd").check()
        main_button(page, ADMITS)

        expect(page.get_by_role("alert")).to_contain_text("Borgeren sover allerede på plads 102")
        seen("night-6-already")
        turns_to(page.get_by_role("link", name="Se opholdet"))
        expect(page.get_by_role("heading", level=1)).to_have_text("Torben Skovfryd")


def test_the_questions_of_the_day_after_are_answered(
    page: Page, house: people.House, sign_in: Callable[..., Page], seen: Callable[..., None]
) -> None:
    number = PersonNumber.invented(7, birth_date=date(1966, 3, 2))
    with time_machine.travel(NEXT_DAY, tick=True):
        sign_in("ditte")
        turns_to(page.get_by_role("link", name="grøn jakke").first)
        turns_to(page.get_by_role("link", name="Spørg", exact=True))
        seen("day-1-questions", guide="spoergsmaal")
        page.get_by_label("Hvad er dit fulde navn?").fill("Kaj Strandvig")
        page.get_by_label("Har du et CPR-nummer?").fill("12x")
        page.get_by_label("I hvilken kommune").select_option(label="Horsens")
        main_button(page, "Gem svar")
        expect(page.get_by_role("alert")).to_contain_text(
            "Et CPR-nummer har 10 cifre. Du skrev 2 og et bogstav"
        )
        expect(page.get_by_label("Hvad er dit fulde navn?")).to_have_value("Kaj Strandvig")
        seen("day-2-wrong-number")
        page.get_by_label("Har du et CPR-nummer?").fill(number.full())
        main_button(page, "Gem svar")
        page.get_by_text("Svarene er gemt").wait_for()
        expect(page.get_by_role("main")).to_contain_text("620366-••••")
        assert number.full() not in page.content()
        seen("day-3-answered")
        turns_to(page.get_by_role("button", name="Vis hele CPR-nummeret"))
        expect(page.get_by_role("main")).to_contain_text(number.full())
        seen("day-4-number")
        turns_to(page.get_by_role("link", name="Tilbage"))
        expect(page.get_by_role("main")).to_contain_text("Horsens Kommune skal have besked")
        seen("day-5-stay", guide="ophold")


def test_a_stay_is_ended_corrected_and_withdrawn(
    page: Page, house: people.House, sign_in: Callable[..., Page], seen: Callable[..., None]
) -> None:
    with time_machine.travel(FRIDAY, tick=True):
        sign_in("ditte", address="/log-paa/?next=/beboere/")
        seen("day-6-residents")
        page.get_by_label("Find en borger blandt jeres egne").fill("rudk")
        main_button(page, "Søg")
        assert "rudk" not in page.url
        seen("day-7-found")
        turns_to(page.get_by_role("link", name="Alex Rudkær"))
        turns_to(page.get_by_role("link", name="Udskriv", exact=True))
        seen("day-8-discharge", guide="udskriv")
        page.get_by_label("Hvilken anden dag?").fill("20/11-2026")
        page.get_by_label("Flyttet i egen bolig").check()
        main_button(page, "Udskriv")
        expect(page.get_by_role("alert")).to_contain_text("Skriv en dato fra 21. nov. 2026 og frem")
        seen("day-9-too-early")
        page.get_by_label("Hvilken anden dag?").fill("")
        page.get_by_label("I dag, 27. nov. 2026").check()
        page.get_by_label("Hvorhen?").fill("Egen lejlighed")
        main_button(page, "Udskriv")
        page.get_by_text("Pladsen er fri fra den dag").wait_for()
        expect(page.get_by_role("main")).to_contain_text("Opholdet har 6 nætter")

        turns_to(page.get_by_role("link", name="Ret opholdet"))
        page.get_by_label("Udskrevet").fill("26/11-2026")
        page.get_by_label("Hvorfor rettes det?").fill("Han rejste torsdag")
        seen("day-10-correct")
        main_button(page, "Ret opholdet")
        expect(page.get_by_role("main")).to_contain_text("Han rejste torsdag")
        seen("day-11-history", guide="historie")
        turns_to(page.get_by_role("link", name="Træk opholdet tilbage"))
        page.get_by_label("Hvorfor var det en fejl?").fill("Skrevet på den forkerte")
        seen("day-12-withdraw")
        main_button(page, "Træk opholdet tilbage")
        page.get_by_text("Opholdet er trukket tilbage").wait_for()


def test_the_same_night_in_english_on_a_phone(
    page: Page, house: people.House, sign_in: Callable[..., Page], in_english: Callable[[], None],
    seen: Callable[..., None],
) -> None:  # fmt: skip
    page.set_viewport_size({"width": 390, "height": 844})
    with time_machine.travel(AFTER_MIDNIGHT, tick=True):
        sign_in("ditte")
        in_english()
        seen("english-1-board")
        page.set_viewport_size({"width": 390, "height": 844})
        turns_to(page.get_by_role("link", name="Admit", exact=True).first)
        page.get_by_label("Who, or what is the citizen called?").fill("tall, red cap")
        page.get_by_label("104 · par · hund").check()
        page.get_by_label("The night Monday 23 to Tuesday 24 Nov 2026").check()
        seen("english-2-admit")
        page.set_viewport_size({"width": 390, "height": 844})
        main_button(page, re.compile("^Admit"))
        page.get_by_text("tall, red cap is admitted to place 104").wait_for()
        seen("english-3-questions")
        page.get_by_label("What is your full name?").fill("Ole Prøve")
        main_button(page, "Save the answers")
        page.get_by_text("The answers are saved").wait_for()
        turns_to(page.get_by_role("link", name="Back to the stay"))
        turns_to(page.get_by_role("link", name="Discharge", exact=True))
        seen("english-5-discharge")
