"""How a number of the law changed, as a step line in true time. Height is the value; unknown is hatched.

Words, days and today are arguments, colours are the stylesheet's. Whoever does not see it reads `story`.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from xml.etree.ElementTree import Element, SubElement, tostring

from hjemad.documents.life_labels import text_width

WIDTH, LEFT, RIGHT = 1136.0, 40.0, 1100.0
_BASE, _HEIGHT = 176.0, 206.0
# A number is drawn from 0; the highest leaves room for what has no ceiling at all.
_HIGHEST, _NO_CEILING, _WORD = 120.0, 140.0, 90.0
_MOST_YEARS = 12
_PAD = 16.0


@dataclass(frozen=True, slots=True)
class Step:
    """What held on [start, end): `height` None is drawn hatched, to the top (`is_open`) or as an unknown."""

    start: date
    end: date | None
    label: str
    note: str = ""
    height: Decimal | None = None
    is_word: bool = False
    is_open: bool = False


@dataclass(frozen=True, slots=True)
class StepLine:
    """The steps oldest first, the day marked, and the words beside them."""

    steps: tuple[Step, ...]
    day: date
    day_label: str
    end_label: str

    @property
    def first(self) -> date:
        """The first day drawn."""
        return date(self.steps[0].start.year, 1, 1)

    @property
    def last(self) -> date:
        """The first day not drawn: a whole year after the day marked, or after the newest step."""
        return date(max(self.day.year, self.steps[-1].start.year) + 2, 1, 1)


def step_drawing(line: StepLine, *, title: str, story: str) -> str:
    """The drawing as text of an SVG element."""
    root = Element(
        "svg",
        {"viewBox": f"0 0 {WIDTH:.0f} {_HEIGHT:.0f}", "role": "img", "aria-labelledby": "step-t step-d"},
    )
    SubElement(root, "title", {"id": "step-t"}).text = title
    SubElement(root, "desc", {"id": "step-d"}).text = story
    _hatch(root)
    _years(root, line)
    tops = [_top(step, line=line) for step in line.steps]
    for step, top in zip(line.steps, tops, strict=True):
        _area(root, step, top, line=line)
    _edge(root, line, tops)
    for step, top in zip(line.steps, tops, strict=True):
        _label(root, step, top, line=line)
    _day(root, line)
    if line.end_label and RIGHT - text_width("", line.end_label) > _x(line.day, line=line):
        text = SubElement(root, "text", {"x": f"{RIGHT}", "y": f"{tops[-1] - 8:.1f}", "class": "step-end"})
        text.text = line.end_label
    return tostring(root, encoding="unicode")


def _x(day: date, *, line: StepLine) -> float:
    share = (day - line.first).days / (line.last - line.first).days
    return LEFT + min(max(share, 0.0), 1.0) * (RIGHT - LEFT)


def _span(step: Step, *, line: StepLine) -> tuple[float, float]:
    return _x(step.start, line=line), _x(step.end or line.last, line=line)


def _top(step: Step, *, line: StepLine) -> float:
    """The height of the step's upper edge: true to the values, from 0."""
    if step.height is not None:
        highest = max(one.height for one in line.steps if one.height is not None)
        share = step.height / highest if highest else Decimal(1)
        return _BASE - float(share) * _HIGHEST
    if step.is_open:
        return _BASE - _NO_CEILING
    return _BASE - (_WORD if step.is_word else _WORD / 2)


def _hatch(root: Element) -> None:
    pattern = SubElement(
        SubElement(root, "defs"),
        "pattern",
        {
            "id": "step-hatch", "width": "5", "height": "5", "patternUnits": "userSpaceOnUse",
            "patternTransform": "rotate(45)",
        },
    )  # fmt: skip
    SubElement(pattern, "path", {"d": "M0 0v5", "class": "step-hatch"})


def _years(root: Element, line: StepLine) -> None:
    years = line.last.year - line.first.year
    each = -(-years // _MOST_YEARS)
    SubElement(root, "path", {"d": f"M{LEFT} {_BASE}H{RIGHT}", "class": "step-axis"})
    for year in range(line.first.year, line.last.year, each):
        x = _x(date(year, 1, 1), line=line)
        SubElement(root, "path", {"d": f"M{x:.1f} {_BASE}v6", "class": "step-axis"})
        text = SubElement(root, "text", {"x": f"{x + 4:.1f}", "y": f"{_BASE + 20}"})
        text.text = str(year)


def _area(root: Element, step: Step, top: float, *, line: StepLine) -> None:
    start, end = _span(step, line=line)
    box = {
        "x": f"{start:.1f}", "y": f"{top:.1f}", "width": f"{max(end - start, 1):.1f}",
        "height": f"{_BASE - top:.1f}",
    }  # fmt: skip
    known = step.height is not None or step.is_word
    SubElement(root, "rect", box | ({"class": "step-known"} if known else {"fill": "url(#step-hatch)"}))


def _edge(root: Element, line: StepLine, tops: list[float]) -> None:
    path = ""
    for step, top in zip(line.steps, tops, strict=True):
        start, end = _span(step, line=line)
        path += f"{'V' + format(top, '.1f') if path else f'M{start:.1f} {top:.1f}'}H{end:.1f}"
    SubElement(root, "path", {"d": path, "class": "step-edge"})


def _label(root: Element, step: Step, top: float, *, line: StepLine) -> None:
    """The value inside its step, and since when; what does not fit stands in the table and the list."""
    start, end = _span(step, line=line)
    day = _x(line.day, line=line)
    room = (day if start + _PAD < day < end else end) - start - _PAD - 4
    if text_width(step.label) > room:
        return
    lines = [(step.label, "step-bold")]
    if step.note and text_width("", step.note) <= room:
        lines.append((step.note, ""))
    for number, (words, classes) in enumerate(lines):
        text = SubElement(
            root,
            "text",
            {"x": f"{start + _PAD:.1f}", "y": f"{min(top + 32, _BASE - 28) + number * 20:.1f}"}
            | ({"class": classes} if classes else {}),
        )
        text.text = words


def _day(root: Element, line: StepLine) -> None:
    x = _x(line.day, line=line)
    SubElement(root, "path", {"d": f"M{x:.1f} 22V{_BASE}", "class": "step-now"})
    after = x + 6 + text_width(line.day_label) < WIDTH
    text = SubElement(
        root,
        "text",
        {
            "x": f"{x + 6 if after else x - 6:.1f}",
            "y": "30",
            "class": "step-bold" if after else "step-bold step-end",
        },
    )
    text.text = line.day_label
