"""Records somebody opened in an emergency: who, why, until when, and that a leader has looked at it."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from hjemad.foundation.access.managers import PersonFactManager
from hjemad.foundation.access.models import Assignment, User
from hjemad.foundation.facts.models import FactVersion
from hjemad.foundation.organisations.models import Organisation
from hjemad.foundation.privacy.declarations import FACT_FIELDS, FieldClass, declare


class EmergencyAccess(FactVersion):
    """The record was opened outside every relation, under one assignment, and closes by itself at `ends_at`.

    A later version holds what the leader said after looking at it; the opener's words never change.
    """

    record = models.ForeignKey("citizens.PersonRecord", on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    opened_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    opened_under = models.ForeignKey(Assignment, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    why = models.TextField()
    looked_words = models.TextField(blank=True)

    objects: ClassVar[PersonFactManager] = PersonFactManager()

    class Meta(FactVersion.Meta):
        abstract = False
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *FactVersion.Meta.constraints,
            models.CheckConstraint(condition=~Q(why=""), name="rights_emergency_says_why"),
            models.CheckConstraint(condition=Q(ends_at__gt=F("opened_at")), name="rights_emergency_ends"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["opened_under", "ends_at"], name="rights_emergency_open"),
            models.Index(fields=["organisation", "opened_at"], name="rights_emergency_place"),
        ]


declare(
    EmergencyAccess,
    controller="the organisation of the one who opened it",
    purpose="help where life or health is at stake, seen by the leader afterwards",
    basis="GDPR art. 6(1)(d) and (e), 9(2)(c) and (f); art. 32",
    retention="as long as the case it belongs to",
    fields={
        **FACT_FIELDS,
        "record": FieldClass.TECHNICAL,
        "organisation": FieldClass.WHEREABOUTS,
        "opened_by": FieldClass.ORDINARY,
        "opened_under": FieldClass.TECHNICAL,
        "opened_at": FieldClass.ORDINARY,
        "ends_at": FieldClass.ORDINARY,
        "why": FieldClass.FREE_TEXT,
        "looked_words": FieldClass.FREE_TEXT,
    },
)
