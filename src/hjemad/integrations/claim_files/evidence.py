"""The evidence pack of a year as one ZIP: tables as CSV, a guide, and control totals over all of it."""

import csv
import hashlib
import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from hjemad.documents.table_cells import neutral

CONTROL = "control.csv"


@dataclass(frozen=True, slots=True)
class EvidenceTable:
    """One file of the pack: its name, columns and rows. `numbers` are columns that hold amounts or counts."""

    name: str
    columns: tuple[str, ...]
    rows: Sequence[Sequence[str]]
    numbers: frozenset[str] = frozenset()

    def text(self) -> str:
        """The table as CSV; no cell of words can be run as a formula, amounts keep their sign."""
        out = io.StringIO(newline="")
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(self.columns)
        for row in self.rows:
            writer.writerow(
                [
                    cell if column in self.numbers else neutral(cell)
                    for column, cell in zip(self.columns, row, strict=True)
                ]
            )
        return out.getvalue()


def pack_of(
    tables: Iterable[EvidenceTable], *, guide: str, totals: Mapping[str, str], made_at: datetime
) -> bytes:
    """The ZIP. Same tables and moment: the same bytes. `totals` are the sums the reader must find again."""
    texts = {table.name: table.text() for table in tables}
    rows = [(name, str(text.count("\n") - 1), _digest(text), "", "") for name, text in texts.items()]
    rows += [("", "", "", name, value) for name, value in totals.items()]
    control = EvidenceTable(
        CONTROL, ("file", "rows", "sha256", "total", "value"), rows, frozenset({"rows", "value"})
    )
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in {"LAESMIG.txt": guide, **texts, CONTROL: control.text()}.items():
            entry = zipfile.ZipInfo(name, date_time=made_at.timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, text)
    return target.getvalue()


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
