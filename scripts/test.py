"""Run the checks, every test on SQLite and what touches a database on PostgreSQL, journeys on both.

Two rows of stages run side by side: a journey often waits for its browser, and tests use what it leaves.
What a stage says is shown whole when it has ended; the last block sums up. Both stages on PostgreSQL use one
server, so a database is migrated there once.

`--full` adds the slow tests and many new examples per property. What this machine cannot run is named in a
block at the end; with HJEMAD_REQUIRE_BROWSER=1 or HJEMAD_REQUIRE_POSTGRESQL=1 its absence fails the run.
"""

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.plugins import browser, postgresql_server  # noqa: E402  (found through the line above)
from tests.plugins.postgresql_server import OWN_SERVER  # noqa: E402

# The pure floors and their tests. At night they run by themselves: noting each branch slows what is called.
PURE = ["src/hjemad/kernel", "src/hjemad/law", "tests/spec", "tests/properties"]
# Branches of the pure floors that their quick tests walk; the number may only rise.
COVERAGE = [
    "--cov=hjemad.kernel",
    "--cov=hjemad.law",
    "--cov-branch",
    "--cov-report=term-missing:skip-covered",
    "--cov-fail-under=97",
]
SPEAKING = threading.Lock()
NO_POSTGRESQL = "there is no PostgreSQL server on this machine (install postgresql)"


@dataclass(frozen=True)
class Stage:
    """One run of a program, with what is added to its environment."""

    name: str
    command: list[str]
    environment: dict[str, str] = field(default_factory=dict)

    @property
    def on_postgresql(self) -> bool:
        """It needs the server of the run."""
        return self.environment.get("HJEMAD_TEST_DATABASE") == "postgresql"


TWO_WORKERS = ["-n", "2", "--dist", "worksteal"]


def pytest_stage(database: str, *, journeys: bool, full: bool) -> Stage:
    """The tests of one database: journeys in one worker, since each drives a server and a browser."""
    chosen = ["browser" if journeys else "not browser", *([] if full else ["not slow"])]
    workers = ["-p", "no:xdist"] if journeys else TWO_WORKERS
    where = ["tests/journeys"] if journeys else [f"--ignore={folder}" for folder in PURE if full]
    return Stage(
        name=f"{'journeys' if journeys else 'tests'} on {database}",
        command=[sys.executable, "-m", "pytest", "-q", *workers, *where, "-m", " and ".join(chosen)],
        environment=tested_on(database, full=full),
    )


def pure_stage(*, slow: bool) -> Stage:
    """The tests of the pure floors at night; in the quick ones each branch that is walked is noted."""
    chosen, measured = ("slow", []) if slow else ("not slow", COVERAGE)
    return Stage(
        name=f"{'slow ' if slow else ''}tests of law and kernel",
        command=[sys.executable, "-m", "pytest", "-q", *TWO_WORKERS, *measured, *PURE, "-m", chosen],
        environment=tested_on("sqlite", full=True),
    )


def tested_on(database: str, *, full: bool) -> dict[str, str]:
    """What tells a run of tests its database, and how many examples it invents."""
    profile = "night" if full else "push"
    return {"HJEMAD_TEST_DATABASE": database, "HJEMAD_HYPOTHESIS_PROFILE": profile}


def left_out() -> dict[str, str]:
    """What this machine cannot run, with the reason."""
    missing = {}
    if browser.chromium() is None:
        missing["the browser journeys"] = browser.WHY_NOT
    if postgresql_server.programs() is None:
        missing["every test on PostgreSQL"] = NO_POSTGRESQL
    return missing


def refused() -> list[str]:
    """A sentence for each thing that is required and missing."""
    required = {
        "HJEMAD_REQUIRE_BROWSER": (browser.chromium() is None, browser.WHY_NOT),
        "HJEMAD_REQUIRE_POSTGRESQL": (postgresql_server.programs() is None, NO_POSTGRESQL),
    }
    return [
        f"{name}=1, but {why}."
        for name, (missing, why) in required.items()
        if missing and os.environ.get(name) == "1"
    ]


@dataclass(frozen=True)
class Outcome:
    """How a stage ended: `seconds` by the clock, `worked` of processor time, its children's included."""

    passed: bool
    seconds: float
    worked: float


def rows(*, full: bool) -> list[list[Stage]]:
    """What this machine can run: stages of one row run one after another, rows side by side."""
    databases = ["sqlite", *(["postgresql"] if postgresql_server.programs() else [])]
    walked = databases if browser.chromium() else []
    checks = Stage(name="checks", command=[sys.executable, "scripts/check.py"])
    pure, slow_pure = ([pure_stage(slow=False)], [pure_stage(slow=True)]) if full else ([], [])
    return [
        [*pure, *(pytest_stage(database, journeys=False, full=full) for database in databases)],
        [checks, *(pytest_stage(database, journeys=True, full=full) for database in walked), *slow_pure],
    ]


def environment(stage: Stage) -> dict[str, str]:
    """That of the caller, without a database, and with a place for bytecode that only test runs use.

    A run starts some hundred Pythons; where bytecode is not kept, each compiles all it imports again.
    """
    kept = {
        name: value
        for name, value in os.environ.items()
        if name not in {"DATABASE_URL", "PYTHONDONTWRITEBYTECODE"}
    }
    return {**kept, "PYTHONPYCACHEPREFIX": str(ROOT / "build" / "bytecode"), **stage.environment}


def run(stage: Stage, server: dict[str, str]) -> Outcome:
    """Its outcome, after everything it said is shown; a stage that finds no test has not passed.

    `server` is added to the environment of a stage on PostgreSQL.
    """
    print(f"... {stage.name}", flush=True)
    began = time.monotonic()
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(
            stage.command,
            cwd=ROOT,
            env=environment(stage) | (server if stage.on_postgresql else {}),
            stdout=said,
            stderr=subprocess.STDOUT,
        )
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        said.seek(0)
        text = said.read().decode(errors="replace")
    with SPEAKING:
        print(f"\n=== {stage.name}\n{text}", flush=True)
    return Outcome(
        passed=process.returncode == 0,
        seconds=time.monotonic() - began,
        worked=used.ru_utime + used.ru_stime,
    )


def run_with_server(rows: list[list[Stage]]) -> dict[str, Outcome]:
    """The outcome of each stage, and of the server that those on PostgreSQL shared; it has ended then."""
    programs = postgresql_server.programs()
    if programs is None or not any(stage.on_postgresql for row in rows for stage in row):
        return run_all(rows, {})
    began = time.monotonic()
    try:
        server = postgresql_server.start(programs)
    except RuntimeError:
        return run_all(rows, {})  # a stage starts its own, and says why it could not
    try:
        outcomes = run_all(rows, {"DATABASE_URL": server.url, OWN_SERVER: "1"})
    finally:
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        server.stop()
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
    worked = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    shared = Outcome(passed=True, seconds=time.monotonic() - began, worked=worked)
    return {**outcomes, "PostgreSQL server": shared}


def run_all(rows: list[list[Stage]], server: dict[str, str]) -> dict[str, Outcome]:
    """The outcome of each stage; after an interruption no further one begins."""
    stopped = threading.Event()

    def one_after_another(row: list[Stage]) -> dict[str, Outcome]:
        return {stage.name: run(stage, server) for stage in row if not stopped.is_set()}

    with ThreadPoolExecutor(max_workers=len(rows)) as side_by_side:
        running = [side_by_side.submit(one_after_another, row) for row in rows]
        try:
            return {name: outcome for row in running for name, outcome in row.result().items()}
        except KeyboardInterrupt:
            stopped.set()  # the programs were told by the same keys; they are waited for
            raise


def summary(results: dict[str, Outcome], missing: dict[str, str]) -> str:
    """The last block of the output: each stage, then what was left out."""
    lines = [
        f"{'passed' if one.passed else 'FAILED'}  {name} ({one.seconds:.0f} s, processor {one.worked:.0f} s)"
        for name, one in results.items()
    ]
    if missing:
        lines += ["", "!" * 78, *(f"LEFT OUT: {what}: {why}." for what, why in missing.items()), "!" * 78]
    return "\n".join(["", "=" * 78, *lines])


def main() -> int:
    """Exit code 1 when a stage failed, 2 when something required is missing."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--full", action="store_true", help="slow tests too, many examples per property")
    full = parser.parse_args().full
    complaints = refused()
    if complaints:
        print("\n".join(complaints), file=sys.stderr)
        return 2
    results = run_with_server(rows(full=full))
    print(summary(results, left_out()), flush=True)
    return 0 if all(one.passed for one in results.values()) else 1


if __name__ == "__main__":
    sys.exit(main())
