from datetime import date

import pytest

from hjemad.kernel.errors import InputRejected
from hjemad.law.case_table import Case, check_cases, read_cases, same_value
from hjemad.law.finding import JSON
from hjemad.law.parameters_reader import load_law
from hjemad.law.settings import Settings
from hjemad.law.tests.asking import UNMODELLED, with_a_rule_nobody_modelled

GOOD: dict[str, JSON] = {
    "id": "A-1",
    "rule": "notice-deadline",
    "on": "2024-11-04",
    "facts": {"decided_on": "2024-11-04"},
    "expect": {"due": "2024-11-07"},
}


def table(*cases: JSON) -> JSON:
    return {"schema": "law-cases-2", "cases": list(cases)}


def changed(key: str, value: JSON) -> JSON:
    return {**GOOD, key: value}


def without(key: str) -> JSON:
    return {name: value for name, value in GOOD.items() if name != key}


def test_a_case_is_read_with_its_day_and_without_one() -> None:
    with_day, without_day = read_cases(
        table(GOOD, {**GOOD, "id": "A-2", "on": None, "why": "why"}), where="t.json"
    )

    assert (with_day.id, with_day.on) == ("A-1", date(2024, 11, 4))
    assert without_day.on is None
    assert without_day.written == {**GOOD, "id": "A-2", "on": None, "why": "why"}


@pytest.mark.parametrize(
    ("cases", "told"),
    [
        ([], "schema"),
        ({"schema": "law-cases-1", "cases": []}, "schema"),
        ({"schema": "law-cases-2"}, "cases"),
        (table("A"), "cases[0] must be an object"),
        (table(without("id")), "cases[0], id"),
        (table(changed("id", 3)), "cases[0], id"),
        (table(without("rule")), "cases[0] (A-1), rule"),
        (table(without("facts")), "cases[0] (A-1), facts"),
        (table(changed("facts", [])), "cases[0] (A-1), facts"),
        (table(without("expect")), "cases[0] (A-1), expect"),
        (table(changed("expect", {})), "cases[0] (A-1), expect"),
        (table(changed("on", "4 Nov")), "cases[0] (A-1), on"),
        (table(changed("on", 4)), "cases[0] (A-1), on"),
        (table(GOOD, GOOD), "A-1, id"),
    ],
)
def test_a_malformed_table_is_told_by_case_and_key(cases: JSON, told: str) -> None:
    with pytest.raises(InputRejected) as error:
        read_cases(cases, where="t.json")

    assert str(error.value).startswith("t.json")
    assert told in str(error.value)
    assert told in error.value.text("da") or "must" in told
    assert error.value.code == "bad_case_table"
    assert "None" not in str(error.value) + error.value.text("da")


@pytest.mark.parametrize(
    ("cases", "en", "da"),
    [
        ([], 't.json, schema: must be "law-cases-2"', 't.json, schema: skal være "law-cases-2"'),
        ({"schema": "law-cases-2"}, "t.json, cases: must be a list", "t.json, cases: skal være en liste"),
        (table("A"), "t.json: cases[0] must be an object", "t.json: cases[0] skal være et objekt"),
        (
            table(changed("expect", {})),
            "t.json: cases[0] (A-1), expect: must hold at least one key",
            "t.json: cases[0] (A-1), expect: skal have mindst én nøgle",
        ),
        (
            table(changed("rule", " ")),
            "t.json: cases[0] (A-1), rule: must be text",
            "t.json: cases[0] (A-1), rule: skal være tekst",
        ),
        (table(GOOD, GOOD), "t.json: A-1, id: stands twice", "t.json: A-1, id: står to gange"),
    ],
)
def test_what_is_wrong_with_a_table_is_said_in_both_languages(cases: JSON, en: str, da: str) -> None:
    with pytest.raises(InputRejected) as error:
        read_cases(cases, where="t.json")

    assert (error.value.en, error.value.da) == (en, da)


def test_a_day_that_cannot_be_read_is_told_with_an_example() -> None:
    with pytest.raises(InputRejected) as error:
        read_cases(table(changed("on", "4 Nov")), where="t.json")

    assert error.value.en.startswith("t.json: cases[0] (A-1), on: The date cannot be read")
    assert error.value.da.startswith("t.json: cases[0] (A-1), on: Datoen kan ikke læses")


def test_a_case_keeps_what_stands_in_it() -> None:
    [case] = read_cases(table(GOOD), where="t.json")

    assert (case.rule, case.facts, case.expect) == (GOOD["rule"], GOOD["facts"], GOOD["expect"])


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (1, 1, True),
        (1, True, False),
        (0, False, False),
        ("1.0", "1.00", False),
        (None, None, True),
        (None, "", False),
        ([1, "a"], (1, "a"), True),
        ([1], [1, 2], False),
        ([1], [True], False),
        ({"a": [1]}, {"a": [1]}, True),
        ({"a": 1}, {"a": 1, "b": 2}, False),
        ({"a": 1}, {"a": True}, False),
        ([], {}, False),
    ],
)
def test_answers_are_equal_only_to_the_letter(one: JSON, other: JSON, same: bool) -> None:
    assert same_value(one, other) is same
    assert same_value(other, one) is same


def checked(*cases: Case) -> dict[str, JSON]:
    return check_cases(cases, law=load_law(), settings=Settings.default()).as_json()


def a_case(rule: str, facts: dict[str, JSON], expect: dict[str, JSON]) -> Case:
    return Case("X", rule, None, facts, expect, {})


def test_rules_nobody_modelled_are_counted_apart() -> None:
    case = a_case(UNMODELLED, {}, {"allowed": True})
    result = check_cases([case], law=with_a_rule_nobody_modelled(), settings=Settings.default())

    assert (result.passed, result.failed, result.not_modelled) == (0, 0, 1)
    assert result.summary == "0 passed, 0 failed, 1 not modelled"


def test_cases_after_one_of_a_rule_nobody_modelled_are_still_asked() -> None:
    lonely = a_case(UNMODELLED, {}, {"allowed": True})
    good = a_case("notice-deadline", {"decided_on": "2024-11-04"}, {"due": "2024-11-07"})

    result = check_cases(
        [lonely, lonely, good], law=with_a_rule_nobody_modelled(), settings=Settings.default()
    )

    assert result.summary == "1 passed, 0 failed, 2 not modelled"


def test_a_rule_nobody_has_heard_of_fails_and_the_nearest_is_named() -> None:
    case = a_case("notice-deadlines", {}, {"due": "2024-11-07"})
    result = check_cases([case], law=load_law(), settings=Settings.default())

    [failure] = result.failures
    assert (failure.id, failure.key, failure.expected) == ("X", "rule", "notice-deadlines")
    assert str(failure.got).startswith("There is no rule 'notice-deadlines'. Did you mean: notice-deadline")
    assert result.as_json() == {
        "passed": 0,
        "failed": 1,
        "not_modelled": 0,
        "failures": [failure.as_json()],
    }


def test_facts_that_cannot_be_read_fail_the_case_and_the_rest_still_runs() -> None:
    bad = a_case("notice-deadline", {"decided_on": "soon"}, {"due": "2024-11-07"})
    good = a_case("notice-deadline", {"decided_on": "2024-11-04"}, {"due": "2024-11-07"})
    result = check_cases([bad, good], law=load_law(), settings=Settings.default())

    assert (result.passed, result.failed) == (1, 1)
    [failure] = result.failures
    assert (failure.id, failure.key, failure.expected) == ("X", "facts", {"due": "2024-11-07"})
    assert str(failure.got).startswith("decided_on: The date cannot be read")
    assert result.summary == "1 passed, 1 failed"


def test_the_outcome_can_be_expected_either_way() -> None:
    known = a_case("notice-deadline", {"decided_on": "2024-11-04"}, {"outcome": "known"})
    unknown = a_case("notice-deadline", {}, {"outcome": "unknown"})

    assert checked(known, unknown)["passed"] == 2
