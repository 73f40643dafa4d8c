"""The house's stays of a quarter, for the national statistic: what is sent, and what to look at first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db.models import Q

from hjemad.areas.citizens.queries import Called, called
from hjemad.areas.citizens.reads.own_people import numbers_of
from hjemad.areas.shelters.models import DischargeMode, Stay
from hjemad.areas.shelters.queries import as_whole, months_before
from hjemad.foundation.access.actor import Actor
from hjemad.foundation.access.permissions import Permission
from hjemad.foundation.organisations.models import Organisation
from hjemad.integrations.statistics_office.quarter import Check, StayRow, checks, rows_in
from hjemad.kernel.quarters import Quarter


@dataclass(frozen=True)
class ToLookAt:
    """A stay and what is missing in it."""

    stay: Stay
    called: Called
    rules: tuple[str, ...]


@dataclass(frozen=True)
class QuarterOfHouse:
    """All that is sent. `left_out`: rows of somebody this reader may not see, so another must fetch it."""

    quarter: Quarter
    facility: str
    rows: tuple[StayRow, ...]
    to_look_at: tuple[ToLookAt, ...]
    record_ids: tuple[int, ...]
    left_out: bool


def quarters_open(today: date) -> list[Quarter]:
    """The quarters a house can still see everybody of, newest first; the running one is not over."""
    oldest = months_before(today, months=settings.FORMER_RESIDENT_MONTHS)
    last = Quarter.of(today).previous()
    return [one for one in reversed(Quarter.range(Quarter.of(oldest), last)) if one.start >= oldest]


def quarter_of_house(actor: Actor, quarter: Quarter) -> QuarterOfHouse:
    """The actor's house in that quarter; some six queries, and one more per 500 people."""
    actor.require(Permission.EXPORT_STATISTICS)
    own = Stay.objects.everything(reason="the statistic is the house's duty; who is shown is asked below")
    lasts = Q(valid_to__isnull=True) | Q(valid_to__gte=quarter.start)
    found = (
        own.current()
        .filter(lasts | Q(discharge_mode=DischargeMode.MOVED_BED))
        .filter(shelter_id=actor.organisation_id, valid_from__lt=quarter.end)
        .select_related("record")
        .order_by("valid_from", "pk")
    )
    # A stay that moved begins with its first part, which may have ended before the quarter.
    asked = [one for one in as_whole(found) if one.valid_to is None or one.valid_to >= quarter.start]
    numbers = numbers_of(actor, record_ids={one.record_id for one in asked})
    seen = [one for one in asked if one.record_id in numbers]
    rows = [
        StayRow(
            str(one.record.public_id),
            numbers[one.record_id],
            one.valid_from,
            one.valid_to,
            one.discharge_mode,
        )
        for one in seen
    ]
    sent = rows_in(rows, quarter)
    people = {row.key for row in sent}
    return QuarterOfHouse(
        quarter=quarter,
        facility=Organisation.objects.get(pk=actor.organisation_id).code,
        rows=tuple(sent),
        to_look_at=_to_look_at(actor, seen, checks(rows, quarter)),
        record_ids=tuple(sorted({one.record_id for one in seen if str(one.record.public_id) in people})),
        left_out=len(seen) < len(asked),
    )


def _to_look_at(actor: Actor, stays: Sequence[Stay], found: Sequence[Check]) -> tuple[ToLookAt, ...]:
    rules: dict[int, list[str]] = {}
    for check in found:
        rules.setdefault(check.row, []).append(check.rule)
    names = called(actor, record_ids={stays[row].record_id for row in rules})
    return tuple(
        ToLookAt(stays[row], names[stays[row].record_id], tuple(some))
        for row, some in rules.items()
        if stays[row].record_id in names
    )
