"""Who is announced for a night; and taken off with a reason. The admission fills itself in from it."""

from datetime import datetime, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from hjemad.areas.shelters import queries, rules
from hjemad.areas.shelters.forms.house import AnnounceForm, SettleForm
from hjemad.areas.shelters.reads.house import expected_for, tonight
from hjemad.areas.shelters.views import words
from hjemad.areas.shelters.writes import refusals
from hjemad.areas.shelters.writes.announcements import Announced, settle
from hjemad.areas.shelters.writes.announcements import announce as write
from hjemad.foundation.audit import clock
from hjemad.foundation.ui.naming import hides_names
from hjemad.foundation.ui.saving import Fields, actor_of, saved

ERRORS: Fields = {rules.PlaceNotOpen: "place", refusals.PlaceInUse: "place"}


def announce(request: HttpRequest) -> HttpResponse:
    """Somebody is on the way: a name, or who told, is enough."""
    actor, now = actor_of(request), clock.now()
    night = rules.night_of(timezone.localtime(now))
    house = tonight(actor, night=timezone.localtime(now).date())
    form = AnnounceForm.for_request(request, places=words.free_places(house), initial={"night": night})

    def do() -> str:
        given = form.cleaned_data
        place_id = given["place"]
        place = queries.place_for(actor, place_id=int(place_id), night=given["night"]) if place_id else None
        comes = Announced(given["called"], given["told_by"], given["night"], _due(form))
        write(comes, by=actor, at=clock.now(), place=place)
        return reverse("shelters:tonight")

    if request.method == "POST" and form.is_valid():
        said = gettext("Announced. It stands on the board until the citizen is admitted or taken off")
        answer = saved(request, form, do=do, said=said, twice=said, fields=ERRORS)
        if answer is not None:
            return answer
    context = {"form": form, "crumbs": words.crumbs(gettext("Somebody is coming"))}
    return render(request, "shelters/announce.html", context)


def expected(request: HttpRequest, expected: int) -> HttpResponse:
    """Taken off the board, with what happened."""
    actor = actor_of(request)
    waiting = expected_for(actor, pk=expected)
    form = SettleForm.for_request(request)

    def do() -> str:
        settle(waiting, by=actor, outcome=form.cleaned_data["outcome"], at=clock.now())
        return reverse("shelters:tonight")

    if request.method == "POST" and form.is_valid():
        said = gettext("Taken off. The name is gone with it")
        answer = saved(request, form, do=do, said=said, twice=said, fields={})
        if answer is not None:
            return answer
    context = {
        "form": form,
        "waiting": waiting,
        "hidden": hides_names(request),
        "crumbs": words.crumbs(gettext("Somebody is coming")),
    }
    return render(request, "shelters/expected.html", context)


def _due(form: AnnounceForm) -> datetime | None:
    """The moment: a time before noon belongs to the day after the night begins."""
    night, at = form.cleaned_data["night"], form.cleaned_data["clock"]
    if at is None:
        return None
    day = night + timedelta(days=1) if at.hour < rules.NOON else night
    return datetime.combine(day, at, tzinfo=timezone.get_current_timezone())
