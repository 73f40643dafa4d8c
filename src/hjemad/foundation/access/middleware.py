"""Sets `request.actor`: the signed-in user under the chosen assignment, as far as it is valid today."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils import translation

from hjemad.foundation.access.actor import NotAllowed, ReadOnly
from hjemad.foundation.access.queries import actor_for
from hjemad.foundation.access.relation import NotVisible
from hjemad.foundation.audit import clock

SESSION_KEY = "assignment"
PURPOSE_KEY = "purpose"


class ActorMiddleware:
    """`request.actor` is an `Actor`, or None when nobody is signed in or no valid assignment is chosen."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """The response of the view, which finds its actor on the request."""
        request.actor = None  # type: ignore[attr-defined] # views take it from the request
        chosen = request.session.get(SESSION_KEY)
        if chosen is not None and request.user.is_authenticated:
            request.actor = actor_for(  # type: ignore[attr-defined]
                request.user.pk,
                assignment_id=chosen,
                on=clock.today(),
                purpose=request.session.get(PURPOSE_KEY, ""),
                at=clock.now(),
                language=translation.get_language() or "da",
                held=request.user.held,
            )
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponseBase | None:
        """What the actor may not see is 404, as if it did not exist; what the role may not do is 403."""
        if isinstance(exception, NotVisible):
            raise Http404 from None
        if isinstance(exception, NotAllowed):
            # Only what may be read and not changed says why: its words are the same whatever the reason.
            english = (translation.get_language() or "").startswith("en")
            why = exception.text("en" if english else "da") if isinstance(exception, ReadOnly) else ""
            return render(request, "403.html", {"permission": None, "why": why}, status=403)
        return None
