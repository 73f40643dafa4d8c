"""An incident of the house: written, followed up, closed with what came of it."""

from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from hjemad.areas.shelters import queries
from hjemad.areas.shelters.forms.house_log import FollowUpForm, IncidentForm
from hjemad.areas.shelters.models import IncidentKind
from hjemad.areas.shelters.reads.house_log import line_for, line_shown
from hjemad.areas.shelters.views import shift_words
from hjemad.areas.shelters.views.house_log import ERRORS, FROM_LOG, crumbs, people_to_choose
from hjemad.areas.shelters.writes import house_log as writes
from hjemad.foundation.access.actor import Actor
from hjemad.foundation.audit import clock
from hjemad.foundation.ui.saving import actor_of, note, saved, sent_before
from hjemad.kernel.hours import last_time

_END_OF_DAY = time(23, 59)


def new(request: HttpRequest) -> HttpResponse:
    """What happened, who was part of it, what is missing."""
    return _new(request, initial={}, title=gettext("Write an incident"))


def missing(request: HttpRequest, fact_id: UUID) -> HttpResponse:
    """A resident has not been seen: what was done, and what follows. From the board, for one stay."""
    stay = queries.stay_for(actor_of(request), fact_id=fact_id)
    note(request, "page", [stay.record_id])
    initial = {"kind": IncidentKind.MISSING.value, "people": [str(stay.record_id)]}
    return _new(request, initial=initial, title=gettext("A resident has not been seen"))


def incident(request: HttpRequest, line: UUID) -> HttpResponse:
    """What stands, who was part of it as far as the reader may see, and what is missing."""
    actor, now = actor_of(request), clock.now()
    line_shown(actor, fact_id=line)
    found = line_for(actor, fact_id=line)
    form = FollowUpForm.for_request(request)

    def do() -> str:
        given = form.cleaned_data
        if given["outcome"].strip():
            writes.close_incident(found, by=actor, outcome=given["outcome"], at=now)
            return reverse("shelters:shift")
        writes.follow_up(
            found,
            by=actor,
            missing=given["missing"],
            who_can=given["who_can"],
            due_at=end_of(given["due_day"]),
            at=now,
        )
        return reverse("shelters:incident", args=[line])

    if request.method == "POST" and form.is_valid():
        said = gettext("The follow-up is written")
        answer = saved(request, form, do=do, said=said, twice=said, fields={})
        if answer is not None:
            return answer
    shown = line_shown(actor, fact_id=line)
    note(request, "page", shown.record_ids)
    context = {
        "line": shown,
        "title": shift_words.incident_title(shown),
        "done": shift_words.done(shown.done),
        "who_can": shift_words.who_can(shown.who_can),
        "form": form,
        "crumbs": crumbs(gettext("Incident")),
    }
    return render(request, "shelters/incident.html", context)


def end_of(day: date | None) -> datetime | None:
    """The last minute of the day."""
    return timezone.make_aware(datetime.combine(day, _END_OF_DAY)) if day else None


def _new(request: HttpRequest, *, initial: dict[str, Any], title: str) -> HttpResponse:
    before = sent_before(request, twice=gettext("You sent twice. The incident is written once"))
    if before is not None:
        return before
    actor, now = actor_of(request), clock.now()
    people = people_to_choose(request, actor)
    form = IncidentForm.for_request(request, people=people, initial=initial)
    if request.session.pop(FROM_LOG, False):
        form.restored = False
    if request.method == "POST" and form.is_valid() and not form.asks:
        said = gettext("The incident is written. It stands here until somebody writes what came of it")
        answer = saved(
            request, form, do=lambda: _write(actor, form, at=now), said=said, twice=said, fields=ERRORS
        )
        if answer is not None:
            return answer
    note(request, "list", [int(record) for record, _ in people])
    context = {"form": form, "title": title, "crumbs": crumbs(title)}
    return render(request, "shelters/incident_new.html", context)


def _write(actor: Actor, form: IncidentForm, *, at: datetime) -> str:
    given = form.cleaned_data
    details = writes.IncidentDetails(
        kind=given["kind"],
        where=given["where"],
        words=given["words"],
        people=form.about_people(),
        done=given["done"],
        missing=given["missing"],
        who_can=given["who_can"],
        due_at=end_of(given["due_day"]),
    )
    happened_at = last_time(given["hour"], before=at) if given["hour"] else at
    line = writes.write_incident(by=actor, details=details, happened_at=happened_at, at=at)
    return reverse("shelters:incident", args=[line.fact_id])
