"""Files that cannot be used are refused whole: where, why, what to do, and never what stood there."""

import re
from pathlib import Path

import pytest

from tests.refund_files import LINES, PAYMENTS, RATES, STAYS, RefundFolder

GOOD_STAY = "MARK-77,SHELTER-1,1977-07-07,2024-02-03,101"
GOOD_RATE = "SHELTER-1,2001-02-03,,4321.09,yes"
GOOD_PAYMENT = "MARK-77,2001-02-03,,87.65"
GOOD_LINE = "101,2024Q1,MARK-77,SHELTER-1,2024-01-11,2024-01-12,1,4233.44,2116.72,§ 177,new,,"

# Of each file: what is wrong -> (its rows below the header, the fault as row, column and rule).
STAYS_FAULTS = {
    "stay reversed": (["MARK-77,S1,2024-02-03,2024-02-02,101"], "2 check_out reversed"),
    "no such day": (["MARK-77,S1,2023-02-29,2024-02-02,101"], "2 check_in date"),
    "no such day out": (["MARK-77,S1,2023-02-20,2023-04-31,101"], "2 check_out date"),
    "day before month": (["MARK-77,S1,03-02-2024,2024-04-30,101"], "2 check_in date"),
    "a moment": (["MARK-77,S1,2024-02-03T21:30,,101"], "2 check_in date"),
    "no day": (["MARK-77,S1,,2024-04-30,101"], "2 check_in empty"),
    "no person": ([",S1,2024-02-03,,101"], "2 person_id empty"),
    "no shelter": (["MARK-77,,2024-02-03,,101"], "2 facility_id empty"),
    "no such municipality": (["MARK-77,S1,2024-02-03,,4711"], "2 payer_code municipality"),
    "a region": (["MARK-77,S1,2024-02-03,,1082"], "2 payer_code municipality"),
    "Christiansø": (["MARK-77,S1,2024-02-03,,411"], "2 payer_code municipality"),
    "second row": ([GOOD_STAY, "MARK-78,S1,x2024,,101"], "3 check_in date"),
    "row after an empty line": (["", GOOD_STAY, ",,,,", "MARK-78,S1,x2024,,101"], "5 check_in date"),
    "a formula as person": (["=HYPERLINK(9),S1,2024-02-03,,101"], "2 person_id formula"),
    "a formula as shelter": (["MARK-77,@SUM(A1),2024-02-03,,101"], "2 facility_id formula"),
    "plus a name": (["+MARK-77,S1,2024-02-03,,101"], "2 person_id formula"),
    "a line break in an id": (['"MARK-77\nMARK-78",S1,2024-02-03,,101'], "2 person_id control"),
    "too many fields": ([f"{GOOD_STAY},1234"], "2 - row_width"),
    "too few fields": (["MARK-77,SHELTER-1,1977-07-07"], "2 - row_width"),
    "a quotation mark that does not close": ([GOOD_STAY, '"MARK-78,S1,1977-07-08,,101'], "3 - quotation"),
    "text after a quotation mark": (['"MARK"-77,S1,1977-07-07,,101'], "2 - quotation"),
}  # fmt: skip
RATES_FAULTS = {
    "rate not whole øre": (["S1,2001-02-03,,4321.095,yes"], "2 rate_dkk whole_ore"),
    "rate finer than that": (["S1,2001-02-03,,4321.0951,yes"], "2 rate_dkk amount"),
    "rate negative": (["S1,2001-02-03,,-4321.09,yes"], "2 rate_dkk negative"),
    "rate with a comma": (['S1,2001-02-03,,"4321,09",yes'], "2 rate_dkk amount"),
    "rate with a comma unquoted": (["S1,2001-02-03,,4321,09,yes"], "2 - row_width"),
    "rate with thousands": (['S1,2001-02-03,,"4,321.09",yes'], "2 rate_dkk amount"),
    "rate as large as no rate": ([f"S1,2001-02-03,,{'9' * 40},yes"], "2 rate_dkk amount"),
    "rate as a formula": (["S1,2001-02-03,,=4321+1,yes"], "2 rate_dkk amount"),
    "rate as a power": (["S1,2001-02-03,,43e21,yes"], "2 rate_dkk amount"),
    "rate not a number": (["S1,2001-02-03,,NaN123,yes"], "2 rate_dkk amount"),
    "rate missing": (["S1,2001-02-03,,,yes"], "2 rate_dkk empty"),
    "rate reversed": (["S1,2001-02-03,2001-02-02,4321.09,yes"], "2 to reversed"),
    "neither yes nor no": (["S1,2001-02-03,,4321.09,perhaps"], "2 registered yes_or_no"),
    "two rates for a night": ([GOOD_RATE, "SHELTER-1,2011-12-13,,9876.54,yes"], "3 from overlap"),
    "registered and not": ([GOOD_RATE, "SHELTER-1,2001-02-03,,4321.09,no"], "3 from overlap"),
}  # fmt: skip
PAYMENTS_FAULTS = {
    "payment negative": (["MARK-77,2001-02-03,,-87.65"], "2 per_day_dkk negative"),
    "payment not whole øre": (["MARK-77,2001-02-03,,87.655"], "2 per_day_dkk whole_ore"),
    "two payments for a night": ([GOOD_PAYMENT, "MARK-77,2011-12-13,,12.34"], "3 from overlap"),
    "payment without person": ([",2001-02-03,,87.65"], "2 person_id empty"),
}  # fmt: skip
LINES_FAULTS = {
    "closed without amount": ([GOOD_LINE.replace("2116.72", "")], "2 refund_dkk empty"),
    "closed without nights": ([GOOD_LINE.replace(",1,4233", ",,4233")], "2 nights number"),
    "closed with half a night": ([GOOD_LINE.replace(",1,4233", ",1.5,4233")], "2 nights number"),
    "closed without payer": ([GOOD_LINE.replace("101,", ",", 1)], "2 payer empty"),
    "closed of another kind": ([GOOD_LINE.replace("new", "paid")], "2 kind kind"),
    "closed in no quarter": ([GOOD_LINE.replace("2024Q1", "2024Q9")], "2 origin_quarter quarter"),
    "closed in another quarter": (
        [GOOD_LINE.replace("2024Q1", "2024Q2")],
        "2 origin_quarter outside_quarter",
    ),
    "closed across quarters": (
        [GOOD_LINE.replace("2024-01-12", "2024-04-02")],
        "2 origin_quarter outside_quarter",
    ),
    "closed with an open end": ([GOOD_LINE.replace("2024-01-12", "")], "2 to empty"),
    "closed without a start": ([GOOD_LINE.replace("2024-01-11", "")], "2 from empty"),
    "closed reversed": ([GOOD_LINE.replace("2024-01-12", "2024-01-10")], "2 to reversed"),
    "closed with a formula": ([GOOD_LINE.replace("MARK-77", "=MARK+77")], "2 person_id formula"),
    "closed twice": ([GOOD_LINE, GOOD_LINE], "3 kind closed_twice"),
}  # fmt: skip
HEADER_FAULTS = {
    "a quotation mark in the header": ([f'"{STAYS}', GOOD_STAY], "1 - quotation"),
    "a column that is missing": (
        ["person_id,facility_id,check_in,check_out", "MARK-77,S1,1977-07-07,"],
        "1 payer_code missing_column",
    ),
    "a column misspelt": ([STAYS.replace("payer_code", "payer"), GOOD_STAY], "1 payer_code missing_column"),
    "a column twice": ([f"{STAYS},check_in", f"{GOOD_STAY},1977-07-07"], "1 check_in column_twice"),
}  # fmt: skip
CASES = {
    **{name: ("stays.csv", [STAYS, *rows], fault) for name, (rows, fault) in STAYS_FAULTS.items()},
    **{name: ("stays.csv", rows, fault) for name, (rows, fault) in HEADER_FAULTS.items()},
    **{name: ("rates.csv", [RATES, *rows], fault) for name, (rows, fault) in RATES_FAULTS.items()},
    **{name: ("payments.csv", [PAYMENTS, *rows], fault) for name, (rows, fault) in PAYMENTS_FAULTS.items()},
    **{name: ("closed.csv", [LINES, *rows], fault) for name, (rows, fault) in LINES_FAULTS.items()},
}


WORDS = {
    "en": ("row", "column", "Nothing has been written. Mend the file and run again"),
    "da": ("række", "kolonne", "Intet er skrevet. Ret filen, og kør igen"),
}


@pytest.fixture
def folder(tmp_path: Path) -> RefundFolder:
    folder = RefundFolder(tmp_path)
    folder.stays(GOOD_STAY)
    folder.rates(GOOD_RATE)
    folder.payments(GOOD_PAYMENT)
    folder.closed(GOOD_LINE)
    return folder


def values_of(folder: RefundFolder) -> set[str]:
    """Everything that stands below the headers, in pieces long enough to be recognised."""
    found: set[str] = set()
    for name in ("stays.csv", "rates.csv", "payments.csv", "closed.csv"):
        for line in folder.path(name).read_text(encoding="utf-8").splitlines()[1:]:
            found |= {word for word in re.split(r'[,;"\t]', line) if len(word) > 3}
    return found


def test_the_files_are_good_until_something_is_wrong(folder: RefundFolder) -> None:
    assert folder.run("2024Q1", closed=["closed.csv"]).code == 0


@pytest.mark.parametrize("name", CASES)
def test_a_script_gets_the_place_and_the_rule(name: str, folder: RefundFolder) -> None:
    file, rows, fault = CASES[name]
    row, column, rule = fault.split()
    folder.write(file, *rows)

    ran = folder.run("2024Q1", "--json", closed=["closed.csv"])

    assert (ran.code, ran.text) == (3, None)
    assert ran.json == {
        "rejected": [{"file": file, "row": int(row), "column": column.strip("-"), "rule": rule}]
    }


@pytest.mark.parametrize("language", ["en", "da"])
@pytest.mark.parametrize("name", CASES)
def test_a_person_is_told_where_and_why_and_never_what_stood_there(
    name: str, language: str, folder: RefundFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, rows, fault = CASES[name]
    row, column, rule = fault.split()
    folder.write(file, *rows)
    monkeypatch.setenv("HJEMAD_LANGUAGE", language)

    ran = folder.run("2024Q1", closed=["closed.csv"])

    row_word, column_word, done = WORDS[language]
    place = f"{file}, {row_word} {row}" + (f", {column_word} {column}" if column != "-" else "")
    assert ran.err.startswith(f"hjemad: {place}: ")
    assert f"[{rule}]" in ran.err
    assert ran.err.endswith(f"{done}\n")
    assert [value for value in values_of(folder) if value in ran.out + ran.err] == []


NO_TABLES = {
    "semicolons": (f"{STAYS}\n{GOOD_STAY}\n".replace(",", ";").encode(), "1 separator"),
    "tabs": (f"{STAYS}\n{GOOD_STAY}\n".replace(",", "\t").encode(), "1 separator"),
    "a line for a spreadsheet": (f"sep=;\n{STAYS}\n{GOOD_STAY}\n".encode(), "1 separator"),
    "nothing": (b"", "0 empty_file"),
    "only empty lines": (b"\n \n", "0 empty_file"),
    "latin-1": (f"{STAYS}\nMARKØ-77,S1,1977-07-07,,101\n".encode("latin-1"), "2 encoding"),
    "utf-16": (f"{STAYS}\n{GOOD_STAY}\n".encode("utf-16"), "0 encoding"),
    "utf-16 without a mark": (f"{STAYS}\n{GOOD_STAY}\n".encode("utf-16-le"), "0 encoding"),
    "a NUL far down": (f"{STAYS}\n{GOOD_STAY}\nMARK\0-78,S1,1977-07-07,,101\n".encode(), "3 nul"),
    "a broken Parquet file": (b"PAR1" + bytes(range(200)), "0 parquet"),
}


@pytest.mark.parametrize("language", ["en", "da"])
@pytest.mark.parametrize("name", NO_TABLES)
def test_a_file_that_is_no_table_is_told_as_a_whole(
    name: str, language: str, folder: RefundFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    content, fault = NO_TABLES[name]
    row, rule = fault.split()
    folder.write_bytes("stays.csv", content)
    monkeypatch.setenv("HJEMAD_LANGUAGE", language)

    ran = folder.run("2024Q1", "--json")

    assert (ran.code, ran.text) == (3, None)
    assert ran.json == {"rejected": [{"file": "stays.csv", "row": int(row), "column": "", "rule": rule}]}
    assert ran.err.startswith("hjemad: stays.csv")
    assert "MARK" not in ran.out + ran.err
    assert "1977" not in ran.out + ran.err


def test_a_first_row_that_is_data_is_not_repeated(folder: RefundFolder) -> None:
    folder.write("stays.csv", GOOD_STAY, GOOD_STAY)

    ran = folder.run("2024Q1", "--json")

    assert [fault["column"] for fault in ran.json["rejected"]] == STAYS.split(",")
    assert {fault["rule"] for fault in ran.json["rejected"]} == {"missing_column"}
    assert [value for value in GOOD_STAY.split(",") if value in ran.out + ran.err] == []


def test_a_missing_column_is_told_with_the_columns_there_are(folder: RefundFolder) -> None:
    folder.write("stays.csv", "person_id,facility_id,check_in,check_out,payer", GOOD_STAY)

    assert "The file has: person_id, facility_id, check_in, check_out, payer" in folder.run("2024Q1").err


def test_a_byte_order_mark_is_no_part_of_the_first_column(folder: RefundFolder) -> None:
    before = folder.run("2024Q1").text
    folder.write_bytes("stays.csv", b"\xef\xbb\xbf" + folder.path("stays.csv").read_bytes())

    assert folder.run("2024Q1").text == before


@pytest.mark.parametrize("ending", ["\r\n", "\r"], ids=["CRLF", "CR"])
def test_line_ends_of_other_systems_are_line_ends(folder: RefundFolder, ending: str) -> None:
    before = folder.run("2024Q1")
    folder.write_bytes("stays.csv", ending.join([STAYS, GOOD_STAY, ""]).encode())

    after = folder.run("2024Q1")

    assert (after.text, after.err) == (before.text, "")


def test_every_fault_of_every_file_is_told_at_once(folder: RefundFolder) -> None:
    folder.stays("P1,S1,2024-02-30,,999", "P1,S1,2024-01-01,,101")
    folder.rates("S1,2000-01-01,,-1.00,perhaps")
    folder.write("payments.csv", "person_id,from,to")
    folder.closed(GOOD_LINE.replace("new", "old"))

    told = folder.run("2024Q1", "--json", closed=["closed.csv"]).json["rejected"]

    assert [(fault["file"], fault["rule"]) for fault in told] == [
        ("stays.csv", "date"), ("stays.csv", "municipality"), ("rates.csv", "negative"),
        ("rates.csv", "yes_or_no"), ("payments.csv", "missing_column"), ("closed.csv", "kind"),
    ]  # fmt: skip


@pytest.mark.parametrize(("language", "more"), [("en", "… and 5 more"), ("da", "… og 5 til")])
def test_a_long_list_is_shortened_on_the_screen_but_not_for_a_script(
    folder: RefundFolder, language: str, more: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HJEMAD_LANGUAGE", language)
    folder.stays(*["P1,S1,yesterday,,101"] * 25)

    ran = folder.run("2024Q1", "--json")

    assert len(ran.json["rejected"]) == 25
    assert more in ran.err
    assert ran.err.count("\n") == 22


def test_the_same_run_in_two_files_is_found(folder: RefundFolder) -> None:
    folder.closed(GOOD_LINE, name="all.csv")

    ran = folder.run("2024Q1", closed=["closed.csv", "all.csv"])

    assert ran.code == 3
    assert "all.csv, row 2, column kind: The line also stands in closed.csv, row 2" in ran.err


class TestWhatIsNoFault:
    def test_a_stay_told_twice_counts_once(self, folder: RefundFolder) -> None:
        before = folder.run("2024Q1").text
        folder.stays(GOOD_STAY, GOOD_STAY)

        assert folder.run("2024Q1").text == before

    def test_a_rate_and_a_payment_told_twice_are_told_once(self, folder: RefundFolder) -> None:
        before = folder.run("2024Q1").text
        folder.rates(GOOD_RATE, GOOD_RATE)
        folder.payments(GOOD_PAYMENT, GOOD_PAYMENT)

        assert folder.run("2024Q1").text == before

    def test_overlapping_periods_that_say_the_same_are_no_contradiction(self, folder: RefundFolder) -> None:
        before = folder.run("2024Q1").text
        folder.payments(GOOD_PAYMENT, "MARK-77,2024-01-20,2024-02-01,87.65")

        assert folder.run("2024Q1").text == before

    @pytest.mark.parametrize("person", ["-12345678", "+4711", "Åse Ø.", "010190-OPAQUE", "0"])
    def test_an_id_is_opaque(self, folder: RefundFolder, person: str) -> None:
        folder.stays(GOOD_STAY.replace("MARK-77", person))
        folder.payments(GOOD_PAYMENT.replace("MARK-77", person))

        assert {row["person_id"] for row in folder.run("2024Q1").rows if row["person_id"]} == {person}

    @pytest.mark.parametrize("listed", ["true", "yes", "ja", "1", "TRUE", "Yes"])
    def test_yes_is_said_in_several_ways(self, folder: RefundFolder, listed: str) -> None:
        folder.rates(GOOD_RATE.replace("yes", listed))

        assert len(folder.run("2024Q1").lines) == 1

    @pytest.mark.parametrize("listed", ["false", "no", "nej", "0"])
    def test_and_so_is_no(self, folder: RefundFolder, listed: str) -> None:
        folder.rates(GOOD_RATE.replace("yes", listed))

        assert folder.run("2024Q1").lines == []

    def test_a_difference_may_stand_twice(self, folder: RefundFolder) -> None:
        folder.closed(GOOD_LINE.replace("new", "difference"), GOOD_LINE.replace("new", "difference"))

        assert folder.run("2024Q1", closed=["closed.csv"]).code == 0
