"""Writes the log of the house: a note, a line about a resident, an incident, what came of it, a strike."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from hjemad.areas.citizens.queries import check_may_write, record_to_write
from hjemad.areas.shelters import events
from hjemad.areas.shelters.models import About, IncidentKind, LineKind, LogLine, PersonLine, WhoFollows
from hjemad.areas.shelters.reads.shift_rules import (
    check_happened,
    line_reason_needed,
    outcome_needed,
    words_needed,
)
from hjemad.areas.shelters.reads.shifts import open_shift
from hjemad.foundation.access.actor import Actor
from hjemad.foundation.access.permissions import Permission
from hjemad.foundation.access.relation import NotVisible
from hjemad.foundation.audit.actions import log
from hjemad.foundation.facts.actions import Basis, record, supersede, void
from hjemad.kernel.errors import AlreadyClosed


@dataclass(frozen=True)
class IncidentDetails:
    """What happened, in words that name nobody. `people`: record id -> words about that one person only."""

    kind: str
    where: str
    words: str
    people: Mapping[int, str]
    done: Sequence[str] = ()
    missing: str = ""
    who_can: str = ""
    due_at: datetime | None = None


def write_note(
    *, by: Actor, words: str, happened_at: datetime, at: datetime, for_next: bool, origin: str = "entered"
) -> LogLine:
    """A line about the house."""
    return _house_line(
        by, about=About.HOUSE, words=words, happened_at=happened_at, at=at, for_next=for_next, origin=origin
    )


def plan_in_house(*, by: Actor, words: str, when: datetime, at: datetime, origin: str = "entered") -> LogLine:
    """Something of the house at an hour to come: a craftsman, a visit. It is about no resident."""
    with transaction.atomic():
        return _line(by, about=About.APPOINTMENT, words=_said(words), happened_at=when, at=at, origin=origin)


def write_about_person(
    *,
    by: Actor,
    record_id: int,
    words: str,
    happened_at: datetime,
    at: datetime,
    for_next: bool,
    look_in_until: date | None = None,
    origin: str = "entered",
) -> PersonLine:
    """The words lie in the person's file; the log only that it is there. `look_in_until`: the last day."""
    check_happened(happened_at, at=at)
    record_to_write(by, record_id=record_id)
    look_in = look_in_until is not None
    with transaction.atomic():
        line = _line(
            by, about=About.PERSON, words="", happened_at=happened_at, at=at, for_next=for_next, origin=origin
        )
        return record(
            PersonLine,
            basis=Basis(by=by, at=at, reason="", origin=origin),
            valid_from=timezone.localdate(happened_at),
            valid_to=look_in_until + timedelta(days=1) if look_in_until else None,
            record_id=record_id,
            shelter_id=by.organisation_id,
            line_fact=line.fact_id,
            kind=LineKind.LOOK_IN.value if look_in else LineKind.NOTE.value,
            happened_at=happened_at,
            words=_said(words),
        )


def write_incident(
    *, by: Actor, details: IncidentDetails, happened_at: datetime, at: datetime, origin: str = "entered"
) -> LogLine:
    """The incident stands, and each person's part in that person's file and in no other."""
    check_happened(happened_at, at=at)
    for record_id in details.people:
        record_to_write(by, record_id=record_id)
    with transaction.atomic():
        line = _line(
            by,
            about=About.INCIDENT,
            words=details.words.strip(),
            happened_at=happened_at,
            at=at,
            origin=origin,
            incident_kind=IncidentKind(details.kind).value,
            where=details.where.strip(),
            done=",".join(details.done),
            missing=details.missing.strip(),
            who_can=WhoFollows(details.who_can).value if details.who_can else "",
            due_at=details.due_at,
        )
        for record_id, words in details.people.items():
            record(
                PersonLine,
                basis=Basis(by=by, at=at, reason="", origin=origin),
                valid_from=timezone.localdate(happened_at),
                valid_to=None,
                record_id=record_id,
                shelter_id=by.organisation_id,
                line_fact=line.fact_id,
                kind=LineKind.INCIDENT.value,
                happened_at=happened_at,
                incident_kind=line.incident_kind,
                words=words.strip(),
            )
    return line


def follow_up(
    line: LogLine, *, by: Actor, missing: str, who_can: str, due_at: datetime | None, at: datetime
) -> LogLine:
    """What is missing now, who can do it and by when."""
    _own_incident(line, by=by)
    if not missing.strip():
        raise words_needed()
    with transaction.atomic():
        version = supersede(
            line,
            basis=Basis(by=by, at=at, reason="", origin="entered"),
            missing=missing.strip(),
            who_can=WhoFollows(who_can).value,
            due_at=due_at,
        )
        log(events.INCIDENT_FOLLOWED_UP, by=by, at=at, objects={"line": line.fact_id})
    return version


def close_incident(
    line: LogLine, *, by: Actor, outcome: str, at: datetime, origin: str = "entered"
) -> LogLine:
    """What came of it; nothing is missing any more."""
    _own_incident(line, by=by)
    if not outcome.strip():
        raise outcome_needed()
    with transaction.atomic():
        version = supersede(
            line,
            basis=Basis(by=by, at=at, reason="", origin=origin),
            outcome=outcome.strip(),
            closed_at=at,
            closed_by_id=by.user_id,
        )
        log(events.INCIDENT_CLOSED, by=by, at=at, objects={"line": line.fact_id})
    return version


def strike(line: LogLine, *, by: Actor, reason: str, at: datetime) -> None:
    """The line is struck through and can still be read, with why; so are the parts of it in files."""
    _own(line, by=by)
    if not reason.strip():
        raise line_reason_needed()
    basis = Basis(by=by, at=at, reason=reason.strip(), origin="entered")
    parts = list(_parts(line))
    for part in parts:
        check_may_write(by, record_id=part.record_id)
    with transaction.atomic():
        void(line, basis=basis)
        for part in parts:
            void(part, basis=basis)
        log(events.LINE_STRUCK, by=by, at=at, objects={"line": line.fact_id})


def _parts(line: LogLine) -> Any:
    return (
        PersonLine.objects.everything(reason="what is struck in the log is struck in every file it stands in")
        .current()
        .filter(line_fact=line.fact_id)
    )


def _house_line(by: Actor, *, words: str, happened_at: datetime, at: datetime, **fields: Any) -> LogLine:
    check_happened(happened_at, at=at)
    with transaction.atomic():
        return _line(by, words=_said(words), happened_at=happened_at, at=at, **fields)


def _line(
    by: Actor, *, about: About, words: str, happened_at: datetime, at: datetime, origin: str, **fields: Any
) -> LogLine:
    by.require(Permission.WORK_SHIFT)
    shift = open_shift(by.organisation_id)
    line = record(
        LogLine,
        basis=Basis(by=by, at=at, reason="", origin=origin),
        valid_from=timezone.localdate(happened_at),
        valid_to=None,
        shelter_id=by.organisation_id,
        shift_id=shift.pk if shift else None,
        about=about.value,
        happened_at=happened_at,
        written_at=at,
        written_by_id=by.user_id,
        words=words,
        **fields,
    )
    log(events.LINE_WRITTEN, by=by, at=at, objects={"line": line.fact_id}, data={"about": about.value})
    return line


def _own(line: LogLine, *, by: Actor) -> None:
    by.require(Permission.WORK_SHIFT)
    if line.shelter_id != by.organisation_id:
        raise NotVisible.standard()


def _own_incident(line: LogLine, *, by: Actor) -> None:
    _own(line, by=by)
    if line.about != About.INCIDENT:
        raise NotVisible.standard()
    if line.closed_at is not None:
        raise AlreadyClosed(
            en="The incident is closed already. Open it again, and see what came of it",
            da="Hændelsen er allerede lukket. Åbn den igen, og se, hvad der kom ud af det",
        )


def _said(words: str) -> str:
    if not words.strip():
        raise words_needed()
    return words.strip()
