"""Decisions (afgørelser): each step is a version, from the decision to the hour its sheet was handed over."""

from datetime import date, timedelta
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from hjemad.areas.decisions.tables.appeals import Appeal as Appeal
from hjemad.foundation.access.managers import PersonFactManager
from hjemad.foundation.facts.models import FactVersion
from hjemad.foundation.privacy.declarations import FACT_FIELDS, FieldClass, declare


class Kind(models.TextChoices):
    """What was decided. `EXPULSION` is bortvisning; a target-group decision never is one."""

    REFUSAL = "refusal"
    EXPULSION = "expulsion"
    DISCHARGE = "discharge"


class Outcome(models.TextChoices):
    """What it came to for the person."""

    REFUSED = "refused"
    ENDED = "ended"


class Ground(models.TextChoices):
    """Why. A missing name, CPR number or passport is none."""

    NOT_TARGET_GROUP = "not_target_group"
    SAFETY = "safety"
    HOUSE_RULES = "house_rules"
    OTHER = "other"


class DecisionRecord(FactVersion):
    """A decision holds in `[valid_from, valid_to)`; it always has a last day, and ends by itself.

    `record` None: a person without a record; `called` then keeps what they want to be called, or nothing.
    `own_words` is what the person said, else `not_heard_why`. `decider` is the leader who was asked.
    `sheet` is what the paper says, as it was made, in the person's language; `guidance` which way an appeal
    goes by the law of that day and ground, `guidance_version` which wording was used. `lifted_on`: from that
    day it no longer holds, because it was looked at again.
    """

    record = models.ForeignKey(
        "citizens.PersonRecord", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    called = models.CharField(max_length=200, blank=True)
    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    reference = models.CharField(max_length=20)
    kind = models.CharField(max_length=20, choices=Kind.choices)
    provision = models.CharField(max_length=120)
    outcome = models.CharField(max_length=20, choices=Outcome.choices)
    ground = models.CharField(max_length=20, choices=Ground.choices)
    decided_at = models.DateTimeField()
    decider = models.CharField(max_length=200)
    own_words = models.TextField(blank=True)
    not_heard_why = models.TextField(blank=True)
    reasons = models.TextField()
    sleep_here = models.TextField(blank=True)
    practical = models.TextField(blank=True)
    language = models.CharField(max_length=2, choices=[("da", "da"), ("en", "en")])
    guidance = models.CharField(max_length=20)
    guidance_certainty = models.CharField(max_length=20)
    guidance_version = models.CharField(max_length=20)
    law_version = models.CharField(max_length=80)
    sheet = models.JSONField()
    handed_at = models.DateTimeField(null=True, blank=True)
    handed_by = models.ForeignKey(
        "access.User", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    read_aloud = models.BooleanField(null=True, blank=True)
    lifted_on = models.DateField(null=True, blank=True)

    objects: ClassVar[PersonFactManager] = PersonFactManager()

    class Meta(FactVersion.Meta):
        abstract = False
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *FactVersion.Meta.constraints,
            models.CheckConstraint(
                condition=Q(valid_to__isnull=False, valid_to__gt=F("valid_from")),
                name="decisions_decisionrecord_has_a_last_day",
            ),
            models.CheckConstraint(
                condition=Q(record__isnull=True) | Q(called=""), name="decisions_decisionrecord_called_once"
            ),
            models.CheckConstraint(
                condition=(~Q(own_words="") & Q(not_heard_why="")) | (Q(own_words="") & ~Q(not_heard_why="")),
                name="decisions_decisionrecord_heard_or_why_not",
            ),
            models.CheckConstraint(
                condition=~Q(reasons="") & ~Q(decider=""), name="decisions_decisionrecord_has_reasons"
            ),
            models.CheckConstraint(
                condition=Q(handed_at__isnull=True, handed_by__isnull=True, read_aloud__isnull=True)
                | Q(handed_at__isnull=False, handed_by__isnull=False, read_aloud__isnull=False),
                name="decisions_decisionrecord_handed_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=Kind.values, outcome__in=Outcome.values, ground__in=Ground.values),
                name="decisions_decisionrecord_known_words",
            ),
            models.CheckConstraint(
                condition=~Q(kind="expulsion") | ~Q(ground="not_target_group"),
                name="decisions_decisionrecord_target_group_is_no_expulsion",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organisation", "valid_to"], name="decisions_of_house"),
            models.Index(fields=["record"], name="decisions_of_record"),
        ]

    @property
    def last_day(self) -> date:
        """The last day it holds."""
        if self.valid_to is None:
            raise ValueError("a decision has a last day")
        return self.valid_to - timedelta(days=1)


declare(
    DecisionRecord,
    controller="the organisation that decided",
    purpose="deciding lawfully who may stay, telling the person why, and hearing those who disagree",
    basis="GDPR art. 6(1)(e) and 9(2)(f); serviceloven § 110, stk. 4; forvaltningsloven",
    retention="with the person's case; without a record, as long after the decision; then deleted by rule",
    fields={
        **FACT_FIELDS,
        "record": FieldClass.TECHNICAL,
        "called": FieldClass.IDENTITY,
        "organisation": FieldClass.WHEREABOUTS,
        "reference": FieldClass.TECHNICAL,
        "kind": FieldClass.ORDINARY,
        "provision": FieldClass.ORDINARY,
        "outcome": FieldClass.ORDINARY,
        "ground": FieldClass.ORDINARY,
        "decided_at": FieldClass.ORDINARY,
        "decider": FieldClass.FREE_TEXT,
        "own_words": FieldClass.FREE_TEXT,
        "not_heard_why": FieldClass.FREE_TEXT,
        "reasons": FieldClass.FREE_TEXT,
        "sleep_here": FieldClass.FREE_TEXT,
        "practical": FieldClass.FREE_TEXT,
        "language": FieldClass.ORDINARY,
        "guidance": FieldClass.ORDINARY,
        "guidance_certainty": FieldClass.ORDINARY,
        "guidance_version": FieldClass.TECHNICAL,
        "law_version": FieldClass.TECHNICAL,
        "sheet": FieldClass.FREE_TEXT,
        "handed_at": FieldClass.ORDINARY,
        "handed_by": FieldClass.TECHNICAL,
        "read_aloud": FieldClass.ORDINARY,
        "lifted_on": FieldClass.ORDINARY,
    },
)
