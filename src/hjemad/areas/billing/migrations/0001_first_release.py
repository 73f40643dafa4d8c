"""The tables of the first release, as Django writes them, their constraints inside."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from hjemad.foundation.facts.migration_operations import MadeTogether


class Migration(MadeTogether):
    initial = True

    replaces = [
        ("billing", "0001_initial"),
        ("billing", "0003_bills_and_invoices"),
    ]

    dependencies = [
        ("access", "0002_first_release"),
        ("citizens", "0001_first_release"),
        ("organisations", "0001_first_release"),
    ]

    operations = [
        migrations.CreateModel(
            name="Bill",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "shelter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("month", models.DateField()),
                ("issued_at", models.DateTimeField()),
                (
                    "issued_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "issued_under",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.assignment"
                    ),
                ),
                ("basis", models.CharField(choices=[("gross", "gross"), ("net", "net")], max_length=10)),
                ("amount_ore", models.BigIntegerField()),
                ("payment_ore", models.BigIntegerField(null=True)),
                ("digest_csv", models.CharField(max_length=64)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("shelter", "number"), name="billing_bill_numbered_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="BillLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "bill",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="lines", to="billing.bill"
                    ),
                ),
                ("position", models.PositiveIntegerField()),
                (
                    "record",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="citizens.personrecord",
                    ),
                ),
                (
                    "department",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
                ("valid_from", models.DateField()),
                ("valid_to", models.DateField()),
                ("nights", models.IntegerField()),
                ("rate_ore", models.PositiveIntegerField()),
                ("payment_ore", models.PositiveIntegerField(null=True)),
                ("amount_ore", models.BigIntegerField()),
                ("cause", models.CharField(blank=True, max_length=20)),
                ("basis", models.JSONField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("bill", "position"), name="billing_billline_one_per_position"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("valid_to__gt", models.F("valid_from"))),
                        name="billing_billline_in_order",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Invoice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "shelter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
                ("number", models.CharField(max_length=40)),
                ("version", models.PositiveIntegerField()),
                ("month", models.DateField()),
                (
                    "origin",
                    models.CharField(
                        choices=[("issued", "Issued"), ("file", "File"), ("typed", "Typed")], max_length=10
                    ),
                ),
                (
                    "bill",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="billing.bill",
                    ),
                ),
                ("recorded_at", models.DateTimeField()),
                ("superseded_at", models.DateTimeField(null=True)),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "recorded_under",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.assignment"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("municipality", "shelter", "number", "version"),
                        name="billing_invoice_one_of_each",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("superseded_at__isnull", True)),
                        fields=("municipality", "shelter", "number"),
                        name="billing_invoice_one_current",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="InvoiceAnswer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "invoice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="billing.invoice"
                    ),
                ),
                ("key", models.CharField(max_length=120)),
                ("status", models.CharField(max_length=20)),
                ("note", models.CharField(blank=True, max_length=500)),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "under",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.assignment"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="InvoiceFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
                ("file_name", models.CharField(max_length=120)),
                ("digest", models.CharField(max_length=64)),
                ("rows", models.JSONField()),
                ("rejected", models.JSONField()),
                ("warnings", models.JSONField(default=list)),
                ("received_at", models.DateTimeField()),
                (
                    "received_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "received_under",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.assignment"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="InvoiceLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "invoice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines",
                        to="billing.invoice",
                    ),
                ),
                ("position", models.PositiveIntegerField()),
                (
                    "record",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="citizens.personrecord",
                    ),
                ),
                ("person_text", models.CharField(blank=True, max_length=200)),
                ("valid_from", models.DateField()),
                ("valid_to", models.DateField()),
                ("nights", models.IntegerField()),
                ("rate_ore", models.PositiveIntegerField()),
                ("payment_ore", models.PositiveIntegerField(null=True)),
                ("amount_ore", models.BigIntegerField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("invoice", "position"), name="billing_invoiceline_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="InvoiceMessage",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "invoice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="billing.invoice"
                    ),
                ),
                ("lines", models.JSONField()),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "under",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.assignment"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Rate",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("fact_id", models.UUIDField(default=uuid.uuid4)),
                ("version", models.PositiveIntegerField()),
                ("valid_from", models.DateField()),
                ("valid_to", models.DateField(blank=True, null=True)),
                ("recorded_at", models.DateTimeField()),
                ("superseded_at", models.DateTimeField(blank=True, null=True)),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "recorded_under",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.assignment"
                    ),
                ),
                ("reason", models.TextField(blank=True)),
                (
                    "origin",
                    models.CharField(
                        choices=[
                            ("entered", "Entered"),
                            ("import", "Import"),
                            ("demo", "Demo"),
                            ("invoice", "Invoice"),
                            ("letter", "Letter"),
                        ],
                        max_length=20,
                    ),
                ),
                ("voided", models.BooleanField(default=False)),
                (
                    "facility",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "department",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
                ("per_day_ore", models.PositiveIntegerField()),
                ("registered", models.BooleanField()),
                (
                    "source_kind",
                    models.CharField(
                        choices=[
                            ("tilbudsportal", "Tilbudsportal"),
                            ("agreement", "Agreement"),
                            ("tender", "Tender"),
                            ("invoice", "Invoice"),
                        ],
                        max_length=20,
                    ),
                ),
                ("source", models.TextField()),
                ("audit_statement", models.TextField(blank=True, default="")),
                ("audited_from", models.DateField(blank=True, null=True)),
                ("audited_to", models.DateField(blank=True, null=True)),
            ],
            options={
                "abstract": False,
                "indexes": [models.Index(fields=["facility", "valid_from"], name="billing_rate_of_facility")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to__isnull", True),
                            ("valid_to__gte", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="billing_rate_in_order",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("superseded_at__isnull", True),
                            ("superseded_at__gte", models.F("recorded_at")),
                            _connector="OR",
                        ),
                        name="billing_rate_superseded_later",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("origin__in", ["entered", "import", "demo", "invoice", "letter"])
                        ),
                        name="billing_rate_known_origin",
                    ),
                    models.UniqueConstraint(fields=("fact_id", "version"), name="billing_rate_one_of_each"),
                    models.UniqueConstraint(
                        condition=models.Q(("superseded_at__isnull", True)),
                        fields=("fact_id",),
                        name="billing_rate_one_current",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("source_kind__in", ["tilbudsportal", "agreement", "tender", "invoice"]),
                            models.Q(("source", ""), _negated=True),
                        ),
                        name="billing_rate_has_source",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("audited_to__isnull", True),
                            ("audited_to__gt", models.F("audited_from")),
                            _connector="OR",
                        ),
                        name="billing_rate_audit_in_order",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ResidentPayment",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("fact_id", models.UUIDField(default=uuid.uuid4)),
                ("version", models.PositiveIntegerField()),
                ("valid_from", models.DateField()),
                ("valid_to", models.DateField(blank=True, null=True)),
                ("recorded_at", models.DateTimeField()),
                ("superseded_at", models.DateTimeField(blank=True, null=True)),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "recorded_under",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.assignment"
                    ),
                ),
                ("reason", models.TextField(blank=True)),
                (
                    "origin",
                    models.CharField(
                        choices=[
                            ("entered", "Entered"),
                            ("import", "Import"),
                            ("demo", "Demo"),
                            ("invoice", "Invoice"),
                            ("letter", "Letter"),
                        ],
                        max_length=20,
                    ),
                ),
                ("voided", models.BooleanField(default=False)),
                (
                    "record",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="citizens.personrecord",
                    ),
                ),
                (
                    "facility",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
                ("per_day_ore", models.PositiveIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[("full", "Full"), ("reduced", "Reduced"), ("lapsed", "Lapsed")],
                        max_length=20,
                    ),
                ),
                ("proposed_from", models.CharField(blank=True, max_length=200)),
                ("mark", models.CharField(blank=True, choices=[("invented", "invented")], max_length=20)),
            ],
            options={
                "abstract": False,
                "indexes": [models.Index(fields=["record", "valid_from"], name="billing_payment_of_record")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to__isnull", True),
                            ("valid_to__gte", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="billing_residentpayment_in_order",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("superseded_at__isnull", True),
                            ("superseded_at__gte", models.F("recorded_at")),
                            _connector="OR",
                        ),
                        name="billing_residentpayment_superseded_later",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("origin__in", ["entered", "import", "demo", "invoice", "letter"])
                        ),
                        name="billing_residentpayment_known_origin",
                    ),
                    models.UniqueConstraint(
                        fields=("fact_id", "version"), name="billing_residentpayment_one_of_each"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("superseded_at__isnull", True)),
                        fields=("fact_id",),
                        name="billing_residentpayment_one_current",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "lapsed"), ("per_day_ore", 0)),
                            models.Q(("kind__in", ["full", "reduced"]), ("per_day_ore__gt", 0)),
                            _connector="OR",
                        ),
                        name="billing_residentpayment_zero_only_lapsed",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Absence",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("fact_id", models.UUIDField(default=uuid.uuid4)),
                ("version", models.PositiveIntegerField()),
                ("valid_from", models.DateField()),
                ("valid_to", models.DateField(blank=True, null=True)),
                ("recorded_at", models.DateTimeField()),
                ("superseded_at", models.DateTimeField(blank=True, null=True)),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "recorded_under",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.assignment"
                    ),
                ),
                ("reason", models.TextField(blank=True)),
                (
                    "origin",
                    models.CharField(
                        choices=[
                            ("entered", "Entered"),
                            ("import", "Import"),
                            ("demo", "Demo"),
                            ("invoice", "Invoice"),
                            ("letter", "Letter"),
                        ],
                        max_length=20,
                    ),
                ),
                ("voided", models.BooleanField(default=False)),
                (
                    "record",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="citizens.personrecord",
                    ),
                ),
                (
                    "facility",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
                ("place_kept", models.BooleanField()),
            ],
            options={
                "abstract": False,
                "indexes": [models.Index(fields=["record", "valid_from"], name="billing_absence_of_record")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to__isnull", True),
                            ("valid_to__gte", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="billing_absence_in_order",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("superseded_at__isnull", True),
                            ("superseded_at__gte", models.F("recorded_at")),
                            _connector="OR",
                        ),
                        name="billing_absence_superseded_later",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("origin__in", ["entered", "import", "demo", "invoice", "letter"])
                        ),
                        name="billing_absence_known_origin",
                    ),
                    models.UniqueConstraint(
                        fields=("fact_id", "version"), name="billing_absence_one_of_each"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("superseded_at__isnull", True)),
                        fields=("fact_id",),
                        name="billing_absence_one_current",
                    ),
                ],
            },
        ),
    ]
