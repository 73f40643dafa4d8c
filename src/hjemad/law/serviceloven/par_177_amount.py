"""What the State refunds of a night's cost: its share of the rate less the resident payment (R5)."""

from datetime import date
from functools import lru_cache

from hjemad.kernel.errors import BadAmount
from hjemad.kernel.money import Money
from hjemad.law.parameters_reader import Law, Parameter
from hjemad.law.serviceloven.par_177 import REFUND_SHARE

WHOLE = 100


def refund_of_night(net: Money, day: int, law: Law) -> Money:
    """The State's share of the net cost of the night beginning on `day` (ordinal), exact to half an øre.

    Raises NotInForce where the share is not known, BadAmount where it is finer than half an øre.
    """
    return share_of(net, share_on(law.parameter(REFUND_SHARE), day))


def share_of(amount: Money, percent: int) -> Money:
    """`percent` of the amount, exact; raises BadAmount when that is finer than half an øre."""
    half_ore, beyond = divmod(amount.half_ore * percent, WHOLE)
    if beyond:
        raise BadAmount(
            en=f"{percent} % of the amount is finer than half an øre. Use amounts in whole øre",
            da=f"{percent} % af beløbet er finere end en halv øre. Brug beløb i hele øre",
        )
    return Money(half_ore)


@lru_cache(maxsize=16384)
def share_on(parameter: Parameter, day: int) -> int:
    """Whole percent the State pays of the night beginning on `day`."""
    return int(parameter.on(date.fromordinal(day)).value)
