"""Shifts for the access table: a line of the log, an agreement, two kept apart, a substitute."""

from collections.abc import Callable
from datetime import timedelta

from hjemad.areas.shelters.writes.agreements import agree, keep_apart
from hjemad.areas.shelters.writes.house_log import IncidentDetails, write_incident, write_note
from hjemad.areas.shelters.writes.substitutes import let_in_new
from tests.guards.access_people import NOW, Things, World

# Whoever left long ago is not written about.
BUT = ("own_expired",)
# With whom each is kept apart: somebody of the same house.
_BESIDE = {
    "own": "protected",
    "protected": "own",
    "blocked": "own",
    "other": "linked",
    "linked": "other",
}


def _lines(world: World) -> Things:
    found: Things = {}
    for relation in _BESIDE:
        record, staff = world.records[relation], world.who(relation, "shelter_staff")
        details = IncidentDetails(
            kind="missing", where="", words="test", people={record.pk: "test"}, missing="test"
        )
        line = write_incident(by=staff, details=details, happened_at=NOW, at=NOW)
        at = NOW + timedelta(hours=9)
        agreed = agree(by=staff, record_id=record.pk, starts_at=at, what="test", where="", follows="", at=NOW)
        found["log_line", relation], found["appointment", relation] = line.fact_id, agreed.fact_id
    return found


def _apart(world: World) -> Things:
    last_day = NOW.date() + timedelta(days=7)
    found: Things = {}
    for relation, beside in _BESIDE.items():
        two = (world.records[relation].pk, world.records[beside].pk)
        staff = world.who(relation, "shelter_staff")
        found["apart", relation] = keep_apart(by=staff, record_ids=two, last_day=last_day, at=NOW)[0].pair
    return found


def _substitutes(world: World) -> Things:
    found: Things = {}
    for relation in ("own", "other"):
        leader, ends_at = world.who(relation, "shelter_leader"), NOW + timedelta(hours=8)
        opened = let_in_new(
            leader, username=f"vikar-{relation}", full_name="Vikar Prøve", ends_at=ends_at, at=NOW
        )
        found["substitute", relation] = opened.assignment.pk
    return found


def _messages(world: World) -> Things:
    return {
        ("message", relation): write_note(
            by=world.who(relation, "shelter_staff"), words="test", happened_at=NOW, at=NOW, for_next=True
        ).fact_id
        for relation in ("own", "other")
    }


MAKERS: tuple[Callable[[World], Things], ...] = (_lines, _apart, _substitutes, _messages)
