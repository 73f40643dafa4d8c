"""Own cases: the tables an organisation keeps, how they answer today, and what it has taken over."""

import json
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext

from hjemad.areas.lawbook import actions
from hjemad.areas.lawbook.forms.cases import AcceptCasesForm, CasesForm, PutAwayForm
from hjemad.areas.lawbook.reads.own_cases import table_numbered, tables_of
from hjemad.foundation.audit import clock
from hjemad.foundation.ui.components import Crumb
from hjemad.foundation.ui.forms import HjForm
from hjemad.foundation.ui.saving import Fields, actor_of, saved
from hjemad.law.case_table import SCHEMA, BadCaseTable

EXAMPLE = {
    "schema": SCHEMA,
    "cases": [
        {
            "id": "E-01",
            "rule": "notice-deadline",
            "facts": {"decided_on": "2026-11-20"},
            "expect": {"due": "2026-11-25"},
            "why": "Tre hverdage efter en fredag",
        }
    ],
}


def tables(request: HttpRequest) -> HttpResponse:
    """Every table in use, how many of its cases answer as expected, and what waits to be looked at."""
    found = tables_of(actor_of(request))
    return render(request, "lawbook/cases.html", {"tables": found, "crumbs": _crumbs()})


def new(request: HttpRequest) -> HttpResponse:
    """A table is written or read from a file, run at once, and kept."""
    example = json.dumps(EXAMPLE, ensure_ascii=False, indent=2)
    form = CasesForm.for_request(request, initial={"text": example})
    return _kept(request, form, replaces=None, heading=gettext("New cases"))


def replace(request: HttpRequest, number: int) -> HttpResponse:
    """A new version in the place of a table; the former stays as it was written."""
    table = table_numbered(actor_of(request), number).table
    form = CasesForm.for_request(request, initial={"title": table.title, "text": table.text})
    return _kept(request, form, replaces=number, heading=table.title)


def table(request: HttpRequest, number: int) -> HttpResponse:
    """The cases of one table today, beside what was accepted last; taking today's answers over."""
    actor = actor_of(request)
    found = table_numbered(actor, number)
    form = AcceptCasesForm.for_request(request, initial={"expected": found.law_version})
    if request.method == "POST" and form.is_valid():

        def do() -> str:
            given = form.cleaned_data
            actions.accept(
                by=actor, number=number, expected=given["expected"], note=given["note"], at=clock.now()
            )
            return reverse("lawbook:own_table", args=[number])

        said, twice = gettext("Accepted. A later law is compared with this"), gettext("It is accepted once")
        answer = saved(request, form, do=do, said=said, twice=twice, fields={})
        if answer is not None:
            return answer
        form = AcceptCasesForm(initial={"expected": found.law_version, "note": form.data.get("note", "")})
    context = {"found": found, "form": form, "crumbs": _crumbs(found.table.title)}
    return render(request, "lawbook/own_table.html", context)


def put_away(request: HttpRequest, number: int) -> HttpResponse:
    """The table is not run any more."""
    actor = actor_of(request)
    found = table_numbered(actor, number)
    form = PutAwayForm.for_request(request)
    if request.method == "POST" and form.is_valid():

        def do() -> str:
            actions.put_away(by=actor, number=number, at=clock.now())
            return reverse("lawbook:own_tables")

        said, twice = gettext("The cases are put away"), gettext("They are put away")
        answer = saved(request, form, do=do, said=said, twice=twice, fields={})
        if answer is not None:
            return answer
    context = {"found": found, "form": form, "crumbs": _crumbs(found.table.title)}
    return render(request, "lawbook/put_away.html", context)


def _kept(request: HttpRequest, form: HjForm, *, replaces: int | None, heading: str) -> HttpResponse:
    if request.method == "POST" and form.is_valid():

        def do() -> str:
            given = form.cleaned_data
            kept = actions.keep(
                by=actor_of(request), title=given["title"], text=given["cases"], at=clock.now(),
                replaces=replaces,
            )  # fmt: skip
            return reverse("lawbook:own_table", args=[kept.number])

        said, twice = gettext("The cases are kept, and answered below"), gettext("They are kept once")
        fields: Fields = {BadCaseTable: "text", actions.PersonInCases: "text"}
        answer = saved(request, form, do=do, said=said, twice=twice, fields=fields)
        if answer is not None:
            return answer
    context: dict[str, Any] = {"form": form, "heading": heading, "crumbs": _crumbs(heading)}
    return render(request, "lawbook/own_new.html", context)


def _crumbs(*last: str) -> list[Crumb]:
    first = Crumb(gettext("Provisions"), reverse("lawbook:index"))
    if not last:
        return [first, Crumb(gettext("Own cases"))]
    return [first, Crumb(gettext("Own cases"), reverse("lawbook:own_tables")), Crumb(last[0])]
