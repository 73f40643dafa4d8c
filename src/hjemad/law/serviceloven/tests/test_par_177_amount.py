"""The State's share of a night is exact to half an øre, or not given at all."""

from dataclasses import replace
from datetime import date

import pytest

from hjemad.kernel.errors import BadAmount, NotInForce
from hjemad.kernel.money import Money
from hjemad.law.parameters_reader import load_law
from hjemad.law.serviceloven.par_177 import REFUND_SHARE
from hjemad.law.serviceloven.par_177_amount import refund_of_night, share_of, share_on

LAW = load_law()


def test_half_of_an_odd_amount_keeps_its_half_ore() -> None:
    net = Money.parse("1500.00") - Money.parse("96.71")

    assert refund_of_night(net, date(2024, 1, 1).toordinal(), LAW).dkk() == "701.645"


@pytest.mark.parametrize("day", [date(2023, 9, 30), date(2023, 10, 1), date(2026, 3, 31), date(2026, 4, 1)])
def test_the_share_is_the_same_before_and_after_the_reform(day: date) -> None:
    assert share_on(LAW.parameter(REFUND_SHARE), day.toordinal()) == 50


def test_a_share_that_is_not_known_is_said_to_be_unknown() -> None:
    with pytest.raises(NotInForce):
        refund_of_night(Money.parse("100.00"), date(2006, 12, 31).toordinal(), LAW)


def test_another_share_of_the_law_is_used() -> None:
    parameter = LAW.parameter(REFUND_SHARE)
    law = LAW.with_parameter(
        replace(parameter, values=tuple(replace(value, value="25") for value in parameter.values))
    )

    assert refund_of_night(Money.parse("100.00"), date(2024, 1, 1).toordinal(), law).dkk() == "25.00"


@pytest.mark.parametrize("amount", ["0.01", "1403.29"])
def test_a_share_finer_than_half_an_ore_is_refused_not_rounded(amount: str) -> None:
    with pytest.raises(BadAmount, match="25 %"):
        share_of(Money.parse(amount), 25)
