from datetime import date

import pytest

from hjemad.kernel.errors import InputRejected
from hjemad.law.finding import JSON, Finding
from hjemad.law.parameters_reader import load_law
from hjemad.law.serviceloven.par_141_142 import decide_plan_contents, decide_plan_duty
from hjemad.law.settings import Settings


def duty(plan: JSON, on: date | None = date(2026, 11, 22)) -> Finding:
    facts: dict[str, JSON] = {"stay": {"admitted": "2026-11-02", "discharged": None}, "plan": plan}
    return decide_plan_duty(facts, on=on, law=load_law(), settings=Settings.default())


def codes(finding: Finding) -> list[str]:
    return [review.code for review in finding.review]


def test_a_known_duty_says_that_no_deadline_was_found() -> None:
    finding = duty(None)

    assert finding.is_known
    assert [missing.code for missing in finding.unknown] == ["statutory_deadline"]
    assert finding.unknown[0].text.da.startswith("Ingen lovfastsat frist fundet")
    assert codes(finding) == ["par_142_wording_unread"]


@pytest.mark.parametrize(
    ("plan", "told"),
    [
        ("142", ["par_142_wording_unread"]),
        ("whole_situation", ["par_142_wording_unread", "kind_of_plan"]),
        ({"made_on": "2026-11-20"}, ["par_142_wording_unread", "kind_of_plan"]),
        ({"kind": "142"}, ["par_142_wording_unread"]),
    ],
)
def test_a_plan_of_another_kind_must_be_looked_at(plan: JSON, told: list[str]) -> None:
    finding = duty(plan)

    assert finding.answer["duty"] == "fulfilled"
    assert codes(finding) == told


@pytest.mark.parametrize("plan", ["140", True, {"kind": "85"}, ["141"]])
def test_a_plan_that_is_none_of_the_kinds_is_refused(plan: JSON) -> None:
    with pytest.raises(InputRejected, match="plan"):
        duty(plan)


def test_the_duty_depends_on_the_day() -> None:
    with pytest.raises(InputRejected, match="depends on the day"):
        duty(None, on=None)


def test_a_discharge_before_the_admission_is_refused() -> None:
    facts: dict[str, JSON] = {"stay": {"admitted": "2026-11-02", "discharged": "2026-11-01"}, "plan": None}
    with pytest.raises(InputRejected, match=r"stay\.admitted, stay\.discharged"):
        decide_plan_duty(facts, on=date(2026, 11, 2), law=load_law(), settings=Settings.default())


def test_what_a_plan_lacks_is_said_in_the_reason() -> None:
    finding = decide_plan_contents(
        {"fields": ["purpose", "measures", "expected_duration"]},
        on=date(2026, 11, 22),
        law=load_law(),
        settings=Settings.default(),
    )

    assert "other_special_matters" in finding.reasons[0].en


def test_a_plan_that_is_made_later_is_no_plan_of_another_kind_yet() -> None:
    finding = duty({"kind": "whole_situation", "made_on": "2026-11-23"})

    assert finding.answer["duty"] == "must_make"
    assert codes(finding) == ["par_142_wording_unread"]


def test_a_plan_that_lacks_nothing_says_so() -> None:
    lacking = decide_plan_contents(
        {"fields": []}, on=date(2026, 11, 22), law=load_law(), settings=Settings.default()
    )
    whole = decide_plan_contents(
        {"fields": lacking.answer["missing"]},
        on=date(2026, 11, 22),
        law=load_law(),
        settings=Settings.default(),
    )

    assert whole.reasons[0].da == "Planen har det, loven kræver."
    assert lacking.reasons[0].da.startswith("Planen mangler: purpose")
