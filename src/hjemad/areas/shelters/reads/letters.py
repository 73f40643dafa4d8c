"""What a notice says, and the letter it is printed as: only what § 110, stk. 6 asks for.

The place and the town never stand in a title. The letter is Danish: its reader is a Danish authority.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from hjemad.documents.case_document import Column, Letter, Table
from hjemad.foundation.privacy.person_numbers import decrypt_cpr, encrypt_cpr
from hjemad.foundation.ui import formats
from hjemad.kernel.person_number import PersonNumber

_TITLES = {
    "admission": "Orientering efter serviceloven § 110, stk. 6",
    "discharge": "Orientering om udskrivning",
}
_PURPOSE = "Orientering af handlekommunen, serviceloven § 110"
_CAREFUL = (
    "Personen er beskyttet. Vis kun brevet til dem, der skal handle på det, og skriv hverken navn eller sted "
    "i et emnefelt."
)


@dataclass(frozen=True)
class Told:
    """What the municipality is told: who, and the day it runs from. `first_night` None: it is left out."""

    kind: str
    shelter: str
    municipality: str
    name: str
    cpr: PersonNumber | None
    day: date
    first_night: date | None
    is_protected: bool
    reference: str
    made_at: datetime


def content_of(told: Told) -> dict[str, Any]:
    """What the letter is made of, as it is stored with the notice."""
    happened = "optagelse" if told.kind == "admission" else "udskrivning"
    rows = [
        ["Navn", told.name],
        ["CPR-nummer", "" if told.cpr else "ikke kendt af boformen"],
        ["Afgørelse om optagelse" if told.kind == "admission" else "Udskrevet", _day(told.day)],
    ]
    if told.first_night is not None:
        rows.append(["Første nat", _day(told.first_night)])
    paragraphs = [
        f"{told.shelter} orienterer hermed {told.municipality} som handlekommune om en {happened}.",
        *([_CAREFUL] if told.is_protected else []),
    ]
    return {
        "title": _TITLES[told.kind],
        "shelter": told.shelter,
        "municipality": told.municipality,
        "paragraphs": paragraphs,
        "rows": rows,
        "cpr": encrypt_cpr(told.cpr) if told.cpr else "",
        "reference": told.reference,
        "made_at": told.made_at.isoformat(),
    }


def letter_of(content: Mapping[str, Any]) -> Letter:
    """The letter, made again from what was stored: the same input, so the same bytes."""
    shelter, municipality = content["shelter"], content["municipality"]
    number = decrypt_cpr(content["cpr"]).full() if content["cpr"] else ""
    return Letter(
        title=content["title"],
        language="da",
        reader=municipality,
        purpose=_PURPOSE,
        reference=content["reference"],
        made_at=timezone.localtime(datetime.fromisoformat(content["made_at"])),
        sender=(shelter,),
        receiver=(municipality,),
        paragraphs=tuple(content["paragraphs"]),
        tables=(
            Table(
                columns=(Column("Oplysning"), Column("Svar")),
                rows=tuple(_rows(content, number=number)),
            ),
        ),
        signature=(
            "Er kommunen ikke handlekommune, så send brevet tilbage med en begrundelse, og skriv referencen.",
            "",
            "Venlig hilsen",
            shelter,
        ),
    )


def rows_of(content: Mapping[str, Any]) -> list[tuple[str, str]]:
    """What is told, name by answer, for a page: the number masks itself. The letter has it in full."""
    return _rows(content, number=str(decrypt_cpr(content["cpr"])) if content["cpr"] else "")


def _rows(content: Mapping[str, Any], *, number: str) -> list[tuple[str, str]]:
    return [(name, answer or number) for name, answer in content["rows"]]


def _day(value: date) -> str:
    return formats.day(value, language="da")
