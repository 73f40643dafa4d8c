"""What waits about people's rights: emergencies nobody has looked at, requests, breaches, unusual reading."""

from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext

from hjemad.areas.rights.models import AccessRequest, RequestState
from hjemad.areas.rights.queries.access_requests import requests_of
from hjemad.areas.rights.queries.breaches import breaches_of
from hjemad.areas.rights.queries.emergencies import emergencies_of
from hjemad.areas.rights.queries.log import questions_for_house
from hjemad.areas.rights.queries.unusual import to_look_at
from hjemad.foundation.access.actor import Actor
from hjemad.foundation.access.permissions import Permission
from hjemad.foundation.access.queries import organisations_of
from hjemad.foundation.ui import formats
from hjemad.foundation.ui.languages import reader_language
from hjemad.foundation.ui.tasks import Task

_COUNTED = "the officer sees how many wait and since when, and no person"


def emergencies(actor: Actor) -> list[Task]:
    """Each that nobody has looked at; two queries."""
    return [
        Task(
            what=gettext("Look at why a record was opened"),
            why=gettext("nobody has looked at it yet"),
            reasons=(gettext("Whoever leads looks at each, and writes what was found."),),
            verb=gettext("Look at it"),
            address=reverse("rights:look_at_emergency", args=[one.fact_id]),
            since=timezone.localtime(one.opened_at).date(),
            place=one.place,
            record_id=one.record_id,
        )
        for one in emergencies_of(actor)
        if one.waits
    ]


def requests(actor: Actor) -> list[Task]:
    """Access requests and questions the house must answer; two queries."""
    actor.require(Permission.ANSWER_ACCESS_REQUESTS)
    asked = [
        Task(
            what=gettext("Answer a request for a copy"),
            why=gettext("a person asked what you hold about them"),
            reasons=(gettext("Within a month of the day it came; two months more where it is said why."),),
            verb=gettext("Open the request"),
            address=reverse("rights:access_request", args=[one.fact_id]),
            due=one.due_on,
            day_of="law",
            since=one.valid_from,
            record_id=one.record_id,
        )
        for one in requests_of(actor)
        if one.state != RequestState.RELEASED
    ]
    questions = [
        Task(
            what=gettext("Answer a question about a look"),
            why=gettext("a person asked why somebody here looked"),
            reasons=(gettext("The person reads the answer; it names no worker."),),
            verb=gettext("Answer"),
            address=reverse("rights:answer_question", args=[one.fact_id]),
            since=timezone.localtime(one.recorded_at).date(),
            record_id=one.record_id,
        )
        for one in questions_for_house(actor)
        if not one.answer_words
    ]
    return [*asked, *questions]


def requests_counted(actor: Actor) -> list[Task]:
    """For the officer: how many requests for a copy wait in the units, and the nearest day; one query."""
    rows = AccessRequest.objects.everything(reason=_COUNTED).current()
    waiting = rows.filter(organisation_id__in=organisations_of(actor)).exclude(state=RequestState.RELEASED)
    days = sorted(waiting.values_list("due_on", flat=True))
    if not days:
        return []
    return [
        Task(
            what=ngettext(
                "%(n)s request for a copy waits for its house",
                "%(n)s requests for a copy wait for their house",
                len(days),
            )
            % {"n": len(days)},
            why=gettext("the house answers; you see that it does"),
            reasons=(gettext("Within a month of the day it came; two months more where it is said why."),),
            verb=gettext("See the register"),
            address=reverse("rights:register"),
            due=days[0],
            day_of="law",
        )
    ]


def breaches(actor: Actor, *, at: datetime) -> list[Task]:
    """Breaches that are neither reported nor kept back with a reason; one query."""
    actor.require(Permission.SEE_BREACHES)
    language = reader_language()
    return [
        Task(
            what=gettext("Decide whether Datatilsynet is told"),
            why=gettext("72 hours from when it was known"),
            reasons=(
                gettext("The time ends %(moment)s. It runs through nights and weekends.")
                % {"moment": formats.moment(timezone.localtime(one.due), language=language)},
                gettext("GDPR art. 33. What is reported late says why it is late."),
            ),
            verb=gettext("See the breach"),
            address=reverse("rights:breach", args=[one.breach.fact_id]),
            due=timezone.localtime(one.due).date(),
            day_of="law",
            since=timezone.localtime(one.breach.known_at).date(),
        )
        for one in breaches_of(actor, now=at)
        if not one.settled
    ]


def unusual(actor: Actor) -> list[Task]:
    """One task for all unusual reading that nobody has looked at; a handful of queries."""
    actor.require(Permission.SEE_UNUSUAL_READING)
    waiting = [one for one in to_look_at(actor, today=actor.on) if one.note is None]
    if not waiting:
        return []
    return [
        Task(
            what=ngettext("%(n)s look was unusual", "%(n)s looks were unusual", len(waiting))
            % {"n": len(waiting)},
            why=gettext("nobody has looked at it yet"),
            reasons=(gettext("Unusual is not wrong. Ask first, and write what you found."),),
            verb=gettext("Look at it"),
            address=reverse("rights:unusual"),
        )
    ]
