"""CLOSED of `hjemad refund`: the lines of earlier runs, and lines made by hand for what was claimed before.

A counting line (`new`, `difference`) must say payer, quarter, person, shelter, nights and both amounts: an
amount that is missing here would be claimed again. Its days may be left out; then the quarter is compared
as a whole.
"""

from collections.abc import Iterable
from pathlib import Path

from hjemad.integrations.claim_files.faults import Fault
from hjemad.integrations.claim_files.fields import RowReader
from hjemad.integrations.claim_files.tables import Warnings, read_table
from hjemad.kernel.intervals import Span
from hjemad.kernel.quarters import Quarter
from hjemad.law.claim.facts import ClosedLine

LINE_COLUMNS = ("payer", "origin_quarter", "person_id", "facility_id", "from", "to", "nights", "net_dkk",
                "refund_dkk", "provision", "kind", "cause", "missing")  # fmt: skip
KINDS = ("new", "difference", "stopped", "rounding")


class ClosedFiles:
    """Reads one file of closed lines after the other; a new line that stood before is a fault.

    The nights of a new line are claimed for the first time, so it can stand only once: twice means that the
    same run was given twice. Differences may repeat (taken back, claimed, taken back again).
    """

    def __init__(self) -> None:
        self._seen: dict[ClosedLine, tuple[str, int]] = {}

    def read(self, path: Path, faults: list[Fault]) -> tuple[list[ClosedLine], Warnings]:
        """Lines of earlier runs, exactly as they were written, and warnings."""
        table = read_table(path, required=LINE_COLUMNS)
        reader = RowReader(table, faults)
        lines: list[ClosedLine] = []
        for row, fields in table.numbered():
            line = _closed(reader, row, dict(zip(LINE_COLUMNS, fields, strict=True)))
            if line is not None and self._is_first(reader, row, line):
                lines.append(line)
        return lines, table.warnings

    def _is_first(self, reader: RowReader, row: int, line: ClosedLine) -> bool:
        if line.kind != "new":
            return True
        here = reader.table.name, row
        before = self._seen.setdefault(line, here)
        if before == here:
            return True
        file, other_row = before
        reader.fault(
            row, "kind", "closed_twice",
            da=f"Linjen står også i {file}, række {other_row}. Giv hver kørsel én gang",
            en=f"The line also stands in {file}, row {other_row}. Give each run once",
        )  # fmt: skip
        return False


def _closed(reader: RowReader, row: int, field: dict[str, str]) -> ClosedLine | None:
    before = len(reader.faults)
    kind = field["kind"]
    if kind not in KINDS:
        known = ", ".join(KINDS)
        reader.fault(row, "kind", "kind", da=f"Skriv en af: {known}", en=f"Write one of: {known}")
        return None
    for column in _must_be_filled(kind):
        reader.filled(field[column], row, column)
    for column in ("person_id", "facility_id"):
        if field[column]:
            reader.opaque_id(field[column], row, column)
    origin = reader.read(Quarter.parse, field["origin_quarter"], row, "origin_quarter", rule="quarter")
    payer = reader.municipality(field["payer"], row, "payer")
    span = _span(reader, row, field, origin=origin)
    nights = reader.whole_number(field["nights"], row, "nights")
    money = {column: reader.amount(field[column], row, column) for column in _amounts(kind)}
    if len(reader.faults) > before or origin is None or nights is None:
        return None
    return ClosedLine(
        payer or "", origin, field["person_id"], field["facility_id"], span, nights,
        money.get("net_dkk"), money.get("refund_dkk"), kind, field["missing"],
    )  # fmt: skip


def _must_be_filled(kind: str) -> Iterable[str]:
    if kind == "stopped":
        return ("person_id", "facility_id")
    return ("payer",) if kind == "rounding" else ("payer", "person_id", "facility_id")


def _amounts(kind: str) -> Iterable[str]:
    """The amounts the kind holds; a stopped line has none, a rounding no net cost."""
    if kind == "stopped":
        return ()
    return ("refund_dkk",) if kind == "rounding" else ("net_dkk", "refund_dkk")


def _span(reader: RowReader, row: int, field: dict[str, str], *, origin: Quarter | None) -> Span | None:
    if not field["from"] and not field["to"]:
        return None
    reader.filled(field["to"], row, "to")
    period = reader.period((field["from"], field["to"]), row, ("from", "to"))
    if period is None or period.end is None or origin is None:
        return None
    if period.start < origin.start or period.end > origin.end:
        reader.fault(
            row, "origin_quarter", "outside_quarter",
            da="Dagene ligger ikke i kvartalet. Del linjen, eller ret kvartalet",
            en="The days do not lie in the quarter. Split the line, or correct the quarter",
        )  # fmt: skip
        return None
    return period.start.toordinal(), period.end.toordinal()
