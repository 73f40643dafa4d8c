"""A place beside somebody the person should not be beside: said before it is saved. It never stops a bed."""

from collections.abc import Iterable
from datetime import date

from django.http import HttpRequest
from django.utils.translation import gettext

from hjemad.areas.shelters.reads.agreements import places_to_avoid
from hjemad.foundation.ui.saving import actor_of

READ = "beside_read"


def unread_beside(request: HttpRequest, record_id: int | None, *, place: str, on: date) -> str:
    """The place to be told of; empty where there is nothing to tell, or whoever saves has been told."""
    if record_id is None or not place or request.POST.get(READ) == place:
        return ""
    return place if int(place) in places_to_avoid(actor_of(request), record_id=record_id, on=on) else ""


def marked(places: Iterable[tuple[str, str]], avoid: Iterable[int]) -> list[tuple[str, str]]:
    """The places to choose from; one to avoid says so, and no reason."""
    beside = {str(one) for one in avoid}
    return [
        (
            pk,
            gettext("%(place)s · beside somebody to keep apart from") % {"place": label}
            if pk in beside
            else label,
        )
        for pk, label in places
    ]
