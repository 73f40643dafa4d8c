"""The facts a claim rests on, of very many people at once: arrays of numbers with the names they stand for.

Only what files can say (`hjemad refund`): stays with shelter and payer, rates, resident payments. Declared
nights, decided disputes, own houses and opening balances are for the reference alone.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from hjemad.kernel.errors import HjemadError
from hjemad.kernel.money import Money
from hjemad.kernel.periods import Period
from hjemad.kernel.span_arrays import AFTER_LAST_DAY, Flags, Ints, ints
from hjemad.law.claim.facts import NightFact, PaymentFact, PersonFacts, RateBook, RateFact

NO_PAYER = 0
OPEN = AFTER_LAST_DAY


@dataclass(frozen=True)
class StayRows:
    """One row per stay, in any order; `end` OPEN while somebody is there, `payer` NO_PAYER when not known."""

    person: Ints
    facility: Ints
    payer: Ints
    start: Ints
    end: Ints


@dataclass(frozen=True)
class PriceRows:
    """Half øre per night in [start, end) of an `owner`: a shelter for rates, a person for payments.

    `registered` (rates): the shelter stands in Tilbudsportalen. Rows of an owner that overlap say the same.
    """

    owner: Ints
    start: Ints
    end: Ints
    half_ore: Ints
    registered: Flags


@dataclass(frozen=True)
class BulkFacts:
    """Rows, and the names their numbers stand for; numbers follow the order of the names as text.

    `payers` begins with the empty text: not known.
    """

    persons: Sequence[str]
    facilities: Sequence[str]
    payers: Sequence[str]
    stays: StayRows
    rates: PriceRows
    payments: PriceRows

    @property
    def last_day(self) -> int:
        """The day after the last day any stay names."""
        stays = self.stays
        closed = stays.end[stays.end != OPEN]
        return 1 + max(int(stays.start.max(initial=0)), int(closed.max(initial=0)))

    @property
    def has_open_stays(self) -> bool:
        """Whether anybody is still there."""
        return bool((self.stays.end == OPEN).any())


def bulk_facts(people: Sequence[PersonFacts], rates: RateBook) -> BulkFacts:
    """The same facts as arrays; a fact the bulk form does not know is our own defect, never left out."""
    stays = [(at, fact) for at, person in enumerate(_ordered(people)) for fact in person.stays]
    payments = [(at, fact) for at, person in enumerate(_ordered(people)) for fact in person.payments]
    for person in people:
        _check(person)
    facilities = sorted({fact.facility for _, fact in stays} | set(rates.by_facility))
    payers = sorted({fact.payer or "" for _, fact in stays} | {""})
    of_facility = {name: at for at, name in enumerate(facilities)}
    of_payer = {name: at for at, name in enumerate(payers)}
    every_rate = [rate for facility in facilities for rate in rates.of_facility(facility)]
    return BulkFacts(
        [person.person for person in _ordered(people)],
        facilities,
        payers,
        StayRows(
            ints([at for at, _ in stays]),
            ints([of_facility[fact.facility] for _, fact in stays]),
            ints([of_payer[fact.payer or ""] for _, fact in stays]),
            *_days([fact.period for _, fact in stays]),
        ),
        PriceRows(
            ints([of_facility[rate.facility] for rate in every_rate]),
            *_days([rate.period for rate in every_rate]),
            ints([rate.per_night.half_ore for rate in every_rate]),
            ints([rate.registered for rate in every_rate]).astype(bool),
        ),
        PriceRows(
            ints([at for at, _ in payments]),
            *_days([fact.period for _, fact in payments]),
            ints([fact.per_night.half_ore for _, fact in payments]),
            ints([1 for _ in payments]).astype(bool),
        ),
    )


def _ordered(people: Sequence[PersonFacts]) -> list[PersonFacts]:
    return sorted(people, key=lambda person: person.person)


def _days(periods: Iterable[Period]) -> tuple[Ints, Ints]:
    some = list(periods)
    ends = [OPEN if period.end is None else period.end.toordinal() for period in some]
    return ints([period.start.toordinal() for period in some]), ints(ends)


def _check(person: PersonFacts) -> None:
    if person.used_before or not all(map(_is_plain, person.stays)) or any(map(_of_a_house, person.payments)):
        raise HjemadError(
            en="The bulk form does not know one of these facts. Use the reference",
            da="Masseformen kender ikke en af disse oplysninger. Brug referencen",
        )


def _is_plain(fact: NightFact) -> bool:
    special = fact.declared or fact.own_house or fact.counts is not None or bool(fact.rate_key)
    return fact.identity_known and not special


def _of_a_house(payment: PaymentFact) -> bool:
    return payment.facility is not None


def people_of(facts: BulkFacts, persons: Sequence[int]) -> list[PersonFacts]:
    """What is known of these people, numbered in order, for the reference."""
    stays = _rows_of(facts.stays.person, persons)
    payments = _rows_of(facts.payments.owner, persons)
    return [
        PersonFacts(
            facts.persons[person],
            tuple(_stay(facts, row) for row in of_stays),
            tuple(_payment(facts.payments, row) for row in of_payments),
        )
        for person, of_stays, of_payments in zip(persons, stays, payments, strict=True)
    ]


def rate_book_of(facts: BulkFacts) -> RateBook:
    """The rates for the reference."""
    rates = facts.rates
    rows = zip(rates.owner.tolist(), rates.half_ore.tolist(), rates.registered.tolist(), strict=True)
    return RateBook.of(
        RateFact(facts.facilities[owner], _period(rates.start[row], rates.end[row]), Money(half_ore), listed)
        for row, (owner, half_ore, listed) in enumerate(rows)
    )


def _rows_of(owner: Ints, wanted: Sequence[int]) -> Iterator[list[int]]:
    """The rows of each owner wanted, in the order of the rows."""
    order = np.argsort(owner, kind="stable")
    ordered = owner[order]
    first, after = (np.searchsorted(ordered, ints(wanted), side=side) for side in ("left", "right"))
    return (order[a:b].tolist() for a, b in zip(first.tolist(), after.tolist(), strict=True))


def _stay(facts: BulkFacts, row: int) -> NightFact:
    stays = facts.stays
    payer = facts.payers[stays.payer[row]] or None
    return NightFact(facts.facilities[stays.facility[row]], payer, _period(stays.start[row], stays.end[row]))


def _payment(payments: PriceRows, row: int) -> PaymentFact:
    return PaymentFact(_period(payments.start[row], payments.end[row]), Money(int(payments.half_ore[row])))


def _period(start: np.int64, end: np.int64) -> Period:
    return Period(date.fromordinal(int(start)), None if end == OPEN else date.fromordinal(int(end)))
