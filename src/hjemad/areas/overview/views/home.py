"""The way in: everybody is led to the first screen of their role."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from hjemad.areas.overview.reads.work import sections_for
from hjemad.foundation.access.actor import Actor
from hjemad.foundation.access.permissions import Permission
from hjemad.foundation.access.roles import role_named
from hjemad.foundation.audit import clock
from hjemad.foundation.ui.languages import reader_language
from hjemad.foundation.ui.saving import actor_of, note

FIRST_PAGES = {
    Permission.SEE_OWN_WORK: "overview:work",
    Permission.SEE_CITIZENS: "overview:today",
    Permission.SEE_HOUSE: "shelters:tonight",
}


def home(request: HttpRequest) -> HttpResponse:
    """The first screen of the role."""
    actor: Actor | None = request.actor  # type: ignore[attr-defined] # set by access.middleware
    if actor is None:
        return redirect("access:choose_assignment")
    return redirect(next(name for permission, name in FIRST_PAGES.items() if actor.may(permission)))


def work(request: HttpRequest) -> HttpResponse:
    """What waits for the role, by heading: counts and days, nobody's name. Then every page the role has."""
    actor = actor_of(request)
    sections = sections_for(actor, at=clock.now())
    note(request, "list", [record for section in sections for record in section.record_ids])
    role = role_named(actor.role)
    context = {
        "sections": sections,
        "count": sum(len(section.tasks) for section in sections),
        "sentence": role.sentence_en if reader_language() == "en" else role.sentence_da,
        "on": actor.on,
    }
    return render(request, "overview/work.html", context)
