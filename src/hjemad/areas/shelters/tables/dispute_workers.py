"""Who settles the disputed nights of a protected citizen: nobody of the municipality but the named worker."""

from datetime import date, timedelta
from typing import ClassVar

from django.db import models
from django.db.models import Q

from hjemad.foundation.access.managers import PersonFactManager
from hjemad.foundation.facts.models import FactVersion
from hjemad.foundation.privacy.declarations import FACT_FIELDS, FieldClass, declare


class DisputeWorker(FactVersion):
    """The worker sees both sides of the record's disputed nights in `[valid_from, valid_to)`.

    It ends by itself: `valid_to` is never empty. Nobody names themselves; `reason` says why that worker.
    """

    record = models.ForeignKey("citizens.PersonRecord", on_delete=models.PROTECT, related_name="+")
    municipality = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    worker = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")

    objects: ClassVar[PersonFactManager] = PersonFactManager()

    class Meta(FactVersion.Meta):
        abstract = False
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *FactVersion.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(reason="") & Q(valid_to__isnull=False), name="shelters_disputeworker_why_and_end"
            ),
            models.CheckConstraint(
                condition=Q(version__gt=1) | ~Q(worker=models.F("recorded_by")),
                name="shelters_disputeworker_not_oneself",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["municipality", "worker"], name="shelters_disputeworker_of")
        ]

    @property
    def last_day(self) -> date:
        """The last day on which the worker sees the nights."""
        return (self.valid_to or date.max) - timedelta(days=1)


declare(
    DisputeWorker,
    controller="the paying municipality",
    purpose="one named worker, and nobody else, sees where a protected citizen's nights are claimed",
    basis="GDPR art. 6(1)(c) and (e) and 32; serviceloven §§ 110 and 177",
    retention="five years after the claim that holds its nights was closed, and never before the case",
    fields={
        **FACT_FIELDS,
        "record": FieldClass.TECHNICAL,
        "municipality": FieldClass.ORDINARY,
        "worker": FieldClass.TECHNICAL,
    },
)
