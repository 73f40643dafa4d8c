"""The case tables as shipped, a file a rule: the tests hold the rules to them, and the law pages show them.

Each case says beside its facts and its answer `why`, `source` and `certainty`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from hjemad.law.case_table import Case, read_cases
from hjemad.law.finding import JSON
from hjemad.law.json_text import parse_json


@dataclass(frozen=True, slots=True)
class ShippedCase:
    """A case with what a reader is told beside it; `why` is English."""

    case: Case
    why: str
    source: str
    certainty: str


@cache
def tables() -> Mapping[str, JSON]:
    """Every table by file name, as JSON: all that is in the folder. Read once per process."""
    folder = files("hjemad.law") / "cases"
    entries = sorted(folder.iterdir(), key=lambda entry: entry.name)
    return MappingProxyType(
        {entry.name: parse_json(entry.read_bytes(), where=entry.name) for entry in entries}
    )


@cache
def all_cases() -> tuple[Case, ...]:
    """Every case of every table."""
    return tuple(case for name, table in tables().items() for case in read_cases(table, where=name))


def cases_of(rule: str) -> tuple[ShippedCase, ...]:
    """The cases of one rule in the order of its table; none where nobody has written any."""
    return tuple(shipped for shipped in _shipped() if shipped.case.rule == rule)


@cache
def _shipped() -> tuple[ShippedCase, ...]:
    return tuple(map(_with_its_words, all_cases()))


def _with_its_words(case: Case) -> ShippedCase:
    why, source, certainty = (str(case.written[key]) for key in ("why", "source", "certainty"))
    return ShippedCase(case, why, source, certainty)
