"""Tonight's house: who sleeps here, who was seen, who comes, what is free, who must have notice."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext, ngettext

from hjemad.areas.citizens.reads.clocks import ClockFact
from hjemad.areas.shelters import rules
from hjemad.areas.shelters.queries import Occupant
from hjemad.areas.shelters.reads.clocks import DISCHARGE, KINDS, open_notices
from hjemad.areas.shelters.reads.disputes import NightsToCheck, nights_to_check
from hjemad.areas.shelters.reads.house import Coming, HouseTonight, PlaceTonight
from hjemad.areas.shelters.reads.house import tonight as house_tonight
from hjemad.areas.shelters.reads.questions import open_questions
from hjemad.areas.shelters.reads.shifts import LeftForBoard, left_for_board
from hjemad.areas.shelters.views import words
from hjemad.areas.shelters.views.answered import about
from hjemad.areas.shelters.views.boxes import Board, coming_when
from hjemad.areas.shelters.views.words import ADDRESSES
from hjemad.foundation.access.actor import Actor
from hjemad.foundation.audit import clock
from hjemad.foundation.ui.components import Answer
from hjemad.foundation.ui.naming import hides_names
from hjemad.foundation.ui.saving import actor_of, note

NOON = rules.NOON
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


def tonight(request: HttpRequest) -> HttpResponse:
    """The house at this hour. While the session hides names, states and reasons are left out too."""
    now = clock.now()
    today = timezone.localtime(now).date()
    actor = actor_of(request)
    running = open_notices(actor, on=today)
    house = house_tonight(actor, night=today, also={one.subject for one in running})
    everybody = [*house.left_lately, *house.others, *house.here]
    left = left_for_board(actor, known={one.record_id: one.called for one in everybody})
    note(request, "list", list(dict.fromkeys([*(one.record_id for one in everybody), *left.record_ids])))
    acting = {one.record_id: one.acting for one in everybody if one.acting}
    people = {one.whole: one for one in everybody}
    notices = [
        Notice(people[one.subject], acting.get(one.record_id, ""), one, late=one.passed(on=today))
        for one in running
        if one.subject in people
    ]
    board = Board(
        house=house,
        acting=acting,
        now=now,
        initials=hides_names(request),
        checks=_checks(actor, house.here, night=today),
        due={one.clock.subject: one.by for one in notices if one.by and not one.of_leaving},
    )
    context = {
        "board": board,
        "house": house,
        "floors": board.floors(),
        "facts": _facts(board, notices=notices, left=left),
        "left": left,
        "free": _labels(house.free),
        "coming": _announced(board),
        "notices": notices,
        "tasks": _tasks(board),
        "plan": rules.plan_duty(today, on=today) if house.here else None,
        "until": board.night + words.ONE_DAY,
        "now": now,
    }
    return render(request, "shelters/tonight.html", context)


def _announced(board: Board) -> list[tuple[Coming, str, str]]:
    """Everybody announced: when, and to which place."""
    house, night = board.house, board.night
    return [(one, coming_when(one, today=night), _label_of(house, one.place_id)) for one in house.coming]


def _tasks(board: Board) -> list[tuple[Occupant, str]]:
    """Whom the day shift still has something to ask, and about what; what unblocks most first."""
    open_now = open_questions(board.house.here, acting=board.acting)
    return [(one.who, about(one.open)) for one in open_now]


def _checks(actor: Actor, here: Sequence[Occupant], *, night: date) -> dict[int, list[NightsToCheck]]:
    """Whose night tonight another house claims too, undecided; no query when there is nobody."""
    elsewhere = [one.record_id for one in here if one.claimed_elsewhere]
    found = nights_to_check(actor, record_ids=elsewhere) if elsewhere else {}
    open_ = {
        record: [one for one in nights if one.counts is None and one.period.contains(night)]
        for record, nights in found.items()
    }
    return {record: nights for record, nights in open_.items() if nights}


def _facts(board: Board, *, notices: list[Notice], left: LeftForBoard) -> list[Answer]:
    house = board.house
    return [
        Answer(
            gettext("Sleeps here"),
            gettext("%(n)s of %(m)s") % {"n": house.sleeping, "m": len(house.places)},
            _seen_words(board),
        ),
        Answer(gettext("Coming"), *_coming(board)),
        Answer(gettext("The last shift left"), *_left(left)),
        _notice_fact(notices),
        _unknown_fact(board),
    ]


def _seen_words(board: Board) -> str:
    """`11 set i aften, 2 ikke set endnu`; that the house is full where nobody can come."""
    sleeping, seen = len(board.sleeping()), len(board.seen())
    parts = []
    if sleeping:
        parts.append(
            gettext("%(seen)d seen tonight, %(rest)d not seen yet") % {"seen": seen, "rest": sleeping - seen}
        )
    if board.house.places and not board.house.free:
        parts.append(gettext("the house is full"))
    return " · ".join(parts)


def _coming(board: Board) -> tuple[str, str]:
    """How many come tonight, and about the first of them: when, with whom, where."""
    expected = board.house.coming_by(board.today)
    if not expected:
        return gettext("Nobody"), ""
    first = expected[0]
    parts = [
        coming_when(first, today=board.night),
        "" if board.initials else first.told_by,
        _label_of(board.house, first.place_id),
    ]
    return str(len(expected)), ", ".join(part for part in parts if part)


def _left(left: LeftForBoard) -> tuple[str, str]:
    """How many messages, and how many of them nobody has read."""
    some, unread = len(left.messages), left.unread
    said = _count(ngettext("%(n)d message", "%(n)d messages", some), some)
    if not some:
        return said, ""
    if not unread:
        return said, gettext("all are read")
    return said, ngettext("%(n)d is not read yet", "%(n)d are not read yet", unread) % {"n": unread}


def _notice_fact(notices: list[Notice]) -> Answer:
    told = len({notice.acting or notice.who.stay_fact_id for notice in notices})
    return Answer(
        gettext("Must have notice"),
        _count(ngettext("%(n)d municipality", "%(n)d municipalities", told), told),
        _first_of(notices),
    )


def _unknown_fact(board: Board) -> Answer:
    nameless, unplaced = board.without_name(), board.without_municipality()
    asked = len({one.record_id for one in (*nameless, *unplaced)})
    missing = {"names": len(nameless), "municipalities": len(unplaced)}
    return Answer(
        gettext("Not known yet"),
        _count(ngettext("%(n)d citizen", "%(n)d citizens", asked), asked),
        gettext("%(names)d without a name, %(municipalities)d without a municipality") % missing
        if asked
        else gettext("all names and municipalities are known"),
    )


def _first_of(notices: list[Notice]) -> str:
    """When the first must go; a day that has passed is today's."""
    if not notices:
        return gettext("right now")
    if notices[0].late:
        return gettext("must happen today")
    return gettext("the first by %(day)s") % {"day": notices[0].at_the_latest}


def _count(text: str, number: int) -> str:
    return text % {"n": number} if number else gettext("None")


def _label_of(house: HouseTonight, place_id: int | None) -> str:
    everywhere = (place for department in house.departments for place in department.places)
    return next((place.label for place in everywhere if place.id == place_id), "")


def _labels(places: list[PlaceTonight]) -> str:
    """`2 fri: 104 og 206`; a house with many free places names the first ones."""
    free = ngettext("%(n)d free", "%(n)d free", len(places)) % {"n": len(places)}
    labels = [place.label for place in places]
    if not labels:
        return gettext("none free")
    if len(labels) > NAMED_FREE_PLACES:
        named = gettext("%(first)s and %(more)d more") % {
            "first": ", ".join(labels[: NAMED_FREE_PLACES - 1]),
            "more": len(labels) - NAMED_FREE_PLACES + 1,
        }
    elif len(labels) == 1:
        named = labels[0]
    else:
        named = gettext("%(first)s and %(last)s") % {"first": ", ".join(labels[:-1]), "last": labels[-1]}
    return f"{free}: {named}"
