"""What our migrations need beyond Django's: tables made together, and exclusion constraints on PostgreSQL."""

from typing import Any

from django.db.migrations import Migration
from django.db.migrations.operations import CreateModel
from django.db.migrations.operations.base import Operation

# ruff: noqa: ARG002 - Django fixes the signatures of an operation


class MadeTogether(Migration):
    """A first migration: its tables are made from one picture of all models, with their constraints inside.

    Django draws every related model anew after each step, and nearly all of ours are related: a new database
    took nine seconds. The tables are the same. Holds `CreateModel` only; anything else raises TypeError.
    """

    def apply(self, project_state: Any, schema_editor: Any, collect_sql: bool = False) -> Any:
        """The tables stand; the state knows their models."""
        others = [step for step in self.operations if not isinstance(step, CreateModel)]
        if others:
            raise TypeError(f"{self}: only tables are made together, not {others[0]!r}.")
        if collect_sql:
            return super().apply(project_state, schema_editor, collect_sql)
        project_state.__dict__.pop("apps", None)  # the picture of before: drawn once more when all are known
        for step in self.operations:
            step.state_forwards(self.app_label, project_state)
        for step in self.operations:
            step.database_forwards(self.app_label, schema_editor, project_state, project_state)
        return project_state


class NoOverlapOnPostgreSQL(Operation):
    """PostgreSQL refuses two current versions with the same key that share a night. Does nothing on SQLite.

    Its twin for SQLite is registered by `triggers.no_overlap` under the same name.
    It is no part of Django's model state: a constraint SQLite cannot make may not stand there.
    """

    reduces_to_sql = True
    reversible = True

    def __init__(
        self, table: str, *, name: str, key: list[str], null_is_a_value: tuple[str, ...] = ()
    ) -> None:
        self.table = table
        self.name = name
        self.key = key
        self.null_is_a_value = null_is_a_value

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        """How the operation is written down in a migration."""
        named = {"name": self.name, "key": self.key, "null_is_a_value": self.null_is_a_value}
        return type(self).__name__, [self.table], named

    def state_forwards(self, app_label: str, state: Any) -> None:
        """No change of Django's model state."""

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """The constraint stands, on PostgreSQL."""
        if schema_editor.connection.vendor != "postgresql":
            return
        values = (
            f'(COALESCE("{column}", 0))' if column in self.null_is_a_value else f'"{column}"'
            for column in self.key
        )
        same = ", ".join(f"{value} WITH =" for value in values)
        schema_editor.execute(
            f'ALTER TABLE "{self.table}" ADD CONSTRAINT "{self.name}" EXCLUDE USING gist '
            f"({same}, daterange(valid_from, valid_to, '[)') WITH &&) "
            "WHERE (superseded_at IS NULL AND NOT voided)"
        )

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """The constraint is gone, on PostgreSQL."""
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(f'ALTER TABLE "{self.table}" DROP CONSTRAINT "{self.name}"')

    def describe(self) -> str:
        """One line for the migration's output."""
        return f"Refuse overlapping current versions in {self.table} ({self.name})"
