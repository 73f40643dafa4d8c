"""The whole answer to each case stands in `answers/`: whoever changes a rule sees all that it changes.

After a change that is meant: `HJEMAD_WRITE_ANSWERS=1 .venv/bin/pytest -n 0 tests/spec/test_law_answers.py`,
then read the difference before it is committed. A line here does not make an answer right, only visible: what
an answer must be, and why, stands in the case.
"""

import os

import pytest

from hjemad.law.case_files import tables
from tests.spec.law_answers import FOLDER, answers, file_of

WRITES = bool(os.environ.get("HJEMAD_WRITE_ANSWERS"))


@pytest.mark.skipif(not WRITES, reason="only when HJEMAD_WRITE_ANSWERS is set")
def test_the_answers_are_written() -> None:
    FOLDER.mkdir(exist_ok=True)
    for path in FOLDER.glob("*.txt"):
        path.unlink()
    for table in tables():
        file_of(table).write_text(answers(table), encoding="utf-8")


@pytest.mark.parametrize("table", tables())
def test_the_whole_answer_is_the_one_that_was_last_read(table: str) -> None:
    assert answers(table) == file_of(table).read_text(encoding="utf-8")


def test_there_are_no_answers_to_tables_that_are_gone() -> None:
    assert {path.name for path in FOLDER.glob("*.txt")} == {file_of(table).name for table in tables()}
