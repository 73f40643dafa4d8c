"""The log of the house as a reader may see it: about whom one may not see, only that a line is there."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Q

from hjemad.areas.citizens.queries import Called, called_for_house
from hjemad.areas.citizens.reads.columns import is_protected
from hjemad.areas.shelters.models import About, LineKind, LogLine, PersonLine, Stay
from hjemad.areas.shelters.reads.shift_rules import first_sentence
from hjemad.foundation.access.actor import Actor
from hjemad.foundation.access.relation import NotVisible

_MOST_LINES = 200


@dataclass(frozen=True)
class PersonHere:
    """Somebody a line is about, with the place and stay they have in the house now, or had last."""

    record_id: int
    called: Called
    place_label: str
    stay_fact_id: UUID | None
    is_protected: bool = False


@dataclass(frozen=True)
class Line:
    """A line of the log. `people` are those the reader may see, each with the words about that one only.

    `involved` is how many persons it is about. `late`: it was written later than it happened.
    """

    fact_id: UUID
    about: str
    happened_at: datetime
    written_at: datetime
    by: str
    head: str
    rest: str
    struck: bool
    struck_why: str
    struck_by: str
    for_next: bool
    incident_kind: str
    where: str
    done: tuple[str, ...]
    missing: str
    who_can: str
    due_at: datetime | None
    outcome: str
    closed_at: datetime | None
    closed_by: str
    involved: int
    people: tuple[tuple[PersonHere, str], ...]

    @property
    def late(self) -> bool:
        """Written more than a few minutes after it happened."""
        return (self.written_at - self.happened_at).total_seconds() > _LATE_SECONDS

    @property
    def is_open_incident(self) -> bool:
        """Something is missing."""
        return self.about == About.INCIDENT and self.closed_at is None and not self.struck

    @property
    def hidden(self) -> bool:
        """About somebody, and the reader may see nobody of them: that there is a line is all that is told."""
        return self.involved > 0 and not self.people

    @property
    def whole(self) -> bool:
        """The reader sees everybody it is about."""
        return len(self.people) == self.involved

    @property
    def record_ids(self) -> list[int]:
        """For the read log."""
        return [one.record_id for one, _ in self.people]


_LATE_SECONDS = 15 * 60


def lines_since(actor: Actor, *, since: datetime, until: datetime) -> list[Line]:
    """What happened in the house in the period, the newest first, struck lines too; at most six queries."""
    rows = _own(actor).filter(happened_at__gt=since, happened_at__lte=until).exclude(about="appointment")
    return shown(actor, list(rows.order_by("-happened_at", "-pk")[:_MOST_LINES]))


def open_incidents(actor: Actor) -> list[Line]:
    """Incidents of the house that nobody has closed, the oldest first; none about hidden persons only."""
    rows = _own(actor).filter(about=About.INCIDENT, closed_at__isnull=True, voided=False)
    lines = shown(actor, list(rows.order_by("happened_at", "pk")[:_MOST_LINES]))
    return [line for line in lines if not line.hidden]


def line_for(actor: Actor, *, fact_id: UUID) -> LogLine:
    """The current version of a line of the actor's house, or `NotVisible`; one query."""
    found = _own(actor).filter(fact_id=fact_id).first()
    if not isinstance(found, LogLine):
        raise NotVisible.standard()
    return found


def line_shown(actor: Actor, *, fact_id: UUID) -> Line:
    """One line as the reader may see it; `NotVisible` where it is about hidden persons only."""
    line = shown(actor, [line_for(actor, fact_id=fact_id)])[0]
    if line.hidden:
        raise NotVisible.standard()
    return line


@dataclass(frozen=True)
class RecordNote:
    """What stands about one person: never another's part, never the words of the whole incident."""

    line_fact: UUID
    kind: str
    incident_kind: str
    happened_at: datetime
    recorded_at: datetime
    by: str
    words: str
    struck: bool
    struck_why: str
    last_day: date | None


def record_notes(actor: Actor, *, record_id: int) -> list[RecordNote]:
    """What the actor's house wrote about a visible record, the newest first; one query."""
    rows = (
        PersonLine.objects.visible_to(actor)
        .filter(record_id=record_id, shelter_id=actor.organisation_id, superseded_at__isnull=True)
        .select_related("recorded_by")
        .order_by("-happened_at", "-pk")
    )
    return [
        RecordNote(
            line_fact=row.line_fact,
            kind=row.kind,
            incident_kind=row.incident_kind,
            happened_at=row.happened_at,
            recorded_at=row.recorded_at,
            by=row.recorded_by.full_name,
            words=row.words,
            struck=row.voided,
            struck_why=row.reason if row.voided else "",
            last_day=date.fromordinal(row.valid_to.toordinal() - 1) if row.valid_to else None,
        )
        for row in rows
    ]


def to_look_in_on(actor: Actor, *, on: date) -> list[PersonLine]:
    """Whom the shifts are to look in on that day; one query."""
    return list(
        PersonLine.objects.visible_to(actor)
        .current()
        .filter(shelter_id=actor.organisation_id, kind=LineKind.LOOK_IN, valid_from__lte=on, valid_to__gt=on)
        .order_by("happened_at", "pk")
    )


def people_here(actor: Actor, record_ids: Iterable[int]) -> dict[int, PersonHere]:
    """The visible among them, with their newest place in the house; at most three queries."""
    wanted = set(record_ids)
    if not wanted:
        return {}
    names = called_for_house(actor, wanted)
    newest: dict[int, Any] = {}
    stays = Stay.objects.visible_to(actor).current().filter(shelter_id=actor.organisation_id)
    stays = stays.annotate(guarded=is_protected("record_id"))
    for stay in stays.filter(record_id__in=wanted).select_related("place").order_by("valid_from", "pk"):
        newest[stay.record_id] = stay
    return {
        record: PersonHere(
            record, names[record], stay.place.label if stay.place else "", stay.fact_id, stay.guarded
        )
        for record, stay in newest.items()
        if record in names
    }


def shown(actor: Actor, rows: Sequence[LogLine]) -> list[Line]:
    """Lines of the actor's house with their visible persons; at most five queries however many lines."""
    facts = [row.fact_id for row in rows if row.about in {About.PERSON, About.INCIDENT}]
    parts = _parts(actor, facts)
    involved = _involved(facts)
    people = people_here(actor, {part.record_id for some in parts.values() for part in some})
    return [_line(row, parts.get(row.fact_id, []), involved=involved, people=people) for row in rows]


def _own(actor: Actor) -> Any:
    return LogLine.objects.filter(
        shelter_id=actor.organisation_id, superseded_at__isnull=True
    ).select_related("written_by", "closed_by", "recorded_by")


def _parts(actor: Actor, facts: list[UUID]) -> dict[UUID, list[PersonLine]]:
    found: dict[UUID, list[PersonLine]] = {}
    if facts:
        rows = PersonLine.objects.visible_to(actor).filter(line_fact__in=facts, superseded_at__isnull=True)
        for part in rows.order_by("pk"):
            found.setdefault(part.line_fact, []).append(part)
    return found


def _involved(facts: list[UUID]) -> dict[UUID, int]:
    """How many, whoever they are: the log of the house says so much."""
    if not facts:
        return {}
    everybody = PersonLine.objects.everything(reason="counts the persons of a line; tells nobody")
    rows = everybody.filter(Q(line_fact__in=facts), superseded_at__isnull=True)
    return dict(rows.order_by().values_list("line_fact").annotate(Count("pk")))


def _line(
    row: LogLine, parts: list[PersonLine], *, involved: dict[UUID, int], people: dict[int, PersonHere]
) -> Line:
    head, rest = first_sentence(row.words)
    return Line(
        fact_id=row.fact_id,
        about=row.about,
        happened_at=row.happened_at,
        written_at=row.written_at,
        by=row.written_by.full_name,
        head=head,
        rest=rest,
        struck=row.voided,
        struck_why=row.reason if row.voided else "",
        struck_by=row.recorded_by.full_name if row.voided else "",
        for_next=row.for_next,
        incident_kind=row.incident_kind,
        where=row.where,
        done=tuple(row.done.split(",")) if row.done else (),
        missing=row.missing,
        who_can=row.who_can,
        due_at=row.due_at,
        outcome=row.outcome,
        closed_at=row.closed_at,
        closed_by=row.closed_by.full_name if row.closed_by else "",
        involved=involved.get(row.fact_id, 0),
        people=tuple((people[part.record_id], part.words) for part in parts if part.record_id in people),
    )
