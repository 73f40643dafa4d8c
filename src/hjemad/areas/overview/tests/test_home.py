"""Every role that signs in comes to a page that helps, and every page of its menu opens."""

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hjemad.foundation.access.actor import Actor
from hjemad.foundation.access.roles import ROLES
from hjemad.foundation.organisations.actions import create_organisation
from hjemad.foundation.organisations.models import Kind
from hjemad.foundation.ui import menu
from tests.people import LONG_AGO, NOW, a_house, an_actor, municipality
from tests.web import signed_in

pytestmark = pytest.mark.django_db


def somebody(slug: str) -> Actor:
    kinds = ROLES[slug].kinds
    if Kind.SHELTER in kinds:
        return an_actor("Ida", role=slug, organisation=a_house().shelter)
    if Kind.MUNICIPALITY in kinds:
        return an_actor("Ida", role=slug, organisation=municipality())
    driften = create_organisation(Kind.SYSTEM, code="1", name="Driften", valid_from=LONG_AGO, at=NOW, by=None)
    return an_actor("Ida", role=slug, organisation=driften)


def at_the_desk(actor: Actor) -> Client:
    with time_machine.travel(NOW, tick=False):
        return signed_in(actor)


@pytest.mark.parametrize("slug", sorted(ROLES))
@pytest.mark.parametrize("language", ["da", "en"])
def test_the_first_page_of_every_role_opens(slug: str, language: str) -> None:
    browser = at_the_desk(somebody(slug))
    browser.cookies["django_language"] = language

    with time_machine.travel(NOW, tick=False):
        page = browser.get("/", follow=True)

    assert page.status_code == 200


@pytest.mark.parametrize("slug", sorted(ROLES))
def test_every_page_in_the_menu_of_a_role_opens(slug: str) -> None:
    actor = somebody(slug)
    browser = at_the_desk(actor)
    links = menu.links_for(actor, path="/")

    with time_machine.travel(NOW, tick=False):
        opened = {link.url: browser.get(link.url).status_code for link in links}

    assert opened, "a role without any page"
    assert set(opened.values()) == {200}


@pytest.mark.parametrize("slug", ["municipal_leader", "dpo"])
def test_leader_and_dpo_read_that_nothing_waits_and_find_what_they_can_open(slug: str) -> None:
    browser = at_the_desk(somebody(slug))

    with time_machine.travel(NOW, tick=False):
        page = browser.get("/", follow=True).content.decode()

    assert "Intet venter." in page
    assert reverse("rights:emergencies") in page


@pytest.mark.parametrize(
    ("slug", "says"),
    [
        ("economist", "Skriv, hvad der blev anmodet om før Hjemad"),
        ("auditor", "Ingen opgørelse venter på dig"),
        ("shelter_leader", "Sover her i nat"),
        ("municipal_leader", "Kommunen har intet eget hus her."),
        ("dpo", "Intet brud er åbent"),
        ("system_administrator", "Brugere, der kan logge på"),
    ],
)
def test_each_role_without_persons_reads_what_is_its_own(slug: str, says: str) -> None:
    browser = at_the_desk(somebody(slug))

    with time_machine.travel(NOW, tick=False):
        page = browser.get("/", follow=True).content.decode()

    assert says in page


@pytest.mark.parametrize(
    ("slug", "route"), [("caseworker", "overview:today"), ("shelter_staff", "shelters:tonight")]
)
def test_those_who_work_with_persons_come_to_their_day_or_their_house(slug: str, route: str) -> None:
    browser = at_the_desk(somebody(slug))

    with time_machine.travel(NOW, tick=False):
        assert browser.get("/")["Location"] == reverse(route)


@pytest.mark.parametrize(
    "slug", ["shelter_leader", "economist", "municipal_leader", "dpo", "system_administrator"]
)
def test_a_role_without_persons_asks_at_most_two_queries_of_each_area(slug: str) -> None:
    browser = at_the_desk(somebody(slug))
    with time_machine.travel(NOW, tick=False):
        browser.get("/venter/")
        with CaptureQueriesContext(connection) as caught:
            browser.get("/venter/")

    assert len(caught) <= 6 + 2 * 6 + 10
