"""What a leader of a house must see to: notices that are not sent, and exact look-ups."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from hjemad.areas.citizens.reads.whole_person import look_ups_at
from hjemad.areas.shelters.reads.clocks import open_notices
from hjemad.areas.shelters.reads.no_place import by_month
from hjemad.areas.shelters.reads.shifts import ShiftTask, shift_tasks
from hjemad.areas.shelters.reads.substitutes import substitutes_of
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


def shift_waits(actor: Actor) -> list[Task]:
    """What waits of the shift, counted and without any name; four queries."""
    return [_of_shift(one) for one in shift_tasks(actor)]


def _of_shift(one: ShiftTask) -> Task:
    says = {
        "handover": (
            gettext("The last shift is not taken over"),
            gettext("nobody has read everything it left"),
        ),
        "incident": (
            ngettext("%(n)s incident is open", "%(n)s incidents are open", one.count) % {"n": one.count},
            gettext("it stands until somebody writes what came of it"),
        ),
        "message": (
            ngettext("%(n)s message is not read", "%(n)s messages are not read", one.count)
            % {"n": one.count},
            gettext("a shift left it for the next one"),
        ),
    }
    what, why = says[one.kind]
    return Task(
        what=what,
        why=why,
        reasons=(gettext("Gone when somebody on shift has read it, or written what came of it."),),
        verb=gettext("See the shift"),
        address=reverse("shelters:shift"),
    )


def substitutes_now(actor: Actor, *, at: datetime) -> int:
    """How many have a right in the house that ends by itself; one query."""
    return sum(one.ends_at is not None and one.ends_at > at for one in substitutes_of(actor, at=at))


def without_place(actor: Actor) -> tuple[int, int]:
    """Nights without a place this month, and how many of them because the house was full; one query."""
    month = next(iter(by_month(actor, on=actor.on)), None)
    if month is None or (month.month.year, month.month.month) != (actor.on.year, actor.on.month):
        return 0, 0
    return month.total, month.full


def look_ups_lately(actor: Actor, *, at: datetime) -> Iterable[int]:
    """The users behind each exact look-up of the house in the last seven days; one query."""
    return [user for _, user, _ in look_ups_at(actor.organisation_id, since=at - A_WEEK, until=at)]
