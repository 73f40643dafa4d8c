"""Columns other areas add to their own queries of records: about each row, and nobody is shown."""

from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from hjemad.areas.citizens.facts import FROM_REGISTER
from hjemad.areas.citizens.models import LawArea, Protection, RecordLink, ResponsibleMunicipality

_ROWS = "yes or no about rows the caller found to be visible; shows nobody"


def is_protected(record: str) -> Exists:
    """Whether name or place of the record in that column is protected today; as `facts.protected`."""
    standing = Protection.objects.everything(reason=_ROWS).current().filter(valid_to__isnull=True)
    own = Q(record_id=OuterRef(record))
    by_register = Q(kind__in=FROM_REGISTER, record_id__in=of_same_citizen(record))
    return Exists(standing.filter(own | by_register))


def acting_code(record: str, *, day: date) -> Subquery:
    """Code of the municipality that acts for the record in that column on the day; as `queries.acting_on`."""
    rows: Any = ResponsibleMunicipality.objects.everything(reason=_ROWS).current()
    standing = rows.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gt=day),
        law_area=LawArea.SERVICELOVEN,
        record_id=OuterRef(record),
        valid_from__lte=day,
    )
    return Subquery(standing.values("acts__code")[:1])


def citizen_of(record: str) -> Subquery:
    """Id of the citizen the record in that column is about; None where it is linked to none."""
    links = RecordLink.objects.everything(reason=_ROWS).current()
    return Subquery(links.filter(record_id=OuterRef(record)).values("citizen_id")[:1])


def of_same_citizen(record: str) -> QuerySet[Any, Any]:
    """Ids of every record of the same citizen, for a condition inside one `Exists` about that column."""
    links = RecordLink.objects.everything(reason=_ROWS).current()
    row = OuterRef(OuterRef(OuterRef(record)))  # out of the links, out of their citizen, out of the Exists
    return links.filter(citizen_id__in=links.filter(record_id=row).values("citizen_id")).values("record_id")
