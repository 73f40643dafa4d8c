"""The ledger: closed claims and their lines. Both are append-only; nothing of them ever changes."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from hjemad.foundation.access.models import Assignment, User
from hjemad.foundation.organisations.models import Organisation
from hjemad.foundation.privacy.declarations import FieldClass, declare


class Claim(models.Model):
    """A municipality's claim as it was closed.

    `number` counts its claims from 1; `total_half_ore` is twice the øre.
    `seen` holds the versions of the municipality's own facts the claim knew, by citizen, so that the next
    claim can tell a change of its own from one made elsewhere.
    """

    municipality = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    quarter = models.CharField(max_length=6)
    closed_at = models.DateTimeField()
    closed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    closed_under = models.ForeignKey(Assignment, on_delete=models.PROTECT, related_name="+")
    law_version = models.CharField(max_length=64)
    settings = models.JSONField()
    digest_csv = models.CharField(max_length=64)
    total_half_ore = models.BigIntegerField()
    seen = models.JSONField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["municipality", "number"], name="refunds_claim_numbered_once")
        ]


class ClaimLine(models.Model):
    """One line of a closed claim with everything it rests on.

    Amounts are twice the øre; null is unknown, never 0.
    `record`, `citizen`, `facility` and the period are null on a rounding line only.
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


_RETENTION = "five years after the claim was closed (bogføringsloven)"
_BASIS = "GDPR art. 6(1)(c); serviceloven § 177"
declare(
    Claim,
    controller="the claiming municipality",
    purpose="refund from the State, and its audit",
    basis=_BASIS,
    retention=_RETENTION,
    fields={
        "id": FieldClass.TECHNICAL,
        "municipality": FieldClass.ORDINARY,
        "number": FieldClass.ORDINARY,
        "quarter": FieldClass.ORDINARY,
        "closed_at": FieldClass.TECHNICAL,
        "closed_by": FieldClass.TECHNICAL,
        "closed_under": FieldClass.TECHNICAL,
        "law_version": FieldClass.TECHNICAL,
        "settings": FieldClass.TECHNICAL,
        "digest_csv": FieldClass.TECHNICAL,
        "total_half_ore": FieldClass.MONEY,
        "seen": FieldClass.TECHNICAL,
    },
)
declare(
    ClaimLine,
    controller="the claiming municipality",
    purpose="refund from the State, and its audit",
    basis=_BASIS,
    retention=_RETENTION,
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
        "basis": FieldClass.MONEY,
    },
)
