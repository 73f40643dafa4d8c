"""All reads of places and stays."""

from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet

from hjemad.areas.shelters.models import Stay
from hjemad.foundation.access.actor import Actor


def records_of_house(actor: Actor) -> QuerySet[Any, Any]:
    """Ids of records with a stay in the actor's house that lasts, or that ended at most `FORMER_RESIDENT_MONTHS` ago."""
    oldest = months_before(actor.on, months=settings.FORMER_RESIDENT_MONTHS)
    return (
        Stay.objects.everything(reason="proves the relation of a resident to the house")
        .current()
        .filter(Q(valid_to__isnull=True) | Q(valid_to__gte=oldest), shelter_id=actor.organisation_id)
        .values("record_id")
    )


def months_before(day: date, *, months: int) -> date:
    """The same day that many months earlier; the last day of the month where there is no such day."""
    index = day.year * 12 + day.month - 1 - months
    year, month = divmod(index, 12)
    for last in range(day.day, 27, -1):
        try:
            return date(year, month + 1, last)
        except ValueError:
            continue
    return date(year, month + 1, day.day)
