"""Who did what in an organisation, for its auditor and its data protection officer; no person is named."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from hjemad.areas.rights.rules.log import LEFT_OUT, MONEY
from hjemad.foundation.access.actor import Actor
from hjemad.foundation.access.models import Assignment
from hjemad.foundation.access.queries import organisations_of
from hjemad.foundation.audit.models import Event
from hjemad.foundation.organisations.queries import names_on

# What of an event's objects is said: numbers of papers, never what leads to a person.
_SAID = ("claim", "bill", "invoice", "statement", "remark", "reference")


@dataclass(frozen=True)
class Done:
    """One thing somebody did: a code, when, who, in which role and house, and the papers it was about."""

    at: datetime
    kind: str
    who: str
    role: str
    organisation: str
    about: tuple[tuple[str, str], ...]


def events_of(actor: Actor, *, first: date, last: date) -> QuerySet[Event]:
    """Events of the actor's organisation and those it answers for, of these days, newest first.

    `first` and `last` are Danish days, both included. An auditor gets the money's events only.
    """
    zone = timezone.get_default_timezone()
    since = datetime.combine(first, time(), tzinfo=zone)
    until = datetime.combine(last + timedelta(days=1), time(), tzinfo=zone)
    whose = Assignment.objects.filter(organisation_id__in=organisations_of(actor)).values("pk")
    rows = Event.objects.filter(at__gte=since, at__lt=until, assignment_id__in=whose)
    if actor.role == "auditor":
        wanted = Q()
        for start in MONEY:
            wanted |= Q(kind__startswith=start)
        rows = rows.filter(wanted)
    return rows.exclude(kind__in=LEFT_OUT).order_by("-at", "-pk")


def told(events: list[Event], *, day: date) -> list[Done]:
    """The events with who stands behind them; two queries for any number."""
    behind = {
        row.pk: row
        for row in Assignment.objects.filter(pk__in={one.assignment_id for one in events}).select_related(
            "user"
        )
    }
    names = names_on({row.organisation_id for row in behind.values()}, day=day)
    return [_told(one, behind[one.assignment_id], names) for one in events if one.assignment_id in behind]


def _told(event: Event, behind: Assignment, names: dict[int, str]) -> Done:
    objects: dict[str, Any] = event.objects_named
    return Done(
        at=event.at,
        kind=event.kind,
        who=behind.user.full_name,
        role=behind.role,
        organisation=names[behind.organisation_id],
        about=tuple((name, str(objects[name])) for name in _SAID if name in objects),
    )
