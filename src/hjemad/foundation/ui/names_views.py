"""One click hides names on this screen, for this session; another shows them again."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from hjemad.foundation.ui.naming import hide_names

CHOICES = {"initials": True, "names": False}


@require_POST
def names(request: HttpRequest) -> HttpResponse:
    """The page one came from, with names or with initials."""
    chosen = request.POST.get("show", "")
    if chosen not in CHOICES:
        raise Http404
    hide_names(request, hide=CHOICES[chosen])
    back = request.POST.get("next", "")
    own = url_has_allowed_host_and_scheme(back, allowed_hosts=None, require_https=request.is_secure())
    return redirect(back if own and back.startswith("/") else "/")
