"""A process that is killed in the middle: `kill -9` before the n-th write, before the commit, or after it.

It waits with everything loaded and without a connection. For each task it forks: the child acts and is
killed at the point asked for, and the parent tells how it ended. A task without a point tells what the
action writes.
"""

import json
import os
import re
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import date, datetime
from typing import Any
from unittest.mock import patch
from uuid import UUID

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hjemad.config.settings")

import django

django.setup()

from django.db import connection, transaction  # noqa: E402 - models load after set-up

from hjemad.areas.citizens.models import PersonRecord  # noqa: E402
from hjemad.areas.citizens.writes.links import join  # noqa: E402
from hjemad.areas.refunds.actions import ledger  # noqa: E402
from hjemad.areas.shelters import actions as shelters  # noqa: E402
from hjemad.areas.shelters.models import Place, Stay  # noqa: E402
from hjemad.foundation.access.actor import Actor  # noqa: E402
from hjemad.kernel.quarters import Quarter  # noqa: E402

# The world of the test lets its people in long ago, and rights are judged on that day.
LONG_AGO = date(2015, 1, 1)
READ = "a test acts on one row"
WRITE = re.compile(r"^\s*(INSERT INTO|UPDATE|DELETE FROM)\s+\"?(\w+)")
BEFORE_COMMIT, AFTER_COMMIT = "before the commit", "after the commit"


def admit(task: dict[str, Any], by: Actor, at: datetime) -> None:
    shelters.admit(
        by=by, place=Place.objects.get(pk=task["place"]), night=date.fromisoformat(task["day"]),
        decided_at=at, at=at, record_id=task["record"],
    )  # fmt: skip


def correct(task: dict[str, Any], by: Actor, at: datetime) -> None:
    stay = Stay.objects.everything(reason=READ).current().get(fact_id=UUID(task["stay"]))
    day = date.fromisoformat(task["day"])
    shelters.correct_stay(by=by, stay=stay, valid_from=stay.valid_from, valid_to=day, reason="rettet", at=at)


def link(task: dict[str, Any], by: Actor, at: datetime) -> None:
    records = PersonRecord.objects.everything(reason=READ)
    one, other = records.get(pk=task["record"]), records.get(pk=task["other"])
    join(one, other, by=by, at=at, evidence="samtale", reason="samme person")


def close(task: dict[str, Any], by: Actor, at: datetime) -> None:
    quarter = Quarter.parse(task["quarter"])
    ledger.close(by=by, quarter=quarter, today=quarter.end, at=at)


ACTIONS: dict[str, Callable[[dict[str, Any], Actor, datetime], None]] = {
    "admit": admit,
    "correct": correct,
    "link": link,
    "close": close,
}


def act(task: dict[str, Any]) -> None:
    who = task["by"]
    by = Actor(
        user_id=who["user"], user_name="crash", assignment_id=who["assignment"],
        organisation_id=who["house"], role=who["role"], on=LONG_AGO, purpose="test",
    )  # fmt: skip
    ACTIONS[task["do"]](task, by, datetime.fromisoformat(task["at"]))


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


@contextmanager
def killed_at(point: int | str) -> Iterator[list[str]]:
    """The process dies at the point; the list names every write that was reached."""
    reached: list[str] = []

    def watch(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        found = WRITE.match(sql)
        if found:
            if point == len(reached):
                die()
            reached.append(found[2])
        return execute(sql, params, many, context)

    commit = connection._commit  # type: ignore[attr-defined] # where Django sends COMMIT

    def watched_commit() -> None:
        if point == BEFORE_COMMIT:
            die()
        commit()
        if point == AFTER_COMMIT:
            die()

    with ExitStack() as stack:
        stack.enter_context(connection.execute_wrapper(watch))
        stack.enter_context(patch.object(connection, "_commit", watched_commit))
        yield reached


def writes_of(task: dict[str, Any]) -> list[str]:
    """Every write of the action, which is taken back at the end."""
    with transaction.atomic(), killed_at(-1) as reached:
        act(task)
        transaction.set_rollback(True)
    return reached


def forked(task: dict[str, Any]) -> int:
    """The signal that ended the child; 0 when it lived."""
    child = os.fork()
    if child == 0:
        with killed_at(task["point"]):
            act(task)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.WTERMSIG(status) if os.WIFSIGNALED(status) else -os.WEXITSTATUS(status)


def say(what: Any) -> None:
    sys.stdout.write(json.dumps(what) + "\n")
    sys.stdout.flush()


def main() -> None:
    """One task after another, until there are no more."""
    say("up")
    while line := sys.stdin.readline():
        task = json.loads(line)
        answer = writes_of(task) if "point" not in task else forked(task)
        connection.close()
        say(answer)


if __name__ == "__main__":
    main()
