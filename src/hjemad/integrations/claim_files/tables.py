"""A table as a header and rows of text, from CSV or Parquet, with every fault that can be named."""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from hjemad.kernel.errors import InputRejected, WrongUsage

SHOWN_FAULTS = 20


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong in a file: where, and which rule it breaks. Never the value itself.

    `row` counts the header as row 1, as a spreadsheet does; 0 means the whole file.
    """

    file: str
    row: int
    column: str
    rule: str
    da: str
    en: str


class FilesRejected(InputRejected):
    """Nothing was used and nothing written: the faults say what to mend."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__(en=self._told("en"), da=self._told("da"))

    def _told(self, language: str) -> str:
        lines = [_told(fault, language) for fault in self.faults[:SHOWN_FAULTS]]
        rest = len(self.faults) - len(lines)
        if rest > 0:
            lines.append(f"… og {rest} til" if language == "da" else f"… and {rest} more")
        nothing = (
            "Intet er skrevet. Ret filen, og kør igen" if language == "da"
            else "Nothing has been written. Mend the file and run again"
        )  # fmt: skip
        return "\n".join([*lines, nothing])


def _told(fault: Fault, language: str) -> str:
    danish = language == "da"
    place = fault.file
    if fault.row:
        place += f", {'række' if danish else 'row'} {fault.row}"
    if fault.column:
        place += f", {'kolonne' if danish else 'column'} {fault.column}"
    return f"{place}: {fault.da if danish else fault.en} [{fault.rule}]"


@dataclass
class Table:
    """Rows as text in the order of `columns`; a column that is not in the file reads as empty text."""

    name: str
    columns: tuple[str, ...]
    rows: list[list[str]]
    faults: list[Fault] = field(default_factory=list)
    warnings: list[tuple[str, str]] = field(default_factory=list)

    def numbered(self) -> Iterator[tuple[int, list[str]]]:
        """Each row with its number as a spreadsheet shows it (the header is row 1)."""
        return enumerate(self.rows, start=2)


def read_table(path: Path, *, required: Sequence[str], optional: Sequence[str] = ()) -> Table:
    """The named columns of a CSV or Parquet file; faults and warnings are kept on the table, not raised.

    Raises WrongUsage when the file cannot be opened, FilesRejected when no row of it can be read.
    """
    wanted = (*required, *optional)
    header, rows, warnings, faults = _parquet(path) if path.suffix == ".parquet" else _csv(path)
    missing = [column for column in required if column not in header]
    if missing:
        raise FilesRejected([*(_missing_column(path, column, header) for column in missing)])
    unknown = [column for column in header if column and column not in wanted]
    if unknown:
        names = ", ".join(unknown)
        warnings.append(
            (f"{path.name}: kolonner, der ikke bruges: {names}", f"{path.name}: columns not used: {names}")
        )
    at = [header.index(column) if column in header else -1 for column in wanted]
    picked = [[row[i].strip() if i >= 0 else "" for i in at] for row in rows]
    return Table(path.name, wanted, picked, faults, warnings)


type _Read = tuple[list[str], list[list[str]], list[tuple[str, str]], list[Fault]]


def _csv(path: Path) -> _Read:
    text = _text(path)
    header_line = text.split("\n", 1)[0]
    if "," not in header_line and any(mark in header_line for mark in ";\t|"):
        raise FilesRejected([_fault(path, 1, "", "separator", _NOT_COMMAS)])
    warnings: list[tuple[str, str]] = []
    if text and not text.endswith("\n"):
        warnings.append((
            f"{path.name}: sidste linje slutter uden linjeskift. Se efter, om filen er hel",
            f"{path.name}: the last line has no line break. Check that the file is whole",
        ))  # fmt: skip
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    rows: list[list[str]] = []
    faults: list[Fault] = []
    try:
        header = [name.strip() for name in next(reader, [])]
        for row in reader:
            if len(row) == len(header):
                rows.append(row)
            elif row:
                faults.append(_wrong_width(path, len(rows) + 2, len(row), len(header)))
                rows.append([*row, *[""] * len(header)][: len(header)])
    except csv.Error:
        faults.append(_fault(path, len(rows) + 2, "", "quotation", _QUOTE))
    duplicated = sorted({name for name in header if name and header.count(name) > 1})
    faults += [_fault(path, 1, name, "column_twice", _TWICE) for name in duplicated]
    if faults:
        raise FilesRejected(faults)
    return header, rows, warnings, faults


def _text(path: Path) -> str:
    raw = _bytes(path)
    if b"\x00" in raw[:4096]:
        raise FilesRejected([_fault(path, 0, "", "encoding", _ENCODING)])
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

    _bytes(path)  # a missing file is told in our own words
    connection = duckdb.connect()
    try:
        found = connection.execute("select cast(columns(*) as varchar) from read_parquet($1)", [str(path)])
        header = [column[0] for column in found.description or ()]
        rows = [["" if value is None else value for value in row] for row in found.fetchall()]
    except duckdb.Error:
        header, rows = [], []
    if not header:
        raise FilesRejected([_fault(path, 0, "", "parquet", _NOT_PARQUET)])
    return header, rows, [], []


def _fault(path: Path, row: int, column: str, rule: str, texts: tuple[str, str]) -> Fault:
    return Fault(path.name, row, column, rule, da=texts[0], en=texts[1])


_NOT_PARQUET = ("Filen kan ikke læses som Parquet", "The file cannot be read as Parquet")
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


def _missing_column(path: Path, column: str, header: Sequence[str]) -> Fault:
    found = ", ".join(name for name in header if name) or "–"
    texts = (f"Kolonnen mangler. Filen har: {found}", f"The column is missing. The file has: {found}")
    return _fault(path, 1, column, "missing_column", texts)


def _wrong_width(path: Path, row: int, got: int, expected: int) -> Fault:
    texts = (
        f"Rækken har {got} felter, overskriften {expected}. Er filen skåret over?",
        f"The row has {got} fields, the header {expected}. Is the file cut off?",
    )
    return _fault(path, row, "", "row_width", texts)
