"""Each rule gives exactly the answers of its case table."""

import re
from collections import Counter
from dataclasses import replace
from datetime import date

import pytest

from hjemad.kernel.errors import InputRejected
from hjemad.law.case_files import all_cases, tables
from hjemad.law.case_table import Case, check_cases, same_value
from hjemad.law.finding import JSON
from hjemad.law.parameters_reader import load_law
from hjemad.law.rules_registry import RULES, decide
from hjemad.law.settings import Settings

CASES = all_cases()
ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@pytest.mark.parametrize("case", CASES, ids=[case.id for case in CASES])
def test_the_rule_answers_as_the_case_expects(case: Case) -> None:
    result = check_cases([case], law=load_law(), settings=Settings.default())

    assert [failure.as_json() for failure in result.failures] == []
    assert result.passed == 1


def test_every_modelled_rule_has_cases() -> None:
    counted = Counter(case.rule for case in CASES)

    assert set(counted) == set(RULES)
    assert min(counted.values()) >= 5


# How rules say that a day lies before what is known: a code of what is missing, or a reason of the answer.
BEFORE_THE_LAW = ("parameter:", "rate_2017", "discharge_before_reform")


@pytest.mark.parametrize("slug", RULES)
def test_every_rule_has_a_case_before_the_law_that_is_known(slug: str) -> None:
    said: set[str] = set()
    for case in [case for case in CASES if case.rule == slug]:
        finding = decide(slug, case.facts, on=case.on, law=load_law(), settings=Settings.default())
        codes = [missing.code for missing in finding.unknown]
        said.update([str(finding.answer.get("reason"))] if finding.is_known else codes)

    assert [one for one in said if one.startswith(BEFORE_THE_LAW)] != [], "add a case before the law"


@pytest.mark.parametrize("case", CASES, ids=[case.id for case in CASES])
@pytest.mark.parametrize("day", [date(1900, 1, 1), date(2006, 12, 31), date(9999, 12, 31)])
def test_no_day_however_far_away_breaks_a_rule(case: Case, day: date) -> None:
    try:
        finding = decide(case.rule, case.facts, on=day, law=load_law(), settings=Settings.default())
    except InputRejected as error:
        assert error.en != error.da  # noqa: PT017
    else:
        assert finding.is_known or finding.unknown


@pytest.mark.parametrize("case", CASES, ids=[case.id for case in CASES])
@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_no_fact_however_far_away_breaks_a_rule(case: Case, day: str) -> None:
    facts = far_away(case.facts, day=day)
    assert isinstance(facts, dict)
    try:
        finding = decide(case.rule, facts, on=case.on, law=load_law(), settings=Settings.default())
    except InputRejected as error:
        assert error.en != error.da  # noqa: PT017
    else:
        assert finding.is_known or finding.unknown


def far_away(value: JSON, *, day: str) -> JSON:
    """The same facts with every date moved to that day."""
    if isinstance(value, str):
        return day if ISO_DAY.fullmatch(value) else value
    if isinstance(value, dict):
        return {key: far_away(one, day=day) for key, one in value.items()}
    if isinstance(value, list):
        return [far_away(one, day=day) for one in value]
    return value


def test_no_two_cases_share_an_id() -> None:
    counted = Counter(case.id for case in CASES)

    assert [case_id for case_id, times in counted.items() if times > 1] == []


@pytest.mark.parametrize("name", tables())
def test_every_case_says_why_and_from_where(name: str) -> None:
    table = tables()[name]

    assert isinstance(table, dict)
    for case in table["cases"]:
        for key in ("why", "source", "certainty"):
            assert case.get(key), f"{name}: {case['id']} lacks {key}"


@pytest.mark.parametrize("case", CASES, ids=[case.id for case in CASES])
def test_a_finding_has_the_promised_keys_and_carries_its_review(case: Case) -> None:
    finding = decide(case.rule, case.facts, on=case.on, law=load_law(), settings=Settings.default())

    answer = finding.as_json()
    inner = answer["finding"]
    assert isinstance(inner, dict)
    assert set(inner) == {
        "rule", "on", "outcome", "provisions", "parameters", "settings", "unknown", "review",
    }  # fmt: skip
    assert answer["needs_review"] == bool(inner["review"])
    assert answer.get("outcome") == (None if finding.is_known else "unknown")
    assert same_value(inner["rule"], case.rule)
    assert finding.is_known or finding.unknown
    assert finding.outcome == case.expect.get("outcome", "known")


@pytest.mark.parametrize("case", CASES, ids=[case.id for case in CASES])
def test_an_unknown_outcome_never_holds_an_amount_of_nothing(case: Case) -> None:
    finding = decide(case.rule, case.facts, on=case.on, law=load_law(), settings=Settings.default())

    if not finding.is_known:
        amounts = [value for key, value in finding.answer.items() if key.endswith("_dkk")]
        assert [amount for amount in amounts if amount is not None] == []


@pytest.mark.parametrize("case", CASES, ids=[case.id for case in CASES])
def test_every_sentence_stands_in_both_languages(case: Case) -> None:
    finding = decide(case.rule, case.facts, on=case.on, law=load_law(), settings=Settings.default())

    texts = [*finding.reasons]
    texts += [missing.text for missing in finding.unknown] + [review.text for review in finding.review]
    assert all(text.da and text.en and text.da != text.en for text in texts)
    assert finding.reasons or not finding.is_known


def test_a_wrong_expectation_fails_and_is_told() -> None:
    case = next(case for case in CASES if case.id == "DL-01")
    wrong: dict[str, JSON] = {"due": "2024-11-08", "nobody_knows": 1}

    result = check_cases([replace(case, expect=wrong)], law=load_law(), settings=Settings.default())

    assert (result.passed, result.failed) == (0, 1)
    assert [failure.as_json() for failure in result.failures] == [
        {"id": "DL-01", "key": "due", "expected": "2024-11-08", "got": "2024-11-07"},
        {"id": "DL-01", "key": "nobody_knows", "expected": 1, "got": "no such key in the answer"},
    ]
