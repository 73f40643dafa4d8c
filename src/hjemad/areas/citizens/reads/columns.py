"""Columns other areas add to their own queries of records: about each row, and nobody is shown."""

from datetime import date
from typing import Any

from django.db.models import Exists, Q, QuerySet, Subquery

from hjemad.areas.citizens.facts import FROM_REGISTER
from hjemad.areas.citizens.models import LawArea, Protection, RecordLink, ResponsibleMunicipality
from hjemad.foundation.facts.asked import COLUMN, Asked

_ROWS = "yes or no about rows the caller found to be visible; shows nobody"


def is_protected(record: str) -> Asked:
    """Whether name or place of the record in that column is protected today; as `facts.protected`."""
    return Asked(record, _is_protected)


def _is_protected() -> Exists:
    standing = Protection.objects.everything(reason=_ROWS).current().filter(valid_to__isnull=True)
    by_register = Q(kind__in=FROM_REGISTER, record_id__in=of_same_citizen(COLUMN))
    return Exists(standing.filter(Q(record_id=COLUMN) | by_register))


def acting_code(record: str, *, day: date) -> Asked:
    """Code of the municipality that acts for the record in that column on the day; as `queries.acting_on`."""
    return Asked(record, _acting_code, day)


def _acting_code(day: date) -> Subquery:
    rows: Any = ResponsibleMunicipality.objects.everything(reason=_ROWS).current()
    standing = rows.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gt=day),
        law_area=LawArea.SERVICELOVEN,
        record_id=COLUMN,
        valid_from__lte=day,
    )
    return Subquery(standing.values("acts__code")[:1])


def citizen_of(record: str) -> Asked:
    """Id of the citizen the record in that column is about; None where it is linked to none."""
    return Asked(record, _citizen_of)


def _citizen_of() -> Subquery:
    links = RecordLink.objects.everything(reason=_ROWS).current()
    return Subquery(links.filter(record_id=COLUMN).values("citizen_id")[:1])


def of_same_citizen(record: Any) -> QuerySet[Any, Any]:
    """Ids of every record of the same citizen as that one: an id, or a column of a question."""
    links = RecordLink.objects.everything(reason=_ROWS).current()
    return links.filter(citizen_id__in=links.filter(record_id=record).values("citizen_id")).values(
        "record_id"
    )
