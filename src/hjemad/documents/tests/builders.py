"""Documents of tests: invented senders and receivers."""

from datetime import datetime, timedelta, timezone
from typing import Any

from hjemad.documents.case_document import Column, Letter, Report, Section, Table

MADE_AT = datetime(2026, 11, 24, 17, 50, tzinfo=timezone(timedelta(hours=1)))

_COMMON: dict[str, Any] = {
    "language": "da",
    "reader": "Nørre Vemmelev Kommune",
    "purpose": "Orientering efter § 110, stk. 6",
    "reference": "O-2026-00012",
    "made_at": MADE_AT,
}


def a_letter(**changed: Any) -> Letter:
    values: dict[str, Any] = {
        "title": "Orientering om en ny beboer",
        "sender": ("Boformen Nordlys", "Havnegade 1"),
        "receiver": ("Nørre Vemmelev Kommune", "Rådhuset"),
        "paragraphs": ("Hermed orienteres kommunen.",),
        "signature": ("Venlig hilsen", "Boformen Nordlys"),
    }
    return Letter(**(_COMMON | values | changed))


def a_report(**changed: Any) -> Report:
    table = Table(
        columns=(Column("Borger"), Column("Døgn", "right"), Column("Beløb", "right")),
        rows=(("Anne", "3", "4.500,00"), ("Bo", "2", "3.000,00")),
        totals=(("I alt", "5", "7.500,00"),),
        caption="Ophold i oktober",
    )
    values: dict[str, Any] = {
        "title": "Regning for oktober 2026",
        "facts": (("Periode", "1.–31. okt. 2026"),),
        "sections": (Section("Ophold", ("Det, der regnes for.",), (table,)),),
    }
    return Report(**(_COMMON | values | changed))
