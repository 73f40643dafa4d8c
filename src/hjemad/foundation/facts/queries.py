"""Reads about versions: who recorded what, by reference; and the values organisations entered themselves."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.apps import apps

from hjemad.foundation.facts.id_list import id_list
from hjemad.foundation.facts.models import LocalValue
from hjemad.kernel.periods import Period


@dataclass(frozen=True)
class Provenance:
    """Who recorded a version, when, why and from where.

    The reason is free text: it is shown only to who may see the fact itself.
    """

    recorded_by: str
    recorded_at: datetime
    reason: str
    origin: str


@dataclass(frozen=True)
class KnownLocalValue:
    """A value an organisation entered for a parameter, with its source and mark."""

    parameter: str
    value: str
    unit: str
    period: Period
    source: str
    seen_by: str
    marked: str
    version_id: int
    recorded_at: datetime


def provenance(label: str, *, ids: Iterable[int]) -> dict[int, Provenance]:
    """Who recorded each version of the kind of fact (`shelters.Stay`), by row id. One query."""
    rows = apps.get_model(label)._base_manager.filter(pk__in=id_list(ids))
    columns = ("pk", "recorded_by__full_name", "recorded_at", "reason", "origin")
    return {
        pk: Provenance(recorded_by=name, recorded_at=at, reason=reason, origin=origin)
        for pk, name, at, reason, origin in rows.values_list(*columns)
    }


def local_values(organisation_id: int, *, parameter: str) -> list[KnownLocalValue]:
    """The organisation's current values for a parameter, oldest first; one query."""
    rows = LocalValue.objects.current().filter(organisation_id=organisation_id, parameter=parameter)
    return [
        KnownLocalValue(
            parameter=row.parameter,
            value=row.value,
            unit=row.unit,
            period=Period(row.valid_from, row.valid_to),
            source=row.source,
            seen_by=row.seen_by,
            marked=row.marked,
            version_id=row.pk,
            recorded_at=row.recorded_at,
        )
        for row in rows.order_by("valid_from")
    ]
