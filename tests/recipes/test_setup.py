import ast
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from scripts import setup
from tests.guards.house import ROOT


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name, path in (("ROOT", "."), ("VENV", ".venv"), ("LOG", "build/setup.log")):
        monkeypatch.setattr(setup, name, (tmp_path / path).resolve())
    monkeypatch.setattr(setup, "STAMPS", tmp_path / "stamps.json")
    return tmp_path


def test_set_up_can_be_read_by_the_oldest_python_it_starts_with() -> None:
    source = (ROOT / "scripts" / "setup.py").read_text(encoding="utf-8")

    ast.parse(source, feature_version=(3, 9))


def test_a_failed_command_is_told_in_one_sentence_with_its_log(elsewhere: Path) -> None:
    command = [sys.executable, "-c", "import sys; print('why it failed'); sys.exit(3)"]

    with pytest.raises(setup.SetupFailed, match=r"^Could not do it\. Details: build/setup\.log$"):
        setup.run(command, otherwise="Could not do it.")

    assert "why it failed" in (elsewhere / "build" / "setup.log").read_text(encoding="utf-8")


def test_a_program_that_is_not_there_is_told_the_same_way() -> None:
    with pytest.raises(setup.SetupFailed, match=r"^Could not do it\."):
        setup.run(["no-such-program-anywhere"], otherwise="Could not do it.")


def test_a_step_is_done_once_for_the_same_contents(elsewhere: Path) -> None:
    done: list[str] = []
    result = elsewhere / "result"

    def work() -> None:
        done.append("work")
        result.touch()

    for fingerprint in ("first", "first", "second", "second"):
        setup.step("assets", fingerprint, work, there=result, say="working")

    assert len(done) == 2


def test_a_step_is_done_again_when_its_result_is_gone(elsewhere: Path) -> None:
    done: list[str] = []

    for _ in range(2):
        setup.step("assets", "same", lambda: done.append("work"), there=elsewhere / "gone", say="working")

    assert len(done) == 2


def test_stamps_that_cannot_be_read_count_as_none(elsewhere: Path) -> None:
    (elsewhere / "stamps.json").write_text("{half a fi", encoding="utf-8")

    assert setup.stamps() == {}


def test_a_python_of_the_wanted_version_is_found_beside_the_running_one() -> None:
    running = f"{sys.version_info[0]}.{sys.version_info[1]}"

    found = setup.find_python(running)

    assert found
    assert setup.version_of(found) == running


def test_a_python_nobody_has_is_not_found() -> None:
    assert setup.find_python("3.99") is None


def test_something_that_is_no_python_has_no_version(elsewhere: Path) -> None:
    (elsewhere / "python3.12").write_text("no program", encoding="utf-8")

    assert setup.version_of(elsewhere / "python3.12") is None


def test_where_no_python_can_be_had_one_sentence_says_what_to_install(
    elsewhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(setup, "TOOLS", elsewhere / "no-tools")

    with pytest.raises(setup.SetupFailed, match=r"install Python 3\.99 and run `make setup` again"):
        setup.make_venv("3.99")


def test_the_script_of_the_forge_can_be_run_and_asks_for_everything() -> None:
    script = ROOT / ".ci" / "run"
    text = script.read_text(encoding="utf-8")

    assert script.stat().st_mode & 0o100
    assert "HJEMAD_REQUIRE_BROWSER=1" in text
    assert "HJEMAD_REQUIRE_POSTGRESQL=1" in text
    bash = shutil.which("bash")
    assert bash is None or subprocess.run([bash, "-n", script], check=False).returncode == 0
