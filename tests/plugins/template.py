"""The migrated, empty database: made once, then copied for every worker that needs one.

Migrating takes several seconds of processor time, copying a fraction of one. On SQLite the template outlives
the run, in `build/`, under a fingerprint of what it is made from; on PostgreSQL it ends with the server.
"""

import fcntl
import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import psycopg
from django.db import connection
from psycopg import sql

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "build" / "test-database"
NAME = "hjemad_template"
# What migrating leaves in an empty database.
OF_MIGRATIONS = {"django_migrations", "django_content_type", "auth_permission"}
LOCK = 4_173_202_600  # any number, the same for all workers


def stand() -> None:
    """The connection speaks to a database of this worker's own: migrated, and empty."""
    name = str(connection.creation._get_test_db_name())  # type: ignore[attr-defined]
    (_on_sqlite if connection.vendor == "sqlite" else _on_postgresql)(name)
    _turn_to(name)
    connection.ensure_connection()


def empty() -> None:
    """What tests committed to this worker's database on PostgreSQL is gone; content types and rights stay.

    `flush` cuts every table and puts every trigger back, which takes most of a second; few tables hold rows.
    """
    with closing(_as_superuser()) as server:
        server.execute("SET session_replication_role = replica")  # neither triggers nor references are asked
        for table in _filled(server):
            server.execute(sql.SQL("DELETE FROM {}").format(sql.Identifier(table)))


def _filled(server: psycopg.Connection) -> list[str]:
    names = [name for name in connection.introspection.table_names() if name not in OF_MIGRATIONS]
    asked = sql.SQL(" UNION ALL ").join(
        sql.SQL("SELECT {} WHERE EXISTS (SELECT 1 FROM {})").format(name, sql.Identifier(name))
        for name in names
    )
    return [name for (name,) in server.execute(asked).fetchall()]


def copy_to(file: Path) -> None:
    """The file holds the migrated, empty database; one has been made for SQLite in this run."""
    shutil.copyfile(_of_sqlite(), file)


def _of_sqlite() -> Path:
    return FOLDER / f"{fingerprint()}.sqlite3"


def _on_sqlite(name: str) -> None:
    template = _of_sqlite()
    with _alone(FOLDER / "lock"):
        if not template.exists():
            for old in FOLDER.glob("*.sqlite3"):
                old.unlink()
            _migrated()
            connection.cursor().execute("VACUUM INTO %s", [f"{template}.part"])
            connection.close()
            Path(f"{template}.part").replace(template)
    for ending in ("", "-wal", "-shm"):
        Path(f"{name}{ending}").unlink(missing_ok=True)
    shutil.copyfile(template, name)


def _on_postgresql(name: str) -> None:
    with closing(_of_the_server()) as server:
        server.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        if not server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [NAME]).fetchone():
            _migrated()
            made = connection.settings_dict["NAME"]
            connection.close()
            server.execute(f'ALTER DATABASE "{made}" RENAME TO "{NAME}"')
        server.execute(f'DROP DATABASE IF EXISTS "{name}"')
        server.execute(f'CREATE DATABASE "{name}" TEMPLATE "{NAME}"')


def _of_the_server() -> psycopg.Connection:
    return psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)


def _as_superuser() -> psycopg.Connection:
    """To this worker's database, on the server that was started for the run: it trusts whoever is here."""
    name = connection.settings_dict["NAME"]
    return psycopg.connect(os.environ["DATABASE_URL"], user="postgres", dbname=name, autocommit=True)


def _migrated() -> None:
    """The connection speaks to a new database of which every migration is applied."""
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)


def _turn_to(name: str) -> None:
    from django.conf import settings

    connection.close()
    settings.DATABASES[connection.alias]["NAME"] = name
    connection.settings_dict["NAME"] = name


@contextmanager
def _alone(lock: Path) -> Iterator[None]:
    """One process at a time, whichever run it is of."""
    lock.parent.mkdir(parents=True, exist_ok=True)
    with lock.open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield


def fingerprint(root: Path = ROOT) -> str:
    """Other when anything a database is made from is: our code without its tests, and what it is built on."""
    source = root / "src" / "hjemad"
    made_from = [path for ending in ("py", "sql") for path in source.rglob(f"*.{ending}")]
    sums = hashlib.sha256()
    for path in [*sorted(made_from), root / "requirements" / "dev.txt"]:
        if "tests" not in path.relative_to(root).parts:
            sums.update(f"{path.relative_to(root)}\0".encode() + path.read_bytes())
    return sums.hexdigest()[:20]
