"""The tests that may notice a fault, run without Django, and what each of them reaches."""

import gc
import hashlib
import inspect
import re
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import _lru_cache_wrapper
from pathlib import Path
from types import CodeType, FunctionType

import pytest
from _pytest.runner import runtestprotocol

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = (ROOT / "src" / "hjemad" / "kernel", ROOT / "src" / "hjemad" / "law")
TESTS = ("src/hjemad/kernel", "src/hjemad/law", "tests/spec", "tests/properties")
# Whole countries against a second program: right for `make test`, too slow to be asked ten thousand times.
TOO_SLOW = "tests/properties/test_refund_"
# Tests that run every case with many other facts, days or numbers: they ask about those, not about code.
NOT_ASKED = tuple(
    f"--deselect=tests/spec/{test}"
    for test in (
        "test_spoiled_facts.py",
        "test_law_parameters.py::test_moving_a_number_or_a_date_breaks_a_case",
        "test_law_cases.py::test_no_day_however_far_away_breaks_a_rule",
        "test_law_cases.py::test_no_fact_however_far_away_breaks_a_rule",
    )
)
# The bulk form is compared with the reference, half a second a test: asked about the bulk form only.
ONLY_FOR_BULK = ("src/hjemad/law/claim/tests/test_bulk_", "src/hjemad/kernel/tests/test_span_arrays")
BULK = ("bulk", "span_arrays")
CASES = "tests/spec/test_law_answers.py"
# It asks about every class, so it reaches the lines of none.
VALUES = "tests/spec/test_law_is_frozen.py"
# Order and plugins are fixed: the same fault always meets the same tests in the same order.
OPTIONS = (
    "-q", "-s", "--noconftest", "-p", "tests.plugins.repeatable", "-p", "no:django", "-p", "no:playwright",
    "-p", "no:xdist", "-p", "no:randomly", "-p", "no:cacheprovider", "-p", "no:cov", "-m", "not slow",
    *NOT_ASKED,
)  # fmt: skip
MONITOR = sys.monitoring.COVERAGE_ID


def source_files() -> list[Path]:
    """The modules under test, tests left out."""
    return [
        path
        for package in PACKAGES
        for path in sorted(package.rglob("*.py"))
        if "tests" not in path.relative_to(package).parts
    ]


def test_files() -> list[str]:
    """The files of the tests that need no Django, relative to the root."""
    found = [path for folder in TESTS for path in sorted((ROOT / folder).rglob("test_*.py"))]
    names = [str(path.relative_to(ROOT)) for path in found]
    return [name for name in names if not name.startswith(TOO_SLOW)]


def is_asked_about(path: Path, test: str) -> bool:
    """Whether the test may be asked about faults in that file."""
    return not test.startswith(ONLY_FOR_BULK) or any(word in path.name for word in BULK)


@dataclass
class Reach:
    """Which tests run which line, what ran before any test, how long each takes and what its text is."""

    tests_of: dict[tuple[str, int], set[str]] = field(default_factory=dict)
    early: set[tuple[str, int]] = field(default_factory=set)
    seconds: dict[str, float] = field(default_factory=dict)
    digest: dict[str, str] = field(default_factory=dict)

    def of(self, path: Path, first: int, last: int) -> list[str]:
        """The tests that run one of these lines, the quickest first."""
        lines = range(first, last + 1)
        reaching = set[str]().union(*(self.tests_of.get((str(path), line), set()) for line in lines))
        found = [test for test in reaching if is_asked_about(path, test)]
        return sorted(found, key=lambda test: (self.seconds[test], test))

    def is_early(self, path: Path, first: int, last: int) -> bool:
        """Whether one of these lines ran while modules were imported and tests collected."""
        return any((str(path), line) in self.early for line in range(first, last + 1))


class Watch:
    """Tells which lines of the packages ran since it was last asked, each line once."""

    def __init__(self) -> None:
        self._inside = tuple(f"{package}/" for package in PACKAGES)
        self._seen: set[tuple[str, int]] = set()
        sys.monitoring.use_tool_id(MONITOR, "mutants")
        sys.monitoring.register_callback(MONITOR, sys.monitoring.events.LINE, self._line)
        sys.monitoring.register_callback(MONITOR, sys.monitoring.events.PY_START, self._start)
        sys.monitoring.set_events(MONITOR, sys.monitoring.events.PY_START)

    def _start(self, code: CodeType, _at: int) -> object:
        if code.co_filename.startswith(self._inside) and "/tests/" not in code.co_filename:
            sys.monitoring.set_local_events(MONITOR, code, sys.monitoring.events.LINE)
        return sys.monitoring.DISABLE

    def _line(self, code: CodeType, line: int) -> object:
        self._seen.add((code.co_filename, line))
        return sys.monitoring.DISABLE

    def taken(self) -> set[tuple[str, int]]:
        """What ran since the last call; from now on every line counts again."""
        seen, self._seen = self._seen, set()
        sys.monitoring.restart_events()
        return seen

    def end(self) -> None:
        """Nothing is watched any more; Python keeps events and callbacks of a tool that is only given up."""
        sys.monitoring.set_events(MONITOR, sys.monitoring.events.NO_EVENTS)
        sys.monitoring.register_callback(MONITOR, sys.monitoring.events.LINE, None)
        sys.monitoring.register_callback(MONITOR, sys.monitoring.events.PY_START, None)
        sys.monitoring.free_tool_id(MONITOR)


def caches() -> list["_lru_cache_wrapper[object]"]:
    """Every memory of a function of ours."""
    return [
        one
        for one in gc.get_objects()
        if isinstance(one, _lru_cache_wrapper) and str(one.__module__).startswith(("hjemad", "tests"))
    ]


def functions() -> dict[tuple[str, str, int], list[FunctionType]]:
    """Every function there is, by file, qualified name and first line; decorated ones too."""
    found: dict[tuple[str, str, int], list[FunctionType]] = {}
    for one in gc.get_objects():
        if isinstance(one, FunctionType):
            code = one.__code__
            found.setdefault((code.co_filename, code.co_qualname, code.co_firstlineno), []).append(one)
    return found


def codes_in(code: CodeType) -> Iterator[CodeType]:
    """The code itself and all code defined in it."""
    yield code
    for one in code.co_consts:
        if isinstance(one, CodeType):
            yield from codes_in(one)


def in_turn(items: list[pytest.Item]) -> Iterator[tuple[pytest.Item, pytest.Item | None]]:
    """Each test with the one that follows it; nothing when no test is asked."""
    yield from zip(items, [*items[1:], None], strict=False)


def passes(item: pytest.Item, following: pytest.Item | None) -> bool:
    """Whether the test passes, with what it sets up and takes down."""
    reports = runtestprotocol(item, log=False, nextitem=following)
    return not any(report.failed for report in reports)


def baseline(
    items: list[pytest.Item], watch: Watch, reach: Reach, *, forget: list["_lru_cache_wrapper[object]"]
) -> list[str]:
    """Fills in what each test reaches; the answer names the tests that fail with no fault put in."""
    failed = []
    for item, following in in_turn(items):
        for cache in forget:
            cache.cache_clear()
        watch.taken()
        began = time.process_time()
        if not passes(item, following):
            failed.append(item.nodeid)
        reach.seconds[item.nodeid] = time.process_time() - began
        for line in watch.taken():
            reach.tests_of.setdefault(line, set()).add(item.nodeid)
        reach.digest[item.nodeid] = _digest(item)
    return failed


def _digest(item: pytest.Item) -> str:
    """Stays the same while the test's own text and its parameters do."""
    function = getattr(item, "function", None)
    try:
        text = inspect.getsource(inspect.unwrap(function)) if function else ""
    except (OSError, TypeError):
        text = ""
    given = getattr(getattr(item, "callspec", None), "params", {})
    said = re.sub(r" at 0x[0-9a-f]+", "", repr(given))
    return hashlib.sha256(f"{item.nodeid} {text} {said}".encode()).hexdigest()
