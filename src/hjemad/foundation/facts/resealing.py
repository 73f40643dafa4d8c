"""The only door through which a sealed column of an append-only row is written anew: when keys change.

Called by `hjemad keys` alone (a guard test reads the imports). What the columns mean stays the same: every
other column of the row is held by the trigger, and the door stands open for the rows named and no longer.
"""

from collections.abc import Mapping
from itertools import batched
from typing import Any
from uuid import uuid4

from django.db import models, transaction

from hjemad.foundation.facts.models import DeletionDoor

_BATCH = 200


def reseal(model: type[models.Model], rows: Mapping[int, Mapping[str, Any]]) -> None:
    """Each row has these values in its sealed columns. All of them or none."""
    table = f"{model._meta.db_table}:sealed"
    with transaction.atomic():
        for some in batched(rows, _BATCH):
            DeletionDoor.objects.bulk_create(
                [DeletionDoor(run=uuid4(), table_name=table, row_id=pk) for pk in some]
            )
            for pk in some:
                model._base_manager.filter(pk=pk).update(**rows[pk])
            DeletionDoor.objects.filter(table_name=table, row_id__in=some).delete()
