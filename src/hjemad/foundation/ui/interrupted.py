"""What is answered when a form arrives without its session: nothing is written, and nothing typed is lost."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.http import urlencode

from hjemad.foundation.access.actor import Actor
from hjemad.foundation.ui import kept
from hjemad.foundation.ui.sign_in_form import SignInForm


def answer(request: HttpRequest) -> HttpResponse | None:
    """None when the form was made for the one who acts now, or is none of ours; then the view answers."""
    made_for = kept.made_for(request.POST)
    if made_for is None:
        return None
    actor: Actor | None = request.actor  # type: ignore[attr-defined] # set by access.middleware
    if actor and (actor.user_id, actor.assignment_id) == (made_for.user_id, made_for.assignment_id):
        return None
    return ask_again(request, made_for=made_for)


def ask_again(request: HttpRequest, *, made_for: kept.MadeFor) -> HttpResponse:
    """The way back to the form with what was typed: by signing in, by choosing the role again, or at once."""
    sealed = kept.seal(kept.keep(request.POST, made_for=made_for))
    if request.user.pk != made_for.user_id:
        return _sign_in(request, made_for=made_for, sealed=sealed)
    kept.wait_in_session(request, sealed=sealed)
    actor: Actor | None = request.actor  # type: ignore[attr-defined] # set by access.middleware
    if actor and actor.assignment_id == made_for.assignment_id:
        return redirect(made_for.page)
    return redirect(f"{reverse('access:choose_assignment')}?{urlencode({'next': made_for.page})}")


def _sign_in(request: HttpRequest, *, made_for: kept.MadeFor, sealed: str) -> HttpResponse:
    context = {
        "form": SignInForm(initial={"next": made_for.page, "kept": sealed}),
        "was": "somebody_else" if request.user.is_authenticated else "away",
    }
    # 403: nothing was done. The page holds what was typed, sealed; it must not stay in a cache.
    response = render(request, "ui/sign_in.html", context, status=403)
    add_never_cache_headers(response)
    return response
