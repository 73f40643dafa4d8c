"""What was agreed with a resident: something at an hour, or not to have the place beside somebody."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from hjemad.foundation.access.managers import PersonFactManager
from hjemad.foundation.facts.models import FactVersion
from hjemad.foundation.privacy.declarations import FACT_FIELDS, FieldClass, declare


class Appointment(FactVersion):
    """Something a resident has agreed to at an hour. `follows` is who goes along, empty where nobody does."""

    record = models.ForeignKey("citizens.PersonRecord", on_delete=models.PROTECT, related_name="+")
    shelter = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    starts_at = models.DateTimeField()
    what = models.CharField(max_length=200)
    where = models.CharField(max_length=200, blank=True)
    follows = models.CharField(max_length=120, blank=True)

    objects: ClassVar[PersonFactManager] = PersonFactManager()

    class Meta(FactVersion.Meta):
        abstract = False
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *FactVersion.Meta.constraints,
            models.CheckConstraint(condition=~Q(what=""), name="shelters_appointment_says_what"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["shelter", "starts_at"],
                condition=Q(superseded_at__isnull=True, voided=False),
                name="shelters_appointment_of_house",
            )
        ]


class Apart(FactVersion):
    """In the period this resident has no place beside the one whose row has the same `pair`. Never why.

    Two rows, one in each file: neither file names the other person.
    """

    record = models.ForeignKey("citizens.PersonRecord", on_delete=models.PROTECT, related_name="+")
    shelter = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    pair = models.UUIDField()

    objects: ClassVar[PersonFactManager] = PersonFactManager()

    class Meta(FactVersion.Meta):
        abstract = False
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *FactVersion.Meta.constraints,
            models.CheckConstraint(condition=Q(valid_to__isnull=False), name="shelters_apart_has_an_end"),
            models.UniqueConstraint(
                fields=["pair", "record"],
                condition=Q(superseded_at__isnull=True, voided=False),
                name="shelters_apart_once_per_person",
            ),
        ]


_CASE = {
    "controller": "the shelter",
    "basis": "GDPR art. 6(1)(e), 9(2)(f); serviceloven § 110",
    "retention": "five years after the last fact about the person; then archived and deleted by rule",
}
declare(
    Appointment,
    **_CASE,
    purpose="what a resident has agreed to, so that the shift can wake, follow and remind",
    fields={
        **FACT_FIELDS,
        "record": FieldClass.TECHNICAL,
        "shelter": FieldClass.WHEREABOUTS,
        "starts_at": FieldClass.ORDINARY,
        "what": FieldClass.FREE_TEXT,
        "where": FieldClass.WHEREABOUTS,
        "follows": FieldClass.FREE_TEXT,
    },
)
declare(
    Apart,
    **_CASE,
    purpose="two residents who are not to have places beside each other, for a time, without the reason",
    fields={
        **FACT_FIELDS,
        "record": FieldClass.TECHNICAL,
        "shelter": FieldClass.WHEREABOUTS,
        "pair": FieldClass.TECHNICAL,
    },
)
