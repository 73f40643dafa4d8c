import pytest

from hjemad.kernel.errors import InputRejected
from hjemad.law.settings import CHOICES, DEFAULTS, Settings


def test_the_defaults_are_the_first_alternatives() -> None:
    assert Settings.default().as_mapping() == DEFAULTS
    assert DEFAULTS["cap_mode"] == "per_day"
    assert DEFAULTS["saturday_is_weekday"] == "no"
    assert DEFAULTS["claim_rounding"] == "half_up_ore"


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
    with pytest.raises(InputRejected, match="per_day, period_start"):
        Settings.default().with_values({"cap_mode": "per_week"})


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
    with pytest.raises(InputRejected, match="only one of them"):
        Settings.default().with_values({"day_count": "nights", "min_one_day": "yes"})


def test_an_unknown_alternative_of_another_name_is_refused() -> None:
    with pytest.raises(InputRejected, match="no, yes"):
        Settings.default().with_values({"min_one_day": "perhaps"})
