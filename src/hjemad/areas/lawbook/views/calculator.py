"""The calculator of one rule. What is typed is sent by POST, worked out, forgotten; no address holds it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext

from hjemad.areas.lawbook.forms.calculator import CalculatorForm
from hjemad.areas.lawbook.queries import example
from hjemad.areas.lawbook.rules.readings import that_differ
from hjemad.areas.lawbook.rules.typing import typed_of
from hjemad.areas.lawbook.views.frame import Asked, asked_for, readings_of
from hjemad.foundation.ui import why_words
from hjemad.foundation.ui.components import FactLine
from hjemad.foundation.ui.languages import reader_language
from hjemad.foundation.ui.why import Why
from hjemad.kernel.errors import HjemadError, InputRejected, WrongUsage
from hjemad.law.case_table import SCHEMA
from hjemad.law.finding import JSON, Finding, iso
from hjemad.law.parameters_reader import load_law
from hjemad.law.rules_registry import RULES, decide
from hjemad.law.settings import CHOICES, Settings

EXAMPLE, WANTED, AS_CASE = "eksempel", "svar", "sag"


@dataclass(frozen=True)
class OtherAnswer:
    """What another reading of one open question would answer."""

    question: str
    reading: str
    lines: list[tuple[str, str]]


@dataclass(frozen=True)
class Answered:
    """An answer as the page shows it: one line, the rest of it, why, and what other readings give."""

    finding: Finding
    headline: str
    lines: list[tuple[str, str]]
    missing: list[str]
    why: Why
    facts: list[FactLine]
    others: list[OtherAnswer]


def calculator(request: HttpRequest, rule: str) -> HttpResponse:
    """The form; with an answer after a POST, or for one of the shipped cases in `?eksempel=`."""
    asked = asked_for(request, rule)
    if rule not in RULES:
        raise Http404
    settings, schema = readings_of(request), asked.words.page.schema
    shown = example(rule, request.GET.get(EXAMPLE, ""))
    initial: dict[str, Any] = {"day": asked.day}
    if shown is not None:
        initial = {"day": shown.case.on} | typed_of(schema.facts, shown.case.facts)
    form = CalculatorForm.for_request(request, schema=schema, initial=initial)
    answered: Answered | None = None
    told: tuple[Mapping[str, JSON], date | None] | None = None
    if request.method == "POST" and form.is_valid():
        told = (form.facts(), form.cleaned_data["day"])
    elif request.method != "POST" and shown is not None:
        told = (shown.case.facts, shown.case.on)
    if told is not None:
        try:
            answered = answer(asked, *told, settings=settings)
        except (InputRejected, WrongUsage) as error:
            _refused(form, error, asked=asked)
    if answered is not None and told is not None and request.POST.get(WANTED) == AS_CASE:
        return as_case(answered.finding, *told)
    context = {
        "asked": asked,
        "rule": asked.covered,
        "title": asked.words.said(asked.covered.title),
        "crumbs": asked.crumbs(gettext("Try it")),
        "sentence": asked.words.sentence(asked.day),
        "form": form,
        "answered": answered,
        "example": shown.case.id if shown else "",
    }
    return render(request, "lawbook/calculator.html", context)


def answer(asked: Asked, facts: Mapping[str, JSON], on: date | None, *, settings: Settings) -> Answered:
    """What the rule says about these facts on that day; raises InputRejected for facts it cannot read."""
    words, slug, law = asked.words, asked.covered.slug, load_law()

    def ask(under: Settings) -> Finding:
        return decide(slug, facts, on=on, law=law, settings=under)

    finding = ask(settings)
    return Answered(
        finding=finding,
        headline=words.headline(finding, covered=asked.covered),
        lines=words.lines(finding.answer, all_keys=not finding.is_known),
        missing=[words.missing(one) for one in finding.unknown],
        why=words.why(finding),
        facts=[FactLine(term, value) for term, value in words.facts(facts, on=on)],
        others=[
            OtherAnswer(
                question=words.said(CHOICES[one.setting].question),
                reading=why_words.reading(one.reading, language=words.language),
                lines=words.lines(one.answer, all_keys=True),
            )
            for one in that_differ(finding, settings=settings, ask=ask)
        ],
    )


def as_case(finding: Finding, facts: Mapping[str, JSON], on: date | None) -> HttpResponse:
    """The calculation as a table of one case, which `hjemad law check` runs."""
    expected: dict[str, JSON] = {**finding.answer, "outcome": finding.outcome}
    case = {
        "id": "EGEN-1", "rule": finding.rule, "on": iso(on), "facts": facts, "expect": expected,
        "why": "", "source": "", "certainty": "",
    }  # fmt: skip
    text = json.dumps({"schema": SCHEMA, "cases": [case]}, ensure_ascii=False, indent=1)
    response = HttpResponse(text, content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{finding.rule}.json"'
    return response


def _refused(form: CalculatorForm, error: HjemadError, *, asked: Asked) -> None:
    """What the rule could not read, said above the form; what was typed stays."""
    said = asked.words.plain(error.text(reader_language()))
    if form.is_bound:
        form.add_error(None, said)
