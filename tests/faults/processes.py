"""Starts processes beside the test, on its database, and lets them act in the same moment."""

import json
import os
import subprocess
import sys
import time
from types import TracebackType
from typing import Any, Self
from urllib.parse import quote

from django.db import connection

# Long enough for every process to wake up and wait; then all start within a fraction of a millisecond.
HEAD_START_SECONDS = 0.03


def environment() -> dict[str, str]:
    """What a process needs to find the database of this test."""
    settings = connection.settings_dict
    if connection.vendor == "sqlite":
        url = f"sqlite:////{str(settings['NAME']).lstrip('/')}"
    else:
        url = f"postgres://{settings['USER']}@{settings['HOST']}:{settings['PORT']}/{quote(settings['NAME'])}"
    return {**os.environ, "DATABASE_URL": url, "HJEMAD_ENV": "test", "PYTHONPATH": os.getcwd()}


class Process:
    """One process that takes tasks as lines of JSON and answers each with one line."""

    def __init__(self, module: str) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", module],
            env=environment(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def __enter__(self) -> Self:
        assert self.read() == "up"
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.close()
        self._process.wait(timeout=20)
        self._process.stdout.close()

    def tell(self, task: Any) -> None:
        """Sends one line."""
        assert self._process.stdin
        self._process.stdin.write(json.dumps(task) + "\n")
        self._process.stdin.flush()

    def read(self) -> Any:
        """The next answer; fails when the process has ended."""
        assert self._process.stdout
        line = self._process.stdout.readline()
        assert line, "the process ended without an answer"
        return json.loads(line)


def together(tasks: list[tuple[Process, dict[str, Any]]]) -> list[Any]:
    """Every process prepares its task, all begin at one moment, and their outcomes come in order."""
    for process, task in tasks:
        process.tell(task)
    for process, _ in tasks:
        assert process.read() == "ready"
    start = time.monotonic() + HEAD_START_SECONDS
    for process, _ in tasks:
        process.tell(start)
    return [process.read() for process, _ in tasks]
