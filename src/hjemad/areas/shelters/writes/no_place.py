"""Somebody asked and got no place; somebody must leave. What is a decision is written as one (`decisions`).

"Full" is no decision, and cannot be said while a place is free.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from uuid import uuid4

from django.db import transaction
from django.utils import timezone

from hjemad.areas.citizens.queries import record_to_write
from hjemad.areas.decisions.actions import NewDecision, write_decision
from hjemad.areas.decisions.queries import DecisionRecord
from hjemad.areas.decisions.reads.sheet import ELSEWHERE, FULL, About, sheet_of
from hjemad.areas.shelters import events
from hjemad.areas.shelters.actions import discharge
from hjemad.areas.shelters.models import DischargeMode, Refusal, RefusalWhy, Stay
from hjemad.areas.shelters.reads.house import tonight
from hjemad.areas.shelters.reads.nearby import contact_of
from hjemad.areas.shelters.writes.refusals import places_are_free
from hjemad.foundation.access.actor import Actor
from hjemad.foundation.access.permissions import Permission
from hjemad.foundation.audit.actions import log
from hjemad.foundation.facts.actions import Basis, record
from hjemad.foundation.organisations.queries import name_on
from hjemad.kernel.errors import Language

# Nothing is decided, and a paper still says where to sleep.
_WITH_SHEET = (RefusalWhy.FULL, RefusalWhy.ELSEWHERE)


@dataclass(frozen=True)
class Asked:
    """Who asked for the night, and where they can sleep instead. No record is made to say no."""

    night: date
    sleep_here: str
    language: Language
    record_id: int | None = None
    called: str = ""
    practical: str = ""


def no_place(asked: Asked, *, why: str, by: Actor, at: datetime) -> Refusal:
    """The night counts as one without a place; nothing is decided about the person.

    Raises `PlacesAreFree` for a full house that has a free place.
    """
    by.require(Permission.SAY_NO)
    with transaction.atomic():
        if why == RefusalWhy.FULL:
            free = tonight(by, night=asked.night).free
            if free:
                raise places_are_free([place.label for place in free])
        return _written(asked, why=RefusalWhy(why), decision=None, by=by, at=at)


def refuse(asked: Asked, new: NewDecision, *, by: Actor, at: datetime) -> DecisionRecord:
    """The leader's decision stands, and the night counts as one without a place."""
    with transaction.atomic():
        decision = write_decision(_with_house(new, by=by), by=by, decided_at=at, at=at)
        _written(asked, why=RefusalWhy.DECIDED, decision=decision, by=by, at=at)
    return decision


def send_out(stay: Stay, new: NewDecision, *, leaves_today: bool, by: Actor, at: datetime) -> DecisionRecord:
    """The leader's decision that a resident must leave. The stay ends by its own action, on its own day.

    `leaves_today` False: somebody discharges on the day the person goes.
    """
    with transaction.atomic():
        decision = write_decision(_with_house(new, by=by), by=by, decided_at=at, at=at)
        if leaves_today:
            mode = DischargeMode.EXPELLED if decision.kind == "expulsion" else DischargeMode.UNKNOWN
            day = timezone.localtime(at).date()
            discharge(by=by, stay=stay, day=day, mode=mode.value, at=at)
    return decision


def full_nights(nights: Iterable[date], *, by: Actor, at: datetime, origin: str) -> None:
    """Nights the house was full, each for somebody unnamed, as its own list has them; for the demo."""
    by.require(Permission.SAY_NO)
    with transaction.atomic():
        for night in nights:
            asked_at = datetime.combine(night, time(23, 30), tzinfo=at.tzinfo)
            asked = Asked(night=night, sleep_here="", language="da")
            _written(asked, why=RefusalWhy.FULL, decision=None, by=by, at=min(asked_at, at), origin=origin)


def house_line(by: Actor) -> str:
    """What stands above a sheet: the house, its telephone and address, as far as they are written."""
    contact = contact_of(by.organisation_id)
    name = name_on(by.organisation_id, day=by.on)
    if contact is None:
        return name
    return " · ".join(word for word in (name, f"tlf. {contact.phone}", contact.address) if word)


def _with_house(new: NewDecision, *, by: Actor) -> NewDecision:
    return replace(new, house_line=house_line(by))


def _written(
    asked: Asked,
    *,
    why: RefusalWhy,
    decision: DecisionRecord | None,
    by: Actor,
    at: datetime,
    origin: str = "entered",
) -> Refusal:
    if asked.record_id is not None:
        record_to_write(by, record_id=asked.record_id)
    fact = record(
        Refusal,
        basis=Basis(by=by, at=at, reason="", origin=origin),
        valid_from=asked.night,
        valid_to=asked.night + timedelta(days=1),
        record_id=asked.record_id,
        called="" if asked.record_id is not None else asked.called.strip(),
        shelter_id=by.organisation_id,
        reference=f"I-{uuid4().hex[:8].upper()}",
        asked_at=at,
        why=why.value,
        decision_fact=decision.fact_id if decision else None,
        sleep_here="" if decision else asked.sleep_here.strip(),
        sheet=_sheet(asked, why=why, by=by, at=at) if why in _WITH_SHEET else None,
    )
    log(events.NO_PLACE, by=by, at=at, objects={"refusal": fact.fact_id}, data={"why": why.value})
    return fact


def _sheet(asked: Asked, *, why: RefusalWhy, by: Actor, at: datetime) -> dict[str, object]:
    return sheet_of(
        About(
            house=name_on(by.organisation_id, day=by.on),
            house_line=house_line(by),
            ground=FULL if why is RefusalWhy.FULL else ELSEWHERE,
            is_resident=False,
            first=asked.night,
            last_day=asked.night,
            decided_at=timezone.localtime(at),
            decider="",
            own_words="",
            not_heard_why="",
            reasons="",
            sleep_here=asked.sleep_here.strip(),
            practical=asked.practical.strip(),
            route="",
            language=asked.language,
        )
    )
