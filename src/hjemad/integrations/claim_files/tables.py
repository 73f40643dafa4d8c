"""A table as a header and rows of text, from CSV or Parquet, with every fault that can be named."""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from operator import itemgetter
from pathlib import Path

from hjemad.integrations.claim_files.faults import Fault, FilesRejected
from hjemad.kernel.errors import WrongUsage

PARQUET_MARK = b"PAR1"
UTF_16_MARKS = (b"\xff\xfe", b"\xfe\xff")
NUL = b"\x00"
MIDNIGHT = " 00:00:00"
OTHER_SEPARATORS = ";\t|"

type Warnings = list[tuple[str, str]]
"""Things to look at that stop nothing, each in Danish and English."""


@dataclass
class Table:
    """Rows as text in the order of `columns`, with the number a spreadsheet shows (the header is row 1)."""

    name: str
    columns: tuple[str, ...]
    rows: list[list[str]]
    numbers: Sequence[int]
    warnings: Warnings = field(default_factory=list)

    def numbered(self) -> Iterator[tuple[int, list[str]]]:
        """Each row with its number."""
        return zip(self.numbers, self.rows, strict=True)


@dataclass(frozen=True, slots=True)
class _Read:
    """What a file holds before anything is known of its columns."""

    header: list[str]
    rows: list[list[str]]
    numbers: list[int]
    whole: bool = True


def read_table(path: Path, *, required: Sequence[str], known: Sequence[str] = ()) -> Table:
    """The required columns of a CSV or Parquet file; any other column but the `known` ones is warned of.

    Raises WrongUsage when the file cannot be opened, FilesRejected when it is no whole table.
    """
    raw = _bytes(path)
    is_parquet = raw.startswith(PARQUET_MARK) or path.suffix.lower() == ".parquet"
    read = _parquet(path) if is_parquet else _csv(path, raw)
    _check_header(path, read.header, required)
    pick = itemgetter(*(read.header.index(column) for column in required))
    rows = [[text.strip() for text in pick(row)] for row in read.rows]
    warnings = list(
        table_warnings(
            path.name, read.header, has_rows=bool(read.rows), whole=read.whole, used={*required, *known}
        )
    )
    return Table(path.name, tuple(required), rows, read.numbers, warnings)


def _check_header(path: Path, header: Sequence[str], required: Sequence[str]) -> None:
    """Each required column stands in the header once; the first row may be data, so it is not repeated."""
    missing = [column for column in required if column not in header]
    if missing and len(missing) < len(required):
        found = ", ".join(name for name in header if name)
        texts = f"Kolonnen mangler. Filen har: {found}", f"The column is missing. The file has: {found}"
    else:
        texts = _NO_HEADER
    faults = [_fault(path, 1, column, "missing_column", texts) for column in missing]
    twice = [column for column in required if header.count(column) > 1]
    faults += [_fault(path, 1, column, "column_twice", _TWICE) for column in twice]
    if faults:
        raise FilesRejected(faults)


def table_warnings(
    name: str, header: Sequence[str], *, has_rows: bool, whole: bool, used: set[str]
) -> Iterator[tuple[str, str]]:
    """What to look at in a table that can be read: columns nobody asked for, no rows, a last line cut off."""
    unknown = ", ".join(column for column in header if column and column not in used)
    if unknown:
        yield f"{name}: kolonner, der ikke bruges: {unknown}", f"{name}: columns not used: {unknown}"
    if not has_rows:
        yield f"{name}: ingen rækker under overskriften", f"{name}: no rows below the header"
    if not whole:
        yield (
            f"{name}: sidste linje slutter uden linjeskift. Se efter, om filen er hel",
            f"{name}: the last line has no line break. Check that the file is whole",
        )


def _csv(path: Path, raw: bytes) -> _Read:
    text = _text(path, raw)
    if not text.strip():
        raise FilesRejected([_fault(path, 0, "", "empty_file", _EMPTY)])
    header_line = text.split("\n", 1)[0]
    if "," not in header_line and any(mark in header_line for mark in OTHER_SEPARATORS):
        raise FilesRejected([_fault(path, 1, "", "separator", _NOT_COMMAS)])
    read = _rows(path, text)
    return replace(read, whole=text.endswith(("\n", "\r")))


def _rows(path: Path, text: str) -> _Read:
    """Header and rows; raises with every row of another width, or the row whose quotation marks are wrong."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    read = _Read([], [], [])
    faults: list[Fault] = []
    number = 0
    try:
        for number, row in enumerate(reader, start=1):
            if number == 1:
                read.header.extend(name.strip() for name in row)
            elif any(row):  # an empty line, or one of commas only, is no row
                if len(row) != len(read.header) > 0:  # without a header its columns are told as missing
                    faults.append(_wrong_width(path, number, len(row), len(read.header)))
                read.rows.append(row)
                read.numbers.append(number)
    except csv.Error:
        faults.append(_fault(path, number + 1, "", "quotation", _QUOTE))
    if faults:
        raise FilesRejected(faults)
    return read


def _text(path: Path, raw: bytes) -> str:
    """The content as text; row and rule where it is not UTF-8, or holds a byte no text has."""
    if raw.startswith(UTF_16_MARKS) or NUL in raw.split(b"\n", 1)[0]:
        raise FilesRejected([_fault(path, 0, "", "encoding", _ENCODING)])
    if NUL in raw:
        row = raw[: raw.index(NUL)].count(b"\n") + 1
        raise FilesRejected([_fault(path, row, "", "nul", _NUL)])
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = raw[: error.start].count(b"\n") + 1
    raise FilesRejected([_fault(path, row, "", "encoding", _ENCODING)])


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise WrongUsage(
            en=f"The file {path.name} cannot be opened ({error.strerror}). Check the path",
            da=f"Filen {path.name} kan ikke åbnes ({error.strerror}). Se efter stien",
        ) from None


def _parquet(path: Path) -> _Read:
    import duckdb  # noqa: PLC0415 - a heavy import that only Parquet files need

    header: list[str] = []
    rows: list[list[str]] = []
    try:
        with duckdb.connect() as connection:
            found = connection.execute(
                "select cast(columns(*) as varchar) from read_parquet($1)", [str(path)]
            )
            header = [column[0] for column in found.description or ()]
            # A day that was written as a moment at midnight is still a day.
            rows = [[(value or "").removesuffix(MIDNIGHT) for value in row] for row in found.fetchall()]
    except duckdb.Error:
        header = []
    if not header:
        raise FilesRejected([_fault(path, 0, "", "parquet", _NOT_PARQUET)])
    return _Read(header, rows, list(range(2, len(rows) + 2)))


def _fault(path: Path, row: int, column: str, rule: str, texts: tuple[str, str]) -> Fault:
    return Fault(path.name, row, column, rule, da=texts[0], en=texts[1])


_NOT_PARQUET = (
    "Filen kan ikke læses som Parquet. Dan den igen",
    "The file cannot be read as Parquet. Make it again",
)
_EMPTY = ("Filen er tom. Dan den igen", "The file is empty. Make it again")
_NO_HEADER = (
    "Kolonnen mangler. Første række skal være kolonnernes navne",
    "The column is missing. The first row must hold the names of the columns",
)
_NOT_COMMAS = (
    "Filen er ikke kommasepareret. Gem den som CSV med komma mellem kolonnerne",
    "The file is not comma separated. Save it as CSV with commas between the columns",
)
_TWICE = (
    "Kolonnen står to gange i overskriften. Fjern den ene",
    "The column stands twice in the header. Remove one",
)
_QUOTE = (
    "Et anførselstegn begynder og slutter ikke. Er filen skåret over?",
    "A quotation mark opens and does not close. Is the file cut off?",
)
_ENCODING = (
    "Filen er ikke gemt som UTF-8. Gem den igen som CSV UTF-8",
    "The file is not saved as UTF-8. Save it again as CSV UTF-8",
)
_NUL = (
    "Rækken indeholder et tegn uden betydning (NUL). Er filen beskadiget? Dan den igen",
    "The row holds a character without meaning (NUL). Is the file damaged? Make it again",
)


def _wrong_width(path: Path, row: int, got: int, expected: int) -> Fault:
    da = f"Rækken har {got} felter, overskriften {expected}. Er filen hel, og står alle anførselstegn der?"
    en = f"The row has {got} fields, the header {expected}. Is the file whole, with all its quotation marks?"
    return _fault(path, row, "", "row_width", (da, en))
