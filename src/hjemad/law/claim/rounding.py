"""Only a claim's total is rounded, and the rounding is a line of its own, so that no øre drifts.

The rounding brings everything ever claimed (this claim included) to a whole amount: three claims of one night
each add up to what one claim of three nights gives.
"""

from collections.abc import Iterable

from hjemad.kernel.money import Money, Rounding
from hjemad.kernel.quarters import Quarter
from hjemad.law.claim.facts import ClosedLine, Line
from hjemad.law.settings import Settings


def rounding_line(
    payer: str, *, lines: Iterable[Line], closed: Iterable[ClosedLine], quarter: Quarter, settings: Settings
) -> Line | None:
    """The rounding of `payer`'s claim for `quarter`, or None when the total needs none.

    Rounded by the setting `claim_rounding`: half an øre up, or down to the whole krone.
    """
    exact = asked = Money.zero()
    every: list[Line | ClosedLine] = [*lines, *closed]
    for line in every:
        if line.payer != payer or line.refund is None or not line.asks:
            continue
        asked += line.refund
        if line.kind != "rounding":
            exact += line.refund
    missing = exact.rounded(_how(settings)) - asked
    if missing == Money.zero():
        return None
    return Line(payer, quarter, "", "", None, 0, None, missing, "rounding", "rounding")


def _how(settings: Settings) -> Rounding:
    return "down_krone" if settings.claim_rounding == "down_krone" else "half_up_ore"


def claim_total(lines: Iterable[Line | ClosedLine]) -> Money:
    """What the claim asks for: all amounts, the rounding included; what waits for acceptance is not asked."""
    total = Money.zero()
    for line in lines:
        if line.refund is not None and line.asks:
            total += line.refund
    return total
