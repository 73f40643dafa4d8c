"""Rights for the access table: words, requests, questions, emergencies, holds, and what a house keeps."""

import tempfile
from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

from django.test import override_settings

from hjemad.areas.rights.actions.access_requests import receive
from hjemad.areas.rights.actions.breaches import BreachDetails, write_breach
from hjemad.areas.rights.actions.emergencies import open_in_emergency
from hjemad.areas.rights.actions.retention import hold, run
from hjemad.areas.rights.actions.words import ask, write_disagreement
from hjemad.areas.rights.queries.emergencies import Wanted
from hjemad.areas.rights.queries.retention import plan
from hjemad.areas.rights.queries.unusual import to_look_at
from hjemad.foundation.access.actor import Actor
from hjemad.foundation.audit.actions import log_reads
from hjemad.foundation.audit.models import ReadEvent
from hjemad.foundation.audit.reads import Reads
from tests.guards.access_people import BORN, MARKS, NOW, TODAY, Things, World, of_municipality

type Named = Callable[[str], str]

# Whose it is: the house's, or the municipality's own.
HOUSE_AND_MUNICIPALITY: tuple[tuple[Named, str], ...] = (
    (str, "shelter_leader"),
    (of_municipality, "caseworker"),
)


def _words(world: World) -> Things:
    found: Things = {}
    for relation, record in world.records.items():
        leader, dpo = world.who(relation, "shelter_leader"), world.who(relation, "dpo")
        said = write_disagreement(
            record.pk, by=leader, about="stay", entry=world.stays[relation].fact_id, words="test",
            on=leader.on, at=NOW,
        )  # fmt: skip
        found["disagreement", relation] = said.fact_id
        found["hold", relation] = hold(record.pk, by=dpo, ground="test", until=None, at=NOW).fact_id
    return found


def _asked(world: World) -> Things:
    """A copy asked of the house and of the municipality, and a question to each about a look of theirs."""
    found: Things = {}
    for relation, record in world.records.items():
        for kind, role in HOUSE_AND_MUNICIPALITY:
            by = world.who(relation, role)
            copy = receive(record.pk, by=by, received=by.on, at=NOW)
            found[kind("access_request"), relation] = copy.fact_id
            looked = _look(record.pk, by=by)
            found[kind("look"), relation] = looked
            question = ask(record.pk, by=by, event_id=looked, words="test", at=NOW)
            found[kind("question"), relation] = question.fact_id
    return found


def _look(record_id: int, *, by: Actor) -> int:
    reads = Reads()
    reads.add("page", [record_id])
    log_reads(reads, by=by, at=NOW, path_name="citizens:person")
    return ReadEvent.objects.latest("pk").pk


def _emergencies(world: World) -> Things:
    """Opened by name in the own house, by the whole number in the municipality."""
    found: Things = {}
    for relation in world.records:
        staff = world.who(relation, "shelter_staff", name="hjaelper")
        found["emergency", relation] = _opened(staff, Wanted(None, f"{MARKS[relation]} Prøve", BORN))
        caseworker = world.who(relation, "caseworker", name="hjaelper")
        number = world.numbers[relation]
        found[of_municipality("emergency"), relation] = _opened(caseworker, Wanted(number))
    return found


def _opened(by: Actor, wanted: Wanted) -> UUID:
    first, *_ = open_in_emergency(by=by, wanted=wanted, why="test", at=NOW - timedelta(minutes=5))
    return first.fact_id


def _of_houses(world: World) -> Things:
    """A breach and the proof of a deletion, about no person; a look by somebody who has the same surname."""
    found: Things = {}
    for relation in ("own", "other"):
        dpo = world.who(relation, "dpo")
        breach = write_breach(BreachDetails(known_at=NOW, happened="test"), by=dpo, at=NOW)
        found["breach", relation] = breach.fact_id
        planned = plan(dpo.organisation_id, on=TODAY)
        assert not planned.people
        with tempfile.TemporaryDirectory() as folder, override_settings(ARCHIVE=folder):
            done = run(by=dpo, on=TODAY, at=NOW, expected=planned.fingerprint)
        found["proof", relation] = done.public_id
        for kind, role in HOUSE_AND_MUNICIPALITY:
            looks = to_look_at(world.who(relation, role), today=TODAY)
            found[kind("unusual"), relation] = looks[0].what.key
    return found


# In this order: what is unusual is a look that was asked about.
MAKERS: tuple[Callable[[World], Things], ...] = (_emergencies, _words, _asked, _of_houses)
