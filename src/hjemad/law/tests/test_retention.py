from datetime import date

import pytest

from hjemad.kernel.errors import InputRejected
from hjemad.law.finding import JSON
from hjemad.law.parameters_reader import load_law
from hjemad.law.rules_registry import decide
from hjemad.law.settings import Settings
from hjemad.law.tests.asking import asked, changed_on, reviews, unknown

CLOSED: dict[str, JSON] = {"case_closed": "2026-03-31", "retention_code": "P1825D"}


def test_the_code_is_the_municipalitys_choice_and_the_answer_says_so() -> None:
    assert reviews(asked("retention", CLOSED)) == {"code_chosen_by_municipality": {}}
    assert reviews(asked("retention", {**CLOSED, "retention_code": "P7D"})) == {
        "code_chosen_by_municipality": {}, "code_unread": {},
    }  # fmt: skip


def test_accounts_that_are_kept_longer_show_what_the_code_alone_gives() -> None:
    finding = asked("retention", {**CLOSED, "accounting_year": 2026})

    assert reviews(finding)["accounts_kept_longer"] == {"delete_after": "2031-03-30"}
    assert [used.id for used in finding.parameters] == ["kle.retention_codes", "kle.accounts_years"]
    same_day: dict[str, JSON] = {
        "case_closed": "2026-12-31",
        "retention_code": "P1826D",
        "accounting_year": 2026,
    }
    assert "accounts_kept_longer" not in reviews(asked("retention", same_day))
    assert [used.id for used in asked("retention", CLOSED).parameters] == ["kle.retention_codes"]


@pytest.mark.parametrize("code", ["P5Y", "1825", "P0D", "P01D", "P1000000D", "P1825D.", "XP1825D"])
def test_a_code_that_is_no_number_of_days_is_refused(code: str) -> None:
    with pytest.raises(InputRejected, match="retention_code") as refused:
        asked("retention", {**CLOSED, "retention_code": code})
    assert "retention_code" in refused.value.da


@pytest.mark.parametrize("year", [0, 10000])
def test_a_year_no_calendar_has_is_refused(year: int) -> None:
    with pytest.raises(InputRejected, match="accounting_year") as refused:
        asked("retention", {**CLOSED, "accounting_year": year})
    assert "accounting_year" in refused.value.da


@pytest.mark.parametrize(
    ("facts", "missing"),
    [
        ({"case_closed": "2026-03-31"}, "fact:retention_code"),
        ({"retention_code": "P1D"}, "fact:case_closed"),
        ({**CLOSED, "accounting_year": 1}, "parameter:kle.accounts_years"),
    ],
)
def test_what_is_not_known_is_named(facts: dict[str, JSON], missing: str) -> None:
    assert unknown(asked("retention", facts)) == [missing]


def test_the_finding_is_dated_and_says_until_when() -> None:
    finding = asked("retention", CLOSED)

    assert finding.on == date(2026, 3, 31)
    assert asked("retention", CLOSED, "2026-11-22").on == date(2026, 11, 22)
    assert "2031-03-30" in finding.reasons[0].da
    assert "2031-03-30" in finding.reasons[0].en
    assert [one.act for one in finding.provisions] == ["KLE"]


def test_the_rule_of_the_first_day_of_the_accounting_year_holds_for_all_of_it() -> None:
    law = changed_on(load_law(), "kle.accounts_years", day="2026-01-02", value="10")
    facts: dict[str, JSON] = {**CLOSED, "accounting_year": 2026}

    finding = decide("retention", facts, on=None, law=law, settings=Settings.default())

    assert finding.answer["delete_after"] == asked("retention", facts).answer["delete_after"]


def test_accounts_that_outlive_the_calendar_are_refused() -> None:
    with pytest.raises(InputRejected, match="outside the years 1 to 9999"):
        asked("retention", {**CLOSED, "accounting_year": 9999})
