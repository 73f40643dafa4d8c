"""`hjemad law diff` as other people's scripts rely on it: text, JSON, lines with reasons, exit codes."""

import csv
import io
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from hjemad.config.cli import law_diff, main
from hjemad.config.cli.progress import Progress
from hjemad.law.claim.compared import ChangedStretch
from hjemad.law.claim.what_if import WhatIf, reasons
from tests.refund_files import RefundFolder

SIXTY = """
title: 90 nights become 60
as_of: 2026-07-01
parameters:
  sel.177.refund_nights:
    - from: 2026-04-01
      value: 60
"""


@pytest.fixture
def folder(tmp_path: Path) -> RefundFolder:
    folder = RefundFolder(tmp_path)
    folder.stays(
        "P1,S1,2026-04-10,2026-07-01,101",
        "P2,S2,2026-04-01,,751",
        "P3,S1,2026-04-01,2026-06-10,",
        "P4,S1,2026-04-01,2026-05-01,147",
    )
    folder.write("change.yaml", SIXTY)
    return folder


def run(folder: RefundFolder, *words: str, change: str = "change.yaml") -> int:
    asked = ["law", "diff", str(folder.path("stays.csv")), "--rates", str(folder.path("rates.csv"))]
    asked += ["--payments", str(folder.path("payments.csv")), "--change", str(folder.path(change)), *words]
    return main.run(asked)


def test_a_person_reads_who_how_much_and_from_which_day(
    folder: RefundFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(folder) == 0

    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "90 nights become 60"
    assert [" ".join(line.split()) for line in lines[2:7]] == [
        "municipality nights difference refund before refund after difference citizens from",
        "payer not known 0 +0 0.00 0.00 +0.00 1 2026-05-31",
        "101 København 82 -22 36900.00 27000.00 -9900.00 1 2026-06-09",
        "751 Aarhus 90 -30 40500.00 27000.00 -13500.00 1 2026-05-31",
        "Together 172 -52 77400.00 54000.00 -23400.00 3 2026-05-31",
    ]
    assert lines[7:11] == [
        "1 other municipalities: unchanged.",
        "",
        "Difference by year:",
        "  2026: -23400.00 DKK",
    ]
    assert lines[12] == "Assumptions:"
    assert len([line for line in lines[13:] if line.startswith("- ")]) == len(lines) - 13 > 12


def test_columns_of_figures_stand_under_each_other(
    folder: RefundFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    run(folder)

    table = capsys.readouterr().out.splitlines()[2:7]
    assert len({len(line) for line in table}) == 1
    assert table[2].startswith("101 København  ")


def test_it_speaks_danish(
    folder: RefundFolder, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HJEMAD_LANGUAGE", "da")

    run(folder)

    out = capsys.readouterr().out
    for words in (
        "betaler ukendt",
        "I alt",
        "1 andre kommuner: uændret.",
        "Forskel pr. år:",
        "Forudsætninger:",
    ):
        assert words in out
    assert "Nobody" not in out


def test_a_script_reads_every_municipality_and_assumption(
    folder: RefundFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(folder, "--json") == 0

    answer = json.loads(capsys.readouterr().out)
    assert list(answer) == [
        "title", "law_version", "from", "to", "before", "after", "totals", "municipalities",
        "payer_not_known", "assumptions", "warnings",
    ]  # fmt: skip
    assert (answer["title"], answer["from"], answer["to"]) == (
        "90 nights become 60",
        "2026-04-01",
        "2026-07-01",
    )
    assert answer["totals"] == {
        "citizens": 3, "first_night": "2026-05-31",
        "nights_before": 82 + 90 + 0, "waiting_before": 70 + 30, "refund_before_dkk": "77400.00",
        "nights_after": 120, "waiting_after": 60 + 30, "refund_after_dkk": "54000.00",
        "nights_difference": -52, "waiting_difference": -10, "refund_difference_dkk": "-23400.00",
        "years": [
            {"year": 2026, "nights_difference": -52, "waiting_difference": -10,
             "refund_difference_dkk": "-23400.00"},
        ],
    }  # fmt: skip
    assert [one["payer"] for one in answer["municipalities"]] == ["101", "147", "751"]
    unmoved = answer["municipalities"][1]
    assert (unmoved["citizens"], unmoved["first_night"], unmoved["years"]) == (0, None, [])
    assert answer["payer_not_known"]["waiting_difference"] == -10
    assert [value["value"] for value in answer["after"]["parameters"]["sel.177.refund_nights"]] == [
        "120",
        "60",
    ]
    assert answer["before"]["parameters"]["sel.177.refund_nights"][1] == {
        "value": "90", "from": "2026-04-01", "to": None, "certainty": "sourced",
        "source": "sbst.dk: Omstilling af hjemløshedsområdet (90 dage efter 1. april 2026)",
    }  # fmt: skip
    assert answer["before"]["settings"]["cap_mode"] == "per_day"
    assert answer["assumptions"][0]["code"] == "same_nights"
    assert answer["warnings"] == []


def rows(folder: RefundFolder) -> list[dict[str, str]]:
    text = folder.path("lines.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(io.StringIO(text)))


def test_every_night_that_changes_is_written_with_its_reasons(
    folder: RefundFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(folder, "--out", str(folder.path("lines.csv"))) == 0

    first, second, third = rows(folder)
    assert first == {
        "payer": "101", "person_id": "P1", "facility_id": "S1", "from": "2026-06-09", "to": "2026-07-01",
        "nights": "22", "before": "refundable", "after": "beyond",
        "refund_before_dkk": "9900.00", "refund_after_dkk": "0.00", "difference_dkk": "-9900.00",
        "year_start_before": "2026-04-10", "number_before": "61", "cap_before": "90", "missing_before": "",
        "year_start_after": "2026-04-10", "number_after": "61", "cap_after": "60", "missing_after": "",
    }  # fmt: skip
    assert (second["person_id"], second["from"], second["to"]) == ("P2", "2026-05-31", "2026-06-30")
    assert (third["before"], third["missing_before"]) == ("waiting", "payer;resident_payment")
    assert (third["refund_before_dkk"], third["refund_after_dkk"]) == ("", "0.00")
    assert f"Every night that changes stands in {folder.path('lines.csv')}." in capsys.readouterr().out


def test_a_side_without_a_night_has_no_number(folder: RefundFolder) -> None:
    folder.write("change.yaml", "title: Days out count\nas_of: 2026-07-01\nsettings: {day_count: both_days}")
    folder.stays("P1,S1,2026-04-10,2026-04-12,101")

    run(folder, "--out", str(folder.path("lines.csv")))

    [row] = rows(folder)
    assert [row[name] for name in ("before", "year_start_before", "number_before", "cap_before")] == [
        "none", "", "", "",
    ]  # fmt: skip
    assert [row[name] for name in ("from", "to", "after", "number_after")] == [
        "2026-04-12", "2026-04-13", "refundable", "3",
    ]  # fmt: skip


def test_nothing_that_moves_is_said_so(folder: RefundFolder, capsys: pytest.CaptureFixture[str]) -> None:
    folder.stays("P1,S1,2026-04-10,2026-04-12,101")

    assert run(folder, "--out", str(folder.path("lines.csv"))) == 0

    assert "No night is answered differently." in capsys.readouterr().out
    assert rows(folder) == []


def test_the_day_on_the_command_line_comes_before_that_of_the_file(
    folder: RefundFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    run(folder, "--as-of", "2026-05-31", "--json")

    answer = json.loads(capsys.readouterr().out)
    assert (answer["to"], answer["totals"]["citizens"]) == ("2026-05-31", 0)


def test_warnings_of_the_files_stand_on_stderr_and_in_the_answer(
    folder: RefundFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    folder.write("rates.csv", "note,facility_id,from,to,rate_dkk,registered", "x,S1,2000-01-01,,1000.00,yes")

    run(folder, "--json")

    said = capsys.readouterr()
    assert said.err == "rates.csv: columns not used: note\n"
    assert json.loads(said.out)["warnings"] == ["rates.csv: columns not used: note"]


class TestExitCodes:
    @pytest.mark.parametrize(
        ("prepare", "code", "told"),
        [
            (lambda f: f.write("change.yaml", "title: x"), 3, "change.yaml changes nothing"),
            (lambda f: f.write("change.yaml", "title: ["), 3, "change.yaml is not YAML"),
            (lambda f: f.write_bytes("change.yaml", b"title: \xe6"), 3, "change.yaml is not saved as UTF-8"),
            (lambda f: f.path("change.yaml").unlink(), 2, "change.yaml cannot be opened"),
            (lambda f: f.path("rates.csv").unlink(), 2, "rates.csv cannot be opened"),
            (lambda f: f.stays("P1,S1,2026-02-30,,101"), 3, "stays.csv, row 2, column check_in"),
            (lambda f: f.write("change.yaml", SIXTY.replace("as_of: 2026-07-01", "")), 3, "Say as_of"),
        ],
    )
    def test_what_is_wrong_is_told_in_one_place(
        self, folder: RefundFolder, capsys: pytest.CaptureFixture[str], prepare: Any, code: int, told: str
    ) -> None:
        prepare(folder)

        assert run(folder) == code

        said = capsys.readouterr()
        assert told in said.err
        assert said.out == ""

    def test_a_day_there_is_not_is_refused(
        self, folder: RefundFolder, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert run(folder, "--as-of", "2026-02-30") == 3
        assert capsys.readouterr().out == ""

    def test_rejected_files_are_told_to_a_script_as_places(
        self, folder: RefundFolder, capsys: pytest.CaptureFixture[str]
    ) -> None:
        folder.stays("P1,S1,2026-02-30,,101")

        assert run(folder, "--json") == 3

        assert json.loads(capsys.readouterr().out) == {
            "rejected": [{"file": "stays.csv", "row": 2, "column": "check_in", "rule": "date"}]
        }

    @pytest.mark.parametrize("name", ["stays.csv", "rates.csv", "payments.csv", "change.yaml"])
    def test_a_file_that_is_read_is_never_written(
        self, folder: RefundFolder, capsys: pytest.CaptureFixture[str], name: str
    ) -> None:
        before = folder.path(name).read_bytes()

        assert run(folder, "--out", str(folder.path(name))) == 2

        assert folder.path(name).read_bytes() == before
        assert "--out is one of the files" in capsys.readouterr().err

    def test_stopping_is_told_and_writes_nothing(
        self, folder: RefundFolder, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def until_stopped(answer: WhatIf) -> Iterator[list[ChangedStretch]]:
            yield next(iter(reasons(answer)))
            raise KeyboardInterrupt

        monkeypatch.setattr(law_diff, "reasons", until_stopped)

        assert run(folder, "--out", str(folder.path("lines.csv"))) == 130

        said = capsys.readouterr()
        assert said.err == "hjemad: stopped (1 of 3 citizens). Nothing has been written\n"
        assert said.out == ""
        assert not folder.path("lines.csv").exists()

    def test_stopping_before_anything_is_counted_is_told_too(
        self, folder: RefundFolder, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def stopped(_: object) -> None:
            raise KeyboardInterrupt

        monkeypatch.setenv("HJEMAD_LANGUAGE", "da")
        monkeypatch.setattr(law_diff, "read_bulk", stopped)

        assert run(folder) == 130
        assert capsys.readouterr().err == "hjemad: standset. Intet er skrevet\n"

    def test_a_process_never_loads_django(self, folder: RefundFolder) -> None:
        program = (
            "import sys; from hjemad.config.cli.main import run; code = run(sys.argv[1:]); "
            "print('django' in sys.modules, file=sys.stderr); sys.exit(code)"
        )
        asked = [str(folder.path(name)) for name in ("stays.csv", "rates.csv", "payments.csv", "change.yaml")]
        words = ["law", "diff", asked[0], "--rates", asked[1], "--payments", asked[2], "--change", asked[3]]

        done = subprocess.run(
            [sys.executable, "-c", program, *words], capture_output=True, text=True, check=False
        )

        assert (done.returncode, done.stderr) == (0, "False\n")

    def test_other_commands_of_the_law_load_no_arrays(self) -> None:
        program = (
            "import sys; from hjemad.config.cli.main import run; run(['law', 'list', '--json']); "
            "print('numpy' in sys.modules, file=sys.stderr)"
        )

        done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)

        assert done.stderr == "False\n"


class TestProgress:
    def test_a_short_run_says_nothing_and_a_long_one_now_and_then(self) -> None:
        out = io.StringIO()
        seconds = iter([0.0, 1.9, 2.0, 2.0, 3.9, 4.0, 4.0])
        progress = Progress(4, language="en", out=out, clock=lambda: next(seconds))

        for _ in range(4):
            progress.step()

        assert out.getvalue() == "2 of 4 citizens\n4 of 4 citizens\n"

    def test_it_speaks_danish(self) -> None:
        assert Progress(4, language="da", out=io.StringIO()).text == "0 af 4 borgere"
