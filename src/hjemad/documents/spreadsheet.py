"""Spreadsheets (XLSX) in memory: text stays text, amounts are numbers, same input same bytes."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

import xlsxwriter

from hjemad.documents.case_document import LONGEST_TEXT, DocumentTooLong
from hjemad.documents.practice import practice_word
from hjemad.documents.printable import without_controls
from hjemad.kernel.money import Money

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

# None is a cell where nothing belongs. What is unknown is said in a word.
type Cell = str | int | date | Money | None

_LONGEST_NAME = 31
_NOT_IN_A_NAME = str.maketrans(dict.fromkeys("[]:*?/\\'"))
_MOST_ROWS = 1_048_576
_HALF_ORE_PER_KRONE = 200
_NARROWEST, _WIDEST = 8, 60


@dataclass(frozen=True)
class Sheet:
    """One sheet: its name, one row of headings, and the rows."""

    name: str
    headings: tuple[str, ...]
    rows: Sequence[tuple[Cell, ...]]


def xlsx_of(sheets: Sequence[Sheet], *, title: str, made_at: datetime) -> bytes:
    """The file. Headings stay in view; nothing in it is ever a formula. Raises `DocumentTooLong`."""
    target = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(target, options) as book:
        book.set_properties({"title": without_controls(title), "created": made_at.replace(tzinfo=None)})
        looks = {
            "heading": book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"}),
            "day": book.add_format({"num_format": "yyyy-mm-dd", "align": "left"}),
            "amount": book.add_format({"num_format": "#,##0.00##"}),
        }
        for sheet in sheets:
            _write(book.add_worksheet(_name(sheet.name)), sheet, looks)
    return target.getvalue()


def _name(text: str) -> str:
    return without_controls(text).translate(_NOT_IN_A_NAME)[:_LONGEST_NAME]


def _write(target: "Worksheet", sheet: Sheet, looks: dict[str, "Format"]) -> None:
    if len(sheet.rows) >= _MOST_ROWS:
        raise DocumentTooLong.standard()
    for column, heading in enumerate(sheet.headings):
        target.write_string(0, column, _text(heading), looks["heading"])
        longest = max([len(heading), *(_width(row[column]) for row in sheet.rows)])
        target.set_column(column, column, max(_NARROWEST, min(longest + 2, _WIDEST)))
    for row, cells in enumerate(sheet.rows, start=1):
        for column, cell in enumerate(cells):
            _write_cell(target, row, column, cell, looks)
    target.freeze_panes(1, 0)
    if word := practice_word("da"):
        target.set_header(f"&C&B{word} / {practice_word('en')}")


def _write_cell(target: "Worksheet", row: int, column: int, cell: Cell, looks: dict[str, "Format"]) -> None:
    match cell:
        case None:
            pass
        case str():
            target.write_string(row, column, _text(cell))
        case Money():
            target.write_number(row, column, cell.half_ore / _HALF_ORE_PER_KRONE, looks["amount"])
        case date():
            target.write_datetime(row, column, cell, looks["day"])
        case int():
            target.write_number(row, column, cell)


def _text(text: str) -> str:
    if len(text) > LONGEST_TEXT:
        raise DocumentTooLong.standard()
    return without_controls(text)


def _width(cell: Cell) -> int:
    return len(cell) if isinstance(cell, str) else 12
