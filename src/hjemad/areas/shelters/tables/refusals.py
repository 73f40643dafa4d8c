"""Nights somebody asked for a place and got none: counted, and by itself no decision."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from hjemad.foundation.access.managers import PersonFactManager
from hjemad.foundation.facts.models import FactVersion
from hjemad.foundation.privacy.declarations import FACT_FIELDS, FieldClass, declare


class RefusalWhy(models.TextChoices):
    """Why there was no place. Only `DECIDED` is a decision; it is then written as one."""

    FULL = "full"
    DECIDED = "decided"
    ELSEWHERE = "elsewhere"
    DID_NOT_STAY = "did_not_stay"


class Refusal(FactVersion):
    """Somebody asked and did not get a place in the night `[valid_from, valid_to)`.

    `record` None: a person without a record; `called` then keeps what they want to be called, or nothing.
    `decision_fact` names the decision where there is one. `sheet` holds the words of the paper of a full
    house; a decision has its own.
    """

    record = models.ForeignKey(
        "citizens.PersonRecord", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    called = models.CharField(max_length=200, blank=True)
    shelter = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    reference = models.CharField(max_length=20)
    asked_at = models.DateTimeField()
    why = models.CharField(max_length=20, choices=RefusalWhy.choices)
    decision_fact = models.UUIDField(null=True, blank=True)
    sleep_here = models.TextField(blank=True)
    sheet = models.JSONField(null=True, blank=True)

    objects: ClassVar[PersonFactManager] = PersonFactManager()

    class Meta(FactVersion.Meta):
        abstract = False
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *FactVersion.Meta.constraints,
            models.CheckConstraint(
                condition=Q(why="decided", decision_fact__isnull=False)
                | (Q(decision_fact__isnull=True) & ~Q(why="decided")),
                name="shelters_refusal_decision_when_decided",
            ),
            models.CheckConstraint(condition=Q(why__in=RefusalWhy.values), name="shelters_refusal_known_why"),
            models.CheckConstraint(
                condition=Q(record__isnull=True) | Q(called=""), name="shelters_refusal_called_once"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["shelter", "valid_from"], name="shelters_refusal_of_house")
        ]


declare(
    Refusal,
    controller="the shelter",
    purpose="knowing how often there was no place, and where the person could sleep instead",
    basis="GDPR art. 6(1)(e) and 9(2)(f); serviceloven § 110",
    retention="with the person's case; without a record, as long after that night; then deleted by rule",
    fields={
        **FACT_FIELDS,
        "valid_from": FieldClass.WHEREABOUTS,
        "valid_to": FieldClass.WHEREABOUTS,
        "record": FieldClass.TECHNICAL,
        "called": FieldClass.IDENTITY,
        "shelter": FieldClass.WHEREABOUTS,
        "reference": FieldClass.TECHNICAL,
        "asked_at": FieldClass.ORDINARY,
        "why": FieldClass.ORDINARY,
        "decision_fact": FieldClass.TECHNICAL,
        "sleep_here": FieldClass.FREE_TEXT,
        "sheet": FieldClass.FREE_TEXT,
    },
)
