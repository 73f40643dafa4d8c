"""Whatever stands in the facts, a rule answers or says what it cannot read; it never breaks."""

from collections.abc import Iterator

import pytest

from hjemad.kernel.errors import InputRejected
from hjemad.law.case_files import all_cases
from hjemad.law.finding import JSON
from hjemad.law.parameters_reader import load_law
from hjemad.law.rules_registry import RULES, decide
from hjemad.law.settings import Settings

CASES = all_cases()
WRONG: tuple[JSON, ...] = (
    None, True, 7, -1, 10**30, "", "  ", "zzz", "2026-02-30", "99999999999999999999", "NaN", "1e999", "-5",
    [], {}, ["zzz"], [7], [[]], [{}], [None], {"zzz": 1},
)  # fmt: skip


@pytest.mark.parametrize("slug", RULES)
def test_no_fact_however_wrong_breaks_a_rule(slug: str) -> None:
    tried = 0
    for case in [case for case in CASES if case.rule == slug]:
        for facts in spoiled(dict(case.facts)):
            if isinstance(facts, dict):
                tried += 1
                answer_or_refuse(slug, facts, case_id=case.id)

    assert tried > 20


def answer_or_refuse(slug: str, facts: dict[str, JSON], *, case_id: str) -> None:
    case = next(case for case in CASES if case.id == case_id)
    try:
        finding = decide(slug, facts, on=case.on, law=load_law(), settings=Settings.default())
    except InputRejected as error:
        assert error.da != error.en  # noqa: PT017
    else:
        assert finding.is_known or finding.unknown
        assert finding.as_json()


def spoiled(value: JSON) -> Iterator[JSON]:
    """The same facts with one of them wrong, taken away or said twice."""
    yield from WRONG
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from ({**value, key: wrong} for wrong in spoiled(inner))
            yield {name: one for name, one in value.items() if name != key}
    elif isinstance(value, list):
        for at, inner in enumerate(value):
            yield from ([*value[:at], wrong, *value[at + 1 :]] for wrong in spoiled(inner))
        yield [*value, *value]
