"""Header and rows of a CSV or XLSX file as text. A file that is too big, or no table, is refused in words.

A row that cannot be read never stops the others; that is for whoever reads the columns.
"""

import csv
import io
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from openpyxl import load_workbook

from hjemad.kernel.errors import InputRejected

ZIP_MARK = b"PK\x03\x04"
MOST_COLUMNS = 60
_ENDS = ("\r\n", "\r")


class FileRefused(InputRejected):
    """The file as a whole cannot be read; nothing was written."""

    code = "file_refused"


@dataclass(frozen=True, slots=True)
class Limits:
    """How large a file may be: as it comes, unpacked, and in rows. `advice` says how to make it smaller."""

    megabytes: int
    megabytes_unpacked: int
    rows: int
    advice_en: str
    advice_da: str
    encodings: tuple[str, ...] = ("utf-8-sig",)


@dataclass(frozen=True, slots=True)
class Sheet:
    """Header and rows, each with the number a spreadsheet shows. `danish`: amounts have a decimal comma."""

    header: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    danish: bool


def read_sheet(raw: bytes, *, limits: Limits) -> Sheet:
    """The first sheet of a workbook, or the CSV. Raises `FileRefused`."""
    if len(raw) > limits.megabytes * 1_000_000:
        raise too_big(limits)
    found = _xlsx(raw, limits) if raw.startswith(ZIP_MARK) else _csv(raw, limits)
    if not found.header:
        raise FileRefused(
            en="The file is empty. The first row must hold the names of the columns",
            da="Filen er tom. Første række skal være kolonnernes navne",
        )
    if len(found.rows) > limits.rows:
        raise FileRefused(
            en=f"The file has more than {limits.rows} rows. {limits.advice_en}",
            da=f"Filen har flere end {limits.rows} rækker. {limits.advice_da}",
        )
    return found


def too_big(limits: Limits) -> FileRefused:
    """The error for a file that is larger than one of its kind can be."""
    return FileRefused(
        en=f"The file is larger than {limits.megabytes} MB. {limits.advice_en}",
        da=f"Filen er større end {limits.megabytes} MB. {limits.advice_da}",
    )


def _csv(raw: bytes, limits: Limits) -> Sheet:
    text = _decoded(raw, limits.encodings)
    for end in _ENDS:
        text = text.replace(end, "\n")
    first = text.lstrip("\n").split("\n", 1)[0]
    danish = ";" in first and first.count(";") >= first.count(",")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=";" if danish else ",")
    try:
        return _sheet(enumerate(reader, start=1), danish=danish, most=limits.rows)
    except csv.Error:
        raise FileRefused(
            en="A quotation mark opens and does not close, or a field is too long. Make the file again",
            da="Et anførselstegn begynder og slutter ikke, eller et felt er for langt. Dan filen igen",
        ) from None


def _decoded(raw: bytes, encodings: tuple[str, ...]) -> str:
    """The text; a file with zero bytes is no text, whatever the encoding would make of it."""
    if b"\x00" not in raw:
        for encoding in encodings:
            try:
                return raw.decode(encoding)
            except UnicodeDecodeError:
                continue
    raise FileRefused(
        en="The file is neither XLSX nor CSV in UTF-8. Save it again as one of them",
        da="Filen er hverken XLSX eller CSV i UTF-8. Gem den igen som en af dem",
    )


def _xlsx(raw: bytes, limits: Limits) -> Sheet:
    broken = FileRefused(
        en="The workbook cannot be read. Open it, save it again as XLSX and send that",
        da="Regnearket kan ikke læses. Åbn det, gem det igen som XLSX, og send det",
    )
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as packed:
            unpacked = sum(part.file_size for part in packed.infolist())
        small = unpacked <= limits.megabytes_unpacked * 1_000_000
        rows = _cells(raw, most=limits.rows) if small else None
    except Exception:  # noqa: BLE001 - a hostile workbook fails in many ways; all of them say the same
        raise broken from None
    if rows is None:
        raise too_big(limits)
    return _sheet(enumerate(rows, start=1), danish=False, most=limits.rows)


def _cells(raw: bytes, *, most: int) -> list[list[str]]:
    """The cells of the first sheet as text; a formula stands as it was typed and is never run."""
    book = load_workbook(io.BytesIO(raw), read_only=True, data_only=False, keep_links=False)
    rows = book.worksheets[0].iter_rows(values_only=True, max_row=most + 2, max_col=MOST_COLUMNS)
    return [[_text(cell) for cell in row] for row in rows]


def _sheet(rows: Iterable[tuple[int, list[str]]], *, danish: bool, most: int) -> Sheet:
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
        if len(kept) > most:
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
