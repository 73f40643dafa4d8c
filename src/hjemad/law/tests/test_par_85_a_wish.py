import pytest

from hjemad.kernel.errors import InputRejected
from hjemad.law.finding import JSON
from hjemad.law.tests.asking import asked, reviews, unknown

DAY = "2025-02-01"


@pytest.mark.parametrize(
    ("facts", "missing"),
    [
        ({}, "fact:wish"),
        ({"wish": "shelter"}, "fact:followed"),
        ({"wish": "shelter", "followed": False}, "fact:reasons"),
    ],
)
def test_what_was_not_told_is_named(facts: dict[str, JSON], missing: str) -> None:
    assert unknown(asked("supplier-wish", facts, DAY)) == [missing]


@pytest.mark.parametrize("wish", ["none", "not_asked"])
def test_a_wish_nobody_heard_cannot_have_been_followed(wish: str) -> None:
    with pytest.raises(InputRejected, match=r"followed.*wish") as refused:
        asked("supplier-wish", {"wish": wish, "followed": True}, DAY)
    assert "wish" in refused.value.da


@pytest.mark.parametrize(
    ("facts", "begins"),
    [
        ({"wish": "not_asked"}, "The municipality has not asked"),
        ({"wish": "shelter", "followed": False, "reasons": ""}, "The wish is not followed"),
        ({"wish": "shelter", "followed": True}, "The wish was found out"),
    ],
)
def test_the_reason_says_what_is_wrong(facts: dict[str, JSON], begins: str) -> None:
    assert asked("supplier-wish", facts, DAY).reasons[0].en.startswith(begins)


def test_a_wish_that_is_not_followed_reminds_of_the_appeal() -> None:
    told: dict[str, JSON] = {"wish": "shelter", "followed": False, "reasons": "No room."}

    assert list(reviews(asked("supplier-wish", told, DAY))) == ["appeal_of_supplier_choice"]
    assert reviews(asked("supplier-wish", {**told, "followed": True}, DAY)) == {}
    assert reviews(asked("supplier-wish", {**told, "wish": "none"}, DAY)) == {}


@pytest.mark.parametrize(
    "facts",
    [
        {"wish": "home"},
        {"wish": "shelter", "followed": "no"},
        {"wish": "shelter", "followed": False, "reasons": 7},
    ],
)
def test_a_fact_that_cannot_be_read_is_refused(facts: dict[str, JSON]) -> None:
    with pytest.raises(InputRejected):
        asked("supplier-wish", facts, DAY)


def test_the_finding_names_the_law_of_the_day() -> None:
    finding = asked("supplier-wish", {"wish": "none"}, DAY)

    assert [used.id for used in finding.parameters] == ["sel.85_a.supplier_wish"]
    assert [one.paragraph for one in finding.provisions] == ["§ 85 a, stk. 2, og § 142, stk. 4"]
    assert str(finding.on) == DAY
    with pytest.raises(InputRejected, match="supplier-wish depends on the day"):
        asked("supplier-wish", {"wish": "none"})
