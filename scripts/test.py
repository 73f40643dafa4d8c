"""Run the checks, then every test on SQLite and what touches a database on PostgreSQL, journeys on both.

`--full` adds the slow tests and many new examples per property. What this machine cannot run is named in a
block at the end; with HJEMAD_REQUIRE_BROWSER=1 or HJEMAD_REQUIRE_POSTGRESQL=1 its absence fails the run.
"""

import argparse
import os
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.plugins import browser, postgresql_server  # noqa: E402  (found through the line above)

# Branches of the pure floors that tests walk; the number may only rise.
COVERAGE = [
    "--cov=hjemad.kernel",
    "--cov=hjemad.law",
    "--cov-branch",
    "--cov-report=term-missing:skip-covered",
    "--cov-fail-under=97",
]
NO_POSTGRESQL = "there is no PostgreSQL server on this machine (install postgresql)"


@dataclass(frozen=True)
class Stage:
    """One run of a program, with what is added to its environment."""

    name: str
    command: list[str]
    environment: dict[str, str] = field(default_factory=dict)


def pytest_stage(database: str, *, journeys: bool, full: bool) -> Stage:
    """The tests of one database: journeys in one worker, since each drives a server and a browser."""
    chosen = ["browser" if journeys else "not browser", *([] if full else ["not slow"])]
    workers = ["-p", "no:xdist"] if journeys else ["-n", "2", "--dist", "worksteal"]
    profile = "night" if full else "push"
    covered = COVERAGE if full and database == "sqlite" and not journeys else []
    return Stage(
        name=f"{'journeys' if journeys else 'tests'} on {database}",
        command=[sys.executable, "-m", "pytest", "-q", *workers, *covered, "-m", " and ".join(chosen)],
        environment={"HJEMAD_TEST_DATABASE": database, "HJEMAD_HYPOTHESIS_PROFILE": profile},
    )


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


def stages(*, full: bool) -> list[Stage]:
    """What this machine can run, in order."""
    databases = ["sqlite", *(["postgresql"] if postgresql_server.programs() else [])]
    kinds = [False, *([True] if browser.chromium() else [])]
    tests = [
        pytest_stage(database, journeys=journeys, full=full) for database in databases for journeys in kinds
    ]
    return [Stage(name="checks", command=[sys.executable, "scripts/check.py"]), *tests]


def run(stage: Stage) -> bool:
    """True when the stage passed; a stage that finds no test has not."""
    print(f"\n=== {stage.name}", flush=True)
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    done = subprocess.run(stage.command, cwd=ROOT, env={**environment, **stage.environment}, check=False)
    return done.returncode == 0


def summary(results: dict[str, tuple[bool, float]], missing: dict[str, str]) -> str:
    """The last block of the output: each stage, then what was left out."""
    lines = [
        f"{'passed' if passed else 'FAILED'}  {name} ({seconds:.0f} s)"
        for name, (passed, seconds) in results.items()
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
    results = {}
    for stage in stages(full=full):
        began = time.monotonic()
        passed = run(stage)
        results[stage.name] = (passed, time.monotonic() - began)
    print(summary(results, left_out()), flush=True)
    return 0 if all(passed for passed, _ in results.values()) else 1


if __name__ == "__main__":
    sys.exit(main())
