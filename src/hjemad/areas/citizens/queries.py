"""All reads of records, identities and the municipalities that act and pay."""

from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet

from hjemad.areas.citizens.models import PersonRecord, ResponsibleMunicipality
from hjemad.foundation.access.actor import Actor
from hjemad.kernel.dates import add_years


def records_acted_for(actor: Actor) -> QuerySet[Any, Any]:
    """Ids of records for which the actor's municipality acts on the actor's day, and of those it wrote itself."""
    acts = (
        ResponsibleMunicipality.objects.everything(reason="proves the relation of an acting municipality")
        .current()
        .filter(
            Q(valid_to__isnull=True) | Q(valid_to__gt=actor.on),
            acts_id=actor.organisation_id,
            valid_from__lte=actor.on,
        )
    )
    return (
        PersonRecord.objects.everything(
            reason="proves the relation of the organisation that wrote the record"
        )
        .filter(Q(pk__in=acts.values("record_id")) | Q(organisation_id=actor.organisation_id))
        .values("pk")
    )


def records_paid_for(actor: Actor) -> QuerySet[Any, Any]:
    """Ids of records for which the actor's municipality pays, or paid until at most `PAYER_YEARS` years ago."""
    oldest = _years_before(actor.on, years=settings.PAYER_YEARS)
    return (
        ResponsibleMunicipality.objects.everything(reason="proves the relation of a paying municipality")
        .current()
        .filter(Q(valid_to__isnull=True) | Q(valid_to__gte=oldest), pays_id=actor.organisation_id)
        .values("record_id")
    )


def _years_before(day: date, *, years: int) -> date:
    return add_years(day, -years)
