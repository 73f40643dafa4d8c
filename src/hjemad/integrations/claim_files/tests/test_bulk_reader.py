"""The quick reader says what the strict readers say, or leaves it to them."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from hjemad.integrations.claim_files import bulk_reader
from hjemad.integrations.claim_files.bulk_reader import read_bulk
from hjemad.integrations.claim_files.faults import FilesRejected
from hjemad.integrations.claim_files.run import ClaimFiles, FactsOfFiles, read_files
from hjemad.integrations.claim_files.tables import Warnings
from hjemad.kernel.errors import WrongUsage
from hjemad.law.claim.bulk_facts import BulkFacts, bulk_facts, people_of, rate_book_of
from hjemad.law.claim.facts import PersonFacts
from tests.refund_files import RefundFolder, write_parquet

STAYS = (
    "P2,S1,2024-01-01,2024-02-01,101",
    "P10,S2,2024-03-01,,751",
    "P1,S3,2023-01-01,2023-01-01,",
    "P2,S1,2024-01-01,2024-02-01,101",
)


@pytest.fixture
def folder(tmp_path: Path) -> RefundFolder:
    folder = RefundFolder(tmp_path)
    folder.stays(*STAYS)
    folder.rates("S1,2000-01-01,2024-01-01,1000,yes", "S1,2024-01-01,,1000.5,ja", "S9,2000-01-01,,0.05,no")
    folder.payments("P2,2000-01-01,2001-01-01,100.00", "P2,2001-01-01,,99.9", "P8,2001-01-01,,99.90")
    return folder


def files(folder: RefundFolder, stays: str = "stays.csv") -> ClaimFiles:
    return ClaimFiles(folder.path(stays), folder.path("rates.csv"), folder.path("payments.csv"))


def strictly(where: ClaimFiles) -> tuple[BulkFacts, FactsOfFiles]:
    facts = read_files(where)
    people = [
        PersonFacts(one, tuple(s), tuple(facts.payments.get(one, ()))) for one, s in facts.stays.items()
    ]
    return bulk_facts(people, facts.rates), facts


def rows(facts: BulkFacts) -> dict[str, list[tuple[int, ...]]]:
    """Every table as rows in order, since their order says nothing."""
    found = {}
    for name, table in (("stays", facts.stays), ("rates", facts.rates), ("payments", facts.payments)):
        columns = [np.asarray(column).tolist() for column in vars(table).values()]
        found[name] = sorted(zip(*columns, strict=True))
    return found


def same(one: BulkFacts, other: BulkFacts) -> bool:
    names = [(list(facts.persons), list(facts.facilities), list(facts.payers)) for facts in (one, other)]
    return names[0] == names[1] and rows(one) == rows(other)


def quickly(where: ClaimFiles) -> tuple[BulkFacts, Warnings]:
    return bulk_reader.plain_files(where)


def test_a_plain_file_is_read_quickly_and_says_the_same(folder: RefundFolder) -> None:
    facts, warnings = quickly(files(folder))

    assert same(facts, strictly(files(folder))[0])
    assert list(facts.persons) == ["P1", "P10", "P2"]
    assert list(facts.facilities) == ["S1", "S2", "S3", "S9"]
    assert list(facts.payers) == ["", "101", "751"]
    assert warnings == []


def test_a_payment_of_somebody_without_a_stay_is_left_out(folder: RefundFolder) -> None:
    assert len(quickly(files(folder))[0].payments.owner) == 2


def test_what_was_read_can_be_told_as_facts_again(folder: RefundFolder) -> None:
    facts, _ = quickly(files(folder))
    _, read = strictly(files(folder))

    for person in people_of(facts, range(3)):
        assert sorted(map(repr, person.stays)) == sorted(map(repr, read.stays[person.person]))
        assert sorted(map(repr, person.payments)) == sorted(map(repr, read.payments.get(person.person, [])))
    assert rate_book_of(facts) == read.rates


def test_columns_nobody_asked_for_are_warned_of_in_the_same_words(folder: RefundFolder) -> None:
    folder.write(
        "stays.csv", "sex,x,person_id,facility_id,check_in,check_out,payer_code", "m,1,P1,S1,2024-01-01,,101"
    )

    facts, warnings = quickly(files(folder))

    assert warnings == list(read_files(files(folder)).warnings) != []
    assert same(facts, strictly(files(folder))[0])


@pytest.mark.parametrize("name", ["stays", "rates", "payments"])
def test_a_file_without_rows_and_one_cut_off_are_warned_of_in_the_same_words(
    folder: RefundFolder, name: str
) -> None:
    for change in (header_only, without_the_last_line_break):
        path = folder.path(f"{name}.csv")
        path.write_bytes(change(path.read_bytes()))

        facts, warnings = quickly(files(folder))

        assert warnings == list(read_files(files(folder)).warnings) != []
        assert same(facts, strictly(files(folder))[0])


def header_only(raw: bytes) -> bytes:
    return raw.split(b"\n")[0] + b"\n"


def without_the_last_line_break(raw: bytes) -> bytes:
    return raw.rstrip(b"\n")


def test_parquet_is_read_quickly_too(folder: RefundFolder) -> None:
    source = f"read_csv('{folder.path('stays.csv')}', header = true, all_varchar = true)"
    write_parquet(folder.path("stays.parquet"), f"from {source}")
    days = "replace (check_in::date as check_in, check_out::date as check_out)"
    write_parquet(folder.path("days.parquet"), f"from {source} select * {days}")

    for name in ("stays.parquet", "days.parquet"):
        facts, warnings = quickly(files(folder, name))

        assert same(facts, strictly(files(folder))[0])
        assert warnings == []


def test_windows_line_ends_and_a_byte_order_mark_are_plain(folder: RefundFolder) -> None:
    raw = folder.path("stays.csv").read_bytes()
    folder.write_bytes("stays.csv", b"\xef\xbb\xbf" + raw.replace(b"\n", b"\r\n"))

    assert same(quickly(files(folder))[0], strictly(files(folder))[0])


# What is unusual: each must be left to the strict readers.
def stay(row: str) -> Callable[[RefundFolder], None]:
    return lambda folder: folder.stays(*STAYS, row)


def rate(*more: str) -> Callable[[RefundFolder], None]:
    return lambda folder: folder.rates("S1,2000-01-01,,1000,yes", *more)


def payment(*more: str) -> Callable[[RefundFolder], None]:
    return lambda folder: folder.payments("P2,2000-01-01,2001-01-01,100.00", *more)


def content(name: str, change: Callable[[bytes], bytes]) -> Callable[[RefundFolder], None]:
    return lambda folder: folder.write_bytes(name, change(folder.path(name).read_bytes()))


def one_column_twice(raw: bytes) -> bytes:
    header, *lines = raw.decode().splitlines()
    return "\n".join([f"{header},check_in", *(f"{line},2024-01-01" for line in lines), ""]).encode()


UNUSUAL: dict[str, Callable[[RefundFolder], None]] = {
    "quotation marks": stay('"P3",S1,2024-01-01,,101'),
    "a comma inside": stay('"P3,4",S1,2024-01-01,,101'),
    "spaces around": stay(" P3 ,S1,2024-01-01,,101"),
    "spaces around a day": stay("P3,S1, 2024-01-01,,101"),
    "a word with a space": stay("P 3,S1,2024-01-01,,101"),
    "an empty line": stay(""),
    "a line of commas": stay(",,,,"),
    "an amount with three decimals": rate("S5,2000-01-01,,1000.000,yes"),
    "an amount with many digits": payment("P1,2000-01-01,,123456789012.00"),
    "yes in capitals": rate("S5,2000-01-01,,1000,YES"),
    "the same rate twice": rate("S1,2010-01-01,,1000,yes"),
    "payments that overlap and say the same": payment("P2,2000-06-01,2002-01-01,100.00"),
    "a header in quotation marks": content(
        "stays.csv", lambda raw: raw.replace(b"check_in", b'"check_in"', 1)
    ),
    "a header with spaces": content("stays.csv", lambda raw: raw.replace(b"check_in", b" check_in", 1)),
    "an old kind of line end": content("stays.csv", lambda raw: raw.replace(b"\n", b"\r")),
}
WRONG: dict[str, Callable[[RefundFolder], None]] = {
    "a day there is not": stay("P3,S1,2024-02-30,,101"),
    "a day out there is not": stay("P3,S1,2024-02-01,2024-02-30,101"),
    "a day in another form": stay("P3,S1,1/2-24,,101"),
    "no day": stay("P3,S1,,,101"),
    "no person": stay(",S1,2024-02-01,,101"),
    "no shelter": stay("P3,,2024-02-01,,101"),
    "dates in the wrong order": stay("P3,S1,2024-02-02,2024-02-01,101"),
    "no such municipality": stay("P3,S1,2024-02-01,,999"),
    "a formula": stay("=P3,S1,2024-02-01,,101"),
    "a formula as shelter": stay("P3,@S1,2024-02-01,,101"),
    "a field too many": stay("P3,S1,2024-02-01,,101,x"),
    "an empty field too many": stay("P3,S1,2024-02-01,,101,"),
    "a field too few": stay("P3,S1,2024-02-01,"),
    "a mark that does not close": stay('P3,S1,2024-02-01,,"101'),
    "rates that speak against each other": rate("S1,2010-01-01,,1001,yes"),
    "rates that differ in the list": rate("S1,2010-01-01,2011-01-01,1000,no"),
    "payments that speak against each other": payment("P2,2000-06-01,2002-01-01,101.00"),
    "rates in the wrong order": rate("S5,2010-01-01,2009-01-01,1001,yes"),
    "payments in the wrong order": payment("P1,2010-01-01,2009-01-01,1001"),
    "half an ore": rate("S5,2010-01-01,,1000.005,yes"),
    "a negative amount": payment("P1,2010-01-01,,-1.00"),
    "no amount": payment("P1,2010-01-01,,"),
    "a decimal comma": payment("P1,2010-01-01,,1.000.00"),
    "neither yes nor no": rate("S5,2010-01-01,,1000,maybe"),
    "no word": rate("S5,2010-01-01,,1000,"),
    "another encoding": content("stays.csv", lambda raw: raw.replace(b"P1,", b"P\xe6,")),
    "a byte no text has": content("stays.csv", lambda raw: raw.replace(b"P1,", b"P\x00,")),
    "a column missing": content("rates.csv", lambda raw: raw.replace(b"registered", b"listed", 1)),
    "a column twice": content("stays.csv", one_column_twice),
    "an empty file": content("payments.csv", lambda raw: raw[:0]),
    "semicolons": content("stays.csv", lambda raw: raw.replace(b",", b";")),
}  # fmt: skip


@pytest.mark.parametrize("change", UNUSUAL.values(), ids=UNUSUAL.keys())
def test_what_is_unusual_is_left_to_the_strict_readers(
    folder: RefundFolder, change: Callable[[RefundFolder], None]
) -> None:
    change(folder)

    facts, warnings = read_bulk(files(folder))

    with pytest.raises(bulk_reader.QUICKLY_NOT):
        quickly(files(folder))
    strict, read = strictly(files(folder))
    assert same(facts, strict)
    assert warnings == list(read.warnings)


@pytest.mark.parametrize("change", WRONG.values(), ids=WRONG.keys())
def test_what_is_wrong_is_told_by_the_strict_readers(
    folder: RefundFolder, change: Callable[[RefundFolder], None]
) -> None:
    change(folder)

    with pytest.raises(FilesRejected) as rejected:
        read_bulk(files(folder))

    with pytest.raises(FilesRejected) as strictly_rejected:
        read_files(files(folder))
    assert rejected.value.faults == strictly_rejected.value.faults != ()


def test_a_file_that_is_not_there_is_told_by_name(folder: RefundFolder) -> None:
    with pytest.raises(WrongUsage, match=r"nowhere\.csv cannot be opened"):
        read_bulk(files(folder, "nowhere.csv"))


def test_a_name_that_would_stand_for_many_files_stands_for_one(folder: RefundFolder) -> None:
    folder.path("stays.csv").rename(folder.path("stay[s].csv"))
    folder.write("stays.csv", "person_id,facility_id,check_in,check_out,payer_code")

    facts, _ = read_bulk(files(folder, "stay[s].csv"))

    assert len(facts.stays.person) == len(STAYS)
