"""A slow, obvious second refund calculation: night by night, in half øre, sharing no code with `law`.

A `Reading` says which answers to the open questions, and which numbers, it reckons with; without one it knows
the default settings. Numbers are written here again on purpose: a wrong parameter file must not make both
sides wrong in the same way.
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
    # Who decided a night at a shelter counts, or not, where another shelter says the same night.
    decided: list[tuple[str, str, date, date, bool]] = field(default_factory=list)
    # Nights of a running year nobody can place: person, the year's first night, how many.
    used: list[tuple[str, date, int]] = field(default_factory=list)
    # Shelters the payer runs itself: (payer, shelter).
    own: set[tuple[str, str]] = field(default_factory=set)


@dataclass(frozen=True)
class Reading:
    """Answers to open questions, and the law's numbers by first day."""

    chain: bool = False
    disputed_uses_quota: bool = True
    own_house_as_if_charged: bool = False
    caps: tuple[tuple[date, int], ...] = ((REFORM, 120), (NINETY, 90))
    shares: tuple[tuple[date, int], ...] = ((date(2007, 1, 1), 50),)


DEFAULT = Reading()


def quarter_of(night: date) -> str:
    return f"{night.year}Q{(night.month + 2) // 3}"


def anniversary(day: date) -> date:
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return date(day.year + 1, 3, 1)


def nights_of(facts: Facts, person: str, horizon: date) -> dict[date, set[tuple[str, str | None]]]:
    """Each night the person was somewhere before `horizon`, and every (shelter, payer) that may count."""
    nights: dict[date, set[tuple[str, str | None]]] = defaultdict(set)
    for who, facility, start, end, payer in facts.stays:
        if who != person:
            continue
        night = start
        while night < min(end or horizon, horizon):
            nights[night].add((facility, payer))
            night += DAY
    decided = [row for row in facts.decided if row[0] == person]
    for night, said in nights.items() if decided else ():
        won = {one for one in said if _decided(decided, one[0], night)}
        nights[night] = won or said
    return dict(nights)


def _decided(rows: list[tuple[str, str, date, date, bool]], facility: str, night: date) -> bool:
    return any(row[1] == facility and row[2] <= night < row[3] and row[4] for row in rows)


def refundable(nights: Iterable[date], reading: Reading = DEFAULT) -> set[date]:
    """Every night before the reform; then the first 120 (90 from 1 April 2026) of each running year."""
    kept: set[date] = set()
    start: date | None = None
    number = 0
    for night in sorted(nights):
        if night < REFORM:
            kept.add(night)
            continue
        if start is None:
            start = night
        while night >= anniversary(start):
            start, number = anniversary(start) if reading.chain else night, 0
        number += 1
        if number <= _at(reading.caps, night):
            kept.add(night)
    return kept


def _at(steps: tuple[tuple[date, int], ...], night: date) -> int:
    return [value for first, value in steps if first <= night][-1]


def counted(facts: Facts, person: str, horizon: date, reading: Reading) -> set[date]:
    """The refundable nights among those the person was somewhere, and those that only wait."""
    nights = nights_of(facts, person, horizon)
    apart = {n for n, said in nights.items() if len(said) > 1 and not reading.disputed_uses_quota}
    using = set(nights) - apart
    for who, first, count in facts.used:
        free = (first + DAY * n for n in range(366))
        if who == person:
            using |= set([night for night in free if night not in using][:count])
    return (refundable(using, reading) & set(nights)) | apart


def right_sums(
    facts: Facts, *, first: str, last: str, horizon: date, reading: Reading = DEFAULT
) -> tuple[Sums, set[Key]]:
    """Sums of all known nights of quarters first..last, and the keys where something waits."""
    sums: Sums = {}
    waiting: set[Key] = set()
    for person in {row[0] for row in facts.stays}:
        nights = nights_of(facts, person, horizon)
        for night in counted(facts, person, horizon, reading):
            quarter = quarter_of(night)
            if not first <= quarter <= last:
                continue
            claimed = _one_night(facts, person, night, nights[night], reading)
            for payer, amount in claimed.items():
                key = (payer, quarter, person)
                if amount is None:
                    waiting.add(key)
                elif not isinstance(amount, str):
                    old = sums.get(key, (0, 0, 0))
                    refund = amount * 2 * _at(reading.shares, night) // 100
                    sums[key] = (old[0] + 1, old[1] + amount * 2, old[2] + refund)
    return sums, waiting


def _one_night(
    facts: Facts, person: str, night: date, said: set[tuple[str, str | None]], reading: Reading
) -> Mapping[str, int | str | None]:
    """payer -> the net in øre, None when it must wait, "none" outside the scheme."""
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
    if (payer, facility) in facts.own and not reading.own_house_as_if_charged:
        return {payer: None}
    return {payer: rate[3] - paid[3]}


def _holds(start: date, end: date | None, night: date) -> bool:
    return start <= night and (end is None or night < end)
