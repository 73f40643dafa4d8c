"""The invented country in a database of its own, with the seconds and the memory its loading took.

Runs in a process of its own for each database (`python -m benchmarks.country`), since settings are read once.
"""

import argparse
import gc
import json
import logging
import os
import resource
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from benchmarks.measures import timed

DATABASES = ("postgresql", "sqlite")
YEARS = 15
WHOLE = 60_000


@contextmanager
def a_database(kind: str) -> Iterator[str]:
    """The address of an empty database of that kind, gone afterwards."""
    if kind == "sqlite":
        with tempfile.TemporaryDirectory() as folder:
            yield f"sqlite:////{Path(folder, 'country.sqlite3').as_posix().lstrip('/')}"
        return
    from tests.plugins import postgresql_server  # noqa: PLC0415 - not for SQLite

    where = postgresql_server.programs()
    if where is None:
        raise SystemExit("benchmarks: no PostgreSQL server on this machine")
    server = postgresql_server.start(where, for_tests=False)
    try:
        yield server.url
    finally:
        server.stop()


def main() -> int:
    """Loads the country, rebuilds its clocks, asks its pages, and prints everything as JSON on one line."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.country", description=__doc__)
    parser.add_argument("--database", choices=DATABASES, required=True)
    parser.add_argument("--citizens", type=int, required=True)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    with a_database(options.database) as url, tempfile.TemporaryDirectory() as var:
        os.environ |= {
            "DATABASE_URL": url, "HJEMAD_ENV": "demo", "HJEMAD_VAR": var,
            "DJANGO_SETTINGS_MODULE": "hjemad.config.settings",
        }  # fmt: skip
        print(json.dumps(_measured(options)), flush=True)
    return 0


def _measured(options: argparse.Namespace) -> dict[str, object]:
    import django  # noqa: PLC0415 - the environment is ready only now

    django.setup()
    logging.getLogger("hjemad").setLevel(logging.WARNING)
    from django.core.management import call_command  # noqa: PLC0415 - needs Django started
    from django.db import connections  # noqa: PLC0415

    from benchmarks.pages import ask_all  # noqa: PLC0415
    from hjemad.areas.citizens.actions import rebuild_clocks  # noqa: PLC0415
    from hjemad.foundation.audit import clock  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    figures, users = _loaded(options)
    gc.collect()  # a server that answers holds no invented country
    (records, changed), rebuilding = timed(lambda: rebuild_clocks(at=clock.now()))
    _housekeeping()
    connections.close_all()
    return {
        "figures": {
            **figures, "clocks rebuilt, s": rebuilding, "records": records, "clocks that differed": changed,
            "memory at most, MB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
            "load of the machine": os.getloadavg()[0],
        },
        "pages": ask_all(rounds=options.rounds, users=users),
    }  # fmt: skip


def _loaded(options: argparse.Namespace) -> tuple[dict[str, float], list[str]]:
    """What was loaded and how long it took, and who can sign in."""
    from hjemad.config.demo.load import load  # noqa: PLC0415 - needs Django started, as those below
    from hjemad.foundation.audit import clock  # noqa: PLC0415
    from hjemad.synthetic.denmark import denmark  # noqa: PLC0415

    today = clock.today()
    first = date(today.year - YEARS + 1, 1, 1)
    country, inventing = timed(
        lambda: denmark(citizens=options.citizens, seed=options.seed, first=first, last=today)
    )
    loaded, loading = timed(lambda: load(country, at=clock.now()))
    stays, shelters = len(country.stays), len(country.shelters)
    print(f"loaded {stays} stays in {loading:.0f} s", file=sys.stderr, flush=True)
    figures = {"stays": stays, "shelters": shelters, "inventing, s": inventing, "loading, s": loading}
    return figures, [user.username for user in loaded.users]


def _housekeeping() -> None:
    """What PostgreSQL does by itself after a while: else it does it while the pages are asked."""
    from django.db import connection  # noqa: PLC0415 - needs Django started

    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM (ANALYZE)")


if __name__ == "__main__":
    sys.exit(main())
