"""The house's places, kept by its leader: added, called something else, closed for a while, no more."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext

from hjemad.areas.shelters import actions, queries
from hjemad.areas.shelters.forms.places import CLOSED, CloseForm, EndForm, PlaceForm
from hjemad.areas.shelters.models import ClosedGround, Place, PlaceClosed, Trait
from hjemad.areas.shelters.reads.places import closings_of, department_of, kept_places
from hjemad.areas.shelters.views import words
from hjemad.areas.shelters.writes import refusals
from hjemad.areas.shelters.writes.places import change_place, close_place, end_place, reopen_place
from hjemad.foundation.audit import clock
from hjemad.foundation.organisations.models import Kind
from hjemad.foundation.organisations.queries import children_on
from hjemad.foundation.ui.components import Crumb
from hjemad.foundation.ui.forms import HjForm
from hjemad.foundation.ui.saving import Fields, actor_of, saved
from hjemad.kernel.periods import Period

OPEN_AGAIN = "open_again"
ERRORS: Fields = {refusals.PlaceInUse: "starts"}


def places(request: HttpRequest) -> HttpResponse:
    """Every place by department, how it stands, and a new one."""
    actor, today = actor_of(request), clock.today()
    departments = children_on(actor.organisation_id, day=today, kind=Kind.DEPARTMENT)
    choices = [(str(one.id), one.name) for one in departments]
    form = PlaceForm.for_request(request, departments=choices, initial={"opens": today})

    def do() -> str:
        given = form.cleaned_data
        actions.open_place(
            by=actor,
            department=department_of(actor, pk=int(given["department"]), day=today),
            label=given["label"],
            valid_from=given["opens"],
            at=clock.now(),
            traits=",".join(given["traits"]),
        )
        return reverse("shelters:places")

    if request.method == "POST" and departments and form.is_valid():
        said = gettext("The place can be given from that day")
        answer = saved(request, form, do=do, said=said, twice=said, fields={})
        if answer is not None:
            return answer
    kept = kept_places(actor, day=today)
    context = {
        "form": form if departments else None,
        "departments": [
            (one.name, [_row(row, today=today) for row in kept if row.department_id == one.id])
            for one in departments
        ],
    }
    return render(request, "shelters/places.html", context)


def place(request: HttpRequest, place: int) -> HttpResponse:
    """One place: three forms, each saved by itself."""
    actor, today = actor_of(request), clock.today()
    found = queries.place_for(actor, place_id=place, night=today)
    closings = closings_of(found, day=today)
    change, close, end = _forms(request, found, today=today)
    here = reverse("shelters:place", args=[place])
    # Words nobody made a code of stand as they were written.
    more = [word for word in words.trait_codes(found.traits) if word not in Trait.values]

    def changed() -> str:
        given = change.cleaned_data
        change_place(found, by=actor, label=given["label"], traits=[*given["traits"], *more], at=clock.now())
        return here

    def closed() -> str:
        given = close.cleaned_data
        period = Period(given["starts"], given["ends"])
        close_place(found, by=actor, period=period, ground=given["ground"], at=clock.now())
        return here

    def ended() -> str:
        end_place(found, by=actor, day=end.cleaned_data["day"], at=clock.now())
        return reverse("shelters:places")

    sent: dict[str, tuple[HjForm, Callable[[], str], str]] = {
        "change": (change, changed, gettext("The place is called and described like this from now on")),
        "close": (close, closed, gettext("Closed. Nobody can be given the place in those nights")),
        "end": (end, ended, gettext("The place is no more from that day")),
    }
    answer = _open_again(request, closings, today=today, here=here) or _sent(request, sent)
    if answer is not None:
        return answer
    context: dict[str, Any] = {"place": found, "change": change, "close": close, "end": end}
    context["closings"] = [_closing(one) for one in closings]
    context["crumbs"] = [Crumb(gettext("Places"), reverse("shelters:places")), Crumb(found.label)]
    return render(request, "shelters/place_page.html", context)


def _closing(one: PlaceClosed) -> tuple[PlaceClosed, str, Period]:
    return one, str(CLOSED[ClosedGround(one.ground)]), Period(one.valid_from, one.valid_to)


def _forms(request: HttpRequest, found: Place, *, today: date) -> tuple[PlaceForm, CloseForm, EndForm]:
    """The three forms; the one that was sent is bound, the others are as they stand."""
    asked = request.POST.get("which", "") if request.method == "POST" else ""
    stands = {"label": found.label, "traits": words.trait_codes(found.traits)}
    return (
        _bound(PlaceForm, request, asked == "change", prefix="change", initial=stands, departments=[]),
        _bound(CloseForm, request, asked == "close", prefix="close", initial={"starts": today}),
        _bound(EndForm, request, asked == "end", prefix="end", initial={"day": found.valid_to}),
    )


def _bound[F: HjForm](form: type[F], request: HttpRequest, sent: bool, **kwargs: Any) -> F:
    return form(request.POST, **kwargs) if sent else form(**kwargs)


def _sent(
    request: HttpRequest, forms: dict[str, tuple[HjForm, Callable[[], str], str]]
) -> HttpResponse | None:
    """The answer to the form that was sent, where it could be saved."""
    chosen = forms.get(request.POST.get("which", ""))
    if request.method != "POST" or chosen is None or not chosen[0].is_valid():
        return None
    form, do, said = chosen
    return saved(
        request, form, do=do, said=said, twice=said, fields=ERRORS if forms["close"][0] is form else {}
    )


def _open_again(
    request: HttpRequest, closings: list[PlaceClosed], *, today: date, here: str
) -> HttpResponse | None:
    """The closing that was named ends today."""
    named = next((one for one in closings if str(one.fact_id) == request.POST.get(OPEN_AGAIN, "")), None)
    if request.method != "POST" or named is None:
        return None
    form = EndForm({"day": "i dag", "submission": request.POST.get("submission", "")})
    if not form.is_valid():
        return None

    def do() -> str:
        reopen_place(named, by=actor_of(request), day=today, at=clock.now())
        return here

    said = gettext("The place can be given again")
    return saved(request, form, do=do, said=said, twice=said, fields={})


def _row(row: Any, *, today: date) -> dict[str, Any]:
    """How a place stands in the list; nobody's name."""
    if row.valid_from > today:
        state = gettext("Opens %(day)s") % {"day": words.day(row.valid_from)}
    elif row.closed_ground:
        until = row.closed_until
        state = gettext("Closed until %(day)s") % {"day": words.day(until)} if until else gettext("Closed")
    else:
        state = gettext("In use") if row.is_taken else gettext("Free")
    ends = gettext("no more from %(day)s") % {"day": words.day(row.valid_to)} if row.valid_to else ""
    return {"place": row, "traits": words.traits(row.traits), "state": state, "ends": ends}
