"""The guide to refund from files keeps its word, in both languages."""

import re
import shlex
from pathlib import Path

import pytest

from hjemad.config.cli import main
from hjemad.law.claim.causes import STOPPED_CAUSE
from tests.guards.house import ROOT

LANGUAGES = ["da", "en"]
CAUSES = {
    "fact", "link", "payer", "rate", "payment", "rate_or_payment", "overlap", "identity", "setting",
    "law_version", "changed_elsewhere", "fact_or_elsewhere", "rounding",
}  # fmt: skip


def guide(language: str) -> str:
    return (ROOT / "docs" / "guide" / language / "refund-from-files.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[tuple[list[str], str]]:
    """Each command of the guide with the answer shown below it."""
    shown = re.findall(r"```sh\n\.venv/bin/hjemad (.*?)```\n\n```text\n(.*?)```", guide(language), re.DOTALL)
    return [(shlex.split(command.replace("\\\n", " ")), answer) for command, answer in shown]


def table(language: str, column: str) -> set[str]:
    """The codes in the first column of the table with that heading."""
    found = re.search(rf"^\| {column} \|.*?\n\|---.*?\n(.*?)\n\n", guide(language), re.MULTILINE | re.DOTALL)
    assert found
    return {code for row in found[1].splitlines() for code in re.findall(r"`(\w+)`", row.split("|")[1])}


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_command_answers_what_the_guide_shows(
    language: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "docs").symlink_to(ROOT / "docs")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HJEMAD_LANGUAGE", language)

    answers = []
    for words, _ in blocks(language):
        main.run(words)
        answers.append(capsys.readouterr().out)

    assert answers == [answer for _, answer in blocks(language)]
    assert len(answers) == 3


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_a_line_can_wait_for_is_explained(language: str) -> None:
    assert table(language, "`missing`") == set(STOPPED_CAUSE)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_cause_is_explained(language: str) -> None:
    assert table(language, "`cause`") == CAUSES


def test_both_languages_show_the_same_commands() -> None:
    danish, english = ([words for words, _ in blocks(language)] for language in LANGUAGES)

    assert danish == english
