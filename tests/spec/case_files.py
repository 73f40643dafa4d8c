"""The project's own case tables: the agreed cases of each rule, then the days around each change."""

from pathlib import Path

from hjemad.law.case_table import Case, read_cases
from hjemad.law.finding import JSON
from hjemad.law.json_text import parse_json

FOLDER = Path(__file__).parent / "cases"


def tables() -> dict[str, JSON]:
    """Every table by file name, as JSON."""
    return {
        path.name: parse_json(path.read_bytes(), where=path.name) for path in sorted(FOLDER.glob("*.json"))
    }


def all_cases() -> list[Case]:
    """Every case of every table."""
    return [case for name, table in tables().items() for case in read_cases(table, where=name)]
