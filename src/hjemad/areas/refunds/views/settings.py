"""The municipality's own reading of what the law leaves open. Choosing moves no money: accepting does."""

from dataclasses import replace

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext

from hjemad.areas.refunds.forms import SettingForm
from hjemad.areas.refunds.queries.what_if import rules_today
from hjemad.areas.refunds.views.ledger import crumbs_to
from hjemad.areas.refunds.views.what_if import effect_shown
from hjemad.foundation.access.permissions import Permission
from hjemad.foundation.audit import clock
from hjemad.foundation.organisations.actions import choose_setting
from hjemad.foundation.organisations.queries import choices_of, settings_of
from hjemad.foundation.ui import why_words
from hjemad.foundation.ui.languages import reader_language
from hjemad.foundation.ui.saving import actor_of, saved
from hjemad.kernel.periods import Period
from hjemad.law.claim.rules import SETTINGS
from hjemad.law.settings import CHOICES

SHOWN = (*SETTINGS, "expected_part")


def settings(request: HttpRequest) -> HttpResponse:
    """Every open question a claim depends on: what you use, what else can be meant, and who chose."""
    actor, language = actor_of(request), reader_language()
    actor.require(Permission.SEE_CLAIMS)
    used = settings_of(actor.organisation_id, on=clock.today()).as_mapping()
    chosen = {one.name: one for one in choices_of(actor.organisation_id)}
    rows = [
        (
            name,
            CHOICES[name].question.in_language(language),
            why_words.reading(used[name], language=language),
            [
                why_words.reading(value, language=language)
                for value in CHOICES[name].alternatives
                if value != used[name]
            ],
            chosen.get(name),
        )
        for name in SHOWN
    ]
    context = {
        "rows": rows, "crumbs": crumbs_to(gettext("Your readings of the law")),
        "may_choose": actor.may(Permission.WRITE_SETTINGS),
    }  # fmt: skip
    return render(request, "refunds/settings.html", context)


def choose(request: HttpRequest, name: str) -> HttpResponse:
    """One question: its readings, from when, on what, and why. What was chosen before is kept.

    What a reading changes is shown before it can be saved; another reading is shown anew first.
    """
    if name not in SHOWN:
        raise Http404
    actor, language, today = actor_of(request), reader_language(), clock.today()
    used = settings_of(actor.organisation_id, on=today).as_mapping()[name]
    readings = [(value, why_words.reading(value, language=language)) for value in CHOICES[name].alternatives]
    form = SettingForm.for_request(request, readings=readings, initial={"value": used, "first": today})
    seen: dict[str, object] = {}
    if request.method == "POST" and form.is_valid() and not _has_looked(request, form):
        value = form.cleaned_data["value"]
        then = rules_today(actor.organisation_id, on=today)
        then = replace(then, settings=then.settings.with_values({name: value}))
        seen = effect_shown(actor, then, today=today)
        seen |= {"looked": value, "looked_words": why_words.reading(value, language=language)}
    elif request.method == "POST" and form.is_valid():

        def do() -> str:
            given = form.cleaned_data
            choose_setting(
                actor.organisation_id, name=name, value=given["value"], period=Period(given["first"], None),
                source=given["source"], reason=given["reason"], by=actor, at=clock.now(),
            )  # fmt: skip
            return reverse("refunds:settings")

        said, twice = gettext("Your choice is saved. It moves no money yet"), gettext("It is saved once")
        answer = saved(request, form, do=do, said=said, twice=twice, fields={})
        if answer is not None:
            return answer
    context = {
        "form": form, "question": CHOICES[name].question.in_language(language),
        "crumbs": crumbs_to(gettext("Your readings of the law")),
        "default": why_words.reading(CHOICES[name].default, language=language),
    }  # fmt: skip
    return render(request, "refunds/choose_setting.html", context | seen)


def _has_looked(request: HttpRequest, form: SettingForm) -> bool:
    """The reading that is to be saved is the one whose effect stood on the page."""
    asks = request.POST.get("step") == "save"
    return asks and request.POST.get("looked") == form.cleaned_data["value"]
