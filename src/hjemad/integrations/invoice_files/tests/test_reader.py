"""Invoices from files: good rows are used whatever stands beside them, and a hostile file does nothing."""

import csv
import io
import zipfile
from datetime import date

import openpyxl
import pytest

from hjemad.integrations.claim_files.faults import FilesRejected
from hjemad.integrations.invoice_files.reader import REQUIRED, read_invoices
from hjemad.integrations.invoice_files.sheet import MAX_BYTES, FileRefused, read_sheet
from hjemad.integrations.invoice_files.writer import BillHead, BillRow, bill_text
from hjemad.kernel.money import Money

GOOD = {
    "facility_id": "101", "invoice_number": "10-34", "month": "2026-10", "person_id": "abc",
    "from": "2026-10-04", "to": "2026-10-19", "nights": "16", "rate_dkk": "1378.00", "amount_dkk": "22048.00",
}  # fmt: skip


def a_csv(*rows: dict[str, str], separator: str = ",", extra: tuple[str, ...] = ()) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=separator, lineterminator="\n")
    columns = (*REQUIRED, *extra)
    writer.writerow(columns)
    writer.writerows([[(GOOD | row).get(name, "") for name in columns] for row in rows])
    return out.getvalue().encode()


def an_xlsx(*rows: list[object]) -> bytes:
    book = openpyxl.Workbook()
    for row in (list(REQUIRED), *rows):
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_good_row_is_read_as_it_stands_also_when_it_counts_the_day_of_discharge() -> None:
    read = read_invoices(a_csv({}), name="f.csv")

    (row,) = read.rows
    assert (row.facility, row.number, row.month) == ("101", "10-34", date(2026, 10, 1))
    assert (row.start, row.end, row.nights) == (date(2026, 10, 4), date(2026, 10, 19), 16)
    assert (row.rate_ore, row.amount_ore, row.deducted_ore) == (137_800, 2_204_800, None)


@pytest.mark.parametrize(
    ("change", "column", "rule"),
    [
        ({"from": "i går"}, "from", "date"),
        ({"to": ""}, "to", "empty"),
        ({"to": "2026-10-01"}, "to", "reversed"),
        ({"to": "2026-10-04"}, "to", "no_night"),
        ({"nights": "mange"}, "nights", "number"),
        ({"nights": "99999"}, "nights", "nights"),
        ({"rate_dkk": "=1+1"}, "rate_dkk", "amount"),
        ({"rate_dkk": "-5.00"}, "rate_dkk", "negative"),
        ({"amount_dkk": "0.005"}, "amount_dkk", "whole_ore"),
        ({"person_id": "=HYPERLINK(1)"}, "person_id", "formula"),
        ({"invoice_number": "@x"}, "invoice_number", "formula"),
        ({"month": "oktober"}, "month", "month"),
        ({"person_id": ""}, "person_id", "nobody"),
    ],
)
def test_a_row_that_cannot_be_used_is_named_with_its_reason_and_stops_no_other(
    change: dict[str, str], column: str, rule: str
) -> None:
    read = read_invoices(a_csv(change, {"invoice_number": "10-35"}), name="f.csv")

    assert [row.number for row in read.rows] == ["10-35"]
    assert [(fault.row, fault.column, fault.rule) for fault in read.faults] == [(2, column, rule)]
    assert all(value not in fault.told("da") for fault in read.faults for value in change.values() if value)


def test_a_name_with_markup_is_kept_as_text() -> None:
    (row,) = read_invoices(a_csv({"name": "<script>alert(1)</script>"}, extra=("name",)), name="f.csv").rows

    assert row.name == "<script>alert(1)</script>"


def test_danish_files_have_semicolons_and_a_decimal_comma() -> None:
    change = {"rate_dkk": "1.378,00", "amount_dkk": "22.048,00"}

    (row,) = read_invoices(a_csv(change, separator=";"), name="f.csv").rows

    assert (row.rate_ore, row.amount_ore) == (137_800, 2_204_800)


def test_a_workbook_is_read_and_its_formulas_never_run() -> None:
    good = ["101", "10-34", "2026-10", "abc", date(2026, 10, 4), date(2026, 10, 19), 15, 1378, 20670]
    formula = [*good[:-1], "=G2*H2"]

    read = read_invoices(an_xlsx(good, formula), name="f.xlsx")

    assert [(row.row, row.amount_ore) for row in read.rows] == [(2, 2_067_000)]
    assert [(fault.row, fault.rule) for fault in read.faults] == [(3, "amount")]


def test_an_invoice_with_two_months_is_left_out_whole() -> None:
    read = read_invoices(a_csv({}, {"month": "2026-09"}, {"invoice_number": "x"}), name="f.csv")

    assert [row.number for row in read.rows] == ["x"]
    assert {fault.rule for fault in read.faults} == {"two_months"}


def test_a_column_nobody_knows_is_told_and_a_missing_one_stops_the_file() -> None:
    assert read_invoices(a_csv({}, extra=("farve",)), name="f.csv").unknown_columns == ("farve",)
    with pytest.raises(FilesRejected, match="facility_id"):
        read_invoices(b"a,b\n1,2\n", name="f.csv")


def a_bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/workbook.xml", b" " * 61_000_000)
    return out.getvalue()


@pytest.mark.parametrize(
    "raw",
    [
        b"", b"\xff\xfe\x00a", b"PK\x03\x04 not a workbook", b"x" * (MAX_BYTES + 1), a_bomb(),
        b"a,b\n" + b"1,2\n" * 20_001,
    ],
    ids=["empty", "not text", "broken workbook", "too big", "unpacks to too much", "too many rows"],
)  # fmt: skip
def test_a_file_that_is_no_table_is_refused_in_words(raw: bytes) -> None:
    with pytest.raises(FileRefused):
        read_sheet(raw)


def test_what_we_write_ourselves_can_be_read_again() -> None:
    head = BillHead("101", "2026-10-1", date(2026, 10, 1), "615")
    line = BillRow(
        "abc", "=1", date(2026, 10, 4), date(2026, 10, 19), 15, Money.parse("1378.00"), None, None,
        Money.parse("20670.00"), "",
    )  # fmt: skip
    text = bill_text(head, [line])

    (row,) = read_invoices(text.encode(), name="f.csv").rows

    assert "'=1" in text
    assert (row.person_id, row.nights, row.amount_ore, row.deducted_ore) == ("abc", 15, 2_067_000, None)
