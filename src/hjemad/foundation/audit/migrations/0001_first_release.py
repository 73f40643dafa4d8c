"""The tables of the first release, as Django writes them, their constraints inside."""

import django.db.models.deletion
from django.db import migrations, models

from hjemad.foundation.facts.migration_operations import MadeTogether


class Migration(MadeTogether):
    initial = True

    replaces = [
        ("audit", "0001_initial"),
        ("audit", "0002_reads_by_record_and_disclosures"),
        ("audit", "0003_fill_reads_by_record"),
        ("audit", "0004_reads_without_list"),
    ]

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="ReadEvent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField(db_index=True)),
                ("user_id", models.BigIntegerField()),
                ("assignment_id", models.BigIntegerField()),
                ("purpose", models.CharField(max_length=200)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("page", "Page"),
                            ("list", "List"),
                            ("export", "Export"),
                            ("search", "Search"),
                            ("look_up", "Look Up"),
                            ("reveal", "Reveal"),
                        ],
                        max_length=20,
                    ),
                ),
                ("path_name", models.CharField(max_length=100)),
            ],
        ),
        migrations.CreateModel(
            name="Disclosure",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField(db_index=True)),
                ("user_id", models.BigIntegerField(null=True)),
                ("assignment_id", models.BigIntegerField(null=True)),
                ("to", models.CharField(max_length=200)),
                ("to_organisation_id", models.BigIntegerField(null=True)),
                ("what", models.CharField(max_length=60)),
                (
                    "basis",
                    models.CharField(
                        choices=[("task", "Task"), ("duty", "Duty"), ("consent", "Consent")], max_length=10
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("basis__in", ["task", "duty", "consent"]),
                            models.Q(("to", ""), _negated=True),
                            models.Q(("what", ""), _negated=True),
                        ),
                        name="audit_disclosure_says_to_whom_and_what",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Event",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField(db_index=True)),
                ("kind", models.CharField(max_length=60)),
                ("user_id", models.BigIntegerField(null=True)),
                ("assignment_id", models.BigIntegerField(null=True)),
                ("objects_named", models.JSONField(default=dict)),
                ("data", models.JSONField(default=dict)),
            ],
            options={
                "indexes": [models.Index(fields=["kind", "at"], name="audit_event_kind")],
            },
        ),
        migrations.CreateModel(
            name="DisclosureOf",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "disclosure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="audit.disclosure"
                    ),
                ),
                ("record_id", models.BigIntegerField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("record_id", "disclosure"), name="audit_disclosureof_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ReadOf",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="audit.readevent"
                    ),
                ),
                ("record_id", models.BigIntegerField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("record_id", "event"), name="audit_readof_once")
                ],
            },
        ),
    ]
