"""Header and rows of a CSV or XLSX file as text. A file that is too big, or no table, is refused in words.

A row that cannot be read never stops the others; that is for `reader.py`.
"""

import csv
import io
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from openpyxl import load_workbook

from hjemad.kernel.errors import InputRejected

MAX_BYTES = 5_000_000
MAX_UNPACKED = 60_000_000
MAX_ROWS = 20_000
ZIP_MARK = b"PK\x03\x04"


class FileRefused(InputRejected):
    """The file as a whole cannot be read; nothing was written."""

    code = "file_refused"


@dataclass(frozen=True, slots=True)
class Sheet:
    """Header and rows, each with the number a spreadsheet shows. `danish`: amounts have a decimal comma."""

    header: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    danish: bool


def read_sheet(raw: bytes) -> Sheet:
    """The first sheet of a workbook, or the CSV. Raises `FileRefused`."""
    if len(raw) > MAX_BYTES:
        raise too_big()
    found = _xlsx(raw) if raw.startswith(ZIP_MARK) else _csv(raw)
    if not found.header:
        raise FileRefused(
            en="The file is empty. The first row must hold the names of the columns",
            da="Filen er tom. Første række skal være kolonnernes navne",
        )
    if len(found.rows) > MAX_ROWS:
        raise FileRefused(
            en=f"The file has more than {MAX_ROWS} rows. Split it, one month in each",
            da=f"Filen har flere end {MAX_ROWS} rækker. Del den, en måned i hver",
        )
    return found


def too_big() -> FileRefused:
    """The error for a file that is larger than an invoice can be."""
    return FileRefused(
        en=f"The file is larger than {MAX_BYTES // 1_000_000} MB. Send one month in a file, without pictures",
        da=f"Filen er større end {MAX_BYTES // 1_000_000} MB. Send en fil med én måned, uden billeder",
    )


def _csv(raw: bytes) -> Sheet:
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise FileRefused(
            en="The file is neither XLSX nor CSV in UTF-8. Save it again as one of them",
            da="Filen er hverken XLSX eller CSV i UTF-8. Gem den igen som en af dem",
        ) from None
    first = text.split("\n", 1)[0]
    danish = ";" in first and "," not in first
    reader = csv.reader(io.StringIO(text.replace("\x00", "")), delimiter=";" if danish else ",")
    try:
        return _sheet(((number, row) for number, row in enumerate(reader, start=1)), danish=danish)
    except csv.Error:
        raise FileRefused(
            en="A quotation mark opens and does not close, or a field is too long. Make the file again",
            da="Et anførselstegn begynder og slutter ikke, eller et felt er for langt. Dan filen igen",
        ) from None


def _xlsx(raw: bytes) -> Sheet:
    broken = FileRefused(
        en="The workbook cannot be read. Open it, save it again as XLSX and send that",
        da="Regnearket kan ikke læses. Åbn det, gem det igen som XLSX, og send det",
    )
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as packed:
            unpacked = sum(part.file_size for part in packed.infolist())
        rows = _cells(raw) if unpacked <= MAX_UNPACKED else None
    except Exception:  # noqa: BLE001 - a hostile workbook fails in many ways; all of them say the same
        raise broken from None
    if rows is None:
        raise too_big()
    return _sheet(enumerate(rows, start=1), danish=False)


def _cells(raw: bytes) -> list[list[str]]:
    """The cells of the first sheet as text; a formula stands as it was typed and is never run."""
    book = load_workbook(io.BytesIO(raw), read_only=True, data_only=False, keep_links=False)
    rows = book.worksheets[0].iter_rows(values_only=True, max_row=MAX_ROWS + 2, max_col=60)
    return [[_text(cell) for cell in row] for row in rows]


def _sheet(rows: Iterable[tuple[int, list[str]]], *, danish: bool) -> Sheet:
    header: tuple[str, ...] = ()
    kept: list[tuple[int, tuple[str, ...]]] = []
    for number, row in rows:
        stripped = tuple(cell.strip() for cell in row)
        if not any(stripped):
            continue
        if not header:
            header = stripped
        else:
            kept.append((number, stripped))
        if len(kept) > MAX_ROWS:
            break
    return Sheet(header, tuple(kept), danish)


def _text(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)
