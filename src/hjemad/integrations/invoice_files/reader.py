"""Rows of invoices, each read strictly: what can be used, and what cannot with its row, column and reason."""

from dataclasses import dataclass
from datetime import date

from hjemad.integrations.claim_files.faults import Fault, FilesRejected
from hjemad.integrations.claim_files.fields import RowReader
from hjemad.integrations.claim_files.tables import Table
from hjemad.integrations.invoice_files.sheet import read_sheet
from hjemad.kernel.dates import parse_iso_date
from hjemad.kernel.money import Money
from hjemad.kernel.person_number import PersonNumber

REQUIRED = (
    "facility_id", "invoice_number", "month", "person_id", "from", "to", "nights", "rate_dkk", "amount_dkk",
)  # fmt: skip
OPTIONAL = ("cpr", "name", "deducted_dkk")
# Columns of our own bills that an invoice does not need.
UNUSED = ("payer", "department_id", "resident_payment_dkk", "cause")
LONGEST_NAME, MOST_NIGHTS = 200, 400


@dataclass(frozen=True, slots=True)
class InvoiceRow:
    """One line as the invoice has it. `deducted_ore`: the resident payment the bill took off per night."""

    row: int
    facility: str
    number: str
    month: date
    person_id: str
    cpr: PersonNumber | None
    name: str
    start: date
    end: date
    nights: int
    rate_ore: int
    deducted_ore: int | None
    amount_ore: int


@dataclass(frozen=True, slots=True)
class InvoiceFileRead:
    """The rows that can be used, the faults of the others, and columns nobody asked for."""

    rows: tuple[InvoiceRow, ...]
    faults: tuple[Fault, ...]
    unknown_columns: tuple[str, ...]

    @property
    def rejected(self) -> int:
        """How many rows cannot be used."""
        return len({fault.row for fault in self.faults})


def read_invoices(raw: bytes, *, name: str) -> InvoiceFileRead:
    """The file's rows. Raises `FileRefused` when it is no table, `FilesRejected` when a column is missing."""
    sheet = read_sheet(raw)
    missing = [column for column in REQUIRED if column not in sheet.header]
    if missing:
        raise FilesRejected([_no_column(name, column) for column in missing])
    columns = [column for column in (*REQUIRED, *OPTIONAL) if column in sheet.header]
    places = {column: sheet.header.index(column) for column in columns}
    faults: list[Fault] = []
    reading = _Reading(RowReader(Table(name, tuple(columns), [], []), faults), danish=sheet.danish)
    rows: list[InvoiceRow] = []
    for number, cells in sheet.rows:
        texts = {column: cells[at] if at < len(cells) else "" for column, at in places.items()}
        before = len(faults)
        row = reading.row(number, texts)
        if row is not None and len(faults) == before:
            rows.append(row)
    kept = _one_month_each(rows, name=name, faults=faults)
    known = {*REQUIRED, *OPTIONAL, *UNUSED}
    unknown = tuple(column for column in sheet.header if column and column not in known)
    return InvoiceFileRead(tuple(kept), tuple(faults), unknown)


@dataclass(frozen=True)
class _Reading:
    reader: RowReader
    danish: bool

    def row(self, number: int, texts: dict[str, str]) -> InvoiceRow | None:
        """The row, or None with its faults kept."""
        reader = self.reader
        facility = reader.opaque_id(texts["facility_id"], number, "facility_id")
        invoice = reader.opaque_id(texts["invoice_number"], number, "invoice_number")
        month = reader.read(_month, texts["month"], number, "month", rule="month")
        period = reader.period((texts["from"], texts["to"]), number, ("from", "to"))
        reader.filled(texts["to"], number, "to")
        nights = reader.whole_number(texts["nights"], number, "nights")
        rate, amount = (self._ore(texts[column], number, column) for column in ("rate_dkk", "amount_dkk"))
        taken = texts.get("deducted_dkk", "")
        deducted = self._ore(taken, number, "deducted_dkk") if taken else None
        person, cpr = self._person(texts, number)
        if period is not None and period.end is not None and period.is_empty:
            reader.fault(
                number, "to", "no_night", da="Der er ingen nat i perioden", en="The period has no night"
            )
        if nights is not None and abs(nights) > MOST_NIGHTS:
            reader.fault(
                number, "nights", "nights", da="Så mange døgn har et år ikke", en="No year has as many"
            )
        if rate is not None and rate < 0:
            reader.fault(
                number, "rate_dkk", "negative", da="Taksten er mindre end 0", en="The rate is below 0"
            )
        if None in (facility, invoice, month, period, nights, rate, amount) or period is None:
            return None
        return InvoiceRow(
            number, str(facility)[:40], str(invoice)[:40], month or date.min, person, cpr,
            texts.get("name", "")[:LONGEST_NAME], period.start, period.end or date.max, nights or 0,
            rate or 0, deducted, amount or 0,
        )  # fmt: skip

    def _person(self, texts: dict[str, str], number: int) -> tuple[str, PersonNumber | None]:
        """The id or the CPR number; a fault when the row names nobody at all."""
        cpr = texts.get("cpr", "")
        if not (texts["person_id"] or cpr or texts.get("name")):
            self.reader.fault(
                number, "person_id", "nobody",
                da="Skriv person_id, cpr eller name", en="Write person_id, cpr or name",
            )  # fmt: skip
        person = self.reader.opaque_id(texts["person_id"], number, "person_id") if texts["person_id"] else ""
        found = self.reader.read(PersonNumber.parse, cpr, number, "cpr", rule="cpr") if cpr else None
        return person or "", found

    def _ore(self, text: str, number: int, column: str) -> int | None:
        """Whole øre; a fault when it is anything else."""
        parse = Money.parse_danish if self.danish else Money.parse
        if not self.reader.filled(text, number, column):
            return None
        money = self.reader.read(parse, text, number, column, rule="amount")
        if money is None:
            return None
        if not money.is_whole_ore:
            self.reader.fault(
                number, column, "whole_ore", da="Beløbet skal være i hele øre", en="Write whole øre"
            )
            return None
        return money.half_ore // 2


def _month(text: str) -> date:
    return parse_iso_date(f"{text}-01" if len(text) == len("2026-10") else text).replace(day=1)


def _one_month_each(rows: list[InvoiceRow], *, name: str, faults: list[Fault]) -> list[InvoiceRow]:
    """The rows without those whose invoice names two months: nobody can say which of them it is."""
    months: dict[tuple[str, str], set[date]] = {}
    for row in rows:
        months.setdefault((row.facility, row.number), set()).add(row.month)
    torn = {key for key, some in months.items() if len(some) > 1}
    faults += [
        Fault(
            name, row.row, "month", "two_months",
            da="Regningen har to måneder. Giv hver måned sit eget nummer",
            en="The invoice has two months. Give each month its own number",
        )
        for row in rows
        if (row.facility, row.number) in torn
    ]  # fmt: skip
    return [row for row in rows if (row.facility, row.number) not in torn]


def _no_column(name: str, column: str) -> Fault:
    return Fault(
        name, 1, column, "missing_column",
        da="Kolonnen mangler. Første række skal være kolonnernes navne",
        en="The column is missing. The first row must hold the names of the columns",
    )  # fmt: skip
