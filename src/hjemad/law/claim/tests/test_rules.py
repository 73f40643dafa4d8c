"""Under which rules a claim is made, how they are named and stored, and which steps lead to today's."""

from dataclasses import replace
from datetime import date

import pytest

from hjemad.law.claim.rules import Rules, RuleSet, Step, Steps, as_kept, steps_between, under
from hjemad.law.claim.tests.written import LAW
from hjemad.law.finding import JSON
from hjemad.law.parameters_reader import Law, digest
from hjemad.law.settings import Settings

NIGHTS = "sel.177.refund_nights"
TODAY = RuleSet(LAW, Settings.default())
CHAIN = RuleSet(LAW, Settings.default().with_values({"period_anchor": "chain"}))


def with_fewer_nights() -> Law:
    parameter = LAW.parameter(NIGHTS)
    values = (replace(parameter.values[0], value="100"), *parameter.values[1:])
    return LAW.with_parameter(replace(parameter, values=values))


FEWER = RuleSet(with_fewer_nights(), Settings.default())
BOTH = RuleSet(FEWER.law, CHAIN.settings)


def test_a_set_is_named_by_code_values_and_the_settings_that_may_change_an_amount() -> None:
    code = [
        f"{slug} {LAW.coverage[slug].version}" for slug in ("shelter-refund-nights", "shelter-refund-amount")
    ]
    values = [
        f"{name} {value.value} {value.in_force_from} {value.in_force_to}"
        for name in (NIGHTS, "sel.177.refund_share")
        for value in LAW.parameter(name).values
    ]
    settings = (
        "cap_mode=per_day,first_day_of_90=2026-04-01,period_anchor=lapse,quota_follows=person,day_count=nights,"
        "pre_reform_stay=quota_from_reform,disputed_night_uses_quota=yes,claim_rounding=half_up_ore,"
        "own_shelter_cost_basis=unknown"
    )

    assert TODAY.rules == Rules(digest(code), digest(values), settings)
    assert str(TODAY.rules) == f"{digest(code)}|{digest(values)}|{settings}"
    assert Rules.parse(str(TODAY.rules)) == TODAY.rules
    assert str(Rules()) == "||"


def test_sets_that_give_other_amounts_have_other_names() -> None:
    assert len({one.rules for one in (TODAY, CHAIN, FEWER, BOTH, replace(TODAY, code="old"))}) == 5
    saturday = TODAY.settings.with_values({"saturday_is_weekday": "yes"})
    assert replace(TODAY, settings=saturday).rules == TODAY.rules
    assert replace(TODAY, code="old").rules.law_version == "old"


def test_a_set_read_again_keeps_the_name_of_its_code_and_how_certain_each_value_is() -> None:
    parameter = LAW.parameter(NIGHTS)
    first, second = parameter.values
    values = (replace(first, certainty="unknown"), replace(second, certainty="inferred"))
    before = RuleSet(LAW.with_parameter(replace(parameter, values=values)), Settings.default(), code="old")

    again = as_kept(before.kept(), settings={}, law=LAW)

    assert again.code == "old"
    assert [value.certainty for value in again.law.parameter(NIGHTS).values] == ["unknown", "inferred"]


def test_a_claim_stores_the_code_and_every_dated_value() -> None:
    kept = TODAY.kept()

    assert kept["code"] == TODAY.rules.law_version
    assert isinstance(kept["parameters"], dict)
    assert list(kept["parameters"]) == [NIGHTS, "sel.177.refund_share"]
    first, last = kept["parameters"][NIGHTS]
    value = LAW.parameter(NIGHTS).values[0]
    assert first == {
        "value": "120",
        "from": "2023-10-01",
        "to": "2026-04-01",
        "source": {"da": value.source.da, "en": value.source.en},
        "certainty": value.certainty,
        "checked": value.checked.isoformat(),
        "checked_by_means": {"da": value.checked_by_means.da, "en": value.checked_by_means.en},
    }
    assert (last["value"], last["from"], last["to"]) == ("90", "2026-04-01", None)


@pytest.mark.parametrize("rules", [TODAY, CHAIN, FEWER, BOTH], ids=["today", "setting", "value", "both"])
def test_what_was_stored_gives_the_same_set_again(rules: RuleSet) -> None:
    again = as_kept(rules.kept(), settings=rules.settings.as_mapping(), law=LAW)

    assert again.rules == rules.rules
    assert again.settings == rules.settings
    assert again.law.parameter(NIGHTS) == rules.law.parameter(NIGHTS)


def test_the_law_stays_itself_where_no_value_is_another() -> None:
    assert as_kept(TODAY.kept(), settings={}, law=LAW).law is LAW


@pytest.mark.parametrize(
    "kept",
    [
        {},
        {"parameters": None},
        {"parameters": [NIGHTS]},
        {"parameters": {NIGHTS: "120"}},
        {"parameters": {"sel.110.notice_weekdays": []}},
    ],
)
def test_what_was_not_stored_is_as_in_the_law_of_today(kept: dict[str, JSON]) -> None:
    again = as_kept(kept, settings={}, law=LAW)

    assert (again.law, again.code) == (LAW, "")
    assert again.law.parameter("sel.110.notice_weekdays").values


def test_an_entry_that_is_no_value_is_passed_over() -> None:
    parameters = TODAY.kept()["parameters"]
    assert isinstance(parameters, dict)
    spoiled: dict[str, JSON] = {"parameters": {NIGHTS: [*parameters[NIGHTS], "120"]}}

    assert as_kept(spoiled, settings={}, law=LAW).law is LAW


def told(steps: tuple[Step, ...]) -> list[tuple[Rules, str, bool]]:
    return [(step.under.rules, step.cause, step.waits) for step in steps]


def test_there_is_one_step_where_nothing_differs_or_nothing_was_claimed() -> None:
    alone = [(TODAY.rules, "", False)]

    for steps in (
        under(TODAY),
        steps_between(None, TODAY, accepted=set()),
        steps_between(TODAY, TODAY, accepted=set()),
    ):
        assert told(steps.earlier) == told(steps.new) == alone
        assert (steps.code_changed, steps.claimed, steps.waiting) == (False, TODAY, ())


MIDDLE = CHAIN.rules


def test_first_the_settings_are_replaced_and_then_the_values() -> None:
    steps = steps_between(TODAY, BOTH, accepted=set())

    assert told(steps.earlier) == [
        (TODAY.rules, "", False), (MIDDLE, "setting", True), (BOTH.rules, "parameter", True),
    ]  # fmt: skip
    assert told(steps.new) == told(steps.earlier)
    assert steps.claimed.rules == TODAY.rules
    assert steps.waiting == ("setting", "parameter")


def test_the_steps_count_as_far_as_the_last_accepted_one() -> None:
    half = steps_between(TODAY, BOTH, accepted={MIDDLE})
    whole = steps_between(TODAY, BOTH, accepted={BOTH.rules})

    assert told(half.earlier) == [
        (TODAY.rules, "", False), (MIDDLE, "setting", False), (BOTH.rules, "parameter", True),
    ]  # fmt: skip
    assert told(half.new) == [(MIDDLE, "", False), (BOTH.rules, "parameter", True)]
    assert half.claimed.rules == MIDDLE
    assert [step.waits for step in whole.earlier] == [False, False, False]
    assert told(whole.new) == [(BOTH.rules, "", False)]


def test_a_step_that_changes_nothing_is_left_out() -> None:
    assert [step.cause for step in steps_between(TODAY, FEWER, accepted=set()).earlier] == ["", "parameter"]
    assert [step.cause for step in steps_between(TODAY, CHAIN, accepted=set()).earlier] == ["", "setting"]


def test_new_code_that_is_not_accepted_lets_every_difference_wait() -> None:
    before = replace(TODAY, code="old")
    steps = steps_between(before, BOTH, accepted=set())

    assert told(steps.earlier) == [(BOTH.rules, "law_version", True)]
    assert [(step.cause, step.waits) for step in steps.new] == [
        ("", False), ("setting", True), ("parameter", True),
    ]  # fmt: skip
    assert {step.under.code for step in steps.new} == {"old"}
    assert not steps.code_changed
    assert steps.waiting == ("law_version", "setting", "parameter")


def test_new_code_that_is_accepted_computes_all_anew_in_one_step() -> None:
    steps = steps_between(replace(TODAY, code="old"), BOTH, accepted={BOTH.rules})

    assert steps == Steps((Step(BOTH),), (Step(BOTH),), code_changed=True)


def test_a_value_keeps_its_last_day_when_it_is_stored() -> None:
    again = as_kept(FEWER.kept(), settings={}, law=LAW).law.parameter(NIGHTS)

    assert [(value.in_force_from, value.in_force_to) for value in again.values] == [
        (date(2023, 10, 1), date(2026, 4, 1)), (date(2026, 4, 1), None),
    ]  # fmt: skip
