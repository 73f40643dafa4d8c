"""Every route says on its own line who may use it: `page(route, view, permission=…, name=…)`.

A guard test walks all addresses and fails for one declared any other way. `open_page` is for everybody,
`signed_in_page` for whoever has signed in, chosen assignment or not; both say why.
Not here: the pages of sign-in itself. An area's `urls.py` imports these three functions.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render, resolve_url
from django.urls import URLPattern, path

from hjemad.foundation.access.permissions import Permission

type View = Callable[..., HttpResponseBase]


@dataclass(frozen=True)
class Declared:
    """How a route was declared: by permission, or open with a reason."""

    permission: Permission | None
    reason: str
    signed_in: bool


def page(route: str, view: View, *, permission: Permission, name: str) -> URLPattern:
    """The address answers only to an actor whose role holds the permission."""
    return path(
        route,
        _declared(_guarded(view, permission), Declared(permission=permission, reason="", signed_in=True)),
        name=name,
    )


def signed_in_page(route: str, view: View, *, reason: str, name: str) -> URLPattern:
    """The address answers to any signed-in user; no person's data may stand on it."""
    return path(
        route,
        _declared(_for_signed_in(view), Declared(permission=None, reason=_said(reason), signed_in=True)),
        name=name,
    )


def open_page(route: str, view: View, *, reason: str, name: str) -> URLPattern:
    """The address answers to everybody; `reason` says why it may."""
    return path(
        route,
        _declared(_passed_on(view), Declared(permission=None, reason=_said(reason), signed_in=False)),
        name=name,
    )


def declaration_of(view: Any) -> Declared | None:
    """How the view's route was declared; None when it was not."""
    found = getattr(view, "hjemad_declared", None)
    return found if isinstance(found, Declared) else None


def _said(reason: str) -> str:
    if not reason.strip():
        raise ValueError("say why this address needs no permission")
    return reason


def _declared(view: View, declared: Declared) -> View:
    view.hjemad_declared = declared  # type: ignore[attr-defined] # read back by declaration_of
    return view


def _passed_on(view: View) -> View:
    @wraps(view)
    def passed_on(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return view(request, *args, **kwargs)

    return passed_on


def _for_signed_in(view: View) -> View:
    @wraps(view)
    def for_signed_in(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return _to_sign_in(request)
        return view(request, *args, **kwargs)

    return for_signed_in


def _guarded(view: View, permission: Permission) -> View:
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return _to_sign_in(request)
        actor = request.actor  # type: ignore[attr-defined] # set by access.middleware
        if actor is None:
            return redirect_to_login(request.get_full_path(), resolve_url("access:choose_assignment"))
        if not actor.may(permission):
            return render(request, "403.html", {"permission": permission}, status=403)
        return view(request, *args, **kwargs)

    return guarded


def _to_sign_in(request: HttpRequest) -> HttpResponseBase:
    # What was typed into a form is kept by ui's middleware, which answers before this is reached.
    return redirect_to_login(request.get_full_path(), settings.LOGIN_URL)
