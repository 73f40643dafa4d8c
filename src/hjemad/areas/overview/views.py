"""The first page: it leads on to the page of one's role."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from hjemad.foundation.access.actor import Actor
from hjemad.foundation.access.permissions import Permission

FIRST_PAGES = {Permission.SEE_HOUSE: "shelters:tonight", Permission.SEE_CLAIMS: "refunds:claims"}


def home(request: HttpRequest) -> HttpResponse:
    """The first page of the role; a role without one yet is told so."""
    actor: Actor | None = request.actor  # type: ignore[attr-defined] # set by access.middleware
    if actor is None:
        return redirect("access:choose_assignment")
    for permission, name in FIRST_PAGES.items():
        if actor.may(permission):
            return redirect(name)
    return render(request, "overview/home.html")
