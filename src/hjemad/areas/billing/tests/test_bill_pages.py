"""The shelter's pages of bills: a month on one page, issuing once, files, and what is noted."""

import io
import re
from collections.abc import Iterator
from datetime import date

import pypdf
import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from hjemad.areas.billing.models import Absence, Bill, Invoice
from hjemad.areas.billing.tests.test_bills import a_bill_for_each, a_rate, lone, named, pays
from hjemad.areas.citizens.queries import record_for
from hjemad.foundation.audit.models import Disclosure, ReadEvent
from hjemad.kernel.municipalities import all_municipalities
from tests.people import NOW, House, a_house, ditte, mette
from tests.stays import a_stay
from tests.web import hidden_fields, signed_in

pytestmark = pytest.mark.django_db
MONTH = "2026-10"


@pytest.fixture
def house() -> House:
    return a_house(places=40)


@pytest.fixture(autouse=True)
def in_november() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def issue_page(client: Client, month: str = MONTH) -> str:
    """Every proposed bill is issued from the page."""
    address = reverse("billing:month", args=[month])
    page = client.get(address).content.decode()
    chosen = re.findall(r'name="bills" value="([^"]+)"', page)
    form = hidden_fields(client, address) | {"bills": chosen}
    return client.post(address, form, follow=True).content.decode()


def test_a_month_for_thirty_four_municipalities_is_issued_from_one_page(house: House) -> None:
    actor = a_bill_for_each(house, codes=[one.code for one in all_municipalities()][:34])
    client = signed_in(actor)

    page = issue_page(client)

    assert Bill.objects.count() == Invoice.objects.count() >= 30
    assert "Regningerne er udstedt" in page
    assert "2026-10-1" in page


def test_who_cannot_be_billed_stands_apart_with_a_way_to_mend_it_and_without_an_amount(house: House) -> None:
    actor = lone(house)
    a_stay(actor, house=house, night=date(2026, 10, 4), nights=2)

    page = signed_in(actor).get(reverse("billing:month", args=[MONTH])).content.decode()

    assert "Betalingskommune kendes ikke, Navn kendes ikke, Takst kendes ikke" in page
    assert "Beløbet er ukendt indtil da" in page
    assert ReadEvent.objects.filter(path_name="billing:month").exists()


def test_a_bill_that_changed_since_it_was_read_is_not_issued(house: House) -> None:
    actor = lone(house)
    a_rate(actor, house)
    pays(actor, record_id=named(actor, house, night=date(2026, 10, 1), nights=3), code="615")
    client, address = signed_in(actor), reverse("billing:month", args=[MONTH])
    page = client.get(address).content.decode()
    chosen = re.findall(r'name="bills" value="([^"]+)"', page)
    a_rate(actor, house, amount="999.00")

    answer = client.post(address, hidden_fields(client, address) | {"bills": chosen})

    assert Bill.objects.count() == 0
    assert "noget er ændret" in answer.content.decode()


def test_the_paper_names_whom_the_payer_must_know_and_the_file_names_nobody(house: House) -> None:
    actor = lone(house)
    a_rate(actor, house)
    record = named(actor, house, night=date(2026, 10, 1), nights=3)
    pays(actor, record_id=record, code="615")
    client = signed_in(actor)
    issue_page(client)

    paper = client.get(reverse("billing:bill_pdf", args=[1]))
    file = client.get(reverse("billing:bill_csv", args=[1]))

    text = "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(paper.content)).pages)
    assert "Kaj Opdigtet" in text
    assert "4.446,00" in text
    assert "Kaj" not in file.content.decode()
    assert paper["Content-Disposition"] == 'attachment; filename="hjemad-101-2026-10-1.pdf"'
    assert [one.what for one in Disclosure.objects.order_by("pk")] == ["bill_pdf", "bill_csv"]


def test_nights_away_are_written_on_their_own_page(house: House) -> None:
    actor = lone(house)
    stay = a_stay(actor, house=house, night=date(2026, 10, 1), nights=9)
    address = reverse("billing:absence", args=[record_for(actor, record_id=stay.record_id).public_id])
    client = signed_in(actor)
    form = hidden_fields(client, address) | {"first": "2/10-26", "after": "4/10-26", "place_kept": "no"}

    client.post(address, form)

    assert Absence.objects.everything(reason="a test counts").get().place_kept is False


def test_neither_night_workers_nor_economists_make_bills_and_another_house_sees_none(house: House) -> None:
    actor = lone(house)
    a_rate(actor, house)
    pays(actor, record_id=named(actor, house, night=date(2026, 10, 1), nights=3), code="615")
    issue_page(signed_in(actor))
    stranger = lone(a_house("Havnely", code="102"))

    for other in (ditte(house), mette()):
        assert signed_in(other).get(reverse("billing:bills")).status_code == 403
    for name in ("bill", "bill_csv", "bill_pdf"):
        assert signed_in(stranger).get(reverse(f"billing:{name}", args=[1])).status_code == 404


@pytest.mark.parametrize("payers", [1, 30])
def test_the_page_of_a_month_takes_the_same_queries_for_one_and_for_many(
    house: House, payers: int, django_assert_max_num_queries
) -> None:
    actor = a_bill_for_each(house, codes=[one.code for one in all_municipalities()][:payers])
    client = signed_in(actor)
    address = reverse("billing:month", args=["2026-09"])
    client.get(address)

    with django_assert_max_num_queries(24):
        client.get(address)
