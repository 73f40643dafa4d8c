"""The page about `hjemad law diff` shows what the command answers, and names what it takes."""

import json
import re
import shlex
from pathlib import Path

import pytest

from hjemad.config.cli import main
from hjemad.config.cli.law_diff import COLUMNS
from hjemad.law.claim.change import MOST, SETTINGS
from tests.guards.house import ROOT

PAGE = (ROOT / "docs" / "how-to" / "what-if.md").read_text(encoding="utf-8")


@pytest.fixture
def words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    (tmp_path / "docs").symlink_to(ROOT / "docs")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("HJEMAD_LANGUAGE", raising=False)
    command = re.search(r"```sh\n\.venv/bin/hjemad (.*?)```", PAGE, re.DOTALL)
    assert command
    return shlex.split(command[1].replace("\\\n", " "))


def test_the_command_answers_what_the_page_shows(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    answer = re.search(r"```text\n(.*?)```", PAGE, re.DOTALL)

    assert main.run(words) == 0

    assert answer
    assert capsys.readouterr().out == answer[1]
    assert Path("moved.csv").read_text(encoding="utf-8").splitlines()[0] == ",".join(COLUMNS)


def test_the_page_names_everything_that_can_be_tried_and_every_key_of_the_answer(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    main.run([*words, "--json"])

    keys = json.loads(capsys.readouterr().out)
    assert [name for name in (*MOST, *SETTINGS, *keys) if f"`{name}`" not in PAGE] == []
