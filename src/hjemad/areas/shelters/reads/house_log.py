"""The log of the house as a reader may see it: about whom one may not see, only that a line is there."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from hjemad.areas.citizens.queries import Called, called_for_house
from hjemad.areas.citizens.reads.columns import is_protected
from hjemad.areas.shelters.models import About, LogLine, PersonLine, Stay
from hjemad.areas.shelters.reads.shift_rules import first_sentence
from hjemad.foundation.access.actor import Actor
from hjemad.foundation.access.relation import NotVisible
from hjemad.kernel.periods import Period


@dataclass(frozen=True)
class PersonHere:
    """Somebody a line is about, with the place and stay they have in the house now, or had last.

    `here` are the nights of that stay.
    """

    record_id: int
    called: Called
    place_label: str
    stay_fact_id: UUID | None
    is_protected: bool = False
    department_id: int | None = None
    here: Period | None = None


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


def line_for(actor: Actor, *, fact_id: UUID) -> LogLine:
    """The current version of a line of the actor's house, or `NotVisible`; one query."""
    found = own_lines(actor).filter(fact_id=fact_id).first()
    if not isinstance(found, LogLine):
        raise NotVisible.standard()
    return found


def line_shown(actor: Actor, *, fact_id: UUID) -> Line:
    """One line as the reader may see it; `NotVisible` where it is about hidden persons only."""
    row = line_for(actor, fact_id=fact_id)
    parts, _ = parts_by_line(actor, [row])
    people = people_here(actor, {part.record_id for some in parts.values() for part in some})
    [line] = lines_of([row], parts=parts, people=people)
    if line.hidden:
        raise NotVisible.standard()
    return line


def lines_of_day(actor: Actor, *, begins: datetime, ends: datetime) -> list[Line]:
    """What stands in the log of the actor's house on [begins, ends), newest first; at most four queries."""
    rows = own_lines(actor).filter(happened_at__gte=begins, happened_at__lt=ends)
    found = list(rows.exclude(about=About.APPOINTMENT).order_by("-happened_at", "-pk"))
    parts, _ = parts_by_line(actor, found)
    people = people_here(actor, {part.record_id for some in parts.values() for part in some})
    return lines_of(found, parts=parts, people=people)


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


def people_here(
    actor: Actor, record_ids: Iterable[int], *, known: Mapping[int, Called] | None = None
) -> dict[int, PersonHere]:
    """The visible among them, with their newest place in the house; two queries, one with names `known`."""
    wanted = set(record_ids)
    if not wanted:
        return {}
    names = called_for_house(actor, wanted) if known is None else known
    newest: dict[int, Any] = {}
    stays = Stay.objects.visible_to(actor).current().filter(shelter_id=actor.organisation_id)
    stays = stays.annotate(guarded=is_protected("record_id"))
    for stay in stays.filter(record_id__in=wanted).select_related("place").order_by("valid_from", "pk"):
        newest[stay.record_id] = stay
    return {
        record: PersonHere(
            record,
            names[record],
            stay.place.label if stay.place else "",
            stay.fact_id,
            stay.guarded,
            department_id=stay.place.department_id if stay.place else None,
            here=Period(stay.valid_from, stay.valid_to),
        )
        for record, stay in newest.items()
        if record in names
    }


def own_lines(actor: Actor) -> QuerySet[Any, Any]:
    """Lines of the actor's house, struck ones too; `involved`: how many each is about, whoever they are.

    The log of the house says so much and no more.
    """
    everybody = PersonLine.objects.everything(reason="counts the persons of a line; tells nobody")
    of_line = everybody.filter(line_fact=OuterRef("fact_id"), superseded_at__isnull=True).order_by()
    count = of_line.values("line_fact").annotate(count=Count("pk")).values("count")
    rows = LogLine.objects.filter(shelter_id=actor.organisation_id, superseded_at__isnull=True)
    rows = rows.annotate(involved=Coalesce(Subquery(count), 0))
    return rows.select_related("written_by", "closed_by", "recorded_by")


def parts_by_line(
    actor: Actor, rows: Iterable[LogLine], *, also: Q | None = None
) -> tuple[dict[UUID, list[PersonLine]], list[PersonLine]]:
    """The visible parts of lines about people, by the line, `guarded` where one is protected; one query.

    Beside them the visible parts that meet `also`, whatever line they belong to.
    """
    facts = {row.fact_id for row in rows if row.about in {About.PERSON, About.INCIDENT}}
    if not facts and also is None:
        return {}, []
    wanted = Q(line_fact__in=facts) if also is None else Q(line_fact__in=facts) | also
    met = Q(pk__in=[]) if also is None else also
    visible = PersonLine.objects.visible_to(actor).filter(wanted, superseded_at__isnull=True)
    found: dict[UUID, list[PersonLine]] = {}
    more = []
    for part in visible.annotate(guarded=is_protected("record_id"), also=met).order_by("pk"):
        if part.line_fact in facts:
            found.setdefault(part.line_fact, []).append(part)
        if part.also:
            more.append(part)
    return found, more


def lines_of(
    rows: Iterable[Any], *, parts: Mapping[UUID, list[PersonLine]], people: Mapping[int, PersonHere]
) -> list[Line]:
    """Lines of the actor's house with those of their persons the reader may see."""
    return [_line(row, parts.get(row.fact_id, []), people=people) for row in rows]


def _line(row: Any, parts: list[PersonLine], *, people: Mapping[int, PersonHere]) -> Line:
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
        involved=row.involved,
        people=tuple((people[part.record_id], part.words) for part in parts if part.record_id in people),
    )
