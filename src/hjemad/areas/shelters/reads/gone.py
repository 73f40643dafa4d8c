"""Since when somebody no longer lives in a house, for looking at who was read after that."""

from collections.abc import Collection
from datetime import date
from itertools import batched

from django.db.models import Count, Max, Q

from hjemad.areas.shelters.models import Stay

_BATCH = 500


def moved_on_before(record_ids: Collection[int], *, shelter_id: int, on: date) -> dict[int, date]:
    """The day each of these records moved out of the house for the last time; nobody who is there on the day.

    The caller tells nobody: it is used to judge a log. One query per five hundred records.
    """
    stays = (
        Stay.objects.everything(reason="judges a log of the house; tells nobody")
        .current()
        .filter(shelter_id=shelter_id)
    )
    found: dict[int, date] = {}
    for some in batched(sorted(set(record_ids)), _BATCH):
        here = Count("pk", filter=Q(valid_to__isnull=True) | Q(valid_to__gt=on))
        rows = stays.filter(record_id__in=some).order_by().values_list("record_id")
        found |= dict(
            rows.annotate(last=Max("valid_to"), here=here).filter(here=0).values_list("record_id", "last")
        )
    return found
