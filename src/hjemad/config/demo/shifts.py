"""The shifts of today in the houses one can sign in to: what the last one left, what happened, what comes."""

from datetime import datetime, time, timedelta

from hjemad.areas.shelters.queries import residents
from hjemad.areas.shelters.writes import agreements, house_log, shifts
from hjemad.config.demo.people import ORIGIN
from hjemad.config.demo.staff import Staff
from hjemad.foundation.access.actor import Actor
from hjemad.kernel.hours import next_time

_NEEDED = 3

_SHIFTS_END = (time(7, 30), time(15, 30), time(23))


def write_shifts(*, staff: Staff, at: datetime) -> None:
    """An evening shift was handed over an hour ago, and the night shift has begun."""
    shown = {organisation.pk for user in staff.shown for _, organisation in user.roles}
    for code, worker in staff.staff.items():
        if worker.organisation_id in shown:
            _house(worker, staff.leaders[code], at=at)


def _house(worker: Actor, leader: Actor, *, at: datetime) -> None:
    here = [one.record_id for one in residents(worker, on=worker.on)]
    began, handed = at - timedelta(hours=9), at - timedelta(hours=1)
    shifts.begin_shift(by=leader, ends_at=at, at=began, origin=ORIGIN)
    house_log.write_note(
        by=leader,
        words="Gårdlampen er gået. Meldt til pedel",
        happened_at=began + timedelta(minutes=30),
        at=began + timedelta(minutes=35),
        for_next=True,
        origin=ORIGIN,
    )
    if len(here) >= _NEEDED:
        _people(leader, here, at=began + timedelta(hours=2))
    shifts.hand_over(by=leader, words="Nøglen til depotet ligger hos dagvagten", at=handed, origin=ORIGIN)
    # Whatever the hour the demo is started at, the shift is one of the three of a day.
    ends_at = min(next_time(hour, after=at) for hour in _SHIFTS_END)
    shifts.begin_shift(by=worker, ends_at=ends_at, at=handed, origin=ORIGIN)
    house_log.write_note(
        by=worker,
        words="Nettet var væk. Indskrivning skete på papir imens",
        happened_at=handed + timedelta(minutes=10),
        at=handed + timedelta(minutes=50),
        for_next=False,
        origin=ORIGIN,
    )
    house_log.plan_in_house(
        by=worker,
        words="Håndværker. Hoveddøren, nøgle hos dagvagten",
        when=next_time(time(9), after=at),
        at=at,
        origin=ORIGIN,
    )
    if len(here) >= _NEEDED:
        _tonight(worker, here, at=at)


def _people(leader: Actor, here: list[int], *, at: datetime) -> None:
    house_log.write_about_person(
        by=leader,
        record_id=here[0],
        words="Hoster. Ring til lægevagten ved feber",
        happened_at=at,
        at=at,
        for_next=True,
        look_in_until=leader.on + timedelta(days=2),
        origin=ORIGIN,
    )
    agreements.keep_apart(
        by=leader, record_ids=(here[1], here[2]), last_day=leader.on + timedelta(days=7), at=at, origin=ORIGIN
    )


def _tonight(worker: Actor, here: list[int], *, at: datetime) -> None:
    happened = at - timedelta(minutes=30)
    details = house_log.IncidentDetails(
        kind="threat",
        where="opholdsstuen",
        words="To borgere, ingen kom til skade. Politiet blev ikke kaldt",
        people={here[1]: "Taler med kontaktpersonen i morgen", here[2]: "Gik selv i seng bagefter"},
        done=("asked", "leader"),
        missing="Har de ansatte det godt? Hvem taler med de to?",
        who_can="leader",
        due_at=next_time(time(8), after=at),
    )
    house_log.write_incident(by=worker, details=details, happened_at=happened, at=happened, origin=ORIGIN)
    for record, hour, what, where, follows in (
        (here[-1], time(6, 30), "Væk. Taxa er bestilt til kl. 7.30", "læge", ""),
        (here[0], time(10), "Telefon: hvilken kommune", "kontoret", ""),
        (here[1], time(13), "Samtale om planen", "mødelokalet", "kontaktpersonen"),
    ):
        agreements.agree(
            by=worker,
            record_id=record,
            starts_at=next_time(hour, after=at),
            what=what,
            where=where,
            follows=follows,
            at=at,
            origin=ORIGIN,
        )
