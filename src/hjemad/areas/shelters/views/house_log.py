"""Writes and strikes lines of the house log: a note about the house, a line about a resident."""

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext

from hjemad.areas.shelters import queries
from hjemad.areas.shelters.forms.house_log import LineForm, StrikeForm
from hjemad.areas.shelters.models import About
from hjemad.areas.shelters.reads import shift_rules
from hjemad.areas.shelters.reads.house_log import PersonHere, line_for, line_shown
from hjemad.areas.shelters.reads.place_order import counted
from hjemad.areas.shelters.writes import house_log as writes
from hjemad.foundation.access.actor import Actor
from hjemad.foundation.access.relation import NotVisible
from hjemad.foundation.audit import clock
from hjemad.foundation.ui import kept
from hjemad.foundation.ui.components import Crumb
from hjemad.foundation.ui.naming import named
from hjemad.foundation.ui.saving import Fields, actor_of, note, saved, sent_before
from hjemad.kernel.hours import last_time

ERRORS: Fields = {shift_rules.NotHappenedYet: "hour"}
# What was typed came from the log and not from a session that was lost.
FROM_LOG = "shelters.from_log"
INCIDENT_FORM = "IncidentForm"


def write(request: HttpRequest) -> HttpResponse:
    """A line. What turns out to be an incident goes on to its own form, with what was typed."""
    before = sent_before(request, twice=gettext("You sent twice. The line is written once"))
    if before is not None:
        return before
    actor, now = actor_of(request), clock.now()
    if request.method == "POST" and request.POST.get("about") == About.INCIDENT:
        return _on_to_the_incident(request, actor)
    people = people_to_choose(request, actor)
    form = LineForm.for_request(request, people=people)
    if request.method == "POST" and form.is_valid():
        said = (
            gettext("Written in the citizen's file. The log says only that there is a line")
            if form.cleaned_data["about"] == About.PERSON
            else gettext("Written in the log of the house")
        )
        answer = saved(
            request, form, do=lambda: _write(actor, form, at=now), said=said, twice=said, fields=ERRORS
        )
        if answer is not None:
            return answer
    note(request, "list", [int(record) for record, _ in people])
    return render(
        request, "shelters/shift_line.html", {"form": form, "crumbs": crumbs(gettext("Write in the log"))}
    )


def strike(request: HttpRequest, line: UUID) -> HttpResponse:
    """A line that was wrong: it stays, struck through, with why. Only by who sees everybody it is about."""
    actor, now = actor_of(request), clock.now()
    found = line_for(actor, fact_id=line)
    shown = line_shown(actor, fact_id=line)
    if not shown.whole:
        raise NotVisible.standard()
    form = StrikeForm.for_request(request)

    def do() -> str:
        writes.strike(found, by=actor, reason=form.cleaned_data["reason"], at=now)
        return reverse("shelters:shift")

    note(request, "page", shown.record_ids)
    if request.method == "POST" and form.is_valid():
        said = gettext("The line is struck through. It can still be read")
        answer = saved(request, form, do=do, said=said, twice=said, fields={})
        if answer is not None:
            return answer
    context = {"form": form, "line": shown, "crumbs": crumbs(gettext("Strike a line"))}
    return render(request, "shelters/shift_strike.html", context)


def shown_name(request: HttpRequest, who: queries.Occupant | PersonHere) -> str:
    """What the screen calls somebody: a protected name is not told in a list or on paper."""
    return gettext("Name protected") if who.is_protected else named(request, who.called)


def people_to_choose(request: HttpRequest, actor: Actor) -> list[tuple[str, str]]:
    """Whom a line can be about: who lives here now, by place."""
    here = sorted(
        queries.residents(actor, on=actor.on), key=lambda one: (not one.place_label, counted(one.place_label))
    )
    return [
        (str(one.record_id), " ".join(part for part in (one.place_label, shown_name(request, one)) if part))
        for one in here
    ]


def crumbs(*titles: str) -> list[Crumb]:
    """The way here from the shift."""
    return [Crumb(gettext("Shift"), reverse("shelters:shift")), *(Crumb(title) for title in titles)]


def happened(form: LineForm, *, at: datetime) -> datetime:
    """Now, or the last time it was that hour."""
    hour = form.cleaned_data.get("hour")
    return last_time(hour, before=at) if hour else at


def _write(actor: Actor, form: LineForm, *, at: datetime) -> str:
    given = form.cleaned_data
    when = happened(form, at=at)
    if given["about"] == About.PERSON:
        writes.write_about_person(
            by=actor,
            record_id=int(given["who"]),
            words=given["words"],
            happened_at=when,
            at=at,
            for_next=given["for_next"] or given["look_in"] is not None,
            look_in_until=given["look_in"],
        )
    else:
        writes.write_note(by=actor, words=given["words"], happened_at=when, at=at, for_next=given["for_next"])
    return reverse("shelters:shift")


def _on_to_the_incident(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What was typed waits, sealed, for the form of the incident."""
    page = reverse("shelters:incident_new")
    typed = QueryDict(mutable=True)
    for name in ("words", "hour"):
        typed[name] = request.POST.get(name, "")
    made_for = kept.MadeFor(actor.user_id, actor.assignment_id, page, INCIDENT_FORM)
    request.session[FROM_LOG] = True
    kept.wait_in_session(request, sealed=kept.seal(kept.Kept(made_for, typed.urlencode())))
    return redirect(page)
