"""What a change of the law would move: money per municipality, citizens, from which day, what is assumed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from hjemad.kernel.errors import HjemadError, InputRejected
from hjemad.kernel.money import Money
from hjemad.kernel.quarters import Quarter
from hjemad.kernel.span_arrays import day_of
from hjemad.law.claim.bulk_compare import NEVER, ChangedNights, Sums, changed_nights, sums_by_payer
from hjemad.law.claim.bulk_facts import BulkFacts, people_of, rate_book_of
from hjemad.law.claim.bulk_right import BulkLedger
from hjemad.law.claim.change import Change
from hjemad.law.claim.compared import ChangedStretch, changed_stretches, stretch_sums
from hjemad.law.claim.pieces import Window
from hjemad.law.serviceloven.par_177 import REFUND_SHARE
from hjemad.law.serviceloven.par_177_amount import WHOLE


@dataclass(frozen=True, slots=True)
class Amount:
    """Refundable nights with an amount, those that wait for a fact, and the State's part of the first.

    `hundredths` of half an øre: exact also for a share that gives less than half an øre a night.
    """

    nights: int
    waiting: int
    hundredths: int

    def __add__(self, other: "Amount") -> "Amount":
        return Amount(
            self.nights + other.nights, self.waiting + other.waiting, self.hundredths + other.hundredths
        )

    @property
    def refund(self) -> Money:
        """The State's part; what is finer than half an øre is rounded to whole øre, a half going up."""
        return money_of(self.hundredths)


NOTHING = Amount(0, 0, 0)


@dataclass(frozen=True, slots=True)
class Moved:
    """What one municipality, or all together, gets before and after the change.

    `citizens` have at least one night that is answered differently; `first_day` is the first such night,
    None when there is none. `years`: what moves in each calendar year, by the day a night begins.
    """

    payer: str
    before: Amount
    after: Amount
    citizens: int
    first_day: date | None
    years: Mapping[int, Amount]

    @property
    def difference(self) -> Amount:
        """After less before."""
        return Amount(
            self.after.nights - self.before.nights,
            self.after.waiting - self.before.waiting,
            self.after.hundredths - self.before.hundredths,
        )


@dataclass(frozen=True)
class WhatIf:
    """The answer: every payer in the files, all together (payer empty), and the nights behind it."""

    change: Change
    facts: BulkFacts
    first: int
    horizon: int
    payers: tuple[Moved, ...]
    total: Moved
    changed: ChangedNights

    @property
    def affected(self) -> Sequence[int]:
        """The people with a night that is answered differently, by number."""
        persons: list[int] = np.unique(self.changed.person).tolist()
        return persons


def money_of(hundredths: int) -> Money:
    """Hundredths of half an øre as money: exact where it can be, else in whole øre, a half going up."""
    half_ore, beyond = divmod(abs(hundredths), WHOLE)
    if beyond:
        half_ore = (abs(hundredths) + WHOLE) // (2 * WHOLE) * 2
    return Money(-half_ore if hundredths < 0 else half_ore)


def what_if(facts: BulkFacts, change: Change) -> WhatIf:
    """What the change moves on these facts; InputRejected when a stay is open and no day is given for it."""
    first, horizon = _days(facts, change)
    payers = len(facts.payers)
    ledger = BulkLedger(facts, first, horizon)
    sides = [ledger.right(rules.law, rules.settings) for rules in (change.before, change.after)]
    changed = changed_nights(*sides, payers=payers)
    was, now = (sums_by_payer(side, payers=payers) for side in sides)
    citizens, first_day = changed.citizens_by_payer(), changed.first_day_by_payer()
    moved = tuple(
        Moved(
            facts.payers[payer], _amount(was, payer), _amount(now, payer), int(citizens[payer]),
            None if first_day[payer] == NEVER else date.fromordinal(int(first_day[payer])),
            dict(_by_year(changed, payer)),
        )
        for payer in range(payers)
    )  # fmt: skip
    return WhatIf(change, facts, first, horizon, moved, _all(moved, changed), changed)


def _days(facts: BulkFacts, change: Change) -> tuple[int, int]:
    """The nights compared, [first, horizon): none before the State's share is known on both sides."""
    if change.as_of is None and facts.has_open_stays:
        raise InputRejected(
            en="A stay has no check_out. Say as_of: the day from which nights are not seen",
            da="Et ophold har ingen check_out. Angiv as_of: den dag, fra hvilken nætter ikke ses",
        )
    horizon = change.as_of.toordinal() if change.as_of else facts.last_day
    earliest = int(facts.stays.start.min(initial=horizon))
    firsts = [change.first.toordinal() if change.first else earliest]
    for rules in (change.before, change.after):
        firsts.append(rules.law.parameter(REFUND_SHARE).values[0].in_force_from.toordinal())
    return min(max(firsts), horizon), horizon


def _amount(sums: Sums, payer: int) -> Amount:
    return Amount(int(sums.nights[payer]), int(sums.waiting[payer]), int(sums.hundredths[payer]))


def _by_year(changed: ChangedNights, payer: int) -> Iterator[tuple[int, Amount]]:
    mine = changed.payer == payer
    for year in np.unique(changed.years[mine]).tolist():
        yield year, Amount(*changed.difference(mine & (changed.years == year)))


def _all(moved: Sequence[Moved], changed: ChangedNights) -> Moved:
    years: dict[int, Amount] = {}
    for one in moved:
        for year, amount in one.years.items():
            years[year] = years.get(year, NOTHING) + amount
    days = day_of(changed.low)
    return Moved(
        "",
        sum((one.before for one in moved), NOTHING),
        sum((one.after for one in moved), NOTHING),
        len(np.unique(changed.person)),
        date.fromordinal(int(days.min())) if len(days) else None,
        dict(sorted(years.items())),
    )


def reasons(answer: WhatIf) -> Iterator[list[ChangedStretch]]:
    """Every stretch that changes with its reasons, one affected person after the other: by the reference.

    When all are through, HjemadError where they do not add up to what the bulk form says.
    """
    change, rates = answer.change, rate_book_of(answer.facts)
    last_day = date.fromordinal(max(answer.horizon - 1, answer.first))
    first_quarter = Quarter.of(date.fromordinal(answer.first))
    window = Window(first_quarter, Quarter.of(last_day), answer.horizon)
    found: dict[str, Amount] = {}
    for person in people_of(answer.facts, answer.affected):
        stretches = changed_stretches(
            person, change.before, change.after, first=answer.first, rates=rates, window=window
        )
        for payer, amounts in stretch_sums(stretches):
            found[payer] = found.get(payer, NOTHING) + Amount(*amounts)
        yield stretches
    for one in answer.payers:
        if found.get(one.payer, NOTHING) != one.difference:
            raise HjemadError(
                en="The bulk form and the reference do not give the same. A defect of ours: report it",
                da="Masseformen og referencen giver ikke det samme. En fejl hos os: meld den",
            )
