"""CPR numbers when keys change: encrypted anew, and found by the hash of another lookup key."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from itertools import batched

from django.conf import settings
from django.db import transaction

from hjemad.areas.citizens.models import CitizenCpr, Identity, NotSamePerson
from hjemad.areas.citizens.reads.links import source_keys
from hjemad.foundation.facts.resealing import reseal
from hjemad.foundation.privacy.person_numbers import decrypt_cpr, lookup_hash
from hjemad.foundation.privacy.sealed import reencrypt

_BATCH = 500


def reencrypt_numbers(*, write: bool) -> int:
    """How many numbers had another key than the first."""
    return reencrypt(Identity, "cpr_encrypted", write=write)


def rehash_numbers(*, old_key: str, write: bool) -> int:
    """Everything a number is found by rests on the present lookup key; returns how many rows did not.

    The old key is needed once more: who is not the same person is remembered by keys made with it.
    """
    with transaction.atomic():
        people = Identity._base_manager.exclude(cpr_encrypted="")
        hashes: dict[str, str] = {}
        rows: dict[int, dict[str, str]] = {}
        for pk, sealed, old in people.values_list("pk", "cpr_encrypted", "cpr_lookup"):
            hashes[old] = lookup_hash(decrypt_cpr(sealed))
            if old != hashes[old]:
                rows[pk] = {"cpr_lookup": hashes[old]}
        citizens = {
            pk: hashes[old]
            for pk, old in CitizenCpr.objects.values_list("pk", "lookup")
            if hashes.get(old, old) != old
        }
        changed = len(rows) + len(citizens)
        if not write:
            return changed
        with _lookup_key(old_key):
            before = _source_keys()
        reseal(Identity, rows)
        for pk, lookup in citizens.items():
            CitizenCpr.objects.filter(pk=pk).update(lookup=lookup)
        return changed + _refusals(before, _source_keys())


def _refusals(before: Mapping[int, str], after: Mapping[int, str]) -> int:
    """Who is not the same person is remembered by keys of the records, which rest on the lookup key too."""
    renamed = {old: after[pk] for pk, old in before.items() if after[pk] != old}
    rows = {}
    for pk, mine, other in NotSamePerson._base_manager.values_list("pk", "record_key", "other_key"):
        new = {"record_key": renamed.get(mine, mine), "other_key": renamed.get(other, other)}
        if (new["record_key"], new["other_key"]) != (mine, other):
            rows[pk] = new
    reseal(NotSamePerson, rows)
    return len(rows)


def _source_keys() -> dict[int, str]:
    records = sorted(set(Identity._base_manager.values_list("record_id", flat=True)))
    return {pk: key for some in batched(records, _BATCH) for pk, key in source_keys(list(some)).items()}


@contextmanager
def _lookup_key(key: str) -> Iterator[None]:
    """In this one process, and for as long as the block lasts."""
    present = settings.HJEMAD_LOOKUP_KEY
    settings.HJEMAD_LOOKUP_KEY = key
    try:
        yield
    finally:
        settings.HJEMAD_LOOKUP_KEY = present
