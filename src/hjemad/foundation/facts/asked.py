"""Questions about each row of a query, put together once and asked anew every time (docs/adr/0037).

Django takes longer to put the query of a relation together than the database takes to answer it, and a page
asks it a dozen times. What is kept is the text of the question; no answer is.
"""

from collections.abc import Callable, Hashable
from functools import lru_cache
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import BooleanField, Expression, F, Field, Subquery
from django.db.models.sql import Query

_KEPT = 4096
# Stands in a kept text where the row's own column comes; no SQL of ours holds it.
_MARK = "<the column>"
# The tables of a question are called by this and a number: no query around it has a table of that name.
_PREFIX = "ASKED"


class _Column(Expression):
    """The column of the row that is asked about, inside a question."""

    output_field = Field()

    def as_sql(self, *_: Any) -> tuple[str, tuple[Any, ...]]:
        """The mark alone."""
        return _MARK, ()


COLUMN = _Column()
type Question = Callable[..., Any]


class Asked(Expression):
    """The answer to a question about the value in a column of the row, as a condition or a column.

    `question(*about)` gives a `Subquery` or `Exists` that compares with `COLUMN`, in its outermost condition
    only. It depends on nothing but `about` and the settings, and asks the database nothing.
    """

    empty_result_set_value = False
    subquery = True

    def __init__(
        self, column: str, question: Question, *about: Hashable, output_field: Any = None, among: bool = False
    ) -> None:
        """`among`: the question gives ids, and is whether the column is one of them."""
        super().__init__(output_field=output_field or BooleanField())
        self.column: Any = F(column)
        self.question, self.about, self.among = question, about, among

    def get_source_expressions(self) -> list[Any]:
        """The column."""
        return [self.column]

    def set_source_expressions(self, exprs: Any) -> None:
        """The column, as the query around it names it."""
        (self.column,) = exprs

    def get_group_by_cols(self) -> list[Any]:
        """The answer follows from the column."""
        cols: list[Any] = self.column.get_group_by_cols()
        return cols

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        """The kept text with the column in it. `EmptyResultSet` where no row can answer yes."""
        kept = _put_together(self.question, self.about, among=self.among, using=connection.alias)
        if kept is None:
            raise EmptyResultSet
        column, values = compiler.compile(self.column)
        if values:
            raise TypeError("a question is asked of a column, not of a computed value")
        text, params = kept
        return text.replace(_MARK, column), params


@lru_cache(maxsize=_KEPT)
def _put_together(
    question: Question, about: tuple[Hashable, ...], *, among: bool, using: str
) -> tuple[str, tuple[Any, ...]] | None:
    """Text and values of the question for that database; None where no row can answer yes."""
    connection = connections[using]
    around = Query(None)
    with connection.execute_wrapper(_refuse):
        asked = question(*about).resolve_expression(around)
        tables = {name: f"{_PREFIX}{number}" for number, name in enumerate(asked.query.alias_map)}
        asked.query.change_aliases(tables)
        try:
            # Not `Exists.as_sql`, which hides from the query around it that the answer is no.
            text, params = Subquery.as_sql(asked, around.get_compiler(using), connection)
        except EmptyResultSet:
            return None
    return f"{_MARK} IN {text}" if among else text, tuple(params)


def _refuse(*_: Any) -> Any:
    """An answer inside a kept question would be an answer that is kept."""
    raise TypeError("a question that is kept asked the database something")
