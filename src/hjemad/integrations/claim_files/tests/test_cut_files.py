"""A file cut off anywhere is refused, or is a whole file of fewer rows and says where to look."""

from collections.abc import Callable
from pathlib import Path

import pytest

from hjemad.integrations.claim_files.closed_lines import LINE_COLUMNS, ClosedFiles
from hjemad.integrations.claim_files.faults import Fault, FilesRejected
from hjemad.integrations.claim_files.readers import (
    PAYMENT_COLUMNS,
    RATE_COLUMNS,
    STAY_COLUMNS,
    read_payments,
    read_rates,
    read_stays,
)
from hjemad.integrations.claim_files.tables import Warnings

STAYS = """\
P1,S1,2024-01-01,2024-02-01,101
"P,2",S2,2024-01-11,,751
P3,S1,2024-03-01,2024-03-02,615
"""
RATES = """\
S1,2020-01-01,2024-01-01,1000.50,yes
S2,2020-01-01,,2000.00,no
"""
PAYMENTS = """\
P1,2024-01-01,2024-02-01,100.25
"P,2",2024-01-01,,96.71
"""
CLOSED = """\
101,2024Q1,P1,S1,2024-01-01,2024-02-01,31,27900.00,13950.00,"§ 177, stk. 1",new,,
101,2024Q1,P1,S1,2024-02-01,2024-02-02,1,,,"§ 177, stk. 1",stopped,,rate
101,2024Q1,,,,,0,,0.005,"§ 177, stk. 1",rounding,rounding,
"""

type Read = Callable[[Path, list[Fault]], tuple[object, Warnings]]


def closed(path: Path, faults: list[Fault]) -> tuple[object, Warnings]:
    return ClosedFiles().read(path, faults)


FILES: dict[str, tuple[Read, tuple[str, ...], str]] = {
    "stays.csv": (read_stays, STAY_COLUMNS, STAYS),
    "rates.csv": (read_rates, RATE_COLUMNS, RATES),
    "payments.csv": (read_payments, PAYMENT_COLUMNS, PAYMENTS),
    "closed.csv": (closed, LINE_COLUMNS, CLOSED),
}


def read_cut(read: Read, path: Path, content: bytes) -> tuple[list[Fault], Warnings]:
    path.write_bytes(content)
    faults: list[Fault] = []
    try:
        _, warnings = read(path, faults)
    except FilesRejected as rejected:
        return list(rejected.faults), []
    return faults, warnings


@pytest.mark.parametrize("name", FILES)
def test_a_file_cut_at_any_byte_is_refused_or_says_that_it_may_not_be_whole(
    name: str, tmp_path: Path
) -> None:
    read, columns, rows = FILES[name]
    whole = f"{','.join(columns)}\n{rows}".encode()
    assert read_cut(read, tmp_path / name, whole) == ([], [])

    silent = []
    for length in range(len(whole)):
        faults, warnings = read_cut(read, tmp_path / name, whole[:length])
        ends_a_row = whole[:length].endswith(b"\n")
        if not faults and not warnings and not ends_a_row:
            silent.append(length)

    assert silent == []


@pytest.mark.parametrize("name", FILES)
def test_most_cuts_are_refused(name: str, tmp_path: Path) -> None:
    """Accepted is only what could be a whole file: a cut in the last field of a row, or between rows."""
    read, columns, rows = FILES[name]
    whole = f"{','.join(columns)}\n{rows}".encode()

    accepted = [
        length for length in range(len(whole)) if not read_cut(read, tmp_path / name, whole[:length])[0]
    ]

    last_fields = sum(len(row) - row.rindex(",") for row in whole.decode().splitlines())
    assert len(accepted) <= last_fields + whole.count(b"\n")


@pytest.mark.parametrize("name", FILES)
def test_a_cut_names_its_row(name: str, tmp_path: Path) -> None:
    read, columns, rows = FILES[name]
    header = f"{','.join(columns)}\n"
    first, second = rows.splitlines(keepends=True)[:2]
    content = f"{header}{first}{second[: len(second) // 3]}".encode()

    faults, _ = read_cut(read, tmp_path / name, content)

    assert [(fault.row, fault.rule) for fault in faults] in ([(3, "row_width")], [(3, "quotation")])
