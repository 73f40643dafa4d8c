import pytest

from hjemad.kernel.errors import InputRejected
from hjemad.law.finding import JSON
from hjemad.law.tests.asking import asked

DAY = "2026-03-01"
EXPELLED: dict[str, JSON] = {"decision": "expulsion", "ground": "safety", "by": "shelter_manager"}


def test_an_expulsion_cannot_be_appealed_whatever_it_was_for_but_the_target_group() -> None:
    for ground in ("house_rules", "safety", "other"):
        assert asked("appealable", {**EXPELLED, "ground": ground}, DAY).answer == {"appealable": False}


def test_a_decision_on_the_target_group_is_never_an_expulsion() -> None:
    with pytest.raises(InputRejected) as refused:
        asked("appealable", {**EXPELLED, "ground": "not_target_group"}, DAY)

    assert refused.value.en == "A decision that somebody is not in the target group is never an expulsion"
    assert refused.value.da == "En afgørelse om, at nogen ikke er i målgruppen, er aldrig en bortvisning"
    discharged: dict[str, JSON] = {**EXPELLED, "decision": "discharge", "ground": "not_target_group"}
    assert asked("appealable", discharged, DAY).answer == {"appealable": True}


@pytest.mark.parametrize("key", ["decision", "ground", "by"])
def test_a_word_the_rule_does_not_know_is_refused_by_its_key(key: str) -> None:
    with pytest.raises(InputRejected, match=key):
        asked("appealable", {**EXPELLED, key: "somehow"}, DAY)
