"""`hjemad serve`: the service itself. It does not start on a database that is behind or has lost a guard."""

import argparse
import os
from collections.abc import Sequence
from typing import Any

from hjemad.kernel.errors import WrongUsage

BIND, WORKERS, THREADS = "127.0.0.1:8000", 2, 4


def run(argv: Sequence[str]) -> int:
    """Requests are answered until the process is interrupted; returns 0 then."""
    options = _parser().parse_args(argv)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hjemad.config.settings")
    import django  # noqa: PLC0415 - settings are read only when the service is asked for

    django.setup()
    refuse_unready_database()
    refuse_a_mixture()
    if options.check:
        print("ready")
        return 0
    from django.core.management import call_command  # noqa: PLC0415
    from django.db import connections  # noqa: PLC0415

    call_command("collectstatic", interactive=False, verbosity=0)
    connections.close_all()  # each worker opens its own
    _server(options).run()
    return 0


def refuse_unready_database() -> None:
    """Raises `WrongUsage` when a migration has not run, or a trigger or constraint is missing."""
    from django.db import connection  # noqa: PLC0415 - needs Django started
    from django.db.migrations.executor import MigrationExecutor  # noqa: PLC0415

    from hjemad.foundation.facts.triggers import missing  # noqa: PLC0415

    executor = MigrationExecutor(connection)
    behind = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if behind:
        raise WrongUsage(
            en=f"The database is {len(behind)} migrations behind. Run hjemad migrate, then start again",
            da=f"Databasen mangler {len(behind)} migreringer. Kør hjemad migrate, og start igen",
        )
    absent = missing(connection)
    if absent:
        raise WrongUsage(
            en=f"The database lacks {len(absent)} of its guards ({', '.join(absent)}). "
            "Run hjemad migrate, which puts them back, and find out who took them away",
            da=f"Databasen mangler {len(absent)} af sine værn ({', '.join(absent)}). "
            "Kør hjemad migrate, som sætter dem ind igen, og find ud af, hvem der fjernede dem",
        )


def refuse_a_mixture() -> None:
    """Raises `WrongUsage` when a training copy would pass for the house, or the house for a copy."""
    from hjemad.foundation.access.models import User  # noqa: PLC0415 - needs Django started
    from hjemad.foundation.facts import training  # noqa: PLC0415

    training.refuse_a_mixture(used=User.objects.exists())


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="hjemad serve", description="Serves the house on one address.")
    parser.add_argument("--bind", default=BIND, metavar="HOST:PORT", help=f"where to listen ({BIND})")
    parser.add_argument("--workers", type=int, default=WORKERS, metavar="N", help=f"processes ({WORKERS})")
    parser.add_argument("--threads", type=int, default=THREADS, metavar="N", help=f"per process ({THREADS})")
    parser.add_argument("--check", action="store_true", help="only say whether the service could start")
    return parser


def _server(options: argparse.Namespace) -> Any:
    from gunicorn.app.base import BaseApplication  # noqa: PLC0415 - not needed to answer --help

    from hjemad.config.wsgi import application  # noqa: PLC0415

    class Server(BaseApplication):
        """Processes with threads. No access log: addresses may not stand in a log."""

        def load_config(self) -> None:
            """What the command line says."""
            self.cfg.set("bind", options.bind)
            self.cfg.set("workers", options.workers)
            self.cfg.set("threads", options.threads)
            self.cfg.set("worker_class", "gthread")

        def load(self) -> object:
            """The house as a WSGI application."""
            return application

    return Server()
