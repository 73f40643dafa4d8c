"""What is right by today's facts for very many people at once: the bulk form of `pieces`.

Rows instead of pieces: who, which payer, which nights, what each costs and what the State pays of it, or what
must be known first. It equals `right_of` on the facts it knows (docs/adr/0031).
"""

from dataclasses import dataclass, field

import numpy as np

from hjemad.kernel.errors import BadAmount
from hjemad.kernel.span_arrays import Ints, Spans, day_of, group_of, key, overlaps
from hjemad.law.claim.bulk_facts import BulkFacts
from hjemad.law.claim.bulk_prices import AFTER_EVERY_PLACE, FIRST_PLACE, PricedNights
from hjemad.law.claim.bulk_segments import BulkSegments, segments_bulk
from hjemad.law.parameters_reader import Law
from hjemad.law.serviceloven.par_177 import REFUND_SHARE, caps_from
from hjemad.law.serviceloven.par_177_amount import WHOLE
from hjemad.law.serviceloven.par_177_bulk import BulkCount, count_nights_bulk
from hjemad.law.settings import Settings


@dataclass(frozen=True)
class BulkRight:
    """Refundable nights [low, high) as places by person; those of a row lie in one quarter.

    `net` is half øre per night and `percent` the State's share of it; where `lacks` is not 0, the amount is
    not known. The rows of a person and payer do not overlap; they stand in no order.
    """

    low: Ints
    high: Ints
    payer: Ints
    facility: Ints
    net: Ints
    percent: Ints
    lacks: Ints

    @property
    def person(self) -> Ints:
        """The person of each row."""
        return group_of(self.low)

    @property
    def nights(self) -> Ints:
        """The nights of each row."""
        return self.high - self.low

    @property
    def refund_hundredths(self) -> Ints:
        """What the State pays of each row, in hundredths of half an øre: exact for every share."""
        return self.net * self.percent * self.nights

    def refund_half_ore(self) -> Ints:
        """What the State pays of each row in half øre; raises BadAmount where a night gives less than one."""
        per_night, beyond = np.divmod(self.net * self.percent, WHOLE)
        if beyond.any():
            raise BadAmount(
                en="The State's share of an amount is finer than half an øre. Add up hundredths instead",
                da="Statens andel af et beløb er finere end en halv øre. Læg hundrededele sammen i stedet",
            )
        return per_night * self.nights


@dataclass
class BulkLedger:
    """Facts asked about under one law after the other; what two laws share is made once."""

    facts: BulkFacts
    first: int
    horizon: int
    _segments: dict[str, BulkSegments] = field(default_factory=dict)
    _priced: dict[object, PricedNights] = field(default_factory=dict)

    def right(self, law: Law, settings: Settings) -> BulkRight:
        """Every refundable night on [first, horizon), for all payers."""
        nights = self._nights(law, settings)
        beyond = self.count(law, settings).beyond
        groups = self._groups(group_of(nights.low), nights.quota_payer, settings)
        low, high = key(groups, day_of(nights.low)), key(groups, day_of(nights.high))
        cuts = overlaps(
            low, high,
            by_low=np.append(FIRST_PLACE, beyond.high), by_high=np.append(beyond.low, AFTER_EVERY_PLACE),
        )  # fmt: skip
        of, shift = cuts.source, (nights.low - low)[cuts.source]
        return BulkRight(
            cuts.low + shift, cuts.high + shift, nights.payer[of], nights.facility[of], nights.net[of],
            nights.percent[of], nights.lacks[of],
        )  # fmt: skip

    def count(self, law: Law, settings: Settings) -> BulkCount:
        """The nights by group (`owner_groups`) with what the State refunds of them, whatever they cost."""
        segments = self._segments_under(settings)
        counting = ~segments.disputed
        if settings.disputed_night_uses_quota == "yes":
            counting[:] = True
        low, high, payer = segments.low[counting], segments.high[counting], segments.payer[counting]
        groups = self._groups(group_of(low), payer, settings)
        nights = Spans.union(key(groups, day_of(low)), key(groups, day_of(high)))
        return count_nights_bulk(nights, caps=caps_from(law, settings), settings=settings)

    def _groups(self, person: Ints, payer: Ints, settings: Settings) -> Ints:
        """Whose quota nights use: the person's, or the person's at the payer."""
        if settings.quota_follows == "person":
            return person
        return person * len(self.facts.payers) + payer

    def _segments_under(self, settings: Settings) -> BulkSegments:
        if settings.day_count not in self._segments:
            self._segments[settings.day_count] = segments_bulk(
                self.facts.stays, horizon=self.horizon, settings=settings
            )
        return self._segments[settings.day_count]

    def _nights(self, law: Law, settings: Settings) -> PricedNights:
        share = law.parameter(REFUND_SHARE)
        known = (settings.day_count, share)
        if known not in self._priced:
            self._priced[known] = PricedNights.of(
                self._segments_under(settings),
                self.facts,
                first=self.first,
                horizon=self.horizon,
                share=share,
            )
        return self._priced[known]
