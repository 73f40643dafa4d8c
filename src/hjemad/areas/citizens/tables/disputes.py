"""A disagreement about which municipality acts, from the day it is opened to its result."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from hjemad.areas.citizens.tables.origins import CASE_RETENTION
from hjemad.foundation.access.managers import PersonFactManager
from hjemad.foundation.facts.models import FactVersion
from hjemad.foundation.privacy.declarations import FACT_FIELDS, FieldClass, declare


class DisputeStep(models.TextChoices):
    """How far the disagreement has come."""

    OPENED = "opened"
    SENT = "sent"
    AGREED = "agreed"
    DECIDED = "decided"


class ActingDispute(FactVersion):
    """Two municipalities disagree about who acts. Each step is a version; the period ends with the result.

    `meanwhile` is the municipality of the current or last registered address; null where none is known.
    """

    record = models.ForeignKey("citizens.PersonRecord", on_delete=models.PROTECT, related_name="+")
    one = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    other = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    meanwhile = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    step = models.CharField(max_length=20, choices=DisputeStep.choices)
    step_on = models.DateField()
    result = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    grounds = models.TextField(blank=True)

    objects: ClassVar[PersonFactManager] = PersonFactManager()

    class Meta(FactVersion.Meta):
        abstract = False
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *FactVersion.Meta.constraints,
            models.CheckConstraint(
                condition=Q(step__in=["opened", "sent"], result__isnull=True)
                | Q(step__in=["agreed", "decided"], result__isnull=False, valid_to__isnull=False),
                name="citizens_actingdispute_result_last",
            ),
            models.UniqueConstraint(
                fields=["record"],
                condition=Q(superseded_at__isnull=True, voided=False, valid_to__isnull=True),
                name="citizens_actingdispute_one_open",
            ),
        ]


declare(
    ActingDispute,
    controller="the organisation that opened it",
    purpose="settling which municipality acts and pays",
    basis="GDPR art. 6(1)(c) and (e); retssikkerhedsloven §§ 9 and 61",
    retention=CASE_RETENTION,
    fields={
        **FACT_FIELDS,
        "record": FieldClass.TECHNICAL,
        "one": FieldClass.WHEREABOUTS,
        "other": FieldClass.WHEREABOUTS,
        "meanwhile": FieldClass.WHEREABOUTS,
        "step": FieldClass.ORDINARY,
        "step_on": FieldClass.ORDINARY,
        "result": FieldClass.WHEREABOUTS,
        "grounds": FieldClass.FREE_TEXT,
    },
)
