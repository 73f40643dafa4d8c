"""The user's own sign-in: password, code app, sheet of codes. And the computers a leader approves."""

import segno
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import mark_safe
from django.utils.translation import gettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from hjemad.foundation.access.actor import Actor
from hjemad.foundation.access.models import User
from hjemad.foundation.audit import clock
from hjemad.foundation.privacy.encryption import decrypt_text, encrypt_text
from hjemad.foundation.signin import actions, queries, tries
from hjemad.foundation.signin.secrets_kept import app_address, opened_secret
from hjemad.foundation.ui import session_rules
from hjemad.foundation.ui.account_forms import AppForm, PasswordForm, SheetForm, ShortCodeForm
from hjemad.foundation.ui.entering import safe_address
from hjemad.foundation.ui.fields import refusal
from hjemad.foundation.ui.sign_in_form import must_wait
from hjemad.kernel.errors import HjemadError

_SHEET = "signin.sheet"


def account(request: HttpRequest) -> HttpResponse:
    """What one signs in with, and what is still missing."""
    user = _user(request)
    actor: Actor | None = request.actor  # type: ignore[attr-defined] # set by access.middleware
    factor = queries.factor_of(user.pk)
    missing = actor is not None and not factor.exists and queries.factor_missing(actor)
    if missing:
        actions.ask_for_factor(user.pk, at=clock.now())
    ends = queries.grace_ends(user.pk) if missing else None
    context = {
        "factor": factor,
        "short_code": queries.has_short_code(user.pk),
        "missing": missing,
        "ends": ends,
        "may_wait": ends is not None and ends > clock.now(),
        "shown_no_code": factor.exists and not request.session.get(session_rules.FACTOR),
        "next": safe_address(request, address=request.GET.get("next", "")),
    }
    return render(request, "ui/account.html", context)


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def change_password(request: HttpRequest) -> HttpResponse:
    """A new password; the user's other sessions end, this one goes on."""
    user = _user(request)
    form = PasswordForm.for_request(request, user=user)
    if form.is_valid():
        given = form.cleaned_data
        try:
            actions.change_password(
                user, present=given["present_password"], new=given["new_password"],
                at=clock.now(), by=request.actor,  # type: ignore[attr-defined]
            )  # fmt: skip
        except HjemadError as error:
            form.add_error("new_password", refusal(error))
        else:
            update_session_auth_hash(request, user)
            request.session[session_rules.MUST_CHANGE] = False
            messages.success(
                request, gettext("Your password is changed. Elsewhere you are signed out and sign in again")
            )
            return redirect(safe_address(request, address=request.GET.get("next", "")) or "/")
    first = bool(request.session.get(session_rules.MUST_CHANGE))
    return render(request, "ui/change_password.html", {"form": form, "first": first})


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def app(request: HttpRequest) -> HttpResponse:
    """A code app: a picture for its camera, the same as letters, and a first code as proof."""
    user = _user(request)
    if queries.factor_of(user.pk).app:
        return redirect("access:account")
    begun = queries.unconfirmed_app(user.pk) or actions.begin_app(user, at=clock.now())
    form = AppForm.for_request(request, user=user)
    if form.is_valid():
        wait = tries.begin_code(user.pk, at=clock.now())
        if wait:
            form.add_error("code", must_wait(wait))
        else:
            try:
                actions.confirm_app(user, code=form.cleaned_data["code"], at=clock.now(), by=request.actor)  # type: ignore[attr-defined]
            except HjemadError as error:
                form.add_error("code", refusal(error))
            else:
                return _set_up(request, user, said=gettext("The app is connected"))
    secret = opened_secret(begun.secret_encrypted)
    picture = segno.make(app_address(secret, username=user.username), error="m")
    context = {
        "form": form,
        # segno's own drawing of our own address: no text of a user comes in unescaped.
        "picture": mark_safe(picture.svg_inline(scale=5, border=4, light="#fff")),  # noqa: S308
        "secret": " ".join(secret[i : i + 4] for i in range(0, len(secret), 4)),
    }
    return render(request, "ui/code_app.html", context)


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def sheet(request: HttpRequest) -> HttpResponse:
    """A sheet of codes for who has no phone at work; the codes are shown once, to be printed or copied."""
    user = _user(request)
    form = SheetForm.for_request(request, user=user)
    if form.is_valid():
        codes = actions.make_sheet(user, at=clock.now(), by=request.actor)  # type: ignore[attr-defined]
        request.session[_SHEET] = encrypt_text("\n".join(codes))
        _set_up(request, user, said=gettext("The sheet is made. It is shown this once"))
        return redirect("access:sheet")
    sealed = request.session.pop(_SHEET, "") if request.method == "GET" else ""
    context = {
        "form": form,
        "codes": decrypt_text(sealed).split("\n") if sealed else [],
        "username": user.username,
        "factor": queries.factor_of(user.pk),
    }
    return render(request, "ui/code_sheet.html", context)


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def short_code(request: HttpRequest) -> HttpResponse:
    """Six digits for approved computers, beside the password and never instead of it the first time."""
    user = _user(request)
    form = ShortCodeForm.for_request(request, user=user)
    if form.is_valid():
        code = "".join(form.cleaned_data["short_password"].split())
        try:
            actions.set_short_code(user, code=code, at=clock.now(), by=request.actor)  # type: ignore[attr-defined]
        except HjemadError as error:
            form.add_error("short_password", refusal(error))
        else:
            messages.success(request, gettext("Your short code is set"))
            return redirect("access:account")
    return render(request, "ui/short_code.html", {"form": form})


def _set_up(request: HttpRequest, user: User, *, said: str) -> HttpResponse:
    """The user has shown the password just now, and what was made belongs to this session."""
    tries.code_fitted(user.pk)
    request.session[session_rules.FACTOR] = True
    messages.success(request, said)
    return redirect("access:account")


def _user(request: HttpRequest) -> User:
    """The signed-in user; these pages are declared for signed-in users only."""
    return User.objects.get(pk=request.user.pk or 0)


def workplace_cookie(response: HttpResponse, *, token: str, seconds: int) -> None:
    """The browser shows this cookie only to this service, and no script reads it."""
    response.set_cookie(
        session_rules.WORKPLACE_COOKIE, token, max_age=seconds, secure=settings.SESSION_COOKIE_SECURE,
        httponly=True, samesite="Lax",
    )  # fmt: skip
