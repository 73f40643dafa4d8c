"""A throw-away PostgreSQL server: half a second to start, on loopback only, gone with the process that asked.

Needs the server's programs on the machine. For root it runs as an ordinary user: PostgreSQL refuses root.
"""

import contextlib
import ctypes
import os
import pwd
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import psycopg

START_SECONDS = 30
# Set when the server was started for this run and ends with it: its databases need not be cleared away.
OWN_SERVER = "HJEMAD_TEST_OWN_SERVER"
LET_DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG of Linux


def programs() -> Path | None:
    """The folder that holds `postgres` and `initdb`, the newest version first; None when there is none."""
    on_path = shutil.which("initdb")
    places = [Path(on_path).resolve().parent] if on_path else []
    for pattern in ("usr/lib/postgresql/*/bin", "usr/pgsql-*/bin", "opt/homebrew/opt/postgresql*/bin"):
        places += sorted(Path("/").glob(pattern), key=_version, reverse=True)
    return next(
        (place for place in places if (place / "postgres").exists() and (place / "initdb").exists()), None
    )


def _version(folder: Path) -> tuple[int, ...]:
    return tuple(int(number) for number in re.findall(r"[0-9]+", folder.as_posix()))


@dataclass(frozen=True)
class Server:
    """A running server; `url` names a database whose owner may create databases."""

    folder: Path
    process: subprocess.Popen[bytes]
    url: str

    def stop(self) -> None:
        """The server has ended and its files are gone."""
        with contextlib.suppress(ProcessLookupError):
            self.process.send_signal(signal.SIGINT)  # fast: does not wait for clients
        try:
            self.process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)


def start(bin_folder: Path, *, for_tests: bool = True) -> Server:
    """A server that answers. Raises RuntimeError with the end of its log when it does not.

    `for_tests`: quick for what is thrown away at once; else as PostgreSQL is when it has been installed.
    """
    folder = Path(tempfile.mkdtemp(prefix="hjemad-postgresql-"))
    owner = _owner()
    if owner:
        os.chown(folder, pwd.getpwnam(owner).pw_uid, -1)
    port = _free_port()
    try:
        _make_data_folder(bin_folder, folder=folder, owner=owner)
    except RuntimeError:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    process = _launch(bin_folder, folder=folder, owner=owner, port=port, for_tests=for_tests)
    server = Server(folder=folder, process=process, url=f"postgres://hjemad@127.0.0.1:{port}/hjemad")
    try:
        _make_role_and_database(port, process=process)
    except RuntimeError as error:
        text = (folder / "log").read_text(errors="replace")[-2000:]
        server.stop()
        raise RuntimeError(f"{error} {text}") from error
    return server


def _make_data_folder(bin_folder: Path, *, folder: Path, owner: str | None) -> None:
    command: list[str | Path] = [
        bin_folder / "initdb",
        "-D",
        folder / "data",
        "-U",
        "postgres",
        "-A",
        "trust",
    ]
    done = subprocess.run(
        [*command, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"],
        user=owner,
        extra_groups=[] if owner else None,
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        raise RuntimeError(f"PostgreSQL could not make its data folder: {done.stderr.strip()}")


def _launch(
    bin_folder: Path, *, folder: Path, owner: str | None, port: int, for_tests: bool
) -> subprocess.Popen[bytes]:
    with (folder / "log").open("wb") as output:
        return subprocess.Popen(
            [
                bin_folder / "postgres",
                "-D",
                folder / "data",
                "-p",
                str(port),
                "-k",
                folder,
                *_settings(for_tests=for_tests),
            ],
            user=owner,
            extra_groups=[] if owner else None,
            cwd=folder,
            stdout=output,
            stderr=output,
            preexec_fn=_die_with_parent,  # noqa: PLW1509  (one thread so far; nothing else ends it after a kill)
            start_new_session=True,
        )


def _owner() -> str | None:
    """The user the server runs as, when it cannot be the one who runs the tests."""
    if os.geteuid() != 0:
        return None
    with contextlib.suppress(KeyError):
        return pwd.getpwnam("postgres").pw_name
    return "nobody"


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _settings(*, for_tests: bool) -> list[str]:
    settings = {"listen_addresses": "127.0.0.1", "max_connections": "100", "log_min_messages": "warning"}
    if for_tests:
        settings |= {
            "fsync": "off",
            "synchronous_commit": "off",
            "full_page_writes": "off",
            # What a test writes is never counted, and for the one row PostgreSQL then expects it would go
            # through whole tables once per row of others.
            "enable_nestloop": "off",
        }
    return [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]


def _die_with_parent() -> None:
    """On Linux the server ends at once when this process is killed; elsewhere only an ordinary end stops."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(LET_DIE_WITH_PARENT, signal.SIGQUIT)


def _make_role_and_database(port: int, *, process: subprocess.Popen[bytes]) -> None:
    address = f"host=127.0.0.1 port={port} user=postgres dbname=postgres connect_timeout=2"
    end = time.monotonic() + START_SECONDS
    while True:
        try:
            with psycopg.connect(address, autocommit=True) as connection:
                connection.execute("CREATE ROLE hjemad LOGIN CREATEDB")
                connection.execute("CREATE DATABASE hjemad OWNER hjemad")
                return
        except psycopg.OperationalError:
            if process.poll() is not None or time.monotonic() > end:
                raise RuntimeError("PostgreSQL did not start.") from None
            time.sleep(0.05)
