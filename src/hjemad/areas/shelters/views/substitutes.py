"""A leader lets a substitute in for one shift, and sees who has been let in."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from hjemad.areas.shelters.forms.substitutes import NEW, SubstituteForm
from hjemad.areas.shelters.reads import shift_rules
from hjemad.areas.shelters.reads.substitutes import substitutes_of
from hjemad.areas.shelters.views.house_log import crumbs
from hjemad.areas.shelters.writes import substitutes as writes
from hjemad.foundation.audit import clock
from hjemad.foundation.privacy.encryption import decrypt_text, encrypt_text
from hjemad.foundation.ui.fields import refusal
from hjemad.foundation.ui.saving import actor_of, saved
from hjemad.kernel.errors import AlreadyClosed
from hjemad.kernel.hours import next_time

# The start code is shown once, and lies encrypted in the session on its way there.
_CODE = "shelters.start_code"


def substitutes(request: HttpRequest) -> HttpResponse:
    """Who works here for one shift only, and one more."""
    actor, now = actor_of(request), clock.now()
    form = SubstituteForm.for_request(request)

    def do() -> str:
        given = form.cleaned_data
        ends_at = next_time(given["ends"], after=now)
        if given["which"] == NEW:
            opened = writes.let_in_new(
                actor, username=given["username"], full_name=given["full_name"], ends_at=ends_at, at=now
            )
            request.session[_CODE] = encrypt_text(opened.start_code)
        else:
            writes.let_in_known(actor, username=given["username"], ends_at=ends_at, at=now)
        return reverse("shelters:substitutes")

    if request.method == "POST" and form.is_valid():
        said = gettext("The substitute can sign in. The right ends by itself")
        answer = saved(request, form, do=do, said=said, twice=said, fields={shift_rules.ShiftTooLong: "ends"})
        if answer is not None:
            return answer
    sealed = request.session.pop(_CODE, "") if request.method == "GET" else ""
    context = {
        "form": form,
        "rows": [(one, one.ends_at and one.ends_at > now) for one in substitutes_of(actor, at=now)],
        "start_code": decrypt_text(sealed) if sealed else "",
        "crumbs": crumbs(gettext("Substitute")),
    }
    return render(request, "shelters/substitutes.html", context)


@require_POST
def end(request: HttpRequest, assignment: int) -> HttpResponse:
    """The right ends now."""
    try:
        writes.end_early(actor_of(request), assignment_id=assignment, at=clock.now())
    except AlreadyClosed as error:
        messages.error(request, str(refusal(error).message))
    else:
        messages.success(request, gettext("The substitute's right has ended"))
    return redirect("shelters:substitutes")
