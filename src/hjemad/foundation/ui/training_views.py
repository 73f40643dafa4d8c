"""The training copy is set back to its start: what was practised since is gone, and so is the session."""

from django.conf import settings
from django.contrib.auth import logout
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from hjemad.foundation.facts.training import made_at, reset
from hjemad.foundation.ui.forms import HjForm


class StartOverForm(HjForm):
    """One button; nothing is typed."""

    not_saved = gettext_lazy("The copy is as it was")


@require_http_methods(["GET", "POST"])
def training(request: HttpRequest) -> HttpResponse:
    """What a training copy is, and the button that starts it over."""
    since = made_at() if settings.TRAINING else None
    if since is None:
        raise Http404
    form = StartOverForm.for_request(request)
    if request.method == "POST" and form.is_valid():
        logout(request)  # the session is not there any more afterwards
        reset()
        return redirect("access:sign_in")
    return render(request, "ui/start_over.html", {"form": form, "since": since})
