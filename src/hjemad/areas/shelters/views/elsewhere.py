"""Stays of a shelter that is not here: the first page. The others are those of any list, in `incoming`."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext

from hjemad.areas.shelters.forms.incoming import ElsewhereForm
from hjemad.areas.shelters.models import StayFile
from hjemad.areas.shelters.reads.elsewhere import shelters_not_here
from hjemad.areas.shelters.views.incoming import frame, way_to
from hjemad.areas.shelters.writes.elsewhere import CodeTaken, keep_list_of_new
from hjemad.areas.shelters.writes.incoming import Elsewhere, keep_list
from hjemad.foundation.access.actor import Actor
from hjemad.foundation.audit import clock
from hjemad.foundation.ui.saving import actor_of, saved
from hjemad.integrations.table_files.sheet import FileRefused


def elsewhere_new(request: HttpRequest) -> HttpResponse:
    """Which shelter, from where, and the file; the next page asks what its columns mean."""
    actor = actor_of(request)
    named = [(str(one.id), one.name) for one in shelters_not_here(actor, day=clock.today())]
    form = ElsewhereForm.for_request(request, shelters=named)
    if request.method == "POST" and form.is_valid():
        read, twice = gettext("The list is read"), gettext("You sent twice. The list is read once")
        answer = saved(
            request, form, do=lambda: way_to(_kept(actor, form), "columns"), said=read, twice=twice,
            fields={FileRefused: "file", CodeTaken: "code"},
        )  # fmt: skip
        if answer is not None:
            return answer
    return render(request, "shelters/elsewhere_new.html", {"form": form, **frame(0, elsewhere=True)})


def _kept(actor: Actor, form: ElsewhereForm) -> StayFile:
    given = form.cleaned_data
    name, raw, origin = given["file"].name, given["file"].read(), given["origin"]
    if given["shelter"]:
        chosen = Elsewhere(int(given["shelter"]), origin)
        return keep_list(by=actor, name=name, raw=raw, about="stays", at=clock.now(), elsewhere=chosen)
    return keep_list_of_new(
        by=actor, code=given["code"], name=given["name"], file_name=name, raw=raw, origin=origin,
        at=clock.now(),
    )  # fmt: skip
