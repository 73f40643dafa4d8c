"""Tomorrow's questions: what was answered about a stay, what is still open, and for whom in the house."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import JSONObject

from hjemad.areas.citizens import queries as citizens
from hjemad.areas.shelters import queries
from hjemad.areas.shelters.models import ContactPerson, StayAnswer
from hjemad.areas.shelters.queries import Occupant
from hjemad.areas.shelters.reads import asked
from hjemad.foundation.access.actor import Actor
from hjemad.foundation.privacy.guarded import Guarded


@dataclass(frozen=True)
class Contact:
    """Whom the house may call for a resident, and since when the resident says so."""

    id: int
    name: Guarded
    phone: Guarded
    relation: Guarded
    consent_on: date


@dataclass(frozen=True)
class AdmissionTask:
    """A resident with questions nobody has asked yet, in the order of what they unblock."""

    who: Occupant
    open: tuple[str, ...]


def answers_of(actor: Actor, *, stay_fact: UUID) -> dict[str, StayAnswer]:
    """Question -> the answer that stands, of a visible stay; one query.

    `contact` of a row is whom the house may call, for `contact_told`.
    """
    rows = StayAnswer.objects.visible_to(actor).current().filter(stay_fact=stay_fact)
    contact = _contacts(actor).filter(record_id=OuterRef("record_id")).values(told=_TOLD)
    rows = rows.annotate(contact=Subquery(contact[:1]))
    return {row.question: row for row in rows.select_related("recorded_by")}


def open_questions(people: Iterable[Occupant], *, acting: Collection[int]) -> list[AdmissionTask]:
    """Those of these residents with open questions. `acting`: records with a known municipality. No query."""
    tasks = [
        AdmissionTask(
            one,
            asked.open_questions(
                one.answered,
                name=one.called.name_known,
                number=one.called.identified,
                municipality=one.record_id in acting,
            ),
        )
        for one in people
    ]
    return [task for task in tasks if task.open]


def admission_tasks(actor: Actor) -> list[AdmissionTask]:
    """Everybody who sleeps in the actor's house and has open questions, newest first; three queries."""
    here = queries.residents(actor, on=actor.on)
    acting = citizens.acting_on([one.record_id for one in here], day=actor.on)
    tasks = open_questions(here, acting=acting)
    return sorted(tasks, key=lambda task: task.who.valid_from, reverse=True)


def contact_of(actor: Actor, *, record_id: int, withheld: str = "") -> Contact | None:
    """Whom the house may call for the person of a visible record; None without a yes. One query.

    `withheld` is what stands instead of the name of a person who is protected from this reader.
    """
    told = _contacts(actor).filter(record_id=record_id).values_list(_TOLD, flat=True).first()
    return contact_told(told, record_id=record_id, withheld=withheld)


def contact_told(told: Any, *, record_id: int, withheld: str) -> Contact | None:
    """The contact as `contact_of` and the column `contact` of an answer give it; None where there is none."""
    if told is None:
        return None

    def guarded(text: str) -> Guarded:
        return Guarded(text, record_id=record_id, withheld=withheld)

    since = date.fromisoformat(told["consent_on"])
    return Contact(
        told["id"], guarded(told["name"]), guarded(told["phone"]), guarded(told["relation"]), since
    )


_TOLD = JSONObject(id="pk", name="name", phone="phone", relation="relation", consent_on="consent_on")


def _contacts(actor: Actor) -> QuerySet[Any, Any]:
    """Whom the actor's house may call for visible records, as long as the yes stands."""
    visible = ContactPerson.objects.visible_to(actor)
    rows: QuerySet[Any, Any] = visible.filter(shelter_id=actor.organisation_id, withdrawn_on__isnull=True)
    return rows
