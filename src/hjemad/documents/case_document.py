"""What a document about a person is made from: for whom, why, and the words that stand on it.

Every text is data, never markup: what somebody typed is printed as it was typed, whatever it looks like.
"""

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from datetime import datetime
from typing import Literal, Self

from hjemad.kernel.errors import InputRejected, Language

LONGEST_TEXT = 20_000
LONGEST_DOCUMENT = 5_000_000


class DocumentTooLong(InputRejected):
    """A text is longer than a document can carry; nothing was made."""

    code = "document_too_long"

    @classmethod
    def standard(cls) -> Self:
        """The error in the words used everywhere: no title and no text, since they may be a person's."""
        return cls(
            en=f"A text is too long for a document: at most {LONGEST_TEXT} characters in one paragraph. "
            "Shorten it, or split it, and make the document again",
            da=f"En tekst er for lang til et dokument: højst {LONGEST_TEXT} tegn i ét afsnit. "
            "Gør den kortere, eller del den, og lav dokumentet igen",
        )


@dataclass(frozen=True, kw_only=True)
class CaseDocument:
    """One document, already cleared for its reader; nothing here looks anything up.

    `reader` is the organisation it is for, `purpose` why it is made, `reference` what both sides can quote,
    `made_at` the moment printed on it and set as the file's creation time (same input, same bytes); it
    carries its time zone, that of the reader.
    """

    title: str
    language: Language
    reader: str
    purpose: str
    reference: str
    made_at: datetime

    def __post_init__(self) -> None:
        if self.made_at.tzinfo is None:
            raise TypeError("the moment of a document carries its time zone")
        lengths = [len(text) for text in _texts(self)]
        if max(lengths) > LONGEST_TEXT or sum(lengths) > LONGEST_DOCUMENT:
            raise DocumentTooLong.standard()


@dataclass(frozen=True)
class Column:
    """A column of a table; amounts and counts stand to the right, under each other."""

    heading: str
    align: Literal["left", "right"] = "left"


@dataclass(frozen=True)
class Table:
    """Rows under headings, with rows of totals; amounts and days come as the reader shall see them."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    totals: tuple[tuple[str, ...], ...] = ()
    caption: str = ""

    def __post_init__(self) -> None:
        if any(len(row) != len(self.columns) for row in (*self.rows, *self.totals)):
            raise ValueError("a row has as many cells as the table has columns")


@dataclass(frozen=True)
class Section:
    """A heading, what is said under it, and its tables."""

    heading: str
    paragraphs: tuple[str, ...] = ()
    tables: tuple[Table, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Letter(CaseDocument):
    """A letter on one organisation's behalf to another: `sender` and `receiver` are lines of an address."""

    sender: tuple[str, ...]
    receiver: tuple[str, ...]
    paragraphs: tuple[str, ...]
    tables: tuple[Table, ...] = ()
    signature: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Report(CaseDocument):
    """A bill, a statement or a list: what it is about in `facts` (name and value), then its sections."""

    facts: tuple[tuple[str, str], ...] = ()
    sections: tuple[Section, ...] = ()
    landscape: bool = False


def _texts(value: object) -> Iterator[str]:
    """Every text anywhere in a document."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from _texts(part)
    elif is_dataclass(value):
        for field in fields(value):
            yield from _texts(getattr(value, field.name))
