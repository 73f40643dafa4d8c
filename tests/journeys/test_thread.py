"""The whole thread by clicks and keys: a knock at night, a name next day, a discharge, a closed quarter.

The only address ever opened is the sign-in page; from there a user finds the way by what the pages show.
"""

from collections.abc import Callable
from datetime import date, datetime

import pytest
import time_machine
from playwright.sync_api import Page

from hjemad.kernel.money import Money
from tests import people
from tests.journeys.accessible import look_at_every_width
from tests.journeys.turning import turns_to
from tests.properties.refund_twin import Facts, right_sums

pytestmark = pytest.mark.browser


def at(page: Page, moment: datetime, go_on: Callable[[], None]) -> None:
    """The same browser, that moment, signed in anew: nobody stays signed in for days."""
    page.context.clear_cookies()
    with time_machine.travel(moment, tick=True):
        go_on()


def moment(day: str, hour: int) -> datetime:
    return datetime.fromisoformat(day).replace(hour=hour, tzinfo=people.COPENHAGEN)


@pytest.fixture
def place() -> people.House:
    house = people.a_house()
    people.ditte(house)
    people.mette()
    people.svend()
    return house


def knock(page: Page, sign_in: Callable[..., Page], looked_at: list[str]) -> None:
    sign_in("ditte")
    look_at_every_width(page, "i-nat", looked_at)
    turns_to(page.get_by_role("link", name="Indskriv").first)
    page.get_by_label("Hvem, eller hvad kaldes").fill("Kaj")
    page.get_by_role("radio").first.check()
    page.get_by_label("Natten torsdag 10. til").check()
    look_at_every_width(page, "indskriv", looked_at)
    turns_to(page.get_by_role("main").get_by_role("button", name="Indskriv"))
    page.get_by_text("er indskrevet på plads 001").wait_for()
    page.get_by_label("Hvad er dit fulde navn?").fill("Kaj Opdigtet")
    page.get_by_label("I hvilken kommune").select_option(label="Horsens")
    assert page.get_by_label("Fra hvilken dag").input_value() == "10.\xa0sep. 2026"
    look_at_every_width(page, "identitet", looked_at)
    turns_to(page.get_by_role("button", name="Gem svar"))
    page.get_by_text("Svarene er gemt").wait_for()


def leave(page: Page, sign_in: Callable[..., Page], looked_at: list[str]) -> None:
    sign_in("ditte")
    turns_to(page.get_by_role("link", name="Kaj Opdigtet", exact=True))
    turns_to(page.get_by_role("link", name="Udskriv"))
    page.get_by_label("I dag, 20. sep. 2026").check()
    page.get_by_label("Flyttet i egen bolig").check()
    look_at_every_width(page, "udskriv", looked_at)
    turns_to(page.get_by_role("main").get_by_role("button", name="Udskriv"))
    page.get_by_text("Pladsen er fri fra den dag").wait_for()


def claim(page: Page, sign_in: Callable[..., Page], looked_at: list[str]) -> None:
    sign_in("mette")
    turns_to(page.get_by_role("link", name="Anmodninger").first)
    turns_to(page.get_by_role("link", name="Åbn den næste anmodning"))
    page.get_by_text("Takst mangler").wait_for()
    look_at_every_width(page, "kladde-venter", looked_at)
    turns_to(page.get_by_role("link", name="Indtast taksten"))
    page.get_by_label("Takst pr. døgn").fill("1.500,00")
    page.get_by_label("Ja").check()
    page.get_by_label("Faktura").check()
    page.get_by_label("Hvor den står").fill("Faktura 12, opdigtet")
    look_at_every_width(page, "takst", looked_at)
    turns_to(page.get_by_role("button", name="Gem taksten"))
    page.get_by_text("Det er gemt").wait_for()
    turns_to(page.get_by_role("link", name="Anmodninger").first)
    turns_to(page.get_by_role("link", name="Åbn den næste anmodning"))
    turns_to(page.get_by_role("link", name="Indtast egenbetalingen"))
    page.get_by_label("Nedsat").check()
    page.get_by_label("Egenbetaling pr. døgn").fill("96,71")
    look_at_every_width(page, "egenbetaling", looked_at)
    turns_to(page.get_by_role("button", name="Gem betalingen"))
    page.get_by_text("Det er gemt").wait_for()
    turns_to(page.get_by_role("link", name="Anmodninger").first)
    turns_to(page.get_by_role("link", name="Åbn den næste anmodning"))
    look_at_every_width(page, "kladde", looked_at)
    turns_to(page.get_by_role("link", name="Kaj Opdigtet", exact=True))
    look_at_every_width(page, "linje", looked_at)
    page.go_back()
    turns_to(page.get_by_role("link", name="Opstil anmodningen"))
    look_at_every_width(page, "opstil", looked_at)
    turns_to(page.get_by_role("button", name="Opstil med"))
    page.get_by_text("En anden kontrollerer den nu").first.wait_for()


def check(page: Page, sign_in: Callable[..., Page], looked_at: list[str]) -> None:
    sign_in("svend")
    turns_to(page.get_by_role("link", name="Anmodninger").first)
    turns_to(page.get_by_role("link", name="Åbn den næste anmodning"))
    turns_to(page.get_by_role("link", name="Kontrollér anmodningen"))
    look_at_every_width(page, "kontroller", looked_at)
    turns_to(page.get_by_role("button", name="Kontrollér og luk med"))
    page.get_by_text("Linjerne er lukket og ændres ikke mere").wait_for()
    look_at_every_width(page, "lukket", looked_at)
    turns_to(page.get_by_role("link", name="Notér afsendelsen"))
    page.get_by_label("Statens portal").check()
    page.get_by_label("Hvad beviser det?").fill("Kvittering 12, opdigtet")
    look_at_every_width(page, "send", looked_at)
    turns_to(page.get_by_role("button", name="Notér som sendt"))
    page.get_by_text("Afsendelsen er noteret").wait_for()
    turns_to(page.get_by_role("link", name="Anmodninger").first)
    turns_to(page.get_by_role("link", name="Årets opgørelse 2026"))
    look_at_every_width(page, "aaret", looked_at)
    turns_to(page.get_by_role("link", name="3. kvartal 2026"))


def correct(page: Page, sign_in: Callable[..., Page], looked_at: list[str]) -> None:
    sign_in("ditte")
    turns_to(page.get_by_role("link", name="Beboere").first)
    look_at_every_width(page, "beboere", looked_at)
    turns_to(page.get_by_role("link", name="Kaj Opdigtet", exact=True))
    turns_to(page.get_by_role("link", name="Ret opholdet"))
    page.get_by_label("Udskrevet").fill("17/9-2026")
    page.get_by_label("Hvorfor rettes det").fill("Han rejste torsdag")
    turns_to(page.get_by_role("button", name="Ret opholdet"))
    page.get_by_text("Opholdet er rettet").wait_for()


def next_claim(page: Page, sign_in: Callable[..., Page], looked_at: list[str]) -> None:
    sign_in("mette")
    turns_to(page.get_by_role("link", name="Anmodninger").first)
    turns_to(page.get_by_role("link", name="Åbn den næste anmodning"))
    page.get_by_text("Rettede nætter").wait_for()
    look_at_every_width(page, "forskel", looked_at)


def test_from_a_knock_at_night_to_a_closed_quarter(
    page: Page, place: people.House, sign_in: Callable[..., Page], looked_at: list[str]
) -> None:
    at(page, moment("2026-09-11", 1), lambda: knock(page, sign_in, looked_at))
    at(page, moment("2026-09-20", 14), lambda: leave(page, sign_in, looked_at))
    at(page, moment("2026-10-05", 10), lambda: claim(page, sign_in, looked_at))
    at(page, moment("2026-10-06", 9), lambda: check(page, sign_in, looked_at))

    facts = Facts(
        stays=[("Kaj", "Å", date(2026, 9, 10), date(2026, 9, 20), "615")],
        rates=[("Å", date(2026, 1, 1), None, 150_000, True)],
        payments=[("Kaj", date(2026, 1, 1), None, 9_671)],
    )
    sums, _ = right_sums(facts, first="2026Q3", last="2026Q3", horizon=date(2026, 10, 1))
    amount = Money(sums[("615", "2026Q3", "Kaj")][2]).rounded("half_up_ore").dkk()
    assert amount == "7016.45"
    assert page.get_by_text("7.016,45").first.is_visible()

    at(page, moment("2027-01-04", 9), lambda: correct(page, sign_in, looked_at))
    at(page, moment("2027-01-05", 10), lambda: next_claim(page, sign_in, looked_at))
    # Three nights fewer at half of 1,403.29: exact on the line; all closed together round to 4,911.52.
    assert page.get_by_text("−2.104,935").first.is_visible()
    assert page.get_by_text("−2.104,93\xa0kr.").first.is_visible()
