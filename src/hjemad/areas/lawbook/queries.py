"""What the pages show, read from the law's own files: rules by act, what each rests on, its examples."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from hjemad.kernel.errors import HjemadError
from hjemad.law.case_files import ShippedCase, cases_of
from hjemad.law.coverage import CoveredRule
from hjemad.law.finding import Finding
from hjemad.law.parameters_reader import Parameter, load_law
from hjemad.law.rule_page import rule_page
from hjemad.law.rules_registry import RULES, decide
from hjemad.law.settings import Settings

EXAMPLES = 6


@dataclass(frozen=True, slots=True)
class RestsOn:
    """The parameters a rule reads and the open questions its answers depend on, in the order of the law."""

    parameters: tuple[Parameter, ...] = ()
    settings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Example:
    """A case shown as an example, and what it shows in Danish; the case itself says it in English."""

    case: ShippedCase
    in_danish: str


def acts() -> dict[str, list[CoveredRule]]:
    """Every rule of the register under the act it rests on first, in the order of the register."""
    found: dict[str, list[CoveredRule]] = {}
    for rule in load_law().coverage.values():
        found.setdefault(rule.provisions[0].act, []).append(rule)
    return found


@cache
def rests_on(rule: str) -> RestsOn:
    """What the rule reads, found by asking it every case it is held to; nothing for a rule without cases."""
    law = load_law()
    findings = list(_answers(rule))
    used = {use.id for finding in findings for use in finding.parameters}
    named = {name for finding in findings for name in finding.settings}
    return RestsOn(
        parameters=tuple(parameter for parameter in law.parameters.values() if parameter.id in used),
        settings=tuple(name for name in Settings.default().as_mapping() if name in named),
    )


@cache
def rules_by_part() -> Mapping[str, tuple[CoveredRule, ...]]:
    """The rules that read a parameter or depend on an open question, by its name, in the order of the law."""
    found: dict[str, list[CoveredRule]] = {}
    for rule in load_law().coverage.values():
        resting = rests_on(rule.slug)
        for name in (*(one.id for one in resting.parameters), *resting.settings):
            found.setdefault(name, []).append(rule)
    return {name: tuple(rules) for name, rules in found.items()}


def _answers(rule: str) -> Iterator[Finding]:
    law, settings = load_law(), Settings.default()
    for shipped in cases_of(rule) if rule in RULES else ():
        case = shipped.case
        try:
            yield decide(rule, case.facts, on=case.on, law=law, settings=settings)
        except HjemadError:  # a case may show what is refused
            continue


def examples_of(rule: str) -> list[Example]:
    """The cases chosen for the rule's page, in the order of its table."""
    told = rule_page(rule).examples
    cases = [one for one in cases_of(rule) if one.case.id in told]
    return [Example(one, told[one.case.id]) for one in cases[:EXAMPLES]]


def example(rule: str, case_id: str) -> ShippedCase | None:
    """One case of the rule; None where it has no such case."""
    return next((one for one in cases_of(rule) if one.case.id == case_id), None)
