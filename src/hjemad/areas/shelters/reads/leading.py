"""What a leader of a house must see to: notices that are not sent, and exact look-ups."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from hjemad.areas.citizens.reads.whole_person import look_ups_at
from hjemad.areas.shelters.reads.clocks import open_notices
from hjemad.foundation.access.actor import Actor
from hjemad.foundation.ui.tasks import Task

A_WEEK = timedelta(days=7)


def notices_to_send(actor: Actor) -> list[Task]:
    """One task for all notices the house has not sent, with the nearest day; one query."""
    waiting = open_notices(actor, on=actor.on)
    if not waiting:
        return []
    return [
        Task(
            what=ngettext("%(n)s notice is not sent", "%(n)s notices are not sent", len(waiting))
            % {"n": len(waiting)},
            why=gettext("the acting municipality must have notice within three weekdays"),
            reasons=(gettext("The day shown is the earliest that is safe under every reading of the law."),),
            verb=gettext("See the house"),
            address=reverse("shelters:tonight"),
            due=next((one.due for one in waiting if one.due is not None), None),
            day_of="law",
        )
    ]


def look_ups_lately(actor: Actor, *, at: datetime) -> Iterable[int]:
    """The users behind each exact look-up of the house in the last seven days; one query."""
    return [user for _, user, _ in look_ups_at(actor.organisation_id, since=at - A_WEEK, until=at)]
