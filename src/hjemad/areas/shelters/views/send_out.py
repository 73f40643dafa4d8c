"""A resident must leave: the same parts as at the door, with a last day, on a page of its own."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from hjemad.areas.citizens import queries as citizens
from hjemad.areas.shelters import queries
from hjemad.areas.shelters.forms.no_place import NOW_OUT, SendOutForm
from hjemad.areas.shelters.models import Stay
from hjemad.areas.shelters.reads import nearby
from hjemad.areas.shelters.views import no_place_words as said
from hjemad.areas.shelters.views import words
from hjemad.areas.shelters.views.no_place import (
    ERRORS,
    decision_from,
    leader_named,
    sleep_choices,
    sleeps,
)
from hjemad.areas.shelters.views.stays import shown
from hjemad.areas.shelters.writes import no_place as writes
from hjemad.foundation.access.queries import own_name
from hjemad.foundation.audit import clock
from hjemad.foundation.ui.naming import named
from hjemad.foundation.ui.saving import actor_of, note, saved, sent_before


def send_out(request: HttpRequest, fact_id: UUID) -> HttpResponse:
    """The leader's decision that this resident must leave, and until when."""
    before = sent_before(request, twice=gettext("You sent twice. It is written once"))
    if before is not None:
        return before
    actor, today = actor_of(request), timezone.localtime(clock.now()).date()
    found = queries.stay_for(actor, fact_id=fact_id)
    note(request, "page", [found.record_id])
    places = nearby.near(actor, night=today)
    form = SendOutForm.for_request(
        request, night=today, sleep_at=sleep_choices(places), initial={"decider": leader_named(actor)}
    )
    if request.method == "POST" and found.valid_to is None and form.is_valid():
        answer = _save(request, form, found, places=places)
        if answer is not None:
            return answer
    called = citizens.called(actor, record_ids=[found.record_id])[found.record_id]
    context = {
        **shown(found),
        "who": called,
        "form": form,
        "places": places,
        "facts": said.facts(form, places=places, on=today),
        "guidance": said.guidance_of(form, on=today),
        "house": own_name(actor),
        "crumbs": _crumbs(request, found, called),
    }
    return render(request, "shelters/send_out.html", context)


def _save(
    request: HttpRequest, form: SendOutForm, found: Stay, *, places: list[nearby.Near]
) -> HttpResponse | None:
    actor, given = actor_of(request), form.cleaned_data

    def do() -> str:
        new = decision_from(form, sleep_here=sleeps(form, places), record_id=found.record_id, called="")
        out = given["leaves"] == NOW_OUT
        decision = writes.send_out(found, new, leaves_today=out, by=actor, at=clock.now())
        return reverse("decisions:decision", args=[decision.fact_id])

    return saved(
        request,
        form,
        do=do,
        said=gettext("It is written. Print the sheet, and hand it over"),
        twice=gettext("You sent twice. It is written once"),
        fields=ERRORS,
    )


def _crumbs(request: HttpRequest, found: Stay, called: citizens.Called) -> list[Any]:
    name = named(request, called)
    way = words.crumbs(name, gettext("Must leave"))
    way[1] = type(way[1])(name, reverse("shelters:stay", args=[found.fact_id]))
    return way
