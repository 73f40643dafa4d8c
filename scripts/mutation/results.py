"""What is known of each fault, kept between runs in build/mutants."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

from scripts.mutation.making import Mutant
from scripts.mutation.suite import ROOT, Reach

FOLDER = ROOT / "build" / "mutants"
FILE = FOLDER / "results.jsonl"


@dataclass(frozen=True)
class Result:
    """How it went: `by` is the test that noticed, "" for none, "time" or "import" where no test had to.

    `code` is a digest of the function and the fault, `tests` one of what was asked: of the test that noticed,
    or of every test that reaches the fault.
    """

    name: str
    code: str
    killed: bool
    by: str
    tests: str


def digest(*parts: str) -> str:
    """Short, and another for other parts."""
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:16]


def code_digest(mutant: Mutant) -> str:
    """Stays the same while the function and the fault do."""
    return digest(mutant.module, mutant.place, mutant.around, mutant.change)


def tests_digest(reach: Reach, tests: Iterable[str]) -> str:
    """Stays the same while these tests do."""
    return digest(*sorted(reach.digest[test] for test in tests))


class Kept:
    """The results so far; a new one is written at once, so an interrupted run loses nothing."""

    def __init__(self, *, afresh: bool, file: Path = FILE) -> None:
        file.parent.mkdir(parents=True, exist_ok=True)
        if afresh:
            file.unlink(missing_ok=True)
        self._file = file
        self._by_name: dict[str, Result] = {}
        if file.exists():
            for line in file.read_text(encoding="utf-8").splitlines():
                result = Result(**json.loads(line))
                self._by_name[result.name] = result

    def add(self, result: Result) -> None:
        """Is kept from now on."""
        self._by_name[result.name] = result
        with self._file.open("a", encoding="utf-8") as file:
            file.write(json.dumps(asdict(result), ensure_ascii=False) + "\n")

    def of(self, mutant: Mutant) -> Result | None:
        """What is known of it, None when nothing is or the code changed since."""
        result = self._by_name.get(mutant.name)
        return result if result and result.code == code_digest(mutant) else None

    def holds(self, mutant: Mutant, reach: Reach, tests: list[str]) -> bool:
        """Whether the result is still good: the test that noticed, or all that did not, are as they were."""
        result = self.of(mutant)
        if result is None:
            return False
        if not result.killed:
            return result.tests == tests_digest(reach, tests)
        if result.by in reach.digest:
            return result.tests == tests_digest(reach, [result.by])
        return result.by in {"time", "import"}
