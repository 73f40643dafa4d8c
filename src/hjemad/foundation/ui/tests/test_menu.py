"""The menu holds what the role may open, in order, and knows where the reader is."""

from datetime import date

import pytest

from hjemad.foundation.access.actor import Actor
from hjemad.foundation.access.permissions import Permission
from hjemad.foundation.ui import menu

pytestmark = pytest.mark.usefixtures("pages")


def actor(role: str) -> Actor:
    return Actor(
        user_id=1,
        user_name="Ditte",
        assignment_id=1,
        organisation_id=1,
        role=role,
        on=date(2026, 11, 23),
        purpose="",
    )


@pytest.fixture(autouse=True)
def entries(monkeypatch):
    monkeypatch.setattr(menu, "_entries", {})
    menu.register(menu.MenuEntry("Anmodninger", "claims", Permission.SEE_CLAIMS, 30))
    menu.register(menu.MenuEntry("Vagt", "break", Permission.SEE_HOUSE, 20))
    menu.register(menu.MenuEntry("I nat", "write", Permission.SEE_HOUSE, 10))


def labels(role: str) -> list[str]:
    return [link.label for link in menu.links_for(actor(role), path="/")]


def test_each_role_sees_its_own_pages_in_order():
    assert labels("shelter_staff") == ["I nat", "Vagt"]
    assert labels("economist") == ["Anmodninger"]


def test_the_reader_is_in_the_section_the_page_belongs_to():
    links = menu.links_for(actor("shelter_staff"), path="/skriv/ny/")

    assert [(link.label, link.here) for link in links] == [("I nat", True), ("Vagt", False)]


@pytest.mark.parametrize("more", range(3))
def test_a_menu_that_fits_stands_in_one_line_and_a_longer_one_folds_what_is_used_least(more):
    links = [menu.MenuLink(str(n), f"/{n}/", here=False) for n in range(menu.MOST_IN_A_LINE + more)]

    line, folded = menu.folded(links)

    assert line + folded == links
    assert len(line) == (menu.BEFORE_MORE if more else menu.MOST_IN_A_LINE)


def test_the_field_of_a_page_that_searches_comes_along():
    menu.register(menu.MenuEntry("Find", "break", Permission.SEE_HOUSE, 20, search="own-who"))

    assert [link.search for link in menu.links_for(actor("shelter_staff"), path="/")] == ["", "own-who"]


def test_an_entry_registered_again_stands_once():
    menu.register(menu.MenuEntry("I nat", "write", Permission.SEE_HOUSE, 10))

    assert labels("shelter_staff") == ["I nat", "Vagt"]
