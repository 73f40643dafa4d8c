"""One tap that somebody was seen, taken back within minutes, or written later with its true time."""

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from hjemad.areas.citizens import queries as citizens
from hjemad.areas.shelters import queries, rules
from hjemad.areas.shelters.forms.house import SeenLaterForm
from hjemad.areas.shelters.models import Stay
from hjemad.areas.shelters.reads.presence import seen_tonight
from hjemad.areas.shelters.views import words
from hjemad.areas.shelters.views.stays import shown
from hjemad.areas.shelters.writes.presences import set_seen, take_back
from hjemad.foundation.audit import clock
from hjemad.foundation.ui.languages import reader_language
from hjemad.foundation.ui.naming import named
from hjemad.foundation.ui.saving import actor_of, note, saved
from hjemad.kernel.errors import AlreadyClosed


def seen(request: HttpRequest, fact_id: UUID) -> HttpResponse:
    """The person is here: the night, the moment and who saw. By POST; looking changes nothing."""
    actor = actor_of(request)
    found = queries.stay_for(actor, fact_id=fact_id)
    note(request, "page", [found.record_id])
    if request.method == "POST" and found.valid_to is None:
        set_seen(found, by=actor, at=clock.now())
    return _back_to(found)


def unseen(request: HttpRequest, fact_id: UUID) -> HttpResponse:
    """The tap was a mistake; after some minutes it stands, and the board says so."""
    actor = actor_of(request)
    found = queries.stay_for(actor, fact_id=fact_id)
    note(request, "page", [found.record_id])
    now = clock.now()
    standing = seen_tonight(actor, found, night=rules.night_of(timezone.localtime(now)))
    if request.method == "POST" and standing is not None:
        try:
            take_back(standing, by=actor, at=now)
        except AlreadyClosed as error:
            messages.error(request, error.text(reader_language()))
    return _back_to(found)


def seen_later(request: HttpRequest, fact_id: UUID) -> HttpResponse:
    """The person was seen earlier: both times are kept."""
    actor = actor_of(request)
    found = queries.stay_for(actor, fact_id=fact_id)
    note(request, "page", [found.record_id])
    form = SeenLaterForm.for_request(request, initial={"day": clock.today()})

    def do() -> str:
        given = form.cleaned_data
        at = datetime.combine(given["day"], given["clock"], tzinfo=timezone.get_current_timezone())
        set_seen(found, by=actor, at=clock.now(), seen_at=at)
        return reverse("shelters:stay", args=[fact_id])

    if request.method == "POST" and form.is_valid():
        said = gettext("Written. The board says when the citizen was seen, and when it was written")
        answer = saved(request, form, do=do, said=said, twice=said, fields={rules.SeenAtOtherTime: "clock"})
        if answer is not None:
            return answer
    called = citizens.called(actor, record_ids=[found.record_id])[found.record_id]
    way = words.crumbs(named(request, called), gettext("Seen earlier"))
    way[1] = type(way[1])(way[1].title, reverse("shelters:stay", args=[fact_id]))
    context = {**shown(found), "form": form, "who": called, "crumbs": way, "button": gettext("Write it")}
    return render(request, "shelters/seen_later.html", context)


def _back_to(found: Stay) -> HttpResponse:
    """The board, at the box."""
    return redirect(f"{reverse('shelters:tonight')}#b{found.place_id or 0}")
