"""Where everything of a life line stands: true time across, labels in rows, strands in lanes."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import groupby

from hjemad.documents.life_labels import Placed, Wanted, places, text_width
from hjemad.documents.life_line import LifeLine, Mark, MarkKind, Strand, end_of
from hjemad.documents.life_words import LifeWords
from hjemad.kernel.intervals import difference, periods_of, spans_of
from hjemad.kernel.periods import Period

WIDTH, LEFT, RIGHT = 1136.0, 8.0, 1128.0
MOST_ROWS, MOST_TOWER = 8, 3
# Marks nearer to each other than this stand above each other.
NEAR = 13.0
_SHORTEST = timedelta(days=58)
_STRAND_ROWS = 4


@dataclass(frozen=True)
class Point:
    """One mark, or several of a month as one: then `kind` may be None (of several kinds)."""

    kind: MarkKind | None
    marks: tuple[Mark, ...]
    bold: str
    plain: str

    @property
    def on(self) -> date:
        """The day it stands at."""
        return self.marks[0].on


@dataclass(frozen=True)
class Layout:
    """Points with places and heights (`tower`), strands with lanes, their labels, gaps of not knowing."""

    scale: "Scale"
    points: tuple[tuple[Point, Placed, int], ...]
    strands: tuple[tuple[Strand, int], ...]
    labels: tuple[tuple[Strand, float, int, str, str], ...]
    gaps: tuple[Period, ...]

    @property
    def rows(self) -> int:
        """Rows of labels above the line."""
        return 1 + max((place.row for _, place, _ in self.points), default=-1)

    @property
    def tower(self) -> int:
        """How many marks stand above another."""
        return max((height for _, _, height in self.points), default=0)

    @property
    def lanes(self) -> int:
        """Strands above each other."""
        return 1 + max((lane for _, lane in self.strands), default=0)

    @property
    def label_rows(self) -> int:
        """Rows of labels below the line."""
        return 1 + max((row for _, _, row, _, _ in self.labels), default=-1)


@dataclass(frozen=True)
class Scale:
    """Days across the drawing."""

    first: date
    last: date

    def x(self, day: date) -> float:
        """Where the day begins, inside the edges."""
        share = (day - self.first).days / (self.last - self.first).days
        return round(min(max(LEFT + share * (RIGHT - LEFT), LEFT), RIGHT), 1)

    def months(self) -> list[date]:
        """The first days of months that carry a line: each, or each third in a long drawing."""
        step = 1 if (self.last - self.first).days <= 430 else 3
        days, at = [], self.first
        while at < self.last:
            days.append(at)
            at = _months_on(at, step)
        return days


def laid_out(line: LifeLine, *, words: LifeWords) -> Layout:
    """The drawn part of the line, every thing in its place."""
    drawn = line.drawn
    first = line.drawn_from
    scale = Scale(first, _months_on(max(line.last, first + _SHORTEST), 1).replace(day=1))
    strands = _lanes(drawn.strands, today=line.today)
    return Layout(
        scale=scale,
        points=_points(drawn, scale=scale, words=words),
        strands=strands,
        labels=_strand_labels(drawn, scale=scale, words=words),
        gaps=_gaps(drawn, scale=scale),
    )


def _points(line: LifeLine, *, scale: Scale, words: LifeWords) -> tuple[tuple[Point, Placed, int], ...]:
    """Every mark with its label where eight rows hold them; else months with a number."""
    for grouping in _GROUPINGS:
        points = grouping(line.marks, words)
        towers = _towers([scale.x(point.on) for point in points])
        if grouping is _by_month_bare:
            break
        found = _placed(points, scale=scale, wall=scale.x(line.today))
        if found is not None and max(towers, default=0) < MOST_TOWER:
            return tuple(zip(points, found, towers, strict=True))
    bare = (Placed(scale.x(point.on), 0, to_left=True, width=0) for point in points)
    return tuple(zip(points, bare, towers, strict=True))


def _placed(points: list[Point], *, scale: Scale, wall: float) -> list[Placed] | None:
    wanted = [Wanted(scale.x(one.on), text_width(one.bold, one.plain)) for one in points]
    for limit in (wall, None):
        found = places(wanted, width=WIDTH, rows=MOST_ROWS, wall=limit)
        if found is not None:
            return found
    return None


def _each(marks: Sequence[Mark], words: LifeWords) -> list[Point]:
    return [Point(mark.kind, (mark,), mark.label, words.day(mark.on)) for mark in marks]


def _by_month_and_kind(marks: Sequence[Mark], words: LifeWords) -> list[Point]:
    return _grouped(marks, words, key=lambda mark: (mark.on.year, mark.on.month, mark.kind))


def _by_month(marks: Sequence[Mark], words: LifeWords) -> list[Point]:
    return _grouped(marks, words, key=lambda mark: (mark.on.year, mark.on.month, ""))


def _by_month_bare(marks: Sequence[Mark], words: LifeWords) -> list[Point]:
    """The last way out: a number each month, and what it is only in the list."""
    return [replace(point, bold="", plain="") for point in _by_month(marks, words)]


_GROUPINGS = (_each, _by_month_and_kind, _by_month, _by_month_bare)


def _grouped(
    marks: Sequence[Mark], words: LifeWords, *, key: Callable[[Mark], tuple[int, int, str]]
) -> list[Point]:
    points = []
    for _, group in groupby(sorted(marks, key=lambda mark: (key(mark), mark.on)), key=key):
        several = tuple(group)
        kinds = {mark.kind for mark in several}
        if len(several) == 1:
            points += _each(several, words)
            continue
        kind = kinds.pop() if len(kinds) == 1 else None
        points.append(Point(kind, several, words.several(kind, len(several)), words.month(several[0].on)))
    return sorted(points, key=lambda point: point.on)


def _towers(xs: list[float]) -> list[int]:
    """How high each stands: 0 on the line, 1 above a near one before it."""
    heights: list[int] = []
    for index, x in enumerate(xs):
        near = {heights[other] for other in range(index) if x - xs[other] < NEAR}
        heights.append(next(height for height in range(len(near) + 1) if height not in near))
    return heights


def _lanes(strands: Iterable[Strand], *, today: date) -> tuple[tuple[Strand, int], ...]:
    """Two things at once stand above each other; a leave lies on the stay whose place is kept."""
    ends: list[date] = []
    found: list[tuple[Strand, int]] = []
    for strand in strands:
        start = strand.period.start
        if strand.form == "leave":
            over = strand.period
            kept = (lane for one, lane in found if one.form == "shelter" and one.period.overlaps(over))
            found.append((strand, next(kept, 0)))
            continue
        lane = next((number for number, end in enumerate(ends) if end <= start), len(ends))
        ends[lane : lane + 1] = [end_of(strand, today=today)]
        found.append((strand, lane))
    return tuple(found)


def _strand_labels(
    line: LifeLine, *, scale: Scale, words: LifeWords
) -> tuple[tuple[Strand, float, int, str, str], ...]:
    """Labels below the line, in the first row where there is room; what has no room has only its tooltip."""
    taken = [float("-inf")] * _STRAND_ROWS
    found = []
    for strand in line.strands:
        plain = (
            words.since(strand.period.start)
            if strand.period.end is None
            else words.nights(strand.period.nights)
        )
        width = text_width(strand.label, plain)
        start = min(scale.x(strand.period.start), WIDTH - width)
        row = next((number for number, end in enumerate(taken) if end + NEAR < start), None)
        if row is not None:
            taken[row] = start + width
            found.append((strand, start, row, strand.label, plain))
    return tuple(found)


def _gaps(line: LifeLine, *, scale: Scale) -> tuple[Period, ...]:
    """Nights before today of which nothing is known, after the first that is."""
    if not line.strands:
        return ()
    begun = max(scale.first, line.strands[0].period.start)
    whole = Period(begun, max(begun, line.today))
    known = spans_of([strand.period for strand in line.strands], line.today)
    return tuple(periods_of(difference(spans_of([whole], line.today), known)))


def _months_on(day: date, months: int) -> date:
    index = day.year * 12 + day.month - 1 + months
    return date(index // 12, index % 12 + 1, 1)
