"""Case tables: situations with expected answers that a lawyer can read, and how the rules do on them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from hjemad.kernel.dates import parse_iso_date
from hjemad.kernel.errors import BadDate, HjemadError, InputRejected
from hjemad.law.finding import JSON
from hjemad.law.parameters_reader import Law
from hjemad.law.rules_registry import RULES, decide, no_such_rule
from hjemad.law.settings import Settings

SCHEMA = "law-cases-2"


class BadCaseTable(InputRejected):
    """A case table that cannot be run. Names the case and the key."""

    code = "bad_case_table"


@dataclass(frozen=True, slots=True)
class Case:
    """One situation: the rule asked, on which day, with which facts, and the keys the answer must hold.

    `written` is the whole case as it stands in its table, with what is told beside these.
    """

    id: str
    rule: str
    on: date | None
    facts: Mapping[str, JSON]
    expect: Mapping[str, JSON]
    written: Mapping[str, JSON]


@dataclass(frozen=True, slots=True)
class Failure:
    """A key whose answer is not the expected one; `key` is "rule" or "facts" where there was no answer."""

    id: str
    key: str
    expected: JSON
    got: JSON

    def as_json(self) -> dict[str, JSON]:
        """The four values."""
        return {"id": self.id, "key": self.key, "expected": self.expected, "got": self.got}


@dataclass(frozen=True, slots=True)
class CheckResult:
    """How many cases passed and failed; cases of rules nobody modelled are counted apart."""

    passed: int
    failed: int
    not_modelled: int
    failures: tuple[Failure, ...]

    @property
    def summary(self) -> str:
        """The last line of the check, which scripts read."""
        line = f"{self.passed} passed, {self.failed} failed"
        return f"{line}, {self.not_modelled} not modelled" if self.not_modelled else line

    def as_json(self) -> dict[str, JSON]:
        """The counts and every failure."""
        return {
            "passed": self.passed,
            "failed": self.failed,
            "not_modelled": self.not_modelled,
            "failures": [failure.as_json() for failure in self.failures],
        }


def read_cases(table: JSON, *, where: str) -> tuple[Case, ...]:
    """The cases of a table; BadCaseTable names file, case and key of what cannot be run."""
    if not isinstance(table, Mapping) or table.get("schema") != SCHEMA:
        raise _bad(where, key="schema", problem=f'must be "{SCHEMA}"', problem_da=f'skal være "{SCHEMA}"')
    listed = table.get("cases")
    if not isinstance(listed, list):
        raise _bad(where, key="cases", problem="must be a list", problem_da="skal være en liste")
    cases = [_case(value, where=f"{where}: cases[{at}]") for at, value in enumerate(listed)]
    seen: set[str] = set()
    for case in cases:
        if case.id in seen:
            raise _bad(f"{where}: {case.id}", key="id", problem="stands twice", problem_da="står to gange")
        seen.add(case.id)
    return tuple(cases)


def check_cases(cases: Sequence[Case], *, law: Law, settings: Settings) -> CheckResult:
    """Every case asked, every key of `expect` compared exactly; keys that are not named are free."""
    failures: list[Failure] = []
    passed = failed = not_modelled = 0
    for case in cases:
        if case.rule in law.coverage and case.rule not in RULES:
            not_modelled += 1
            continue
        found = list(_failures(case, law=law, settings=settings))
        failures += found
        failed += bool(found)
        passed += not found
    return CheckResult(passed, failed, not_modelled, tuple(failures))


def same_value(one: JSON, other: JSON) -> bool:
    """Whether two answers are equal to the letter: true is not 1, and "1.0" is not "1.00"."""
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        return one.keys() == other.keys() and all(same_value(one[key], other[key]) for key in one)
    if isinstance(one, list | tuple) and isinstance(other, list | tuple):
        return len(one) == len(other) and all(map(same_value, one, other))
    return type(one) is type(other) and one == other


def _failures(case: Case, *, law: Law, settings: Settings) -> Iterator[Failure]:
    if case.rule not in law.coverage:
        yield Failure(case.id, "rule", case.rule, no_such_rule(case.rule, law=law).en)
        return
    try:
        finding = decide(case.rule, case.facts, on=case.on, law=law, settings=settings)
    except HjemadError as error:
        yield Failure(case.id, "facts", dict(case.expect), error.en)
        return
    got = {"outcome": finding.outcome, **finding.as_json()}
    for key, expected in case.expect.items():
        if key not in got:
            yield Failure(case.id, key, expected, "no such key in the answer")
        elif not same_value(expected, got[key]):
            yield Failure(case.id, key, expected, got[key])


def _case(value: JSON, *, where: str) -> Case:
    if not isinstance(value, Mapping):
        raise BadCaseTable(en=f"{where} must be an object", da=f"{where} skal være et objekt")
    case_id = _text(value, key="id", where=where)
    where = f"{where} ({case_id})"
    expect = _object(value, key="expect", where=where)
    if not expect:
        raise _bad(
            where, key="expect", problem="must hold at least one key", problem_da="skal have mindst én nøgle"
        )
    return Case(
        id=case_id,
        rule=_text(value, key="rule", where=where),
        on=_day_or_none(value, where=where),
        facts=_object(value, key="facts", where=where),
        expect=expect,
        written=value,
    )


def _text(value: Mapping[str, JSON], *, key: str, where: str) -> str:
    found = value.get(key)
    if not isinstance(found, str) or not found.strip():
        raise _bad(where, key=key, problem="must be text", problem_da="skal være tekst")
    return found


def _object(value: Mapping[str, JSON], *, key: str, where: str) -> Mapping[str, JSON]:
    found = value.get(key)
    if not isinstance(found, Mapping):
        raise _bad(where, key=key, problem="must be an object", problem_da="skal være et objekt")
    return found


def _day_or_none(value: Mapping[str, JSON], *, where: str) -> date | None:
    if value.get("on") is None:
        return None
    try:
        return parse_iso_date(_text(value, key="on", where=where))
    except BadDate as error:
        raise BadCaseTable(en=f"{where}, on: {error.en}", da=f"{where}, on: {error.da}") from error


def _bad(where: str, *, key: str, problem: str, problem_da: str) -> BadCaseTable:
    return BadCaseTable(en=f"{where}, {key}: {problem}", da=f"{where}, {key}: {problem_da}")
