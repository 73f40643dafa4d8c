"""Own cases: kept as written, answered anew, compared with what was accepted, and nobody else's to see."""

import json
from datetime import UTC, date, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse

from hjemad.areas.lawbook.actions import CasesChanged, PersonInCases, accept, keep, put_away
from hjemad.areas.lawbook.models import CaseReview, CaseTable
from hjemad.areas.lawbook.reads.own_cases import table_numbered, tables_of
from hjemad.foundation.access.actor import Actor
from hjemad.foundation.access.relation import NotVisible
from hjemad.foundation.organisations.actions import choose_setting
from hjemad.kernel.errors import InputRejected
from hjemad.kernel.periods import Period
from hjemad.kernel.person_number import PersonNumber
from hjemad.law.case_table import BadCaseTable
from hjemad.law.parameters_reader import Law, load_law
from hjemad.law.supposing import supposing
from tests.people import an_actor, municipality
from tests.web import hidden_fields, signed_in

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 24)
NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
NOTICE: dict[str, object] = {
    "id": "O-1",
    "rule": "notice-deadline",
    "facts": {"decided_on": "2026-11-20"},
    "expect": {"due": "2026-11-25"},
}


def text(*cases: dict[str, object]) -> str:
    return json.dumps({"schema": "law-cases-2", "cases": list(cases)})


@pytest.fixture
def lawyer() -> Actor:
    return an_actor("Jurist", role="economist", organisation=municipality(), on=TODAY)


@pytest.fixture
def elsewhere() -> Actor:
    return an_actor("Nabo", role="economist", organisation=municipality("461"), on=TODAY)


def other_law() -> Law:
    """Five weekdays instead of three."""
    return supposing(load_law(), "sel.110.notice_weekdays", value="5", first=date(2023, 10, 1))


def test_a_table_is_kept_as_written_and_answered_today(lawyer: Actor) -> None:
    wrong = NOTICE | {"id": "O-2", "expect": {"due": "2026-11-24"}}
    keep(by=lawyer, title="Frister", text=text(NOTICE, wrong), at=NOW)

    [found] = tables_of(lawyer)

    assert [(one.case.id, one.passes) for one in found.cases] == [("O-1", True), ("O-2", False)]
    assert found.cases[1].failing == [{"key": "due", "expected": "2026-11-24", "got": "2026-11-25"}]
    assert (found.failing, found.changed, found.waits) == (1, 0, True)


def test_after_acceptance_only_what_a_new_law_answers_otherwise_waits(lawyer: Actor) -> None:
    keep(by=lawyer, title="Frister", text=text(NOTICE), at=NOW)
    accept(by=lawyer, number=1, expected=load_law().version, note="Gennemgået", at=NOW)
    assert not table_numbered(lawyer, 1).waits

    found = table_numbered(lawyer, 1, law=other_law())

    assert (found.changed, found.waits, found.failing) == (1, True, 1)
    accept(by=lawyer, number=1, expected=other_law().version, note="", at=NOW, law=other_law())
    assert not table_numbered(lawyer, 1, law=other_law()).waits
    assert table_numbered(lawyer, 1).changed == 1


def test_what_was_not_read_cannot_be_accepted(lawyer: Actor) -> None:
    keep(by=lawyer, title="Frister", text=text(NOTICE), at=NOW)

    with pytest.raises(CasesChanged):
        accept(by=lawyer, number=1, expected="another version", note="", at=NOW)
    assert not CaseReview.objects.exists()


def test_a_reading_the_organisation_chooses_changes_its_cases(lawyer: Actor) -> None:
    keep(by=lawyer, title="Frister", text=text(NOTICE | {"expect": {"due": "2026-11-24"}}), at=NOW)
    accept(by=lawyer, number=1, expected=load_law().version, note="", at=NOW)
    choose_setting(
        lawyer.organisation_id, name="saturday_is_weekday", value="yes",
        period=Period(date(2023, 1, 1), None), source="Råd, opdigtet", reason="prøve", by=lawyer, at=NOW,
    )  # fmt: skip

    assert table_numbered(lawyer, 1).changed == 1


def test_a_new_version_keeps_what_was_accepted_and_marks_what_is_new(lawyer: Actor) -> None:
    keep(by=lawyer, title="Frister", text=text(NOTICE), at=NOW)
    accept(by=lawyer, number=1, expected=load_law().version, note="", at=NOW)

    keep(by=lawyer, title="Frister", text=text(NOTICE, NOTICE | {"id": "O-2"}), at=NOW, replaces=1)

    [found] = tables_of(lawyer)
    assert found.table.number == 2
    assert [(one.case.id, one.is_new, one.changed) for one in found.cases] == [
        ("O-1", False, False),
        ("O-2", True, False),
    ]
    assert CaseTable.objects.get(number=1).text == text(NOTICE)
    with pytest.raises(NotVisible):
        table_numbered(lawyer, 1)


def test_a_table_put_away_is_not_asked_and_not_lost(lawyer: Actor) -> None:
    keep(by=lawyer, title="Frister", text=text(NOTICE), at=NOW)

    put_away(by=lawyer, number=1, at=NOW)

    assert tables_of(lawyer) == []
    assert CaseTable.objects.get(number=1).text == text(NOTICE)


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ('{"schema": "law-cases-2", "cases": [', "Frister"),
        (text(NOTICE, NOTICE), "O-1"),
        (text({**NOTICE, "expect": {}}), "expect"),
        (text({**NOTICE, "on": "i går"}), "on"),
        (text(), "0"),
    ],
)
def test_a_malformed_table_says_which_case_and_which_key(lawyer: Actor, given: str, says: str) -> None:
    with pytest.raises(InputRejected, match=says):
        keep(by=lawyer, title="Frister", text=given, at=NOW)
    assert not CaseTable.objects.exists()


@pytest.mark.parametrize("between", ["", "-", " "])
def test_what_looks_like_a_cpr_number_is_refused(lawyer: Actor, between: str) -> None:
    number = PersonNumber.invented(1, birth_date=date(1990, 1, 1)).full()
    why = f"som {number[:6]}{between}{number[-4:]} i fjor"

    with pytest.raises(PersonInCases):
        keep(by=lawyer, title="Frister", text=text(NOTICE | {"why": why}), at=NOW)


def test_a_rule_that_does_not_exist_is_a_failing_case_and_the_page_stands(lawyer: Actor) -> None:
    keep(by=lawyer, title="Frister", text=text(NOTICE | {"rule": "ingen sådan"}), at=NOW)

    page = signed_in(lawyer).get(reverse("lawbook:own_table", args=[1]))

    assert page.status_code == 200
    assert "ingen sådan" in page.content.decode()


def test_another_organisation_sees_nothing_of_it(lawyer: Actor, elsewhere: Actor) -> None:
    keep(by=lawyer, title="Frister", text=text(NOTICE), at=NOW)

    assert tables_of(elsewhere) == []
    for name in ("own_table", "own_replace", "own_put_away"):
        assert signed_in(elsewhere).get(reverse(f"lawbook:{name}", args=[1])).status_code == 404


def test_what_is_kept_and_accepted_cannot_be_changed(lawyer: Actor) -> None:
    table = keep(by=lawyer, title="Frister", text=text(NOTICE), at=NOW)
    accept(by=lawyer, number=1, expected=load_law().version, note="", at=NOW)

    for rows in (CaseTable.objects.filter(pk=table.pk), CaseReview.objects.all()):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(at=datetime(2020, 1, 1, tzinfo=UTC))


def test_from_the_file_to_the_accepted_answers_on_the_pages(lawyer: Actor) -> None:
    client = signed_in(lawyer)
    address = reverse("lawbook:own_new")
    file = SimpleUploadedFile("sager.json", b"\xef\xbb\xbf" + text(NOTICE).encode())
    sent = client.post(address, hidden_fields(client, address) | {"title": "Frister", "file": file})
    assert sent["Location"] == reverse("lawbook:own_table", args=[1])

    page = sent["Location"]
    answer = client.post(page, hidden_fields(client, page) | {"note": "Set"})

    assert answer.status_code == 302
    assert CaseReview.objects.get().outcomes == {"O-1": []}
    assert "Godkendt" in client.get(page).content.decode()
    assert "Alle svarer som ventet" in client.get(reverse("lawbook:own_tables")).content.decode()


def test_a_refused_table_stays_in_the_field(lawyer: Actor) -> None:
    client = signed_in(lawyer)
    address = reverse("lawbook:own_new")
    typed = {"title": "Frister", "text": '{"schema": "andet"}'}

    answer = client.post(address, hidden_fields(client, address) | typed)

    assert answer.status_code == 200
    assert "&quot;andet&quot;" in answer.content.decode()
    assert not CaseTable.objects.exists()


def test_errors_name_the_table(lawyer: Actor) -> None:
    with pytest.raises(BadCaseTable, match="Frister"):
        keep(by=lawyer, title="Frister", text=text(replace_id("")), at=NOW)


def replace_id(value: str) -> dict[str, object]:
    return {**NOTICE, "id": value}
