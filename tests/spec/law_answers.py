"""The whole answer to each case of the law, as lines of text: what `answers/` holds, a file a table.

A case states only what it is about. Beside it stands, here, everything else the rule said: the other keys,
the provisions and numbers it rests on, what is unknown, what a person must look at and the other reading of
it. Sentences are left out; they are tested in both languages elsewhere.
"""

import json
from collections.abc import Iterator
from pathlib import Path

from hjemad.kernel.errors import HjemadError
from hjemad.law.case_files import tables
from hjemad.law.case_table import Case, read_cases
from hjemad.law.finding import JSON, Finding
from hjemad.law.parameters_reader import load_law
from hjemad.law.rules_registry import decide
from hjemad.law.settings import Settings

FOLDER = Path(__file__).parent / "answers"


def file_of(table: str) -> Path:
    """Where the answers of a table are."""
    return FOLDER / f"{Path(table).stem}.txt"


def answers(table: str) -> str:
    """The answers to all cases of the table, in its order."""
    return "\n".join("\n".join(_lines(case)) for case in read_cases(tables()[table], where=table))


def _lines(case: Case) -> Iterator[str]:
    yield f"{case.id} {case.rule}"
    try:
        finding = decide(case.rule, case.facts, on=case.on, law=load_law(), settings=Settings.default())
    except HjemadError as error:
        yield f"  refused: {error.code}"
        return
    yield from _said(finding)
    yield ""


def _said(finding: Finding) -> Iterator[str]:
    yield f"  {finding.outcome} on {finding.on}: {_short(finding.answer)}"
    for one in finding.provisions:
        yield f"  law: {one.act} {one.paragraph} [{one.in_force_from}, {one.in_force_to}) {one.certainty}"
    for use in finding.parameters:
        yield f"  number: {use.id} = {use.value} {use.unit} from {use.in_force_from} {use.certainty}"
    if finding.settings:
        yield f"  settings: {_short(finding.settings)}"
    for missing in finding.unknown:
        yield f"  unknown: {missing.code}"
    for review in finding.review:
        yield f"  review: {review.code} {_short(review.alternative)}"


def _short(value: JSON) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, default=dict)
