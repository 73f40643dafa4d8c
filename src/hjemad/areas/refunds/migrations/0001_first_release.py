"""The tables of the first release, as Django writes them, their constraints inside."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from hjemad.foundation.facts.migration_operations import MadeTogether


class Migration(MadeTogether):
    initial = True

    replaces = [
        ("refunds", "0001_initial"),
        ("refunds", "0002_requests_and_remarks"),
        ("refunds", "0003_rules_and_expected"),
        ("refunds", "0004_opening_and_acceptance"),
    ]

    dependencies = [
        ("access", "0002_first_release"),
        ("citizens", "0001_first_release"),
        ("organisations", "0001_first_release"),
    ]

    operations = [
        migrations.CreateModel(
            name="Claim",
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
                ("number", models.PositiveIntegerField()),
                ("quarter", models.CharField(max_length=6)),
                ("closed_at", models.DateTimeField()),
                (
                    "closed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "closed_under",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.assignment"
                    ),
                ),
                (
                    "drawn_up_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("law_version", models.CharField(max_length=64)),
                ("settings", models.JSONField()),
                ("rules", models.JSONField(null=True)),
                ("expected_from", models.DateField(null=True)),
                ("digest_csv", models.CharField(max_length=64)),
                ("total_half_ore", models.BigIntegerField()),
                ("seen", models.JSONField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("municipality", "number"), name="refunds_claim_numbered_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ClaimLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "claim",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="lines", to="refunds.claim"
                    ),
                ),
                ("position", models.PositiveIntegerField()),
                ("origin_quarter", models.CharField(max_length=6)),
                (
                    "record",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="citizens.personrecord",
                    ),
                ),
                (
                    "citizen",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="citizens.citizen",
                    ),
                ),
                (
                    "facility",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
                ("valid_from", models.DateField(null=True)),
                ("valid_to", models.DateField(null=True)),
                ("nights", models.IntegerField()),
                ("net_half_ore", models.BigIntegerField(null=True)),
                ("refund_half_ore", models.BigIntegerField(null=True)),
                ("provision", models.CharField(max_length=100)),
                ("kind", models.CharField(max_length=20)),
                ("cause", models.CharField(blank=True, max_length=40)),
                ("missing", models.CharField(blank=True, max_length=200)),
                ("expected", models.BooleanField(db_default=False, default=False)),
                ("basis", models.JSONField()),
            ],
            options={
                "indexes": [
                    models.Index(fields=["citizen", "origin_quarter"], name="refunds_claimline_of_citizen")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("claim", "position"), name="refunds_claimline_one_per_position"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("valid_from__isnull", True), ("valid_to__isnull", True)),
                            ("valid_to__gte", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="refunds_claimline_in_order",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AuditRemark",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "claim",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="remarks",
                        to="refunds.claim",
                    ),
                ),
                (
                    "line",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="refunds.claimline",
                    ),
                ),
                ("text", models.CharField(max_length=2000)),
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
            name="OpeningBalance",
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
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "record",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="citizens.personrecord",
                    ),
                ),
                (
                    "facility",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
                ("nights", models.PositiveIntegerField()),
                ("net_half_ore", models.BigIntegerField()),
                ("refund_half_ore", models.BigIntegerField()),
                ("year_start", models.DateField(null=True)),
                ("nights_used", models.PositiveIntegerField(null=True)),
                ("source", models.TextField()),
            ],
            options={
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to__isnull", True),
                            ("valid_to__gte", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="refunds_openingbalance_in_order",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("superseded_at__isnull", True),
                            ("superseded_at__gte", models.F("recorded_at")),
                            _connector="OR",
                        ),
                        name="refunds_openingbalance_superseded_later",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("origin__in", ["entered", "import", "demo", "invoice", "letter"])
                        ),
                        name="refunds_openingbalance_known_origin",
                    ),
                    models.UniqueConstraint(
                        fields=("fact_id", "version"), name="refunds_openingbalance_one_of_each"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("superseded_at__isnull", True)),
                        fields=("fact_id",),
                        name="refunds_openingbalance_one_current",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("source", ""), _negated=True),
                        name="refunds_openingbalance_has_source",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("nights_used__isnull", True), ("year_start__isnull", True)),
                            models.Q(
                                ("nights_used__isnull", False),
                                ("record__isnull", False),
                                ("year_start__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="refunds_openingbalance_year_of_a_person",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RemarkAnswer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "remark",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answers",
                        to="refunds.auditremark",
                    ),
                ),
                (
                    "line",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="refunds.claimline",
                    ),
                ),
                ("text", models.CharField(max_length=2000)),
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
            name="YearStatement",
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
                ("year", models.PositiveIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[("provisional", "Provisional"), ("final", "Final")], max_length=20
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("as_of", models.DateField()),
                (
                    "last_claim",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="refunds.claim",
                    ),
                ),
                ("drawn_up_at", models.DateTimeField()),
                (
                    "drawn_up_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "drawn_up_under",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.assignment"
                    ),
                ),
                ("law_version", models.CharField(max_length=64)),
                ("settings", models.JSONField()),
                ("figures", models.JSONField()),
                ("total_half_ore", models.BigIntegerField()),
                ("fingerprint", models.CharField(max_length=64)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("municipality", "year", "kind", "number"),
                        name="refunds_statement_numbered_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="RequestStep",
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
                ("quarter", models.CharField(blank=True, max_length=6)),
                (
                    "claim",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="steps",
                        to="refunds.claim",
                    ),
                ),
                (
                    "statement",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="steps",
                        to="refunds.yearstatement",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("drawn_up", "Drawn Up"),
                            ("checked", "Checked"),
                            ("sent", "Sent"),
                            ("endorsed", "Endorsed"),
                        ],
                        max_length=20,
                    ),
                ),
                ("fingerprint", models.CharField(max_length=64)),
                ("total_half_ore", models.BigIntegerField()),
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
                ("how", models.CharField(blank=True, max_length=20)),
                ("on", models.DateField(null=True)),
                ("proof", models.CharField(blank=True, max_length=200)),
                ("note", models.CharField(blank=True, max_length=1000)),
            ],
            options={
                "indexes": [models.Index(fields=["municipality", "quarter"], name="refunds_step_of_quarter")],
                "constraints": [
                    models.UniqueConstraint(fields=("claim", "kind"), name="refunds_step_once_per_claim"),
                    models.UniqueConstraint(
                        fields=("statement", "kind"), name="refunds_step_once_per_statement"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("claim__isnull", True), ("statement__isnull", True), _connector="OR"
                        ),
                        name="refunds_step_of_one_thing",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Acceptance",
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
                ("rules", models.TextField()),
                ("changes", models.JSONField()),
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
                ("note", models.CharField(blank=True, max_length=1000)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("municipality", "rules"), name="refunds_acceptance_once")
                ],
            },
        ),
    ]
