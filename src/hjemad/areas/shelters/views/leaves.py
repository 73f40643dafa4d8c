"""Away with or without the place kept, back again, and another bed in the house."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext

from hjemad.areas.shelters import queries, rules
from hjemad.areas.shelters.forms.house import DayForm, LeaveForm, MoveForm
from hjemad.areas.shelters.models import Leave
from hjemad.areas.shelters.reads.agreements import places_to_avoid
from hjemad.areas.shelters.reads.house import tonight
from hjemad.areas.shelters.reads.presence import away_now, leaves_of
from hjemad.areas.shelters.views import words
from hjemad.areas.shelters.views.beside import marked
from hjemad.areas.shelters.views.stays import form_page
from hjemad.areas.shelters.writes import refusals
from hjemad.areas.shelters.writes.leaves import Agreed, begin_leave, change_leave, end_leave
from hjemad.areas.shelters.writes.moves import move as write_move
from hjemad.areas.shelters.writes.moves import undo_move as write_undo
from hjemad.areas.shelters.writes.presences import set_seen
from hjemad.foundation.audit import clock
from hjemad.foundation.ui.languages import reader_language
from hjemad.foundation.ui.saving import Fields, actor_of, note
from hjemad.kernel.errors import Conflict, InputRejected

LEAVE_ERRORS: Fields = {rules.LeaveOutsideStay: "first_night", refusals.AlreadyAway: "first_night"}
MOVE_ERRORS: Fields = {
    rules.PlaceTaken: "place",
    rules.PlaceNotOpen: "place",
    rules.MoveBeforePart: "day",
    rules.NightInFuture: "day",
}


def leave(request: HttpRequest, fact_id: UUID) -> HttpResponse:
    """The person is away from a night on: written, or changed while they are away."""
    actor, found = actor_of(request), queries.stay_for(actor_of(request), fact_id=fact_id)
    standing = away_now(leaves_of(actor, found))
    form = LeaveForm.for_request(request, begun=standing is not None, initial=_agreed_before(standing))

    def do() -> str:
        given = form.cleaned_data
        agreed = Agreed(given["ground"], given["place_kept"], given["expected_back"])
        if standing is not None:
            change_leave(standing, by=actor, agreed=agreed, at=clock.now())
        else:
            first = given["first_night"]
            begin_leave(found, by=actor, first_night=first, agreed=agreed, at=clock.now())
        return reverse("shelters:stay", args=[fact_id])

    return form_page(
        request,
        found,
        form,
        do=do,
        fields=LEAVE_ERRORS if standing is None else {},
        said=gettext("Written. The place stands striped on the board until the citizen is back"),
        title=gettext("Change what is agreed") if standing else gettext("Away"),
        template="shelters/leave.html",
        more={"standing": standing},
    )


def back(request: HttpRequest, fact_id: UUID) -> HttpResponse:
    """The person sleeps here again; today they were seen too."""
    actor, found = actor_of(request), queries.stay_for(actor_of(request), fact_id=fact_id)
    standing = away_now(leaves_of(actor, found))
    form = DayForm.for_request(request, today=clock.today())

    def do() -> str:
        day, at = form.cleaned_data["day"], clock.now()
        if standing is None:
            raise refusals.already_back()
        if day > clock.today():
            raise rules.NightInFuture(
                en="The day has not come yet. Write it when the citizen is back",
                da="Dagen er ikke kommet endnu. Skriv det, når borgeren er tilbage",
            )
        end_leave(standing, by=actor, back=day, at=at)
        if day == clock.today():
            set_seen(found, by=actor, at=at)
        return reverse("shelters:stay", args=[fact_id])

    return form_page(
        request,
        found,
        form,
        do=do,
        fields={rules.LeaveOutsideStay: "day", rules.NightInFuture: "day"},
        said=gettext("Written. The citizen sleeps here again"),
        title=gettext("Back again"),
        template="shelters/back.html",
        more={"standing": standing},
    )


def move(request: HttpRequest, fact_id: UUID) -> HttpResponse:
    """Another place in the house, from today or from a day; where the person slept before is kept."""
    actor, found = actor_of(request), queries.stay_for(actor_of(request), fact_id=fact_id)
    house = tonight(actor, night=clock.today())
    avoid = places_to_avoid(actor, record_id=found.record_id, on=clock.today())
    places = marked(words.free_places(house), avoid)
    form = MoveForm.for_request(request, places=places, today=clock.today())

    def do() -> str:
        given = form.cleaned_data
        place = queries.place_for(actor, place_id=int(given["place"]), night=given["day"])
        part = write_move(found, by=actor, place=place, day=given["day"], at=clock.now())
        return reverse("shelters:stay", args=[part.fact_id])

    return form_page(
        request,
        found,
        form,
        do=do,
        fields=MOVE_ERRORS,
        said=gettext("Moved. The bed before is free from that day, and stands in the history"),
        title=gettext("To another place"),
        template="shelters/move.html",
        more={"full": not house.free},
    )


def undo_move(request: HttpRequest, fact_id: UUID) -> HttpResponse:
    """The person sleeps where they slept before. By POST."""
    actor, found = actor_of(request), queries.stay_for(actor_of(request), fact_id=fact_id)
    note(request, "page", [found.record_id])
    if request.method != "POST":
        return redirect("shelters:stay", fact_id)
    try:
        before = write_undo(found, by=actor, at=clock.now())
    except (Conflict, InputRejected) as error:
        messages.error(request, error.text(reader_language()))
        return redirect("shelters:stay", fact_id)
    messages.success(request, gettext("The move is undone. The citizen sleeps where before"))
    return redirect("shelters:stay", before.fact_id)


def _agreed_before(standing: Leave | None) -> dict[str, Any]:
    if standing is None:
        return {"first_night": clock.today()}
    return {
        "expected_back": standing.expected_back,
        "place_kept": standing.place_kept,
        "ground": standing.ground,
    }
