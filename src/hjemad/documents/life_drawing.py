"""A life line as SVG: one line in true time, marks with labels, duties below. Colours are the stylesheet's.

Every strand, mark and phase is a group with a `title` that says what the list says of it.
"""

from xml.etree.ElementTree import Element, SubElement, tostring

from hjemad.documents.life_labels import Placed, text_width
from hjemad.documents.life_layout import LEFT, RIGHT, WIDTH, Layout, Point, Scale, laid_out
from hjemad.documents.life_line import FORMS, MARKS, Form, LifeLine, MarkKind, Phase, end_of
from hjemad.documents.life_list import when
from hjemad.documents.life_shapes import NOW, form_shape, mark_shape
from hjemad.documents.life_words import LifeWords

_ROW, _LANE, _TOWER, _PHASE, _TOP = 20.0, 20.0, 18.0, 28.0, 52.0
_ROOM = 320.0


def drawing(line: LifeLine, *, words: LifeWords, title: str, story: str) -> str:
    """The drawing as text of an SVG element; `title` and `story` tell it to whoever does not see it."""
    layout = laid_out(line, words=words)
    base = _TOP + layout.rows * _ROW + layout.tower * _TOWER + 26
    labels_at = base + (layout.lanes - 1) * _LANE + 30
    phases_at = labels_at + max(layout.label_rows, 1) * 18 + 20
    phases = line.drawn.phases
    height = phases_at + (36 + len(phases) * _PHASE if phases else -20)
    root = Element(
        "svg", {"viewBox": f"0 0 {WIDTH:.0f} {height:.0f}", "role": "img", "aria-labelledby": "life-t life-d"}
    )
    SubElement(root, "title", {"id": "life-t"}).text = title
    SubElement(root, "desc", {"id": "life-d"}).text = story
    _months(root, layout.scale, words=words, height=height)
    _phases(root, phases, layout.scale, line=line, words=words, top=phases_at)
    _strands(root, layout, line=line, words=words, base=base, labels_at=labels_at)
    _today(root, layout.scale.x(line.today), words=words, height=height)
    for point, place, tower in layout.points:
        _mark(root, point, place, words=words, base=base, tower=tower, top=layout.tower)
    return tostring(root, encoding="unicode")


def legend_shape(kind: Form | MarkKind | None) -> str:
    """A small picture for the list and the legend; None is the line of today."""
    root = Element("svg", {"viewBox": "0 0 28 24", "aria-hidden": "true", "focusable": "false"})
    if kind is None:
        SubElement(root, "path", {"d": NOW[0].path, "class": NOW[0].classes, "transform": "translate(14 12)"})
    elif kind in FORMS:
        form_shape(root, kind, start=2, end=26, y=12)
    else:
        mark_shape(root, next(mark for mark in MARKS if mark == kind), x=14, y=12)
    return tostring(root, encoding="unicode")


def _months(root: Element, scale: Scale, *, words: LifeWords, height: float) -> None:
    year = 0
    for day in scale.months():
        x = scale.x(day)
        _line(root, f"M{x} 24V{height - 4:.0f}", "life-rule")
        named = words.month if day.year == year else words.month_and_year
        year = day.year
        _text(root, x + 5, 16, plain=named(day))


def _today(root: Element, x: float, *, words: LifeWords, height: float) -> None:
    width = text_width(words.now) + 14
    start = x - width if x - width > 0 else x
    _line(root, f"M{x} 24V{height - 4:.0f}", "life-now")
    SubElement(root, "rect", _box(start, 24, width, 20) | {"class": "life-ink"})
    _text(root, start + 7, 38, bold=words.now, classes="life-tag")


def _strands(
    root: Element, layout: Layout, *, line: LifeLine, words: LifeWords, base: float, labels_at: float
) -> None:
    scale = layout.scale
    for gap in layout.gaps:
        start, end = scale.x(gap.start), scale.x(gap.end or line.today)
        if end - start > 9:
            _text(root, (start + end) / 2 - 4, base + 5, bold="?")
    for strand, lane in layout.strands:
        start = scale.x(strand.period.start)
        end = max(scale.x(end_of(strand, today=line.today)), start + 3)
        group = _group(root, "strand", f"{strand.label}, {when(strand, words=words)}")
        form_shape(group, strand.form, start=start, end=end, y=base + lane * _LANE)
    for strand, x, row, bold, plain in layout.labels:
        y = labels_at + row * 18
        begins = scale.x(strand.period.start)
        crossed = any(
            other < row and start <= begins <= start + text_width(*words_of)
            for _, start, other, *words_of in layout.labels
        )
        if row and not crossed:
            _line(root, f"M{scale.x(strand.period.start)} {base + 8:.0f}V{y - 12:.0f}", "life-leader")
        _text(root, x, y, bold=bold, plain=plain)


def _mark(
    root: Element, point: Point, place: Placed, *, words: LifeWords, base: float, tower: int, top: int
) -> None:
    text = base - top * _TOWER - 26 - place.row * _ROW
    at = base - tower * _TOWER
    if point.bold:
        _line(root, f"M{place.x} {text + 4:.0f}V{at - 10:.0f}", "life-leader")
    told = "\n".join(f"{mark.label}, {when(mark, words=words)}" for mark in point.marks)
    group = _group(root, "mark", told)
    mark_shape(group, point.kind if point.bold or len(point.marks) == 1 else None, x=place.x, y=at)
    if len(point.marks) > 1 and (point.kind is None or not point.bold):
        number = str(len(point.marks))
        _text(group, place.x - text_width(number) / 2, at + 5, bold=number)
    waits = "life-waits-text" if point.kind == "missing" else ""
    _text(root, place.start, text, bold=point.bold, plain=point.plain, classes=waits)


def _phases(
    root: Element, phases: tuple[Phase, ...], scale: Scale, *, line: LifeLine, words: LifeWords, top: float
) -> None:
    """Name and outcome at the left edge, the bar at its true place; an arrow where it goes on."""
    if not phases:
        return
    _text(root, LEFT, top, bold=words.phases)
    for number, phase in enumerate(phases, start=1):
        y = top + number * _PHASE
        start = scale.x(phase.period.start)
        end = end_of(phase, today=line.today)
        group = _group(root, "phase", f"{phase.label}, {when(phase, words=words)}")
        width = max(scale.x(end) - start, 4)
        SubElement(
            group, "rect", _box(start, y - 9, width, 9) | {"class": f"life-phase life-phase-{phase.state}"}
        )
        if phase.period.end is None or phase.period.end > scale.last:
            _line(group, f"M{start + width - 6:.1f} {y - 10:.0f}l7 5.5-7 5.5", "life-stroke")
        label = text_width("", phase.label)
        before = start - LEFT - 12 > label
        after = start + width + 14
        fits_after = after + label < RIGHT
        beside = LEFT if before else after
        below = min(start, RIGHT - label)
        fits = before or fits_after
        _text(root, beside if fits else below, y if fits else y + 14, plain=phase.label)


def _group(root: Element, what: str, told: str) -> Element:
    group = SubElement(root, "g", {"data-life": what})
    SubElement(group, "title").text = told
    return group


def _line(root: Element, path: str, classes: str) -> None:
    SubElement(root, "path", {"d": path, "class": classes})


def _box(x: float, y: float, width: float, height: float) -> dict[str, str]:
    return {"x": f"{x:.1f}", "y": f"{y:.1f}", "width": f"{width:.1f}", "height": f"{height:.1f}"}


def _text(root: Element, x: float, y: float, *, bold: str = "", plain: str = "", classes: str = "") -> None:
    text = SubElement(
        root, "text", {"x": f"{x:.1f}", "y": f"{y:.1f}"} | ({"class": classes} if classes else {})
    )
    if bold:
        SubElement(text, "tspan", {"class": "life-bold"}).text = bold
    if plain:
        SubElement(text, "tspan", {"class": "life-plain"}).text = f" {plain}" if bold else plain
