"""DATABASE_URL to Django's database settings: `sqlite:///relative/path`, `sqlite:////absolute/path`, `postgres://…`."""

from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, unquote, urlsplit

from hjemad.config.environment import WrongSetting

# Foreign keys are on in every connection; a write waits for another one at most this long.
SQLITE_BUSY_SECONDS = 20


def database_settings(url: str, *, root: Path) -> dict[str, Any]:
    """The settings of the database the address names; relative SQLite paths start at `root`."""
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return _sqlite(parts, root=root)
    if parts.scheme in {"postgres", "postgresql"}:
        return _postgresql(parts)
    raise WrongSetting("Set DATABASE_URL to sqlite:///PATH or postgres://USER:PASSWORD@HOST:PORT/NAME.")


def _sqlite(parts: SplitResult, *, root: Path) -> dict[str, Any]:
    path = unquote(parts.path.removeprefix("/"))
    if parts.netloc or not path:
        raise WrongSetting("Set DATABASE_URL to sqlite:///PATH with three slashes and a path.")
    file = path if path == ":memory:" else str(root / path)
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": file,
        # IMMEDIATE: a transaction takes the write lock at once instead of failing half way.
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": SQLITE_BUSY_SECONDS,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
        },
    }


def _postgresql(parts: SplitResult) -> dict[str, Any]:
    name = unquote(parts.path.removeprefix("/"))
    try:
        port = parts.port
    except ValueError as error:
        raise WrongSetting("DATABASE_URL has a port that is not a number.") from error
    if not name or not parts.hostname:
        raise WrongSetting(
            "Set DATABASE_URL to postgres://USER:PASSWORD@HOST:PORT/NAME; host or name is missing."
        )
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname,
        "PORT": str(port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        # Asking a record by its relations looks dear to the planner and takes a millisecond: compiling the
        # query first takes two hundred.
        "OPTIONS": {"options": "-c jit=off"},
    }
