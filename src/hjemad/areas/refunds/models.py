"""The ledger: closed claims and their lines; the steps, statements and remarks beside them.

Everything is append-only: what happened to a request is a row more, never a row changed.
"""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from hjemad.foundation.access.models import Assignment, User
from hjemad.foundation.facts.leaving_out import LeavingOut
from hjemad.foundation.facts.models import FactQuerySet, FactVersion
from hjemad.foundation.organisations.models import Organisation
from hjemad.foundation.privacy.declarations import FACT_FIELDS, FieldClass, declare


class Claim(models.Model):
    """A municipality's claim as it was closed.

    `number` counts its claims from 1; `total_half_ore` is twice the øre. `drawn_up_by` is another person than
    `closed_by`, who checked it; null on a claim from before two persons were asked for: it cannot be sent.
    `seen` holds the versions of the municipality's own facts the claim knew, by citizen, so that the next
    claim can tell a change of its own from one made elsewhere. `rules` holds the version of the code and the
    values of the parameters it was computed with; null on a claim from before they were stored. Nights from
    `expected_from` on were expected and not known; null where all were known.
    """

    municipality = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    quarter = models.CharField(max_length=6)
    closed_at = models.DateTimeField()
    closed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    closed_under = models.ForeignKey(Assignment, on_delete=models.PROTECT, related_name="+")
    drawn_up_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True)
    law_version = models.CharField(max_length=64)
    settings = models.JSONField()
    rules = models.JSONField(null=True)
    expected_from = models.DateField(null=True)
    digest_csv = models.CharField(max_length=64)
    total_half_ore = models.BigIntegerField()
    seen = models.JSONField()

    objects: ClassVar[models.Manager["Claim"]] = LeavingOut("seen")  # it grows; only the ledger asks

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["municipality", "number"], name="refunds_claim_numbered_once")
        ]


class ClaimLine(models.Model):
    """One line of a closed claim with everything it rests on.

    Amounts are twice the øre; null is unknown, never 0. A stopped line asks for nothing: where it waits for
    acceptance it says what that would bring. `record`, `citizen`, `facility` and the period are null on a
    rounding, and on a difference to an opening balance that names no person. `expected`: the nights were
    reckoned when the claim was closed, and not known.
    """

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="lines")
    position = models.PositiveIntegerField()
    origin_quarter = models.CharField(max_length=6)
    record = models.ForeignKey("citizens.PersonRecord", on_delete=models.PROTECT, related_name="+", null=True)
    citizen = models.ForeignKey("citizens.Citizen", on_delete=models.PROTECT, related_name="+", null=True)
    facility = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", null=True)
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)
    nights = models.IntegerField()
    net_half_ore = models.BigIntegerField(null=True)
    refund_half_ore = models.BigIntegerField(null=True)
    provision = models.CharField(max_length=100)
    kind = models.CharField(max_length=20)
    cause = models.CharField(max_length=40, blank=True)
    missing = models.CharField(max_length=200, blank=True)
    expected = models.BooleanField(default=False, db_default=False)
    basis = models.JSONField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["claim", "position"], name="refunds_claimline_one_per_position"),
            models.CheckConstraint(
                condition=Q(valid_from__isnull=True, valid_to__isnull=True)
                | Q(valid_to__gte=F("valid_from")),
                name="refunds_claimline_in_order",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["citizen", "origin_quarter"], name="refunds_claimline_of_citizen")
        ]


class StatementKind(models.TextChoices):
    """Which of the year's two statements."""

    PROVISIONAL = "provisional"
    FINAL = "final"


class YearStatement(models.Model):
    """A municipality's statement of a year as it was drawn up: figures per quarter over the same ledger.

    `number` counts the drawings of one kind and year; the latest counts. `figures` holds, per origin quarter,
    what was asked and what is right by the facts of `as_of`; amounts are twice the øre.
    """

    municipality = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveIntegerField()
    kind = models.CharField(max_length=20, choices=StatementKind.choices)
    number = models.PositiveIntegerField()
    as_of = models.DateField()
    last_claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="+", null=True)
    drawn_up_at = models.DateTimeField()
    drawn_up_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    drawn_up_under = models.ForeignKey(Assignment, on_delete=models.PROTECT, related_name="+")
    law_version = models.CharField(max_length=64)
    settings = models.JSONField()
    figures = models.JSONField()
    total_half_ore = models.BigIntegerField()
    fingerprint = models.CharField(max_length=64)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["municipality", "year", "kind", "number"], name="refunds_statement_numbered_once"
            )
        ]


class StepKind(models.TextChoices):
    """What was done to a request or a statement."""

    DRAWN_UP = "drawn_up"
    CHECKED = "checked"
    SENT = "sent"
    ENDORSED = "endorsed"


class RequestStep(models.Model):
    """One step of a request (`quarter`, and `claim` from the check on) or of a statement.

    `fingerprint` is what was read when the step was taken; a draft with another one must be drawn up again.
    `on` is the day a drawing was seen on, or the day of a sending, which `how` and `proof` tell of; `note`
    holds the auditor's endorsement.
    """

    municipality = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    quarter = models.CharField(max_length=6, blank=True)
    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="steps", null=True)
    statement = models.ForeignKey(YearStatement, on_delete=models.PROTECT, related_name="steps", null=True)
    kind = models.CharField(max_length=20, choices=StepKind.choices)
    fingerprint = models.CharField(max_length=64)
    total_half_ore = models.BigIntegerField()
    at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    under = models.ForeignKey(Assignment, on_delete=models.PROTECT, related_name="+")
    how = models.CharField(max_length=20, blank=True)
    on = models.DateField(null=True)
    proof = models.CharField(max_length=200, blank=True)
    note = models.CharField(max_length=1000, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["claim", "kind"], name="refunds_step_once_per_claim"),
            models.UniqueConstraint(fields=["statement", "kind"], name="refunds_step_once_per_statement"),
            models.CheckConstraint(
                condition=Q(claim__isnull=True) | Q(statement__isnull=True), name="refunds_step_of_one_thing"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["municipality", "quarter"], name="refunds_step_of_quarter")
        ]


class AuditRemark(models.Model):
    """What the auditor remarked on a request, or on one line of it."""

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="remarks")
    line = models.ForeignKey(ClaimLine, on_delete=models.PROTECT, related_name="+", null=True)
    text = models.CharField(max_length=2000)
    at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    under = models.ForeignKey(Assignment, on_delete=models.PROTECT, related_name="+")


class RemarkAnswer(models.Model):
    """The municipality's answer to a remark; `line` is the difference in a later request that corrects it."""

    remark = models.ForeignKey(AuditRemark, on_delete=models.PROTECT, related_name="answers")
    line = models.ForeignKey(ClaimLine, on_delete=models.PROTECT, related_name="+", null=True)
    text = models.CharField(max_length=2000)
    at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    under = models.ForeignKey(Assignment, on_delete=models.PROTECT, related_name="+")


class Acceptance(models.Model):
    """The municipality takes over a set of rules: what it changes in closed quarters may then be asked for.

    `rules` names the set (`law.claim.rules.Rules` as text). `changes` is what was read when it was accepted:
    cause -> how many lines, nights, and twice the øre.
    """

    municipality = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    rules = models.TextField()
    changes = models.JSONField()
    at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    under = models.ForeignKey(Assignment, on_delete=models.PROTECT, related_name="+")
    note = models.CharField(max_length=1000, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["municipality", "rules"], name="refunds_acceptance_once")
        ]


class OpeningBalance(FactVersion):
    """What a municipality claimed for a quarter before Hjemad; the fact's period is the quarter.

    For a person's record at a shelter, or at all of them; without a record for the whole quarter. Amounts are
    twice the øre. `year_start` and `nights_used`: nights of the running year that the house knows of from
    nowhere else, counted from that first night.
    """

    municipality = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    record = models.ForeignKey("citizens.PersonRecord", on_delete=models.PROTECT, related_name="+", null=True)
    facility = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", null=True)
    nights = models.PositiveIntegerField()
    net_half_ore = models.BigIntegerField()
    refund_half_ore = models.BigIntegerField()
    year_start = models.DateField(null=True)
    nights_used = models.PositiveIntegerField(null=True)
    source = models.TextField()

    objects = FactQuerySet.as_manager()

    class Meta(FactVersion.Meta):
        abstract = False
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *FactVersion.Meta.constraints,
            models.CheckConstraint(condition=~Q(source=""), name="refunds_openingbalance_has_source"),
            models.CheckConstraint(
                condition=Q(year_start__isnull=True, nights_used__isnull=True)
                | Q(year_start__isnull=False, nights_used__isnull=False, record__isnull=False),
                name="refunds_openingbalance_year_of_a_person",
            ),
        ]


_KEPT = {
    "controller": "the claiming municipality",
    "basis": "GDPR art. 6(1)(c); serviceloven § 177",
    "retention": "five years after the claim was closed (bogføringsloven)",
}
_STEP = {
    "id": FieldClass.TECHNICAL,
    "at": FieldClass.TECHNICAL,
    "by": FieldClass.TECHNICAL,
    "under": FieldClass.TECHNICAL,
}
declare(
    Claim,
    purpose="refund from the State, and its audit",
    **_KEPT,
    fields={
        "id": FieldClass.TECHNICAL,
        "municipality": FieldClass.ORDINARY,
        "number": FieldClass.ORDINARY,
        "quarter": FieldClass.ORDINARY,
        "closed_at": FieldClass.TECHNICAL,
        "closed_by": FieldClass.TECHNICAL,
        "closed_under": FieldClass.TECHNICAL,
        "drawn_up_by": FieldClass.TECHNICAL,
        "law_version": FieldClass.TECHNICAL,
        "settings": FieldClass.TECHNICAL,
        "rules": FieldClass.TECHNICAL,
        "expected_from": FieldClass.ORDINARY,
        "digest_csv": FieldClass.TECHNICAL,
        "total_half_ore": FieldClass.MONEY,
        "seen": FieldClass.TECHNICAL,
    },
)
declare(
    ClaimLine,
    purpose="refund from the State, and its audit",
    **_KEPT,
    fields={
        "id": FieldClass.TECHNICAL,
        "claim": FieldClass.TECHNICAL,
        "position": FieldClass.TECHNICAL,
        "origin_quarter": FieldClass.ORDINARY,
        "record": FieldClass.TECHNICAL,
        "citizen": FieldClass.TECHNICAL,
        "facility": FieldClass.WHEREABOUTS,
        "valid_from": FieldClass.WHEREABOUTS,
        "valid_to": FieldClass.WHEREABOUTS,
        "nights": FieldClass.ORDINARY,
        "net_half_ore": FieldClass.MONEY,
        "refund_half_ore": FieldClass.MONEY,
        "provision": FieldClass.ORDINARY,
        "kind": FieldClass.ORDINARY,
        "cause": FieldClass.ORDINARY,
        "missing": FieldClass.ORDINARY,
        "expected": FieldClass.ORDINARY,
        "basis": FieldClass.MONEY,
    },
)
declare(
    YearStatement,
    purpose="the year's statement to the State, and its audit",
    **_KEPT,
    fields={
        "id": FieldClass.TECHNICAL,
        "municipality": FieldClass.ORDINARY,
        "year": FieldClass.ORDINARY,
        "kind": FieldClass.ORDINARY,
        "number": FieldClass.ORDINARY,
        "as_of": FieldClass.ORDINARY,
        "last_claim": FieldClass.TECHNICAL,
        "drawn_up_at": FieldClass.TECHNICAL,
        "drawn_up_by": FieldClass.TECHNICAL,
        "drawn_up_under": FieldClass.TECHNICAL,
        "law_version": FieldClass.TECHNICAL,
        "settings": FieldClass.TECHNICAL,
        "figures": FieldClass.MONEY,
        "total_half_ore": FieldClass.MONEY,
        "fingerprint": FieldClass.TECHNICAL,
    },
)
declare(
    RequestStep,
    purpose="who drew up, checked, sent and endorsed a request",
    **_KEPT,
    fields={
        **_STEP,
        "municipality": FieldClass.ORDINARY,
        "quarter": FieldClass.ORDINARY,
        "claim": FieldClass.TECHNICAL,
        "statement": FieldClass.TECHNICAL,
        "kind": FieldClass.ORDINARY,
        "fingerprint": FieldClass.TECHNICAL,
        "total_half_ore": FieldClass.MONEY,
        "how": FieldClass.ORDINARY,
        "on": FieldClass.ORDINARY,
        "proof": FieldClass.FREE_TEXT,
        "note": FieldClass.FREE_TEXT,
    },
)
declare(
    AuditRemark,
    purpose="audit of the claims",
    **_KEPT,
    fields={
        **_STEP,
        "claim": FieldClass.TECHNICAL,
        "line": FieldClass.TECHNICAL,
        "text": FieldClass.FREE_TEXT,
    },
)
declare(
    RemarkAnswer,
    purpose="audit of the claims",
    **_KEPT,
    fields={
        **_STEP,
        "remark": FieldClass.TECHNICAL,
        "line": FieldClass.TECHNICAL,
        "text": FieldClass.FREE_TEXT,
    },
)
declare(
    Acceptance,
    purpose="who took over which rules, and what that changed",
    **_KEPT,
    fields={
        **_STEP,
        "municipality": FieldClass.ORDINARY,
        "rules": FieldClass.TECHNICAL,
        "changes": FieldClass.MONEY,
        "note": FieldClass.FREE_TEXT,
    },
)
declare(
    OpeningBalance,
    purpose="nothing claimed before Hjemad is claimed again",
    **_KEPT,
    fields={
        **FACT_FIELDS,
        "municipality": FieldClass.ORDINARY,
        "record": FieldClass.TECHNICAL,
        "facility": FieldClass.WHEREABOUTS,
        "nights": FieldClass.WHEREABOUTS,
        "net_half_ore": FieldClass.MONEY,
        "refund_half_ore": FieldClass.MONEY,
        "year_start": FieldClass.WHEREABOUTS,
        "nights_used": FieldClass.WHEREABOUTS,
        "source": FieldClass.FREE_TEXT,
    },
)
