from dataclasses import replace
from datetime import date

import pytest

from hjemad.kernel.errors import InputRejected
from hjemad.law.finding import JSON, Finding
from hjemad.law.parameters_reader import load_law
from hjemad.law.retssikkerhedsloven.par_9 import ACTING, decide_acting_municipality, decide_disputed
from hjemad.law.settings import Settings


def acting(*history: JSON, act: str = "serviceloven", on: date | None = date(2024, 6, 1)) -> Finding:
    facts: dict[str, JSON] = {"history": list(history), "act": act}
    return decide_acting_municipality(facts, on=on, law=load_law(), settings=Settings.default())


def place(municipality: str, kind: str = "home", **more: JSON) -> JSON:
    return {"municipality": municipality, "kind": kind, **more}


def codes(finding: Finding) -> list[str]:
    return [review.code for review in finding.review]


def test_a_kind_of_place_the_rule_does_not_know_is_no_residence_and_is_looked_at() -> None:
    finding = acting(place("A"), place("C", "hoome"), place("B", "shelter"))

    assert finding.answer["acts"] == "A"
    assert codes(finding) == ["unknown_kind_1"]


@pytest.mark.parametrize(
    "kind",
    ["shelter", "crisis_centre", "placement", "street", "whereabouts", "friends_family", "hospital", "prison",
     "treatment", "abroad", "unknown", "other"],
)  # fmt: skip
def test_where_a_person_can_be_without_living_there_moves_nothing_and_needs_no_look(kind: str) -> None:
    finding = acting(place("A"), place("B", kind))

    assert finding.answer["acts"] == "A"
    assert codes(finding) == codes(acting(place("A"), place("B", "shelter")))


@pytest.mark.parametrize("evidence", ["registered", "documented", "own_statement"])
def test_a_residence_may_rest_on_any_of_three(evidence: str) -> None:
    assert acting(place("A", evidence=evidence), place("B", "shelter")).answer["acts"] == "A"


def test_without_a_day_the_newest_text_holds_and_the_missing_day_is_told() -> None:
    finding = acting(place("A"), place("B", "shelter"), on=None)

    assert finding.answer == {"acts": "A", "pays": "A"}
    assert codes(finding) == ["day_not_given"]
    assert len(finding.provisions) == 3


def test_places_that_begin_after_the_day_asked_about_are_left_out() -> None:
    history = [place("A"), place("C", **{"from": "2024-06-02"})]

    assert acting(*history).answer["acts"] == "A"
    assert acting(*history, on=date(2024, 6, 2)).answer["acts"] == "C"


def test_dates_that_do_not_stand_oldest_first_are_refused() -> None:
    with pytest.raises(InputRejected, match="oldest first"):
        acting(place("A", **{"from": "2024-02-01"}), place("B", "shelter", **{"from": "2024-01-01"}))


@pytest.mark.parametrize(
    ("history", "act", "told"),
    [
        ([place("A", evidence="rumour")], "serviceloven", "history[0].evidence"),
        ([{"municipality": 615, "kind": "home"}], "serviceloven", "history[0].municipality"),
        ([place("A")], "straffeloven", "act"),
    ],
)
def test_facts_that_cannot_be_read_are_told_by_key(history: list[JSON], act: str, told: str) -> None:
    with pytest.raises(InputRejected) as error:
        acting(*history, act=act)
    assert told in str(error.value)


def test_nothing_told_at_all_is_unknown_under_both_acts() -> None:
    assert [missing.code for missing in acting().unknown] == ["residence_before_stay"]
    assert [missing.code for missing in acting(act="aktivloven").unknown] == [
        "residence_before_stay", "present_stay",
    ]  # fmt: skip


def test_a_residence_in_the_municipality_now_acts_for_itself() -> None:
    finding = acting(place("A"), act="aktivloven")

    assert finding.answer == {"acts": "A", "reimbursed_by": None}
    assert finding.is_known


@pytest.mark.parametrize("between", [[], ["A"], ["A", "A"]])
def test_a_dispute_has_at_least_two_sides(between: list[JSON]) -> None:
    with pytest.raises(InputRejected, match="at least two"):
        decide_disputed(
            {"between": between, "last_registered_address": "A"},
            on=None,
            law=load_law(),
            settings=Settings.default(),
        )


def test_the_finding_names_the_text_that_holds_and_without_a_day_the_newest() -> None:
    rule = load_law().parameter(ACTING)
    next_year = replace(rule.values[-1], in_force_from=date(2027, 1, 1))
    law = load_law().with_parameter(replace(rule, values=(*rule.values, next_year)))
    facts: dict[str, JSON] = {"history": [place("A")], "act": "serviceloven"}

    def held(on: date | None) -> date:
        finding = decide_acting_municipality(facts, on=on, law=law, settings=Settings.default())
        return finding.parameters[0].in_force_from

    assert held(date(2025, 6, 30)) == date(2007, 1, 1)
    assert held(None) == date(2027, 1, 1)


def test_the_reasons_name_the_last_residence_and_whom_the_stay_does_not_change() -> None:
    said = [reason.en for reason in acting(place("A"), place("B", "shelter")).reasons]

    assert said == [
        "The last residence told was in A.",
        "The stay here creates no new residence, so the municipality before it stays responsible.",
    ]
    assert [reason.en for reason in acting(place("A")).reasons] == said[:1]
    assert acting().reasons == ()


def test_under_aktivloven_the_municipality_of_the_stay_acts() -> None:
    finding = acting(place("A"), place("B", "shelter"), act="aktivloven")

    assert finding.reasons[-1].en == "Under aktivloven the municipality of the stay acts: B."
    assert len(finding.reasons) == 3
    assert [one.en for one in acting(act="aktivloven").reasons] == []


def test_a_place_to_look_at_is_named_by_its_number() -> None:
    first, second = acting(place("A", evidence="none"), place("C", "hoome")).review

    assert (first.code, second.code) == ("unproven_home_0", "unknown_kind_1")
    assert "history[0]" in first.text.en
    assert "history[0]" in first.text.da
    assert "history[1]" in second.text.en
    assert "history[1]" in second.text.da
