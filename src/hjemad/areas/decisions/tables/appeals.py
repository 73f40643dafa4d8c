"""Somebody disagrees with a decision: received, looked at again, passed on, and what came of it."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from hjemad.foundation.access.managers import PersonFactManager
from hjemad.foundation.facts.models import FactVersion
from hjemad.foundation.privacy.declarations import FACT_FIELDS, FieldClass, declare


class Reassessment(models.TextChoices):
    """What the house says after looking again (genvurdering)."""

    STANDS = "stands"
    PARTLY = "partly"
    CHANGED = "changed"


class AppealOutcome(models.TextChoices):
    """What the appeal body answered, or that the person took the appeal back."""

    UPHELD = "upheld"
    CHANGED = "changed"
    RETURNED = "returned"
    NOT_TAKEN = "not_taken"
    WITHDRAWN = "withdrawn"


class Appeal(FactVersion):
    """An appeal from the day it was received (`valid_from`) to the day it ended (`valid_to`).

    Each step is a version. `decision_fact` names the decision, `record` its person where there is one.
    """

    record = models.ForeignKey(
        "citizens.PersonRecord", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    decision_fact = models.UUIDField()
    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    words = models.TextField(blank=True)
    reassessment = models.CharField(max_length=20, blank=True, choices=Reassessment.choices)
    reassessed_on = models.DateField(null=True, blank=True)
    answer_words = models.TextField(blank=True)
    passed_on = models.DateField(null=True, blank=True)
    outcome = models.CharField(max_length=20, blank=True, choices=AppealOutcome.choices)

    objects: ClassVar[PersonFactManager] = PersonFactManager()

    class Meta(FactVersion.Meta):
        abstract = False
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *FactVersion.Meta.constraints,
            models.CheckConstraint(
                condition=Q(reassessment="", reassessed_on__isnull=True)
                | (~Q(reassessment="") & Q(reassessed_on__isnull=False) & ~Q(answer_words="")),
                name="decisions_appeal_reassessed_with_why",
            ),
            models.CheckConstraint(
                condition=Q(passed_on__isnull=True) | Q(reassessment__in=["stands", "partly"]),
                name="decisions_appeal_looked_at_before_passed_on",
            ),
            models.CheckConstraint(
                condition=Q(outcome="") | Q(valid_to__isnull=False), name="decisions_appeal_ends_with_outcome"
            ),
            models.UniqueConstraint(
                fields=["decision_fact"],
                condition=Q(superseded_at__isnull=True, voided=False),
                name="decisions_appeal_one_of_a_decision",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organisation"], name="decisions_appeal_of_house")
        ]


declare(
    Appeal,
    controller="the organisation that decided",
    purpose="hearing those who disagree with a decision, in the law's time",
    basis="GDPR art. 6(1)(c) and (e), 9(2)(f); retssikkerhedsloven kap. 10",
    retention="as the decision",
    fields={
        **FACT_FIELDS,
        "record": FieldClass.TECHNICAL,
        "decision_fact": FieldClass.TECHNICAL,
        "organisation": FieldClass.WHEREABOUTS,
        "words": FieldClass.FREE_TEXT,
        "reassessment": FieldClass.ORDINARY,
        "reassessed_on": FieldClass.ORDINARY,
        "answer_words": FieldClass.FREE_TEXT,
        "passed_on": FieldClass.ORDINARY,
        "outcome": FieldClass.ORDINARY,
    },
)
