"""Signing in and out, choosing under which assignment to work, the language, and a refused CSRF check."""

import logging
from dataclasses import dataclass

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, logout
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from hjemad.foundation.access.actions import choose_language, note_switch
from hjemad.foundation.access.actor import Actor
from hjemad.foundation.access.middleware import SESSION_KEY
from hjemad.foundation.access.queries import actor_for, assignments_of
from hjemad.foundation.audit import clock
from hjemad.foundation.audit.actions import log
from hjemad.foundation.organisations.queries import names_on
from hjemad.foundation.ui import interrupted, kept
from hjemad.foundation.ui.context import role_name
from hjemad.foundation.ui.languages import reader_language
from hjemad.foundation.ui.sign_in_form import SignInForm

logger = logging.getLogger(__name__)

LANGUAGE_CHOSEN = "ui.language_chosen"


@dataclass(frozen=True)
class Choice:
    """One assignment to choose."""

    id: int
    role: str
    organisation: str
    current: bool


@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Who are you? What was typed before the session was lost comes along in the form."""
    if request.method == "GET":
        form = SignInForm(initial={"next": _safe(request, address=request.GET.get("next", ""))})
        return render(request, "ui/sign_in.html", {"form": form})
    form = SignInForm(request.POST, request=request)
    if not form.is_valid() or form.user is None:
        logger.warning("sign_in_refused")
        return render(request, "ui/sign_in.html", {"form": form})
    chosen_here = request.session.pop(LANGUAGE_CHOSEN, None)
    login(request, form.user)
    log("access.signed_in", by=None, at=clock.now(), objects={"user": form.user.pk})
    typed = kept.unseal(form.cleaned_data["kept"])
    go_on = _safe(request, address=form.cleaned_data["next"])
    response = _after_sign_in(request, typed=typed, sealed=form.cleaned_data["kept"], go_on=go_on)
    # A choice made on the sign-in page counts; what the user before left in the cookie does not.
    if chosen_here:
        choose_language(form.user.pk, language=chosen_here)
    _remember_language(response, code=chosen_here or form.user.language)
    return response


@never_cache
@require_http_methods(["GET", "POST"])
def choose_assignment(request: HttpRequest) -> HttpResponse:
    """As whom do you work now? One logged click; with only one assignment the choice is made."""
    given = request.POST if request.method == "POST" else request.GET
    go_on = _safe(request, address=given.get("next", ""))
    valid = list(assignments_of(_user_id(request), on=clock.today()))
    if request.method == "POST":
        chosen = next((a.pk for a in valid if str(a.pk) == request.POST.get("assignment")), None)
        if chosen is None:
            raise Http404
        return _work_as(request, assignment_id=chosen, go_on=go_on)
    actor: Actor | None = request.actor  # type: ignore[attr-defined] # set by access.middleware
    if len(valid) == 1 and actor is None:
        return _work_as(request, assignment_id=valid[0].pk, go_on=go_on)
    names = names_on([a.organisation_id for a in valid], day=clock.today())
    choices = [
        Choice(
            id=a.pk,
            role=role_name(a.role),
            organisation=names[a.organisation_id],
            current=actor is not None and actor.assignment_id == a.pk,
        )
        for a in valid
    ]
    written = kept.written_for(request)
    context = {
        "choices": choices,
        "next": go_on,
        "written_for": next((c for c in choices if written and c.id == written.assignment_id), None),
    }
    return render(request, "ui/choose_assignment.html", context)


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Nobody is signed in on this browser, and nothing of the session is left."""
    log("access.signed_out", by=request.actor, at=clock.now(), objects={"user": request.user.pk})  # type: ignore[attr-defined]
    logout(request)
    messages.success(request, gettext("You are signed out"))
    return redirect("access:sign_in")


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """The same page in the other language, now and next time."""
    code = request.POST.get("language", "")
    if code not in dict(settings.LANGUAGES):
        raise Http404
    response = redirect(_safe(request, address=request.POST.get("next", "")) or "/")
    if request.user.pk is None:
        request.session[LANGUAGE_CHOSEN] = code
    else:
        choose_language(request.user.pk, language=code)
    _remember_language(response, code=code)
    return response


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form of ours keeps what was typed; anything else is told that nothing was done."""
    made_for = kept.made_for(request.POST)
    if made_for is not None:
        return interrupted.ask_again(request, made_for=made_for)
    return render(request, "403_csrf.html", status=403)


def _after_sign_in(request: HttpRequest, *, typed: kept.Kept | None, sealed: str, go_on: str) -> HttpResponse:
    user_id = _user_id(request)
    if typed is None:
        return _to_choice(go_on=go_on)
    if typed.made_for.user_id != user_id:
        messages.info(request, gettext("Somebody else wrote in the form that stood open. You do not see it"))
        return _to_choice(go_on="")
    kept.wait_in_session(request, sealed=sealed)
    assignment_id = typed.made_for.assignment_id
    if actor_for(user_id, assignment_id=assignment_id, on=clock.today()) is None:
        return _to_choice(go_on=go_on)
    return _work_as(request, assignment_id=assignment_id, go_on=typed.made_for.page)


def _to_choice(*, go_on: str) -> HttpResponse:
    query = f"?{urlencode({'next': go_on})}" if go_on else ""
    return redirect(reverse("access:choose_assignment") + query)


def _work_as(request: HttpRequest, *, assignment_id: int, go_on: str) -> HttpResponse:
    """The session works under this assignment from here on, and the log says so."""
    actor = actor_for(
        _user_id(request), assignment_id=assignment_id, on=clock.today(), language=reader_language()
    )
    if actor is None:
        raise Http404
    note_switch(actor, at=clock.now())
    request.session[SESSION_KEY] = assignment_id
    return redirect(go_on or settings.LOGIN_REDIRECT_URL)


def _user_id(request: HttpRequest) -> int:
    """The signed-in user; these pages are declared for signed-in users only."""
    if request.user.pk is None:
        raise Http404
    return int(request.user.pk)


def _safe(request: HttpRequest, *, address: str) -> str:
    """The address when it is one of this service's own, else empty."""
    own = url_has_allowed_host_and_scheme(address, allowed_hosts=None, require_https=request.is_secure())
    return address if own and address.startswith("/") else ""


def _remember_language(response: HttpResponse, *, code: str) -> None:
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        code,
        max_age=365 * 24 * 60 * 60,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
        samesite="Lax",
    )
