"""What the page of a shift tells of lines, people and agreements, read together: each table is asked once."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from hjemad.areas.citizens.queries import Called, called_for_house
from hjemad.areas.shelters.models import About, LineKind, LogLine, MessageRead, PersonLine, Shift
from hjemad.areas.shelters.reads.agreements import (
    Agreed,
    NotBeside,
    agreed,
    agreed_lines,
    apart_on,
    appointments_on,
    not_beside,
)
from hjemad.areas.shelters.reads.house import HouseTonight
from hjemad.areas.shelters.reads.house_log import Line, lines_of, own_lines, parts_by_line, people_here
from hjemad.areas.shelters.reads.shifts import HandoverMessage, message_of, nobody_read
from hjemad.foundation.access.actor import Actor

_MOST_LINES = 200
_MOST_MESSAGES = 50
_MOST_ROWS = 1000


@dataclass(frozen=True)
class Told:
    """What there is to tell: `handed` by the shift before, `lines` newest first, `incidents` that stand open.

    `tomorrow` is what was agreed, `apart` who is not to have places beside each other, `look_in` whom the
    shifts are to look in on. None of it is about somebody the reader may not see, but lines that say so.
    """

    handed: list[HandoverMessage]
    lines: list[Line]
    incidents: list[Line]
    tomorrow: list[Agreed]
    apart: list[NotBeside]
    look_in: list[PersonLine]


def told(
    actor: Actor,
    *,
    before: Shift | None,
    since: datetime,
    until: datetime,
    tomorrow: date,
    house: HouseTonight,
) -> Told:
    """Of the actor's house: what happened in the period, what stands open, what is agreed for `tomorrow`.

    `before` is the shift that left messages, None where there was none; `house` the house in the night, with
    names that need not be asked again. Six queries however many lines; five where everybody still lives here.
    """
    rows = _rows(actor, before=before, since=since, until=until, tomorrow=tomorrow)
    parts, look_in = _parts(actor, rows)
    appointments = appointments_on(actor, day=tomorrow)
    apart = apart_on(actor, on=actor.on)
    records = {part.record_id for some in parts.values() for part in some}
    records |= {row.record_id for row in appointments} | {row.record_id for row in apart}
    names = _names(actor, records, house=house)
    people = people_here(actor, records, known=names)
    incidents = sorted(_of(rows, "is_incident"), key=lambda row: (row.happened_at, row.pk))
    return Told(
        handed=[
            message_of(row, part=_newest_of(parts, row), names=names)
            for row in sorted(_of(rows, "is_message"), key=lambda row: (row.written_at, row.pk))
        ][:_MOST_MESSAGES],
        lines=lines_of(_of(rows, "is_line")[:_MOST_LINES], parts=parts, people=people),
        incidents=[
            line for line in lines_of(incidents[:_MOST_LINES], parts=parts, people=people) if not line.hidden
        ],
        tomorrow=agreed(appointments, _of(rows, "is_agreed"), people=people),
        apart=not_beside(apart, people=people, house=house, on=actor.on),
        look_in=look_in,
    )


def _rows(
    actor: Actor, *, before: Shift | None, since: datetime, until: datetime, tomorrow: date
) -> list[Any]:
    """The lines of the log the page has a use for, newest first, each saying for what; one query."""
    kinds: dict[str, Q] = {
        "is_line": Q(happened_at__gt=since, happened_at__lte=until) & ~Q(about=About.APPOINTMENT),
        "is_incident": Q(about=About.INCIDENT, closed_at__isnull=True, voided=False),
        "is_agreed": agreed_lines(tomorrow),
    }
    if before is not None:
        left = Q(shift=before) | (Q(shift__closed_at__isnull=False) & nobody_read())
        kinds["is_message"] = Q(for_next=True, voided=False) & left
    wanted = Q()
    for condition in kinds.values():
        wanted |= condition
    mine = MessageRead.objects.filter(line_fact=OuterRef("fact_id"), user_id=actor.user_id)
    found = own_lines(actor).filter(wanted).annotate(**kinds, mine=Exists(mine), nobody=nobody_read())
    return list(found.order_by("-happened_at", "-pk")[:_MOST_ROWS])


def _of(rows: Iterable[Any], kind: str) -> list[LogLine]:
    return [row for row in rows if getattr(row, kind, False)]


def _parts(actor: Actor, rows: list[Any]) -> tuple[dict[UUID, list[PersonLine]], list[PersonLine]]:
    """Visible parts of the lines, and whom to look in on that day; one query."""
    look_in = Q(kind=LineKind.LOOK_IN, voided=False, valid_from__lte=actor.on, valid_to__gt=actor.on)
    look_in &= Q(shelter_id=actor.organisation_id)
    parts, also = parts_by_line(actor, rows, also=look_in)
    return parts, sorted(also, key=lambda one: (one.happened_at, one.pk))


def _newest_of(parts: Mapping[UUID, list[PersonLine]], row: LogLine) -> PersonLine | None:
    """The part of a message about one person; None for one about the house."""
    if row.about != About.PERSON:
        return None
    standing = [part for part in parts.get(row.fact_id, []) if not part.voided]
    return standing[-1] if standing else None


def _names(actor: Actor, records: set[int], *, house: HouseTonight) -> dict[int, Called]:
    """What they are called; one query, none where all of them live in the house."""
    known = {one.record_id: one.called for one in (*house.here, *house.left_lately)}
    others = records - set(known)
    return known | (called_for_house(actor, others) if others else {})
