"""Moving on: what the citizen says, what the house says, and what is still missing."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext

from hjemad.areas.citizens import queries as citizens
from hjemad.areas.shelters import queries
from hjemad.areas.shelters.forms.wishes import WishForm
from hjemad.areas.shelters.models import SaidBy, Stay
from hjemad.areas.shelters.reads.wishes import Wishes, wishes_of
from hjemad.areas.shelters.views import words
from hjemad.areas.shelters.views.stays import shown
from hjemad.areas.shelters.views.wish_words import shown_wishes, thing
from hjemad.areas.shelters.writes import wishes as writes
from hjemad.foundation.access.actor import Actor
from hjemad.foundation.audit import clock
from hjemad.foundation.ui.saving import actor_of, note, saved, sent_before


def moving(request: HttpRequest, fact_id: UUID) -> HttpResponse:
    """Both words and one missing thing at a time; what was missing is marked as there."""
    twice = gettext("You sent twice. It is saved once")
    before = sent_before(request, twice=twice)
    if before is not None:
        return before
    actor, found = actor_of(request), queries.stay_for(actor_of(request), fact_id=fact_id)
    note(request, "page", [found.record_id])
    said = wishes_of(actor, stay_facts=[found.whole]).get(found.whole, Wishes())
    form = WishForm.for_request(
        request, missing=[(str(one.fact_id), thing(one)) for one in said.missing], initial=_initial(said)
    )

    def do() -> str:
        _write(actor, found, said, form.cleaned_data)
        return reverse("shelters:moving", args=[fact_id])

    if request.method == "POST" and form.is_valid():
        answer = saved(
            request, form, do=do, said=gettext("What is said about moving is saved"), twice=twice, fields={}
        )
        if answer is not None:
            return answer
    called = citizens.called(actor, record_ids=[found.record_id])[found.record_id]
    way = words.crumbs_of(request, found, called, gettext("Moving on"))
    context = {**shown(found), "form": form, "who": called, "wishes": shown_wishes(said), "crumbs": way}
    return render(request, "shelters/moving.html", context)


def _initial(said: Wishes) -> dict[str, Any]:
    """What stands is shown; sent again unchanged it is nothing new."""
    found: dict[str, Any] = {}
    for side in SaidBy:
        one = said.of(side)
        if one:
            found |= {str(side.value): one.answer, f"{side.value}_words": one.words}
    return found


def _write(actor: Actor, found: Stay, said: Wishes, given: dict[str, Any]) -> None:
    """Only what is new becomes a fact of its own."""
    on, at = clock.today(), clock.now()
    for side in SaidBy:
        before, answer = said.of(side), given[side.value]
        now = (answer, given[f"{side.value}_words"].strip())
        if answer and (before is None or now != (before.answer, before.words)):
            writes.say(writes.Word(side.value, *now), by=actor, stay=found, on=on, at=at)
    for one in given.get("there") or []:
        writes.there(UUID(one), by=actor, stay=found, on=on, at=at)
    if given["kind"]:
        missing = writes.Thing(given["kind"], given["who_can"], given["detail"])
        writes.miss(missing, by=actor, stay=found, on=on, at=at)
