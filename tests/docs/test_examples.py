"""The example on the first screen gives what the first screen shows."""

import csv
import re
import shlex
from pathlib import Path

import pytest

from hjemad.config.cli import main
from tests.guards.house import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")


def command_and_answer() -> tuple[list[str], str]:
    command = re.search(r"^\.venv/bin/hjemad (refund .*?)^```", README, re.MULTILINE | re.DOTALL)
    answer = re.search(r"^```text\n(.*?)^```", README, re.MULTILINE | re.DOTALL)
    assert command
    assert answer
    return shlex.split(command[1].replace("\\\n", " ")), answer[1]


def run_in(folder: Path, words: list[str], monkeypatch: pytest.MonkeyPatch) -> int:
    (folder / "docs").symlink_to(ROOT / "docs")
    monkeypatch.chdir(folder)
    monkeypatch.delenv("HJEMAD_LANGUAGE", raising=False)
    return main.run(words)


def test_the_refund_example_prints_what_the_readme_shows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    words, answer = command_and_answer()

    code = run_in(tmp_path, words, monkeypatch)

    assert capsys.readouterr().out == answer
    assert code == 4, "one line waits for a resident payment, as the text below the example says"


def test_given_its_own_lines_back_the_example_leaves_nothing_to_claim(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    words, _ = command_and_answer()
    run_in(tmp_path, words, monkeypatch)

    main.run([*words[:-1], "again.csv", "--closed", "lines.csv"])

    with (tmp_path / "again.csv").open(encoding="utf-8", newline="") as lines:
        assert list(csv.DictReader(lines)) == []
