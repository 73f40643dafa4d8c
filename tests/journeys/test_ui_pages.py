"""The pages everybody meets first hold nothing axe knows of, at a desk and on a phone, in both languages."""

import pytest

from tests.journeys.accessible import WIDTHS
from tests.journeys.turning import enter_turns, turns_to

# What a page shows does not depend on the database: once is enough.
pytestmark = [pytest.mark.browser, pytest.mark.sqlite]


@pytest.fixture(params=WIDTHS, ids=["desk", "phone"])
def width(request, page):
    page.set_viewport_size({"width": request.param, "height": 900})
    return request.param


@pytest.fixture(params=["da", "en"])
def language(request, page, live_server):
    page.context.add_cookies([{"name": "hjemad_language", "value": request.param, "url": live_server.url}])
    return request.param


def open_reasons(page) -> None:
    closed = page.locator("details:not([open]) > summary")
    while closed.count():
        closed.first.click()


@pytest.mark.parametrize("address", ["/log-paa/", "/findes-ikke/", "/ui/galleri/"])
def test_open_pages(open_at, look, width, language, address):
    page = open_at(address)
    open_reasons(page)

    assert page.locator("html").get_attribute("lang") == language
    look()


def test_the_sign_in_page_with_errors(open_at, look, width, language):
    page = open_at("/log-paa/")
    turns_to(page.get_by_role("main").get_by_role("button"))

    page.get_by_role("alert").wait_for()
    look()


def test_choosing_a_role(sign_in, open_at, look, width):
    from tests import people

    people.ditte(people.a_house())
    people.an_assignment("Ditte", role="economist", organisation=people.municipality())

    page = sign_in("ditte")

    page.get_by_role("heading", name="Vælg rolle").wait_for()
    look()
    turns_to(page.get_by_role("button", name="Arbejd her Åhuset"))
    open_at("/findes-ikke/")
    page.get_by_role("heading", name="Siden findes ikke").wait_for()
    look()


def test_the_keyboard_reaches_the_content_first_and_focus_is_seen(open_at, width):
    page = open_at("/log-paa/")

    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skipnav"
    enter_turns(page)
    page.keyboard.press("Tab")

    focused = page.evaluate(
        "[document.activeElement.name, getComputedStyle(document.activeElement).outlineStyle]"
    )
    assert focused == ["username", "solid"]


def test_without_a_script_the_page_is_whole(browser, live_server):
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 800})
    page = context.new_page()
    page.goto(f"{live_server.url}/ui/galleri/")

    page.get_by_text("Hvorfor 32 nætter", exact=True).first.click()
    assert page.get_by_text("47 nætter i andre ophold").first.is_visible()
    page.get_by_label("Udskrevet").first.fill("1/2-26")
    context.close()


def test_in_print_the_reasons_are_open_and_the_menus_gone(open_at):
    page = open_at("/ui/galleri/")
    page.emulate_media(media="print")

    assert page.get_by_text("47 nætter i andre ophold").first.is_visible()
    assert not page.get_by_role("button", name="In English").is_visible()
