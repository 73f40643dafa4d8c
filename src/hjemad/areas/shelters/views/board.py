"""Tonight's house: who sleeps here, what is free, who must have notice, what is not known yet."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext, ngettext

from hjemad.areas.citizens.queries import acting_on
from hjemad.areas.citizens.reads.clocks import ClockFact
from hjemad.areas.shelters import queries, rules
from hjemad.areas.shelters.queries import Occupant
from hjemad.areas.shelters.reads.clocks import DISCHARGE, KINDS, open_notices
from hjemad.areas.shelters.reads.house import HouseTonight, PlaceTonight
from hjemad.areas.shelters.reads.house import tonight as tonight_of
from hjemad.areas.shelters.reads.questions import open_questions
from hjemad.areas.shelters.views import words
from hjemad.areas.shelters.views.answered import about
from hjemad.areas.shelters.views.words import ADDRESSES
from hjemad.foundation.access.actor import Actor
from hjemad.foundation.audit import clock
from hjemad.foundation.ui.components import Answer
from hjemad.foundation.ui.naming import hides_names
from hjemad.foundation.ui.saving import actor_of, note

NOON = 12
NAMED_FREE_PLACES = 4


@dataclass(frozen=True)
class Notice:
    """Somebody whose municipality must hear of an admission or a discharge and has not."""

    who: Occupant
    acting: str
    clock: ClockFact
    late: bool

    @property
    def about(self) -> str:
        """The end of the notice's address."""
        return ADDRESSES[KINDS[self.clock.kind]]

    @property
    def of_leaving(self) -> bool:
        """It is a discharge that is told."""
        return self.clock.kind == DISCHARGE

    @property
    def by(self) -> date | None:
        """The last day; None where the law of that day is not known."""
        return self.clock.due

    @property
    def acting_name(self) -> str:
        """What the municipality is called; empty where none is known."""
        return words.municipality(self.acting) if self.acting else ""

    @property
    def came(self) -> str:
        """On which day the person came, or left."""
        left = self.who.valid_to if self.of_leaving else None
        return words.day(left or self.who.valid_from)

    @property
    def at_the_latest(self) -> str:
        """By which day."""
        return words.day(self.by) if self.by else gettext("a day that is not known")


@dataclass(frozen=True)
class Task:
    """Somebody with open questions; `about` says which, what unblocks most first."""

    who: Occupant
    about: str


@dataclass(frozen=True)
class Box:
    """A place on the board; `status` is one line about whoever sleeps there."""

    place: PlaceTonight
    status: str


@dataclass(frozen=True)
class Floor:
    """A department's places."""

    name: str
    boxes: list[Box]


@dataclass(frozen=True)
class Board:
    """The house with what is known of those who sleep in it. `acting`: record -> code of a municipality."""

    house: HouseTonight
    acting: dict[int, str]
    today: date
    initials: bool

    def floors(self, notices: list[Notice]) -> list[Floor]:
        """Every department with its places."""
        due = {one.who.stay_fact_id: one.by for one in notices if one.by and not one.of_leaving}
        return [
            Floor(department.name, [self._box(place, due=due) for place in department.places])
            for department in self.house.departments
            if department.places
        ]

    def without_name(self) -> list[Occupant]:
        """Who sleeps here and whose name is not known."""
        return [one for one in self.house.here if not one.called.name_known]

    def without_municipality(self) -> list[Occupant]:
        """Who sleeps here and for whom no municipality is known to act."""
        return [one for one in self.house.here if one.record_id not in self.acting]

    def _box(self, place: PlaceTonight, *, due: dict[UUID, date]) -> Box:
        if place.occupant is None:
            return Box(place, status="")
        return Box(place, status="" if self.initials else self._status(place.occupant, due=due))

    def _status(self, one: Occupant, *, due: dict[UUID, date]) -> str:
        if not one.called.name_known:
            return gettext("Name not known yet")
        if one.record_id not in self.acting:
            return gettext("Municipality not known yet")
        if one.stay_fact_id in due:
            return gettext("Came %(came)s, notice by %(day)s") % {
                "came": words.day(one.valid_from),
                "day": words.day(due[one.stay_fact_id]),
            }
        return gettext("Since %(day)s") % {"day": words.day(one.valid_from)}


def tonight(request: HttpRequest) -> HttpResponse:
    """The house at this hour. While the session hides names, states and reasons are left out too."""
    now = clock.now()
    today = timezone.localtime(now).date()
    actor = actor_of(request)
    house = tonight_of(actor, night=today)
    running = open_notices(actor, on=today)
    others = _others(actor, house, running)
    shown = [*house.record_ids, *(one.record_id for one in others)]
    note(request, "list", shown)
    acting = acting_on(shown, day=today)
    board = Board(
        house=house,
        acting=acting,
        today=today,
        initials=hides_names(request),
    )
    people = {one.stay_fact_id: one for one in (*house.here, *house.left_lately, *others)}
    notices = [
        Notice(people[one.subject], acting.get(one.record_id, ""), one, late=one.passed(on=today))
        for one in running
        if one.subject in people
    ]
    context = {
        "board": board,
        "house": house,
        "floors": board.floors(notices),
        "facts": _facts(board, notices=notices),
        "notices": notices,
        "tasks": _tasks(board),
        "plan": rules.plan_duty(today, on=today) if house.here else None,
        "until": _until(now),
        "now": now,
    }
    return render(request, "shelters/tonight.html", context)


def _tasks(board: Board) -> list[Task]:
    """Whom the day shift still has something to ask, and what."""
    open_now = open_questions(board.house.here, acting=board.acting)
    return [Task(one.who, about(one.open)) for one in open_now]


def _others(actor: Actor, house: HouseTonight, running: list[ClockFact]) -> list[Occupant]:
    """People with an open notice who are not on the board; no query when there is nobody."""
    shown = {one.stay_fact_id for one in (*house.here, *house.left_lately)}
    missing = [one.subject for one in running if one.subject not in shown]
    return list(queries.occupants_by_stay(actor, fact_ids=missing).values()) if missing else []


def _until(now: datetime) -> date:
    """The day on which the night people speak of ends: before noon it is still the last one."""
    local = timezone.localtime(now)
    return local.date() if local.hour < NOON else local.date() + words.ONE_DAY


def _facts(board: Board, *, notices: list[Notice]) -> list[Answer]:
    house = board.house
    nameless, unplaced = board.without_name(), board.without_municipality()
    asked = len({one.record_id for one in (*nameless, *unplaced)})
    told = len({notice.acting or notice.who.stay_fact_id for notice in notices})
    missing = {"names": len(nameless), "municipalities": len(unplaced)}
    free = len(house.free)
    return [
        Answer(
            gettext("Sleeps here"),
            gettext("%(n)s of %(m)s") % {"n": len(house.here), "m": len(house.places)},
            gettext("the house is full") if house.places and not free else "",
        ),
        Answer(
            gettext("Free"), _count(ngettext("%(n)d place", "%(n)d places", free), free), _labels(house.free)
        ),
        Answer(
            gettext("Must have notice"),
            _count(ngettext("%(n)d municipality", "%(n)d municipalities", told), told),
            _first_of(notices),
        ),
        Answer(
            gettext("Not known yet"),
            _count(ngettext("%(n)d citizen", "%(n)d citizens", asked), asked),
            gettext("%(names)d without a name, %(municipalities)d without a municipality") % missing
            if asked
            else gettext("all names and municipalities are known"),
        ),
    ]


def _first_of(notices: list[Notice]) -> str:
    """When the first must go; a day that has passed is today's."""
    if not notices:
        return gettext("right now")
    if notices[0].late:
        return gettext("must happen today")
    return gettext("the first by %(day)s") % {"day": notices[0].at_the_latest}


def _count(text: str, number: int) -> str:
    return text % {"n": number} if number else gettext("None")


def _labels(places: list[PlaceTonight]) -> str:
    """`104 og 206`; a house with many free places names the first ones."""
    labels = [place.label for place in places]
    if len(labels) > NAMED_FREE_PLACES:
        return gettext("%(first)s and %(more)d more") % {
            "first": ", ".join(labels[: NAMED_FREE_PLACES - 1]),
            "more": len(labels) - NAMED_FREE_PLACES + 1,
        }
    if len(labels) < 2:
        return "".join(labels)
    return gettext("%(first)s and %(last)s") % {"first": ", ".join(labels[:-1]), "last": labels[-1]}
