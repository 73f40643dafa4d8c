import pytest

from hjemad.kernel.errors import InputRejected
from hjemad.law.finding import JSON, Text
from hjemad.law.tests.asking import asked, reviews, unknown

LIMIT: dict[str, JSON] = {"field": "support", "weeks": 8, "from": "2024-01-01", "source": "own page"}
CASE: dict[str, JSON] = {"field": "support", "received": "2026-01-05", "limits": [LIMIT]}
AFTER = "2026-03-03"


@pytest.mark.parametrize(
    ("without", "missing"),
    [("field", "fact:field"), ("received", "fact:received"), ("limits", "fact:limits")],
)
def test_what_was_not_told_is_named(without: str, missing: str) -> None:
    facts = {key: value for key, value in CASE.items() if key != without}

    assert unknown(asked("case-time-limits", facts, AFTER)) == [missing]


def test_without_a_limit_of_the_field_the_answer_is_unknown_and_there_is_no_national_number() -> None:
    finding = asked("case-time-limits", {**CASE, "field": "plan"}, AFTER)

    assert unknown(finding) == ["municipal_limit"]
    assert finding.answer == {"national_limit": None}
    assert [used.id for used in finding.parameters] == ["rsl.3.time_limits"]
    assert finding.provisions


def test_the_limit_is_told_as_a_local_value_with_its_source() -> None:
    finding = asked("case-time-limits", CASE, AFTER)

    national, local = finding.parameters
    assert (national.id, local.id) == ("rsl.3.time_limits", "rsl.3.time_limits.support")
    assert (local.value, local.unit, local.certainty) == ("8", "weeks", "local")
    assert local.source == Text.alike("own page")
    assert local.in_force_from.isoformat() == "2024-01-01"
    assert finding.provisions


@pytest.mark.parametrize(
    ("facts", "on", "state"),
    [
        ({}, "2026-03-02", "has not run out"),
        ({}, AFTER, "must write so"),
        ({"told_on": AFTER}, AFTER, "has written so"),
        ({"decided_on": "2026-03-02"}, AFTER, "within the limit"),
        ({"decided_on": AFTER}, AFTER, "after the limit"),
    ],
)
def test_the_reason_says_how_it_stands(facts: dict[str, JSON], on: str, state: str) -> None:
    assert state in asked("case-time-limits", {**CASE, **facts}, on).reasons[0].en


def test_a_late_decision_without_a_letter_before_it_is_to_be_looked_at() -> None:
    late: dict[str, JSON] = {**CASE, "decided_on": "2026-03-05"}

    assert "late_without_writing" in reviews(asked("case-time-limits", late, "2026-03-06"))
    for told, is_late in (("2026-03-04", False), ("2026-03-05", True), ("2026-03-06", True)):
        found = reviews(asked("case-time-limits", {**late, "told_on": told}, "2026-03-06"))
        assert ("late_without_writing" in found) is is_late
    in_time = {**CASE, "decided_on": "2026-03-02"}
    assert list(reviews(asked("case-time-limits", in_time, AFTER))) == ["counted_from_received"]


def test_a_last_day_that_is_no_weekday_is_shown_with_the_next_one() -> None:
    days: dict[str, JSON] = {"field": "support", "days": 5, "from": "2024-01-01", "source": "own page"}
    finding = asked("case-time-limits", {**CASE, "limits": [days]}, AFTER)

    assert finding.answer["limit_due"] == "2026-01-10"
    assert reviews(finding) == {
        "counted_from_received": {},
        "last_day_no_weekday": {"limit_due": "2026-01-12"},
    }


@pytest.mark.parametrize("key", ["decided_on", "told_on", "expected_on"])
def test_nothing_happens_in_a_case_before_it_came(key: str) -> None:
    with pytest.raises(InputRejected, match=f"{key} lies before received") as refused:
        asked("case-time-limits", {**CASE, key: "2026-01-04"}, AFTER)
    assert "received" in refused.value.da
    assert key in refused.value.da


def test_two_limits_of_one_field_on_one_day_are_both_named() -> None:
    with pytest.raises(InputRejected, match=r"limits\[0\] and limits\[2\]") as refused:
        asked("case-time-limits", {**CASE, "limits": [LIMIT, {**LIMIT, "field": "plan"}, LIMIT]}, AFTER)
    assert "limits[0]" in refused.value.da


@pytest.mark.parametrize("lengths", [{"weeks": None}, {"days": 3}, {"months": 2, "weeks": None, "days": 1}])
def test_a_limit_has_one_length(lengths: dict[str, JSON]) -> None:
    with pytest.raises(
        InputRejected, match=r"exactly one of limits\[0\]\.days, limits\[0\]\.weeks, limits"
    ) as refused:
        asked("case-time-limits", {**CASE, "limits": [{**LIMIT, **lengths}]}, AFTER)
    assert "limits[0].months" in refused.value.da


def test_the_day_asked_about_has_no_default() -> None:
    with pytest.raises(InputRejected, match="case-time-limits depends on the day"):
        asked("case-time-limits", CASE)
    assert str(asked("case-time-limits", CASE, AFTER).on) == AFTER


def test_a_limit_that_leads_beyond_the_calendar_is_refused() -> None:
    with pytest.raises(InputRejected, match="beyond the year 9999"):
        asked("case-time-limits", {**CASE, "limits": [{**LIMIT, "weeks": 10**9}]}, AFTER)
