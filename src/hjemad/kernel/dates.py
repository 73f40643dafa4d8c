"""Days: read strictly from files, kindly from screens; and the same day some years on."""

import re
from datetime import date, timedelta

from hjemad.kernel.errors import BadDate

# The first three letters of a month name decide it, in Danish and in English.
_MONTHS = (
    ("januar", "january"),
    ("februar", "february"),
    ("marts", "march"),
    ("april",),
    ("maj", "may"),
    ("juni", "june"),
    ("juli", "july"),
    ("august",),
    ("september",),
    ("oktober", "october"),
    ("november",),
    ("december",),
)

_DAYS_FROM_TODAY = {
    "i dag": 0,
    "idag": 0,
    "today": 0,
    "i går": -1,
    "igår": -1,
    "yesterday": -1,
    "i forgårs": -2,
    "iforgårs": -2,
    "i morgen": 1,
    "imorgen": 1,
    "tomorrow": 1,
}

_ISO_FORM = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")
_TYPED_FORM = re.compile(
    r"(?P<day>[0-9]{1,2}) ?[./ -] ?"
    r"(?:(?P<number>[0-9]{1,2}) ?[./ -]|(?P<word>[a-zæøå]{3,})[. -]?) ?"
    r"(?P<year>[0-9]{4}|[0-9]{2})"
)
_DIGITS_FORM = re.compile(r"([0-9]{2})([0-9]{2})([0-9]{4}|[0-9]{2})")
_NO_YEAR_FORM = re.compile(r"[0-9]{1,2} ?[./ -] ?(?:[0-9]{1,2}|[a-zæøå]{3,})\.?")

# A year of two digits is never read as more than this many years ahead.
_YEARS_AHEAD = 10
_CENTURY = 100


def parse_iso_date(text: str) -> date:
    """The day in a file, written "2026-02-01" and no other way. Raises `BadDate`."""
    well_formed = False
    if len(text) == 10 and text[4] == text[7] == "-":
        try:
            return date.fromisoformat(text)
        except ValueError:
            well_formed = _ISO_FORM.fullmatch(text) is not None
    # Raised outside the handler, so the library's message, which repeats the text, is not chained to it.
    if well_formed:
        raise _impossible()
    raise BadDate(
        en="The date cannot be read. Write it as year-month-day, for example 2026-02-01",
        da="Datoen kan ikke læses. Skriv den som år-måned-dag, for eksempel 2026-02-01",
    )


def parse_danish_date(text: str, *, today: date) -> date:
    """The day typed on a screen: "1. feb. 2026", "1/2-26", "1/2 2026", "01-02-2026", "010226", ISO, "i går".

    Day before month, always; Danish or English words. A year of two digits is the one at most ten years
    ahead of `today`, so both a birth date and next month come out right; show the answer in full. A date
    without a year is refused, not guessed. Raises `BadDate`.
    """
    typed = " ".join(text.lower().split())
    if typed in _DAYS_FROM_TODAY:
        return today + timedelta(days=_DAYS_FROM_TODAY[typed])
    if not typed:
        raise BadDate(
            en="Write a date, for example 1 Feb 2026 or 1/2-26",
            da="Skriv en dato, for eksempel 1. feb. 2026 eller 1/2-26",
        )
    day, month, year = _typed_parts(typed)
    found = _day_or_none(_full_year(year, today=today), month, day)
    # Raised here and not where the library refuses: its own message repeats what was typed.
    if found is None:
        raise _impossible()
    return found


def _typed_parts(typed: str) -> tuple[int, int, str]:
    """Day, month and the digits of the year."""
    if iso := _ISO_FORM.fullmatch(typed):
        return int(iso[3]), int(iso[2]), iso[1]
    if run := _DIGITS_FORM.fullmatch(typed):
        return int(run[1]), int(run[2]), run[3]
    if parts := _TYPED_FORM.fullmatch(typed):
        month = int(parts["number"]) if parts["number"] else _month_of(parts["word"])
        return int(parts["day"]), month, parts["year"]
    if _NO_YEAR_FORM.fullmatch(typed):
        raise BadDate(
            en="The year is missing. Write the date with its year, for example 1 Feb 2026",
            da="Året mangler. Skriv datoen med årstal, for eksempel 1. feb. 2026",
        )
    raise _unreadable()


def _month_of(word: str) -> int:
    for number, names in enumerate(_MONTHS, start=1):
        if any(name.startswith(word) for name in names):
            return number
    raise _unreadable()


def _full_year(digits: str, *, today: date) -> int:
    if len(digits) > 2:
        return int(digits)
    latest = today.year + _YEARS_AHEAD
    return latest - (latest - int(digits)) % _CENTURY


def _day_or_none(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _impossible() -> BadDate:
    return BadDate(
        en="There is no such day in the calendar. Check the day and the month, and write the date again",
        da="Den dag findes ikke i kalenderen. Se efter i dag og måned, og skriv datoen igen",
    )


def _unreadable() -> BadDate:
    return BadDate(
        en="The date cannot be read. Write it for example as 1 Feb 2026 or 1/2-26",
        da="Datoen kan ikke læses. Skriv den for eksempel som 1. feb. 2026 eller 1/2-26",
    )


def add_years(day: date, n: int) -> date:
    """The same day `n` years on, or back when `n` is negative; 29 February becomes 1 March in a common year.

    So a year from 29 February is [29 February, 1 March): the last day of the year is 28 February and none
    is lost (law.md R2). Raises `BadDate` outside the years 1 to 9999.
    """
    year = day.year + n
    if not date.min.year <= year <= date.max.year:
        raise BadDate(
            en="The date lies outside the years 1 to 9999. Use fewer years",
            da="Datoen ligger uden for årene 1 til 9999. Brug færre år",
        )
    if day.month == 2 and day.day == 29:
        return date(year, 2, 28) + timedelta(days=1)
    return day.replace(year=year)


def add_months(day: date, n: int) -> date:
    """The same day `n` months on; the first of the month after where the month is too short.

    As with `add_years`: six months from 31 August are [31 August, 1 March), so no day is lost.
    Raises `BadDate` outside the years 1 to 9999.
    """
    years, month = divmod(day.month - 1 + n, 12)
    first = add_years(day.replace(day=1, month=month + 1), years)
    after = add_years(day.replace(day=1, month=(month + 1) % 12 + 1), years + (month + 1) // 12)
    return min(first + timedelta(days=day.day - 1), after)
