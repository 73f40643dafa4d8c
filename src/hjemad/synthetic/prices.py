"""What a night costs: invented rates of the shelters, and the resident payment charged.

The national resident payment of a year the law floor knows is that; of every other year it is invented and
marked so, and the mark follows it wherever it goes.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from random import Random

from hjemad.kernel.money import Money
from hjemad.kernel.quarters import Quarter
from hjemad.law.parameters_reader import load_law
from hjemad.synthetic.model import InventedPayment, InventedRate, InventedStay
from hjemad.synthetic.published import rows_of

INVENTED = "invented"
RESIDENT_PAYMENT = "sel.163.resident_payment_110"
RATE_ORE = (98_000, 236_000)
YEARLY_RISE = (1.012, 1.034)
UNREGISTERED_EVERY = 40
REDUCED, LAPSED = 0.05, 0.09
_RISE_BEFORE_ORE, _RISE_AFTER_ORE, _LEAST_ORE = 150, 175, 4_000


@dataclass(frozen=True, slots=True)
class NationalAmount:
    """The full resident payment of one year; `mark` "invented", or empty where the law floor knows it."""

    per_day: Money
    mark: str


@cache
def national_amount(year: int) -> NationalAmount:
    """What a day cost the resident in that year: known, else invented."""
    parameter, day = load_law().parameter(RESIDENT_PAYMENT), date(year, 1, 1)
    if parameter.is_known_on(day):
        return NationalAmount(Money.parse(parameter.on(day).value), "")
    return NationalAmount(Money.of_ore(_invented_ore(year)), INVENTED)


def _invented_ore(year: int) -> int:
    """Whole øre. Years outside the list follow it by a steady invented rise."""
    listed = {
        int(row["year"]): Money.parse(row["per_day_dkk"]).half_ore // 2
        for row in rows_of("invented_resident_payments.csv")
    }
    if year in listed:
        return listed[year]
    if year > max(listed):
        return listed[max(listed)] + _RISE_AFTER_ORE * (year - max(listed))
    return max(_LEAST_ORE, listed[min(listed)] - _RISE_BEFORE_ORE * (min(listed) - year))


@dataclass(frozen=True, slots=True)
class Pricing:
    """The rates, and what is odd about them on purpose."""

    rates: tuple[InventedRate, ...]
    unregistered: tuple[str, ...]
    missing_from: tuple[str, date]


def invent_rates(
    rng: Random, *, facilities: Sequence[str], silent: str, first_year: int, last: date
) -> Pricing:
    """A rate per facility and calendar year, to the end of the year of `last`.

    The silent facility has told no rate from the quarter before that of `last` on, so that a claim has a
    line that stops. Every fortieth facility, at least one, is not registered.
    """
    missing_from = Quarter.of(last).previous().start
    others = [facility for facility in facilities if facility != silent]
    unregistered = tuple(sorted(rng.sample(others, max(1, len(others) // UNREGISTERED_EVERY))))
    rates = []
    for facility in facilities:
        ore = float(rng.randint(*RATE_ORE))
        for year in range(first_year, last.year + 1):
            start, end = date(year, 1, 1), date(year + 1, 1, 1)
            if facility == silent:
                end = min(end, missing_from)
            if start < end:
                rates.append(
                    InventedRate(facility, start, end, Money.of_ore(round(ore)), facility not in unregistered)
                )
            ore *= rng.uniform(*YEARLY_RISE)
    return Pricing(tuple(rates), unregistered, (silent, missing_from))


def invent_payments(rng: Random, *, stays: Sequence[InventedStay], last: date) -> tuple[InventedPayment, ...]:
    """One payment per person and calendar year with a stay, for the whole year; stays in order of person.

    Most pay in full; for some it was reduced to half (to a whole øre), for some it lapsed and is a known 0.
    """
    payments: list[InventedPayment] = []
    person, kind, done_through = "", "full", 0
    for stay in stays:
        if stay.person != person:
            person, kind, done_through = stay.person, _kind(rng), 0
        until = (stay.check_out or last).year
        for year in range(max(stay.check_in.year, done_through + 1), until + 1):
            payments.append(_payment(person, year=year, kind=kind))
        done_through = max(done_through, until)
    return tuple(payments)


def _kind(rng: Random) -> str:
    chance = rng.random()
    return "reduced" if chance < REDUCED else "lapsed" if chance < REDUCED + LAPSED else "full"


@cache
def _charged(year: int, kind: str) -> NationalAmount:
    full = national_amount(year)
    if kind == "lapsed":
        return NationalAmount(Money.zero(), full.mark)
    return (
        NationalAmount(full.per_day.halved().rounded("half_up_ore"), full.mark) if kind == "reduced" else full
    )


def _payment(person: str, *, year: int, kind: str) -> InventedPayment:
    amount = _charged(year, kind)
    return InventedPayment(
        person, date(year, 1, 1), date(year + 1, 1, 1), amount.per_day, kind=kind, mark=amount.mark
    )
