"""A training copy of the house: its start is kept beside it, and it can be set back to it at once.

The mark stands in the database itself, so that nobody takes a copy for the real house or the other way round.
On SQLite the start is a file beside the database, on PostgreSQL a schema of its own.
"""

import sqlite3
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, transaction

from hjemad.kernel.errors import WrongUsage

MARK = "training_mark"
START = "training_start"
_ENDING = ".start"


def made_at() -> datetime | None:
    """When this database was filled as a training copy; None when it is none."""
    with connection.cursor() as cursor:
        if MARK not in connection.introspection.table_names(cursor):
            return None
        cursor.execute(f"SELECT at FROM {MARK}")  # noqa: S608 - a name of our own
        return datetime.fromisoformat(cursor.fetchone()[0])


def keep_start(*, at: datetime) -> None:
    """What stands in the database now is the start of a training copy, which is marked as one."""
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TABLE {MARK} (at varchar(40) NOT NULL)")
        cursor.execute(f"INSERT INTO {MARK} (at) VALUES (%s)", [at.isoformat()])  # noqa: S608 - as above
    if connection.vendor == "postgresql":
        _keep_schema()
    else:
        connection.ensure_connection()
        with sqlite3.connect(_start_file()) as start:
            _sqlite().backup(start)
        start.close()


def reset() -> None:
    """Everything is as at the start. Raises `WrongUsage` in a database that is no training copy."""
    if made_at() is None:
        raise WrongUsage(
            en="This is no training copy. Make one with hjemad demo --training",
            da="Dette er ingen øvelseskopi. Lav en med hjemad demo --training",
        )
    if connection.vendor == "postgresql":
        _reset_schema()
        return
    connection.ensure_connection()
    start = sqlite3.connect(f"file:{_start_file()}?mode=ro", uri=True)
    try:
        start.backup(_sqlite())
    finally:
        start.close()


def refuse_a_mixture(*, used: bool) -> None:
    """Raises `WrongUsage` where real people would wear the stripe, or a copy would pass for the house.

    `used`: somebody works in this database already.
    """
    marked = made_at() is not None
    if settings.TRAINING and used and not marked:
        raise WrongUsage(
            en="This database is no training copy, and people stand in it. Unset HJEMAD_TRAINING",
            da="Denne database er ingen øvelseskopi, og der står personer i den. Fjern HJEMAD_TRAINING",
        )
    if marked and not settings.TRAINING:
        raise WrongUsage(
            en="This database is a training copy. Set HJEMAD_TRAINING=yes, so that every page says so",
            da="Denne database er en øvelseskopi. Sæt HJEMAD_TRAINING=yes, så alle sider siger det",
        )


def _start_file() -> Path:
    return Path(f"{connection.settings_dict['NAME']}{_ENDING}")


def _sqlite() -> sqlite3.Connection:
    raw: Any = connection.connection
    found: sqlite3.Connection = raw
    return found


def _tables(cursor: Any) -> list[str]:
    return [one for one in sorted(connection.introspection.table_names(cursor)) if one != MARK]


def _keep_schema() -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"CREATE SCHEMA {START}")
        for table in _tables(cursor):
            cursor.execute(f'CREATE TABLE {START}."{table}" AS TABLE public."{table}"')


def _reset_schema() -> None:
    """One transaction: the guards of the tables rest while they are emptied, and stand again after it."""
    with transaction.atomic(), connection.cursor() as cursor:
        tables = _tables(cursor)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # nothing may wait for the end of this transaction
        for table in tables:
            cursor.execute(f'ALTER TABLE public."{table}" DISABLE TRIGGER USER')
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        names = ", ".join(f'public."{table}"' for table in tables)
        cursor.execute(f"TRUNCATE {names}")
        for table in tables:
            cursor.execute(f'INSERT INTO public."{table}" SELECT * FROM {START}."{table}"')  # noqa: S608 - own names
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in tables:
            cursor.execute(f'ALTER TABLE public."{table}" ENABLE TRIGGER USER')
        _count_on(cursor, tables)


def _count_on(cursor: Any, tables: list[str]) -> None:
    """Keys go on from the highest one."""
    for sequence in connection.introspection.sequence_list():
        table, column = sequence["table"], sequence["column"]
        if table in tables:
            cursor.execute(
                "SELECT setval(pg_get_serial_sequence(%s, %s), "  # noqa: S608 - names of our own tables
                f'COALESCE((SELECT MAX("{column}") FROM "{table}"), 0) + 1, false)',
                [f'"{table}"', column],
            )
