"""What hangs on the records of the access table: one thing of each kind for each record, by its own house."""

from collections.abc import Callable
from uuid import UUID

from hjemad.areas.citizens.models import PersonRecord
from hjemad.areas.citizens.writes.protection import hide_from, protect
from hjemad.areas.decisions.tests.making import a_decision
from hjemad.areas.rights.actions.access_requests import receive
from hjemad.areas.rights.actions.breaches import BreachDetails, write_breach
from hjemad.areas.rights.actions.retention import hold
from hjemad.areas.rights.actions.words import write_disagreement
from hjemad.areas.shelters.models import Stay
from hjemad.areas.shelters.reads.asked import Answer
from hjemad.areas.shelters.writes.incoming import keep_list
from hjemad.areas.shelters.writes.no_place import Asked, no_place
from hjemad.areas.shelters.writes.notices import draft_letter
from hjemad.areas.shelters.writes.questions import NewContact, save_answers
from hjemad.areas.shelters.writes.sharing import NewNearby, share_places, write_nearby
from hjemad.areas.shelters.writes.wishes import Thing, Word, miss, say
from hjemad.foundation.access.actor import Actor
from tests.people import NOW, a_user

type Things = dict[tuple[str, str], UUID]


def write_things(
    records: dict[str, PersonRecord], stays: dict[str, Stay], *, by: Callable[[str, str], Actor]
) -> Things:
    """`by(relation, role)`: who works in that role in the house of the record."""
    found: Things = {}
    for relation, record in records.items():
        leader, dpo = by(relation, "shelter_leader"), by(relation, "dpo")
        if relation != "own_expired":
            found |= _of_resident(relation, record, stay=stays[relation], leader=leader)
        held = hold(record.pk, by=dpo, ground="test", until=None, at=NOW)
        found["hold", relation] = held.fact_id
        if relation in {"own", "other"}:  # a house's, about no person
            breach = write_breach(BreachDetails(known_at=NOW, happened="test"), by=dpo, at=NOW)
            found["breach", relation] = breach.fact_id
    return found


def _of_resident(relation: str, record: PersonRecord, *, stay: Stay, leader: Actor) -> Things:
    said = write_disagreement(
        record.pk, by=leader, about="stay", entry=stay.fact_id, words="test", on=leader.on, at=NOW
    )
    asked = receive(record.pk, by=leader, received=leader.on, at=NOW)
    hidden = hide_from(record, by=leader, user=a_user("Uvedkommende"), at=NOW)
    letter = draft_letter(by=leader, stay=stay, kind="admission", at=NOW)
    night = Asked(night=leader.on, sleep_here="", language="da", record_id=record.pk)
    without = no_place(night, why="elsewhere", by=leader, at=NOW)
    decision = a_decision(leader, record_id=record.pk, called="")
    _answered(stay, leader=leader)
    things = {
        "decision": decision,
        "refusal": without,
        "disagreement": said,
        "access_request": asked,
        "block": hidden.block,
        "notice": letter,
    }
    found = {(kind, relation): thing.fact_id for kind, thing in things.items()}
    if relation != "own":  # nobody protected that one: it is what `protected` is read against
        safe = protect(record, by=leader, kind="own_safety", since=leader.on, why="test", at=NOW)
        found["protection", relation] = safe.fact_id
    return found


def a_list_of(leader: Actor) -> int:
    """A list of residents that the leader has sent and nobody else may open: about no record yet."""
    raw = "Navn;Indskrevet\nMærke Liste;2026-11-01".encode()
    return keep_list(by=leader, name="liste.csv", raw=raw, about="residents", at=NOW).pk


def elsewhere_of(leader: Actor, other_id: int) -> tuple[int, UUID]:
    """A line of the house's list of other places, and an agreement to show its own: about no person."""
    line = NewNearby(position=1, name="Havnely", phone="00 00 00 01", house_id=other_id)
    shown = share_places(by=leader, with_id=other_id, agreement="test", since=leader.on, at=NOW)
    return write_nearby(line, by=leader, at=NOW).pk, shown.fact_id


def _answered(stay: Stay, *, leader: Actor) -> None:
    """What was asked the day after, whom to call, and what is said about moving on."""
    save_answers(
        by=leader,
        stay=stay,
        answers=[Answer("slept", "answered", ("street",)), Answer("contact", "answered", ("named",))],
        at=NOW,
        contact=NewContact(name="test", phone="test", relation="test", agreed=True),
    )
    say(Word("person", "yes", "test"), by=leader, stay=stay, on=leader.on, at=NOW)
    miss(Thing("plan", "municipality", "test"), by=leader, stay=stay, on=leader.on, at=NOW)
