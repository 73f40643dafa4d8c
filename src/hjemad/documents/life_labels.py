"""Where labels stand above a line: right or left of their mark, in the fewest rows in which nothing crosses.

A small search: the same marks give the same places, and many marks never take long.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

GAP = 5.0
# More labels than this are grouped first; with more than a few, single ones keep their sides.
_MOST, _FEW = 40, 16
# Widths in IBM Plex Sans at 13 px, near enough for keeping labels apart.
_NARROW, _WIDE, _USUAL, _CAPITAL, _BOLD = 4.2, 11.5, 7.3, 8.8, 1.05


@dataclass(frozen=True)
class Wanted:
    """A label of a mark at `x`, with its width."""

    x: float
    width: float


@dataclass(frozen=True)
class Placed:
    """Row 0 is nearest to the line; `left` where the label begins, `to_left` that it ends at its mark."""

    x: float
    row: int
    to_left: bool
    width: float

    @property
    def start(self) -> float:
        """Its first point."""
        return self.x - GAP - self.width if self.to_left else self.x + GAP

    @property
    def end(self) -> float:
        """Its last point."""
        return self.start + self.width


def text_width(bold: str, plain: str = "") -> float:
    """About how wide the text is drawn."""
    return sum(map(_letter, bold)) * _BOLD + sum(map(_letter, plain)) + (_NARROW if bold and plain else 0)


def places(wanted: Sequence[Wanted], *, width: float, rows: int, wall: float | None) -> list[Placed] | None:
    """A place for each label (in order of x) in at most `rows` rows, or None.

    No label crosses `wall`, the line of today. The search: labels stand to the left of their marks up to one
    of them and to the right from there on, whichever turn gives fewest rows; then single ones change sides.
    """
    if len(wanted) > _MOST:
        return None
    sides = [_sides(one, width=width, wall=wall) for one in wanted]
    if not all(sides):
        return None
    best = min((_tried(wanted, _turned(sides, at=turn)) for turn in range(len(wanted) + 1)), key=_cost)
    for index, possible in enumerate(sides if len(wanted) <= _FEW else []):
        for side in possible:
            lefts = [place.to_left for place in best] if best else _turned(sides, at=0)
            lefts[index] = side
            best = min(best, _tried(wanted, lefts), key=_cost)
    return best if best is not None and _cost(best)[0] < rows else None


def _sides(one: Wanted, *, width: float, wall: float | None) -> tuple[bool, ...]:
    """On which sides of its mark the label can stand at all."""
    both = (Placed(one.x, 0, to_left, one.width) for to_left in (True, False))
    return tuple(
        place.to_left
        for place in both
        if place.start >= 0 and place.end <= width and (wall is None or not place.start < wall < place.end)
    )


def _turned(sides: Sequence[tuple[bool, ...]], *, at: int) -> list[bool]:
    return [possible[0] if len(possible) == 1 else index < at for index, possible in enumerate(sides)]


def _cost(found: list[Placed] | None) -> tuple[int, int]:
    if found is None:
        return (1_000_000, 0)
    return max((place.row for place in found), default=0), sum(place.row for place in found)


def _tried(wanted: Sequence[Wanted], lefts: list[bool]) -> list[Placed] | None:
    """The lowest rows in which nothing crosses with labels on these sides; None where there are none."""
    flat = [Placed(one.x, 0, to_left, one.width) for one, to_left in zip(wanted, lefts, strict=True)]
    below = [_below(index, flat) for index in range(len(flat))]
    rows: dict[int, int] = {}
    while len(rows) < len(flat):
        ready = [index for index in range(len(flat)) if index not in rows and below[index] <= rows.keys()]
        if not ready:
            return None
        for index in ready:
            rows[index] = 1 + max((rows[other] for other in below[index]), default=-1)
    return [replace(place, row=rows[index]) for index, place in enumerate(flat)]


def _below(index: int, flat: list[Placed]) -> set[int]:
    """Which labels must stand lower than this one: those whose leader it would cross, or that it touches."""
    one = flat[index]
    found = set()
    for number, other in enumerate(flat):
        if number == index or one.start - GAP >= other.end or other.start - GAP >= one.end:
            continue
        covers = one.start - 2 < other.x < one.end + 2
        covered = other.start - 2 < one.x < other.end + 2
        if covers or (not covered and number < index):
            found.add(number)
    return found


def _letter(sign: str) -> float:
    if sign in "iljtfr.,:;'|!()[] \u00a0":
        return _NARROW
    if sign in "mwMW–":
        return _WIDE
    return _CAPITAL if sign.isupper() else _USUAL
