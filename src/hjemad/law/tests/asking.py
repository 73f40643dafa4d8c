"""How the tests of the rules ask: with the law as shipped, or with one more rule that nobody modelled."""

from dataclasses import replace
from datetime import date

from hjemad.law.facts import FactObject
from hjemad.law.finding import JSON, Finding
from hjemad.law.parameters_reader import Law, load_law
from hjemad.law.rules_registry import decide
from hjemad.law.settings import Settings

UNMODELLED = "a-rule-nobody-modelled"


def asked(slug: str, facts: FactObject, on: str | None = None, **settings: str) -> Finding:
    """What the rule says through the registry, with these settings."""
    chosen = Settings.default().with_values(settings)
    day = None if on is None else date.fromisoformat(on)
    return decide(slug, facts, on=day, law=load_law(), settings=chosen)


def with_words(parameter_id: str, words: str) -> Law:
    """The law as shipped with other words in every value of one parameter."""
    parameter = load_law().parameter(parameter_id)
    values = tuple(replace(value, value=words) for value in parameter.values)
    return load_law().with_parameter(replace(parameter, values=values))


def unknown(finding: Finding) -> list[str]:
    """The codes of what is not known."""
    return [missing.code for missing in finding.unknown]


def reviews(finding: Finding) -> dict[str, dict[str, JSON]]:
    """What is to be looked at, with what the other reading gives."""
    return {review.code: dict(review.alternative) for review in finding.review}


def with_a_rule_nobody_modelled() -> Law:
    """The law as shipped and one rule more that is only in the register."""
    law = load_law()
    some = law.coverage["plan-contents"]
    lonely = replace(some, slug=UNMODELLED, is_modelled=False, verified=None)
    return replace(law, coverage={**law.coverage, UNMODELLED: lonely})


def changed_on(law: Law, parameter_id: str, *, day: str, value: str) -> Law:
    """The law with another newest value of one parameter from that day on."""
    parameter, first = law.parameter(parameter_id), date.fromisoformat(day)
    last = parameter.values[-1]
    values = (
        *parameter.values[:-1],
        replace(last, in_force_to=first),
        replace(last, in_force_from=first, value=value),
    )
    return law.with_parameter(replace(parameter, values=values))
