"""A person's way as the reader may see it: each area's part of the line, for the records the reader sees.

An area joins by offering `timeline` and standing in `_SOURCES`. Each asks through managers that know the
actor; this module shows nothing they did not give.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.utils import timezone

from hjemad.areas.billing.reads import timeline as of_billing
from hjemad.areas.citizens.queries import (
    IdentityShown,
    Responsible,
    identity_of,
    responsible_of,
)
from hjemad.areas.citizens.reads import timeline as of_citizens
from hjemad.areas.citizens.reads.links import groups
from hjemad.areas.citizens.reads.protection import record_and_protection
from hjemad.areas.decisions.reads import timeline as of_decisions
from hjemad.areas.rights.queries.looks import Looks, own_looks
from hjemad.areas.shelters.reads import timeline as of_shelters
from hjemad.documents.life_line import LifeLine, Mark, Phase, line_of
from hjemad.foundation.access.actor import Actor

_SOURCES = (of_citizens.timeline, of_decisions.timeline, of_shelters.timeline, of_billing.timeline)
A_WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Way:
    """Everything the page about a person says. `records` are all of the person the reader sees."""

    record_id: int
    records: tuple[int, ...]
    known: IdentityShown
    is_protected: bool
    acting: tuple[Responsible, ...]
    line: LifeLine
    looks: Looks

    def acts_on(self, day: date) -> Responsible | None:
        """Who acts and pays that day; None where it is not known."""
        return next((one for one in reversed(self.acting) if one.period.contains(day)), None)

    @property
    def waits(self) -> list[Mark | Phase]:
        """What must happen, and for whom it waits."""
        marks = [mark for mark in self.line.marks if mark.kind == "missing"]
        return [*marks, *(phase for phase in self.line.phases if phase.state == "open" and phase.who)]


def way_of(actor: Actor, *, public_id: UUID, known_on: date | None = None, at: datetime) -> Way:
    """Of a visible record, or `NotVisible`. `known_on`: as it was known at the end of that day."""
    record, guarded = record_and_protection(actor, public_id=public_id)
    together = groups(actor, record.pk)
    records = tuple(sorted({record.pk, *(one for some in together.values() for one in some)}))
    known_at = None if known_on is None else _end_of(known_on)
    parts = [source(actor, record_ids=records, known_at=known_at) for source in _SOURCES]
    return Way(
        record_id=record.pk,
        records=records,
        known=identity_of(actor, record_id=record.pk),
        is_protected=guarded,
        acting=tuple(responsible_of(actor, record_id=record.pk)),
        line=line_of(parts, today=known_on or actor.on),
        looks=own_looks(actor, record_ids=records, since=at - A_WEEK),
    )


def _end_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time())) - timedelta(microseconds=1)
