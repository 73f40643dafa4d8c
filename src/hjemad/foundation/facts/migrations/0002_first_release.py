"""The tables of the first release, as Django writes them, their constraints inside."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from hjemad.foundation.facts.migration_operations import MadeTogether


class Migration(MadeTogether):
    initial = True

    replaces = [
        ("facts", "0002_local_value_and_submission"),
        ("facts", "0004_deletion_door"),
    ]

    dependencies = [
        ("access", "0002_first_release"),
        ("facts", "0001_btree_gist"),
        ("organisations", "0001_first_release"),
    ]

    operations = [
        migrations.CreateModel(
            name="DeletionDoor",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("run", models.UUIDField()),
                ("table_name", models.CharField(max_length=100)),
                ("row_id", models.BigIntegerField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("table_name", "row_id"), name="facts_deletiondoor_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="LocalValue",
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
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
                ("parameter", models.CharField(max_length=100)),
                ("value", models.CharField(max_length=40)),
                ("unit", models.CharField(max_length=40)),
                ("source", models.TextField()),
                ("seen_by", models.CharField(max_length=200)),
                ("marked", models.CharField(blank=True, choices=[("invented", "invented")], max_length=20)),
            ],
            options={
                "abstract": False,
                "indexes": [
                    models.Index(fields=["organisation", "parameter"], name="facts_localvalue_lookup")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to__isnull", True),
                            ("valid_to__gte", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="facts_localvalue_in_order",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("superseded_at__isnull", True),
                            ("superseded_at__gte", models.F("recorded_at")),
                            _connector="OR",
                        ),
                        name="facts_localvalue_superseded_later",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("origin__in", ["entered", "import", "demo", "invoice", "letter"])
                        ),
                        name="facts_localvalue_known_origin",
                    ),
                    models.UniqueConstraint(
                        fields=("fact_id", "version"), name="facts_localvalue_one_of_each"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("superseded_at__isnull", True)),
                        fields=("fact_id",),
                        name="facts_localvalue_one_current",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("marked__in", ["", "invented"])),
                        name="facts_localvalue_known_mark",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("source", ""), _negated=True),
                            models.Q(("parameter", ""), _negated=True),
                            models.Q(("value", ""), _negated=True),
                        ),
                        name="facts_localvalue_has_source",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Submission",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "assignment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.assignment"
                    ),
                ),
                ("key", models.UUIDField()),
                ("result", models.CharField(max_length=500)),
                ("at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("assignment", "key"), name="facts_submission_sent_once")
                ],
            },
        ),
    ]
