"""What other rules would give: a page to reckon on, and the same shown before a reading is chosen."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext, ngettext

from hjemad.areas.refunds.forms import WhatIfForm
from hjemad.areas.refunds.line_words.lines import quarter_words
from hjemad.areas.refunds.queries.ledger import next_quarter
from hjemad.areas.refunds.queries.what_if import Effect, effect_of, rules_today
from hjemad.foundation.access.actor import Actor
from hjemad.foundation.audit import clock
from hjemad.foundation.ui import formats, why_words
from hjemad.foundation.ui.components import Answer
from hjemad.foundation.ui.languages import reader_language
from hjemad.foundation.ui.saving import actor_of
from hjemad.kernel.quarters import Quarter
from hjemad.law.claim.rules import SETTINGS, RuleSet
from hjemad.law.serviceloven.par_177 import REFUND_NIGHTS, REFUND_SHARE
from hjemad.law.settings import CHOICES
from hjemad.law.supposing import supposing


def what_if(request: HttpRequest) -> HttpResponse:
    """Other numbers and readings on the municipality's own facts, quarter by quarter. Nothing is saved."""
    actor, today = actor_of(request), clock.today()
    now = rules_today(actor.organisation_id, on=today)
    form = WhatIfForm.for_request(request, readings=_readings(now))
    context: dict[str, object] = {"form": form, "readings": [form[name] for name in form.readings]}
    if request.method == "POST" and form.is_valid():
        then, assumed = _supposed(now, form)
        since = Quarter(form.cleaned_data["since"] or today.year, 1)
        context |= effect_shown(actor, then, today=today, since=since) | {"assumed": assumed}
    return render(request, "refunds/what_if.html", context)


def effect_shown(
    actor: Actor, then: RuleSet, *, today: date, since: Quarter | None = None
) -> dict[str, object]:
    """The effect of other rules as `refunds/effect.html` shows it; `since` as in `effect_of`."""
    quarter = max(next_quarter(actor, on=today), Quarter.of(today))
    effect = effect_of(actor, then, quarter=quarter, as_of=today, since=since)
    rows = [(quarter_words(row.quarter), row) for row in effect.changed]
    return {"effect": effect, "effect_facts": _facts(effect), "effect_rows": rows}


def _facts(effect: Effect) -> list[Answer]:
    language = reader_language()
    first = formats.day(effect.first, language=language) if effect.first else gettext("No night")
    return [
        Answer(
            gettext("Not asked for yet"),
            formats.money(effect.of(asked=False), language=language),
            gettext("difference"),
        ),
        Answer(
            gettext("Asked for already"),
            formats.money(effect.of(asked=True), language=language),
            gettext("closed requests stay as they are"),
        ),
        Answer(
            gettext("Whom it concerns"),
            ngettext("%(n)s citizen", "%(n)s citizens", effect.people) % {"n": effect.people},
        ),
        Answer(gettext("From"), first),
    ]


def _readings(now: RuleSet) -> Mapping[str, tuple[str, list[tuple[str, str]]]]:
    """The questions whose answer may move money, each with the answers that are not used today."""
    language, used = reader_language(), now.settings.as_mapping()
    return {
        name: (
            CHOICES[name].question.in_language(language),
            [
                (value, why_words.reading(value, language=language))
                for value in CHOICES[name].alternatives
                if value != used[name]
            ],
        )
        for name in SETTINGS
    }


def _supposed(now: RuleSet, form: WhatIfForm) -> tuple[RuleSet, list[str]]:
    """The rules to reckon with, and in a sentence each what was supposed."""
    given, language, assumed = form.cleaned_data, reader_language(), []
    law = now.law
    for name, parameter, sentence in (
        ("nights", REFUND_NIGHTS, gettext("%(n)s nights with refund in a running year, from %(day)s")),
        ("share", REFUND_SHARE, gettext("The State pays %(n)s per cent, from %(day)s")),
    ):
        if given[name] is not None:
            law = supposing(law, parameter, value=str(given[name]), first=given["first"])
            day = formats.day(given["first"], language=language)
            assumed.append(sentence % {"n": given[name], "day": day})
    chosen = {name: given[name] for name in form.readings if given[name]}
    for name, value in chosen.items():
        question = CHOICES[name].question.in_language(language)
        assumed.append(f"{question} {why_words.reading(value, language=language)}")
    return replace(now, law=law, settings=now.settings.with_values(chosen)), assumed
