"""The law by act: every rule the house knows of, modelled or not, and how sure it is."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import slugify

from hjemad.areas.lawbook.queries import acts
from hjemad.areas.lawbook.rules.questions import QUESTIONS
from hjemad.areas.lawbook.views.overviews import tabs
from hjemad.foundation.access.actor import Actor
from hjemad.foundation.access.permissions import Permission
from hjemad.foundation.ui.languages import reader_language
from hjemad.law.coverage import CoveredRule
from hjemad.law.rules_registry import RULES

ASKED = "lov"


@dataclass(frozen=True)
class Act:
    """An act as a heading with its rules; `slug` is its name in an address."""

    slug: str
    name: str
    rules: list[CoveredRule]


def index(request: HttpRequest) -> HttpResponse:
    """Five questions with their calculators, then the rules by act; `?lov=` shows one act."""
    found = [Act(slugify(name), f"{name[:1].upper()}{name[1:]}", rules) for name, rules in acts().items()]
    asked = request.GET.get(ASKED, "")
    shown = [act for act in found if act.slug == asked]
    every = [rule for act in found for rule in act.rules]
    actor: Actor | None = getattr(request, "actor", None)
    context = {
        "tabs": tabs("lawbook:index"),
        "keeps_cases": actor is not None and actor.may(Permission.KEEP_CASES),
        "acts": found,
        "shown": shown or found,
        "only": shown[0].slug if shown else "",
        "questions": [
            (
                question.text.in_language(reader_language()),
                reverse("lawbook:calculator", args=[question.rule]),
            )
            for question in QUESTIONS
        ],
        "count": len(every),
        "modelled": sum(rule.slug in RULES for rule in every),
    }
    return render(request, "lawbook/index.html", context)
