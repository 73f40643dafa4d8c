"""Bills, notices, nights two houses claim and the year in an invented country: the guide's pictures."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse
from playwright.sync_api import Page, expect

from hjemad.areas.billing.models import Invoice
from hjemad.config.demo.load import load
from hjemad.config.demo.staff import DemoUser
from hjemad.synthetic.denmark import denmark
from tests import people
from tests.journeys import pictures
from tests.journeys.turning import turns_to

# What is drawn does not depend on the database; on both the same pages are asked by the tests of their areas.
pytestmark = [pytest.mark.browser, pytest.mark.sqlite, pytest.mark.slow]
NOW = datetime(2026, 11, 24, 10, tzinfo=people.COPENHAGEN)


class Office:
    """One computer at which the people of the country sit down, one after another."""

    def __init__(self, page: Page, sign_in: Callable[..., Page], look: Callable[[], None]) -> None:
        self.page, self._sign_in, self._look = page, sign_in, look

    def sits_down(self, user: DemoUser, address: str) -> None:
        """Somebody else has signed in and stands at that address."""
        self.page.context.clear_cookies()
        self._sign_in(user.username, password=user.password, address=f"/log-paa/?next={address}")

    def draws(self, name: str) -> None:
        """The page is sound, and the guide's picture of that name where pictures are asked for."""
        self._look()
        pictures.for_guide(self.page, name, full_page=True)

    def writes(self, name: str, text: str) -> None:
        """The field of that name gets the text."""
        self.page.locator(f"main [name={name}]").fill(text)

    def link(self, name: str) -> None:
        turns_to(self.page.get_by_role("main").get_by_role("link", name=name).first)

    def button(self, name: str) -> None:
        turns_to(self.page.get_by_role("main").get_by_role("button", name=name).first)


@pytest.fixture
def office(page: Page, sign_in: Callable[..., Page], look: Callable[[], None]) -> Office:
    page.set_viewport_size({"width": 1280, "height": 900})
    return Office(page, sign_in, look)


def test_the_offices_of_an_invented_country(office: Office) -> None:
    country = denmark(citizens=2500, seed=1, first=date(2021, 11, 24), last=date(2026, 11, 24))
    users = load(country, at=NOW).users
    with time_machine.travel(NOW, tick=True):
        for one in users:
            if one.roles[0][0] == "shelter_leader":
                a_month_of_bills(office, one)
        invoice = dearest_invoice({user.roles[0][1].pk for user in users})
        payer = invoice.municipality_id
        leader = with_role(users, "shelter_leader", organisation_id=invoice.shelter_id)
        economist = with_role(users, "economist", organisation_id=payer)
        a_bill_against_what_is_known(office, economist, leader, invoice)
        a_bill_on_paper(office, economist)
        nights_of_two_houses(office, [user for user in users if user.roles[0][0] == "economist"])
        office.sits_down(economist, "/anmodninger/aar/2026/")
        office.draws("aarets-opgoerelse")
        a_notice(office, leader)
        office.sits_down(with_role(users, "caseworker", organisation_id=payer), "/modtaget/")
        office.draws("orienteringer")


def with_role(users: tuple[DemoUser, ...], role: str, *, organisation_id: int) -> DemoUser:
    """Whoever has that role in that organisation."""
    return next(user for user in users if (role, organisation_id) == (user.roles[0][0], user.roles[0][1].pk))


def a_month_of_bills(office: Office, leader: DemoUser) -> None:
    """Every bill of the month is issued; a house whose rate nobody has written yet has none to issue."""
    office.sits_down(leader, "/regninger/maaned/2026-10/")
    if office.page.get_by_role("button", name="Udsted de valgte regninger").count():
        office.draws("regninger")
        office.button("Udsted de valgte regninger")
        expect(office.page.get_by_text("Regningerne er udstedt")).to_be_visible()


def a_bill_against_what_is_known(
    office: Office, economist: DemoUser, leader: DemoUser, invoice: Invoice
) -> None:
    """After the bill the house noted that somebody was away and the place was not kept."""
    line = max(invoice.lines.all(), key=lambda one: one.nights)
    assert line.record is not None
    office.sits_down(leader, reverse("billing:absence", args=[line.record.public_id]))
    office.writes("first", f"{line.valid_from + timedelta(days=3):%d/%m-%Y}")
    office.writes("after", f"{line.valid_from + timedelta(days=7):%d/%m-%Y}")
    office.page.get_by_label("Nej, nætterne opkræves ikke").check()
    office.button("Gem")
    office.sits_down(economist, reverse("billing:invoice", args=[invoice.pk]))
    expect(office.page.get_by_text("Fravær").first).to_be_visible()
    office.draws("regning-sammenlignet")


def a_bill_on_paper(office: Office, economist: DemoUser) -> None:
    office.sits_down(economist, "/regninger/modtaget/")
    office.link("Skriv fra papir")
    office.page.locator("[name=shelter]").select_option(index=1)
    office.writes("month", "1/10-26")
    office.button("Fortsæt")
    office.draws("regning-papir")


def nights_of_two_houses(office: Office, economists: list[DemoUser]) -> None:
    """Of the first whose municipality pays for both sides of some."""
    for economist in economists:
        office.sits_down(economist, "/naetter/")
        if office.page.get_by_role("link", name="Afgør").count():
            office.link("Afgør")
            office.draws("naetter")
            return
    pytest.fail("nobody has nights to settle")


def a_notice(office: Office, leader: DemoUser) -> None:
    """A municipality nobody reads for here gets a letter; the deadline runs until it is sent."""
    office.sits_down(leader, "/i-nat/")
    heading = office.page.get_by_role("heading", name="Skal have besked", exact=True)
    pictures.of_part(office.page.locator("section").filter(has=heading), "besked")
    office.link("Giv besked")
    office.page.get_by_label("Som et brev").check()
    office.button("Giv besked")
    office.draws("orientering")


def dearest_invoice(payers: set[int]) -> Invoice:
    """The one for most money that has come to any of them."""
    found = Invoice.objects.filter(municipality_id__in=payers).prefetch_related("lines__record")
    return max(found, key=lambda one: sum(line.amount_ore for line in one.lines.all()))
