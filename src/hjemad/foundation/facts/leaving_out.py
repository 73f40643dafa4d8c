"""A manager whose rows come without large columns that hardly anybody asks for."""

from typing import Any

from django.db import models
from django.db.models import Case, F, Subquery, When


class LeavingOut(models.Manager[Any]):
    """Rows without these columns, each fetched when asked for. A joined row needs its own `defer`."""

    def __init__(self, *columns: str) -> None:
        super().__init__()
        self.columns = columns

    def get_queryset(self) -> models.QuerySet[Any]:
        """All rows, the columns left out."""
        return super().get_queryset().defer(*self.columns)


def with_column_of_last(rows: models.QuerySet[Any, Any], column: str, *, of: Any, order: str) -> list[Any]:
    """The rows in that order; the last has the column, a field `of`, as `last_<column>`. One query."""
    last = Subquery(rows.order_by(f"-{order}").values("pk")[:1])
    known = Case(When(pk=last, then=F(column)), output_field=of)
    return list(rows.annotate(**{f"last_{column}": known}).order_by(order))
