import pytest

from hjemad.kernel.errors import InputRejected
from hjemad.law.settings import CHOICES, DEFAULTS, Settings, day_count_of_aliases


def test_the_defaults_are_the_first_alternatives() -> None:
    assert Settings.default().as_mapping() == DEFAULTS
    assert DEFAULTS["cap_mode"] == "per_day"
    assert DEFAULTS["saturday_is_weekday"] == "no"
    assert DEFAULTS["claim_rounding"] == "half_up_ore"


# The words files, commands and stored answers hold: a new one may come, none may change its name.
WORDS = {
    "cap_mode": ("per_day", "period_start"),
    "first_day_of_90": ("2026-04-01", "2026-04-02"),
    "period_anchor": ("lapse", "chain"),
    "quota_follows": ("person", "person_and_payer"),
    "day_count": ("nights", "both_days", "at_least_one"),
    "pre_reform_stay": (
        "quota_from_reform", "real_admission", "old_rule_until_discharge", "only_new_admissions",
    ),
    "saturday_is_weekday": ("no", "yes"),
    "disputed_night_uses_quota": ("yes", "no"),
    "claim_rounding": ("half_up_ore", "down_krone"),
    "own_shelter_cost_basis": ("unknown", "as_if_charged", "actual_cost"),
    "own_team_cost_basis": ("unknown", "hours_at_rate", "salary_by_caseload", "agreed_rate"),
    "same_day_decision_and_discharge": ("accept_with_review", "reject"),
    "gap_days_before_107": ("0", "1", "3", "7"),
    "new_window_after_expiry": ("yes", "no"),
    "discharge_before_reform": ("no_refund", "opens_period"),
    "same_day_move": ("not_a_discharge", "is_a_discharge"),
    "support_while_readmitted": ("no_refund", "refund"),
    "six_months_broken_stay": ("calendar_months", "180", "183", "span"),
    "month_from_day_rate": ("days_of_month", "365/12"),
    "cheap_rent_cap_indexed": ("no", "yes"),
    "expected_part": ("open_stays_to_quarter_end", "nothing"),
    "night_turns_at": ("00:00", "06:00", "12:00"),
    "bill_amount": ("gross", "net"),
    "discharge_notice": ("yes", "no"),
    "five_year_rule_from": ("2023-07-01", "2023-10-01"),
    "effect_during_appeal": ("unknown", "none", "suspensive"),
}  # fmt: skip


def test_the_words_of_the_settings_are_those_that_were_promised() -> None:
    assert {name: choice.alternatives for name, choice in CHOICES.items()} == WORDS


@pytest.mark.parametrize("name", CHOICES)
def test_every_alternative_can_be_chosen(name: str) -> None:
    for alternative in CHOICES[name].alternatives:
        assert Settings.default().with_values({name: alternative}).as_mapping(name) == {name: alternative}


@pytest.mark.parametrize("name", CHOICES)
def test_every_question_is_put_in_both_languages(name: str) -> None:
    question = CHOICES[name].question

    assert question.da.endswith("?")
    assert question.en.endswith("?")
    assert len(set(CHOICES[name].alternatives)) >= 2


def test_only_the_named_settings_are_told() -> None:
    assert list(Settings.default().as_mapping("day_count", "cap_mode")) == ["cap_mode", "day_count"]


def test_an_unknown_setting_is_refused_with_the_names_there_are() -> None:
    with pytest.raises(InputRejected, match=r"cap_mode.*count_discharge_day") as refused:
        Settings.default().with_values({"cap": "per_day"})
    assert "'cap'" in refused.value.text("da")


def test_an_unknown_alternative_is_refused_with_those_there_are() -> None:
    with pytest.raises(InputRejected, match="per_day, period_start") as refused:
        Settings.default().with_values({"cap_mode": "per_week"})
    assert refused.value.da.startswith(
        "Indstillingen cap_mode kan ikke være 'per_week'. Muligheder: per_day, per"
    )


@pytest.mark.parametrize("alias", ["count_discharge_day", "min_one_day"])
def test_another_name_that_says_no_counts_nights(alias: str) -> None:
    assert day_count_of_aliases({alias: "no"}) == "nights"
    assert day_count_of_aliases({}) is None


@pytest.mark.parametrize(
    ("aliases", "day_count"),
    [
        ({"count_discharge_day": "yes"}, "both_days"),
        ({"count_discharge_day": "no"}, "nights"),
        ({"min_one_day": "yes"}, "at_least_one"),
        ({"min_one_day": "no"}, "nights"),
        ({"min_one_day": "yes", "count_discharge_day": "no"}, "at_least_one"),
        ({"min_one_day": "yes", "count_discharge_day": "yes"}, "both_days"),
        ({"min_one_day": "yes", "day_count": "at_least_one"}, "at_least_one"),
    ],
)
def test_other_names_of_the_day_count_are_understood(aliases: dict[str, str], day_count: str) -> None:
    assert Settings.default().with_values(aliases).day_count == day_count


def test_a_day_count_that_contradicts_its_other_name_is_refused() -> None:
    with pytest.raises(InputRejected, match="day_count=nights and its other names") as refused:
        Settings.default().with_values({"day_count": "nights", "min_one_day": "yes"})
    assert refused.value.da.startswith("day_count=nights, men de andre navne siger at_least_one")


def test_an_unknown_alternative_of_another_name_is_refused() -> None:
    with pytest.raises(InputRejected, match=r"min_one_day cannot be 'perhaps'\. Alternatives: no, yes"):
        Settings.default().with_values({"min_one_day": "perhaps"})
