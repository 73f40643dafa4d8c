"""Somebody is away for some nights and is expected back."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from hjemad.foundation.access.managers import PersonFactManager
from hjemad.foundation.facts.models import FactVersion
from hjemad.foundation.privacy.declarations import FACT_FIELDS, FieldClass, declare


class Kept(models.TextChoices):
    """Whether the place waits. `UNKNOWN` is an answer of its own, and never read as yes or no."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class LeaveGround(models.TextChoices):
    """What was agreed, in words that may be read aloud."""

    HOSPITAL = "hospital"
    TREATMENT = "treatment"
    VISIT = "visit"
    TRAVEL = "travel"
    WORK = "work"
    AGREED = "agreed"


class Leave(FactVersion):
    """A resident sleeps elsewhere in the nights of the period, as agreed; `valid_to` None is still away.

    `stay_fact` is the stay as the person was let in (its first part). `expected_back` is what was agreed and
    ends nothing: only somebody who sees the person again ends a leave. Lies inside its stay.
    """

    record = models.ForeignKey("citizens.PersonRecord", on_delete=models.PROTECT, related_name="+")
    shelter = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    stay_fact = models.UUIDField()
    ground = models.CharField(max_length=20, choices=LeaveGround.choices)
    place_kept = models.CharField(max_length=10, choices=Kept.choices)
    expected_back = models.DateField(null=True, blank=True)

    objects: ClassVar[PersonFactManager] = PersonFactManager()

    class Meta(FactVersion.Meta):
        abstract = False
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *FactVersion.Meta.constraints,
            models.CheckConstraint(
                condition=Q(ground__in=LeaveGround.values) & Q(place_kept__in=Kept.values),
                name="shelters_leave_known_words",
            ),
            models.CheckConstraint(
                condition=Q(expected_back__isnull=True) | Q(expected_back__gt=F("valid_from")),
                name="shelters_leave_back_later",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["stay_fact", "valid_from"], name="shelters_leave_of_stay"),
            models.Index(fields=["record", "valid_from"], name="shelters_leave_of_record"),
        ]


declare(
    Leave,
    controller="the shelter",
    purpose="knowing who sleeps in the house and whose place waits; what is charged for the night",
    basis="GDPR art. 6(1)(c) and (e), 9(2)(f); serviceloven § 110",
    retention="five years after the last fact about the person; then archived and deleted by rule",
    fields={
        **FACT_FIELDS,
        "valid_from": FieldClass.WHEREABOUTS,
        "valid_to": FieldClass.WHEREABOUTS,
        "record": FieldClass.TECHNICAL,
        "shelter": FieldClass.WHEREABOUTS,
        "stay_fact": FieldClass.TECHNICAL,
        "ground": FieldClass.HEALTH,
        "place_kept": FieldClass.ORDINARY,
        "expected_back": FieldClass.WHEREABOUTS,
    },
)
