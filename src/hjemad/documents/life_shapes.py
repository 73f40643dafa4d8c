"""The shape of each mark and each form of sleeping, the same in the drawing, the list and the legend."""

from dataclasses import dataclass
from xml.etree.ElementTree import Element, SubElement

from hjemad.documents.life_line import Form, MarkKind

HALF = 6.0


@dataclass(frozen=True)
class Shape:
    """A path around the point (0, 0), drawn with classes of the stylesheet."""

    path: str
    classes: str


_DIAMOND = "M0-8.5 8.5 0 0 8.5-8.5 0z"
_SQUARE = "M-6.5-6.5h13v13h-13z"
_CIRCLE = "M-6.5 0a6.5 6.5 0 1 0 13 0a6.5 6.5 0 1 0-13 0z"

MARK_SHAPES: dict[MarkKind, tuple[Shape, ...]] = {
    "meeting": (Shape(_CIRCLE, "life-ink"),),
    "meeting_unnamed": (Shape(_CIRCLE, "life-hollow life-dashed"),),
    "notice": (Shape("M-4 8V-8L8-3.5-4 1", "life-flag"),),
    "decided": (Shape(_SQUARE, "life-ink"),),
    "missing": (Shape("M-5-5.5h10v11h-10z", "life-hollow life-waits"),),
    "dwelling_yes": (Shape(_DIAMOND, "life-green"),),
    "dwelling_no": (Shape(_DIAMOND, "life-hollow"), Shape("M-8 8 8-8", "life-stroke")),
    "cause": (Shape("M-7-6h14L0 6z", "life-ink"),),
    "moves_home": (Shape("M-9 8v-9l9-8 9 8v9z", "life-hollow life-house"),),
    "left": (Shape("M-6-7v14M-6 0H7M2-5l5 5-5 5", "life-stroke"),),
}
SEVERAL = (Shape("M-11-8h22v16h-22z", "life-hollow"),)
NOW = (Shape("M0-10V10", "life-stroke"),)


def mark_shape(parent: Element, kind: MarkKind | None, *, x: float, y: float) -> None:
    """The shape of the mark at this point; None is several kinds in one."""
    for shape in SEVERAL if kind is None else MARK_SHAPES[kind]:
        _path(parent, shape, x=x, y=y)


def form_shape(parent: Element, form: Form, *, start: float, end: float, y: float) -> None:
    """The form of sleeping from `start` to `end` around the height `y`."""
    for path, classes in _form_paths(form, end - start):
        _path(parent, Shape(path, classes), x=start, y=y)


def _form_paths(form: Form, width: float) -> list[tuple[str, str]]:
    box = f"M0-{HALF}h{width:.1f}v{2 * HALF}h-{width:.1f}z"
    thick = f"M0 0H{width:.1f}"
    dots = f"M4 0H{max(width - 4, 4.1):.1f}"
    paths: dict[Form, list[tuple[str, str]]] = {
        "guest": [(f"M0-4H{width:.1f}M0 4H{width:.1f}", "life-thin")],
        "street": [(dots, "life-dots")],
        "night_cafe": [(dots, "life-dots"), (f"M0-6 {width / 2:.1f}-11 {width:.1f}-6", "life-roof")],
        "institution": [(box, "life-hollow life-soft")],
        "shelter": [(thick, "life-shelter")],
        "leave": [(box, "life-hollow life-blue"), (_hatch(width), "life-hatch")],
        "home": [(thick, "life-home")],
        "dwelling": [(box, "life-hollow life-green-edge")],
        "planned": [(box, "life-hollow life-green-edge life-dashes")],
    }
    return paths[form]


def _hatch(width: float) -> str:
    steps = int(width // 6)
    return "".join(f"M{6 * step} {HALF}l{min(6, width):.0f}-{2 * HALF}" for step in range(steps)) or "M0 0"


def _path(parent: Element, shape: Shape, *, x: float, y: float) -> None:
    SubElement(
        parent, "path", {"d": shape.path, "class": shape.classes, "transform": f"translate({x:.1f} {y:.1f})"}
    )
