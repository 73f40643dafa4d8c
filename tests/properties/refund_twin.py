"""A slow, obvious second refund calculation: night by night, in half øre, sharing no code with `law`.

It knows only the default settings. Numbers are written here again on purpose: a wrong parameter file must not
make both sides wrong in the same way.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

REFORM, NINETY = date(2023, 10, 1), date(2026, 4, 1)
DAY = timedelta(days=1)

type Key = tuple[str, str, str]  # payer, quarter, person
type Sums = dict[Key, tuple[int, int, int]]  # nights, net and refund in half øre


@dataclass
class Facts:
    """What was typed: plain rows, amounts in øre."""

    stays: list[tuple[str, str, date, date | None, str | None]] = field(default_factory=list)
    rates: list[tuple[str, date, date | None, int, bool]] = field(default_factory=list)
    # Who was charged: a person, or "person/shelter" for one house only.
    payments: list[tuple[str, date, date | None, int]] = field(default_factory=list)


def quarter_of(night: date) -> str:
    return f"{night.year}Q{(night.month + 2) // 3}"


def anniversary(day: date) -> date:
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return date(day.year + 1, 3, 1)


def nights_of(facts: Facts, person: str, horizon: date) -> dict[date, set[tuple[str, str | None]]]:
    """Each night the person was somewhere before `horizon`, and every (shelter, payer) that says so."""
    nights: dict[date, set[tuple[str, str | None]]] = defaultdict(set)
    for who, facility, start, end, payer in facts.stays:
        if who != person:
            continue
        night = start
        while night < min(end or horizon, horizon):
            nights[night].add((facility, payer))
            night += DAY
    return dict(nights)


def refundable(nights: Iterable[date]) -> set[date]:
    """Every night before the reform; then the first 120 (90 from 1 April 2026) of each running year."""
    kept: set[date] = set()
    until: date | None = None
    number = 0
    for night in sorted(nights):
        if night < REFORM:
            kept.add(night)
            continue
        if until is None or night >= until:
            until, number = anniversary(night), 0
        number += 1
        if number <= (90 if night >= NINETY else 120):
            kept.add(night)
    return kept


def right_sums(facts: Facts, *, first: str, last: str, horizon: date) -> tuple[Sums, set[Key]]:
    """Sums of all known nights of quarters first..last, and the keys where something waits."""
    sums: Sums = {}
    waiting: set[Key] = set()
    for person in {row[0] for row in facts.stays}:
        nights = nights_of(facts, person, horizon)
        for night in refundable(nights):
            quarter = quarter_of(night)
            if not first <= quarter <= last:
                continue
            claimed = _one_night(facts, person, night, nights[night])
            for payer, amount in claimed.items():
                key = (payer, quarter, person)
                if amount is None:
                    waiting.add(key)
                elif not isinstance(amount, str):
                    old = sums.get(key, (0, 0, 0))
                    sums[key] = (old[0] + 1, old[1] + amount * 2, old[2] + amount)
    return sums, waiting


def _one_night(
    facts: Facts, person: str, night: date, said: set[tuple[str, str | None]]
) -> Mapping[str, int | str | None]:
    """payer -> refund in half øre (the net in øre), None when it must wait, "none" outside the scheme."""
    if len(said) > 1:
        return {payer or "": None for _, payer in said}
    [(facility, payer)] = said
    rate = next((r for r in facts.rates if r[0] == facility and _holds(r[1], r[2], night)), None)
    charged = {person, f"{person}/{facility}"}
    paid = next((p for p in facts.payments if p[0] in charged and _holds(p[1], p[2], night)), None)
    if rate is not None and not rate[4]:
        return {payer or "": "none"}
    if payer is None or rate is None or paid is None or paid[3] > rate[3]:
        return {payer or "": None}
    return {payer: rate[3] - paid[3]}


def _holds(start: date, end: date | None, night: date) -> bool:
    return start <= night and (end is None or night < end)
