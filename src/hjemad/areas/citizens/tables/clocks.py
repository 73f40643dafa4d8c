"""What must happen by a day the law sets: derived from facts, written with them, rebuilt on demand."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from hjemad.areas.citizens.tables.origins import CASE_RETENTION
from hjemad.foundation.access.managers import PersonFactManager
from hjemad.foundation.privacy.declarations import FieldClass, declare


class ClockState(models.TextChoices):
    """That a day has passed is not a state: it follows from today, and nothing is written at midnight."""

    OPEN = "open"
    STOPPED = "stopped"


class Clock(models.Model):
    """One deadline of one thing (`subject`: the fact it runs for), owned by who must act on it.

    `due` is the last day that is safe under every reading of the law, null where the law of that day is not
    known. `missing` are codes of what must be known first. `fingerprint` is made of the facts it rests on.
    Not a fact: it may be written again at any time, and `hjemad clocks rebuild` finds no difference.
    """

    record = models.ForeignKey("citizens.PersonRecord", on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=40)
    subject = models.UUIDField()
    provision = models.CharField(max_length=120)
    certainty = models.CharField(max_length=20)
    due = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=ClockState.choices)
    stopped_at = models.DateTimeField(null=True, blank=True)
    missing = models.CharField(max_length=60, blank=True)
    fingerprint = models.CharField(max_length=64)
    law_version = models.CharField(max_length=80)

    objects: ClassVar[PersonFactManager] = PersonFactManager()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["kind", "subject"], name="citizens_clock_one_of_each"),
            models.CheckConstraint(
                condition=Q(state="open", stopped_at__isnull=True)
                | Q(state="stopped", stopped_at__isnull=False),
                name="citizens_clock_stopped_at_a_moment",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organisation", "state", "due"], name="citizens_clock_owner"),
            models.Index(fields=["record"], name="citizens_clock_record"),
        ]


declare(
    Clock,
    controller="the organisation that must act",
    purpose="keeping the law's deadlines",
    basis="GDPR art. 6(1)(c); serviceloven § 110",
    retention=CASE_RETENTION,
    fields={
        "id": FieldClass.TECHNICAL,
        "record": FieldClass.TECHNICAL,
        "organisation": FieldClass.WHEREABOUTS,
        "kind": FieldClass.ORDINARY,
        "subject": FieldClass.TECHNICAL,
        "provision": FieldClass.ORDINARY,
        "certainty": FieldClass.ORDINARY,
        "due": FieldClass.ORDINARY,
        "state": FieldClass.ORDINARY,
        "stopped_at": FieldClass.ORDINARY,
        "missing": FieldClass.ORDINARY,
        "fingerprint": FieldClass.TECHNICAL,
        "law_version": FieldClass.TECHNICAL,
    },
)
