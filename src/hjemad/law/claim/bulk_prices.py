"""What each night costs, for very many people at once: segments cut wherever a price or a period changes."""

from dataclasses import dataclass
from datetime import date
from typing import Self

import numpy as np

from hjemad.kernel.quarters import Quarter
from hjemad.kernel.span_arrays import Flags, Ints, day_of, group_of, ints, key, overlaps
from hjemad.law.claim.bulk_facts import NO_PAYER, BulkFacts, PriceRows
from hjemad.law.claim.bulk_segments import BulkSegments
from hjemad.law.parameters_reader import Parameter

NO_ROW = -1
FIRST_PLACE, AFTER_EVERY_PLACE = 0, int(np.iinfo(np.int64).max)
PAYER, RATE, PAYMENT, PAYMENT_EXCEEDS_RATE, OVERLAP = 1, 2, 4, 8, 16
MISSING = {
    PAYER: "payer",
    RATE: "rate",
    PAYMENT: "resident_payment",
    PAYMENT_EXCEEDS_RATE: "payment_exceeds_rate",
    OVERLAP: "overlap",
}
"""The codes of `pieces` in their order; what a night lacks is a sum of these numbers."""


def missing_codes(lacks: int) -> str:
    """The codes as text, as on a line of a claim."""
    return ";".join(code for number, code in MISSING.items() if lacks & number)


@dataclass(frozen=True)
class PricedNights:
    """Nights [low, high) as places by person, with one answer each, should they be refundable.

    `net` is half øre per night, 0 where something `lacks`; `percent` the State's share of the day. Nights of
    a shelter outside Tilbudsportalen are not among them. Each row lies in one quarter. A disputed night
    stands here once for each payer named. `quota_payer` is the payer whose quota it uses, where each has one.
    """

    low: Ints
    high: Ints
    payer: Ints
    facility: Ints
    quota_payer: Ints
    net: Ints
    percent: Ints
    lacks: Ints

    @classmethod
    def of(
        cls, segments: BulkSegments, facts: BulkFacts, *, first: int, horizon: int, share: Parameter
    ) -> Self:
        """The nights on [first, horizon) with their prices; the share must be known on all of them."""
        days = _calendar(first, horizon, share)
        known, of = ~segments.disputed, segments.named_of
        calm = _Cutting(segments.low, segments.high, (segments.payer, segments.facility, segments.payer))
        torn = _Cutting(
            segments.low[of],
            segments.high[of],
            (segments.named_payer, segments.named_facility, segments.payer[of]),
        )
        calm, net, lacks = _priced(calm.where(known).at_days(days), facts)
        torn = torn.at_days(days)
        low, high, payer, facility, quota_payer = (
            np.concatenate(pair)
            for pair in zip(
                (calm.low, calm.high, *calm.carried[:3]), (torn.low, torn.high, *torn.carried), strict=True
            )
        )
        net = np.concatenate([net, np.zeros_like(torn.low)])
        lacks = np.concatenate([lacks, np.full_like(torn.low, OVERLAP)])
        return cls(low, high, payer, facility, quota_payer, net, _shares(day_of(low), share), lacks)


@dataclass(frozen=True)
class _Cutting:
    """Nights on the way to their prices, with columns that each piece inherits."""

    low: Ints
    high: Ints
    carried: tuple[Ints, ...]

    def where(self, kept: Flags) -> Self:
        return type(self)(self.low[kept], self.high[kept], tuple(column[kept] for column in self.carried))

    def at_days(self, edges: Ints) -> Self:
        """What lies between the first and the last of the days, cut at each of them."""
        cuts = overlaps(day_of(self.low), day_of(self.high), by_low=edges[:-1], by_high=edges[1:])
        person = group_of(self.low)[cuts.source]
        return self._inherit(cuts.source, key(person, cuts.low), key(person, cuts.high))

    def at_steps(self, owner: Ints, steps: "_Steps") -> Self:
        """Cut where the owner's price changes; which row holds (or NO_ROW) is carried as a column more."""
        start, end = key(owner, day_of(self.low)), key(owner, day_of(self.high))
        cuts = overlaps(start, end, by_low=steps.low, by_high=np.append(steps.low[1:], AFTER_EVERY_PLACE))
        shift = (self.low - start)[cuts.source]
        cut = self._inherit(cuts.source, cuts.low + shift, cuts.high + shift)
        return type(self)(cut.low, cut.high, (*cut.carried, steps.row[cuts.step]))

    def _inherit(self, source: Ints, low: Ints, high: Ints) -> Self:
        return type(self)(low, high, tuple(column[source] for column in self.carried))


@dataclass(frozen=True)
class _Steps:
    """From each place on, up to the next one, this row of prices holds; NO_ROW where none does."""

    low: Ints
    row: Ints

    @classmethod
    def of(cls, prices: PriceRows) -> Self:
        """The rows one after the other; where some overlap they say the same, and the first one speaks."""
        row = np.argsort(key(prices.owner, prices.start), kind="stable")
        low, high = key(prices.owner, prices.start)[row], key(prices.owner, prices.end)[row]
        reach = np.maximum.accumulate(high)
        low[1:] = np.maximum(low[1:], reach[:-1])
        some = low < high
        row, low, high = row[some], low[some], high[some]
        ends = high[~np.isin(high, low)]
        places = np.concatenate([ints([FIRST_PLACE]), low, ends])
        rows = np.concatenate([ints([NO_ROW]), row, np.full_like(ends, NO_ROW)])
        order = np.argsort(places)
        return cls(places[order], rows[order])


def _priced(nights: _Cutting, facts: BulkFacts) -> tuple[_Cutting, Ints, Ints]:
    """The nights cut by price, their net per night (0 where something lacks), and what they lack."""
    _, facility, _ = nights.carried
    nights = nights.at_steps(facility, _Steps.of(facts.rates))
    # NO_ROW reads the last row: the one appended.
    nights = nights.where(np.append(facts.rates.registered, True)[nights.carried[-1]])
    nights = nights.at_steps(group_of(nights.low), _Steps.of(facts.payments))
    payer, _, _, rate, payment = nights.carried
    net = np.append(facts.rates.half_ore, 0)[rate] - np.append(facts.payments.half_ore, 0)[payment]
    lacks = PAYER * (payer == NO_PAYER) + RATE * (rate == NO_ROW) + PAYMENT * (payment == NO_ROW)
    lacks = np.where((lacks == 0) & (net < 0), PAYMENT_EXCEEDS_RATE, lacks)
    return nights, np.where(lacks == 0, net, 0), lacks


def _calendar(first: int, horizon: int, share: Parameter) -> Ints:
    """The days on [first, horizon] where a quarter or another share begins, with both ends."""
    quarters = Quarter.range(Quarter.of(date.fromordinal(first)), Quarter.of(date.fromordinal(horizon)))
    days = {first, horizon, *(quarter.start.toordinal() for quarter in quarters)}
    days |= {value.in_force_from.toordinal() for value in share.values}
    return ints(sorted(day for day in days if first <= day <= horizon))


def _shares(days: Ints, share: Parameter) -> Ints:
    """Whole percent the State pays of the night that begins on each day."""
    percent = np.zeros_like(days)
    for value in share.values:
        percent[days >= value.in_force_from.toordinal()] = int(value.value)
    return percent
