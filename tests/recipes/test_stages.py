import sys
from pathlib import Path

import pytest

from scripts import test as recipe
from scripts.test import ROOT, Outcome, Stage
from tests.plugins import browser, postgresql_server


@pytest.fixture
def bare_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(browser, "chromium", lambda: None)
    monkeypatch.setattr(postgresql_server, "programs", lambda: None)
    for name in ("HJEMAD_REQUIRE_BROWSER", "HJEMAD_REQUIRE_POSTGRESQL"):
        monkeypatch.delenv(name, raising=False)


def names(*, full: bool = False) -> list[str]:
    return [stage.name for row in recipe.rows(full=full) for stage in row]


@pytest.mark.usefixtures("bare_machine")
def test_a_bare_machine_runs_what_it_can_and_says_what_was_left_out() -> None:
    told = recipe.summary({"tests on sqlite": Outcome(True, 12.3, 23.4)}, recipe.left_out())  # noqa: FBT003

    assert names() == ["tests on sqlite", "checks"]
    assert "passed  tests on sqlite (12 s, processor 23 s)" in told
    assert "LEFT OUT: the browser journeys: there is no Chromium" in told
    assert "LEFT OUT: every test on PostgreSQL: there is no PostgreSQL server" in told


@pytest.mark.usefixtures("bare_machine")
@pytest.mark.parametrize("name", ["HJEMAD_REQUIRE_BROWSER", "HJEMAD_REQUIRE_POSTGRESQL"])
def test_what_is_required_and_missing_fails_before_anything_runs(
    name: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(name, "1")
    monkeypatch.setattr("sys.argv", ["test.py"])

    assert recipe.main() == 2
    assert capsys.readouterr().err.startswith(f"{name}=1, but there is no ")


def test_a_whole_machine_runs_journeys_on_both_databases_and_leaves_nothing_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(browser, "chromium", lambda: "a browser")
    monkeypatch.setattr(postgresql_server, "programs", lambda: "a server")

    assert names() == [
        "tests on sqlite",
        "tests on postgresql",
        "checks",
        "journeys on sqlite",
        "journeys on postgresql",
    ]
    assert recipe.left_out() == {}


@pytest.mark.parametrize(("full", "chosen"), [(False, True), (True, False)], ids=["push", "night"])
def test_slow_tests_run_at_night_only(full: bool, chosen: bool) -> None:
    stage = recipe.pytest_stage("sqlite", journeys=False, full=full)

    assert ("not slow" in stage.command[-1]) is chosen
    assert stage.environment["HJEMAD_HYPOTHESIS_PROFILE"] == ("night" if full else "push")


@pytest.mark.usefixtures("bare_machine")
def test_at_night_law_and_kernel_run_once_and_by_themselves() -> None:
    quick, whole, _, slow = [stage.command for row in recipe.rows(full=True) for stage in row]

    assert ["--cov-branch" in command for command in (quick, slow, whole)] == [True, False, False]
    assert (quick[-1], slow[-1]) == ("not slow", "slow")
    assert {f"--ignore={folder}" for folder in recipe.PURE} <= set(whole)
    assert set(recipe.PURE) <= set(quick) & set(slow)
    assert all((ROOT / folder).is_dir() for folder in recipe.PURE)


def saying(name: str, code: str) -> Stage:
    return Stage(name=name, command=[sys.executable, "-c", code])


def test_rows_run_side_by_side_and_each_stage_is_shown_whole(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """Each of the two waits for the other: one after another, the first would wait in vain."""
    meets = """
import pathlib, sys, time
mine, other = map(pathlib.Path, {names})
mine.touch(); print(mine.name, 'begins', flush=True)
end = time.monotonic() + 30
while not other.exists() and time.monotonic() < end: time.sleep(0.01)
print(mine.name, 'ends' if other.exists() else 'waited in vain')
"""
    here, there = str(tmp_path / "here"), str(tmp_path / "there")
    one, other = meets.format(names=[here, there]), meets.format(names=[there, here])
    results = recipe.run_all([[saying("one", one)], [saying("other", other)]], {})

    assert [(name, done.passed) for name, done in results.items()] == [("one", True), ("other", True)]
    told = capfd.readouterr().out
    assert "=== one\nhere begins\nhere ends\n" in told
    assert "=== other\nthere begins\nthere ends\n" in told


def test_a_stage_that_fails_fails_the_run_and_the_next_is_still_run(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["test.py"])
    monkeypatch.setattr(recipe, "refused", list)
    stages = [saying("bad", "import sys; sys.exit('broken')"), saying("good", "print('fine')")]
    monkeypatch.setattr(recipe, "rows", lambda *, full: [stages])

    assert recipe.main() == 1
    told = capfd.readouterr().out
    assert "=== bad\nbroken" in told
    assert "FAILED  bad" in told
    assert "passed  good" in told


class FakeServer:
    url = "postgres://hjemad@127.0.0.1:1/hjemad"

    def __init__(self) -> None:
        self.stopped = 0

    def stop(self) -> None:
        self.stopped += 1


TOLD = "import os; print(os.environ.get('DATABASE_URL', 'none'), os.environ.get('HJEMAD_TEST_OWN_SERVER'))"


def test_stages_on_postgresql_share_one_server_that_ends_with_the_run(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    server = FakeServer()
    started = []
    monkeypatch.setattr(postgresql_server, "programs", lambda: "a server")
    monkeypatch.setattr(postgresql_server, "start", lambda programs: started.append(programs) or server)
    command = [sys.executable, "-c", TOLD]
    on = {"HJEMAD_TEST_DATABASE": "postgresql"}
    stages = [Stage("one", command, on), Stage("two", command, on), saying("none", TOLD)]

    results = recipe.run_with_server([[one] for one in stages])

    told = capfd.readouterr().out
    assert (started, server.stopped) == (["a server"], 1)
    assert f"=== one\n{server.url} 1\n" in told
    assert f"=== two\n{server.url} 1\n" in told
    assert "=== none\nnone None\n" in told
    assert set(results) == {"one", "two", "none", "PostgreSQL server"}


def test_a_server_that_does_not_start_is_told_by_the_stage_that_needs_it(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def broken(programs: object) -> None:
        raise RuntimeError("no room")

    monkeypatch.setattr(postgresql_server, "programs", lambda: "a server")
    monkeypatch.setattr(postgresql_server, "start", broken)
    stage = Stage("one", [sys.executable, "-c", TOLD], {"HJEMAD_TEST_DATABASE": "postgresql"})

    assert set(recipe.run_with_server([[stage]])) == {"one"}
    assert "=== one\nnone None\n" in capfd.readouterr().out


def test_a_stage_keeps_bytecode_whatever_the_caller_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    monkeypatch.setenv("DATABASE_URL", "postgres://somebody@works/here")
    given = recipe.environment(Stage(name="any", command=[], environment={"MINE": "yes"}))

    assert "PYTHONDONTWRITEBYTECODE" not in given
    assert "DATABASE_URL" not in given
    assert given["PYTHONPYCACHEPREFIX"].endswith("build/bytecode")
    assert given["MINE"] == "yes"


def test_every_test_with_a_browser_lies_where_the_journeys_are_looked_for() -> None:
    root = Path(recipe.ROOT)
    marked = "pytest.mark." + "browser"
    found = [
        path.relative_to(root).as_posix()
        for folder in ("src", "tests")
        for path in (root / folder).rglob("test_*.py")
        if marked in path.read_text(encoding="utf-8")
    ]

    assert found
    assert {path.rpartition("/")[0] for path in found} == {"tests/journeys"}
