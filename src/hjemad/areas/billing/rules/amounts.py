"""Pure: what a rate and a payment must be."""

from hjemad.kernel.errors import BadAmount, Conflict
from hjemad.kernel.money import Money


class RateTwice(Conflict):
    """Two rates or payments would hold in the same night."""

    code = "rate_twice"


def check_rate(per_day: Money) -> None:
    """Raises `BadAmount` unless the amount is more than nothing and whole øre."""
    if not per_day.is_whole_ore or per_day <= Money.zero():
        raise BadAmount(
            en="A rate is more than 0 and in whole øre. Leave it out while it is not known",
            da="En takst er mere end 0 og i hele øre. Lad den stå tom, så længe den ikke kendes",
        )


def check_payment(per_day: Money, *, kind: str) -> None:
    """Raises `BadAmount` unless the amount fits its kind: nothing exactly when the payment lapsed."""
    if not per_day.is_whole_ore or per_day < Money.zero() or (per_day == Money.zero()) != (kind == "lapsed"):
        raise BadAmount(
            en="Write what was charged per night in whole øre, or say that the payment lapsed",
            da="Skriv, hvad der blev opkrævet pr. døgn i hele øre, eller at betalingen bortfaldt",
        )


def rate_twice() -> RateTwice:
    """The error for two amounts in one night."""
    return RateTwice(
        en="Another amount is already written for some of these nights. Open the page again and look",
        da="Et andet beløb står allerede skrevet for nogle af nætterne. Åbn siden igen, og se efter",
    )
