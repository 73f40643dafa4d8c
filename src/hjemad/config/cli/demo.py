"""`hjemad demo`: an invented Denmark in a fresh database, its users printed, served on this machine."""

import argparse
import logging
import os
import socket
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import hjemad
from hjemad.config.cli.main import language
from hjemad.kernel.errors import WrongUsage
from hjemad.synthetic.denmark import denmark
from hjemad.synthetic.model import InventedDenmark

CITIZENS, SEED, PORT = 3_000, 1, 8_000
YEARS, YEARS_OF_THE_WHOLE, WHOLE = 5, 15, 30_000
HOST = "127.0.0.1"
_SQLITE_FILES = ("", "-wal", "-shm", "-journal")


def run(argv: Sequence[str]) -> int:
    """The demo database stands, the users are printed, and the address answers until it is interrupted."""
    options = _parser().parse_args(argv)
    if not options.no_serve:
        _refuse_a_taken_port(options.port)
    if options.training or options.reset:
        os.environ["HJEMAD_TRAINING"] = "yes"
    replaced = _prepare_environment()
    if options.reset:
        return _start_over()
    country = _invent(
        citizens=options.citizens,
        seed=options.seed,
        years=options.years or (YEARS_OF_THE_WHOLE if options.citizens >= WHOLE else YEARS),
    )
    for file in replaced:
        file.unlink(missing_ok=True)
    filled = _fill if options.no_serve else _filled_apart
    print("\n".join(filled(country, training=options.training)), flush=True)
    return 0 if options.no_serve else _serve(options.port)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="hjemad demo",
        description="An invented Denmark in a fresh database (var/demo.sqlite3, or DATABASE_URL), served",
        epilog="Nobody in it exists. The same seed on the same day gives the same country.",
    )
    parser.add_argument("--citizens", type=int, default=CITIZENS, metavar="N", help=f"people ({CITIZENS})")
    parser.add_argument("--seed", type=int, default=SEED, metavar="N", help=f"which country ({SEED})")
    parser.add_argument(
        "--years", type=int, choices=range(1, 31), metavar="N",
        help=f"how far back ({YEARS}; {YEARS_OF_THE_WHOLE} for {WHOLE} people or more)",
    )  # fmt: skip
    parser.add_argument("--port", type=int, default=PORT, metavar="N", help=f"where to serve ({PORT})")
    parser.add_argument(
        "--training",
        action="store_true",
        help="a training copy: a stripe on every page, and a start to go back to",
    )
    parser.add_argument("--reset", action="store_true", help="set a training copy back to its start, and end")
    parser.add_argument("--no-serve", action="store_true", help="only fill the database and print the users")
    return parser


def _prepare_environment() -> list[Path]:
    """Settings will be read for a demo; the files of the demo database before, which this one replaces.

    A database named by DATABASE_URL is never replaced; it must be empty already.
    """
    if os.environ.setdefault("HJEMAD_ENV", "demo") == "production":
        raise WrongUsage(
            en="A demo is not filled into production. Unset HJEMAD_ENV, or set it to demo",
            da="En demo fyldes ikke i en driftsdatabase. Fjern HJEMAD_ENV, eller sæt den til demo",
        )
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hjemad.config.settings")
    if os.environ.get("DATABASE_URL"):
        return []
    var = Path(os.environ.get("HJEMAD_VAR") or Path(hjemad.__file__).parents[2] / "var").resolve()
    file = var / "demo.sqlite3"
    os.environ["DATABASE_URL"] = f"sqlite:////{file.as_posix().lstrip('/')}"
    return [file.with_name(file.name + ending) for ending in _SQLITE_FILES]


def _refuse_a_taken_port(port: int) -> None:
    """Raises before anything is made, and before the database of a running demo is touched."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except (OSError, OverflowError):
            raise WrongUsage(
                en=f"Port {port} cannot be used; a demo may be running already. Use another with --port",
                da=f"Port {port} kan ikke bruges; måske kører en demo allerede. Vælg en anden med --port",
            ) from None


def _invent(*, citizens: int, seed: int, years: int) -> InventedDenmark:
    """The country as of today; Django is loaded for the clock, the database is not touched yet."""
    import django  # noqa: PLC0415 - settings are read only now, when the environment is ready

    django.setup()
    from hjemad.foundation.audit import clock  # noqa: PLC0415 - needs Django started

    # Every fact loaded is an event; the log of the demo begins when somebody works in it.
    logging.getLogger("hjemad").setLevel(logging.WARNING)
    today = clock.today()
    return denmark(citizens=citizens, seed=seed, first=date(today.year - years + 1, 1, 1), last=today)


def _start_over() -> int:
    """The training copy is as it was when it was filled."""
    import django  # noqa: PLC0415 - settings are read only now, when the environment is ready

    django.setup()
    from hjemad.foundation.facts.training import reset  # noqa: PLC0415 - needs Django started

    reset()
    print("Øvelsen begynder forfra" if language() == "da" else "The training copy is as at its start")
    return 0


def _fill(country: InventedDenmark, *, training: bool) -> list[str]:
    """The country is in the database, which was empty; the lines to print, one per user."""
    from django.core.management import call_command  # noqa: PLC0415 - needs Django started

    from hjemad.config.demo.load import load, refuse_a_used_database  # noqa: PLC0415
    from hjemad.config.demo.printed import printed  # noqa: PLC0415
    from hjemad.foundation.audit import clock  # noqa: PLC0415
    from hjemad.foundation.facts.training import keep_start  # noqa: PLC0415

    refuse_a_used_database()
    call_command("migrate", verbosity=0)
    loaded = load(country, at=clock.now())
    if training:
        keep_start(at=clock.now())
    return printed(loaded, country=country, language=language())


def _filled_apart(country: InventedDenmark, *, training: bool) -> list[str]:
    """The same, in a process of its own.

    Letters are drawn with threads (Typst) that do not live on in the worker a server forks: a parent that has
    drawn one leaves a worker in which every PDF waits for ever.
    """
    from django.db import connections  # noqa: PLC0415 - needs Django started

    connections.close_all()
    with ProcessPoolExecutor(max_workers=1, mp_context=get_context("fork")) as apart:
        return apart.submit(_fill, country, training=training).result()


def _serve(port: int) -> int:
    """Requests are answered until the process is interrupted; returns 0 then."""
    from django.core.management import call_command  # noqa: PLC0415 - needs Django started
    from django.db import connections  # noqa: PLC0415

    from hjemad.config.cli.serve import refuse_a_mixture  # noqa: PLC0415

    refuse_a_mixture()
    call_command("collectstatic", interactive=False, verbosity=0)
    connections.close_all()  # the worker opens its own
    from hjemad.config.demo.server import DemoServer  # noqa: PLC0415 - looks for the static files at once

    print(f"\nhttp://{HOST}:{port}/", flush=True)
    server: Any = DemoServer(bind=f"{HOST}:{port}")
    server.run()
    return 0
