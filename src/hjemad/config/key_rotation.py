"""What changes when keys change: every sealed column is written anew, and nothing else.

`reencrypt` may run beside the service: old and new keys both open. `rehash` may not: a number is found by one
lookup key only. Both go on where they were broken off. Each run stands in the log, as counts.
"""

from datetime import datetime

from hjemad.areas.citizens.writes.keys import reencrypt_numbers, rehash_numbers
from hjemad.areas.shelters.writes.keys import reencrypt_notices
from hjemad.foundation.audit.actions import log
from hjemad.foundation.signin.actions import reencrypt_secrets


def reencrypt(*, at: datetime, write: bool) -> int:
    """All that is encrypted has the first key; returns how many rows had another. `write` False: counts."""
    changed = sum(some(write=write) for some in (reencrypt_numbers, reencrypt_notices, reencrypt_secrets))
    if write:
        log("privacy.reencrypted", by=None, at=at, objects={}, data={"rows": changed})
    return changed


def rehash(*, old_key: str, at: datetime, write: bool) -> int:
    """Everything a number is found by rests on the present lookup key; returns how many rows did not."""
    changed = rehash_numbers(old_key=old_key, write=write)
    if write:
        log("privacy.rehashed", by=None, at=at, objects={}, data={"rows": changed})
    return changed
