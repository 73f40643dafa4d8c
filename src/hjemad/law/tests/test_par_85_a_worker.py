from datetime import date

import pytest

from hjemad.kernel.errors import InputRejected
from hjemad.law.finding import JSON
from hjemad.law.tests.asking import asked, reviews, unknown

CHOSEN: dict[str, JSON] = {
    "decided_on": "2026-07-15", "time_limited": True, "discharged_on": "2026-08-01",
    "worker_employed_at_last_shelter": True, "refused": False, "refusal_ground": None, "reasons": "",
}  # fmt: skip
REFUSED: dict[str, JSON] = {**CHOSEN, "refused": True, "refusal_ground": "professional", "reasons": "given"}
SAME_DAY: dict[str, JSON] = {**CHOSEN, "discharged_on": "2026-07-15"}


def without(*names: str) -> dict[str, JSON]:
    return {key: value for key, value in CHOSEN.items() if key not in names}


@pytest.mark.parametrize(
    ("names", "missing"),
    [
        (("decided_on",), ["fact:decided_on"]),
        (("time_limited",), ["fact:time_limited"]),
        (("discharged_on", "worker_employed_at_last_shelter"),
         ["fact:discharged_on", "fact:worker_employed_at_last_shelter"]),
        (("refused",), ["fact:refused"]),
    ],
)  # fmt: skip
def test_what_was_not_told_is_named(names: tuple[str, ...], missing: list[str]) -> None:
    finding = asked("choice-of-worker", without(*names))

    assert unknown(finding) == missing
    assert finding.answer == {}


def test_conditions_that_are_not_known_leave_the_right_open() -> None:
    finding = asked("choice-of-worker", without("time_limited"))

    assert not finding.is_known
    assert finding.reasons[0].en.startswith("It is not known")
    assert reviews(finding) == {"l50_act_not_seen": {}}


@pytest.mark.parametrize(("reading", "right"), [("accept_with_review", True), ("reject", False)])
def test_a_decision_on_the_day_of_discharge_is_a_reading(reading: str, right: bool) -> None:
    finding = asked("choice-of-worker", SAME_DAY, same_day_decision_and_discharge=reading)

    assert finding.answer["right_to_choose"] is right
    assert finding.answer["unmet"] == ([] if right else ["decided_before_discharge"])
    assert reviews(finding)["decided_on_day_of_discharge"] == {"right_to_choose": not right}
    assert finding.settings == {"same_day_decision_and_discharge": reading}
    assert "decided_on_day_of_discharge" not in reviews(asked("choice-of-worker", CHOSEN))


def test_the_other_reading_of_the_day_changes_nothing_where_another_condition_fails() -> None:
    facts = {**SAME_DAY, "time_limited": False}

    for reading in ("accept_with_review", "reject"):
        finding = asked("choice-of-worker", facts, same_day_decision_and_discharge=reading)
        assert finding.answer["right_to_choose"] is False
        assert reviews(finding)["decided_on_day_of_discharge"] == {"right_to_choose": False}
    unsure = {key: value for key, value in SAME_DAY.items() if key != "time_limited"}
    assert reviews(asked("choice-of-worker", unsure))["decided_on_day_of_discharge"] == {}


def test_the_bill_was_read_and_the_act_was_not() -> None:
    finding = asked("choice-of-worker", CHOSEN)

    assert reviews(finding) == {"l50_act_not_seen": {"right_to_choose": False}, "worker_may_leave": {}}
    assert unknown(finding) == ["national_rate"]
    assert "national rate" in finding.unknown[0].text.en
    assert finding.reasons[0].en.startswith("The person may choose")
    refused = asked("choice-of-worker", REFUSED)
    assert list(reviews(refused)) == ["l50_act_not_seen"]
    assert [used.id for used in refused.parameters] == [
        "sel.85_a.choice_of_worker", "sel.85_a.refusal_grounds",
    ]  # fmt: skip
    assert [used.id for used in finding.parameters] == ["sel.85_a.choice_of_worker"]


def test_a_decision_before_the_right_asks_for_nothing_more() -> None:
    finding = asked("choice-of-worker", {"decided_on": "2026-06-30"})

    assert finding.answer == {
        "right_to_choose": False, "unmet": ["decided_before_commencement"], "valid": True, "problems": [],
    }  # fmt: skip
    assert (finding.review, finding.unknown, finding.settings) == ((), (), {})
    assert "før retten begyndte" in finding.reasons[0].da
    assert "does not have the right" in finding.reasons[0].en


def test_a_ground_without_a_refusal_names_both() -> None:
    with pytest.raises(InputRejected, match=r"refusal_ground.*refused") as refused:
        asked("choice-of-worker", {**CHOSEN, "refusal_ground": "other"})
    assert "refused" in refused.value.da
    with pytest.raises(InputRejected, match="refusal_ground"):
        asked("choice-of-worker", {**REFUSED, "refusal_ground": "price"})


def test_the_finding_is_dated_by_the_day_asked_or_by_the_decision() -> None:
    assert asked("choice-of-worker", CHOSEN).on == date(2026, 7, 15)
    assert asked("choice-of-worker", CHOSEN, "2026-11-22").on == date(2026, 11, 22)
    assert [one.paragraph for one in asked("choice-of-worker", CHOSEN).provisions] == ["§ 85 a, stk. 3-6"]
