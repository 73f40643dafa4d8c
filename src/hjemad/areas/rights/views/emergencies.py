"""Open in an emergency, and the leader's list of what was opened."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext

from hjemad.areas.citizens.queries import record_for
from hjemad.areas.rights.actions.emergencies import OwnOpening, look_at, note_try, open_in_emergency
from hjemad.areas.rights.forms.emergencies import EmergencyForm, LookedForm
from hjemad.areas.rights.queries.emergencies import (
    OWN_HOUSE,
    Wanted,
    emergencies_of,
    emergency_for,
    hours,
)
from hjemad.foundation.access.queries import actor_for
from hjemad.foundation.audit import clock
from hjemad.foundation.ui.components import Crumb
from hjemad.foundation.ui.saving import actor_of, note, saved


def open_record(request: HttpRequest) -> HttpResponse:
    """Who and why; the answer is the person's page, open for some hours, or the same words for every no."""
    actor, now = actor_of(request), clock.now()
    own = actor.role in OWN_HOUSE
    form = EmergencyForm.for_request(request, by_name=own)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        note_try(by=actor, at=now)
        wanted = Wanted(given["cpr"], given.get("full_name", ""), given.get("birth_date"))

        def do() -> str:
            opened = open_in_emergency(by=actor, wanted=wanted, why=given["why"], at=now)
            note(request, "search", [one.record_id for one in opened])
            later = actor_for(actor.user_id, assignment_id=actor.assignment_id, on=actor.on, at=now)
            record = record_for(later or actor, record_id=opened[0].record_id)
            return reverse("citizens:person", args=[record.public_id])

        said = gettext("Opened in an emergency for %(hours)d hours. Your leader is shown it") % {
            "hours": hours()
        }
        answer = saved(request, form, do=do, said=said, twice=said, fields={})
        if answer is not None:
            return answer
    context = {"form": form, "hours": hours(), "own": own, "crumbs": [Crumb(gettext("Open in an emergency"))]}
    return render(request, "rights/emergency.html", context)


def emergencies(request: HttpRequest) -> HttpResponse:
    """What was opened in the reader's units, with reasons and without names."""
    actor = actor_of(request)
    found = emergencies_of(actor)
    note(request, "list", [one.record_id for one in found])
    context = {
        "waiting": [one for one in found if one.waits],
        "done": [one for one in found if not one.waits],
    }
    return render(request, "rights/emergencies.html", context)


def look(request: HttpRequest, fact_id: UUID) -> HttpResponse:
    """One of them: the reader says what they found."""
    actor = actor_of(request)
    access = emergency_for(actor, fact_id=fact_id)
    note(request, "page", [access.record_id])
    form = LookedForm.for_request(request)
    if request.method == "POST" and form.is_valid():

        def do() -> str:
            look_at(access, by=actor, words=form.cleaned_data["words"], at=clock.now())
            return reverse("rights:emergencies")

        said, twice = gettext("It is noted that you looked"), gettext("You sent twice. It is noted once")
        answer = saved(request, form, do=do, said=said, twice=twice, fields={OwnOpening: "words"})
        if answer is not None:
            return answer
    crumbs = [
        Crumb(gettext("Opened in an emergency"), reverse("rights:emergencies")),
        Crumb(gettext("Look at it")),
    ]
    [shown] = [one for one in emergencies_of(actor) if one.fact_id == fact_id]
    return render(request, "rights/emergency_look.html", {"form": form, "one": shown, "crumbs": crumbs})
