"""Findings and the register of rules as lines a person can read, in Danish or English."""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from hjemad.kernel.errors import Language
from hjemad.law.coverage import CoveredRule
from hjemad.law.finding import JSON, Certainty, Finding, ParameterUse, Provision, Review, Text
from hjemad.law.parameters_reader import Law
from hjemad.law.settings import CHOICES

CERTAINTIES: dict[Certainty, Text] = {
    "sourced": Text(da="læst i kilden", en="sourced"),
    "inferred": Text(da="udledt", en="inferred"),
    "unknown": Text(da="ukendt, ikke læst", en="unknown, not read"),
    "local": Text(da="lokal værdi", en="local value"),
}
ANSWER = Text(da="Svar", en="Answer")
UNKNOWN_OUTCOME = Text(
    da="Svaret er ukendt: noget mangler", en="The outcome is unknown: something is missing"
)
WHY = Text(da="Fordi", en="Why")
PROVISIONS = Text(da="Bestemmelser", en="Provisions")
PARAMETERS = Text(da="Værdier", en="Parameters")
SETTINGS = Text(da="Indstillinger", en="Settings")
UNKNOWN = Text(da="Vides ikke", en="Not known")
REVIEW = Text(da="Skal ses efter", en="To be looked at")
ALTERNATIVE = Text(da="en anden læsning giver", en="the other reading gives")
MODELLED = Text(da="bygget", en="modelled")
NOT_MODELLED = Text(da="ikke bygget", en="not modelled")


def finding_lines(finding: Finding, *, language: Language) -> Iterator[str]:
    """The whole Finding: the answer first, then what it rests on and what is open."""
    day = "" if finding.on is None else f" ({finding.on.isoformat()})"
    yield f"{finding.rule}{day}"
    if not finding.is_known:
        yield f"  {UNKNOWN_OUTCOME.in_language(language)}"
    yield from _section(ANSWER, list(_answer(finding)), language)
    yield from _section(WHY, [reason.in_language(language) for reason in finding.reasons], language)
    unknown = [missing.text.in_language(language) for missing in finding.unknown]
    yield from _section(UNKNOWN, unknown, language)
    yield from _section(REVIEW, [_review(review, language) for review in finding.review], language)
    provisions = [_provision(provision, language) for provision in finding.provisions]
    yield from _section(PROVISIONS, provisions, language)
    yield from _section(PARAMETERS, [_parameter(used, language) for used in finding.parameters], language)
    settings = [f"{name} = {value}" for name, value in finding.settings.items()]
    yield from _section(SETTINGS, settings, language)


def list_lines(law: Law, *, language: Language) -> Iterator[str]:
    """The register, one rule a block, then the settings with the default first, then the counts."""
    for rule in law.coverage.values():
        yield from _covered(rule, language)
    yield from _section(
        SETTINGS,
        [
            f"{name} = {' | '.join(choice.alternatives)}  {choice.question.in_language(language)}"
            for name, choice in CHOICES.items()
        ],
        language,
    )
    modelled = sum(rule.is_modelled for rule in law.coverage.values())
    others = len(law.coverage) - modelled
    yield f"{modelled} {MODELLED.in_language(language)}, {others} {NOT_MODELLED.in_language(language)}"


def plain(value: JSON) -> str:
    """A value of the answer without quotes around text, null as a dash."""
    if value is None:
        return "-"
    if isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False)


def _answer(finding: Finding) -> Iterator[str]:
    """The keys of the answer, a list of objects as one line each; what is not known stands elsewhere."""
    for key, value in finding.answer.items():
        if value is None and not finding.is_known:
            continue
        rows = [item for item in value if isinstance(item, Mapping)] if isinstance(value, list) else []
        yield f"{key}:" if rows else f"{key}: {plain(value)}"
        for row in rows:
            yield "  " + ", ".join(f"{name} {plain(item)}" for name, item in row.items())


def _covered(rule: CoveredRule, language: Language) -> Iterator[str]:
    status = MODELLED if rule.is_modelled else NOT_MODELLED
    span = _span(rule.in_force_from, rule.in_force_to)
    sure = CERTAINTIES[rule.certainty].in_language(language)
    yield f"{rule.slug}  [{status.in_language(language)}]  {span}  {', '.join(rule.refs)}, {sure}"
    yield f"  {rule.title.in_language(language)}"
    for provision in rule.provisions:
        yield f"  {_provision(provision, language)}"
    if rule.verified is not None:
        verb = "Holdt op mod" if language == "da" else "Checked against"
        text, by = rule.verified.text.in_language(language), rule.verified.by.in_language(language)
        yield f"  {verb}: {text} ({rule.verified.day.isoformat()}, {by})"


def _section(title: Text, lines: Sequence[str], language: Language) -> Iterator[str]:
    if lines:
        yield f"{title.in_language(language)}:"
        yield from (f"  {line}" for line in lines)


def _provision(provision: Provision, language: Language) -> str:
    span = _span(provision.in_force_from, provision.in_force_to)
    sure = CERTAINTIES[provision.certainty].in_language(language)
    return (
        f"{provision.act} {provision.paragraph}, {span}, {sure}: {provision.text_read.in_language(language)}"
    )


def _parameter(used: ParameterUse, language: Language) -> str:
    sure = CERTAINTIES[used.certainty].in_language(language)
    start = used.in_force_from.isoformat()
    return (
        f"{used.id} = {used.value} ({used.unit}), [{start}, ..), {sure}: {used.source.in_language(language)}"
    )


def _review(review: Review, language: Language) -> str:
    text = review.text.in_language(language)
    other = ", ".join(f"{key}: {plain(value)}" for key, value in review.alternative.items())
    return f"{text} ({ALTERNATIVE.in_language(language)} {other})" if other else text


def _span(start: date | None, end: date | None) -> str:
    """The days in ISO 8601 form, two dots where a day is not known or still open."""
    first = ".." if start is None else start.isoformat()
    after = ".." if end is None else end.isoformat()
    return f"[{first}, {after})"
