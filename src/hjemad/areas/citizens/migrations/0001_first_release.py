"""The tables of the first release, as Django writes them, their constraints inside."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from hjemad.foundation.facts.migration_operations import MadeTogether


class Migration(MadeTogether):
    initial = True

    replaces = [
        ("citizens", "0001_initial"),
        ("citizens", "0003_protection_links_disputes"),
        ("citizens", "0004_claim_known_numbers"),
        ("citizens", "0005_clock"),
        ("citizens", "0006_look_ups"),
    ]

    dependencies = [
        ("access", "0002_first_release"),
        ("organisations", "0001_first_release"),
    ]

    operations = [
        migrations.CreateModel(
            name="Citizen",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", models.UUIDField(default=uuid.uuid4, unique=True)),
                ("created_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="CitizenCpr",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "citizen",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="citizens.citizen"
                    ),
                ),
                ("lookup", models.CharField(max_length=64, unique=True)),
                ("created_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="LookUp",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField()),
                ("user_id", models.BigIntegerField()),
                ("assignment_id", models.BigIntegerField()),
                ("organisation_id", models.BigIntegerField()),
                (
                    "how",
                    models.CharField(
                        choices=[("cpr", "CPR"), ("name", "Name, birth date and sex")], max_length=10
                    ),
                ),
                ("purpose", models.CharField(max_length=200)),
                ("citizen_ref", models.BigIntegerField(null=True)),
                ("known", models.BooleanField()),
            ],
            options={
                "indexes": [
                    models.Index(fields=["user_id", "at"], name="citizens_lookup_user"),
                    models.Index(fields=["organisation_id", "at"], name="citizens_lookup_place"),
                    models.Index(fields=["citizen_ref", "at"], name="citizens_lookup_citizen"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("purpose", ""), _negated=True), name="citizens_lookup_says_why"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PersonRecord",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", models.UUIDField(default=uuid.uuid4, unique=True)),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
                ("created_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="NotSamePerson",
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
                    "other",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="citizens.personrecord",
                    ),
                ),
                ("record_key", models.CharField(max_length=64)),
                ("other_key", models.CharField(max_length=64)),
            ],
            options={
                "abstract": False,
                "indexes": [
                    models.Index(fields=["record_key", "other_key"], name="citizens_notsameperson_keys")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to__isnull", True),
                            ("valid_to__gte", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="citizens_notsameperson_in_order",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("superseded_at__isnull", True),
                            ("superseded_at__gte", models.F("recorded_at")),
                            _connector="OR",
                        ),
                        name="citizens_notsameperson_superseded_later",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("origin__in", ["entered", "import", "demo", "invoice", "letter"])
                        ),
                        name="citizens_notsameperson_known_origin",
                    ),
                    models.UniqueConstraint(
                        fields=("fact_id", "version"), name="citizens_notsameperson_one_of_each"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("superseded_at__isnull", True)),
                        fields=("fact_id",),
                        name="citizens_notsameperson_one_current",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("record_id__lt", models.F("other_id"))),
                        name="citizens_notsameperson_lower_first",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("superseded_at__isnull", True), ("voided", False)),
                        fields=("record", "other"),
                        name="citizens_notsameperson_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Identity",
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
                ("voided", models.BooleanField(default=False)),
                (
                    "origin",
                    models.CharField(
                        choices=[
                            ("entered", "Entered"),
                            ("import", "Import"),
                            ("demo", "Demo"),
                            ("invoice", "Invoice"),
                            ("letter", "Letter"),
                            ("cpr_register", "CPR register"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "record",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="citizens.personrecord",
                    ),
                ),
                ("full_name", models.CharField(blank=True, max_length=200)),
                ("alias", models.CharField(blank=True, max_length=200)),
                ("name_known", models.BooleanField()),
                ("cpr_encrypted", models.TextField(blank=True)),
                ("cpr_lookup", models.CharField(blank=True, db_index=True, max_length=64)),
                ("birth_date", models.DateField(blank=True, null=True)),
                (
                    "sex",
                    models.CharField(
                        blank=True, choices=[("female", "Female"), ("male", "Male")], max_length=10
                    ),
                ),
                ("search_key", models.CharField(max_length=420)),
                ("sort_key", models.CharField(max_length=220)),
            ],
            options={
                "abstract": False,
                "indexes": [models.Index(fields=["sort_key"], name="citizens_identity_sort")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to__isnull", True),
                            ("valid_to__gte", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="citizens_identity_in_order",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("superseded_at__isnull", True),
                            ("superseded_at__gte", models.F("recorded_at")),
                            _connector="OR",
                        ),
                        name="citizens_identity_superseded_later",
                    ),
                    models.UniqueConstraint(
                        fields=("fact_id", "version"), name="citizens_identity_one_of_each"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("superseded_at__isnull", True)),
                        fields=("fact_id",),
                        name="citizens_identity_one_current",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("origin__in", ["entered", "import", "demo", "invoice", "letter", "cpr_register"])
                        ),
                        name="citizens_identity_known_origin",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("superseded_at__isnull", True), ("voided", False)),
                        fields=("record",),
                        name="citizens_identity_one_per_record",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("full_name", ""), _negated=True),
                            models.Q(("alias", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="citizens_identity_called_something",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("full_name", ""), ("name_known", False)),
                            models.Q(("name_known", True), models.Q(("full_name", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="citizens_identity_name_known_means_name",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("cpr_encrypted", ""), ("cpr_lookup", "")),
                            models.Q(
                                models.Q(("cpr_encrypted", ""), _negated=True),
                                models.Q(("cpr_lookup", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="citizens_identity_cpr_both_or_none",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Clock",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "record",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="citizens.personrecord",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
                ("kind", models.CharField(max_length=40)),
                ("subject", models.UUIDField()),
                ("provision", models.CharField(max_length=120)),
                ("certainty", models.CharField(max_length=20)),
                ("due", models.DateField(blank=True, null=True)),
                (
                    "state",
                    models.CharField(choices=[("open", "Open"), ("stopped", "Stopped")], max_length=10),
                ),
                ("stopped_at", models.DateTimeField(blank=True, null=True)),
                ("missing", models.CharField(blank=True, max_length=60)),
                ("fingerprint", models.CharField(max_length=64)),
                ("law_version", models.CharField(max_length=80)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["organisation", "state", "due"], name="citizens_clock_owner"),
                    models.Index(fields=["record"], name="citizens_clock_record"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("kind", "subject"), name="citizens_clock_one_of_each"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "open"), ("stopped_at__isnull", True)),
                            models.Q(("state", "stopped"), ("stopped_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="citizens_clock_stopped_at_a_moment",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Address",
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
                ("voided", models.BooleanField(default=False)),
                (
                    "origin",
                    models.CharField(
                        choices=[
                            ("entered", "Entered"),
                            ("import", "Import"),
                            ("demo", "Demo"),
                            ("invoice", "Invoice"),
                            ("letter", "Letter"),
                            ("cpr_register", "CPR register"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "record",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="citizens.personrecord",
                    ),
                ),
                (
                    "kind",
                    models.CharField(choices=[("registered", "Registered"), ("post", "Post")], max_length=20),
                ),
                ("text", models.CharField(blank=True, max_length=300)),
                ("no_fixed_abode", models.BooleanField()),
                (
                    "municipality",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
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
                        name="citizens_address_in_order",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("superseded_at__isnull", True),
                            ("superseded_at__gte", models.F("recorded_at")),
                            _connector="OR",
                        ),
                        name="citizens_address_superseded_later",
                    ),
                    models.UniqueConstraint(
                        fields=("fact_id", "version"), name="citizens_address_one_of_each"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("superseded_at__isnull", True)),
                        fields=("fact_id",),
                        name="citizens_address_one_current",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("origin__in", ["entered", "import", "demo", "invoice", "letter", "cpr_register"])
                        ),
                        name="citizens_address_known_origin",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("no_fixed_abode", True), models.Q(("text", ""), _negated=True), _connector="OR"
                        ),
                        name="citizens_address_says_something",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("superseded_at__isnull", True), ("valid_to__isnull", True), ("voided", False)
                        ),
                        fields=("record", "kind"),
                        name="citizens_address_one_of_each_kind",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ActingDispute",
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
                    "one",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "other",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "meanwhile",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "step",
                    models.CharField(
                        choices=[
                            ("opened", "Opened"),
                            ("sent", "Sent"),
                            ("agreed", "Agreed"),
                            ("decided", "Decided"),
                        ],
                        max_length=20,
                    ),
                ),
                ("step_on", models.DateField()),
                (
                    "result",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
                ("grounds", models.TextField(blank=True)),
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
                        name="citizens_actingdispute_in_order",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("superseded_at__isnull", True),
                            ("superseded_at__gte", models.F("recorded_at")),
                            _connector="OR",
                        ),
                        name="citizens_actingdispute_superseded_later",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("origin__in", ["entered", "import", "demo", "invoice", "letter"])
                        ),
                        name="citizens_actingdispute_known_origin",
                    ),
                    models.UniqueConstraint(
                        fields=("fact_id", "version"), name="citizens_actingdispute_one_of_each"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("superseded_at__isnull", True)),
                        fields=("fact_id",),
                        name="citizens_actingdispute_one_current",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("result__isnull", True), ("step__in", ["opened", "sent"])),
                            models.Q(
                                ("result__isnull", False),
                                ("step__in", ["agreed", "decided"]),
                                ("valid_to__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="citizens_actingdispute_result_last",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("superseded_at__isnull", True), ("valid_to__isnull", True), ("voided", False)
                        ),
                        fields=("record",),
                        name="citizens_actingdispute_one_open",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Protection",
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
                ("voided", models.BooleanField(default=False)),
                (
                    "origin",
                    models.CharField(
                        choices=[
                            ("entered", "Entered"),
                            ("import", "Import"),
                            ("demo", "Demo"),
                            ("invoice", "Invoice"),
                            ("letter", "Letter"),
                            ("cpr_register", "CPR register"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "record",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="citizens.personrecord",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("cpr_ordinary", "Cpr Ordinary"),
                            ("cpr_special", "Cpr Special"),
                            ("own_safety", "Own Safety"),
                            ("staff_conflict", "Staff Conflict"),
                        ],
                        max_length=20,
                    ),
                ),
                ("expires_on", models.DateField(blank=True, null=True)),
                ("remind_on", models.DateField(blank=True, null=True)),
                ("why", models.TextField(blank=True)),
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
                        name="citizens_protection_in_order",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("superseded_at__isnull", True),
                            ("superseded_at__gte", models.F("recorded_at")),
                            _connector="OR",
                        ),
                        name="citizens_protection_superseded_later",
                    ),
                    models.UniqueConstraint(
                        fields=("fact_id", "version"), name="citizens_protection_one_of_each"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("superseded_at__isnull", True)),
                        fields=("fact_id",),
                        name="citizens_protection_one_current",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("origin__in", ["entered", "import", "demo", "invoice", "letter", "cpr_register"])
                        ),
                        name="citizens_protection_known_origin",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ["cpr_ordinary", "cpr_special", "own_safety", "staff_conflict"])
                        ),
                        name="citizens_protection_known_kind",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("superseded_at__isnull", True), ("valid_to__isnull", True), ("voided", False)
                        ),
                        fields=("record", "kind"),
                        name="citizens_protection_once_per_kind",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RecordLink",
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
                    "citizen",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="citizens.citizen"
                    ),
                ),
                ("evidence", models.CharField(max_length=200)),
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
                        name="citizens_recordlink_in_order",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("superseded_at__isnull", True),
                            ("superseded_at__gte", models.F("recorded_at")),
                            _connector="OR",
                        ),
                        name="citizens_recordlink_superseded_later",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("origin__in", ["entered", "import", "demo", "invoice", "letter"])
                        ),
                        name="citizens_recordlink_known_origin",
                    ),
                    models.UniqueConstraint(
                        fields=("fact_id", "version"), name="citizens_recordlink_one_of_each"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("superseded_at__isnull", True)),
                        fields=("fact_id",),
                        name="citizens_recordlink_one_current",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("superseded_at__isnull", True), ("voided", False)),
                        fields=("record",),
                        name="citizens_recordlink_one_per_record",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RegisterNote",
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
                ("voided", models.BooleanField(default=False)),
                (
                    "origin",
                    models.CharField(
                        choices=[
                            ("entered", "Entered"),
                            ("import", "Import"),
                            ("demo", "Demo"),
                            ("invoice", "Invoice"),
                            ("letter", "Letter"),
                            ("cpr_register", "CPR register"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "record",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="citizens.personrecord",
                    ),
                ),
                (
                    "kind",
                    models.CharField(choices=[("died", "Died"), ("new_number", "New Number")], max_length=20),
                ),
                ("told_day", models.DateField(blank=True, null=True)),
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
                        name="citizens_registernote_in_order",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("superseded_at__isnull", True),
                            ("superseded_at__gte", models.F("recorded_at")),
                            _connector="OR",
                        ),
                        name="citizens_registernote_superseded_later",
                    ),
                    models.UniqueConstraint(
                        fields=("fact_id", "version"), name="citizens_registernote_one_of_each"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("superseded_at__isnull", True)),
                        fields=("fact_id",),
                        name="citizens_registernote_one_current",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("origin__in", ["entered", "import", "demo", "invoice", "letter", "cpr_register"])
                        ),
                        name="citizens_registernote_known_origin",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("superseded_at__isnull", True), ("voided", False)),
                        fields=("record", "kind"),
                        name="citizens_registernote_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RelationBlock",
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
                    "hidden_from_user",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "hidden_from",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
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
                        name="citizens_relationblock_in_order",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("superseded_at__isnull", True),
                            ("superseded_at__gte", models.F("recorded_at")),
                            _connector="OR",
                        ),
                        name="citizens_relationblock_superseded_later",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("origin__in", ["entered", "import", "demo", "invoice", "letter"])
                        ),
                        name="citizens_relationblock_known_origin",
                    ),
                    models.UniqueConstraint(
                        fields=("fact_id", "version"), name="citizens_relationblock_one_of_each"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("superseded_at__isnull", True)),
                        fields=("fact_id",),
                        name="citizens_relationblock_one_current",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("hidden_from__isnull", False), ("hidden_from_user__isnull", True)),
                            models.Q(("hidden_from__isnull", True), ("hidden_from_user__isnull", False)),
                            _connector="OR",
                        ),
                        name="citizens_relationblock_one_of_two",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("superseded_at__isnull", True), ("valid_to__isnull", True), ("voided", False)
                        ),
                        fields=("record", "hidden_from_user"),
                        name="citizens_relationblock_user_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("superseded_at__isnull", True), ("valid_to__isnull", True), ("voided", False)
                        ),
                        fields=("record", "hidden_from"),
                        name="citizens_relationblock_organisation_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ResponsibleMunicipality",
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
                ("law_area", models.CharField(choices=[("serviceloven", "Serviceloven")], max_length=40)),
                (
                    "acts",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "pays",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
                ("basis_text", models.CharField(max_length=200)),
                ("evidence", models.TextField(blank=True)),
            ],
            options={
                "abstract": False,
                "indexes": [
                    models.Index(fields=["pays", "valid_from"], name="citizens_pays"),
                    models.Index(fields=["acts", "valid_from"], name="citizens_acts"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to__isnull", True),
                            ("valid_to__gte", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="citizens_responsiblemunicipality_in_order",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("superseded_at__isnull", True),
                            ("superseded_at__gte", models.F("recorded_at")),
                            _connector="OR",
                        ),
                        name="citizens_responsiblemunicipality_superseded_later",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("origin__in", ["entered", "import", "demo", "invoice", "letter"])
                        ),
                        name="citizens_responsiblemunicipality_known_origin",
                    ),
                    models.UniqueConstraint(
                        fields=("fact_id", "version"), name="citizens_responsiblemunicipality_one_of_each"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("superseded_at__isnull", True)),
                        fields=("fact_id",),
                        name="citizens_responsiblemunicipality_one_current",
                    ),
                ],
            },
        ),
    ]
