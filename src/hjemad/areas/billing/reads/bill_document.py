"""A bill as a document: what stands on the paper the paying municipality gets."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from hjemad.areas.billing.models import Bill, BillLine
from hjemad.areas.billing.rules.bill import NET
from hjemad.areas.citizens.queries import record_public_ids
from hjemad.areas.citizens.reads.protection import protected
from hjemad.documents.case_document import Column, Report, Section, Table
from hjemad.foundation.organisations.queries import name_on, names_on
from hjemad.foundation.ui import formats
from hjemad.kernel.errors import Language
from hjemad.kernel.money import Money
from hjemad.kernel.periods import Period

_WORDS: Mapping[Language, Mapping[str, str]] = {
    "da": {
        "bill": "Regning", "month": "Måned", "number": "Nr.", "from": "Fra", "nights": "Nætter",
        "citizen": "Borger", "reference": "Reference", "period": "Periode", "rate": "Takst pr. døgn",
        "paid": "Egenbetaling pr. døgn", "amount": "Beløb", "cause": "Årsag", "total": "I alt",
        "lines": "Linjer", "issued": "Udstedt", "purpose": "Betaling for ophold efter serviceloven § 110",
        "protected": "Navn beskyttet", "unknown": "ukendt",
        "gross": "Beløbet er hele taksten. Egenbetalingen står ved siden af og er ikke trukket fra.",
        "net": "Egenbetalingen er trukket fra én gang.",
        "day": "Udskrivningsdagen er ikke en nat. En rettelse er en linje med minus og en ny linje.",
    },
    "en": {
        "bill": "Bill", "month": "Month", "number": "No.", "from": "From", "nights": "Nights",
        "citizen": "Citizen", "reference": "Reference", "period": "Period", "rate": "Rate per day",
        "paid": "Resident payment per day", "amount": "Amount", "cause": "Cause", "total": "In all",
        "lines": "Lines", "issued": "Issued", "purpose": "Payment for stays under serviceloven § 110",
        "protected": "Name protected", "unknown": "unknown",
        "gross": "The amount is the whole rate. The resident payment stands beside and is not taken off.",
        "net": "The resident payment is taken off once.",
        "day": "The day of discharge is no night. A correction is a line with minus and a new line.",
    },
}  # fmt: skip


_COLUMNS = ("citizen", "reference", "period", "nights", "rate", "paid", "amount", "cause")
_RIGHT = frozenset({"nights", "rate", "paid", "amount"})


def reference(public_id: str) -> str:
    """A short reference to a record that both sides can quote."""
    return public_id.split("-", 1)[0].upper()


def bill_report(
    bill: Bill, lines: Sequence[BillLine], *, language: Language, day: date, names: Mapping[int, str],
    causes: Mapping[str, Any], made_at: datetime,
) -> Report:  # fmt: skip
    """The document. Protected persons stand with their reference only; so does whoever has no name here."""
    words = _WORDS[language]
    nights = formats.number(sum(line.nights for line in lines), language=language)
    total = Money.of_ore(bill.amount_ore)
    totals = ((words["total"], "", "", nights, "", "", formats.amount(total, language=language), ""),)
    columns = tuple(Column(words[name], "right" if name in _RIGHT else "left") for name in _COLUMNS)
    rows = _rows(lines, language=language, day=day, names=names, causes=causes)
    house, payer = name_on(bill.shelter_id, day=day), name_on(bill.municipality_id, day=day)
    return Report(
        title=f"{words['bill']} {bill.reference}", language=language, reader=payer, purpose=words["purpose"],
        reference=f"{bill.shelter.code}/{bill.reference}", made_at=made_at, landscape=True,
        facts=(
            (words["from"], f"{house} ({bill.shelter.code})"), (words["month"], f"{bill.month:%m.%Y}"),
            (words["amount"], formats.money(total, language=language)),
        ),
        sections=(
            Section(
                words["lines"], (words["net" if bill.basis == NET else "gross"], words["day"]),
                (Table(columns, rows, totals, caption=words["lines"]),),
            ),
        ),
    )  # fmt: skip


def _rows(
    lines: Sequence[BillLine], *, language: Language, day: date, names: Mapping[int, str],
    causes: Mapping[str, Any],
) -> tuple[tuple[str, ...], ...]:  # fmt: skip
    words, records = _WORDS[language], [line.record_id for line in lines]
    hidden, public = protected(records), record_public_ids(records)
    departments = names_on({line.department_id for line in lines if line.department_id}, day=day)
    return tuple(
        (
            words["protected"] if line.record_id in hidden else names.get(line.record_id, ""),
            reference(public[line.record_id]),
            " ".join([_period(line, language), departments.get(line.department_id or 0, "")]).strip(),
            formats.number(line.nights, language=language),
            formats.amount(Money.of_ore(line.rate_ore), language=language),
            formats.amount(_ore(line.payment_ore), language=language),
            formats.amount(Money.of_ore(line.amount_ore), language=language),
            str(causes[line.cause]),
        )
        for line in lines
    )


def _period(line: BillLine, language: Language) -> str:
    return formats.span(Period(line.valid_from, line.valid_to), language=language)


def _ore(amount: int | None) -> Money | None:
    return None if amount is None else Money.of_ore(amount)
