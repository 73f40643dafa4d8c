"""Amounts finer than half an øre while they are computed: a third of a rent, a twelfth of a year.

They are fractions of half an øre and are rounded once, at the end, to an amount that can be paid.
"""

from fractions import Fraction
from math import floor

from hjemad.kernel.money import Money

_HALF_ORE_PER_ORE = 2
_HALF_ORE_PER_KRONE = 200


def exact(amount: Money) -> Fraction:
    """The amount as a fraction of half an øre."""
    return Fraction(amount.half_ore)


def payable(amount: Fraction, *, rounding: str = "half_up_ore") -> Money:
    """The amount in whole øre with a half going up, or in whole kroner with the rest dropped.

    For amounts from zero; `rounding` is a value of the setting claim_rounding.
    """
    if rounding == "down_krone":
        return Money.of_ore(floor(amount / _HALF_ORE_PER_KRONE) * 100)
    return Money.of_ore(floor(amount / _HALF_ORE_PER_ORE + Fraction(1, 2)))
