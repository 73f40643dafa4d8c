"""The browser of the journeys: the machine's own Chromium, never a download, never the network.

Where there is none, journeys are left out and the end of the output says so; with HJEMAD_REQUIRE_BROWSER=1
the run fails instead.
"""

import os
import shutil
from pathlib import Path
from typing import Any

import pytest

# The one without windows draws the same and takes a third of the processor time, so it is asked first.
NAMES = (
    "chromium-headless-shell",
    "chrome-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome-stable",
    "google-chrome",
)
WHY_NOT = (
    "there is no Chromium on this machine (install chromium-headless-shell or chromium, or name one in"
    " HJEMAD_CHROMIUM)"
)
QUIET = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--lang=da",
]


def chromium() -> Path | None:
    """The browser journeys run in, or None."""
    named = os.environ.get("HJEMAD_CHROMIUM")
    if named:
        return Path(named) if Path(named).exists() else None
    found = next((path for path in map(shutil.which, NAMES) if path), None)
    return Path(found) if found else None


def is_required() -> bool:
    """Whether a run without a browser has failed."""
    return os.environ.get("HJEMAD_REQUIRE_BROWSER") == "1"


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Journeys are left out, or refused, where there is no browser."""
    journeys = [item for item in items if item.get_closest_marker("browser")]
    if not journeys or chromium() is not None:
        return
    if is_required():
        raise pytest.UsageError(f"HJEMAD_REQUIRE_BROWSER=1, but {WHY_NOT}.")
    for item in journeys:
        item.add_marker(pytest.mark.skip(reason=WHY_NOT))


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """What was left out is said where nobody can overlook it."""
    skipped = terminalreporter.stats.get("skipped", [])
    left_out = [report for report in skipped if WHY_NOT in str(report.longrepr)]
    if left_out:
        terminalreporter.section("LEFT OUT", sep="!", bold=True, yellow=True)
        terminalreporter.write_line(f"{len(left_out)} browser journeys: {WHY_NOT}.")


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Starts the machine's own Chromium without its errands on the network."""
    # Playwright keeps an event loop on this thread; Django would take that for asynchronous code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    return {**browser_type_launch_args, "executable_path": str(chromium()), "args": [*QUIET, *sandbox]}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    """A Danish desk; a journey sets a phone itself."""
    return {**browser_context_args, "locale": "da-DK", "timezone_id": "Europe/Copenhagen"}
