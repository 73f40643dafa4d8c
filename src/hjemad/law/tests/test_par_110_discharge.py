import pytest

from hjemad.kernel.errors import InputRejected
from hjemad.law.finding import JSON
from hjemad.law.tests.asking import asked, reviews, unknown

DAY = "2026-11-22"
READY: dict[str, JSON] = {
    "by": "municipality", "plan": "141", "housing": "own_home", "support_decided": True,
    "lease_signed": True, "can_move_in": True, "support_can_start": True,
}  # fmt: skip
PLACE: dict[str, JSON] = {"by": "municipality", "plan": "142", "housing": "placement_107"}


def without(*names: str) -> dict[str, JSON]:
    return {name: value for name, value in READY.items() if name not in names}


@pytest.mark.parametrize(("reading", "kept"), [("unknown", True), ("suspensive", True), ("none", False)])
def test_the_bed_is_kept_during_an_appeal_unless_the_other_reading_is_chosen(
    reading: str, kept: bool
) -> None:
    finding = asked("municipal-discharge", READY, DAY, effect_during_appeal=reading)

    assert finding.answer["bed_kept_during_appeal"] is kept
    assert finding.settings == {"effect_during_appeal": reading}
    assert reviews(finding) == {
        "effect_during_appeal": {"bed_kept_during_appeal": not kept},
        "hearing_reasons_guidance": {},
    }
    said = finding.review[0].text
    assert ("Keep the bed" in said.en) is (reading == "unknown")
    assert ("Behold pladsen" in said.da) is (reading == "unknown")


def test_every_fact_nobody_gave_is_named_in_the_order_of_the_law() -> None:
    finding = asked("municipal-discharge", {"by": "municipality", "housing": "own_home"}, DAY)

    assert unknown(finding) == [
        "fact:plan", "fact:support_decided", "fact:lease_signed", "fact:can_move_in",
        "fact:support_can_start",
    ]  # fmt: skip
    assert "allowed" not in finding.answer
    assert "missing" not in finding.answer
    assert "lease_signed" in finding.unknown[2].text.da
    assert finding.reasons[0].en.startswith("It is not known")


def test_a_condition_that_fails_settles_it_and_what_was_not_told_is_named_beside() -> None:
    finding = asked("municipal-discharge", {**without("can_move_in"), "plan": None}, DAY)

    assert finding.answer["missing"] == ["nr1_plan"]
    assert finding.answer["allowed"] is False
    assert unknown(finding) == ["fact:can_move_in"]
    assert "en plan (nr. 1)" in finding.reasons[0].da
    assert "can not discharge" in finding.reasons[0].en


@pytest.mark.parametrize(
    ("plan", "code"),
    [("whole_situation", "whole_situation_plan"), ({"made_on": DAY}, "fact:plan.kind")],
)
def test_a_plan_of_a_kind_nobody_read_about_is_not_taken_for_one(plan: JSON, code: str) -> None:
    finding = asked("municipal-discharge", {**READY, "plan": plan}, DAY)

    assert not finding.is_known
    assert unknown(finding) == [code]


def test_the_home_nobody_told_about_is_asked_for_before_what_presupposes_it() -> None:
    assert unknown(asked("municipal-discharge", without("housing"), DAY)) == ["fact:housing"]
    assert unknown(asked("municipal-discharge", {}, DAY)) == ["fact:by"]


@pytest.mark.parametrize("facts", [PLACE, {**PLACE, "can_move_in": False}])
def test_a_place_whose_day_nobody_knows_keeps_the_bed(facts: dict[str, JSON]) -> None:
    finding = asked("municipal-discharge", facts, DAY)

    assert unknown(finding) == ["fact:place_ready"]
    assert "allowed" not in finding.answer
    assert [one["state"] for one in finding.answer["conditions"]] == ["met", "met"]  # type: ignore[union-attr, index, call-overload]
    assert "can move in" in finding.reasons[0].en


def test_a_place_that_is_ready_and_a_person_who_cannot_move_in_contradict_each_other() -> None:
    facts: dict[str, JSON] = {**PLACE, "can_move_in": False, "place_ready": DAY}

    code = "place_ready_and_can_move_in_disagree"
    assert asked("municipal-discharge", facts, DAY).review[0].code == code
    assert code not in reviews(asked("municipal-discharge", {**facts, "place_ready": "2026-11-23"}, DAY))
    assert code not in reviews(asked("municipal-discharge", {**facts, "can_move_in": True}, DAY))
    assert code not in reviews(asked("municipal-discharge", {**PLACE, "place_ready": DAY}, DAY))
    assert code not in reviews(asked("municipal-discharge", READY, DAY))


def test_a_signed_lease_without_a_home_names_both() -> None:
    finding = asked("municipal-discharge", {**READY, "housing": None}, DAY)

    assert list(reviews(finding)) == ["lease_and_housing_disagree"]
    for word in ("lease_signed", "housing"):
        assert word in finding.review[0].text.da
        assert word in finding.review[0].text.en
    assert reviews(asked("municipal-discharge", without("housing"), DAY)) == {}
    assert reviews(asked("municipal-discharge", {**READY, "plan": None}, DAY)) == {}
    assert reviews(asked("municipal-discharge", {**without("lease_signed"), "housing": None}, DAY)) == {}


@pytest.mark.parametrize(
    ("by", "on", "parameter"),
    [
        ("municipality", DAY, "sel.110.municipal_discharge"),
        ("municipality", "2020-01-01", "sel.110.municipal_discharge"),
        ("shelter_manager", DAY, "sel.110.manager_discharge"),
    ],
)
def test_the_finding_names_the_law_it_rests_on(by: str, on: str, parameter: str) -> None:
    finding = asked("municipal-discharge", {**READY, "by": by}, on)

    assert [used.id for used in finding.parameters] == [parameter]
    assert finding.on is not None
    assert finding.on.isoformat() == on
    assert finding.reasons
    assert bool(finding.provisions) is (on == DAY)


def test_the_refusals_also_name_the_law() -> None:
    for facts in ({**READY, "plan": None}, without("plan"), PLACE):
        finding = asked("municipal-discharge", facts, DAY)
        assert [used.id for used in finding.parameters] == ["sel.110.municipal_discharge"]
        assert finding.provisions


@pytest.mark.parametrize(
    ("facts", "named"),
    [
        ({"by": "police"}, "by"),
        ({"housing": "tent"}, "housing"),
        ({"plan": "110"}, "plan"),
        ({"lease_signed": "yes"}, "lease_signed"),
        ({"place_ready": "soon"}, "place_ready"),
    ],
)
def test_a_fact_that_cannot_be_read_is_told_by_its_key(facts: dict[str, JSON], named: str) -> None:
    with pytest.raises(InputRejected, match=named):
        asked("municipal-discharge", {**READY, **facts}, DAY)


def test_the_day_asked_about_has_no_default() -> None:
    with pytest.raises(InputRejected, match="municipal-discharge depends on the day"):
        asked("municipal-discharge", READY)


@pytest.mark.parametrize(
    ("facts", "states"),
    [
        (without("plan"), {"nr1_plan": "unknown"}),
        ({**READY, "plan": {"made_on": DAY}}, {"nr1_plan": "unknown"}),
        (without("housing"), {"nr1_plan": "met", "nr2_housing_or_107_108": "unknown"}),
        ({**READY, "plan": None}, {"nr1_plan": "unmet", "nr2_housing_or_107_108": "met"}),
    ],
)
def test_each_condition_shows_how_it_stands(facts: dict[str, JSON], states: dict[str, str]) -> None:
    conditions = asked("municipal-discharge", facts, DAY).answer["conditions"]

    assert isinstance(conditions, list)
    shown = {str(one["code"]): one["state"] for one in conditions if isinstance(one, dict)}
    assert {code: shown[code] for code in states} == states


def test_the_whole_answer_about_a_place_whose_day_nobody_knows() -> None:
    answer = dict(asked("municipal-discharge", PLACE, DAY).answer)

    assert answer.pop("conditions")
    assert answer == {"missing": [], "conditions_apply": True, "effective_not_before": None}


def test_several_missing_conditions_are_named_with_commas() -> None:
    finding = asked("municipal-discharge", {**READY, "plan": None, "lease_signed": False}, DAY)

    assert "this is missing: a plan (nr. 1), a signed lease (nr. 4)." in finding.reasons[0].en
    assert "det mangler: en plan (nr. 1), en underskrevet lejeaftale (nr. 4)." in finding.reasons[0].da


def test_a_discharge_that_may_be_made_says_from_which_day() -> None:
    said = asked("municipal-discharge", {**PLACE, "place_ready": "2026-12-01"}, DAY).reasons[0]

    assert said.da.endswith("Udskrivningen kan tidligst virke 2026-12-01.")
    assert said.en.endswith("The discharge can take effect on 2026-12-01 at the earliest.")


def test_an_answer_that_is_not_known_says_so_in_both_languages() -> None:
    said = asked("municipal-discharge", without("plan"), DAY).reasons[0]

    assert said.da == "Det vides ikke, om alle betingelser er opfyldt. Personen bliver boende."
    assert said.en == "It is not known whether all conditions hold. The person stays."
