"""Undo, from the page of a stay: one click for five minutes, then the page says what to do instead."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from hjemad.areas.shelters import queries
from hjemad.areas.shelters.forms.undo import UndoForm
from hjemad.areas.shelters.models import Stay
from hjemad.areas.shelters.reads.undo import undoable
from hjemad.areas.shelters.views import words
from hjemad.areas.shelters.writes.undo import undo as take_back
from hjemad.foundation.audit import clock
from hjemad.foundation.ui.forms import problems_of
from hjemad.foundation.ui.saving import actor_of, note, saved, sent_before


@dataclass(frozen=True)
class Offered:
    """What can be undone now, with the form that does it; `night` is what an admission was for, in words."""

    what: str
    version: int
    done_at: datetime
    until: datetime
    night: str
    form: UndoForm


def offered(request: HttpRequest, found: Stay, *, versions: Sequence[Stay] = ()) -> Offered | None:
    """The bar above a page about a stay; None after five minutes, and for everybody else."""
    can = undoable(actor_of(request), found, at=clock.now(), versions=versions)
    if can is None:
        return None
    form = UndoForm(initial={"version": can.version})
    return Offered(**vars(can), night=words.capital(words.night(found.valid_from)), form=form)


@require_POST
def undo(request: HttpRequest, fact_id: UUID) -> HttpResponse:
    """Back to the stay as it was before; after an undone admission back to the house, with the bed free."""
    twice = gettext("You sent twice. It is undone once")
    before = sent_before(request, twice=twice)
    if before is not None:
        return before
    actor, found = actor_of(request), queries.stay_for(actor_of(request), fact_id=fact_id)
    note(request, "page", [found.record_id])
    form, there = UndoForm.for_request(request), reverse("shelters:stay", args=[fact_id])

    def do() -> str:
        done = take_back(by=actor, stay=found, version=form.cleaned_data["version"], at=clock.now())
        return reverse("shelters:tonight") if done.voided else there

    said = (
        gettext("Undone. Nobody was admitted, and the place is free")
        if found.version == 1
        else gettext("Undone. The stay is as it was before")
    )
    answer = saved(request, form, do=do, said=said, twice=twice, fields={}) if form.is_valid() else None
    if answer is not None:
        return answer
    for problem in problems_of(form):
        messages.warning(request, problem.text)
    return redirect(there)
