"""All records of one person, for the duties that ask of the whole: deletion by rule, a copy of what is held.

These answer ids only, without an actor: the caller decides what of it anybody may be told.
"""

from collections.abc import Collection
from itertools import batched
from uuid import UUID

from hjemad.areas.citizens.models import PersonRecord, RecordLink

_BATCH = 500
_REASON = "a duty of the house towards the whole person; ids only"


def records_of_organisation(organisation_id: int) -> list[int]:
    """The records the organisation wrote; one query."""
    rows = PersonRecord.objects.everything(reason=_REASON).filter(organisation_id=organisation_id)
    return list(rows.order_by("pk").values_list("pk", flat=True))


def citizens_of(record_ids: Collection[int]) -> dict[int, int]:
    """The citizen each record is joined to now; one query per five hundred."""
    links = RecordLink.objects.everything(reason=_REASON).current()
    found: dict[int, int] = {}
    for some in batched(sorted(set(record_ids)), _BATCH):
        found |= dict(links.filter(record_id__in=some).values_list("record_id", "citizen_id"))
    return found


def records_of(citizen_ids: Collection[int]) -> dict[int, int]:
    """Every record joined now to these citizens, with its citizen; one query per five hundred."""
    links = RecordLink.objects.everything(reason=_REASON).current()
    found: dict[int, int] = {}
    for some in batched(sorted(set(citizen_ids)), _BATCH):
        found |= dict(links.filter(citizen_id__in=some).values_list("record_id", "citizen_id"))
    return found


def owners_of(record_ids: Collection[int]) -> dict[int, int]:
    """The organisation that wrote each record; one query per five hundred."""
    rows = PersonRecord.objects.everything(reason=_REASON)
    found: dict[int, int] = {}
    for some in batched(sorted(set(record_ids)), _BATCH):
        found |= dict(rows.filter(pk__in=some).values_list("pk", "organisation_id"))
    return found


def public_ids_of(record_ids: Collection[int]) -> dict[int, UUID]:
    """The public id of each record; one query per five hundred."""
    rows = PersonRecord.objects.everything(reason=_REASON)
    found: dict[int, UUID] = {}
    for some in batched(sorted(set(record_ids)), _BATCH):
        found |= dict(rows.filter(pk__in=some).values_list("pk", "public_id"))
    return found
