import pytest
from hypothesis import given
from hypothesis import strategies as st

from hjemad.kernel.errors import InputRejected
from hjemad.kernel.money import Money
from hjemad.law.finding import JSON, Finding
from hjemad.law.parameters_reader import load_law
from hjemad.law.rules_registry import decide
from hjemad.law.settings import Settings

AMOUNTS = st.integers(0, 10**10).map(Money)


def asked(gross: str, refund: str, other: str | None = "0.00") -> Finding:
    facts: dict[str, JSON] = {
        "annual_gross_expense_dkk": gross,
        "refund_under_177_and_176a_dkk": refund,
        "other_income_dkk": other,
    }
    return decide("central-scheme-basis", facts, on=None, law=load_law(), settings=Settings.default())


def test_other_income_that_is_not_told_is_to_be_looked_for() -> None:
    assert [review.code for review in asked("10.00", "1.00", None).review] == ["other_income_not_told"]
    assert asked("10.00", "1.00").review == ()
    assert asked("10.00", "1.00").reasons[0].en.startswith("1.00 kr. are deducted from 10.00 kr.")
    assert [used.id for used in asked("10.00", "1.00").parameters] == ["sel.176.deducted_income"]


def test_more_income_than_cost_is_refused_and_the_facts_are_named() -> None:
    with pytest.raises(
        InputRejected, match=r"less than what is deducted \(refund_under_177_and_176a_dkk, oth"
    ):
        asked("1000.00", "600.00", "400.01")
    with pytest.raises(InputRejected, match=r"less than what is deducted \(refund_under_177_and_176a_dkk\)"):
        asked("1000.00", "1000.01", None)


@given(AMOUNTS, AMOUNTS, AMOUNTS)
def test_what_is_deducted_and_what_is_left_add_up(basis: Money, refund: Money, other: Money) -> None:
    answer = asked((basis + refund + other).dkk(), refund.dkk(), other.dkk()).answer

    assert answer == {
        "basis_for_central_scheme_dkk": basis.dkk(),
        "deducted_dkk": (refund + other).dkk(),
    }
