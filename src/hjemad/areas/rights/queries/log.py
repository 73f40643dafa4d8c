"""Who has looked at a person: what a worker may show them here, and what waits for an answer.

A worker's screen shows the own house's lines, and those of the house that wrote the record and of the
municipality that acts or pays for it. Look-ups from elsewhere are never on it: they would tell a house where
else a person is. They stand in the whole log, which the acting municipality gives the citizen on request.
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from hjemad.areas.citizens.reads import payer, whole_person
from hjemad.areas.rights.models import Disagreement, ReadingQuestion
from hjemad.foundation.access.actor import Actor
from hjemad.foundation.access.queries import places_of
from hjemad.foundation.access.relation import NotVisible, unblocked
from hjemad.foundation.audit.models import ReadKind
from hjemad.foundation.audit.queries import readings_of
from hjemad.foundation.organisations.queries import names_on


@dataclass(frozen=True)
class LogLine:
    """One look as the person is told of it: when, which house, in which role, why, and in what form.

    `user_id` is never shown: it only counts how many people looked.
    """

    event_id: int
    record_id: int
    at: datetime
    organisation_id: int
    organisation: str
    role: str
    purpose: str
    kind: str
    path_name: str
    user_id: int

    @property
    def day(self) -> date:
        """The Danish day."""
        return timezone.localtime(self.at).date()


@dataclass(frozen=True)
class Log:
    """The lines this reader may show, newest first."""

    lines: tuple[LogLine, ...]

    @property
    def people(self) -> int:
        """How many different people looked."""
        return len({one.user_id for one in self.lines})

    @property
    def places(self) -> int:
        """How many different houses looked."""
        return len({one.organisation_id for one in self.lines})


def log_for(actor: Actor, record_id: int) -> Log:
    """What the actor may show the person of a visible record; eight queries, however many records."""
    records = _visible_records(actor, record_id)
    readings = readings_of(records)
    places = places_of({one.assignment_id for one in readings})
    allowed = _houses_shown(actor, records)
    shown = [
        one
        for one in readings
        if one.kind != ReadKind.LOOK_UP
        and places[one.assignment_id].organisation_id in allowed[one.record_id]
    ]
    names = names_on({places[one.assignment_id].organisation_id for one in shown}, day=actor.on)
    return Log(
        lines=tuple(
            LogLine(
                event_id=one.event_id,
                record_id=one.record_id,
                at=one.at,
                organisation_id=places[one.assignment_id].organisation_id,
                organisation=names[places[one.assignment_id].organisation_id],
                role=places[one.assignment_id].role,
                purpose=one.purpose,
                kind=one.kind,
                path_name=one.path_name,
                user_id=one.user_id,
            )
            for one in shown
        )
    )


def questions_about(actor: Actor, record_id: int) -> list[ReadingQuestion]:
    """Questions the person has asked about looks at visible records; newest first, one query."""
    rows = ReadingQuestion.objects.visible_to(actor).current().filter(record_id=record_id)
    return list(rows.order_by("-recorded_at", "-pk"))


def questions_for_house(actor: Actor) -> list[ReadingQuestion]:
    """Questions the actor's house must answer, unanswered first; one query."""
    rows = ReadingQuestion.objects.everything(
        reason="the house that looked answers, though the record may be another's"
    )
    return list(
        rows.current()
        .filter(unblocked(actor, field="record_id"), answered_by_id=actor.organisation_id)
        .select_related("record")
        .order_by("answer_words", "-recorded_at", "-pk")
    )


def question(actor: Actor, *, fact_id: object) -> ReadingQuestion:
    """A question the actor's house must answer, or `NotVisible`."""
    found = next((one for one in questions_for_house(actor) if one.fact_id == fact_id), None)
    if found is None:
        raise NotVisible.standard()
    return found


def disagreements_about(actor: Actor, record_id: int) -> list[Disagreement]:
    """What the person of a visible record disagrees with, newest first; one query."""
    rows = Disagreement.objects.visible_to(actor).current().filter(record_id=record_id)
    return list(rows.select_related("recorded_by").order_by("-recorded_at", "-pk"))


def versions_of(actor: Actor, *, fact_id: object) -> list[Disagreement]:
    """All versions of one disagreement, newest first; `NotVisible` when there is none to see."""
    rows = list(Disagreement.objects.visible_to(actor).filter(fact_id=fact_id).order_by("-version"))
    if not rows:
        raise NotVisible.standard()
    return rows


def _visible_records(actor: Actor, record_id: int) -> list[int]:
    """The records joined to the same citizen that the actor may see; the record itself is one."""
    citizen_of = whole_person.citizens_of([record_id])
    joined = whole_person.records_of(set(citizen_of.values())) or {record_id: 0}
    return sorted(whole_person.visible_among(actor, joined) | {record_id})


def _houses_shown(actor: Actor, records: list[int]) -> dict[int, set[int]]:
    """Whose looks at each record may be shown: own, its writer's, and those who act and pay for it."""
    shown = {one: {actor.organisation_id, house} for one, house in whole_person.owners_of(records).items()}
    for one, municipalities in payer.responsible_for(actor, record_ids=records).items():
        shown[one] |= municipalities
    return shown
