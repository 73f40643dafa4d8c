"""The only door through which rows of append-only tables leave: a retention run names each of them first.

Called by `areas/rights` alone (a guard test reads the imports). Nothing here decides what is due.
"""

from collections.abc import Collection
from itertools import batched
from uuid import UUID

from django.db import models, transaction

from hjemad.foundation.facts.models import DeletionDoor

_BATCH = 400


def delete_rows(model: type[models.Model], ids: Collection[int], *, run: UUID) -> int:
    """The rows are gone, and how many they were. A row that others still point to is refused by the database.

    Inside the transaction of the run: the door stands open for these rows only, and is shut again before
    this returns. When anything fails, neither the rows nor the door are changed.
    """
    table = model._meta.db_table
    gone = 0
    with transaction.atomic():
        for some in batched(sorted(set(ids)), _BATCH):
            DeletionDoor.objects.bulk_create(
                [DeletionDoor(run=run, table_name=table, row_id=pk) for pk in some]
            )
            rows = model._base_manager.filter(pk__in=some)
            gone += rows._raw_delete(rows.db)
            DeletionDoor.objects.filter(table_name=table, row_id__in=some).delete()
    return gone
