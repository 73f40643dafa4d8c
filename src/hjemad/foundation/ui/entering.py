"""From a shown password (and code) to the page one was on the way to. The pages are in `views.py`."""

from dataclasses import dataclass

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import gettext

from hjemad.foundation.access.actions import choose_language, note_switch
from hjemad.foundation.access.middleware import SESSION_KEY
from hjemad.foundation.access.models import User
from hjemad.foundation.access.queries import actor_for
from hjemad.foundation.audit import clock
from hjemad.foundation.audit.actions import log
from hjemad.foundation.signin.actions import drop_held_text, hold_text, note_seat
from hjemad.foundation.signin.queries import factor_of, held_text, must_change_password, workplace_for
from hjemad.foundation.ui import kept, session_rules
from hjemad.foundation.ui.languages import reader_language

LANGUAGE_CHOSEN = "ui.language_chosen"
_PENDING = "signin.pending"
# Whoever has shown a password has this long to find the phone or the sheet.
_PENDING_SECONDS = 10 * 60


@dataclass(frozen=True)
class Pending:
    """Somebody who has shown the password and not yet the code."""

    user: User
    sealed: str
    go_on: str


def password_shown(request: HttpRequest, user: User, *, sealed: str, go_on: str) -> HttpResponse:
    """On to the code, where the user has one and works at no approved computer; else in."""
    place = workplace_for(request.COOKIES.get(session_rules.WORKPLACE_COOKIE, ""), on=clock.today())
    if place is not None:
        note_seat(place, user_id=user.pk, at=clock.now())
    if place is None and factor_of(user.pk).exists:
        request.session[_PENDING] = [user.pk, sealed, go_on, clock.now().timestamp()]
        return redirect("access:sign_in_code")
    return enter(request, user, sealed=sealed, go_on=go_on, factor=False)


def pending(request: HttpRequest) -> Pending | None:
    """Who is on the way in; None when nobody is, or it took too long."""
    user_id, sealed, go_on, at = request.session.get(_PENDING) or [None, "", "", 0.0]
    user = User.objects.filter(pk=user_id, is_active=True).first()
    if user is None or clock.now().timestamp() - at > _PENDING_SECONDS:
        return None
    return Pending(user, sealed, go_on)


def enter(request: HttpRequest, user: User, *, sealed: str, go_on: str, factor: bool) -> HttpResponse:
    """The user is signed in; whoever was before is out, and finds later what stood half written."""
    request.session.pop(_PENDING, None)
    chosen_here = request.session.pop(LANGUAGE_CHOSEN, None)
    _leave_the_other(request, user)
    if request.user.is_authenticated:
        request.session.cycle_key()  # Django gives a new name only to a new user
    login(request, user)
    place = workplace_for(request.COOKIES.get(session_rules.WORKPLACE_COOKIE, ""), on=clock.today())
    session_rules.begin(
        request,
        factor=factor,
        must_change=must_change_password(user.pk),
        lock_minutes=place.lock_minutes if place else None,
    )
    log("access.signed_in", by=None, at=clock.now(), objects={"user": user.pk}, data={"code": factor})
    waiting = held_text(user.pk, at=clock.now())
    response = _after_sign_in(request, sealed=sealed or waiting, go_on=go_on)
    if waiting and not sealed:
        drop_held_text(user.pk)
    # A choice made on the sign-in page counts; what the user before left in the cookie does not.
    if chosen_here:
        choose_language(user.pk, language=chosen_here)
    remember_language(response, code=chosen_here or user.language)
    return response


def to_choice(*, go_on: str) -> HttpResponse:
    """The page where one chooses as whom to work."""
    query = f"?{urlencode({'next': go_on})}" if go_on else ""
    return redirect(reverse("access:choose_assignment") + query)


def work_as(request: HttpRequest, *, assignment_id: int, go_on: str) -> HttpResponse:
    """The session works under this assignment from here on, and the log says so."""
    user_id = request.user.pk
    if user_id is None:
        raise Http404
    actor = actor_for(
        user_id, assignment_id=assignment_id, on=clock.today(), at=clock.now(), language=reader_language()
    )
    if actor is None:
        raise Http404
    note_switch(actor, at=clock.now())
    request.session.cycle_key()
    request.session[SESSION_KEY] = assignment_id
    return redirect(go_on or settings.LOGIN_REDIRECT_URL)


def safe_address(request: HttpRequest, *, address: str) -> str:
    """The address when it is one of this service's own, else empty."""
    own = url_has_allowed_host_and_scheme(address, allowed_hosts=None, require_https=request.is_secure())
    return address if own and address.startswith("/") else ""


def remember_language(response: HttpResponse, *, code: str) -> None:
    """The browser comes back in this language."""
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        code,
        max_age=365 * 24 * 60 * 60,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
        samesite="Lax",
    )


def _leave_the_other(request: HttpRequest, user: User) -> None:
    other_id = request.user.pk
    if other_id is None or other_id == user.pk:
        return
    written = kept.written_for(request)
    if written is not None:
        hold_text(other_id, sealed=request.session[kept.SESSION_KEY], at=clock.now())
    log("access.signed_out", by=None, at=clock.now(), objects={"user": other_id})


def _after_sign_in(request: HttpRequest, *, sealed: str, go_on: str) -> HttpResponse:
    typed = kept.unseal(sealed)
    user_id = int(request.user.pk or 0)
    if typed is None:
        return to_choice(go_on=go_on)
    if typed.made_for.user_id != user_id:
        hold_text(typed.made_for.user_id, sealed=sealed, at=clock.now())
        messages.info(request, gettext("Somebody else wrote in the form that stood open. You do not see it"))
        return to_choice(go_on="")
    kept.wait_in_session(request, sealed=sealed)
    assignment_id = typed.made_for.assignment_id
    if actor_for(user_id, assignment_id=assignment_id, on=clock.today(), at=clock.now()) is None:
        return to_choice(go_on=go_on)
    return work_as(request, assignment_id=assignment_id, go_on=typed.made_for.page)
