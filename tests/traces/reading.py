"""Raw text of all a person's data could stand in: answers with their files, every cell of a database."""

import contextlib
import html
import io
import json
import zipfile
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from django.db import connection
from django.http import HttpResponseBase
from pypdf import PdfReader


@dataclass(frozen=True)
class Cell:
    """One stored value, whatever its type, as text."""

    table: str
    column: str
    text: str


def text_of_answer(answer: HttpResponseBase) -> str:
    """All that a reader could get out of the answer: headers, and the body with the files in it opened."""
    headers = "\n".join(f"{name}: {value}" for name, value in answer.items())
    cookies = answer.cookies.output() if hasattr(answer, "cookies") else ""
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]
    return "\n".join([headers, cookies, text_of_file(body)])


def text_of_file(body: bytes) -> str:
    """The text of a page, a PDF, a spreadsheet or an archive; of archives every file, with its name."""
    if body.startswith(b"%PDF"):
        return _pdf(body)
    if body.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            return "\n".join(f"{name}\n{text_of_file(archive.read(name))}" for name in archive.namelist())
    raw = body.decode("utf-8", errors="replace")
    return f"{raw}\n{html.unescape(raw)}"


def _pdf(body: bytes) -> str:
    reader = PdfReader(io.BytesIO(body))
    told: dict[str, object] = dict(reader.metadata or {})
    pages = [page.extract_text() for page in reader.pages]
    return "\n".join([*(str(value) for value in told.values()), *pages])


def found_in(text: str, marks: Collection[str]) -> set[str]:
    """The marks that stand in the text, whatever their case and whether the text breaks lines in them."""
    plain = "".join(text.casefold().split())
    return {mark for mark in marks if "".join(mark.casefold().split()) in plain}


def cells() -> Iterator[Cell]:
    """Every value of every table of the database in use, those of other people's packages included."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            # The name comes from the database itself and is quoted.
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608
            names = [column[0] for column in cursor.description]
            for row in cursor.fetchall():
                for name, value in zip(names, row, strict=True):
                    if value is not None:
                        yield Cell(table, name, _text(value))


def _text(value: object) -> str:
    if isinstance(value, bytes | memoryview):
        return text_of_file(bytes(value))
    text = str(value)
    if text[:1] in ("{", "[", '"'):
        with contextlib.suppress(ValueError):
            # SQLite keeps JSON as text in which æ, ø and å are escaped.
            return f"{text}\n{json.loads(text)}"
    return text


def tables_with(marks: Collection[str]) -> set[tuple[str, str, str]]:
    """(table, column, mark) for every mark that stands anywhere in the database."""
    return {(cell.table, cell.column, mark) for cell in cells() for mark in found_in(cell.text, marks)}
