"""Days, amounts and counts as a reader sees them, in Danish and in English.

Pure: language and today are arguments. Missing values give the word for unknown, never 0 and never nothing.
"""

from datetime import date, datetime, timedelta
from decimal import Decimal

from hjemad.kernel.errors import Language
from hjemad.kernel.money import Money
from hjemad.kernel.periods import Period

NO_BREAK = "\u00a0"
MINUS = "−"
TO = "–"

UNKNOWN = {"da": "ukendt", "en": "unknown"}

MONTHS = {
    "da": ["jan.", "feb.", "mar.", "apr.", "maj", "jun.", "jul.", "aug.", "sep.", "okt.", "nov.", "dec."],
    "en": ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
}
WEEKDAYS = {
    "da": ["mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag"],
    "en": ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
}
# Within this many days the weekday helps; further away it is noise.
NEAR = timedelta(days=14)

_NIGHTS = {"da": ("nat", "nætter"), "en": ("night", "nights")}


def day(value: date | None, *, language: Language, year: bool = True) -> str:
    """`22. nov. 2026` or `22 Nov 2026`; without the year where a heading or neighbour has it."""
    if value is None:
        return UNKNOWN[language]
    dot = "." if language == "da" else ""
    text = f"{value.day}{dot}{NO_BREAK}{MONTHS[language][value.month - 1]}"
    return f"{text} {value.year}" if year else text


def month(value: date, *, language: Language) -> str:
    """The month a day lies in: `nov. 2026` or `Nov 2026`."""
    return f"{MONTHS[language][value.month - 1]}{NO_BREAK}{value.year}"


def near_day(value: date | None, *, today: date, language: Language, year: bool = True) -> str:
    """The day, with its weekday when it is at most two weeks from today: `fredag 27. nov. 2026`."""
    text = day(value, language=language, year=year)
    if value is None or abs(value - today) > NEAR:
        return text
    return f"{WEEKDAYS[language][value.weekday()]} {text}"


def clock(value: datetime | None, *, language: Language) -> str:
    """`kl. 23.10` or `23:10`; the moment must already be in local time."""
    if value is None:
        return UNKNOWN[language]
    return f"kl.{NO_BREAK}{value:%H.%M}" if language == "da" else f"{value:%H:%M}"


def moment(value: datetime | None, *, language: Language) -> str:
    """`22. nov. 2026 kl. 23.10` or `22 Nov 2026 at 23:10`."""
    if value is None:
        return UNKNOWN[language]
    between = " " if language == "da" else " at "
    return day(value.date(), language=language) + between + clock(value, language=language)


def days(first: date, *, last: date | None, language: Language) -> str:
    """Both days as given, what they share said once: `1. jul.–30. sep. 2026`; open ones: `20. jun. 2026–`."""
    if last is None:
        return day(first, language=language) + TO
    if first == last:
        return day(last, language=language)
    end = day(last, language=language)
    if first.year != last.year:
        return day(first, language=language) + TO + end
    if first.month != last.month:
        return day(first, language=language, year=False) + TO + end
    dot = "." if language == "da" else ""
    return f"{first.day}{dot}{TO}{end}"


def stay(period: Period, *, language: Language) -> str:
    """A stay by its day in and its day out; open ones end with the dash."""
    return days(period.start, last=period.end, language=language)


def span(period: Period, *, language: Language) -> str:
    """A period by its first and its last day, both inside it: a quarter is `1. jul.–30. sep. 2026`."""
    if period.end is None or period.end == period.start:
        return days(period.start, last=period.end, language=language)
    return days(period.start, last=period.end - timedelta(days=1), language=language)


def number(value: int | Decimal | None, *, language: Language) -> str:
    """`11.243` or `11,243`, with a real minus sign."""
    if value is None:
        return UNKNOWN[language]
    return _grouped(f"{value}", language=language)


def percent(value: int | Decimal | None, *, language: Language) -> str:
    """`50 %` in both languages, the space unbreakable."""
    return UNKNOWN[language] if value is None else f"{number(value, language=language)}{NO_BREAK}%"


def amount(value: Money | None, *, language: Language) -> str:
    """The amount without its unit: `1.378,00`, `701,645`."""
    return UNKNOWN[language] if value is None else _grouped(value.dkk(), language=language)


def money(value: Money | None, *, language: Language) -> str:
    """`1.378,00 kr.` or `DKK 1,378.00`; an exact half øre keeps its third decimal."""
    if value is None:
        return UNKNOWN[language]
    text = amount(value, language=language)
    return f"{text}{NO_BREAK}kr." if language == "da" else f"DKK{NO_BREAK}{text}"


def nights(count: int | None, *, language: Language) -> str:
    """`1 nat`, `83 nætter`, `83 nights`."""
    if count is None:
        return UNKNOWN[language]
    one, many = _NIGHTS[language]
    return f"{number(count, language=language)} {one if abs(count) == 1 else many}"


def _grouped(plain: str, *, language: Language) -> str:
    """A plain decimal text with thousands marks, decimal mark and minus sign of the language."""
    thousands, decimal = (".", ",") if language == "da" else (",", ".")
    sign = MINUS if plain.startswith("-") else ""
    whole, _, rest = plain.removeprefix("-").partition(".")
    text = f"{int(whole):,}".replace(",", thousands)
    return sign + text + (decimal + rest if rest else "")
