"""The figures in `data/`: what was published, each row with its source, and the invented lists of names.

Copied rows of the published series hold only figures that were read in their source; nothing here is derived.
"""

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Published:
    """One published figure: what was measured, in which year, by which source. Values stand as printed."""

    year: int
    measure: str
    category: str
    value: float
    unit: str
    source: str


@cache
def rows_of(name: str) -> tuple[dict[str, str], ...]:
    """The rows of one data file, in its order."""
    text = files("hjemad.synthetic").joinpath("data", name).read_text(encoding="utf-8")
    return tuple(csv.DictReader(text.splitlines()))


@cache
def figures() -> tuple[Published, ...]:
    """Every published figure the invented Denmark is compared with: yearly totals, then shares."""
    years = [_published(row, measure="indicator") for row in rows_of("published_years.csv")]
    shares = [_published(row, measure="dimension") for row in rows_of("published_shares.csv")]
    return (*years, *shares)


def published(measure: str, category: str = "") -> list[Published]:
    """The published figures of one measure and category, oldest first; empty when none was read."""
    found = [row for row in figures() if (row.measure, row.category) == (measure, category)]
    return sorted(found, key=lambda row: row.year)


def _published(row: dict[str, str], *, measure: str) -> Published:
    return Published(
        year=int(row["year"]),
        measure=row[measure],
        category=row.get("category", ""),
        value=float(row["value"]),
        unit=row["unit"],
        source=f"{row['source_id']} {row['source_table']}",
    )
