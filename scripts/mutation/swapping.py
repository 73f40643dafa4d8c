"""Faults in the bodies of functions: the code of the living function is exchanged in a copy of this process.

Everything is imported and collected once. A copy exchanges one function's code and runs the tests that reach
the changed lines, the ones that noticed most in this function first.
"""

import gc
import os
import pickle
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from scripts.mutation import forks
from scripts.mutation.making import Mutant
from scripts.mutation.results import FOLDER, Kept, Result, code_digest, tests_digest
from scripts.mutation.suite import (
    OPTIONS,
    Reach,
    Watch,
    baseline,
    caches,
    codes_in,
    functions,
    in_turn,
    passes,
    test_files,
)

CONTROLS = 5  # every so manieth test is asked whether it is quiet while there is no fault
REACH = FOLDER / "reach.pickle"


class Swapping:
    """A pytest plugin whose loop puts in one fault after the other."""

    def __init__(self, mutants: list[Mutant], *, jobs: int, kept: Kept, say: Callable[[str], None]) -> None:
        self._mutants = mutants
        self._jobs = jobs
        self._kept = kept
        self._say = say
        self._watch = Watch()
        self._reach = Reach()
        self._items: dict[str, pytest.Item] = {}
        self._noticed: dict[tuple[str, str], Counter[str]] = {}
        self._done = 0
        self._notes = Path(tempfile.mkdtemp(prefix="mutants-"))

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """The baseline, then the faults that have no good result yet."""
        self._reach.early = self._watch.taken()
        gc.unfreeze()
        self._say(f"{len(session.items)} tests: what each reaches")
        empty = [one for one in caches() if one.cache_info().currsize == 0]
        failed = baseline(session.items, self._watch, self._reach, forget=empty)
        self._watch.end()
        if failed:
            raise pytest.UsageError(f"These tests fail with no fault put in: {failed[:5]}")
        self._items = {item.nodeid: item for item in session.items}
        REACH.write_bytes(pickle.dumps(self._reach))
        self._caches = caches()
        self._empty = empty
        self._functions = functions()
        gc.collect()
        gc.freeze()
        waiting = [mutant for mutant in self._mutants if not self._known(mutant)]
        self._say(f"{len(self._mutants)} faults in functions, {len(waiting)} to put in")
        self._total = len(waiting)
        if waiting:
            self._control()
        forks.run_all(waiting, work=self._one, jobs=self._jobs, ended=self._ended)
        return True

    def _tests(self, mutant: Mutant) -> list[str]:
        return self._reach.of(mutant.path, mutant.first, mutant.last)

    def _known(self, mutant: Mutant) -> bool:
        return self._kept.holds(mutant, self._reach, asked_about(mutant, self._reach))

    def _control(self) -> None:
        """A copy whose functions all got their own code again notices nothing, or no answer is worth much."""

        def work(files: set[Path]) -> int:
            for path in files:
                self._exchange(path, path.read_text(encoding="utf-8"))
            for cache in self._caches:
                cache.cache_clear()
            items = list(self._items.values())[::CONTROLS]
            done = [passes(item, following) for item, following in in_turn(items)]
            return forks.SURVIVED if all(done) else forks.KILLED

        def ended(_files: set[Path], code: int) -> None:
            if code != forks.SURVIVED:
                raise pytest.UsageError("Tests fail in a copy of the process in which there is no fault.")

        forks.run_all([{mutant.path for mutant in self._mutants}], work=work, jobs=1, ended=ended)

    def _one(self, mutant: Mutant) -> int:
        """Runs in the copy."""
        tests = self._tests(mutant)
        if not self._exchange(mutant.path, mutant.code(), only=mutant.function):
            return forks.NOT_PUT_IN
        early = self._reach.is_early(mutant.path, mutant.first, mutant.last)
        for cache in self._caches if early else self._empty:
            cache.cache_clear()
        counted = self._noticed.get((mutant.module, mutant.function), Counter())
        tests.sort(key=lambda test: -counted[test])
        items = [self._items[test] for test in tests]
        for item, following in in_turn(items):
            forks.limit(3 + 20 * self._reach.seconds[item.nodeid])
            if not passes(item, following):
                self._note(mutant).write_text(item.nodeid)
                return forks.KILLED
        return forks.SURVIVED

    def _exchange(self, path: Path, text: str, *, only: str = "") -> bool:
        """Whether a living function of the file (that one, or any) now has the code it has in the text."""
        done = False
        for code in codes_in(compile(text, str(path), "exec", dont_inherit=True)):
            if not only or code.co_qualname == only:
                place = (str(path), code.co_qualname, code.co_firstlineno)
                for function in self._functions.get(place, []):
                    if len(function.__code__.co_freevars) == len(code.co_freevars):
                        function.__code__ = code
                        done = True
        return done

    def _ended(self, mutant: Mutant, code: int) -> None:
        note = self._note(mutant)
        by = note.read_text() if note.exists() else ""
        note.unlink(missing_ok=True)
        killed = code != forks.SURVIVED
        if by:
            self._noticed.setdefault((mutant.module, mutant.function), Counter())[by] += 1
        self._done += 1
        if self._done % 200 == 0:
            self._say(f"{self._done} of {self._total}")
        if code == forks.NOT_PUT_IN or (not killed and is_for_fresh(mutant, self._reach)):
            return  # fresh.py gives the answer
        asked = [by] if by else self._tests(mutant)
        self._kept.add(
            Result(
                name=mutant.name,
                code=code_digest(mutant),
                killed=killed,
                by=by or ("time" if killed else ""),
                tests=tests_digest(self._reach, asked),
            )
        )

    def _note(self, mutant: Mutant) -> Path:
        """Where the copy writes which test noticed."""
        return self._notes / code_digest(mutant)


def is_for_fresh(mutant: Mutant, reach: Reach) -> bool:
    """Whether its code also runs while modules are imported or tests collected."""
    return not mutant.function or reach.is_early(mutant.path, mutant.first, mutant.last)


def asked_about(mutant: Mutant, reach: Reach) -> list[str]:
    """The tests that did not notice, if none did."""
    if is_for_fresh(mutant, reach):
        return list(reach.digest)
    return reach.of(mutant.path, mutant.first, mutant.last)


def run(mutants: list[Mutant], *, jobs: int, afresh: bool) -> int:
    """Each fault in a function has a result, but those that fresh.py must ask about; pytest's exit code."""
    heard = os.dup(2)

    def say(text: str) -> None:
        os.write(heard, f"mutants: {text}\n".encode())

    plugin = Swapping(mutants, jobs=jobs, kept=Kept(afresh=afresh), say=say)
    sys.stdout.flush()
    said = FOLDER / "pytest.txt"
    os.dup2(os.open(said, os.O_WRONLY | os.O_CREAT | os.O_TRUNC), 1)
    code = int(pytest.main([*OPTIONS, *test_files()], plugins=[plugin]))
    if code:
        sys.stdout.flush()
        say(f"pytest ended with {code}; the end of what it said:\n{said.read_text(errors='replace')[-4000:]}")
    return code
