"""Signing in and out, choosing under which assignment to work, the language, and a refused CSRF check."""

import logging
from dataclasses import dataclass

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from hjemad.foundation.access.actions import choose_language
from hjemad.foundation.access.actor import Actor
from hjemad.foundation.access.queries import assignments_of
from hjemad.foundation.audit import clock
from hjemad.foundation.audit.actions import log
from hjemad.foundation.organisations.queries import names_on
from hjemad.foundation.ui import entering, interrupted, kept
from hjemad.foundation.ui.context import role_name
from hjemad.foundation.ui.ended import ended_role
from hjemad.foundation.ui.entering import LANGUAGE_CHOSEN, remember_language, safe_address, work_as
from hjemad.foundation.ui.sign_in_form import CodeForm, SignInForm

logger = logging.getLogger(__name__)


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
        form = SignInForm(initial={"next": safe_address(request, address=request.GET.get("next", ""))})
        return render(request, "ui/sign_in.html", {"form": form})
    form = SignInForm(request.POST, request=request)
    if not form.is_valid() or form.user is None:
        logger.warning("sign_in_refused")
        return render(request, "ui/sign_in.html", {"form": form})
    go_on = safe_address(request, address=form.cleaned_data["next"])
    return entering.password_shown(request, form.user, sealed=form.cleaned_data["kept"], go_on=go_on)


@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "POST"])
def sign_in_code(request: HttpRequest) -> HttpResponse:
    """The code of the app or of the sheet; nobody is signed in before it fits."""
    pending = entering.pending(request)
    if pending is None:
        messages.info(request, gettext("It took too long. Start with your user name again"))
        return redirect("access:sign_in")
    form = CodeForm(request.POST or None, user=pending.user)
    if request.method == "POST" and form.is_valid():
        return entering.enter(request, pending.user, sealed=pending.sealed, go_on=pending.go_on, factor=True)
    return render(request, "ui/sign_in_code.html", {"form": form})


@never_cache
@require_http_methods(["GET", "POST"])
def choose_assignment(request: HttpRequest) -> HttpResponse:
    """As whom do you work now? One logged click; with only one assignment the choice is made."""
    given = request.POST if request.method == "POST" else request.GET
    go_on = safe_address(request, address=given.get("next", ""))
    valid = list(assignments_of(_user_id(request), on=clock.today(), at=clock.now()))
    if request.method == "POST":
        chosen = next((a.pk for a in valid if str(a.pk) == request.POST.get("assignment")), None)
        if chosen is None:
            raise Http404
        return work_as(request, assignment_id=chosen, go_on=go_on)
    actor: Actor | None = request.actor  # type: ignore[attr-defined] # set by access.middleware
    ended = ended_role(request, at=clock.now())
    if len(valid) == 1 and actor is None and ended is None:
        return work_as(request, assignment_id=valid[0].pk, go_on=go_on)
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
        "ended": ended,
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
    response = redirect(safe_address(request, address=request.POST.get("next", "")) or "/")
    if request.user.pk is None:
        request.session[LANGUAGE_CHOSEN] = code
    else:
        choose_language(request.user.pk, language=code)
    remember_language(response, code=code)
    return response


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form of ours keeps what was typed; anything else is told that nothing was done."""
    made_for = kept.made_for(request.POST)
    if made_for is not None:
        return interrupted.ask_again(request, made_for=made_for)
    return render(request, "403_csrf.html", status=403)


def _user_id(request: HttpRequest) -> int:
    """The signed-in user; these pages are declared for signed-in users only."""
    if request.user.pk is None:
        raise Http404
    return int(request.user.pk)
