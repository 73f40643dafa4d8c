"""A migration operation for PostgreSQL only: the exclusion constraint that has a trigger as its twin."""

from typing import Any

from django.db.migrations.operations.base import Operation

# ruff: noqa: ARG002 - Django fixes the signatures of an operation


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
