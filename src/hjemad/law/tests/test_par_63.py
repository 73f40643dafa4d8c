from datetime import date

import pytest

from hjemad.kernel.errors import InputRejected
from hjemad.law.almenboligloven.par_63_dwelling import decide_transitional_dwelling
from hjemad.law.finding import JSON
from hjemad.law.settings import Settings
from hjemad.law.tests.asking import asked, reviews, unknown, with_words


def test_a_lease_that_ran_at_the_change_shows_both_last_days() -> None:
    finding = asked("transitional-period", {"lease_start": "2022-01-01"})

    assert finding.answer == {}
    assert unknown(finding) == ["running_at_change"]
    assert reviews(finding) == {
        "ends_as_begun": {"last_day": "2023-12-31"},
        "prolonged": {"last_day": "2026-12-31"},
    }
    assert finding.reasons == ()


@pytest.mark.parametrize(
    ("start", "chosen", "answer", "other"),
    [
        ("2023-07-01", "2023-07-01", "2028-06-30", {"outcome": "unknown"}),
        ("2023-07-01", "2023-10-01", None, {"last_day": "2028-06-30"}),
        ("2023-10-01", "2023-10-01", "2028-09-30", None),
        ("2021-10-01", "2023-07-01", None, {"last_day": "2023-09-30"}),
        ("2021-10-01", "2023-10-01", "2023-09-30", {"outcome": "unknown"}),
        ("2021-07-01", "2023-10-01", "2023-06-30", None),
    ],
)
def test_the_first_day_of_five_years_is_a_setting_and_the_other_answer_is_shown(
    start: str, chosen: str, answer: str | None, other: dict[str, JSON] | None
) -> None:
    finding = asked("transitional-period", {"lease_start": start}, five_year_rule_from=chosen)

    assert finding.answer.get("last_day") == answer
    assert finding.is_known is (answer is not None)
    assert reviews(finding).get("five_year_rule_from") == other
    assert finding.settings == {"five_year_rule_from": chosen}


def test_the_value_used_and_the_provision_stand_with_the_answer() -> None:
    finding = asked("transitional-period", {"lease_start": "2024-01-01"})

    assert [(used.id, used.value) for used in finding.parameters] == [("abl.63.period_years", "5")]
    assert [one.act for one in finding.provisions] == ["almenboligloven"]
    assert finding.on == date(2024, 1, 1)
    assert asked("transitional-period", {"lease_start": "2024-01-01"}, "2026-01-01").on == date(2026, 1, 1)
    assert "5" in finding.reasons[0].en
    assert "2028-12-31" in finding.reasons[0].da


def test_that_the_period_holds_for_private_rentals_is_inferred() -> None:
    def codes(dwelling: str | None) -> list[str]:
        return list(
            reviews(asked("transitional-period", {"lease_start": "2024-01-01", "dwelling": dwelling}))
        )

    assert codes("private") == ["private_period_unread"]
    assert codes("social") == codes(None) == []
    with pytest.raises(InputRejected, match="dwelling"):
        codes("tent")


def test_what_nobody_told_about_the_lease_is_named() -> None:
    assert unknown(asked("transitional-period", {})) == ["fact:lease_start"]
    assert unknown(asked("transitional-period", {"lease_start": "2006-12-31"})) == [
        "parameter:abl.63.period_years"
    ]


@pytest.mark.parametrize(
    ("dwelling", "fact"),
    [
        ("elderly", "demand_from_entitled"),
        ("youth", "tenant_young_or_student"),
        ("private", "assignment_agreement"),
    ],
)
def test_each_kind_of_dwelling_asks_for_a_fact_of_its_own(dwelling: str, fact: str) -> None:
    finding = asked("transitional-dwelling", {"dwelling": dwelling})

    assert unknown(finding) == [f"fact:{fact}"]
    assert finding.answer == {}
    assert finding.reasons[0].en.startswith("It is not known")


@pytest.mark.parametrize(
    ("facts", "words", "mix"),
    [
        ({"dwelling": "family"}, "agreement, tenant_in_target_group, vacant", False),
        ({"dwelling": "family", "vacant": True}, "agreement, tenant_in_target_group", False),
        ({"dwelling": "elderly", "demand_from_entitled": False}, "vacant", True),
        ({"dwelling": "youth", "tenant_young_or_student": True}, "vacant", True),
        ({"dwelling": "private", "assignment_agreement": True}, "agreement, tenant_in_target_group.", False),
    ],
)
def test_what_else_the_act_asks_for_is_named_when_nobody_told(
    facts: dict[str, JSON], words: str, mix: bool
) -> None:
    finding = asked("transitional-dwelling", facts)

    assert finding.answer["allowed"] is True
    assert finding.review[0].code == "also_asked_for"
    assert words in finding.review[0].text.en
    assert words in finding.review[0].text.da
    assert ("tenant_mix" in reviews(finding)) is mix
    assert finding.reasons[0].en.startswith("The municipality pays")


def test_a_no_names_what_fails_and_asks_for_nothing_more() -> None:
    finding = asked("transitional-dwelling", {"dwelling": "elderly", "demand_from_entitled": True})

    assert reviews(finding) == {}
    assert "those it is meant for ask for it" in finding.reasons[0].en
    assert "efterspørger den" in finding.reasons[0].da


@pytest.mark.parametrize(
    ("dwelling", "act", "parameter"),
    [
        ("family", "almenboligloven", "abl.63.dwelling_kinds"),
        ("private", "lov om boligforhold", "lbf.57_a.private_dwellings"),
    ],
)
def test_a_dwelling_rests_on_its_own_act(dwelling: str, act: str, parameter: str) -> None:
    finding = asked("transitional-dwelling", {"dwelling": dwelling}, "2026-01-01")

    assert [one.act for one in finding.provisions] == [act]
    assert [used.id for used in finding.parameters] == [parameter]
    assert finding.on == date(2026, 1, 1)


@pytest.mark.parametrize("facts", [{"dwelling": "tent"}, {"dwelling": "family", "vacant": "yes"}])
def test_a_fact_that_cannot_be_read_is_refused(facts: dict[str, JSON]) -> None:
    with pytest.raises(InputRejected):
        asked("transitional-dwelling", facts)


def test_a_kind_of_dwelling_the_act_does_not_name_can_not_be_one() -> None:
    facts: dict[str, JSON] = {"dwelling": "elderly", "demand_from_entitled": False}
    law = with_words("abl.63.dwelling_kinds", "family youth")
    finding = decide_transitional_dwelling(facts, on=None, law=law, settings=Settings.default())

    assert finding.answer == {"allowed": False, "problems": ["kind_of_dwelling"]}
    assert "not named" in finding.reasons[0].en


def test_several_failing_conditions_are_named_with_commas() -> None:
    facts: dict[str, JSON] = {"dwelling": "private", "assignment_agreement": False, "agreement": False}
    finding = asked("transitional-dwelling", facts)

    assert finding.answer["problems"] == ["assignment_agreement", "agreement"]
    assert "no assignment agreement, there is no agreement" in finding.reasons[0].en
