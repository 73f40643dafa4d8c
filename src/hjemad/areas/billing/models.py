"""Rates, resident payments, absences, bills issued and invoices received; amounts per night (døgn) in øre."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from hjemad.foundation.access.managers import PersonFactManager
from hjemad.foundation.access.models import Assignment, User
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
    `audit_statement` says who audited the price and where that is written, for the days
    `[audited_from, audited_to)`; empty means that nobody has told, not that nobody audited.
    """

    facility = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    department = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    per_day_ore = models.PositiveIntegerField()
    registered = models.BooleanField()
    source_kind = models.CharField(max_length=20, choices=RateSource.choices)
    source = models.TextField()
    audit_statement = models.TextField(blank=True, default="")
    audited_from = models.DateField(null=True, blank=True)
    audited_to = models.DateField(null=True, blank=True)

    objects = FactQuerySet.as_manager()

    class Meta(FactVersion.Meta):
        abstract = False
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *FactVersion.Meta.constraints,
            models.CheckConstraint(
                condition=Q(source_kind__in=RateSource.values) & ~Q(source=""), name="billing_rate_has_source"
            ),
            models.CheckConstraint(
                condition=Q(audited_to__isnull=True) | Q(audited_to__gt=F("audited_from")),
                name="billing_rate_audit_in_order",
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


class Absence(FactVersion):
    """A resident sleeps elsewhere in the period; `place_kept` False: the nights are not charged.

    Entered where it was agreed; nights nobody wrote down as absence count as the stay says.
    """

    record = models.ForeignKey("citizens.PersonRecord", on_delete=models.PROTECT, related_name="+")
    facility = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    place_kept = models.BooleanField()

    objects: ClassVar[PersonFactManager] = PersonFactManager()

    class Meta(FactVersion.Meta):
        abstract = False
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["record", "valid_from"], name="billing_absence_of_record")
        ]


class Bill(models.Model):
    """A shelter's bill to a municipality for a month, as it was issued; it never changes.

    `number` counts the shelter's bills from 1. `payment_ore` is what the residents were charged in all, null
    while one of the payments is unknown. `basis`: the bill is gross, or net of what residents paid the house.
    """

    shelter = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    municipality = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    month = models.DateField()
    issued_at = models.DateTimeField()
    issued_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    issued_under = models.ForeignKey(Assignment, on_delete=models.PROTECT, related_name="+")
    basis = models.CharField(max_length=10, choices=[("gross", "gross"), ("net", "net")])
    amount_ore = models.BigIntegerField()
    payment_ore = models.BigIntegerField(null=True)
    digest_csv = models.CharField(max_length=64)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["shelter", "number"], name="billing_bill_numbered_once")
        ]

    @property
    def reference(self) -> str:
        """What both sides quote: month and number."""
        return f"{self.month:%Y-%m}-{self.number}"


class BillLine(models.Model):
    """Nights in a row at one price. A credit has negative `nights`; `cause` says why it is one.

    `payment_ore` is what the resident was charged per night, null where that is unknown; it is taken off only
    on a net bill. `basis` names the versions of the facts, and the rate's source and audit as they were.
    """

    bill = models.ForeignKey(Bill, on_delete=models.PROTECT, related_name="lines")
    position = models.PositiveIntegerField()
    record = models.ForeignKey("citizens.PersonRecord", on_delete=models.PROTECT, related_name="+")
    department = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", null=True)
    valid_from = models.DateField()
    valid_to = models.DateField()
    nights = models.IntegerField()
    rate_ore = models.PositiveIntegerField()
    payment_ore = models.PositiveIntegerField(null=True)
    amount_ore = models.BigIntegerField()
    cause = models.CharField(max_length=20, blank=True)
    basis = models.JSONField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["bill", "position"], name="billing_billline_one_per_position"),
            models.CheckConstraint(
                condition=Q(valid_to__gt=F("valid_from")), name="billing_billline_in_order"
            ),
        ]


class InvoiceFile(models.Model):
    """A file of invoices as it was read: rows that can be used and places that cannot. No CPR number."""

    municipality = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=120)
    digest = models.CharField(max_length=64)
    rows = models.JSONField()
    rejected = models.JSONField()
    warnings = models.JSONField(default=list)
    received_at = models.DateTimeField()
    received_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    received_under = models.ForeignKey(Assignment, on_delete=models.PROTECT, related_name="+")


class InvoiceOrigin(models.TextChoices):
    """How an invoice came to the municipality."""

    ISSUED = "issued"
    FILE = "file"
    TYPED = "typed"


class Invoice(models.Model):
    """One version of an invoice a municipality has got; a later one replaces it, and both stay."""

    municipality = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    shelter = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    number = models.CharField(max_length=40)
    version = models.PositiveIntegerField()
    month = models.DateField()
    origin = models.CharField(max_length=10, choices=InvoiceOrigin.choices)
    bill = models.ForeignKey(Bill, on_delete=models.PROTECT, related_name="+", null=True)
    recorded_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    recorded_under = models.ForeignKey(Assignment, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["municipality", "shelter", "number", "version"], name="billing_invoice_one_of_each"
            ),
            models.UniqueConstraint(
                fields=["municipality", "shelter", "number"],
                condition=Q(superseded_at__isnull=True),
                name="billing_invoice_one_current",
            ),
        ]


class InvoiceLine(models.Model):
    """A line as the invoice has it, right or wrong. `record` null: nobody known by `person_text`."""

    invoice = models.ForeignKey(Invoice, on_delete=models.PROTECT, related_name="lines")
    position = models.PositiveIntegerField()
    record = models.ForeignKey("citizens.PersonRecord", on_delete=models.PROTECT, related_name="+", null=True)
    person_text = models.CharField(max_length=200, blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField()
    nights = models.IntegerField()
    rate_ore = models.PositiveIntegerField()
    payment_ore = models.PositiveIntegerField(null=True)
    amount_ore = models.BigIntegerField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["invoice", "position"], name="billing_invoiceline_once"),
        ]


class InvoiceAnswer(models.Model):
    """What the municipality decided about one difference, `key` naming person, month and cause."""

    invoice = models.ForeignKey(Invoice, on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=120)
    status = models.CharField(max_length=20)
    note = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    under = models.ForeignKey(Assignment, on_delete=models.PROTECT, related_name="+")


class InvoiceMessage(models.Model):
    """What was sent back to the shelter: its own lines with cause and amount, nothing of anybody else's."""

    invoice = models.ForeignKey(Invoice, on_delete=models.PROTECT, related_name="+")
    lines = models.JSONField()
    at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    under = models.ForeignKey(Assignment, on_delete=models.PROTECT, related_name="+")


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
        "audit_statement": FieldClass.FREE_TEXT,
        "audited_from": FieldClass.ORDINARY,
        "audited_to": FieldClass.ORDINARY,
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
declare(
    Absence,
    controller="the shelter or municipality that wrote it",
    purpose="nights that are not charged",
    basis="GDPR art. 6(1)(c) and (e); serviceloven §§ 110 and 174",
    retention=_MONEY_RETENTION,
    fields={
        **FACT_FIELDS,
        "valid_from": FieldClass.WHEREABOUTS,
        "valid_to": FieldClass.WHEREABOUTS,
        "record": FieldClass.TECHNICAL,
        "facility": FieldClass.WHEREABOUTS,
        "place_kept": FieldClass.ORDINARY,
    },
)

_CLASSES = {
    FieldClass.MONEY: {"amount_ore", "payment_ore", "rate_ore"},
    FieldClass.WHEREABOUTS: {"valid_from", "valid_to"},
    FieldClass.IDENTITY: {"person_text", "rows", "lines"},
    FieldClass.FREE_TEXT: {"note"},
    FieldClass.ORDINARY: {
        "shelter", "municipality", "number", "month", "nights", "cause", "origin", "status", "file_name",
        "department",
    },
    FieldClass.TECHNICAL: {
        "id", "position", "record", "bill", "invoice", "version", "digest", "digest_csv", "basis", "key",
        "issued_at", "issued_by", "issued_under", "received_at", "received_by", "received_under", "rejected",
        "recorded_at", "recorded_by", "recorded_under", "superseded_at", "at", "by", "under", "warnings",
    },
}  # fmt: skip


def _class_of(name: str) -> FieldClass:
    """The class of a field of a bill or invoice; a new field has none until somebody has written it above."""
    return next(kind for kind, names in _CLASSES.items() if name in names)


for _model, _controller, _purpose in (
    (Bill, "the shelter", "charging the paying municipality"),
    (BillLine, "the shelter", "charging the paying municipality"),
    (InvoiceFile, "the municipality", "receiving invoices; a file can be asked about later"),
    (Invoice, "the municipality", "paying for nights, and the evidence behind its claims"),
    (InvoiceLine, "the municipality", "paying for nights, and the evidence behind its claims"),
    (InvoiceAnswer, "the municipality", "what was decided about a line that does not match"),
    (InvoiceMessage, "the municipality", "asking the shelter to correct its bill"),
):
    declare(
        _model,
        controller=_controller,
        purpose=_purpose,
        basis="GDPR art. 6(1)(c) and (e); serviceloven § 174; bogføringsloven",
        retention="five years after the end of the accounting year (bogføringsloven)",
        fields={field.name: _class_of(field.name) for field in _model._meta.local_fields},
    )
