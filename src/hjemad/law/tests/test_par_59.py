import json

import pytest

from hjemad.kernel.errors import InputRejected
from hjemad.law.finding import JSON
from hjemad.law.tests.asking import asked, reviews, unknown

DAY = "2026-06-01"
LIST: dict[str, JSON] = {"areas": ["north"], "from": "2025-12-01"}
FACTS: dict[str, JSON] = {"area": "north", "lists": [LIST]}


def checked(answer: str, on: str = "2026-05-01") -> dict[str, JSON]:
    return {**FACTS, "check": {"answer": answer, "on": on}}


def test_no_ground_can_be_read_from_the_answer() -> None:
    household: dict[str, JSON] = {"convicted": True, "outside_eu_eea": True, "ground": "released"}
    plain, told = asked("listed-area-assignment", checked("may_not"), DAY), None
    told = asked("listed-area-assignment", {**checked("may_not"), **household}, DAY)

    assert json.dumps(plain.as_json()) == json.dumps(told.as_json())
    assert plain.answer == {"assignment": "may_not"}
    assert plain.review == ()
    for text in (plain.reasons[0].da, plain.reasons[0].en):
        assert "convicted" not in text


def test_the_caseworker_is_asked_because_the_present_criteria_were_not_read() -> None:
    finding = asked("listed-area-assignment", FACTS, DAY)

    assert finding.answer == {"assignment": "caseworker_checks"}
    assert reviews(finding) == {"later_criteria_unread": {}}
    assert finding.review[0].alternative == {}


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        (FACTS, "The area is on a list"),
        (checked("may"), "may be assigned by this rule"),
        (checked("may_not"), "may not be assigned"),
    ],
)
def test_the_reason_says_what_holds(facts: dict[str, JSON], said: str) -> None:
    finding = asked("listed-area-assignment", facts, DAY)

    assert said in finding.reasons[0].en
    assert [used.id for used in finding.parameters] == ["abl.59.checks"]
    assert [one.paragraph for one in finding.provisions] == ["§ 59, stk. 6-7"]
    assert str(finding.on) == DAY


@pytest.mark.parametrize(
    ("facts", "missing"),
    [
        ({"lists": [LIST]}, "fact:area"),
        ({"area": "north"}, "fact:lists"),
        ({"area": "north", "lists": []}, "area_lists"),
        ({**FACTS, "lists": [{"from": "2025-12-01"}]}, "fact:lists[0].areas"),
        ({**FACTS, "check": {"answer": "may"}}, "fact:check.on"),
        ({**FACTS, "check": {"on": DAY}}, "fact:check.answer"),
    ],
)
def test_what_is_not_known_is_named(facts: dict[str, JSON], missing: str) -> None:
    finding = asked("listed-area-assignment", facts, DAY)

    assert unknown(finding) == [missing]
    assert finding.answer == {}
    assert finding.provisions


def test_a_list_that_is_missing_still_names_the_law() -> None:
    finding = asked("listed-area-assignment", {**FACTS, "lists": []}, DAY)

    assert [used.id for used in finding.parameters] == ["abl.59.checks"]
    assert str(finding.on) == DAY


@pytest.mark.parametrize("check", [{"answer": "caseworker_checks", "on": DAY}, {"answer": "yes", "on": DAY}])
def test_a_caseworker_answers_may_or_may_not(check: dict[str, JSON]) -> None:
    with pytest.raises(InputRejected, match=r"check\.answer"):
        asked("listed-area-assignment", {**FACTS, "check": check}, DAY)


def test_the_day_asked_about_has_no_default() -> None:
    with pytest.raises(InputRejected, match="listed-area-assignment depends on the day"):
        asked("listed-area-assignment", FACTS)
