"""What a session must pass on every page: not too old, not locked, no first password, a second factor.

A form that arrives at a locked or refused page is not lost: it waits, sealed, for its writer (`kept.py`).
The keys of the session stand here; pages of sign-in set them through `begin`, `lock` and `unlock`.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from hjemad.foundation.access.actor import Actor
from hjemad.foundation.audit import clock
from hjemad.foundation.audit.actions import log
from hjemad.foundation.signin.queries import factor_missing, grace_ends, workplace_for
from hjemad.foundation.ui import kept

BEGAN, SEEN, LOCKED = "signin.began", "signin.seen", "signin.locked"
MUST_CHANGE, FACTOR = "signin.must_change", "signin.factor"
LOCK_AFTER = "signin.lock_minutes"
# The session is looked at on every page and written at most this often.
_SEEN_EVERY_SECONDS = 30
WORKPLACE_COOKIE = "hjemad_workplace"

_WHILE_LOCKED = {"access:lock", "access:unlock", "access:sign_in", "access:sign_out", "access:language"}
_WHILE_LOCKED |= {"access:sign_in_code", "access:switch"}
_BEFORE_WORK = _WHILE_LOCKED | {"access:choose_assignment", "access:account", "access:change_password"}
_BEFORE_WORK |= {"access:app", "access:sheet"}


def begin(request: HttpRequest, *, factor: bool, must_change: bool, lock_minutes: int | None) -> None:
    """A session of somebody who has just shown who they are. `lock_minutes`: of a shared computer."""
    now = clock.now().timestamp()
    request.session[BEGAN] = request.session[SEEN] = now
    request.session[FACTOR] = factor
    request.session[MUST_CHANGE] = must_change
    request.session[LOCK_AFTER] = lock_minutes
    request.session.pop(LOCKED, None)


def lock_seconds(request: HttpRequest) -> int:
    """A page left alone this long locks itself: as the shared computer says, else as the house does."""
    session = getattr(request, "session", None)
    chosen = session.get(LOCK_AFTER) if session is not None else None
    return 60 * min(int(chosen or settings.LOCK_MINUTES), int(settings.LOCK_MINUTES))


def lock(request: HttpRequest) -> None:
    """Nothing but unlocking and another user's sign-in is answered."""
    request.session[LOCKED] = True


def unlock(request: HttpRequest) -> None:
    """The one who locked is back; the session gets a new name."""
    request.session.pop(LOCKED, None)
    request.session[SEEN] = clock.now().timestamp()
    request.session.cycle_key()


def is_locked(request: HttpRequest) -> bool:
    """The session waits for its user's password."""
    return bool(request.session.get(LOCKED))


class SessionRulesMiddleware:
    """Ends a session that is too old, locks one that was left, and says what must be done first."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """The answer; behind a locked session there is no actor, so no page knows anybody."""
        if request.user.is_authenticated:
            _look_at_the_clock(request)
        if request.user.is_authenticated and is_locked(request):
            request.actor = None  # type: ignore[attr-defined] # set by access.middleware
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, _view: Any, _args: Any, _kwargs: Any
    ) -> HttpResponseBase | None:
        """None when the page may be answered."""
        if not request.user.is_authenticated:
            return None
        name = request.resolver_match.view_name if request.resolver_match else ""
        if is_locked(request):
            return None if name in _WHILE_LOCKED else _first(request, "access:unlock")
        if name in _BEFORE_WORK:
            return None
        if request.session.get(MUST_CHANGE):
            return _first(request, "access:change_password")
        actor: Actor | None = request.actor  # type: ignore[attr-defined] # set by access.middleware
        if actor is not None and must_set_up_factor(request, actor):
            return _first(request, "access:account")
        return None


def must_set_up_factor(request: HttpRequest, actor: Actor) -> bool:
    """The role needs a second factor, this session has shown none, and it can no longer be put off."""
    if request.session.get(FACTOR) or not factor_missing(actor):
        return False
    place = workplace_for(request.COOKIES.get(WORKPLACE_COOKIE, ""), on=actor.on)
    if place is not None and place.organisation_id == actor.organisation_id:
        return False
    ends = grace_ends(actor.user_id)
    return ends is None or ends <= clock.now()


def _look_at_the_clock(request: HttpRequest) -> None:
    began, seen = request.session.get(BEGAN), request.session.get(SEEN)
    if began is None or seen is None:
        return
    now = clock.now().timestamp()
    if now - began > timedelta(hours=settings.SESSION_HOURS).total_seconds():
        log("access.session_ended", by=None, at=clock.now(), objects={"user": request.user.pk})
        logout(request)
        request.actor = None  # type: ignore[attr-defined] # set by access.middleware
    elif now - seen > lock_seconds(request):
        lock(request)
    elif now - seen > _SEEN_EVERY_SECONDS and not is_locked(request):
        request.session[SEEN] = now


def _first(request: HttpRequest, route: str) -> HttpResponseBase | None:
    """The way to what must be done first, and back. What was typed waits in the session of its writer.

    None for a form that somebody else wrote: `interrupted.py`, next in line, answers it with a sign-in.
    """
    go_on = request.get_full_path()
    made_for = kept.made_for(request.POST) if request.method == "POST" else None
    if made_for is not None and made_for.user_id != request.user.pk:
        return None
    if made_for is not None:
        kept.wait_in_session(request, sealed=kept.seal(kept.keep(request.POST, made_for=made_for)))
        go_on = made_for.page
    return redirect(f"{reverse(route)}?{urlencode({'next': go_on})}")
