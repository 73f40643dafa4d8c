"""The Danish calendar: public holidays, and deadlines counted in weekdays (hverdage).

Which days are holidays follows law.md R10; 24 and 31 December, 1 May and 5 June are weekdays, which gives
the earlier and so the safer deadline. Whether Saturday counts is unknown in law, so the caller says.
"""

from datetime import date, timedelta
from functools import cache

from hjemad.kernel.errors import WrongUsage

_ONE_DAY = timedelta(days=1)
_SATURDAY = 5
_SUNDAY = 6

# Abolished by law from 2024 on.
LAST_YEAR_OF_STORE_BEDEDAG = 2023

# Days from Easter Sunday, and the names in Danish and English.
_MOVABLE = (
    (-3, "Skærtorsdag", "Maundy Thursday"),
    (-2, "Langfredag", "Good Friday"),
    (0, "Påskedag", "Easter Sunday"),
    (1, "2. påskedag", "Easter Monday"),
    (39, "Kristi himmelfartsdag", "Ascension Day"),
    (49, "Pinsedag", "Whit Sunday"),
    (50, "2. pinsedag", "Whit Monday"),
)
_STORE_BEDEDAG = (26, "Store bededag", "Great Prayer Day")
_FIXED = (
    (1, 1, "Nytårsdag", "New Year's Day"),
    (12, 25, "Juledag", "Christmas Day"),
    (12, 26, "2. juledag", "Second day of Christmas"),
)


def easter_sunday(year: int) -> date:
    """Easter Sunday of the Gregorian calendar, by the method of Meeus, Jones and Butcher."""
    golden = year % 19
    century, of_century = divmod(year, 100)
    leap_centuries, century_rest = divmod(century, 4)
    moon_shift = (century - (century + 8) // 25 + 1) // 3
    full_moon = (19 * golden + century - leap_centuries - moon_shift + 15) % 30
    leaps, years_since_leap = divmod(of_century, 4)
    to_sunday = (32 + 2 * century_rest + 2 * leaps - full_moon - years_since_leap) % 7
    latest_fix = (golden + 11 * full_moon + 22 * to_sunday) // 451
    month, day = divmod(full_moon + to_sunday - 7 * latest_fix + 114, 31)
    return date(year, month, day + 1)


@cache
def _holidays(year: int) -> tuple[tuple[date, tuple[str, str]], ...]:
    easter = easter_sunday(year)
    movable = [*_MOVABLE, _STORE_BEDEDAG] if year <= LAST_YEAR_OF_STORE_BEDEDAG else _MOVABLE
    found = [(easter + timedelta(days=days), (da, en)) for days, da, en in movable]
    found += [(date(year, month, day), (da, en)) for month, day, da, en in _FIXED]
    return tuple(sorted(found))


@cache
def _holiday_days(year: int) -> frozenset[date]:
    return frozenset(day for day, _ in _holidays(year))


def public_holidays(year: int) -> dict[date, tuple[str, str]]:
    """The public holidays of the year in order, each with its Danish and English name."""
    return dict(_holidays(year))


def is_weekday(day: date, *, saturday_counts: bool = False) -> bool:
    """A weekday (hverdag): not a Sunday, not a public holiday, and a Saturday only when it counts."""
    if day.weekday() == _SUNDAY or (day.weekday() == _SATURDAY and not saturday_counts):
        return False
    return day not in _holiday_days(day.year)


def add_weekdays(day: date, n: int, *, saturday_counts: bool = False) -> date:
    """The `n`-th weekday after `day`, which is day 0 whatever kind of day it is. `n` is 0 or more."""
    if n < 0:
        raise WrongUsage(
            en="Weekdays are counted forward only. Give 0 or more",
            da="Hverdage tælles kun frem. Angiv 0 eller flere",
        )
    reached = day
    left = n
    while left:
        reached += _ONE_DAY
        if is_weekday(reached, saturday_counts=saturday_counts):
            left -= 1
    return reached
