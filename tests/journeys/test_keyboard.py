"""The main tasks by the keyboard alone: every control in the order of the page, seen, and none holds on."""

from typing import Any

import pytest
import time_machine
from playwright.sync_api import Page

from tests.every_page import Spot, spots_of_world
from tests.guards.access_world import build_world, soon
from tests.journeys.turning import enter_turns

# What the keyboard reaches does not depend on the database: once is enough.
pytestmark = [pytest.mark.browser, pytest.mark.sqlite]

TASKS = {
    "shelters:tonight": "shelter_staff",
    "shelters:admit": "shelter_staff",
    "decisions:decision": "shelter_leader",
    "overview:today": "caseworker",
}
# All that one may reach, in the order of the page; of radios of one name the browser stops at one.
REACHABLE = """() => {
    const seen = new Set();
    window.walked = [...document.querySelectorAll(
        'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex="0"]'
    )].filter(one => {
        if (one.disabled || !one.checkVisibility({visibilityProperty: true})) return false;
        if (one.type !== 'radio') return true;
        const group = (one.form ? [...one.form.elements] : []).filter(other => other.name === one.name);
        const stop = group.find(other => other.checked) || group[0];
        return one === stop;
    });
    return window.walked.map(one => one.outerHTML.slice(0, 90));
}"""
# Which of them has the focus (-1: none), and whether one sees it: on itself, its label or what holds it.
FOCUSED = """() => {
    const one = document.activeElement;
    const shows = (element, part) => {
        if (!element) return false;
        const style = getComputedStyle(element, part);
        return style.boxShadow !== 'none' ||
            (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0);
    };
    const label = one.labels && one.labels[0];
    const seen = [[one], [one, '::before'], [label], [label, '::before'], [label, '::after']];
    return [window.walked.indexOf(one), seen.some(([element, part]) => shows(element, part))];
}"""
IN_MAIN = "document.querySelector('main').contains(document.activeElement)"


def open_spot(page: Page, server: str, spot: Spot) -> None:
    page.context.clear_cookies()
    page.context.add_cookies([{"name": name, "value": value, "url": server} for name, value in spot.cookies])
    page.goto(server + spot.place)


def test_the_main_tasks_are_walked_by_keyboard_alone(page: Page, live_server: Any) -> None:
    found = []
    with time_machine.travel(soon(), tick=False):
        spots = [one for one in spots_of_world(build_world()) if TASKS.get(one.route) == one.role]
        for spot in spots:
            open_spot(page, live_server.url, spot)
            found += [f"{spot.route}: {line}" for line in faults_of_walk(page)]

    assert {one.route for one in spots} == set(TASKS)
    assert found == []


def faults_of_walk(page: Page) -> list[str]:
    """Lines for what Tab does not reach, reaches out of order or unseen, and for the link past the menu."""
    controls, faults = page.evaluate(REACHABLE), list[str]()
    for number, control in enumerate(controls):
        page.keyboard.press("Tab")
        at, seen = page.evaluate(FOCUSED)
        if at != number:
            return [*faults, f"Tab goes to {controls[at] if at >= 0 else 'nothing'} instead of {control}"]
        if not seen:
            faults.append(f"the focus is not seen on {control}")
    page.keyboard.press("Tab")
    if page.evaluate(FOCUSED)[0] > 0:
        faults.append("the focus does not leave the page after its last control")
    return faults + past_the_menu(page)


def past_the_menu(page: Page) -> list[str]:
    """The first control leads to the content, and the next Tab is in it."""
    page.goto(page.url)
    page.keyboard.press("Tab")
    first = page.evaluate("document.activeElement.className")
    enter_turns(page)
    page.keyboard.press("Tab")
    return (
        []
        if first == "skipnav" and page.evaluate(IN_MAIN)
        else ["the link past the menu does not lead past it"]
    )


BARE = "const sheet = new CSSStyleSheet(); sheet.replaceSync('* { outline: none !important; "
BARE += "box-shadow: none !important }'); document.adoptedStyleSheets = [sheet]"


@pytest.mark.parametrize(
    "spoiled",
    [
        "document.querySelector('main input:not([type=hidden])').tabIndex = 7",
        "document.querySelector('main input:not([type=hidden])').tabIndex = -1",
        BARE,
    ],
    ids=["out of order", "not reached", "not seen"],
)
def test_the_walk_finds_what_it_is_for(page: Page, live_server: Any, spoiled: str) -> None:
    page.goto(f"{live_server.url}/log-paa/")
    assert faults_of_walk(page) == []

    page.add_init_script(f"document.addEventListener('DOMContentLoaded', () => {{ {spoiled} }})")
    page.goto(f"{live_server.url}/log-paa/")
    assert faults_of_walk(page) != []
