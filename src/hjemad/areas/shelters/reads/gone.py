"""Since when somebody no longer lives in a house, for looking at who was read after that."""

from collections.abc import Collection
from datetime import date

from django.db.models import Count, Max, Q

from hjemad.areas.shelters.models import Stay
from hjemad.foundation.facts.id_list import id_list


def moved_on_before(record_ids: Collection[int], *, shelter_id: int, on: date) -> dict[int, date]:
    """The day each of these records moved out of the house for the last time; nobody who is there on the day.

    The caller tells nobody: it is used to judge a log. One query.
    """
    stays = (
        Stay.objects.everything(reason="judges a log of the house; tells nobody")
        .current()
        .filter(shelter_id=shelter_id)
    )
    here = Count("pk", filter=Q(valid_to__isnull=True) | Q(valid_to__gt=on))
    rows = stays.filter(record_id__in=id_list(record_ids)).order_by().values_list("record_id")
    gone = rows.annotate(last=Max("valid_to"), here=here).filter(here=0)
    return dict(gone.values_list("record_id", "last"))
