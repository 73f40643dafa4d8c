"""Clocks as lists show them, and the places where areas say how their clocks follow from facts."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import batched
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.db.models.expressions import Combinable

from hjemad.areas.citizens.models import Clock, Identity, LawArea, PersonRecord, ResponsibleMunicipality
from hjemad.foundation.access.actor import Actor
from hjemad.kernel.periods import Period

_BATCH = 500
_DERIVED = "clocks follow from facts, whoever may see the person"


@dataclass(frozen=True)
class ClockFact:
    """A clock as the facts of today give it; the fields of `Clock`."""

    record_id: int
    organisation_id: int
    kind: str
    subject: UUID
    provision: str
    certainty: str
    due: date | None
    state: str
    stopped_at: datetime | None
    missing: str
    fingerprint: str
    law_version: str

    def passed(self, *, on: date) -> bool:
        """Open, and the last day lies before that day."""
        return self.state == "open" and self.due is not None and self.due < on


@dataclass(frozen=True)
class ActingFact:
    """A municipality acts for a record in the period; organisation id and code."""

    acts_id: int
    acts_code: str
    period: Period


type Source = Callable[[Iterable[int]], Iterable[ClockFact]]

_sources: dict[str, Source] = {}


def register_clocks(facts: str, rebuild: Source) -> None:
    """From here on `rebuild` says what the clocks of some records are that rest on those `facts`."""
    _sources[facts] = rebuild


def fresh_clocks(record_ids: Iterable[int]) -> list[ClockFact]:
    """Every clock of the records as their facts give it now, of every kind."""
    wanted = sorted(set(record_ids))
    return [clock for rebuild in _sources.values() for clock in rebuild(wanted)]


def standing_clocks(record_ids: Iterable[int]) -> dict[tuple[str, UUID], ClockFact]:
    """The clocks of the records as they are written, by kind and subject; one query."""
    rows = Clock.objects.everything(reason=_DERIVED).filter(record_id__in=sorted(set(record_ids)))
    return {(row.kind, row.subject): _fact(row) for row in rows}


def clocks_of_house(actor: Actor, *, where: Q | Combinable) -> list[ClockFact]:
    """Open clocks the actor's organisation must act on, of visible records, first due first; one query.

    `where` says which kinds. Those without a known day come last.
    """
    rows = Clock.objects.visible_to(actor).filter(where, organisation_id=actor.organisation_id, state="open")
    return sorted(map(_fact, rows), key=lambda one: (one.due is None, one.due or date.max, str(one.subject)))


def open_subjects(actor: Actor, *, kind: str) -> QuerySet[Any, Any]:
    """What the open clocks of one kind are about that the actor's organisation must act on, as a query.

    Also of records the actor may not see: the caller asks for visible facts among them.
    """
    rows = Clock.objects.everything(reason="the caller asks for visible facts among them")
    return rows.filter(kind=kind, organisation_id=actor.organisation_id, state="open").values("subject")


def clock_of(actor: Actor, *, kind: str, subject: UUID) -> ClockFact | None:
    """One clock of a visible record; one query."""
    row = Clock.objects.visible_to(actor).filter(kind=kind, subject=subject).first()
    return _fact(row) if isinstance(row, Clock) else None


def clocks_of(actor: Actor, *, subjects: Iterable[UUID]) -> dict[tuple[str, UUID], ClockFact]:
    """Every clock of these subjects, of visible records, by kind and subject; one query."""
    rows = Clock.objects.visible_to(actor).filter(subject__in=set(subjects))
    return {(row.kind, row.subject): _fact(row) for row in rows}


def acting_facts(record_ids: Iterable[int]) -> dict[int, list[ActingFact]]:
    """Record id -> who acts, in order of day; one query. For what follows from facts, not for a screen."""
    rows = (
        ResponsibleMunicipality.objects.everything(reason=_DERIVED)
        .current()
        .filter(record_id__in=sorted(set(record_ids)), law_area=LawArea.SERVICELOVEN)
        .order_by("record_id", "valid_from", "pk")
    )
    found: dict[int, list[ActingFact]] = {}
    for record, acts, code, start, end in rows.values_list(
        "record_id", "acts_id", "acts__code", "valid_from", "valid_to"
    ):
        found.setdefault(record, []).append(ActingFact(acts, code, Period(start, end)))
    return found


def named_among(record_ids: Iterable[int]) -> frozenset[int]:
    """Those of the records whose person has a name; one query."""
    rows = Identity.objects.everything(reason=_DERIVED).current()
    known = rows.filter(record_id__in=sorted(set(record_ids)), name_known=True)
    return frozenset(known.values_list("record_id", flat=True))


def all_record_ids() -> Iterable[tuple[int, ...]]:
    """Ids of every record, some hundred at a time, for the rebuild."""
    ids = PersonRecord.objects.everything(reason=_DERIVED).order_by("pk").values_list("pk", flat=True)
    return batched(ids.iterator(), _BATCH)


def _fact(row: Clock) -> ClockFact:
    return ClockFact(**{name: getattr(row, name) for name in ClockFact.__dataclass_fields__})
