"""The refund count written once more from the words of the law, one night at a time, for every open reading.

An oracle: it shares no code and no idea of intervals with `law`. It keeps a calendar of single nights and
walks through it with a pencil. The numbers are arguments, so that a changed law can be asked about too. R1 to
R4 are the sections of the rules as software needs them; where a text is open, `Readings` names the answer.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

ONE_DAY = timedelta(days=1)
REFORM = date(2023, 10, 1)
SHIPPED: Mapping[date, int] = {REFORM: 120, date(2026, 4, 1): 90}


@dataclass(frozen=True)
class Visit:
    """One stay: `out` None while the person is still there."""

    into: date
    out: date | None
    payer: str = ""


@dataclass(frozen=True)
class Readings:
    """Whose ceiling, when it falls, how years follow, whose quota, what a day is, what an old stay is."""

    cap_mode: str = "per_day"
    first_day_of_90: str = "2026-04-01"
    period_anchor: str = "lapse"
    quota_follows: str = "person"
    day_count: str = "nights"
    pre_reform_stay: str = "quota_from_reform"


@dataclass(frozen=True)
class Night:
    """A refundable night: whose quota it used, its number in which running year; none before the reform."""

    owner: str
    day: date
    year: date | None
    number: int
    ceiling: int | None


def days_of(visit: Visit, *, seen: date, readings: Readings) -> set[date]:
    """The days a stay counts (R3): nights, or the day out as well, or at least one."""
    if visit.into > seen:
        return set()
    has_left = visit.out is not None and visit.out <= seen
    until = visit.out if visit.out is not None and has_left else seen
    days = set()
    day = visit.into
    while day < until:
        days.add(day)
        day += ONE_DAY
    if has_left and (
        readings.day_count == "both_days" or (readings.day_count == "at_least_one" and not days)
    ):
        days.add(until)
    return days


def birthday(day: date, years: int) -> date:
    """The same date years later; a leap day's year ends on 1 March (R2)."""
    if (day.month, day.day) == (2, 29):
        return date(day.year + years, 2, 28) + ONE_DAY
    return date(day.year + years, day.month, day.day)


def ceilings(quotas: Mapping[date, int], readings: Readings) -> dict[date, int]:
    """The ceiling by first day, the step of 1 April 2026 where the reading puts it (R1, B)."""
    moved = date.fromisoformat(readings.first_day_of_90)
    return {moved if day == date(2026, 4, 1) else day: quota for day, quota in quotas.items()}


def ceiling_on(day: date, steps: Mapping[date, int]) -> int:
    """The last step taken that day; the first one before any."""
    return steps[max((first for first in steps if first <= day), default=min(steps))]


def refundable_nights(
    visits: Iterable[Visit], *, seen: date, readings: Readings, quotas: Mapping[date, int] = SHIPPED
) -> tuple[dict[str, set[date]], set[Night]]:
    """Every night by whose quota it is, and those the State pays half of."""
    calendars: dict[str, set[date]] = {}
    for visit in visits:
        owner = visit.payer if readings.quota_follows == "person_and_payer" else ""
        calendars.setdefault(owner, set()).update(days_of(visit, seen=seen, readings=readings))
    steps = ceilings(quotas, readings)
    kept = {
        night
        for owner, nights in calendars.items()
        for night in _of_one(owner, nights, steps=steps, readings=readings)
    }
    return calendars, kept


def _of_one(owner: str, nights: set[date], *, steps: Mapping[date, int], readings: Readings) -> set[Night]:
    reform = min(steps)
    unbroken = _unbroken_over(reform, nights)
    kept: set[Night] = set()
    year: date | None = None
    anchor: date | None = None
    number = 0
    for night in sorted(nights):
        old = night < reform
        counts = not old
        if night in unbroken and readings.pre_reform_stay == "real_admission":
            counts = True
        elif night in unbroken and readings.pre_reform_stay in {
            "old_rule_until_discharge",
            "only_new_admissions",
        }:
            old, counts = True, False
        if old:
            kept.add(Night(owner, night, None, 0, None))
        if not counts:
            continue
        anchor = anchor or night
        started = _year_of(night, year, anchor, readings)
        number = number + 1 if started == year else 1
        year = started
        ceiling = ceiling_on(night if readings.cap_mode == "per_day" else year, steps)
        if not old and number <= ceiling:
            kept.add(Night(owner, night, year, number, ceiling))
    return kept


def _unbroken_over(reform: date, nights: set[date]) -> set[date]:
    """The nights in a row around the first night of the reform, if the night before it was spent too (R4)."""
    if reform not in nights or reform - ONE_DAY not in nights:
        return set()
    row = set()
    for step in (ONE_DAY, -ONE_DAY):
        night = reform
        while night in nights:
            row.add(night)
            night += step
    return row


def _year_of(night: date, year: date | None, anchor: date, readings: Readings) -> date:
    """The first day of the running year the night lies in (R2)."""
    if year is None:
        return night
    if readings.period_anchor == "lapse":
        return year if night < birthday(year, 1) else night
    turns = max(turn for turn in range(night.year - anchor.year + 1) if birthday(anchor, turn) <= night)
    return birthday(anchor, turns)
