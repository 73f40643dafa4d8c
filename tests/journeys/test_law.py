"""Three clicks from the front page to an answer of the law, on a desk, a phone, by keyboard, in English."""

from collections.abc import Callable

import pytest
import time_machine
from playwright.sync_api import Page, expect

from tests import people
from tests.journeys import pictures
from tests.journeys.accessible import problems
from tests.journeys.turning import enter_turns, turns_to

# What it walks asks the database nothing of its own: those questions are tested on both.
pytestmark = [pytest.mark.browser, pytest.mark.sqlite]


def test_a_caseworker_asks_the_law_in_three_clicks(
    page: Page, sign_in: Callable[..., Page], looked_at: list[str], in_english: Callable[[], None]
) -> None:
    people.a_house()
    people.municipality()
    people.karen()
    page.set_viewport_size({"width": 1280, "height": 900})

    with time_machine.travel(people.NOW, tick=True):
        sign_in("karen", address="/log-paa/?next=/")
        turns_to(page.get_by_label("Hovedmenu").get_by_role("link", name="Lov"))
        looked_at += problems(page)
        turns_to(page.get_by_role("link", name="Hvornår skal der orienteres?"))
        page.get_by_label("Besluttet at optage").fill("8. nov. 2024")
        turns_to(page.get_by_role("button", name="Regn ud"))

        expect(page.get_by_text("Orientér senest 13. nov. 2024")).to_be_visible()
        expect(page.get_by_text("Andre læsninger")).to_be_visible()
        assert "2024" not in page.url
        looked_at += problems(page)
        page.set_viewport_size({"width": 390, "height": 800})
        looked_at += problems(page)
        in_english()
        looked_at += problems(page)


def test_anybody_reads_a_rule_as_it_was_and_tries_it_by_keyboard(
    page: Page, open_at: Callable[[str], Page], looked_at: list[str]
) -> None:
    page.set_viewport_size({"width": 1280, "height": 900})

    with time_machine.travel(people.NOW, tick=True):
        open_at("/lov/shelter-refund-nights/")
        expect(page.get_by_role("img", name="Antal nætter")).to_be_visible()
        looked_at += problems(page)
        pictures.for_guide(page, "lov")
        page.set_viewport_size({"width": 390, "height": 800})
        expect(page.get_by_text("gælder i dag")).to_be_visible()
        looked_at += problems(page)

        page.get_by_label("Vis som den var en anden dag").fill("1. jan. 2025")
        enter_turns(page)
        expect(page.get_by_text("de første 120 nætter i et løbende år")).to_be_visible()
        looked_at += problems(page)

        page.get_by_label("Indskrevet").first.focus()
        page.keyboard.type("1. feb. 2026")
        page.keyboard.press("Tab")
        page.keyboard.type("1. aug. 2026")
        enter_turns(page)
        expect(page.get_by_text("90 af 181 nætter får refusion")).to_be_visible()
        looked_at += problems(page)
