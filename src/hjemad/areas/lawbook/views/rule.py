"""One rule: what it says, how that changed, the numbers and readings it rests on, examples."""

from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext

from hjemad.areas.lawbook.forms.calculator import CalculatorForm
from hjemad.areas.lawbook.queries import Example, examples_of, rests_on
from hjemad.areas.lawbook.rules.changes import Held, held_by_day, held_on
from hjemad.areas.lawbook.rules.uses import USES
from hjemad.areas.lawbook.views.frame import asked_for, readings_of
from hjemad.areas.lawbook.views.history import History, history_of
from hjemad.areas.lawbook.views.words import Words
from hjemad.foundation.ui import formats, why, why_words
from hjemad.kernel.errors import Language
from hjemad.law.finding import Certainty
from hjemad.law.parameters_reader import Parameter, ParameterValue
from hjemad.law.rules_registry import RULES
from hjemad.law.settings import CHOICES, Settings


@dataclass(frozen=True)
class NumberRow:
    """A value of a parameter in words: which, what, when, from where, how sure, and when it was looked at.

    `checked` is None where nothing was read about that day.
    """

    title: str
    value: str
    days: str
    source: str
    certainty: Certainty
    checked: date | None
    means: str
    here: bool


@dataclass(frozen=True)
class ReadingRow:
    """An open question, the reading used, and what else can be meant."""

    question: str
    used: str
    others: list[str]
    is_own: bool


@dataclass(frozen=True)
class ExampleRow:
    """A case in words: what it shows, what is told, what the rule answers."""

    id: str
    shows: str
    facts: list[str]
    answer: list[str]


def rule(request: HttpRequest, rule: str) -> HttpResponse:
    """The rule as it stands today; `?dag=` shows it as it stood on another day."""
    asked = asked_for(request, rule)
    words, chosen = asked.words, readings_of(request)
    resting = rests_on(rule)
    history: History | None = history_of(words, on=asked.day)
    is_modelled = rule in RULES
    context = {
        "asked": asked,
        "rule": asked.covered,
        "title": words.said(asked.covered.title),
        "crumbs": asked.crumbs(),
        "is_modelled": is_modelled,
        "sentence": words.sentence(asked.day),
        "provisions": [
            (
                why.provision_line(one, language=words.language),
                words.said(one.text_read),
                one.in_force_on(asked.day),
            )
            for one in asked.covered.provisions
        ],
        "history": history,
        "numbers": [row for one in resting.parameters for row in number_rows(one, words=words, on=asked.day)],
        "readings": [reading_row(name, chosen=chosen, language=words.language) for name in resting.settings],
        "examples": [example_row(one, words=words) for one in examples_of(rule)] if is_modelled else [],
        "uses": USES.get(rule, ()),
        "form": CalculatorForm(schema=words.page.schema, initial={"day": asked.day}) if is_modelled else None,
    }
    return render(request, "lawbook/rule.html", context)


def number_rows(parameter: Parameter, *, words: Words, on: date) -> list[NumberRow]:
    """Every value and every gap of the parameter, oldest first; `here` is the one of the day."""
    now = held_on(parameter, on)
    return [number_row(parameter, one, words=words, here=one is now) for _, one in held_by_day(parameter)]


def number_row(parameter: Parameter, held: Held, *, words: Words, here: bool = True) -> NumberRow:
    """One value or gap of the parameter in words."""
    if isinstance(held, ParameterValue):
        value, certainty = words.quantity(held.value, unit=parameter.unit), held.certainty
        days = in_force(held.in_force_from, held.in_force_to, words=words)
    else:
        value, certainty = formats.UNKNOWN[words.language], "unknown"
        days = in_force(held.start, held.end, words=words)
    return NumberRow(
        title=words.said(parameter.title), value=value, days=days, source=words.said(held.source),
        certainty=certainty, checked=held.checked, means=words.said(held.checked_by_means), here=here,
    )  # fmt: skip


def in_force(start: date, end: date | None, *, words: Words) -> str:
    """`from 1 Apr 2026`, or both days where the value has ended."""
    if end is None:
        return gettext("from %(day)s") % {"day": formats.day(start, language=words.language)}
    last = date.fromordinal(end.toordinal() - 1)
    return formats.days(start, last=last, language=words.language)


def reading_row(name: str, *, chosen: Settings, language: Language) -> ReadingRow:
    """The open question with the reading this organisation uses."""
    used = chosen.as_mapping(name)[name]
    choice = CHOICES[name]
    return ReadingRow(
        question=choice.question.in_language(language),
        used=why_words.reading(used, language=language),
        others=[why_words.reading(one, language=language) for one in choice.alternatives if one != used],
        is_own=used != choice.default,
    )


def example_row(example: Example, *, words: Words) -> ExampleRow:
    """The case in words, with a link that fills the calculator."""
    case = example.case.case
    expected = {key: value for key, value in case.expect.items() if key not in {"outcome", "needs_review"}}
    answer = [sentence(*line) for line in words.lines(expected)]
    if case.expect.get("outcome") == "unknown":
        answer = [formats.UNKNOWN[words.language], *answer]
    return ExampleRow(
        id=case.id,
        shows=example.in_danish if words.language == "da" else example.case.why,
        facts=[sentence(*line) for line in words.facts(case.facts, on=case.on)],
        answer=answer,
    )


def sentence(term: str, value: str) -> str:
    """A label and its value; a label that asks needs no colon."""
    return f"{term} {value}" if term.endswith("?") else f"{term}: {value}"
