"""`Money`: kroner exact to half an øre, since the State pays half of amounts that end on an odd øre."""

import re
from dataclasses import dataclass
from typing import Literal

from hjemad.kernel.errors import BadAmount, WrongUsage

Rounding = Literal["half_up_ore", "down_krone"]

# At most twelve digits of kroner: more is a slip of the finger, not an amount.
_FILE_FORM = re.compile(r"(-?)([0-9]{1,12})(?:\.([0-9]{1,3}))?")
_DANISH_FORM = re.compile(r"([-−]?)([0-9]{1,12}|[0-9]{1,3}(?:\.[0-9]{3}){1,3})(?:,([0-9]{1,3}))?(?:kr\.?)?")

_HALF_ORE_PER_ORE = 2
_HALF_ORE_PER_KRONE = 200


@dataclass(frozen=True, slots=True, order=True, repr=False)
class Money:
    """An exact amount in DKK, held as a whole number of half øre; may be negative.

    Never made from a float or a Decimal, and a missing amount is None, never `Money.zero()`.
    """

    half_ore: int

    def __post_init__(self) -> None:
        if not isinstance(self.half_ore, int):
            raise TypeError("money is a whole number of half øre; floats and decimals are not exact amounts")

    @classmethod
    def parse(cls, text: str) -> "Money":
        """The amount in a file: "1500", "1500.00", "-3.00", or "701.645" with an exact half øre.

        Only a point as decimal mark, no grouping. Raises `BadAmount` for all else, also for a third
        decimal that is neither 0 nor 5.
        """
        match = _FILE_FORM.fullmatch(text.strip())
        if match is None:
            raise BadAmount(
                en="The amount cannot be read. Write it with a decimal point and no grouping, as 1500.00",
                da="Beløbet kan ikke læses. Skriv det med decimalpunktum og uden tusindtegn, som 1500.00",
            )
        return cls._of_parts(negative=bool(match[1]), kroner=match[2], decimals=match[3])

    @classmethod
    def parse_danish(cls, text: str) -> "Money":
        """The amount typed on a screen: "1500", "1.500,25", "1500,5", "701,645 kr.".

        Comma as decimal mark; points only as thousands marks, each before exactly three digits, so "1.500"
        is fifteen hundred and "15.00" is refused. Raises `BadAmount`.
        """
        match = _DANISH_FORM.fullmatch("".join(text.split()))
        if match is None:
            raise BadAmount(
                en="The amount cannot be read. Write it with a decimal comma, as 1.500,25 or 1500,25",
                da="Beløbet kan ikke læses. Skriv det med decimalkomma, som 1.500,25 eller 1500,25",
            )
        return cls._of_parts(negative=bool(match[1]), kroner=match[2].replace(".", ""), decimals=match[3])

    @classmethod
    def _of_parts(cls, *, negative: bool, kroner: str, decimals: str | None) -> "Money":
        half_ore, beyond = divmod(int(kroner) * 1000 + int((decimals or "").ljust(3, "0")), 5)
        if beyond:
            raise BadAmount(
                en="The amount is finer than half an øre. A third decimal can only be 0 or 5",
                da="Beløbet er finere end en halv øre. En tredje decimal kan kun være 0 eller 5",
            )
        return cls(-half_ore if negative else half_ore)

    @classmethod
    def of_ore(cls, ore: int) -> "Money":
        """The amount of that many whole øre."""
        return cls(ore * _HALF_ORE_PER_ORE)

    @classmethod
    def zero(cls) -> "Money":
        """Nothing at all, known to be nothing. Not for an amount that is missing."""
        return cls(0)

    @property
    def is_whole_ore(self) -> bool:
        """The amount can be paid: no half øre is left over."""
        return self.half_ore % _HALF_ORE_PER_ORE == 0

    def halved(self) -> "Money":
        """Exactly half of it. Raises `BadAmount` when that is finer than half an øre."""
        half, left_over = divmod(self.half_ore, 2)
        if left_over:
            raise BadAmount(
                en="Half of this amount is finer than half an øre. Halve whole øre only",
                da="Halvdelen af beløbet er finere end en halv øre. Halvér kun hele øre",
            )
        return Money(half)

    def rounded(self, how: Rounding) -> "Money":
        """The amount in whole øre with a half going up, or in whole kroner with the rest dropped.

        Both work on the size and keep the sign (-0.005 becomes -0.01, -1.50 becomes -1.00), so a debt
        and its repayment round to the same figure. Raises `WrongUsage` for another name.
        """
        size = abs(self.half_ore)
        if how == "half_up_ore":
            size += size % _HALF_ORE_PER_ORE
        elif how == "down_krone":
            size -= size % _HALF_ORE_PER_KRONE
        else:
            raise WrongUsage(
                en="There is no such rounding. Use half_up_ore or down_krone",
                da="Den afrunding findes ikke. Brug half_up_ore eller down_krone",
            )
        return Money(-size if self.half_ore < 0 else size)

    def dkk(self) -> str:
        """The amount as files hold it: two decimals, or three when it ends on a half øre; no "-0.00"."""
        kroner, rest = divmod(abs(self.half_ore), _HALF_ORE_PER_KRONE)
        ore, half = divmod(rest, _HALF_ORE_PER_ORE)
        return f"{'-' if self.half_ore < 0 else ''}{kroner}.{ore:02d}{'5' if half else ''}"

    def __add__(self, other: "Money") -> "Money":
        if not isinstance(other, Money):
            return NotImplemented
        return Money(self.half_ore + other.half_ore)

    def __sub__(self, other: "Money") -> "Money":
        if not isinstance(other, Money):
            return NotImplemented
        return Money(self.half_ore - other.half_ore)

    def __mul__(self, times: int) -> "Money":
        if not isinstance(times, int):
            return NotImplemented
        return Money(self.half_ore * times)

    __rmul__ = __mul__

    def __neg__(self) -> "Money":
        return Money(-self.half_ore)

    def __str__(self) -> str:
        return self.dkk()

    def __repr__(self) -> str:
        return f"Money.parse('{self.dkk()}')"
