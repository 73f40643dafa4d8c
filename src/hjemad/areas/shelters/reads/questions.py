"""Tomorrow's questions: what was answered about a stay, what is still open, and for whom in the house."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

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
    """Question -> the answer that stands, of a visible stay; one query."""
    rows = StayAnswer.objects.visible_to(actor).current().filter(stay_fact=stay_fact)
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
    row = ContactPerson.objects.visible_to(actor).filter(
        record_id=record_id, shelter_id=actor.organisation_id, withdrawn_on__isnull=True
    ).first()  # fmt: skip
    if not isinstance(row, ContactPerson):
        return None

    def guarded(text: str) -> Guarded:
        return Guarded(text, record_id=record_id, withheld=withheld)

    return Contact(row.pk, guarded(row.name), guarded(row.phone), guarded(row.relation), row.consent_on)
