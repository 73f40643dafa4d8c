"""Free places between houses: what this house shows, to whom, and where its people are sent instead."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext

from hjemad.areas.shelters.forms.sharing import REMOVE, ContactForm, NearbyForm, ShareForm, StopForm
from hjemad.areas.shelters.reads import nearby as reads
from hjemad.areas.shelters.views import words
from hjemad.areas.shelters.views.no_place_words import free_words
from hjemad.areas.shelters.writes import sharing as writes
from hjemad.foundation.access.actor import Actor
from hjemad.foundation.audit import clock
from hjemad.foundation.organisations.queries import name_on, shelters
from hjemad.foundation.ui.forms import HjForm
from hjemad.foundation.ui.saving import actor_of, saved


def places_elsewhere(request: HttpRequest) -> HttpResponse:
    """The house's telephone, whom it shows its free places, and its list of places to go to."""
    actor = actor_of(request)
    contact = reads.contact_of(actor.organisation_id)
    initial = {"phone": contact.phone, "address": contact.address} if contact else {}
    form = ContactForm.for_request(request, initial=initial)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        answer = _saved(
            request,
            form,
            lambda: writes.write_contact(
                by=actor, phone=given["phone"], address=given["address"], at=clock.now()
            ),
        )
        if answer is not None:
            return answer
    context = {
        "form": form,
        "shared": reads.shared_by(actor, on=actor.on),
        "shown": reads.shown_to(actor, on=actor.on),
        "places": [(one, free_words(one)) for one in reads.near(actor, night=actor.on)],
        "crumbs": words.crumbs(gettext("Places elsewhere")),
    }
    return render(request, "shelters/places_elsewhere.html", context)


def share(request: HttpRequest) -> HttpResponse:
    """Another house is shown how many places are free here."""
    actor = actor_of(request)
    form = ShareForm.for_request(request, houses=_houses(actor), initial={"since": actor.on})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        answer = _saved(
            request,
            form,
            lambda: writes.share_places(
                by=actor,
                with_id=int(given["house"]),
                agreement=given["agreement"],
                since=given["since"],
                at=clock.now(),
            ),
        )
        if answer is not None:
            return answer
    return _page(
        request, form, heading=gettext("Show another house your free places"), button=gettext("Show")
    )


def stop_sharing(request: HttpRequest, fact_id: UUID) -> HttpResponse:
    """The other house sees nothing from today."""
    actor = actor_of(request)
    found = writes.sharing_of(actor, fact_id=fact_id)
    form = StopForm.for_request(request)
    if request.method == "POST" and form.is_valid():
        answer = _saved(request, form, lambda: writes.stop_sharing(found, by=actor, at=clock.now()))
        if answer is not None:
            return answer
    return _page(
        request,
        form,
        heading=gettext("Show no places any more"),
        button=gettext("Stop today"),
        about=name_on(found.shown_to_id, day=actor.on),
    )


def new_nearby(request: HttpRequest) -> HttpResponse:
    """A place more on the list."""
    actor = actor_of(request)
    initial = {"position": len(reads.nearby_of(actor)) + 1}
    form = NearbyForm.for_request(request, houses=_houses(actor), is_new=True, initial=initial)
    if request.method == "POST" and form.is_valid():
        answer = _saved(
            request, form, lambda: writes.write_nearby(_line(form.cleaned_data), by=actor, at=clock.now())
        )
        if answer is not None:
            return answer
    return _page(request, form, heading=gettext("A place to go to instead"), button=gettext("Save"))


def change_nearby(request: HttpRequest, nearby: int) -> HttpResponse:
    """A line of the list is mended, moved or taken out."""
    actor = actor_of(request)
    line = writes.nearby_for(actor, pk=nearby)
    initial = {
        **{name: getattr(line, name) for name in ("name", "phone", "address", "way", "position")},
        "house": str(line.house_id or ""),
        "keep": "keep",
    }
    form = NearbyForm.for_request(request, houses=_houses(actor), is_new=False, initial=initial)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data

        def do() -> object:
            if given["keep"] == REMOVE:
                writes.remove_nearby(line, by=actor, at=clock.now())
                return None
            return writes.write_nearby(_line(given), by=actor, at=clock.now(), instead_of=line.pk)

        answer = _saved(request, form, do)
        if answer is not None:
            return answer
    return _page(request, form, heading=gettext("A place to go to instead"), button=gettext("Save"))


def _line(given: dict[str, Any]) -> writes.NewNearby:
    return writes.NewNearby(
        position=given["position"],
        name=given["name"],
        phone=given["phone"],
        house_id=int(given["house"]) if given["house"] else None,
        address=given["address"],
        way=given["way"],
    )


def _houses(actor: Actor) -> list[tuple[str, str]]:
    return [(str(one.id), one.name) for one in shelters(day=actor.on) if one.id != actor.organisation_id]


def _saved(request: HttpRequest, form: HjForm, act: Any) -> HttpResponse | None:
    def do() -> str:
        act()
        return reverse("shelters:places_elsewhere")

    said = gettext("Saved")
    return saved(request, form, do=do, said=said, twice=said, fields={})


def _page(request: HttpRequest, form: HjForm, *, heading: str, button: str, about: str = "") -> HttpResponse:
    context = {
        "form": form,
        "heading": heading,
        "button": button,
        "about": about,
        "crumbs": words.crumbs(gettext("Places elsewhere"), heading),
    }
    return render(request, "shelters/sharing_form.html", context)
