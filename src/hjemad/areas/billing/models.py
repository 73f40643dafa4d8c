"""Rates of shelters and resident payments charged, both per night (døgn) in whole øre."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from hjemad.foundation.access.managers import PersonFactManager
from hjemad.foundation.facts.models import FactQuerySet, FactVersion
from hjemad.foundation.organisations.models import Organisation
from hjemad.foundation.privacy.declarations import FACT_FIELDS, FieldClass, declare


class RateSource(models.TextChoices):
    """Where a rate is known from."""

    TILBUDSPORTAL = "tilbudsportal"
    AGREEMENT = "agreement"
    TENDER = "tender"
    INVOICE = "invoice"


class Rate(FactVersion):
    """What a night in a facility (or one of its departments) costs in a period.

    `registered`: the facility stood in Tilbudsportalen in that period; without it nothing is refunded.
    """

    facility = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    department = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    per_day_ore = models.PositiveIntegerField()
    registered = models.BooleanField()
    source_kind = models.CharField(max_length=20, choices=RateSource.choices)
    source = models.TextField()

    objects = FactQuerySet.as_manager()

    class Meta(FactVersion.Meta):
        abstract = False
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *FactVersion.Meta.constraints,
            models.CheckConstraint(
                condition=Q(source_kind__in=RateSource.values) & ~Q(source=""), name="billing_rate_has_source"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["facility", "valid_from"], name="billing_rate_of_facility")
        ]


class PaymentKind(models.TextChoices):
    """Whether the full payment was charged, a reduced one, or none because it lapsed."""

    FULL = "full"
    REDUCED = "reduced"
    LAPSED = "lapsed"


class ResidentPayment(FactVersion):
    """What a person was charged per night for a period in a facility; 0 only where `kind` says lapsed.

    `proposed_from` refers to the law parameter or local value the amount was proposed from;
    `mark` is `invented` where that value has no source.
    """

    record = models.ForeignKey("citizens.PersonRecord", on_delete=models.PROTECT, related_name="+")
    facility = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    per_day_ore = models.PositiveIntegerField()
    kind = models.CharField(max_length=20, choices=PaymentKind.choices)
    proposed_from = models.CharField(max_length=200, blank=True)
    mark = models.CharField(max_length=20, blank=True, choices=[("invented", "invented")])

    objects: ClassVar[PersonFactManager] = PersonFactManager()

    class Meta(FactVersion.Meta):
        abstract = False
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *FactVersion.Meta.constraints,
            models.CheckConstraint(
                condition=Q(kind="lapsed", per_day_ore=0)
                | (Q(kind__in=["full", "reduced"]) & Q(per_day_ore__gt=0)),
                name="billing_residentpayment_zero_only_lapsed",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["record", "valid_from"], name="billing_payment_of_record")
        ]


_MONEY_RETENTION = "five years after the claim that rests on it was closed (bogføringsloven)"
declare(
    Rate,
    controller="the organisation that entered it",
    purpose="bills and claims",
    basis="no personal data",
    retention=_MONEY_RETENTION,
    fields={
        **FACT_FIELDS,
        "facility": FieldClass.ORDINARY,
        "department": FieldClass.ORDINARY,
        "per_day_ore": FieldClass.MONEY,
        "registered": FieldClass.ORDINARY,
        "source_kind": FieldClass.ORDINARY,
        "source": FieldClass.FREE_TEXT,
    },
)
declare(
    ResidentPayment,
    controller="the shelter or municipality that charges it",
    purpose="bills and claims",
    basis="GDPR art. 6(1)(c) and (e); serviceloven § 163",
    retention=_MONEY_RETENTION,
    fields={
        **FACT_FIELDS,
        "record": FieldClass.TECHNICAL,
        "facility": FieldClass.WHEREABOUTS,
        "per_day_ore": FieldClass.MONEY,
        "kind": FieldClass.MONEY,
        "proposed_from": FieldClass.ORDINARY,
        "mark": FieldClass.ORDINARY,
    },
)
