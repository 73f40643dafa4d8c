"""Computers a leader approves: a shared one in the office, where nobody is asked for a code from a phone."""

from datetime import timedelta

from django.contrib import messages
from django.forms import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from hjemad.foundation.access.models import User
from hjemad.foundation.audit import clock
from hjemad.foundation.signin import actions, queries
from hjemad.foundation.ui import session_rules
from hjemad.foundation.ui.account_forms import WorkplaceForm
from hjemad.foundation.ui.account_views import workplace_cookie
from hjemad.foundation.ui.saving import actor_of

LONGEST = timedelta(days=365)
PROPOSED = timedelta(days=180)


@require_http_methods(["GET", "POST"])
def workplaces(request: HttpRequest) -> HttpResponse:
    """The approved computers of the house, and whether this is one of them."""
    actor, today = actor_of(request), clock.today()
    here = queries.workplace_for(request.COOKIES.get(session_rules.WORKPLACE_COOKIE, ""), on=today)
    user = User.objects.get(pk=actor.user_id)
    form = WorkplaceForm.for_request(request, user=user, initial={"last_day": today + PROPOSED})
    if form.is_valid():
        last_day = form.cleaned_data["last_day"]
        if not today <= last_day <= today + LONGEST:
            form.add_error("last_day", ValidationError(gettext("Choose a day within a year from today")))
        else:
            until = last_day + timedelta(days=1)
            token = actions.approve_workplace(
                actor,
                label=form.cleaned_data["label"],
                valid_to=until,
                at=clock.now(),
                lock_minutes=form.cleaned_data["lock_minutes"],
            )
            messages.success(request, gettext("This computer is approved"))
            response = redirect("access:workplaces")
            workplace_cookie(response, token=token, seconds=int((until - today).total_seconds()))
            return response
    context = {
        "form": form,
        "rows": [
            (one, one.valid_to - timedelta(days=1))
            for one in queries.workplaces_of(actor.organisation_id, on=today)
        ],
        "here": here.pk if here and here.organisation_id == actor.organisation_id else None,
    }
    return render(request, "ui/workplaces.html", context)


@require_POST
def end_workplace(request: HttpRequest, workplace: int) -> HttpResponse:
    """The computer is like any other again."""
    actions.end_workplace(actor_of(request), workplace_id=workplace, at=clock.now())
    messages.success(request, gettext("The computer is approved no longer"))
    return redirect("access:workplaces")
