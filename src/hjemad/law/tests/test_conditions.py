import pytest

from hjemad.law.conditions import Condition, all_hold, fact_missing, told, unknowns, unmet, unmet_words
from hjemad.law.facts import Facts
from hjemad.law.finding import Text

MISSING = fact_missing("stay.decided")


@pytest.mark.parametrize(
    ("states", "answer"),
    [
        ([True, True], True),
        ([True, None], None),
        ([None, False], False),
        ([False, True], False),
        ([], True),
    ],
)
def test_one_that_fails_settles_it_and_all_must_be_known_to_hold(
    states: list[bool | None], answer: bool | None
) -> None:
    assert all_hold([Condition("c", state) for state in states]) is answer


def test_a_condition_says_its_state_in_a_word() -> None:
    assert [Condition("c", state).as_json() for state in (True, False, None)] == [
        {"code": "c", "state": "met"}, {"code": "c", "state": "unmet"}, {"code": "c", "state": "unknown"},
    ]  # fmt: skip


def test_a_fact_answers_its_condition_by_itself() -> None:
    given = Facts({"yes": True, "no": False, "null": None}, path="stay")

    assert told("c", given=given, fact="yes") == Condition("c", True)  # noqa: FBT003
    assert told("c", given=given, fact="no") == Condition("c", False)  # noqa: FBT003
    assert told("c", given=given, fact="null") == Condition("c", None, fact_missing("stay.null"))
    assert told("c", given=given, fact="absent").unknown == fact_missing("stay.absent")


def test_what_fails_and_what_is_missing_are_named_in_their_order() -> None:
    words = {name: Text(da=f"{name} på dansk", en=name) for name in ("a", "b", "c", "d")}
    conditions = [
        Condition("a", False),  # noqa: FBT003
        Condition("b", None, MISSING),
        Condition("c", True),  # noqa: FBT003
        Condition("d", False),  # noqa: FBT003
    ]

    assert unmet(conditions) == ["a", "d"]
    assert unknowns(conditions) == (MISSING,)
    assert unmet_words(conditions, words=words) == Text(da="a på dansk, d på dansk", en="a, d")


def test_a_missing_fact_is_an_entry_with_its_name_and_a_full_stop() -> None:
    assert MISSING.code == "fact:stay.decided"
    assert MISSING.text.da.startswith("Oplysningen stay.decided mangler")
    assert MISSING.text.en.startswith("The fact stay.decided is missing")
    assert (MISSING.text.da[-1], MISSING.text.en[-1]) == (".", ".")
