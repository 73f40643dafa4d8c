"""Pure: one person's nights as they are known and as the invoice has them; each difference has one cause.

Every night on an invoice is either agreed or stands in exactly one difference, and the amounts add up:
billed = agreed + the sum of the differences. What is known and not billed is told apart, without an amount.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from hjemad.kernel.periods import Period

# In the order in which a night is judged: the first that holds is its one cause.
UNKNOWN_PERSON, NOT_OURS, DISCHARGE_DAY, NO_STAY = "unknown_person", "not_ours", "discharge_day", "no_stay"
TWICE, OVERLAP, ABSENCE, RATE, RATE_UNKNOWN = "twice", "overlap", "absence", "rate", "rate_unknown"
SUM, NOT_BILLED = "sum", "not_billed"
CAUSES = (
    UNKNOWN_PERSON, NOT_OURS, TWICE, OVERLAP, ABSENCE, DISCHARGE_DAY, NO_STAY, RATE_UNKNOWN, RATE, SUM,
    NOT_BILLED,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class BilledLine:
    """A line of an invoice. `deducted_ore`: the resident's payment it takes off per night."""

    start: date
    end: date
    nights: int
    rate_ore: int
    deducted_ore: int
    amount_ore: int

    @property
    def counted(self) -> list[date]:
        """The days it charges: its nights, and the day of discharge where it counts one more than them."""
        length = (self.end - self.start).days
        days = length + 1 if abs(self.nights) == length + 1 else min(length, abs(self.nights))
        return [self.start + timedelta(days=day) for day in range(days)]

    @property
    def sign(self) -> int:
        """-1 on a credit."""
        return -1 if self.nights < 0 else 1

    @property
    def per_night_ore(self) -> int:
        """What one of its nights comes to."""
        return self.rate_ore - self.deducted_ore

    @property
    def beyond_ore(self) -> int:
        """What its amount holds that nights and rate do not explain."""
        return self.amount_ore - self.sign * len(self.counted) * self.per_night_ore


@dataclass(frozen=True, slots=True)
class KnownNight:
    """A night somebody slept in the house. `ours`: this municipality pays it; `rate_ore` None is unknown."""

    ours: bool
    charged: bool
    rate_ore: int | None


@dataclass(frozen=True, slots=True)
class Known:
    """What the municipality knows of one person in one house: nights, and the days they moved out.

    `elsewhere`: nights that another house's invoice charges the same municipality for. `month`: the nights
    that an invoice should hold; None is every night known.
    """

    nights: Mapping[date, KnownNight] = field(default_factory=dict)
    discharge_days: frozenset[date] = frozenset()
    elsewhere: frozenset[date] = frozenset()
    month: Period | None = None

    @property
    def payable(self) -> set[date]:
        """The nights the municipality pays and the house may charge, in the month."""
        return {
            day
            for day, night in self.nights.items()
            if night.ours and night.charged and (self.month is None or self.month.contains(day))
        }


@dataclass(frozen=True, slots=True)
class Difference:
    """Nights with one cause. `amount_ore` None: nothing is charged, so nothing can be wrong."""

    cause: str
    nights: tuple[date, ...]
    amount_ore: int | None
    billed_rate_ore: int | None = None
    right_rate_ore: int | None = None


@dataclass(frozen=True, slots=True)
class Compared:
    """One person's nights in one month, three ways, and why they differ."""

    known: int
    billed: int
    billed_ore: int
    differences: tuple[Difference, ...]

    @property
    def differing_ore(self) -> int:
        """What is not agreed."""
        return sum(one.amount_ore or 0 for one in self.differences)

    @property
    def agreed_ore(self) -> int:
        """What both agree on, and can be paid."""
        return self.billed_ore - self.differing_ore


def compare(known: Known | None, *, lines: Sequence[BilledLine]) -> Compared:
    """The invoice's lines against what is known; `known` None: nobody we know."""
    charged = _charged(lines)
    found = _wrong(charged, known=known)
    beyond = sum(line.beyond_ore for line in lines)
    if beyond:
        found.append(Difference(SUM, (), beyond))
    ours = known.payable if known else set()
    missing = sorted(day for day in ours if not charged.get(day))
    if missing:
        found.append(Difference(NOT_BILLED, tuple(missing), None))
    return Compared(
        known=len(ours),
        billed=sum(line.nights for line in lines),
        billed_ore=sum(line.amount_ore for line in lines),
        differences=tuple(sorted(found, key=lambda one: CAUSES.index(one.cause))),
    )


def _charged(lines: Sequence[BilledLine]) -> dict[date, list[int]]:
    """Each charged day with its prices; a credit takes the same price away again."""
    charged: dict[date, list[int]] = {}
    for line in lines:
        for day in line.counted:
            prices = charged.setdefault(day, [])
            if line.sign < 0 and line.per_night_ore in prices:
                prices.remove(line.per_night_ore)
            else:
                prices.append(line.sign * line.per_night_ore)
    return charged


def _wrong(charged: Mapping[date, Sequence[int]], *, known: Known | None) -> list[Difference]:
    """The charged days that are not agreed, by cause; wrong prices also by the two prices."""
    groups: dict[tuple[str, int | None, int | None], list[tuple[date, int]]] = {}
    for day, prices in sorted(charged.items()):
        for place, price in enumerate(prices):
            cause = _cause(day, price, known=known, again=place > 0)
            right = known.nights[day].rate_ore if known and cause == RATE else None
            if cause:
                key = (cause, price if cause == RATE else None, right)
                groups.setdefault(key, []).append((day, price - (right or 0)))
    return [
        Difference(cause, tuple(day for day, _ in some), sum(ore for _, ore in some), billed, right)
        for (cause, billed, right), some in groups.items()
    ]


def _cause(day: date, price: int, *, known: Known | None, again: bool) -> str:
    """The one cause against a charged day; empty when it is agreed."""
    if known is None:
        return UNKNOWN_PERSON
    night = known.nights.get(day)
    if night is None:
        return DISCHARGE_DAY if day in known.discharge_days else NO_STAY
    judged = (
        (not night.ours, NOT_OURS),
        (again, TWICE),
        (day in known.elsewhere, OVERLAP),
        (not night.charged, ABSENCE),
        (night.rate_ore is None, RATE_UNKNOWN),
        (price != night.rate_ore, RATE),
    )
    return next((cause for holds, cause in judged if holds), "")
