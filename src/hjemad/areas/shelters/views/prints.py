"""What is printed in the evening: who is in the house if it burns, and a form for a night without net."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext

from hjemad.areas.shelters.queries import Occupant
from hjemad.areas.shelters.reads.house import HouseTonight, tonight
from hjemad.areas.shelters.views import words
from hjemad.areas.shelters.views.boxes import Board, Box
from hjemad.documents.case_document import Column, Report, Section, Table
from hjemad.documents.pdf import pdf_of
from hjemad.foundation.audit import clock
from hjemad.foundation.organisations.queries import name_on
from hjemad.foundation.privacy.guarded import reveal
from hjemad.foundation.ui import formats
from hjemad.foundation.ui.components import Crumb
from hjemad.foundation.ui.languages import reader_language
from hjemad.foundation.ui.saving import actor_of, note


@dataclass(frozen=True)
class Line:
    """A person on the list: in which place, what they are called, and whether they are in the house."""

    place: str
    name: str
    state: str


@dataclass(frozen=True)
class NightList:
    """The list as it is printed. `inside` are those who may be in the house: who is not away."""

    floors: list[tuple[str, list[Line]]]
    inside: int
    seen: int
    away: int
    until: Any
    at: datetime


def night_list(request: HttpRequest) -> HttpResponse:
    """The evening's list on the screen, ready to print: black, A4."""
    made, house = _made(request, kind="list")
    context = {"made": made, "house": house, "crumbs": words.crumbs(gettext("Night list"))}
    return render(request, "shelters/night_list.html", context)


def night_list_file(request: HttpRequest) -> HttpResponse:
    """The same list as a PDF."""
    made, house = _made(request, kind="export")
    day = formats.day(made.until, language=reader_language())
    columns = (Column(gettext("Place")), Column(gettext("Name")), Column(gettext("In the house")))
    document = Report(
        title=gettext("Night list, the night to %(day)s") % {"day": day},
        language=reader_language(),
        reader=house,
        purpose=gettext("Who is in the house tonight, if it burns"),
        reference=f"{made.at:%Y%m%d-%H%M}",
        made_at=made.at,
        facts=(
            (gettext("In the house"), str(made.inside)),
            (gettext("Seen tonight"), str(made.seen)),
            (gettext("Away"), str(made.away)),
            (gettext("Printed by"), actor_of(request).user_name),
        ),
        sections=tuple(
            Section(
                heading=name or gettext("Without a place"),
                tables=(Table(columns, tuple((one.place, one.name, one.state) for one in lines)),),
            )
            for name, lines in made.floors
            if lines
        ),
    )
    return _file(document, name="natliste")


def paper_form(request: HttpRequest) -> HttpResponse:
    """An empty form for a night without net; typed in afterwards with its true time."""
    context = {
        "lines": _questions(),
        "house": name_on(actor_of(request).organisation_id, day=clock.today()),
        "crumbs": [*words.crumbs(), Crumb(gettext("Paper form"))],
    }
    return render(request, "shelters/paper_form.html", context)


def paper_form_file(request: HttpRequest) -> HttpResponse:
    """The empty form as a PDF, to lie printed in a drawer."""
    house = name_on(actor_of(request).organisation_id, day=clock.today())
    rows = tuple((question, " ") for question in _questions())
    document = Report(
        title=gettext("Admission on paper"),
        language=reader_language(),
        reader=house,
        purpose=gettext("A bed for the night when the net is down"),
        reference=gettext("type it in when the net is back"),
        made_at=timezone.localtime(clock.now()),
        sections=(
            Section(
                heading=gettext("Only the first two are needed tonight"),
                tables=(Table((Column(gettext("Question")), Column(gettext("Answer"))), rows),),
            ),
        ),
    )
    return _file(document, name="papirskema")


def _made(request: HttpRequest, *, kind: str) -> tuple[NightList, str]:
    """The list of this hour; reading it is one event with everybody on it."""
    now = clock.now()
    actor = actor_of(request)
    house = tonight(actor, night=timezone.localtime(now).date())
    note(request, kind, [one.record_id for one in house.here])
    board = Board(house=house, acting={}, now=now, initials=False)
    floors = [
        (floor.name, [_line(request, box) for box in floor.boxes if box.place.occupant])
        for floor in board.floors()
    ]
    nowhere = [_line(request, box, one) for one, box in board.homeless_boxes()]
    made = NightList(
        floors=[*floors, *([("", nowhere)] if nowhere else [])],
        inside=len(board.sleeping()),
        seen=len(board.seen()),
        away=_away(house),
        until=board.night + words.ONE_DAY,
        at=timezone.localtime(now),
    )
    return made, name_on(actor.organisation_id, day=clock.today())


def _away(house: HouseTonight) -> int:
    return sum(one.away is not None for one in house.here)


def _line(request: HttpRequest, box: Box, one: Occupant | None = None) -> Line:
    who = one or box.place.occupant
    assert who is not None  # noqa: S101 - the caller left out places nobody lives in
    # A list on paper goes from hand to hand: a protected name is not on it, whoever prints it.
    shown = gettext("Name protected") if who.is_protected else reveal(who.called.shown, actor_of(request))
    state = gettext("away") if box.form == "away" else box.seen or gettext("not seen yet")
    return Line(place=box.place.label or "–", name=shown, state=state)


def _questions() -> list[str]:
    return [
        gettext("Who, or what is the citizen called?"),
        gettext("Which place?"),
        gettext("Date and time of the admission"),
        gettext("Admitted by"),
        gettext("Birth date or CPR number, if the citizen says it"),
        gettext("Municipality before the stay"),
        gettext("What must the next shift know?"),
    ]


def _file(document: Report, *, name: str) -> HttpResponse:
    response = HttpResponse(pdf_of(document), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{name}.pdf"'
    return response
