from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hjemad.kernel.money import Money
from hjemad.law.exact import exact, payable


@pytest.mark.parametrize(
    ("amount", "rounded", "krone"),
    [("0.00", "0.00", "0.00"), ("0.005", "0.01", "0.00"), ("0.01", "0.01", "0.00"), ("0.995", "1.00", "0.00"),
     ("1.00", "1.00", "1.00"), ("1.995", "2.00", "1.00"), ("7.49", "7.49", "7.00")],
)  # fmt: skip
def test_an_amount_is_rounded_as_money_is(amount: str, rounded: str, krone: str) -> None:
    assert payable(exact(Money.parse(amount))).dkk() == rounded
    assert payable(exact(Money.parse(amount)), rounding="down_krone").dkk() == krone


def test_a_third_of_an_ore_is_nearer_to_nothing_and_two_thirds_to_one() -> None:
    assert payable(Fraction(2, 3)).dkk() == "0.00"
    assert payable(Fraction(4, 3)).dkk() == "0.01"


@given(st.integers(0, 10**9))
def test_what_money_can_hold_is_rounded_the_same(half_ore: int) -> None:
    amount = Money(half_ore)

    assert payable(exact(amount)) == amount.rounded("half_up_ore")
    assert payable(exact(amount), rounding="down_krone") == amount.rounded("down_krone")
