"""A quarter of one shelter: one row per stay that began or ended in it, checked before it is sent.

What nobody knows is empty, which the receiver reads as "uoplyst"; nothing is guessed from something else.
"""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from hjemad.documents.spreadsheet import Sheet, xlsx_of
from hjemad.documents.table_cells import neutral
from hjemad.kernel.calendar import is_weekday
from hjemad.kernel.person_number import PersonNumber
from hjemad.kernel.quarters import Quarter

COLUMNS = (
    "facility_id", "cpr", "check_in", "stay_type", "last_stay", "check_out", "discharge_mode",
    "discharged_to",
)  # fmt: skip
SHELTER = "1"  # herberg/forsorgshjem, the only type left since 1 July 2024
LONG = timedelta(days=365)

# Our word for how a stay ended -> the statistic's mode and destination, as far as ours says either.
_ENDED = {
    "moved_home": ("", "own_dwelling"),
    "moved_elsewhere": ("", "other"),
    "other_shelter": ("", "other_s110"),
    "institution": ("", ""),
    "left": ("own_departure", ""),
    "expelled": ("expelled", ""),
    "died": ("death", ""),
    "unknown": ("", ""),
}

NO_NUMBER, MODE_MISSING, PLACE_MISSING = "no_number", "mode_missing", "destination_missing"
ADJOINING, STILL_HERE, TWICE = "adjoining", "still_here", "twice"


@dataclass(frozen=True, slots=True)
class StayRow:
    """A stay as the house knows it. `key` names the person and nobody else; `ended` is our word for how."""

    key: str
    cpr: PersonNumber | None
    check_in: date
    check_out: date | None
    ended: str


@dataclass(frozen=True, slots=True)
class Check:
    """Something to look at in a row before the file is sent; `row` is its place in the list of stays."""

    row: int
    rule: str


def rows_in(stays: Sequence[StayRow], quarter: Quarter) -> list[StayRow]:
    """Those that began or ended in the quarter, in order of day; one that ends later is still running."""
    inside = [one for one in stays if one.check_in < quarter.end and _touches(one, quarter)]
    return sorted(inside, key=lambda one: (one.check_in, one.key))


def _touches(one: StayRow, quarter: Quarter) -> bool:
    began = one.check_in >= quarter.start
    return began or (one.check_out is not None and quarter.start <= one.check_out < quarter.end)


def checks(stays: Sequence[StayRow], quarter: Quarter) -> list[Check]:
    """What to look at, in the order of the stays; long stays that never ended are asked about too."""
    found: list[Check] = []
    ends = {(one.key, one.check_out) for one in stays if one.check_out is not None}
    for row, one in enumerate(stays):
        if one.check_in < quarter.end and _touches(one, quarter):
            found += [Check(row, rule) for rule in _of_row(one, quarter)]
            if (one.key, one.check_in) in ends and one.check_out != one.check_in:
                found.append(Check(row, ADJOINING))
        elif one.check_out is None and quarter.end - one.check_in > LONG:
            found.append(Check(row, STILL_HERE))
    return found


def _of_row(one: StayRow, quarter: Quarter) -> list[str]:
    found = [] if one.cpr else [NO_NUMBER]
    if one.check_out is not None and one.check_out < quarter.end:
        mode, destination = _ENDED.get(one.ended, ("", ""))
        if not mode and not destination:
            found.append(MODE_MISSING)
        elif not destination and one.ended != "died":
            found.append(PLACE_MISSING)
    return found


def cells(one: StayRow, *, facility: str, quarter: Quarter) -> tuple[str, ...]:
    """The row as it is sent: the whole number, or a key that says nothing where there is none."""
    out = one.check_out if one.check_out is not None and one.check_out < quarter.end else None
    mode, destination = _ENDED.get(one.ended, ("", "")) if out else ("", "")
    return (
        facility, one.cpr.digits if one.cpr else one.key, one.check_in.isoformat(), SHELTER, "",
        out.isoformat() if out else "", mode, destination,
    )  # fmt: skip


def file_of(
    rows: Sequence[StayRow], *, facility: str, quarter: Quarter, suffix: str, made_at: datetime
) -> bytes:
    """The file, CSV with semicolons or XLSX."""
    table = [cells(one, facility=facility, quarter=quarter) for one in rows]
    if suffix == "xlsx":
        return xlsx_of(
            [Sheet(str(quarter), COLUMNS, table)], title=file_name(facility, quarter), made_at=made_at
        )
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows([[neutral(cell) for cell in row] for row in table])
    return out.getvalue().encode()


def file_name(facility: str, quarter: Quarter) -> str:
    """What the file is called, without its ending: `boform-101-2026Q3`."""
    safe = "".join(char if char.isalnum() or char in "-_" else "_" for char in facility)
    return f"boform-{safe}-{quarter}"


def due(quarter: Quarter) -> date:
    """The last weekday of the month after the quarter: the rule that fits every deadline that was read."""
    month = quarter.end
    last = (month.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    while not is_weekday(last):
        last -= timedelta(days=1)
    return last
