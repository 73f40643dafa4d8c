"""All records of one person, for the duties that ask of the whole: deletion by rule, a copy of what is held.

These answer ids only, without an actor: the caller decides what of it anybody may be told.
"""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from hjemad.areas.citizens.models import Identity, LookUp, PersonRecord, RecordLink
from hjemad.foundation.access.actor import Actor
from hjemad.foundation.facts.id_list import id_list
from hjemad.foundation.privacy.names import search_key

_REASON = "a duty of the house towards the whole person; ids only"


def records_of_organisation(organisation_id: int) -> list[int]:
    """The records the organisation wrote; one query."""
    rows = PersonRecord.objects.everything(reason=_REASON).filter(organisation_id=organisation_id)
    return list(rows.order_by("pk").values_list("pk", flat=True))


def citizens_of(record_ids: Collection[int]) -> dict[int, int]:
    """The citizen each record is joined to now; one query."""
    links = RecordLink.objects.everything(reason=_REASON).current().filter(record_id__in=id_list(record_ids))
    return dict(links.values_list("record_id", "citizen_id"))


def records_of(citizen_ids: Collection[int]) -> dict[int, int]:
    """Every record joined now to these citizens, with its citizen; one query."""
    links = (
        RecordLink.objects.everything(reason=_REASON).current().filter(citizen_id__in=id_list(citizen_ids))
    )
    return dict(links.values_list("record_id", "citizen_id"))


def owners_of(record_ids: Collection[int]) -> dict[int, int]:
    """The organisation that wrote each record; one query."""
    rows = PersonRecord.objects.everything(reason=_REASON).filter(pk__in=id_list(record_ids))
    return dict(rows.values_list("pk", "organisation_id"))


def public_ids_of(record_ids: Collection[int]) -> dict[int, UUID]:
    """The public id of each record; one query."""
    rows = PersonRecord.objects.everything(reason=_REASON).filter(pk__in=id_list(record_ids))
    return dict(rows.values_list("pk", "public_id"))


def visible_among(actor: Actor, record_ids: Collection[int]) -> set[int]:
    """Those of these records the actor may see; one query."""
    rows = PersonRecord.objects.visible_to(actor).filter(pk__in=id_list(record_ids))
    return set(rows.values_list("pk", flat=True))


def name_words(organisation_id: int, *, but_for: Collection[int]) -> set[str]:
    """Search keys of every single word by which other people of the organisation's records are called.

    For finding others' names in a text before it is given out; never for showing. One query.
    """
    rows = Identity.objects.everything(reason=_REASON).filter(record__organisation_id=organisation_id)
    keys = rows.exclude(record_id__in=id_list(but_for)).values_list("search_key", flat=True)
    return {word for key in keys for word in key.split()}


def own_words(record_ids: Collection[int]) -> set[str]:
    """Search keys of every single word by which the person of these records is or was called; one query."""
    rows = Identity.objects.everything(reason=_REASON).filter(record_id__in=id_list(record_ids))
    return {word for key in rows.values_list("search_key", flat=True) for word in key.split()}


def last_words(record_ids: Collection[int]) -> dict[int, str]:
    """The search key of the last name by which each record is called now; aliases have none."""
    rows = Identity.objects.everything(reason=_REASON).current().exclude(full_name="")
    named = rows.filter(record_id__in=id_list(record_ids)).values_list("record_id", "full_name")
    words = ((record_id, search_key(name).split()) for record_id, name in named)
    return {record_id: some[-1] for record_id, some in words if some}


def look_ups_at(organisation_id: int, *, since: datetime, until: datetime) -> list[tuple[int, int, datetime]]:
    """Id, user and moment of every exact look-up by the organisation's workers in that time; one query."""
    rows = LookUp.objects.filter(organisation_id=organisation_id, at__gte=since, at__lt=until)
    return list(rows.order_by("at", "pk").values_list("pk", "user_id", "at"))


def record_id_of(public_id: UUID, *, organisation_id: int) -> int | None:
    """The record of that public id, when the organisation wrote it; one query."""
    rows = PersonRecord.objects.everything(reason=_REASON).filter(organisation_id=organisation_id)
    return rows.filter(public_id=public_id).values_list("pk", flat=True).first()
