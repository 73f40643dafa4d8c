"""Whom an organisation has a record of already: for its own lists, which must not make a person twice.

Only among the organisation's own records, and it shows nobody: record ids are all that comes back.
"""

from collections.abc import Collection
from datetime import date
from itertools import batched

from hjemad.areas.citizens.models import Identity
from hjemad.foundation.access.actor import Actor
from hjemad.foundation.privacy.names import search_key
from hjemad.foundation.privacy.person_numbers import decrypt_cpr, lookup_hash
from hjemad.kernel.person_number import PersonNumber

_OWN = "an organisation's own list must not make a second record of somebody it has one of"
_BATCH = 500


def own_by_number(organisation_id: int, numbers: Collection[PersonNumber]) -> dict[str, int]:
    """Digits -> the organisation's oldest record with that number; one query per 500."""
    by_hash = {lookup_hash(number): number.digits for number in numbers}
    rows = Identity.objects.everything(reason=_OWN).current().filter(record__organisation_id=organisation_id)
    found: dict[str, int] = {}
    for some in batched(sorted(by_hash), _BATCH):
        hits = rows.filter(cpr_lookup__in=some).order_by("-record_id")
        found |= {by_hash[key]: record for key, record in hits.values_list("cpr_lookup", "record_id")}
    return found


def own_by_name_and_birth(
    organisation_id: int, people: Collection[tuple[str, date]]
) -> dict[tuple[str, date], int]:
    """Name and birth date -> the one record of the organisation with both; left out where two have."""
    wanted = {(search_key(name), born): (name, born) for name, born in people}
    rows = Identity.objects.everything(reason=_OWN).current().filter(record__organisation_id=organisation_id)
    found: dict[tuple[str, date], set[int]] = {}
    for some in batched(sorted({born for _, born in wanted}), _BATCH):
        hits = rows.filter(birth_date__in=some, name_known=True)
        for record, name, born in hits.values_list("record_id", "full_name", "birth_date"):
            key = wanted.get((search_key(name), born))
            if key is not None:
                found.setdefault(key, set()).add(record)
    return {key: next(iter(records)) for key, records in found.items() if len(records) == 1}


def own_called(organisation_id: int, names: Collection[str]) -> dict[str, list[int]]:
    """Name or alias -> the organisation's records called exactly that; one query per 500."""
    by_key = {search_key(name): name for name in names}
    rows = Identity.objects.everything(reason=_OWN).current().filter(record__organisation_id=organisation_id)
    found: dict[str, list[int]] = {}
    for some in batched(sorted(by_key), _BATCH):
        hits = rows.filter(search_key__in=some).order_by("record_id")
        for record, key in hits.values_list("record_id", "search_key"):
            found.setdefault(by_key[key], []).append(record)
    return found


def numbers_of(actor: Actor, *, record_ids: Collection[int]) -> dict[int, PersonNumber | None]:
    """Record -> its CPR number, None where none is known; whoever the actor may not see is left out.

    For a file that must hold whole numbers; the reading is the caller's to note. One query per 500.
    """
    found: dict[int, PersonNumber | None] = {}
    for some in batched(sorted(record_ids), _BATCH):
        rows = Identity.objects.visible_to(actor).current().filter(record_id__in=some)
        for record, stored in rows.values_list("record_id", "cpr_encrypted"):
            found[record] = decrypt_cpr(stored) if stored else None
    return found
