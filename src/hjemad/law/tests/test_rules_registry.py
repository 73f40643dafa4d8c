from datetime import date

import pytest

from hjemad.kernel.errors import InputRejected, WrongUsage
from hjemad.law.finding import JSON, Finding
from hjemad.law.parameters_reader import load_law
from hjemad.law.rules_registry import RULES, decide
from hjemad.law.settings import Settings
from hjemad.law.tests.asking import UNMODELLED, with_a_rule_nobody_modelled


def asked(slug: str, facts: dict[str, JSON], on: date | None = None) -> Finding:
    return decide(slug, facts, on=on, law=load_law(), settings=Settings.default())


def test_a_missing_fact_gives_the_third_answer_with_its_name() -> None:
    finding = asked("notice-deadline", {})

    assert finding.outcome == "unknown"
    assert [missing.code for missing in finding.unknown] == ["fact:decided_on"]
    assert "decided_on" in finding.unknown[0].text.da
    assert finding.provisions


def test_a_day_without_a_value_gives_the_third_answer_with_the_days_that_are_known() -> None:
    finding = asked("notice-deadline", {"decided_on": "2023-09-30"})

    assert [missing.code for missing in finding.unknown] == ["parameter:sel.110.notice_weekdays"]
    assert "2023-10-01" in finding.unknown[0].text.en
    assert finding.unknown[0].text.en.endswith(".")
    assert finding.unknown[0].text.da.endswith(".")
    assert "2023-10-01" in finding.unknown[0].text.da


def test_a_rule_nobody_modelled_gives_the_third_answer() -> None:
    law = with_a_rule_nobody_modelled()
    finding = decide(UNMODELLED, {}, on=date(2026, 11, 22), law=law, settings=Settings.default())

    assert finding.outcome == "unknown"
    [missing] = finding.unknown
    title = law.coverage[UNMODELLED].title
    assert missing.code == "not_modelled"
    assert missing.text.da == f"Reglen er ikke bygget endnu: {title.da}. Afgør det ud fra loven selv."
    assert missing.text.en == f"The rule is not modelled yet: {title.en}. Decide it from the act itself."
    assert (finding.rule, finding.on, finding.answer) == (UNMODELLED, date(2026, 11, 22), {})
    assert finding.provisions == law.provisions(UNMODELLED, on=date(2026, 11, 22))


def test_a_rule_nobody_has_heard_of_is_wrong_usage_and_the_nearest_is_named() -> None:
    with pytest.raises(WrongUsage, match="Did you mean: resident-payment") as near:
        asked("residents-payment", {})
    assert near.value.en.startswith("There is no rule 'residents-payment'.")
    assert near.value.da.startswith("Der er ingen regel 'residents-payment'. Mente du: resident-payment")
    with pytest.raises(WrongUsage, match="There are: shelter-refund-nights, shelter-refund-amount") as far:
        asked("zzz", {})
    assert "Der er: shelter-refund-nights, shelter-refund-amount" in far.value.da


@pytest.mark.parametrize("slug", RULES)
def test_no_rule_guesses_from_empty_facts(slug: str) -> None:
    finding = asked(slug, {}, date(2026, 11, 22))

    assert finding.outcome == "unknown"
    assert finding.unknown
    for missing in finding.unknown:
        assert missing.code.startswith("fact:")
        name = missing.code.removeprefix("fact:")
        assert name in missing.text.da
        assert name in missing.text.en


@pytest.mark.parametrize("slug", RULES)
def test_a_rule_asked_without_a_day_says_that_it_needs_one_or_which_fact_is_missing(slug: str) -> None:
    try:
        finding = asked(slug, {})
    except InputRejected as error:
        assert str(error).startswith(f"{slug} depends on the day")  # noqa: PT017
    else:
        assert [missing.code[:5] for missing in finding.unknown] == ["fact:"]


def test_the_three_nearest_names_are_told_and_no_more() -> None:
    with pytest.raises(WrongUsage) as far_off:
        asked("appeal", {})
    with pytest.raises(WrongUsage) as many:
        asked("deadline", {})

    assert far_off.value.en.endswith("Did you mean: appealable, appeal-deadline, appeal-forwarding")
    assert many.value.en.endswith("Did you mean: notice-deadline, appeal-deadline, erasure-deadline")
