"""Spreadsheets: text stays text, amounts are numbers, days are days, the same bytes again."""

import io
import zipfile
from datetime import date
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hjemad.documents.case_document import LONGEST_TEXT, DocumentTooLong
from hjemad.documents.spreadsheet import Cell, Sheet, xlsx_of
from hjemad.documents.table_cells import neutral
from hjemad.documents.tests.builders import MADE_AT
from hjemad.kernel.money import Money

FORMULAS = [
    "=1+1",
    '=HYPERLINK("http://x")',
    "+45 12",
    "-2",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "{=1}",
    "http://x.dk",
]


def file_of(*rows: tuple[Cell, ...], name: str = "Linjer") -> bytes:
    headings = tuple(f"Kolonne {number}" for number in range(len(rows[0])))
    return xlsx_of([Sheet(name, headings, rows)], title="Opgørelse", made_at=MADE_AT)


def cells_of(data: bytes) -> list[list[Any]]:
    book = openpyxl.load_workbook(io.BytesIO(data))
    return [list(row) for row in book.worksheets[0].iter_rows()]


@pytest.mark.parametrize("text", FORMULAS)
def test_a_text_is_never_a_formula(text: str):
    data = file_of((text,))
    (cell,) = cells_of(data)[1]
    assert cell.data_type == "s"
    assert cell.value == text.replace("\t", " ").replace("\r", "\n")
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        assert b"<f>" not in parts.read("xl/worksheets/sheet1.xml")
        assert not [name for name in parts.namelist() if "rels" in name and b"http://x" in parts.read(name)]


def test_amounts_are_numbers_and_days_are_days_and_nothing_is_empty():
    row = cells_of(file_of((Money.parse("701.645"), date(2026, 2, 28), 12, None)))[1]
    assert [cell.value for cell in row[:1]] == [701.645]
    assert row[1].value.date() == date(2026, 2, 28)
    assert row[2].value == 12
    assert row[3].value is None


def test_headings_stay_in_view_and_the_file_has_its_title():
    book = openpyxl.load_workbook(io.BytesIO(file_of(("a",), name="År: [2026]/1*")))
    assert book.properties.title == "Opgørelse"
    assert book.worksheets[0].title == "År 20261"
    assert book.worksheets[0].freeze_panes == "A2"


def test_the_same_input_gives_the_same_bytes():
    assert file_of(("a", Money.zero())) == file_of(("a", Money.zero()))


def test_a_text_of_ten_megabytes_is_refused():
    with pytest.raises(DocumentTooLong):
        file_of(("x" * (LONGEST_TEXT + 1),))


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@x", "\t=1", "\r=1", "\n=1", " =1", '"=1', "＝1"])
def test_a_cell_of_a_table_file_is_neutral(text: str):
    assert neutral(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "Anne", "1-2", "a=b", "Sankt Annæ Gade"])
def test_a_plain_cell_is_left_as_it_is(text: str):
    assert neutral(text) == text


@given(st.text())
def test_no_cell_begins_a_formula_and_the_text_is_all_there(text: str):
    cell = neutral(text)
    assert cell.endswith(text)
    assert not cell.lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r"))
