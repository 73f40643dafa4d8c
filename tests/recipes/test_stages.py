import pytest

from scripts import test as recipe
from tests.plugins import browser, postgresql_server


@pytest.fixture
def bare_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(browser, "chromium", lambda: None)
    monkeypatch.setattr(postgresql_server, "programs", lambda: None)
    for name in ("HJEMAD_REQUIRE_BROWSER", "HJEMAD_REQUIRE_POSTGRESQL"):
        monkeypatch.delenv(name, raising=False)


def names(*, full: bool = False) -> list[str]:
    return [stage.name for stage in recipe.stages(full=full)]


@pytest.mark.usefixtures("bare_machine")
def test_a_bare_machine_runs_what_it_can_and_says_what_was_left_out() -> None:
    told = recipe.summary({"tests on sqlite": (True, 12.3)}, recipe.left_out())

    assert names() == ["checks", "tests on sqlite"]
    assert "passed  tests on sqlite (12 s)" in told
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
        "checks",
        "tests on sqlite",
        "journeys on sqlite",
        "tests on postgresql",
        "journeys on postgresql",
    ]
    assert recipe.left_out() == {}


@pytest.mark.parametrize(("full", "chosen"), [(False, True), (True, False)], ids=["push", "night"])
def test_slow_tests_run_at_night_only(full: bool, chosen: bool) -> None:
    stage = recipe.pytest_stage("sqlite", journeys=False, full=full)

    assert ("not slow" in stage.command[-1]) is chosen
    assert stage.environment["HJEMAD_HYPOTHESIS_PROFILE"] == ("night" if full else "push")
