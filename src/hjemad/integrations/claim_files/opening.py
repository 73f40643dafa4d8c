"""A file of what was claimed before Hjemad: one row per quarter, or per person and quarter."""

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from hjemad.kernel.dates import parse_iso_date
from hjemad.kernel.errors import HjemadError, InputRejected
from hjemad.kernel.money import Money
from hjemad.kernel.quarters import Quarter

REQUIRED = ("quarter", "nights", "net_dkk", "refund_dkk", "source")
OPTIONAL = ("record", "facility", "year_start", "nights_used")
MOST_ROWS = 20_000


@dataclass(frozen=True, slots=True)
class OpeningRow:
    """One row. `record` is the public id of a person's record, `facility` a shelter's id; None: all."""

    line: int
    quarter: Quarter
    nights: int
    net: Money
    refund: Money
    source: str
    record: UUID | None
    facility: str | None
    year_start: date | None
    nights_used: int | None


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that cannot be used: its line and the column that is wrong. Never what stood there."""

    line: int
    column: str


@dataclass(frozen=True, slots=True)
class OpeningFile:
    """What could be read, what could not, and the columns nobody reads."""

    rows: tuple[OpeningRow, ...]
    bad: tuple[BadRow, ...]
    unused: tuple[str, ...]


def read_opening(text: str) -> OpeningFile:
    """The rows of the file; InputRejected when it is no table, lacks a column or has too many rows."""
    try:
        return _read_table(text)
    except csv.Error:
        raise InputRejected(
            en="A quotation mark opens and does not close, or a field is too long. Make the file again",
            da="Et anførselstegn begynder og slutter ikke, eller et felt er for langt. Dan filen igen",
        ) from None


def _read_table(text: str) -> OpeningFile:
    reader = csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""))
    columns = [name for name in reader.fieldnames or [] if name]
    for name in REQUIRED:
        if name not in columns:
            raise InputRejected(
                en=f"The file has no column {name}. It needs: {', '.join(REQUIRED)}",
                da=f"Filen mangler kolonnen {name}. Den skal have: {', '.join(REQUIRED)}",
            )
    rows: list[OpeningRow] = []
    bad: list[BadRow] = []
    for line, cells in enumerate(reader, start=2):
        if line > MOST_ROWS + 1:
            raise InputRejected(
                en=f"The file has more than {MOST_ROWS} rows. Split it, and send each part",
                da=f"Filen har mere end {MOST_ROWS} rækker. Del den, og send hver del",
            )
        read = _read(line, cells)
        if isinstance(read, BadRow):
            bad.append(read)
        else:
            rows.append(read)
    unused = tuple(name for name in columns if name not in {*REQUIRED, *OPTIONAL})
    return OpeningFile(tuple(rows), tuple(bad), unused)


def _read(line: int, cells: Mapping[str, str | None]) -> OpeningRow | BadRow:
    def text(name: str) -> str:
        return (cells.get(name) or "").strip()

    column = ""
    try:
        column = "quarter"
        quarter = Quarter.parse(text(column))
        column = "nights"
        nights = _count(text(column))
        column = "net_dkk"
        net = Money.parse(text(column))
        column = "refund_dkk"
        refund = Money.parse(text(column))
        column = "record"
        record = UUID(text(column)) if text(column) else None
        column = "year_start"
        start = parse_iso_date(text(column)) if text(column) else None
        column = "nights_used"
        used = _count(text(column)) if text(column) else None
    except (HjemadError, ValueError):
        return BadRow(line, column)
    if not text("source"):
        return BadRow(line, "source")
    facility = text("facility") or None
    return OpeningRow(line, quarter, nights, net, refund, text("source"), record, facility, start, used)


def _count(text: str) -> int:
    if not (text.isascii() and text.isdigit()):
        raise ValueError
    return int(text)
