"""The registry of database triggers: declared by a model's app, put back after migrations, checked at start.

SQLite rebuilds a table for many migrations and silently drops its triggers: so none is part of a migration.
A trigger names its own table and the deletion door only: one that named another table would break the rename
at the end of that rebuild. So a migration that rebuilds the door itself removes the triggers first.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.checks import CheckMessage, Error
from django.db import connections, models
from django.db.backends.base.base import BaseDatabaseWrapper

APPEND_ONLY_MARK = "append_only"

# One function for all append-only tables: the trigger passes the only column that may be set, from NULL.
_POSTGRESQL_FUNCTION = """
CREATE OR REPLACE FUNCTION hjemad_append_only() RETURNS trigger LANGUAGE plpgsql AS $body$
DECLARE settable text := TG_ARGV[0];
BEGIN
    IF TG_OP = 'UPDATE' AND settable <> '' THEN
        IF to_jsonb(OLD) -> settable = 'null'::jsonb AND to_jsonb(NEW) -> settable <> 'null'::jsonb
           AND (to_jsonb(OLD) - settable) = (to_jsonb(NEW) - settable) THEN
            RETURN NEW;
        END IF;
    END IF;
    IF TG_OP = 'UPDATE' AND TG_NARGS > 1 THEN
        IF (to_jsonb(OLD) - string_to_array(TG_ARGV[1], ','))
           = (to_jsonb(NEW) - string_to_array(TG_ARGV[1], ','))
           AND EXISTS (SELECT 1 FROM facts_deletiondoor
                       WHERE table_name = TG_TABLE_NAME || ':sealed' AND row_id = OLD.id) THEN
            RETURN NEW;
        END IF;
    END IF;
    IF TG_OP = 'DELETE' THEN
        IF EXISTS (SELECT 1 FROM facts_deletiondoor WHERE table_name = TG_TABLE_NAME AND row_id = OLD.id) THEN
            RETURN OLD;
        END IF;
    END IF;
    RAISE EXCEPTION 'append_only: % of % is refused', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'integrity_constraint_violation';
END
$body$
"""


@dataclass(frozen=True)
class Guard:
    """What one table must have: triggers with their statements, and constraints that migrations made."""

    table: str
    sqlite: dict[str, str]
    postgresql: dict[str, str]
    postgresql_constraints: tuple[str, ...] = ()


_registry: dict[str, Callable[[], Guard]] = {}
_resealed: dict[str, tuple[str, ...]] = {}


def register(name: str, guard: Callable[[], Guard]) -> None:
    """The guard stands in the registry. It is built when it is installed, so that it sees new columns."""
    _registry[name] = guard


def may_be_resealed(model: type[models.Model], *columns: str) -> None:
    """These columns hold what a key has sealed: a change of keys (`facts.resealing`) writes them anew."""
    _resealed[model._meta.db_table] = columns


def append_only(model: type[models.Model], *, settable: str = "superseded_at") -> None:
    """Update and delete of the model's rows are refused; only `settable`, if any, is set once, from NULL.

    A row that stands in the deletion door (`facts.deletion`, a retention run) may be deleted.
    """
    table = model._meta.db_table

    def guard() -> Guard:
        columns = [str(field.column) for field in model._meta.local_concrete_fields]
        once = settable if settable in columns else ""
        return _append_only_guard(table, columns=columns, settable=once, resealed=_resealed.get(table, ()))

    register(f"append_only:{table}", guard)


def _append_only_guard(table: str, *, columns: list[str], settable: str, resealed: tuple[str, ...]) -> Guard:
    refuse = f"SELECT RAISE(ABORT, '{APPEND_ONLY_MARK}: change of {table} is refused');"
    allowed = "0"
    if settable:
        same = " AND ".join(f'NEW."{name}" IS OLD."{name}"' for name in columns if name != settable)
        allowed = f'OLD."{settable}" IS NULL AND NEW."{settable}" IS NOT NULL AND {same}'
    if resealed:
        rest = " AND ".join(f'NEW."{name}" IS OLD."{name}"' for name in columns if name not in resealed)
        sealing = f"SELECT 1 FROM facts_deletiondoor WHERE table_name = '{table}:sealed' AND row_id = OLD.id"  # noqa: S608
        allowed = f"({allowed}) OR ({rest} AND EXISTS ({sealing}))"
    open_door = f"SELECT 1 FROM facts_deletiondoor WHERE table_name = '{table}' AND row_id = OLD.id"  # noqa: S608
    update, delete, truncate = f"{table}_no_update", f"{table}_no_delete", f"{table}_no_truncate"
    arguments = f"'{settable}', '{','.join(resealed)}'" if resealed else f"'{settable}'"
    call = f"EXECUTE FUNCTION hjemad_append_only({arguments})"
    return Guard(
        table=table,
        sqlite={
            update: f'CREATE TRIGGER "{update}" BEFORE UPDATE ON "{table}" '
            f"WHEN NOT ({allowed}) BEGIN {refuse} END",
            delete: f'CREATE TRIGGER "{delete}" BEFORE DELETE ON "{table}" '
            f"WHEN NOT EXISTS ({open_door}) BEGIN {refuse} END",
        },
        postgresql={
            update: f'CREATE TRIGGER "{update}" BEFORE UPDATE ON "{table}" FOR EACH ROW {call}',
            delete: f'CREATE TRIGGER "{delete}" BEFORE DELETE ON "{table}" FOR EACH ROW {call}',
            truncate: f'CREATE TRIGGER "{truncate}" BEFORE TRUNCATE ON "{table}" FOR EACH STATEMENT {call}',
        },
    )


def no_overlap(
    model: type[models.Model], *, name: str, key: list[str], null_is_a_value: tuple[str, ...] = ()
) -> None:
    """Of the model's current versions no two with the same key (columns) share a night.

    `name` is the exclusion constraint a migration made on PostgreSQL, and the trigger's name on SQLite.
    A NULL in a key column equals nothing, unless the column stands in `null_is_a_value`. Periods without
    nights overlap nothing. All of it the same on both databases.
    """
    table = model._meta.db_table

    def guard() -> Guard:
        pairs = [(_value(f'other."{column}"', column), _value(f'NEW."{column}"', column)) for column in key]
        same = " AND ".join(f"{other} = {new}" for other, new in pairs)
        clash = (
            f'SELECT 1 FROM "{table}" AS other WHERE {same}'  # noqa: S608 - names of our own tables only
            " AND other.superseded_at IS NULL AND NOT other.voided"
            " AND (other.valid_to IS NULL OR other.valid_to > NEW.valid_from)"
            " AND (other.valid_to IS NULL OR other.valid_to > other.valid_from)"
            " AND (NEW.valid_to IS NULL OR NEW.valid_to > other.valid_from)"
        )
        when = (
            "NEW.superseded_at IS NULL AND NOT NEW.voided"
            " AND (NEW.valid_to IS NULL OR NEW.valid_to > NEW.valid_from)"
        )
        body = f"SELECT RAISE(ABORT, '{name}: refused') WHERE EXISTS ({clash});"
        return Guard(
            table=table,
            sqlite={name: f'CREATE TRIGGER "{name}" BEFORE INSERT ON "{table}" WHEN {when} BEGIN {body} END'},
            postgresql={},
            postgresql_constraints=(name,),
        )

    def _value(expression: str, column: str) -> str:
        return f"COALESCE({expression}, 0)" if column in null_is_a_value else expression

    register(f"no_overlap:{name}", guard)


def guards() -> list[Guard]:
    """Every registered guard, as it must stand today."""
    return [build() for build in _registry.values()]


def install(connection: BaseDatabaseWrapper) -> None:
    """Every registered trigger whose table exists stands in the database, made anew from today's columns."""
    with connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor))
        if connection.vendor == "postgresql":
            cursor.execute(_POSTGRESQL_FUNCTION)
        for guard in guards():
            if guard.table in tables:
                for name, statement in _statements(guard, vendor=connection.vendor).items():
                    _drop(cursor, name=name, table=guard.table, vendor=connection.vendor)
                    cursor.execute(statement)


def remove(connection: BaseDatabaseWrapper) -> None:
    """No registered trigger stands in the database any more. Only for emptying a test or demo database."""
    with connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor))
        for guard in guards():
            if guard.table in tables:
                for name in _statements(guard, vendor=connection.vendor):
                    _drop(cursor, name=name, table=guard.table, vendor=connection.vendor)


def missing(connection: BaseDatabaseWrapper) -> list[str]:
    """The names of triggers and constraints that should stand and do not; empty when all is well."""
    with connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor))
        standing = _standing(cursor, vendor=connection.vendor)
    absent: list[str] = []
    for guard in guards():
        if guard.table in tables:
            expected = set(_statements(guard, vendor=connection.vendor))
            if connection.vendor == "postgresql":
                expected |= set(guard.postgresql_constraints)
            absent += sorted(expected - standing)
    return absent


def _statements(guard: Guard, *, vendor: str) -> dict[str, str]:
    return guard.postgresql if vendor == "postgresql" else guard.sqlite


def _drop(cursor: Any, *, name: str, table: str, vendor: str) -> None:
    on = f' ON "{table}"' if vendor == "postgresql" else ""
    cursor.execute(f'DROP TRIGGER IF EXISTS "{name}"{on}')


def _standing(cursor: Any, *, vendor: str) -> set[str]:
    if vendor == "postgresql":
        # tgenabled 'D': somebody switched the trigger off; it stands there and guards nothing.
        cursor.execute("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'")
        names = {row[0] for row in cursor.fetchall()}
        cursor.execute("SELECT conname FROM pg_constraint WHERE contype = 'x' AND convalidated")
        return names | {row[0] for row in cursor.fetchall()}
    cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
    return {row[0] for row in cursor.fetchall()}


def reinstall_after_migration(sender: Any, using: str, **_: Any) -> None:
    """Triggers stand again once the last app has been migrated (the signal is sent once per app)."""
    # The signal is sent once per app, when all migrations are done; one time is enough.
    if sender.label == "facts":
        install(connections[using])


def check_triggers(
    app_configs: Any = None,  # noqa: ARG001 - Django calls it with this name
    databases: Sequence[str] | None = None,
    **_: Any,
) -> list[CheckMessage]:
    """A system check: an error when the database has lost a trigger."""
    found: list[CheckMessage] = []
    for alias in databases or []:
        absent = missing(connections[alias])
        if absent:
            found.append(
                Error(
                    f"The database lacks {len(absent)} of its guards: {', '.join(absent)}.",
                    hint="Run `hjemad migrate`: it puts them back. Until then facts could be changed.",
                    id="facts.E001",
                )
            )
    return found
