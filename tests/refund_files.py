"""Files of `hjemad refund` written as rows of text, and runs of the command on them."""

import csv
import io
import json
from collections.abc import Sequence
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from hjemad.config.cli import main

STAYS = "person_id,facility_id,check_in,check_out,payer_code"
RATES = "facility_id,from,to,rate_dkk,registered"
PAYMENTS = "person_id,from,to,per_day_dkk"
LINES = (
    "payer,origin_quarter,person_id,facility_id,from,to,nights,net_dkk,refund_dkk,"
    "provision,kind,cause,missing"
)


@dataclass(frozen=True)
class Ran:
    """How a run ended, what it said, and the file it wrote (None: none)."""

    code: int
    out: str
    err: str
    text: str | None

    @property
    def rows(self) -> list[dict[str, str]]:
        assert self.text is not None, self.err
        return list(csv.DictReader(io.StringIO(self.text)))

    @property
    def lines(self) -> list[str]:
        """`101 2024Q1 P1 S1 2024-01-01/2024-02-01 31 27900.00 13950.00 new`, then cause and missing."""
        return [_shown(row) for row in self.rows]

    @property
    def json(self) -> dict[str, Any]:
        answer: dict[str, Any] = json.loads(self.out)
        return answer


def _shown(row: dict[str, str]) -> str:
    of = f"{row['from']}/{row['to']}" if row["from"] else "-"
    words = [
        row["payer"], row["origin_quarter"], row["person_id"], row["facility_id"], of, row["nights"],
        row["net_dkk"], row["refund_dkk"], row["kind"],
    ]  # fmt: skip
    return " ".join([word or "-" for word in words] + [row[key] for key in ("cause", "missing") if row[key]])


def write_parquet(path: Path, query: str) -> None:
    """The answer of the query as a Parquet file."""
    found = duckdb.sql(query)
    assert found is not None
    found.write_parquet(str(path))


class RefundFolder:
    """A folder with the three files of a municipality; a usual rate and payment until told otherwise."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.stays()
        self.rates("S1,2000-01-01,,1000.00,yes", "S2,2000-01-01,,1000.00,yes")
        self.payments("P1,2000-01-01,,100.00", "P2,2000-01-01,,100.00")

    def stays(self, *rows: str) -> None:
        self.write("stays.csv", STAYS, *rows)

    def rates(self, *rows: str) -> None:
        self.write("rates.csv", RATES, *rows)

    def payments(self, *rows: str) -> None:
        self.write("payments.csv", PAYMENTS, *rows)

    def closed(self, *rows: str, name: str = "closed.csv") -> str:
        """A file of closed lines; returns its name."""
        self.write(name, LINES, *rows)
        return name

    def write(self, name: str, *rows: str) -> None:
        self.path(name).write_text("".join(f"{row}\n" for row in rows), encoding="utf-8", newline="")

    def write_bytes(self, name: str, content: bytes) -> None:
        self.path(name).write_bytes(content)

    def path(self, name: str) -> Path:
        return self.folder / name

    def run(
        self, quarter: str, *words: str, closed: Sequence[str] = (), out: str = "lines.csv",
        stays: str = "stays.csv", rates: str = "rates.csv", payments: str = "payments.csv",
    ) -> Ran:  # fmt: skip
        """`hjemad refund` in this folder; `out`, `closed` and the inputs are names of files in it."""
        asked = [
            "refund", str(self.path(stays)), "--rates", str(self.path(rates)),
            "--payments", str(self.path(payments)), "--quarter", quarter, "--out", str(self.path(out)),
            *words,
        ]  # fmt: skip
        for name in closed:
            asked += ["--closed", str(self.path(name))]
        said, told = io.StringIO(), io.StringIO()
        with redirect_stdout(said), redirect_stderr(told):
            try:
                code = main.run(asked)
            except SystemExit as error:  # the parser of the words leaves this way
                code = int(error.code or 0)
        written = self.path(out)
        text = written.read_text(encoding="utf-8") if written.is_file() else None
        return Ran(code, said.getvalue(), told.getvalue(), text)
