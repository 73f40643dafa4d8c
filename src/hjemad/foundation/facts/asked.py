"""Questions about each row of a query, put together once and asked anew every time (docs/adr/0037).

Django takes longer to put the query of a relation together than the database takes to answer it, and a page
asks it a dozen times. What is kept is the text of the question; no answer is.
"""

import re
from collections.abc import Callable, Hashable
from functools import lru_cache
from typing import Any, NamedTuple

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import BooleanField, Expression, F, Field, Subquery
from django.db.models.sql import Query

# Whoever works in the house today has a handful; what hangs on a moment is asked by one request only.
_KEPT, _KEPT_SHORTLY = 4096, 64
# Stands in a kept text where a column of the row comes; no SQL of ours holds it.
_MARK = re.compile(r"<column (\d)>")
# The tables of a question, as Django calls those of a query inside another. In the kept text each begins
# with `_PREFIX`, once more for each question inside a question: no query around it has one of that name.
_TABLE = re.compile(r"(?<![\w\"'<])[A-Z]+\d+(?=[\s.),]|$)")
_PREFIX = "ASKED"


class _Column(Expression):
    """A column of the row that is asked about, inside a question."""

    output_field = Field()

    def __init__(self, number: int) -> None:
        super().__init__()
        self.number = number

    def as_sql(self, *_: Any) -> tuple[str, tuple[Any, ...]]:
        """The mark alone."""
        return f"<column {self.number}>", ()


COLUMNS = (_Column(0), _Column(1), _Column(2))
COLUMN = COLUMNS[0]
type Question = Callable[..., Any]


class _Kept(NamedTuple):
    """A question as it is sent: its text (None where no row can answer yes), its values, what it gives."""

    text: str | None
    values: tuple[Any, ...]
    gives: Any


class Asked(Expression):
    """The answer to a question about columns of the row, as a condition or a column.

    `question(*about)` gives a `Subquery` or `Exists` that compares with `COLUMNS`, the columns of the row in
    their order. It depends on nothing but `about` and the settings, and asks the database nothing.
    """

    subquery = True

    def __init__(
        self,
        columns: str | tuple[str, ...],
        question: Question,
        *about: Hashable,
        among: bool = False,
        shortly: bool = False,
    ) -> None:
        """`among`: the question gives ids, and is whether the one column is one of them.

        `shortly`: it hangs on a moment, and leaves the room to those that last longer.
        """
        super().__init__()
        names = (columns,) if isinstance(columns, str) else columns
        self.columns: list[Any] = [F(name) for name in names]
        self.question, self.about, self.among = question, about, among
        self.put_together = _put_together_shortly if shortly else _put_together

    def get_source_expressions(self) -> list[Any]:
        """The columns."""
        return self.columns

    def set_source_expressions(self, exprs: Any) -> None:
        """The columns, as the query around it names them."""
        self.columns = list(exprs)

    def get_group_by_cols(self) -> list[Any]:
        """The answer follows from the columns."""
        return [one for column in self.columns for one in column.get_group_by_cols()]

    def _resolve_output_field(self) -> Any:
        return self._kept(DEFAULT_DB_ALIAS).gives

    @property
    def empty_result_set_value(self) -> Any:
        """What a row answers where no row can answer yes."""
        return False if self.conditional else None

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        """The kept text with the columns in it. `EmptyResultSet` where no row can answer yes."""
        kept = self._kept(connection.alias)
        if kept.text is None:
            raise EmptyResultSet
        names = []
        for column in self.columns:
            name, values = compiler.compile(column)
            if values:
                raise TypeError("a question is asked of a column, not of a computed value")
            names.append(name)
        return _MARK.sub(lambda mark: names[int(mark[1])], kept.text), kept.values

    def _kept(self, using: str) -> _Kept:
        return self.put_together(self.question, self.about, among=self.among, using=using)


def _asked(question: Question, about: tuple[Hashable, ...], *, among: bool, using: str) -> _Kept:
    """The question for that database."""
    connection = connections[using]
    around = Query(None)
    with connection.execute_wrapper(_refuse):
        asked = question(*about).resolve_expression(around)
        gives = BooleanField() if among else asked.output_field
        try:
            # Not `Exists.as_sql`, which hides from the query around it that the answer is no.
            text, values = Subquery.as_sql(asked, around.get_compiler(using), connection)
        except EmptyResultSet:
            return _Kept(None, (), gives)
    text = _TABLE.sub(lambda table: _PREFIX + table[0], text)
    return _Kept(f"<column 0> IN {text}" if among else text, tuple(values), gives)


_put_together = lru_cache(maxsize=_KEPT)(_asked)
_put_together_shortly = lru_cache(maxsize=_KEPT_SHORTLY)(_asked)


def _refuse(*_: Any) -> Any:
    """An answer inside a kept question would be an answer that is kept."""
    raise TypeError("a question that is kept asked the database something")
