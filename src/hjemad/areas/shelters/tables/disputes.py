"""What a paying municipality decided about nights that two shelters claim."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from hjemad.foundation.access.managers import PersonFactManager
from hjemad.foundation.facts.models import FactVersion
from hjemad.foundation.privacy.declarations import FACT_FIELDS, FieldClass, declare


class DisputeDecision(FactVersion):
    """A record's nights in one shelter count, or do not, where another shelter claims them too.

    It says nothing about nights only one shelter claims. That nights are disputed is computed when read and
    never stored; `reference` is what the shelters can quote. The reason stands in `reason`.
    """

    record = models.ForeignKey("citizens.PersonRecord", on_delete=models.PROTECT, related_name="+")
    shelter = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    municipality = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    counts = models.BooleanField()
    reference = models.CharField(max_length=20)

    objects: ClassVar[PersonFactManager] = PersonFactManager()

    class Meta(FactVersion.Meta):
        abstract = False
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *FactVersion.Meta.constraints,
            models.CheckConstraint(condition=~Q(reason=""), name="shelters_disputedecision_says_why"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["record", "shelter"], name="shelters_disputedecision_of")
        ]


declare(
    DisputeDecision,
    controller="the paying municipality",
    purpose="one night of one person is paid and claimed once",
    basis="GDPR art. 6(1)(c) and (e); serviceloven §§ 110 and 177",
    retention="five years after the claim that holds its nights was closed, and never before the case",
    fields={
        **FACT_FIELDS,
        "valid_from": FieldClass.WHEREABOUTS,
        "valid_to": FieldClass.WHEREABOUTS,
        "record": FieldClass.TECHNICAL,
        "shelter": FieldClass.WHEREABOUTS,
        "municipality": FieldClass.ORDINARY,
        "counts": FieldClass.ORDINARY,
        "reference": FieldClass.TECHNICAL,
    },
)
