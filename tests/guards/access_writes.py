"""The writes that would hurt most, each with a body that is valid for the reader's own record.

A new one: a line in `WRITES`. `body` may hold what the world must be asked for, as a function of it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from django.apps import apps
from django.contrib.sessions.models import Session
from django.db import connection

from hjemad.areas.rights.queries.retention import plan
from hjemad.foundation.audit.models import Event, ReadEvent, ReadOf
from hjemad.foundation.organisations.models import Kind
from tests.guards.access_people import BORN, MARKS, TODAY, World

type Value = str | Callable[[World], str]

# A session is touched and a reading is logged whatever is answered.
_NOT_A_WRITE = {Session, ReadEvent, ReadOf}
_DAY = f"{TODAY:%d-%m-%Y}"
_REASON = {"reason": "test"}


@dataclass(frozen=True)
class Write:
    """A form and who sends it. `parts`: what the address names otherwise than in the table, by kind."""

    route: str
    role: str
    body: Mapping[str, Value] = field(default_factory=dict)
    parts: Mapping[str, str] = field(default_factory=dict)

    def sent(self, world: World) -> dict[str, str]:
        """The body, for the world."""
        return {name: value if isinstance(value, str) else value(world) for name, value in self.body.items()}


WRITES = (
    Write("shelters:discharge", "shelter_staff", {"when": TODAY.isoformat(), "mode": "left"}),
    Write("shelters:correct", "shelter_staff", {"start": "02-09-2026", "end": "", "mode": "", **_REASON}),
    Write("shelters:withdraw", "shelter_staff", _REASON),
    Write("shelters:notice", "shelter_staff", {"way": "inbox"}, {"fact_id": "untold_stay"}),
    Write("shelters:arrived", "caseworker", {"answer": "received"}),
    Write(
        "shelters:dispute", "economist",
        {"counts": lambda world: str(world.house.shelter.pk), **_REASON},
    ),
    Write("shelters:end_worker", "economist"),
    Write("citizens:same_person_change", "shelter_leader", {"evidence": "test", **_REASON}),
    Write("citizens:protection", "shelter_staff", {"kind": "staff_conflict", "since": _DAY, "why": "test"}),
    Write("citizens:end_protection", "shelter_staff", _REASON),
    Write("citizens:stop_hiding", "shelter_staff"),
    Write("citizens:seen", "shelter_staff"),
    Write(
        "citizens:identity", "shelter_staff",
        {"full_name": "", "municipality": lambda world: str(world.odense.pk), "since": _DAY},
    ),
    Write("billing:invoice_answer", "economist", {"status": "accept", "note": "test"}),
    Write("billing:invoice_send", "economist", parts={"invoice": "typed_invoice"}),
    Write("billing:invoice_preview", "economist"),
    Write("refunds:send", "economist", {"how": "portal", "on": _DAY, "proof": "test"}),
    Write("refunds:withdraw_opening", "economist", _REASON),
    Write("refunds:remark", "economist", {"text": "test", "line": ""}),
    Write("refunds:write_remark", "auditor", {"text": "test"}),
    Write("rights:hold", "dpo", {"ground": "test", "until": ""}),
    Write("rights:end_hold", "dpo", {"words": "test"}),
    Write("rights:extend", "caseworker", {"words": "test"}),
    Write("rights:answer_question", "shelter_leader", {"words": "test"}),
    Write("rights:look_at_emergency", "shelter_leader", {"words": "test"}),
    Write("rights:breach", "dpo", {"known_day": _DAY, "known_time": "12:00", "happened": "test"}),
    Write("access:end_workplace", "shelter_leader"),
)  # fmt: skip


@dataclass(frozen=True)
class Naming:
    """A form that names a person or a thing in its body: what the reader may name, and what not."""

    route: str
    role: str
    named: str
    allowed: Callable[[World], dict[str, str]]
    refused: Callable[[World], dict[str, str]]


def _admitted(match: str) -> Callable[[World], dict[str, str]]:
    """The house knows the typed name; whom the form names is another thing."""

    def body(world: World) -> dict[str, str]:
        who, record = f"{MARKS['own']} Prøve", world.records.get(match)
        return {
            "who": who, "asked_for": who, "match": str(record.pk) if record else match,
            "place": str(world.house.places[0].pk),
        }  # fmt: skip

    return body


def _elsewhere(world: World) -> dict[str, str]:
    return _NEW(world) | {"place": str(world.other_house.places[0].pk)}


def _by_name(relation: str) -> Callable[[World], dict[str, str]]:
    return lambda _: {
        "cpr": "", "full_name": f"{MARKS[relation]} Prøve", "birth_date": f"{BORN:%d-%m-%Y}", "why": "test",
    }  # fmt: skip


def _by_number(relation: str) -> Callable[[World], dict[str, str]]:
    return lambda world: {"cpr": world.numbers[relation].full(), "why": "test"}


def _deleting(relation: str) -> Callable[[World], dict[str, str]]:
    def body(world: World) -> dict[str, str]:
        organisation = world.place(relation, Kind.SHELTER)
        return {"expected": plan(organisation.pk, on=TODAY).fingerprint, "sure": "on"}

    return body


_GONE, _NEW = _by_name("own_expired"), _admitted("new")
NAMING = (
    Naming("shelters:admit", "shelter_staff", "other", _NEW, _admitted("other")),
    Naming("shelters:admit", "shelter_staff", "blocked", _NEW, _admitted("blocked")),
    Naming("shelters:admit", "shelter_staff", "another house's bed", _NEW, _elsewhere),
    Naming("rights:emergency", "shelter_staff", "other", _GONE, _by_name("other")),
    Naming("rights:emergency", "shelter_staff", "blocked", _GONE, _by_name("blocked")),
    Naming("rights:emergency", "caseworker", "blocked", _by_number("other"), _by_number("blocked")),
    Naming("rights:retention", "dpo", "another house's preview", _deleting("own"), _deleting("other")),
)
# That somebody asked is kept, whatever comes of it.
ASKED = {Event._meta.db_table}


def rows() -> dict[str, int]:
    """How many rows each table holds, but for what every request writes."""
    tables = [model._meta.db_table for model in apps.get_models() if model not in _NOT_A_WRITE]
    counts = (f"SELECT '{table}', COUNT(*) FROM {table}" for table in tables)  # noqa: S608 - our own names
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(counts))
        return dict(cursor.fetchall())
