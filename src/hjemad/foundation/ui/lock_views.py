"""The locked page of a shared computer: its user comes back, or a colleague signs in over it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from hjemad.foundation.access.models import User
from hjemad.foundation.audit import clock
from hjemad.foundation.audit.actions import log
from hjemad.foundation.signin.queries import seats_at, workplace_for
from hjemad.foundation.ui import entering, kept, session_rules
from hjemad.foundation.ui.entering import safe_address
from hjemad.foundation.ui.sign_in_form import UnlockForm


@require_POST
def lock(request: HttpRequest) -> HttpResponse:
    """Locked now. What stood half written in the page's form comes along and waits for its writer."""
    made_for = kept.made_for(request.POST)
    if made_for is not None and made_for.user_id == request.user.pk:
        kept.wait_in_session(request, sealed=kept.seal(kept.keep(request.POST, made_for=made_for)))
    session_rules.lock(request)
    log("access.locked", by=request.actor, at=clock.now(), objects={"user": request.user.pk})  # type: ignore[attr-defined]
    colleague = request.POST.get("switch_to", "")
    if colleague.isascii() and colleague.isdigit():
        return redirect("access:switch", user=int(colleague))
    return redirect("access:unlock")


@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "POST"])
def unlock(request: HttpRequest) -> HttpResponse:
    """The password of the one who locked opens the page where it was left."""
    user = User.objects.get(pk=request.user.pk or 0)
    if not session_rules.is_locked(request):
        return redirect(safe_address(request, address=request.GET.get("next", "")) or "/")
    seats = seats_here(request)
    if request.method == "POST":
        form = UnlockForm(request.POST, request=request, user=user, short_code=_sits_here(seats, user))
        if form.is_valid():
            session_rules.unlock(request)
            log("access.unlocked", by=None, at=clock.now(), objects={"user": user.pk})
            written = kept.written_for(request)
            if written is not None:
                messages.info(
                    request, gettext("What you were writing stands here again. It is not saved yet")
                )
            go_on = safe_address(request, address=form.cleaned_data["next"])
            return redirect(written.page if written else go_on or "/")
    else:
        go_on = safe_address(request, address=request.GET.get("next", ""))
        form = UnlockForm(
            initial={"next": go_on}, request=request, user=user, short_code=_sits_here(seats, user)
        )
    context = {
        "form": form,
        "who": user.full_name,
        "written": kept.written_for(request) is not None,
        "colleagues": [one for one in seats if one.pk != user.pk],
    }
    return render(request, "ui/unlock.html", context)


@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "POST"])
def switch(request: HttpRequest, user: int) -> HttpResponse:
    """A colleague who has shown the password at this approved computer sits down, with the short code.

    The page locks first: what the one before was writing waits for them and nobody else.
    """
    colleague = next((one for one in seats_here(request) if one.pk == user), None)
    if colleague is None:
        return redirect("access:sign_in")
    if not session_rules.is_locked(request):
        session_rules.lock(request)
    form = UnlockForm(request.POST or None, request=request, user=colleague, short_code=True)
    if request.method == "POST" and form.is_valid():
        return entering.enter(request, colleague, sealed="", go_on="", factor=False)
    before = User.objects.get(pk=request.user.pk or 0)
    context = {"form": form, "colleague": colleague.full_name, "before": before.full_name}
    return render(request, "ui/switch.html", context)


def seats_here(request: HttpRequest) -> list[User]:
    """Who may sit down with a short code: nobody where the computer is not approved."""
    token = request.COOKIES.get(session_rules.WORKPLACE_COOKIE, "")
    place = workplace_for(token, on=clock.today())
    return seats_at(place, at=clock.now()) if place else []


def _sits_here(seats: list[User], user: User) -> bool:
    return any(one.pk == user.pk for one in seats)
