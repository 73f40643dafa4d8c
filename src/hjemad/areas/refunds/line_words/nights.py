"""A quarter's nights drawn as cells and told as text, from one object, so that both agree."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from django.utils.translation import gettext, gettext_lazy

from hjemad.areas.refunds.line_words.lines import quarter_words
from hjemad.areas.refunds.queries.nights import Night, NightStrip, OtherReading
from hjemad.foundation.ui import formats, why_words
from hjemad.foundation.ui.languages import reader_language
from hjemad.law.settings import CHOICES

# In units of the drawing: a desk's width holds the 92 nights of the longest quarter.
CELL, PITCH, GAP, NARROW = 10.5, 12.1, 10.0, 62.0
DAY = timedelta(days=1)
RUNS = {
    "refund": gettext_lazy("%(days)s: %(nights)s with refund"),
    "expected": gettext_lazy("%(days)s: %(nights)s expected"),
    "waiting": gettext_lazy("%(days)s: %(nights)s waiting for a fact"),
    "without": gettext_lazy("%(days)s: %(nights)s without refund"),
}


@dataclass(frozen=True, slots=True)
class Cell:
    """A night's box; `x` is its left edge and `middle` its middle, as the drawing writes numbers."""

    kind: str
    x: str
    middle: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A word at a place of the drawing."""

    x: str
    text: str


@dataclass(frozen=True, slots=True)
class DrawnNights:
    """The cells, months above, numbers below, the last night within the ceiling, and all of it as text."""

    key: str
    title: str
    heading: str
    cells: tuple[Cell, ...]
    months: tuple[Mark, ...]
    numbers: tuple[Mark, ...]
    ceiling: Mark | None
    runs: tuple[str, ...]


def drawn(strip: NightStrip, *, key: str, heading: str) -> DrawnNights:
    """Where each night and each word stands. `key` tells two drawings of one page apart."""
    lefts = {night.day: _left(at, night, strip) for at, night in enumerate(strip.nights)}
    cells = tuple(
        Cell(night.kind, _at(lefts[night.day]), _at(lefts[night.day] + CELL / 2)) for night in strip.nights
    )
    runs = _runs(strip)
    ceiling = _ceiling(runs)
    mark = None
    if ceiling is not None:
        said = gettext("%(day)s is night %(number)s") % {
            "day": formats.day(ceiling.day, language=reader_language(), year=False), "number": ceiling.number,
        }  # fmt: skip
        mark = Mark(_at(lefts[ceiling.day] + CELL + 0.8), said)
    return DrawnNights(
        key=key, title=gettext("Nights in %(quarter)s") % {"quarter": quarter_words(strip.quarter)},
        heading=heading, cells=cells,
        months=tuple(
            Mark(_at(lefts[night.day]), f"{formats.MONTHS[reader_language()][night.day.month - 1]}")
            for night in strip.nights if night.day.day == 1
        ),
        numbers=tuple(_numbers(runs, lefts, taken=float(mark.x) if mark else None)), ceiling=mark,
        runs=tuple(_told(run) for run in runs),
    )  # fmt: skip


def _left(at: int, night: Night, strip: NightStrip) -> float:
    """The left edge of the night's box; a gap stands between the months."""
    return 0.8 + at * PITCH + (night.day.month - strip.nights[0].day.month) * GAP


def _at(number: float) -> str:
    return f"{number:.1f}"


type Run = tuple[Night, Night]


def _runs(strip: NightStrip) -> list[Run]:
    """Nights in a row that stand alike; nights that are none of the municipality's are left out."""
    found: list[Run] = []
    for night in strip.nights:
        if night.kind == "none":
            continue
        if found and _goes_on(found[-1][1], night):
            found[-1] = (found[-1][0], night)
        else:
            found.append((night, night))
    return found


def _goes_on(last: Night, night: Night) -> bool:
    if night.day - last.day != DAY or night.kind != last.kind:
        return False
    return night.number == last.number + 1 or night.number == last.number == 0


def _ceiling(runs: Sequence[Run]) -> Night | None:
    """The last night with refund right before nights without; None where there are none."""
    for (_, last), (first, _) in pairwise(runs):
        within = last.kind in {"refund", "expected"} and last.number
        if within and first.kind == "without" and first.day - last.day == DAY:
            return last
    return None


def _numbers(runs: Sequence[Run], lefts: Mapping[date, float], *, taken: float | None) -> Sequence[Mark]:
    marks: list[Mark] = []
    free_from = 0.0
    for first, _ in runs:
        left = lefts[first.day]
        crowded = taken is not None and abs(left - taken) < NARROW
        if first.number and left >= free_from and not crowded:
            marks.append(Mark(_at(left), gettext("night %(number)s") % {"number": first.number}))
            free_from = left + NARROW
    return marks


def _told(run: Run) -> str:
    """`1. jul.–1. aug. 2026: 32 nætter med refusion, nummer 59–90 i det løbende år`."""
    first, last = run
    language = reader_language()
    nights = (last.day - first.day).days + 1
    said = str(RUNS[first.kind]) % {
        "days": formats.days(first.day, last=last.day, language=language),
        "nights": formats.nights(nights, language=language),
    }
    if not first.number:
        return said
    numbers = str(first.number) if nights == 1 else f"{first.number}–{last.number}"
    return said + gettext(", number %(numbers)s of the running year") % {"numbers": numbers}


@dataclass(frozen=True, slots=True)
class ReadingWords:
    """A question the law leaves open, and what both answers give for the quarter."""

    question: str
    used: str
    other: str


def readings_words(
    used: OtherReading, others: Sequence[OtherReading], *, chosen: Mapping[str, str]
) -> list[ReadingWords]:
    """Every other reading with its amount, beside the one that is used."""
    language = reader_language()

    def figures(value: str, one: OtherReading) -> str:
        nights = formats.nights(one.nights, language=language)
        amount = formats.money(one.refund, language=language)
        if one.refund is None:
            amount = gettext("the amount is unknown")
        return f"{why_words.reading(value, language=language)}: {nights}, {amount}"

    return [
        ReadingWords(
            CHOICES[one.setting].question.in_language(language),
            figures(chosen[one.setting], used),
            figures(one.value, one),
        )
        for one in others
    ]
