"""A sealed column is written anew under the first key: the common part of every area's change of keys."""

from collections.abc import Iterator
from typing import Any

from django.db import models

from hjemad.foundation.facts.resealing import reseal
from hjemad.foundation.privacy.encryption import has_first_key, rotated

_BATCH = 500


def reencrypt(model: type[models.Model], column: str, *, write: bool, append_only: bool = True) -> int:
    """How many rows had another key than the first; they have the first now. `write` False: only counts."""
    changed = 0
    for some in _batches(model, column):
        rows = {pk: {column: new} for pk, value in some if (new := _anew(value)) is not None}
        changed += len(rows)
        if write and append_only:
            reseal(model, rows)
        elif write:
            for pk, values in rows.items():
                model._base_manager.filter(pk=pk).update(**values)
    return changed


def _anew(value: Any) -> Any:
    """The value under the first key; None when it has it, or holds nothing sealed."""
    if isinstance(value, dict):
        sealed = _anew(value.get("cpr", ""))
        return None if sealed is None else {**value, "cpr": sealed}
    return None if not value or has_first_key(value) else rotated(value)


def _batches(model: type[models.Model], column: str) -> Iterator[list[tuple[int, Any]]]:
    last = 0
    while some := list(
        model._base_manager.filter(pk__gt=last).order_by("pk").values_list("pk", column)[:_BATCH]
    ):
        yield some
        last = some[-1][0]
