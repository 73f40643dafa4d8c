"""Many ids as one value of a query: as many as there are, and never a second query for the rest."""

import json
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db.models import BigIntegerField, Expression, QuerySet


class IdList(Expression):
    """The ids, for `filter(record_id__in=IdList(ids))`; with none of them nothing is found, nothing asked.

    Written out one by one, an old SQLite takes 999 of them and PostgreSQL reads a long text each time.
    """

    output_field = BigIntegerField()

    def __init__(self, ids: Iterable[int]) -> None:
        super().__init__()
        self.ids = tuple(sorted(set(ids)))

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:  # noqa: ARG002 - Django's
        """SQLite unfolds a JSON text."""
        self._refuse_none()
        return "(SELECT value FROM json_each(%s))", (json.dumps(self.ids),)

    def as_postgresql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:  # noqa: ARG002
        """PostgreSQL unfolds an array."""
        self._refuse_none()
        return "(SELECT unnest(%s::bigint[]))", (list(self.ids),)

    def _refuse_none(self) -> None:
        if not self.ids:
            raise EmptyResultSet


def id_list(ids: Iterable[int] | QuerySet[Any, Any] | IdList) -> Any:
    """What `__in` takes: a query that gives ids as it is, anything else as one value."""
    return ids if isinstance(ids, (QuerySet, IdList)) else IdList(ids)
