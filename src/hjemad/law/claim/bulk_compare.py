"""The same facts under two laws: what each gives, and every night whose answer is another one."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from hjemad.kernel.span_arrays import Flags, Ints, day_of, group_of, key, sums_by, years_of
from hjemad.law.claim.bulk_right import BulkRight


@dataclass(frozen=True)
class Sums:
    """Nights with an amount, nights that wait for a fact, and the refund in hundredths of half an øre."""

    nights: Ints
    waiting: Ints
    hundredths: Ints


@dataclass(frozen=True)
class ChangedNights:
    """Nights [low, high) of an owner (person times payers plus payer) that are answered differently.

    Each row has one answer before and one after: is there a night with an amount, does it wait, and what the
    State pays of it. A row lies in one quarter. Rows stand in order of owner and day.
    """

    low: Ints
    high: Ints
    payers: int
    before: Sums
    after: Sums

    @property
    def person(self) -> Ints:
        """Whose nights they are."""
        return group_of(self.low) // self.payers

    @property
    def payer(self) -> Ints:
        """Who pays them."""
        return group_of(self.low) % self.payers

    def citizens_by_payer(self) -> Ints:
        """How many people each payer has among them."""
        owners = np.unique(group_of(self.low))
        return np.bincount(owners % self.payers, minlength=self.payers)

    def first_day_by_payer(self) -> Ints:
        """The first night that is answered differently for each payer; the largest number where none is."""
        first = np.full(self.payers, NEVER)
        np.minimum.at(first, self.payer, day_of(self.low))
        return first

    @cached_property
    def years(self) -> Ints:
        """The calendar year of each row."""
        return years_of(day_of(self.low))

    def difference(self, kept: Flags) -> tuple[int, int, int]:
        """(nights, waiting, hundredths) after less before, of the rows kept."""
        length = (self.high - self.low)[kept]
        pairs = (
            (self.after.nights, self.before.nights),
            (self.after.waiting, self.before.waiting),
            (self.after.hundredths, self.before.hundredths),
        )
        nights, waiting, hundredths = (int(((one - other)[kept] * length).sum()) for one, other in pairs)
        return nights, waiting, hundredths


NEVER = int(np.iinfo(np.int64).max)


def sums_by_payer(right: BulkRight, *, payers: int) -> Sums:
    """What is right for each payer."""
    known = (right.lacks == 0) * right.nights
    return Sums(
        sums_by(right.payer, known, size=payers),
        sums_by(right.payer, right.nights - known, size=payers),
        sums_by(right.payer, right.refund_hundredths, size=payers),
    )


def changed_nights(before: BulkRight, after: BulkRight, *, payers: int) -> ChangedNights:
    """Every night of any payer whose answer differs between the two."""
    one, other = _Ordered.of(before, payers=payers), _Ordered.of(after, payers=payers)
    one, other = one.where(~one.stands_in(other)), other.where(~other.stands_in(one))
    edges = np.unique(np.concatenate([one.low, one.high, other.low, other.high]))
    low, high = edges[:-1], edges[1:]
    was, now = one.at(low), other.at(low)
    changed = (was.nights != now.nights) | (was.waiting != now.waiting) | (was.hundredths != now.hundredths)
    changed |= one.lacks_at(low) != other.lacks_at(low)
    return ChangedNights(low[changed], high[changed], payers, _kept(was, changed), _kept(now, changed))


def _kept(sums: Sums, kept: Flags) -> Sums:
    return Sums(sums.nights[kept], sums.waiting[kept], sums.hundredths[kept])


@dataclass(frozen=True)
class _Ordered:
    """Rows in order of owner and day; `hundredths` of one night."""

    low: Ints
    high: Ints
    hundredths: Ints
    lacks: Ints

    @classmethod
    def of(cls, right: BulkRight, *, payers: int) -> "_Ordered":
        owner = right.person * payers + right.payer
        low, high = key(owner, day_of(right.low)), key(owner, day_of(right.high))
        rows = cls(low, high, right.net * right.percent, right.lacks)
        return rows.where(np.argsort(low))

    def where(self, kept: Ints | Flags) -> "_Ordered":
        return _Ordered(self.low[kept], self.high[kept], self.hundredths[kept], self.lacks[kept])

    def stands_in(self, other: "_Ordered") -> Flags:
        """Which rows the other has just so."""
        found = np.searchsorted(other.low, self.low)
        same = found < len(other.low)
        at = found[same]
        same[same] = (
            (other.low[at] == self.low[same])
            & (other.high[at] == self.high[same])
            & (other.hundredths[at] == self.hundredths[same])
            & (other.lacks[at] == self.lacks[same])
        )
        return same

    def at(self, places: Ints) -> Sums:
        """The answer for the night at each place; nothing at all where there is no row."""
        there, row = self._row(places)
        known = there & (self._of(self.lacks, row) == 0)
        return Sums(
            known.astype(np.int64),
            (there & ~known).astype(np.int64),
            np.where(there, self._of(self.hundredths, row), 0),
        )

    def lacks_at(self, places: Ints) -> Ints:
        """What the night at each place lacks; 0 where there is no row."""
        there, row = self._row(places)
        return np.where(there, self._of(self.lacks, row), 0)

    def _row(self, places: Ints) -> tuple[Flags, Ints]:
        row = np.searchsorted(self.low, places, side="right") - 1
        return (row >= 0) & (places < self._of(self.high, row)), row

    @staticmethod
    def _of(column: Ints, row: Ints) -> Ints:
        """The column's values; row -1, where there is none, reads the one appended."""
        return np.append(column, 0)[row]
