"""Whom the house knows: who lives here, who has moved on, and a search that leaves nothing in an address."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from hjemad.areas.shelters.forms.stays import SearchForm
from hjemad.areas.shelters.reads.disputes import nights_to_check
from hjemad.areas.shelters.reads.residents import called_so, living_here, moved_on, search_residents
from hjemad.foundation.access.permissions import Permission
from hjemad.foundation.audit import clock
from hjemad.foundation.ui.saving import actor_of, note

ROWS_ON_A_PAGE = 50


def residents(request: HttpRequest) -> HttpResponse:
    """Present and former residents, or those that fit what was searched for."""
    actor, today = actor_of(request), clock.today()
    form = SearchForm.for_request(request)
    if request.method == "POST" and form.is_valid():
        hits = search_residents(actor, text=form.cleaned_data["who"], on=today)
        note(request, "search", [hit.record_id for hit in hits])
        return render(request, "shelters/residents.html", {"form": form, "hits": hits, "searched": True})
    here = living_here(actor, on=today)
    page = Paginator(moved_on(actor, on=today), ROWS_ON_A_PAGE).get_page(request.GET.get("page"))
    left = called_so(actor, page.object_list)
    note(request, "list", [row.record_id for row in (*here, *left)])
    checks = nights_to_check(actor, record_ids=[row.record_id for row in here])
    context = {
        "form": form,
        "here": here,
        "checks": [
            (row, check) for row in here for check in checks.get(row.record_id, []) if check.counts is None
        ],
        "left": left,
        "page": page,
        "may_import": actor.may(Permission.IMPORT_STAYS),
    }
    return render(request, "shelters/residents.html", context)
