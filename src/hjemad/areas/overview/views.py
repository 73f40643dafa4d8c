"""The first page: it leads on to the page of one's role, or shows what the role has."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from hjemad.areas.rights.queries.emergencies import emergencies_of
from hjemad.foundation.access.actor import Actor
from hjemad.foundation.access.permissions import Permission
from hjemad.foundation.access.roles import role_named
from hjemad.foundation.ui.languages import reader_language
from hjemad.foundation.ui.saving import note

FIRST_PAGES = {
    Permission.SEE_HOUSE: "shelters:tonight",
    Permission.SEE_CLAIMS: "refunds:claims",
    Permission.SEE_NOTICES: "shelters:inbox",
    Permission.MANAGE_USERS: "access:users",
}


def home(request: HttpRequest) -> HttpResponse:
    """The first page of the role; leader and DPO see what waits for them, and every page they have."""
    actor: Actor | None = request.actor  # type: ignore[attr-defined] # set by access.middleware
    if actor is None:
        return redirect("access:choose_assignment")
    for permission, name in FIRST_PAGES.items():
        if actor.may(permission):
            return redirect(name)
    role = role_named(actor.role)
    waiting = []
    if actor.may(Permission.SEE_EMERGENCIES):
        waiting = [one for one in emergencies_of(actor) if one.waits]
        note(request, "list", [one.record_id for one in waiting])
    context = {
        "sentence": role.sentence_en if reader_language() == "en" else role.sentence_da,
        "waiting": waiting,
        "looks": actor.may(Permission.SEE_EMERGENCIES),
    }
    return render(request, "overview/home.html", context)
