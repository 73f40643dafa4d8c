"""The municipality's pages of bills: a file and its preview, paper, comparison, answers, and what is sent."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from hjemad.areas.billing.forms.invoices import LINES
from hjemad.areas.billing.models import Invoice, InvoiceAnswer, InvoiceFile, InvoiceMessage
from hjemad.areas.billing.reads.written_names import meant_by
from hjemad.areas.billing.tests.test_comparison import RATE, Town, line
from hjemad.areas.billing.tests.test_comparison import town as town  # a fixture
from hjemad.areas.citizens.queries import record_for
from hjemad.areas.citizens.writes.protection import hide_from, protect
from hjemad.foundation.access.models import User
from hjemad.foundation.audit.models import Disclosure
from hjemad.integrations.invoice_files.tests.test_reader import a_csv
from hjemad.kernel.person_number import PersonNumber
from tests.people import NOW, an_actor, ditte, mette, municipality, svend
from tests.web import hidden_fields, signed_in

pytestmark = pytest.mark.django_db
FILE = "billing:invoice_file"


@pytest.fixture(autouse=True)
def in_november() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def upload(client: Client, raw: bytes, *, name: str = "oktober.csv") -> Any:
    form = hidden_fields(client, reverse(FILE)) | {"file": SimpleUploadedFile(name, raw)}
    return client.post(reverse(FILE), form, follow=True)


def receive(client: Client) -> None:
    address = reverse("billing:invoice_preview", args=[InvoiceFile.objects.latest("pk").pk])
    client.post(address, hidden_fields(client, address))


def rows(town: Town, record: int, **changes: str) -> dict[str, str]:
    public = str(record_for(town.leader, record_id=record).public_id)
    return {"person_id": public, "nights": "15", "amount_dkk": "20670.00"} | changes


def test_a_file_is_shown_before_anything_is_written_and_a_second_time_changes_nothing(town: Town) -> None:
    erik = town.person("Erik Sandholm", first=4, end=19)
    client = signed_in(town.mette)
    raw = a_csv(rows(town, erik), {"from": "aldrig"})

    page = upload(client, raw).content.decode()
    assert Invoice.objects.count() == 0
    assert "1 række kan bruges" in page
    assert "Række 3, from" in page
    receive(client)
    again = upload(client, raw).content.decode()
    receive(client)

    assert "Der er intet at modtage fra denne fil" in again
    (invoice,) = Invoice.objects.all()
    assert [(one.record_id, one.nights, one.amount_ore) for one in invoice.lines.all()] == [
        (erik, 15, 15 * RATE)
    ]


def test_a_changed_file_makes_a_new_version_and_keeps_the_old(town: Town) -> None:
    erik = town.person("Erik Sandholm", first=4, end=19)
    client = signed_in(town.mette)
    upload(client, a_csv(rows(town, erik)))
    receive(client)

    page = upload(client, a_csv(rows(town, erik, nights="16", amount_dkk="22048.00"))).content.decode()
    receive(client)

    assert "Ændret" in page
    assert [(one.version, one.superseded_at is None) for one in Invoice.objects.order_by("version")] == [
        (1, False), (2, True),
    ]  # fmt: skip


def test_a_file_never_overwrites_a_bill_that_came_by_itself(town: Town) -> None:
    from hjemad.areas.billing.actions.bills import issue
    from hjemad.areas.billing.queries import month_of

    erik = town.person("Erik Sandholm", first=4, end=19)
    (draft,) = month_of(town.leader, month=date(2026, 10, 1), as_of=date(2026, 11, 4)).bills
    expected = {draft.municipality_id: draft.fingerprint}
    issue(by=town.leader, month=date(2026, 10, 1), expected=expected, today=date(2026, 11, 4), at=NOW)
    client = signed_in(town.mette)

    page = upload(client, a_csv(rows(town, erik, invoice_number="2026-10-1", nights="16"))).content.decode()
    receive(client)

    assert "Strid" in page
    assert [one.version for one in Invoice.objects.all()] == [1]


def test_markup_in_names_and_hostile_file_names_do_nothing(town: Town) -> None:
    client = signed_in(town.mette)
    raw = a_csv({"person_id": "", "name": "<script>alert(1)</script>"}, extra=("name",))

    page = upload(client, raw, name="../../etc/<b>passwd.csv").content.decode()
    receive(client)
    invoice = Invoice.objects.get()
    compared = client.get(reverse("billing:invoice", args=[invoice.pk])).content.decode()

    assert InvoiceFile.objects.get().file_name == "_b_passwd.csv"
    assert "<script>alert" not in page + compared
    assert "Ukendt person" in compared


def test_a_cpr_number_finds_an_own_citizen_and_is_never_kept(town: Town) -> None:
    from hjemad.areas.citizens.actions import set_identity
    from hjemad.areas.citizens.rules import PersonDetails

    number = PersonNumber.invented(2, birth_date=date(1988, 5, 14))
    other = PersonNumber.invented(4, birth_date=date(1990, 5, 14))
    erik = town.person("Erik Sandholm", first=4, end=19)
    record = record_for(town.leader, record_id=erik)
    set_identity(
        record,
        by=town.leader,
        details=PersonDetails(full_name="Erik Sandholm", cpr=number),
        at=NOW,
        reason="",
    )
    raw = a_csv(
        {"person_id": "", "cpr": number.digits}, {"person_id": "", "cpr": other.digits}, extra=("cpr",)
    )

    upload(signed_in(town.mette), raw)

    kept = InvoiceFile.objects.get()
    assert [row["record"] for row in kept.rows] == [erik, None]
    assert not any(one.digits in str(kept.rows) + str(kept.rejected) for one in (number, other))


def test_ten_megabytes_are_refused_in_words(town: Town) -> None:
    answer = upload(signed_in(town.mette), b"x" * 10_000_000)

    assert "Filen er større end 5 MB" in answer.content.decode()
    assert InvoiceFile.objects.count() == 0


def paper_of(town: Town, month: str = "2026-10") -> str:
    return reverse("billing:invoice_lines", args=[town.house.shelter.pk, month])


def test_whose_bill_lies_here_is_asked_first(town: Town) -> None:
    client, address = signed_in(town.mette), reverse("billing:invoice_new")
    form = hidden_fields(client, address) | {"shelter": str(town.house.shelter.pk)}

    on = client.post(address, form | {"month": "17/10-26"})
    later = client.post(address, form | {"month": "1/12-2099"}).content.decode()

    assert on["Location"] == paper_of(town)
    assert "Skriv en dag fra 2000 til og med i dag" in later
    assert "2099" in later
    assert client.get(paper_of(town, "2099-12")).status_code == 404
    nowhere = reverse("billing:invoice_lines", args=[municipality().pk, "2026-10"])
    assert client.get(nowhere).status_code == 404


def test_a_line_can_be_about_who_stayed_here_lately(town: Town) -> None:
    erik = town.person("Erik Sandholm", first=4, end=19)
    town.person("Anna Vang", first=4, end=19, there=True)
    client = signed_in(town.mette)

    def offered(month: str) -> set[str]:
        page = client.get(paper_of(town, month)).content.decode()
        return set(re.findall(r'<option value="(\d+)"', page))

    assert offered("2026-10") == {str(erik)}
    assert offered("2026-11") == {str(erik)}
    assert offered("2026-09") == set()


def test_a_bill_is_typed_from_paper_and_compared(town: Town) -> None:
    erik = town.person("Erik Sandholm", first=4, end=19)
    client, address = signed_in(town.mette), paper_of(town)
    form = hidden_fields(client, address) | {
        "number": "10-34",
        "line0-person": str(erik), "line0-first": "4/10-26", "line0-after": "19/10-26", "line0-nights": "16",
        "line0-rate": "1.378,00", "line0-amount": "22.048,00",
    }  # fmt: skip

    page = client.post(address, form, follow=True).content.decode()

    assert "Udskrivningsdag" in page
    assert "1.378,00" in page
    assert "Erik Sandholm" in page
    assert "20.670,00" in page


def test_somebody_the_municipality_does_not_know_is_written_by_name(town: Town) -> None:
    erik = town.person("Erik Sandholm", first=4, end=19)
    client, address = signed_in(town.mette), paper_of(town)
    form = hidden_fields(client, address) | {
        "number": "10-35", "line0-person_text": "Ukendt Borger", "line0-first": "4/10-26",
        "line0-after": "6/10-26", "line0-nights": "2", "line0-rate": "1.378,00", "line0-amount": "2.756,00",
    }  # fmt: skip

    number = PersonNumber.invented(2, birth_date=date(1988, 5, 14)).digits
    with_number = client.post(address, form | {"line0-person_text": f"Ukendt {number}"}).content.decode()
    both = client.post(address, form | {"line0-person": str(erik)}).content.decode()
    page = client.post(address, form, follow=True).content.decode()

    assert "Skriv kun navnet: et CPR-nummer gemmes ikke her" in with_number
    assert "Vælg borgeren, eller skriv navnet, ikke begge dele. Tøm det ene felt" in both
    assert Invoice.objects.get().lines.get().record_id is None
    assert "Ukendt Borger" in page


def test_a_name_finds_who_slept_in_another_house_that_month(town: Town) -> None:
    anna = town.person("Anna Vang", first=4, end=19, there=True)
    town.person("Anna Vang", first=4, end=19, code="461")

    assert meant_by(town.mette, "anna  VANG", month=date(2026, 10, 1)) == anna
    assert meant_by(town.mette, "Anna Vang", month=date(2026, 12, 1)) is None
    assert meant_by(town.mette, "Anna", month=date(2026, 10, 1)) is None
    assert meant_by(town.mette, "-", month=date(2026, 10, 1)) is None
    ida = town.person("Ida Holm", first=4, end=19, there=True, place=1)
    assert meant_by(town.mette, "Ida Holm", month=date(2026, 10, 1)) == ida
    protect(
        record_for(town.neighbour, record_id=ida), by=town.neighbour, kind="cpr_ordinary",
        since=date(2026, 10, 4), at=NOW,
    )  # fmt: skip
    assert meant_by(town.mette, "Ida Holm", month=date(2026, 10, 1)) is None
    town.person("Anna Vang", first=20, end=25)
    assert meant_by(town.mette, "Anna Vang", month=date(2026, 10, 1)) is None


def test_a_bill_from_paper_that_fails_keeps_whom_each_line_is_about(town: Town) -> None:
    erik = town.person("Erik Sandholm", first=4, end=10)
    anna = town.person("Anna <b>", first=11, end=19)
    client, address = signed_in(town.mette), paper_of(town)
    form = hidden_fields(client, address) | {"line0-person": str(erik), "line3-person": str(anna)}

    page = client.post(address, form).content.decode()

    chosen = re.findall(r'<option value="(\d+)" selected>', page.split('name="line0-person"')[1])
    assert chosen == [str(erik), str(anna)]
    assert len(re.findall(r'<select[^>]* name="line\d+-person"', page)) == LINES
    assert "Anna &lt;b&gt;" in page
    assert "Anna <b>" not in page


def test_an_answer_is_kept_and_what_is_sent_names_no_other_shelter(town: Town) -> None:
    erik = town.person("Erik Sandholm", first=4, end=19)
    invoice = town.invoice(line(erik, 4, 19, nights=16))
    client = signed_in(town.mette)
    page = client.get(reverse("billing:invoice", args=[invoice.pk])).content.decode()
    address = page.split("svar/")[1].split('"')[0]
    answer = f"{reverse('billing:invoice', args=[invoice.pk])}svar/{address}"

    client.post(
        answer, hidden_fields(client, answer) | {"status": "ask_correction", "note": "Se takstbladet"}
    )
    send = reverse("billing:invoice_send", args=[invoice.pk])
    client.post(send, hidden_fields(client, send))

    assert InvoiceAnswer.objects.get().status == "ask_correction"
    (told,) = InvoiceMessage.objects.get().lines
    assert (told["cause"], told["note"]) == ("discharge_day", "Se takstbladet")
    assert Disclosure.objects.get().what == "invoice_differences"


def test_who_may_open_what(town: Town) -> None:
    erik = town.person("Erik Sandholm", first=4, end=19)
    invoice = town.invoice(line(erik, 4, 19))
    pages = {name: reverse(f"billing:{name}") for name in ("invoices", "invoice_file", "invoice_new")}
    pages["invoice_lines"] = paper_of(town)
    pages["invoice"] = reverse("billing:invoice", args=[invoice.pk])
    pages["invoice_send"] = reverse("billing:invoice_send", args=[invoice.pk])
    auditor = an_actor("Rikke", role="auditor", organisation=municipality())

    def codes(actor) -> dict[str, int]:
        client = signed_in(actor)
        return {name: client.get(address).status_code for name, address in pages.items()}

    assert set(codes(town.mette).values()) == {200}
    assert codes(auditor) == {
        "invoices": 200, "invoice_file": 403, "invoice_new": 403, "invoice_lines": 403, "invoice": 200,
        "invoice_send": 403,
    }  # fmt: skip
    assert set(codes(ditte(town.house)).values()) == {403}
    assert codes(mette("461"))["invoice"] == 404


@pytest.mark.parametrize("count", [1, 6])
def test_the_list_of_bills_takes_the_same_queries_for_one_and_for_many(
    town: Town, count: int, django_assert_max_num_queries
) -> None:
    erik = town.person("Erik Sandholm", first=4, end=19)
    for number in range(count):
        town.invoice(line(erik, 4, 19), number=f"10-{number}")
    client = signed_in(town.mette)
    client.get(reverse("billing:invoices"))

    with django_assert_max_num_queries(12):
        assert client.get(reverse("billing:invoices")).status_code == 200


def test_a_line_about_somebody_who_said_no_counts_and_is_answered_by_another(town: Town) -> None:
    erik = town.person("Erik Sandholm", first=4, end=19)
    invoice = town.invoice(line(erik, 4, 20))
    client, page = signed_in(town.mette), reverse("billing:invoice", args=[invoice.pk])
    [address] = re.findall(r'href="([^"]+/svar/[^"]+)"', client.get(page).content.decode())
    record, mette_herself = record_for(town.leader, record_id=erik), User.objects.get(pk=town.mette.user_id)
    hide_from(record, by=town.leader, user=mette_herself, at=NOW)

    shown = client.get(page).content.decode()

    assert "En, du ikke kan se" in shown
    assert "Udskrivningsdag" in shown
    assert "/svar/" not in shown
    assert client.get(address).status_code == 404
    assert signed_in(svend()).get(address).status_code == 200
