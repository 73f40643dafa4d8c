"""The tables of the first release, as Django writes them, their constraints inside."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from hjemad.foundation.facts.migration_operations import MadeTogether


class Migration(MadeTogether):
    initial = True

    replaces = [
        ("organisations", "0001_initial"),
        ("organisations", "0002_chosen_setting"),
    ]

    dependencies = [
        ("access", "0001_first_release"),
        ("access", "0001_first_release"),
    ]

    operations = [
        migrations.CreateModel(
            name="Organisation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("municipality", "Municipality"),
                            ("region", "Region"),
                            ("shelter", "Shelter"),
                            ("department", "Department"),
                            ("agency", "Agency"),
                            ("system", "System"),
                        ],
                        max_length=20,
                    ),
                ),
                ("code", models.CharField(max_length=40)),
                ("created_at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("kind", "code"), name="organisations_code_once_per_kind"),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                ["municipality", "region", "shelter", "department", "agency", "system"],
                            )
                        ),
                        name="organisations_known_kind",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ChosenSetting",
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
                ("name", models.CharField(max_length=100)),
                ("value", models.CharField(max_length=40)),
                ("source", models.TextField()),
            ],
            options={
                "abstract": False,
                "indexes": [
                    models.Index(fields=["organisation", "name"], name="organisations_chosen_lookup")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to__isnull", True),
                            ("valid_to__gte", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="organisations_chosensetting_in_order",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("superseded_at__isnull", True),
                            ("superseded_at__gte", models.F("recorded_at")),
                            _connector="OR",
                        ),
                        name="organisations_chosensetting_superseded_later",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("origin__in", ["entered", "import", "demo", "invoice", "letter"])
                        ),
                        name="organisations_chosensetting_known_origin",
                    ),
                    models.UniqueConstraint(
                        fields=("fact_id", "version"), name="organisations_chosensetting_one_of_each"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("superseded_at__isnull", True)),
                        fields=("fact_id",),
                        name="organisations_chosensetting_one_current",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("name", ""), _negated=True),
                            models.Q(("value", ""), _negated=True),
                            models.Q(("source", ""), _negated=True),
                        ),
                        name="organisations_chosensetting_has_source",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="OrganisationName",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="names",
                        to="organisations.organisation",
                    ),
                ),
                ("name", models.CharField(max_length=200)),
                ("sort_key", models.CharField(max_length=200)),
                ("valid_from", models.DateField()),
                ("valid_to", models.DateField(blank=True, null=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to__isnull", True),
                            ("valid_to__gt", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="organisations_name_in_order",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("valid_to__isnull", True)),
                        fields=("organisation",),
                        name="organisations_one_name_today",
                    ),
                    models.UniqueConstraint(
                        fields=("organisation", "valid_from"), name="organisations_one_name_from_a_day"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="OrganisationParent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "child",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="parents",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="organisations.organisation",
                    ),
                ),
                ("valid_from", models.DateField()),
                ("valid_to", models.DateField(blank=True, null=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to__isnull", True),
                            ("valid_to__gt", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="organisations_parent_in_order",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("child", models.F("parent")), _negated=True),
                        name="organisations_not_its_own_parent",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("valid_to__isnull", True)),
                        fields=("child",),
                        name="organisations_one_parent_today",
                    ),
                ],
            },
        ),
    ]
