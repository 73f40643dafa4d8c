"""What stands in a place's box on the board: who, one line about them, and whether they were seen tonight."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Literal
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext

from hjemad.areas.shelters import rules
from hjemad.areas.shelters.forms.house import GROUNDS
from hjemad.areas.shelters.forms.places import CLOSED
from hjemad.areas.shelters.models import ClosedGround, Kept, LeaveGround
from hjemad.areas.shelters.queries import Away, Occupant
from hjemad.areas.shelters.reads.disputes import NightsToCheck
from hjemad.areas.shelters.reads.house import Closed, Coming, DepartmentTonight, HouseTonight, PlaceTonight
from hjemad.areas.shelters.reads.shift_rules import counts_not_seen
from hjemad.areas.shelters.views import words
from hjemad.areas.shelters.views.wish_words import in_short
from hjemad.foundation.ui import formats
from hjemad.foundation.ui.languages import reader_language

# So many nights without anybody seeing the person, and the board asks.
UNSEEN_NIGHTS = 3
FOLDS_ABOVE = 40

type Form = Literal["here", "away", "soon", "closed", "free", "opens", "unused"]


@dataclass(frozen=True)
class Box:
    """A place on the board. `asks` is what a person must look at, with its shape; empty: nothing.

    `seen` is when the person was seen this night (empty: not yet), `note` that it was written later.
    """

    place: PlaceTonight
    form: Form
    status: str = ""
    asks: str = ""
    shape: str = "ask"
    seen: str = ""
    note: str = ""
    may_take_back: bool = False

    @property
    def traits(self) -> str:
        """What the place is fit for, in words."""
        return words.traits(self.place.traits)

    @property
    def tap(self) -> bool:
        """Nobody has seen the person this night."""
        return self.form == "here" and not self.seen

    @property
    def has_work(self) -> bool:
        """Somebody must do something here tonight."""
        return bool(self.asks) or self.tap or self.form == "soon"


@dataclass(frozen=True)
class Floor:
    """A department's places; `folded` where the house is big and nothing is to be done here."""

    name: str
    boxes: list[Box]
    folded: bool = False
    folds: bool = False


@dataclass(frozen=True)
class Board:
    """The house with what is known of those who sleep in it. `acting`: record -> code of a municipality.

    `night` is the one people speak of: until noon the night before.
    """

    house: HouseTonight
    acting: dict[int, str]
    now: datetime
    initials: bool
    checks: dict[int, list[NightsToCheck]] = field(default_factory=dict)
    due: dict[UUID, date] = field(default_factory=dict)
    _seen: dict[UUID, str] = field(default_factory=dict, init=False, compare=False, repr=False)

    @cached_property
    def night(self) -> date:
        """The day on which the night people speak of begins."""
        return rules.night_of(timezone.localtime(self.now))

    @cached_property
    def today(self) -> date:
        """The day it is."""
        return timezone.localtime(self.now).date()

    def floors(self) -> list[Floor]:
        """Every department with its places; in a big house those without work are folded."""
        big = sum(len(one.places) for one in self.house.departments) > FOLDS_ABOVE
        return [self._floor(one, folds=big) for one in self.house.departments]

    def _floor(self, one: DepartmentTonight, *, folds: bool) -> Floor:
        boxes = [self.box(place) for place in one.places]
        return Floor(one.name, boxes, folds and not any(box.has_work for box in boxes), folds)

    def homeless_boxes(self) -> list[tuple[Occupant, Box]]:
        """Who lives here and whose bed is not known, each like a box without a place."""
        nowhere = PlaceTonight(id=0, label="", traits="", occupant=None)
        return [(one, self._of(one, nowhere)) for one in self.house.without_place]

    def without_name(self) -> list[Occupant]:
        """Who sleeps here and whose name is not known."""
        return [one for one in self.house.here if not one.called.name_known]

    def without_municipality(self) -> list[Occupant]:
        """Who sleeps here and for whom no municipality is known to act."""
        return [one for one in self.house.here if one.record_id not in self.acting]

    def sleeping(self) -> list[Occupant]:
        """Who sleeps here tonight."""
        return [one for one in self.house.here if one.away is None]

    def seen(self) -> list[Occupant]:
        """Whom somebody has seen this night, or let in."""
        return [one for one in self.sleeping() if self._seen_at(one)]

    def to_check(self) -> list[tuple[Occupant, NightsToCheck]]:
        """Whose night must be checked: ask only whether the person is here."""
        return [
            (one, self.checks[one.record_id][0]) for one in self.house.here if one.record_id in self.checks
        ]

    def unseen(self) -> list[tuple[Occupant, int, str]]:
        """Who lives here and was not seen for some nights: how many, and since when."""
        return [
            (one, self._nights_unseen(one), self._last_seen(one))
            for one in self.sleeping()
            if self._is_unseen(one)
        ]

    def moving(self) -> list[tuple[Occupant, str]]:
        """Who wishes to move on, and what is missing."""
        return [(one, in_short(one.moving)) for one in self.house.here if one.moving is not None]

    @property
    def round_is_over(self) -> bool:
        """Somebody nobody has seen can be written about now."""
        return counts_not_seen(timezone.localtime(self.now))

    def overdue(self) -> list[tuple[Occupant, str]]:
        """Who is away longer than agreed."""
        late = [(one, one.away.expected_back) for one in self.house.here if one.away]
        return [(one, words.day(back)) for one, back in late if back and back < self.today]

    def box(self, place: PlaceTonight) -> Box:
        """What the board shows of that place."""
        if place.occupant is not None:
            return self._of(place.occupant, place)
        if place.closed is not None:
            return Box(place, "closed", status="" if self.initials else closed_words(place.closed))
        if place.opens_on is not None:
            return Box(place, "opens")
        if not place.in_use:
            return Box(place, "unused")
        if place.coming is not None:
            return Box(place, "soon", status="" if self.initials else self.coming_words(place.coming))
        return Box(place, "free")

    def _of(self, one: Occupant, place: PlaceTonight) -> Box:
        if one.away is not None:
            late = one.away.expected_back is not None and one.away.expected_back < self.today
            status = "" if self.initials else away_words(one.away)
            asks = gettext("Should be back by now") if late and not self.initials else ""
            return Box(place, "away", status=status, asks=asks)
        return Box(
            place,
            "here",
            status="" if self.initials else self._status(one),
            asks="" if self.initials else self._asks(one),
            shape="both" if one.record_id in self.checks else "ask",
            seen=self._seen_at(one),
            note=self._note(one),
            may_take_back=self._may_take_back(one),
        )

    def _asks(self, one: Occupant) -> str:
        if one.record_id in self.checks:
            return gettext("The night must be checked")
        return self._last_seen(one) if self._is_unseen(one) else ""

    def _status(self, one: Occupant) -> str:
        if self._asks(one):
            return ""
        if not one.called.name_known:
            return gettext("Name not known yet")
        if one.record_id not in self.acting:
            return gettext("Municipality not known yet")
        if one.moving is not None:
            return in_short(one.moving)
        if one.whole in self.due:
            return gettext("Came %(came)s, notice by %(day)s") % {
                "came": words.day(one.valid_from),
                "day": words.day(self.due[one.whole]),
            }
        return gettext("Since %(day)s") % {"day": words.day(one.valid_from)}

    def _seen_at(self, one: Occupant) -> str:
        """`Set 22.40`; `Kom 21.10` in the night of the admission; empty where nobody has seen the person.

        Half the board asks it; the words are made once for each.
        """
        if one.stay_fact_id not in self._seen:
            self._seen[one.stay_fact_id] = self._seen_words(one)
        return self._seen[one.stay_fact_id]

    def _seen_words(self, one: Occupant) -> str:
        if one.seen is not None and one.seen.night == self.night:
            return gettext("Seen %(clock)s") % {"clock": bare_clock(one.seen.seen_at)}
        decided = timezone.localtime(one.decided_at)
        night = rules.night_of(decided)
        if night == self.night and one.valid_from in {night, one.decided_on}:
            return gettext("Came %(clock)s") % {"clock": bare_clock(decided)}
        return ""

    def _note(self, one: Occupant) -> str:
        if one.seen is None or one.seen.night != self.night:
            return gettext("written later") if one.written_late else ""
        if not one.seen.is_late:
            return ""
        return gettext("written %(clock)s") % {"clock": bare_clock(one.seen.written_at)}

    def _may_take_back(self, one: Occupant) -> bool:
        minutes = timedelta(minutes=rules.MINUTES_TO_TAKE_BACK)
        return (
            one.seen is not None
            and one.seen.night == self.night
            and self.now - one.seen.written_at <= minutes
        )

    def _nights_unseen(self, one: Occupant) -> int:
        return (self.night - self._unseen_since(one)).days

    def _unseen_since(self, one: Occupant) -> date:
        """The last night the person was seen in; else the first in which the house wrote so at all."""
        if one.seen is not None:
            return one.seen.night
        return max(one.valid_from, one.house_sees_from or self.night)

    def _is_unseen(self, one: Occupant) -> bool:
        """Only in a house that writes who is seen, and from then on: else everybody would be asked about."""
        return not self._seen_at(one) and self._nights_unseen(one) >= UNSEEN_NIGHTS

    def _last_seen(self, one: Occupant) -> str:
        if one.seen is None:
            return gettext("Not seen since %(day)s") % {"day": words.day(self._unseen_since(one))}
        day = timezone.localtime(one.seen.seen_at).date()
        return gettext("Last seen %(day)s") % {"day": words.day(day)}

    def coming_words(self, one: Coming) -> str:
        """Who told, and what the person is called, as far as somebody knows."""
        told = gettext("Told by %(who)s") % {"who": one.told_by} if one.told_by else ""
        name = one.called or gettext("the name is not known yet")
        return ". ".join(words.capital(part) for part in (name, told) if part)


def bare_clock(moment: datetime) -> str:
    """`22.40`, as it stands beside a word."""
    text = formats.clock(timezone.localtime(moment), language=reader_language())
    return text.removeprefix(f"kl.{formats.NO_BREAK}")


def coming_when(one: Coming, *, today: date) -> str:
    """`ca. kl. 23.45`; the night where it is another one, or no time is known."""
    clock = (
        gettext("about %(clock)s")
        % {"clock": formats.clock(timezone.localtime(one.due_at), language=reader_language())}
        if one.due_at
        else ""
    )
    if one.night == today:
        return clock or gettext("tonight")
    return " ".join(part for part in (words.day(one.night), clock) if part)


def away_words(away: Away) -> str:
    """`Sygehus til tors. 26. nov., plads holdt`."""
    ground = str(GROUNDS[LeaveGround(away.ground)])
    until = (
        gettext("%(ground)s until %(day)s") % {"ground": ground, "day": words.day(away.expected_back)}
        if away.expected_back
        else ground
    )
    return f"{until}, {KEPT_SHORT[Kept(away.place_kept)]()}"


def closed_words(closed: Closed) -> str:
    """`Vandskade, til ons. 25. nov.`."""
    ground = str(CLOSED[ClosedGround(closed.ground)])
    if closed.until is None:
        return gettext("%(ground)s, until further notice") % {"ground": ground}
    return gettext("%(ground)s, until %(day)s") % {"ground": ground, "day": words.day(closed.until)}


KEPT_SHORT = {
    Kept.YES: lambda: gettext("place kept"),
    Kept.NO: lambda: gettext("place not kept"),
    Kept.UNKNOWN: lambda: gettext("not known whether the place is kept"),
}
