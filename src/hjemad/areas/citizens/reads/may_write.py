"""Whether many records may be written at once: asked for all of them together."""

from collections.abc import Iterable
from itertools import batched

from hjemad.areas.citizens.models import PersonRecord
from hjemad.foundation.access.actor import Actor, ReadOnly

_BATCH = 500


def check_may_write_all(actor: Actor, *, record_ids: Iterable[int]) -> None:
    """Raises `ReadOnly` where one of the records may only be read; one query per some hundred."""
    read_only = PersonRecord.objects.read_only_for(actor)
    if any(read_only.filter(pk__in=some).exists() for some in batched(sorted(record_ids), _BATCH)):
        raise ReadOnly.standard()
