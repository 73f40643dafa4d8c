"""What waits in the invented Denmark: notices, protections, requests for a copy. First screens show it.

Written through the actions the web uses, for a few of those who stay in the houses one can sign in at.
"""

from datetime import datetime, timedelta
from typing import Any

from hjemad.areas.citizens.queries import record_for
from hjemad.areas.citizens.reads.clocks import named_among
from hjemad.areas.citizens.writes.protection import protect
from hjemad.areas.rights.actions.access_requests import receive as receive_request
from hjemad.areas.shelters.queries import residents, stay_for
from hjemad.areas.shelters.reads.notices import readiness
from hjemad.areas.shelters.writes.notices import receive, send_to_inbox
from hjemad.config.demo.staff import Staff
from hjemad.foundation.access.actor import Actor

NOTICES_EACH = 6


def write_waiting(staff: Staff, *, at: datetime) -> None:
    """Each house tells of the latest who came, half of it answered; one protection is to be asked about."""
    caseworkers = {actor.organisation_id: actor for actor in staff.caseworkers.values()}
    for house in staff.staff.values():
        for number, stay in enumerate(_latest(house)):
            ready = readiness(stay, on=house.on)
            if ready.missing or not ready.has_inbox:
                continue
            notice = send_to_inbox(by=house, stay=stay, kind="admission", at=at)
            acts = caseworkers.get(ready.municipality_id or 0)
            if number % 2 and acts is not None:
                receive(notice, by=acts, at=at)
            if number == 1:
                _protected(stay.record_id, by=house, at=at)
    for leader in staff.leaders.values():
        for stay in _latest(leader)[:1]:
            receive_request(stay.record_id, by=leader, received=leader.on - timedelta(days=3), at=at)


def _latest(house: Actor) -> list[Any]:
    here = residents(house, on=house.on)
    named = named_among([one.record_id for one in here])
    newest = sorted((one for one in here if one.record_id in named), key=lambda one: one.valid_from)[::-1]
    return [stay_for(house, fact_id=one.stay_fact_id) for one in newest[:NOTICES_EACH]]


def _protected(record_id: int, *, by: Actor, at: datetime) -> None:
    """The reminder has come: it is asked about again."""
    protect(
        record_for(by, record_id=record_id),
        by=by,
        kind="cpr_ordinary",
        since=by.on - timedelta(days=180),
        expires_on=by.on + timedelta(days=30),
        remind_on=by.on,
        at=at,
        origin="demo",
    )
