"""Who did what, day by day, for an auditor and a data protection officer."""

from datetime import timedelta

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from hjemad.areas.rights.forms.done import DaysForm
from hjemad.areas.rights.queries.done import events_of, told
from hjemad.areas.rights.views.event_words import ABOUT_WORDS, EVENT_WORDS
from hjemad.foundation.audit import clock
from hjemad.foundation.ui.context import role_name
from hjemad.foundation.ui.saving import actor_of

_PER_PAGE, _WEEK = 50, 6


def done(request: HttpRequest) -> HttpResponse:
    """Events of the asked days, the last week where none are asked; the same queries for any number."""
    actor, today = actor_of(request), clock.today()
    asked = {"fra": today - timedelta(days=_WEEK), "til": today}
    form = DaysForm(request.GET) if {"fra", "til"} & set(request.GET) else DaysForm(initial=asked)
    if form.is_bound:
        asked = form.cleaned_data if form.is_valid() else {}
    page, rows = None, []
    if asked:
        found = events_of(actor, first=asked["fra"], last=asked["til"])
        page = Paginator(found, _PER_PAGE).get_page(request.GET.get("page"))
        rows = [
            (
                one,
                EVENT_WORDS.get(one.kind, one.kind),
                role_name(one.role),
                [(ABOUT_WORDS[name], value) for name, value in one.about],
            )
            for one in told(list(page.object_list), day=today)
        ]
    context = {"form": form, "page": page, "rows": rows, "money_only": actor.role == "auditor"}
    return render(request, "rights/done.html", context)
