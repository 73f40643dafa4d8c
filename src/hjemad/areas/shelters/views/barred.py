"""Before somebody is let in: what this house decided about them still holds. It never stops a bed."""

from datetime import date

from django.http import HttpRequest

from hjemad.areas.decisions.queries import DecisionRecord, ban_in_force
from hjemad.foundation.ui.saving import actor_of

READ = "ban_read"


def unread_ban(request: HttpRequest, record_id: int | None, *, on: date) -> DecisionRecord | None:
    """The decision to be told of; None where there is none, or whoever saves has been told of it."""
    if record_id is None:
        return None
    found = ban_in_force(actor_of(request), record_id=record_id, on=on)
    if found is None or request.POST.get(READ) == str(found.fact_id):
        return None
    return found
