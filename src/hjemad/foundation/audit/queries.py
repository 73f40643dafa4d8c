"""Reads the logs about records: who read them, and to whom something about them was given.

The log names users and assignments by number. Who may see it, and in which words, is the caller's matter.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from hjemad.foundation.audit.models import Disclosure, DisclosureOf, Event, ReadEvent, ReadOf
from hjemad.foundation.facts.id_list import id_list


@dataclass(frozen=True)
class Reading:
    """One read in which one of the asked records stood."""

    event_id: int
    record_id: int
    at: datetime
    user_id: int
    assignment_id: int
    purpose: str
    kind: str
    path_name: str


@dataclass(frozen=True)
class Disclosed:
    """One disclosure in which one of the asked records stood."""

    disclosure_id: int
    record_id: int
    at: datetime
    user_id: int | None
    assignment_id: int | None
    to: str
    to_organisation_id: int | None
    what: str
    basis: str


def readings_of(
    record_ids: Collection[int],
    *,
    since: datetime | None = None,
    until: datetime | None = None,
    assignments: Collection[int] | None = None,
) -> list[Reading]:
    """Every read of these records, newest first; one query.

    `assignments` narrows it to those readers.
    """
    rows = ReadOf.objects.filter(record_id__in=id_list(record_ids))
    if since is not None:
        rows = rows.filter(event__at__gte=since)
    if until is not None:
        rows = rows.filter(event__at__lt=until)
    if assignments is not None:
        rows = rows.filter(event__assignment_id__in=list(assignments))
    return sorted(_readings(rows), key=lambda one: (one.at, one.event_id), reverse=True)


def _readings(rows: QuerySet[ReadOf]) -> list[Reading]:
    columns = rows.values_list(
        "event_id",
        "record_id",
        "event__at",
        "event__user_id",
        "event__assignment_id",
        "event__purpose",
        "event__kind",
        "event__path_name",
    )
    return [Reading(*row) for row in columns]


def disclosures_of(record_ids: Collection[int]) -> list[Disclosed]:
    """Everything about these records that left an organisation, newest first; one query."""
    rows = DisclosureOf.objects.filter(record_id__in=id_list(record_ids)).select_related("disclosure")
    found = [_disclosed(row.disclosure, record_id=row.record_id) for row in rows]
    return sorted(found, key=lambda one: (one.at, one.disclosure_id), reverse=True)


def reads_between(
    since: datetime, until: datetime, *, assignments: Collection[int], kinds: Collection[str]
) -> list[Reading]:
    """Every read of a record in `[since, until)` under these assignments, oldest first; one query.

    Only reads of these kinds: a list names each record on it, so that lists are most of what a house reads.
    """
    rows = ReadOf.objects.filter(
        event__at__gte=since,
        event__at__lt=until,
        event__assignment_id__in=sorted(set(assignments)),
        event__kind__in=sorted(kinds),
    )
    return sorted(_readings(rows), key=lambda one: (one.at, one.event_id, one.record_id))


@dataclass(frozen=True)
class Look:
    """One read without its records: when, why and in what form."""

    at: datetime
    purpose: str
    kind: str
    path_name: str


def reading(event_id: int) -> Look | None:
    """One read of the log; None when it is no longer kept."""
    found = ReadEvent.objects.filter(pk=event_id).first()
    return Look(found.at, found.purpose, found.kind, found.path_name) if found else None


def _disclosed(row: Disclosure, *, record_id: int) -> Disclosed:
    return Disclosed(
        disclosure_id=row.pk,
        record_id=record_id,
        at=row.at,
        user_id=row.user_id,
        assignment_id=row.assignment_id,
        to=row.to,
        to_organisation_id=row.to_organisation_id,
        what=row.what,
        basis=row.basis,
    )


def last_event(kind: str) -> datetime | None:
    """When something of this kind was last done; None when it never was, or is no longer kept. One query."""
    return Event.objects.filter(kind=kind).order_by("-at").values_list("at", flat=True).first()
