"""A document as PDF: tagged for a screen reader (PDF/UA-1), in the reader's language, same input same bytes.

The template `document.typ` gets everything as data (JSON); nothing somebody typed is ever read as markup.
The same bytes come on every machine that has the same fonts: fonts of the machine are not looked for.
"""

import json
from collections.abc import Callable
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import Any

import typst

from hjemad.documents.case_document import CaseDocument, Letter, Report, Section, Table
from hjemad.documents.handout import Handout, HandoutPart
from hjemad.documents.practice import practice_word
from hjemad.documents.printable import squared, unprintable, without_controls

_STANDARD: Any = ["ua-1"]
_FONTS = Path(__file__).resolve().parents[3] / "build" / "assets" / "fonts"

# fmt: off
_MONTHS = {
    "da": ("januar", "februar", "marts", "april", "maj", "juni", "juli", "august", "september", "oktober",
           "november", "december"),
    "en": ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
           "November", "December"),
}
# fmt: on
_WORDS = {
    "da": {
        "page": "Side",
        "of": "af",
        "reference": "Reference",
        "reader": "Til",
        "purpose": "Formål",
        "made": "Dannet",
        "total": "I alt",
        "at": "kl.",
        "squares": "Tegn, som ikke kan skrives her, er vist som □.",
    },
    "en": {
        "page": "Page",
        "of": "of",
        "reference": "Reference",
        "reader": "For",
        "purpose": "Purpose",
        "made": "Made",
        "total": "Total",
        "at": "at",
        "squares": "Signs that cannot be written here are shown as □.",
    },
}  # fmt: skip


def pdf_of(document: CaseDocument) -> bytes:
    """The finished file of a `Letter`, a `Report` or a `Handout`."""
    values = _cleaned(_values(document), without_controls)
    signs = unprintable(json.dumps(values, ensure_ascii=False), _can_print)
    if signs:
        values = _cleaned(values, lambda text: squared(text, signs))
    values["squares"] = bool(signs)
    values["words"] = _WORDS[document.language]
    values["practice"] = practice_word(document.language)
    template = _template("handout.typ" if isinstance(document, Handout) else "document.typ")
    return _compile(template, values, moment=int(document.made_at.timestamp()))


def _values(document: CaseDocument) -> dict[str, Any]:
    made = document.made_at
    values: dict[str, Any] = {
        "title": document.title,
        "language": document.language,
        "reader": document.reader,
        "purpose": document.purpose,
        "reference": document.reference,
        "day": _day(document),
        "time": f"{made:%H.%M}" if document.language == "da" else f"{made:%H:%M}",
    }
    match document:
        case Letter():
            values |= {
                "kind": "letter",
                "sender": document.sender,
                "receiver": document.receiver,
                "paragraphs": document.paragraphs,
                "tables": [_table(table) for table in document.tables],
                "signature": document.signature,
            }
        case Report():
            values |= {
                "kind": "report",
                "facts": document.facts,
                "sections": [_section(section) for section in document.sections],
                "landscape": document.landscape,
            }
        case Handout():
            values |= {
                "sender": document.sender,
                "sub": document.sub,
                "box": _part(document.box),
                "parts": [_part(part) for part in document.parts],
                "signs": document.signs,
                "foot": document.foot,
            }
        case _:
            raise TypeError("a document is a Letter, a Report or a Handout")
    return values


def _day(document: CaseDocument) -> str:
    made = document.made_at
    dot = "." if document.language == "da" else ""
    return f"{made.day}{dot} {_MONTHS[document.language][made.month - 1]} {made.year}"


def _part(part: HandoutPart) -> dict[str, Any]:
    return {"heading": part.heading, "paragraphs": part.paragraphs, "facts": part.facts}


def _section(section: Section) -> dict[str, Any]:
    return {
        "heading": section.heading,
        "paragraphs": section.paragraphs,
        "tables": [_table(table) for table in section.tables],
    }


def _table(table: Table) -> dict[str, Any]:
    return {
        "caption": table.caption,
        "headings": [column.heading for column in table.columns],
        "aligns": [column.align for column in table.columns],
        "rows": table.rows,
        "totals": table.totals,
    }


def _cleaned(value: Any, clean: Callable[[str], str]) -> Any:
    """The same values with `clean` on every text."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, dict):
        return {key: _cleaned(part, clean) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_cleaned(part, clean) for part in value]
    return value


@lru_cache(maxsize=1)
def _fonts() -> typst.Fonts:
    """IBM Plex where the assets were built; else what Typst carries. Never the machine's own fonts."""
    folders = [str(_FONTS)] if _FONTS.is_dir() else []
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=folders)


@lru_cache(maxsize=4)
def _template(name: str) -> bytes:
    return resources.files("hjemad.documents").joinpath(name).read_bytes()


_TRIAL = b'#set document(title: "-")\n#set text(font: ("IBM Plex Sans",))\n#sys.inputs.data'


@lru_cache(maxsize=4096)
def _can_print(sign: str) -> bool:
    try:
        _compile(_TRIAL, sign, moment=0)
    except typst.TypstError:
        return False
    return True


def _compile(template: bytes, values: Any, *, moment: int) -> bytes:
    compiler = typst.Compiler(input=template, font_paths=_fonts())
    data = values if isinstance(values, str) else json.dumps(values, ensure_ascii=False)
    made = compiler.compile(
        format="pdf", sys_inputs={"data": data}, pdf_standards=_STANDARD, timestamp=moment
    )
    if not isinstance(made, bytes):
        raise TypeError("one document is one file")
    return made
