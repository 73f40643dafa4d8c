"""An evening in the houses one can sign in to: seen, away, on the way, a closed bed, somebody forgotten."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from hjemad.areas.shelters.queries import Occupant, place_for, stay_for
from hjemad.areas.shelters.reads.house import HouseTonight, PlaceTonight, tonight
from hjemad.areas.shelters.writes.announcements import Announced, announce
from hjemad.areas.shelters.writes.leaves import Agreed, begin_leave
from hjemad.areas.shelters.writes.places import close_place
from hjemad.areas.shelters.writes.presences import set_seen
from hjemad.config.demo.people import ORIGIN
from hjemad.config.demo.staff import Staff
from hjemad.foundation.access.actor import Actor
from hjemad.kernel.periods import Period

# What the house has a word of its own for; the rest stands as the country says it.
TRAIT_CODES = {
    "women_only": "women",
    "step_free": "wheelchair",
    "dogs_allowed": "dog",
    "quiet": "quiet",
}
_DAY = timedelta(days=1)
_FORGOTTEN_FOR = timedelta(days=4)
_ENOUGH = 3


def write_evenings(staff: Staff, *, at: datetime) -> None:
    """In every house where somebody of the demo works, as its night worker would have written it."""
    shown = {organisation.pk for user in staff.shown for _, organisation in user.roles}
    for actor in staff.staff.values():
        if actor.organisation_id in shown:
            _evening(actor, at=at)


def _evening(actor: Actor, *, at: datetime) -> None:
    house = tonight(actor, night=at.date())
    residents = [one for one in house.here if one.valid_from < at.date() - _FORGOTTEN_FOR]
    # One is away and one forgotten where enough live there, one not seen yet; the rest are seen.
    if len(residents) >= _ENOUGH:
        away, forgotten, *residents = residents
        _away(actor, away, at=at)
        stay = stay_for(actor, fact_id=forgotten.stay_fact_id)
        set_seen(stay, by=actor, at=at, seen_at=at - _FORGOTTEN_FOR)
    _seen(actor, residents[1:], at=at)
    _free(actor, house, at=at)


def _away(actor: Actor, one: Occupant, *, at: datetime) -> None:
    agreed = Agreed("hospital", "yes", at.date() + 3 * _DAY)
    stay = stay_for(actor, fact_id=one.stay_fact_id)
    begin_leave(stay, by=actor, first_night=at.date() - 2 * _DAY, agreed=agreed, at=at, origin=ORIGIN)


def _seen(actor: Actor, people: Iterable[Occupant], *, at: datetime) -> None:
    """One after the other, a few minutes apart, back from now."""
    for n, one in enumerate(people):
        moment = at - timedelta(minutes=7 * n % 55)
        set_seen(stay_for(actor, fact_id=one.stay_fact_id), by=actor, at=at, seen_at=moment)


def _free(actor: Actor, house: HouseTonight, *, at: datetime) -> None:
    """A bed that leaks is closed, and another is held for somebody on the way."""
    free: list[PlaceTonight] = house.free
    held = None
    if len(free) > 1:
        leaks = place_for(actor, place_id=free[0].id, night=at.date())
        period = Period(at.date(), at.date() + 2 * _DAY)
        close_place(leaks, by=actor, period=period, ground="water", at=at, origin=ORIGIN)
        held = place_for(actor, place_id=free[1].id, night=at.date())
    comes = Announced("", "gadeteamet", at.date(), at + timedelta(minutes=25))
    announce(comes, by=actor, at=at, place=held)
