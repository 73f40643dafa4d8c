"""`hjemad demo` as one types it: a fresh database each time, never somebody else's, and an address."""

import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.plugins import template

# The command makes a file of its own, whatever database the tests stand on: once is enough.
pytestmark = pytest.mark.sqlite

COMMAND = [sys.executable, "-m", "hjemad.config.cli.main", "demo", "--citizens", "25"]
SECONDS_TO_ANSWER = 120


def environment(folder: Path, **more: str) -> dict[str, str]:
    of_the_test_run = ("HJEMAD_", "DATABASE_", "DJANGO_")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(of_the_test_run)}
    return {**kept, "HJEMAD_VAR": str(folder), **more}


def demo(folder: Path, *words: str, **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*COMMAND, *words], env=environment(folder, **more), capture_output=True, text=True, check=False
    )


def users(printed: str) -> list[str]:
    """The printed lines without their passwords, which are new every time."""
    lines = [" ".join(line.split()) for line in printed.splitlines()]
    return [re.sub(r"\S+-\d{3}", "…", line) for line in lines if re.search(r"-\d{3}", line)]


@contextmanager
def taken_port() -> Iterator[int]:
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        yield holder.getsockname()[1]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass(frozen=True)
class Made:
    """A demo that was made and not served."""

    folder: Path
    done: subprocess.CompletedProcess[str]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    folder = tmp_path_factory.mktemp("demo")
    return Made(folder, demo(folder, "--no-serve"))


@pytest.fixture(scope="module")
def mine(tmp_path_factory: pytest.TempPathFactory, django_db_setup: None) -> Made:
    """Other people, in Danish, in a database of somebody's own that is migrated already."""
    folder = tmp_path_factory.mktemp("mine")
    template.copy_to(folder / "mine.sqlite3")
    more = {"DATABASE_URL": url_of(folder / "mine.sqlite3"), "HJEMAD_LANGUAGE": "da"}
    return Made(folder, demo(folder, "--no-serve", "--seed", "2", **more))


def url_of(file: Path) -> str:
    return f"sqlite:////{file.as_posix().lstrip('/')}"


def test_the_users_of_every_role_are_printed_with_passwords(made: Made) -> None:
    assert (made.done.returncode, made.done.stderr) == (0, "")
    for role in ("Shelter staff", "Shelter leader", "economist", "caseworker", "Auditor", "administrator"):
        assert role in made.done.stdout
    assert (made.folder / "demo.sqlite3").exists()


def test_another_seed_gives_other_people_in_the_language_of_the_reader(made: Made, mine: Made) -> None:
    assert users(mine.done.stdout) != users(made.done.stdout)
    assert "Et opdigtet Danmark: 25 personer" in mine.done.stdout


def test_a_database_somebody_works_in_is_left_alone(mine: Made) -> None:
    assert mine.done.returncode == 0
    before = content(mine.folder / "mine.sqlite3")
    refused = demo(mine.folder, "--no-serve", DATABASE_URL=url_of(mine.folder / "mine.sqlite3"))
    assert refused.returncode == 2
    assert "DATABASE_URL is in use" in refused.stderr
    assert content(mine.folder / "mine.sqlite3") == before


def test_a_database_of_something_else_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "other.sqlite3"
    with closing(sqlite3.connect(file)) as other:
        other.execute("CREATE TABLE recipes (title TEXT)")
    refused = demo(tmp_path, "--no-serve", DATABASE_URL=url_of(file))
    assert refused.returncode == 2
    assert content(file) == ["CREATE TABLE recipes (title TEXT);"]


def content(file: Path) -> list[str]:
    """Everything in the database, as the statements that would make it again."""
    with closing(sqlite3.connect(file)) as database:
        return [line for line in database.iterdump() if line not in {"BEGIN TRANSACTION;", "COMMIT;"}]


def test_a_taken_port_is_told_before_the_running_demo_loses_its_database(tmp_path: Path) -> None:
    (tmp_path / "demo.sqlite3").write_bytes(b"of the demo that runs")
    with taken_port() as port:
        refused = demo(tmp_path, "--port", str(port))
    assert refused.returncode == 2
    assert f"Port {port} cannot be used" in refused.stderr
    assert (tmp_path / "demo.sqlite3").read_bytes() == b"of the demo that runs"


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["--no-serve", "--citizens", "0"], 3),
        (["--citizens", "many"], 2),
        (["--port", "99999"], 2),
        (["now"], 2),
    ],
)
def test_a_wrong_word_is_refused_in_one_sentence_and_the_demo_before_is_kept(
    words: list[str], code: int, tmp_path: Path
) -> None:
    (tmp_path / "demo.sqlite3").write_bytes(b"of the demo before")
    refused = demo(tmp_path, *words)
    assert (tmp_path / "demo.sqlite3").read_bytes() == b"of the demo before"
    assert refused.returncode == code
    assert refused.stderr.strip()
    assert "Traceback" not in refused.stderr


def test_a_demo_is_never_filled_into_production(tmp_path: Path) -> None:
    refused = demo(tmp_path, "--no-serve", HJEMAD_ENV="production")
    assert refused.returncode == 2
    assert not (tmp_path / "demo.sqlite3").exists()


def test_a_second_demo_begins_anew_with_the_same_people_and_answers_until_it_is_interrupted(
    made: Made,
) -> None:
    port = free_port()
    with subprocess.Popen(
        [*COMMAND, "--port", str(port)],
        env=environment(made.folder),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=_hear_interruptions,  # noqa: PLW1509  (it only sets a signal)
    ) as running:
        try:
            assert answers(f"http://127.0.0.1:{port}/") < 500
        finally:
            running.send_signal(signal.SIGINT)
            told, complained = running.communicate(timeout=SECONDS_TO_ANSWER)
    assert users(told) == users(made.done.stdout) != []
    assert f"http://127.0.0.1:{port}/" in told
    assert running.returncode == 0
    assert "No directory" not in complained


def _hear_interruptions() -> None:
    """A run in the background of a shell ignores them, and its programs would too."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def answers(address: str) -> int:
    """The status of the first answer; the demo may need a while to begin."""
    until = time.monotonic() + SECONDS_TO_ANSWER
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(address, timeout=5) as page:  # noqa: S310 - our own address
                return int(page.status)
        except urllib.error.HTTPError as answer:
            return answer.code
        except OSError:
            time.sleep(0.2)
    pytest.fail("the demo did not answer")
