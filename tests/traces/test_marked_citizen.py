"""The marked citizen: every field a mark, every address asked by everybody, everything stored looked through.

Where marks may stand is committed beside this file. After a change that is meant:
`HJEMAD_WRITE_MARKS=1 .venv/bin/pytest -q tests/traces/test_marked_citizen.py -n 0`, then read the difference
line by line: each new line is somebody who sees something more. They are compared on PostgreSQL
(`HJEMAD_TEST_DATABASE=postgresql`), the stricter of the two: pages are the same on both.
"""

import csv
import logging
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
import time_machine
from django.core import mail
from django.core.cache import caches
from django.db import transaction

from hjemad.foundation.access.middleware import SESSION_KEY
from hjemad.foundation.access.roles import ROLES
from tests.guards.access_world import World, soon
from tests.traces.marked_world import build_marked_world, marks_in
from tests.traces.reading import cells
from tests.traces.walking import WholeReader, marks_of

pytestmark = pytest.mark.django_db

ANSWERS = Path(__file__).with_name("marks_in_answers.csv")
TABLES = Path(__file__).with_name("marks_in_tables.csv")
WRITES = bool(os.environ.get("HJEMAD_WRITE_MARKS"))


class Log(logging.Handler):
    """Keeps every line of every logger, arguments and traces included."""

    def __init__(self) -> None:
        super().__init__(level=0)
        self.lines: list[str] = []
        self.setFormatter(logging.Formatter("%(name)s %(levelname)s %(message)s"))

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: object) -> Iterator[World]:
    """Written once; each request is rolled back to it."""
    with django_db_blocker.unblock(), time_machine.travel(soon(), tick=False), transaction.atomic():  # type: ignore[attr-defined]
        yield build_marked_world()
        transaction.set_rollback(True)


@pytest.fixture
def log() -> Iterator[Log]:
    handler, root = Log(), logging.getLogger()
    before, names = root.level, ["django", "django.request", "django.db.backends", "hjemad"]
    levels = {name: (logging.getLogger(name).level, logging.getLogger(name).propagate) for name in names}
    root.addHandler(handler)
    for name in names:
        logging.getLogger(name).propagate = True
    yield handler
    root.removeHandler(handler)
    root.setLevel(before)
    for name, (level, propagate) in levels.items():
        logging.getLogger(name).setLevel(level)
        logging.getLogger(name).propagate = propagate


def in_answers(world: World) -> tuple[dict[tuple[str, str], set[str]], set[str]]:
    """(address, mark) -> roles of the citizen's own house and municipality who see it; and every session."""
    seen: dict[tuple[str, str], set[str]] = {}
    sessions: set[str] = set()
    for role in ["visitor", *(slug for slug, one in ROLES.items() if one.permissions)]:
        reader = WholeReader(world, role)
        for key in marks_of(reader):
            seen.setdefault(key, set()).add(role)
        sessions |= reader.sessions
    return seen, sessions


def in_tables() -> set[tuple[str, str, str]]:
    return {(cell.table, cell.column, mark) for cell in cells() for mark in marks_in(cell.text)}


def committed(path: Path) -> set[tuple[str, ...]]:
    with path.open(encoding="utf-8", newline="") as file:
        return {tuple(row) for row in list(csv.reader(file))[1:]}


def write(path: Path, head: list[str], rows: Iterable[tuple[str, ...]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(head)
        writer.writerows(sorted(rows))


@pytest.mark.skipif(not WRITES, reason="only when HJEMAD_WRITE_MARKS is set")
def test_the_tables_are_written_again(world: World) -> None:
    rows = [(*key, " ".join(sorted(roles))) for key, roles in in_answers(world)[0].items()]
    write(ANSWERS, ["route", "mark", "roles"], rows)
    write(TABLES, ["table", "column", "mark"], sorted(in_tables()))


@pytest.mark.postgresql
@pytest.mark.skipif(WRITES, reason="the tables are being written")
def test_marks_stand_only_where_the_table_says_and_never_in_a_session_a_log_a_mail_or_a_cache(
    world: World, log: Log
) -> None:
    told, sessions = in_answers(world)

    assert {(*key, " ".join(sorted(roles))) for key, roles in told.items()} == committed(ANSWERS)
    assert any(SESSION_KEY in session for session in sessions), "The sessions of the walk were read"
    assert not {mark for session in sessions for mark in marks_in(session)}
    assert log.lines, "The walk is logged, so there is something to look through"
    assert not {mark for line in log.lines for mark in marks_in(line)}
    assert mail.outbox == []
    assert not marks_in(repr([vars(cache) for cache in caches.all()]))


@pytest.mark.postgresql
@pytest.mark.skipif(WRITES, reason="the tables are being written")
def test_marks_stand_only_in_the_columns_the_table_says(world: World) -> None:
    assert in_tables() == committed(TABLES)
