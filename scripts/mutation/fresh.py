"""Faults in code that runs while a module is imported: each gets a process that imports everything anew."""

import gc
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, SourceFileLoader
from importlib.util import spec_from_file_location
from types import CodeType, ModuleType

import pytest

from scripts.mutation import forks
from scripts.mutation.making import Mutant
from scripts.mutation.suite import (
    CASES,
    OPTIONS,
    ROOT,
    VALUES,
    Reach,
    in_turn,
    is_asked_about,
    passes,
    test_files,
)

LEFT = 240.0  # seconds of work after which a copy is ended
# The first failure is enough; that hypothesis was imported before the copy was made is what we want.
QUICK = ("-x", "-W", "ignore::pytest.PytestAssertRewriteWarning")


class _Loader(SourceFileLoader):
    """Gives the module with the fault in it."""

    def __init__(self, mutant: Mutant) -> None:
        super().__init__(mutant.module, str(mutant.path))
        self._mutant = mutant

    def get_code(self, fullname: str) -> CodeType:  # noqa: ARG002  (Python asks this way)
        """Compiled from the changed text, never from kept bytecode."""
        return compile(self._mutant.code(), str(self._mutant.path), "exec", dont_inherit=True)


class Finder(MetaPathFinder):
    """Stands before all others and knows one module."""

    def __init__(self, mutant: Mutant) -> None:
        self._mutant = mutant

    def find_spec(
        self,
        fullname: str,
        path: Sequence[str] | None,  # noqa: ARG002  (Python asks this way)
        target: ModuleType | None = None,  # noqa: ARG002
    ) -> ModuleSpec | None:
        """The module with the fault; None for every other."""
        if fullname != self._mutant.module:
            return None
        locations = [str(self._mutant.path.parent)] if self._mutant.path.name == "__init__.py" else None
        return spec_from_file_location(
            fullname, self._mutant.path, loader=_Loader(self._mutant), submodule_search_locations=locations
        )


class Ordered:
    """A pytest plugin: the tests named first go first, and the first failure ends the run."""

    def __init__(self, first: list[str]) -> None:
        self._rank = {test: at for at, test in enumerate(first)}

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """True as always; the exit code tells."""
        last = len(self._rank)
        items = sorted(session.items, key=lambda item: self._rank.get(item.nodeid, last))
        for item, following in in_turn(items):
            if not passes(item, following):
                session.testsfailed = 1
                break
        return True


def near(mutant: Mutant, reach: Reach) -> list[str]:
    """The tests that reach anything in the module, quickest first."""
    path = str(mutant.path)
    found = set[str]().union(*(tests for (file, _), tests in reach.tests_of.items() if file == path))
    return sorted(found, key=lambda test: (reach.seconds[test], test))


def survives(mutant: Mutant | None, *, files: list[str], first: list[str]) -> int:
    """Exit code of a copy of a process that has not imported anything of ours."""
    forks.limit(LEFT)
    if mutant is not None:
        sys.meta_path.insert(0, Finder(mutant))
    code = pytest.main([*OPTIONS, *QUICK, *files], plugins=[Ordered(first)])
    return forks.SURVIVED if code == 0 else forks.KILLED


class _Files:
    """Which test files are asked about a fault: those of its module's name, those near it, then the rest."""

    def __init__(self, reach: Reach) -> None:
        self._reach = reach
        self.every = test_files()

    def own(self, mutant: Mutant) -> list[str]:
        """The unit tests that bear the module's name, which mostly notice: quick, and often enough."""
        beside = mutant.path.parent.relative_to(ROOT) / "tests" / f"test_{mutant.path.stem}"
        return [file for file in self._asked(mutant) if file.startswith(str(beside))]

    def near(self, mutant: Mutant) -> list[str]:
        """The tests of the package that reach the module, the answers of the law, and what holds for all."""
        files = {test.partition("::")[0] for test in near(mutant, self._reach)}
        units = [file for file in self._asked(mutant) if file in files and file.startswith("src/")]
        cases = [CASES] if any(file.startswith("tests/spec/") for file in files) else []
        if not (units or cases):
            return [file for file in self._asked(mutant) if file.startswith("src/")]
        return [*units, *cases, VALUES]

    def rest(self, mutant: Mutant) -> list[str]:
        """All others."""
        close = self.near(mutant)
        return [file for file in self._asked(mutant) if file not in close]

    def _asked(self, mutant: Mutant) -> list[str]:
        return [file for file in self.every if is_asked_about(mutant.path, file)]


def run(mutants: list[Mutant], *, reach: Reach, jobs: int, ended: Callable[[Mutant, int], None]) -> None:
    """`ended` was told how each fault's copy ended, 0 for unnoticed: each time more tests are asked."""
    files = _Files(reach)

    def asked(which: Callable[[Mutant], list[str]]) -> Callable[[Mutant], int]:
        return lambda mutant: survives(mutant, files=which(mutant), first=near(mutant, reach))

    def unnoticed(mutants: list[Mutant], by: Callable[[Mutant], list[str]]) -> list[Mutant]:
        left: list[Mutant] = []

        def after(mutant: Mutant, code: int) -> None:
            if code == forks.SURVIVED:
                left.append(mutant)
            else:
                ended(mutant, code)

        forks.run_all(mutants, work=asked(by), jobs=jobs, ended=after)
        return left

    for imported in ("duckdb", "holidays", "hypothesis", "yaml", "zoneinfo"):
        import_module(imported)  # not ours: every copy finds it there
    gc.collect()
    gc.freeze()  # every copy would look through what is known of all tests again and again
    controls = [None] if mutants else []
    forks.run_all(controls, work=lambda _: survives(None, files=files.every, first=[]), jobs=1, ended=_quiet)
    with_own = [mutant for mutant in mutants if files.own(mutant)]
    left = unnoticed(with_own, by=files.own)
    others = [mutant for mutant in mutants if not files.own(mutant)]
    left = unnoticed([*left, *others], by=files.near)
    forks.run_all(left, work=asked(files.rest), jobs=jobs, ended=ended)


def _quiet(_nothing: None, code: int) -> None:
    """Nobody notices a fault that was not put in, or no answer is worth much."""
    if code != forks.SURVIVED:
        raise RuntimeError("Tests fail in a process in which there is no fault.")
