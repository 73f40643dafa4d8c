"""The tables of the first release, as Django writes them, their constraints inside."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from hjemad.foundation.facts.migration_operations import MadeTogether


class Migration(MadeTogether):
    initial = True

    replaces = [
        ("lawbook", "0001_own_cases"),
    ]

    dependencies = [
        ("access", "0002_first_release"),
        ("organisations", "0001_first_release"),
    ]

    operations = [
        migrations.CreateModel(
            name="CaseTable",
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
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("title", models.CharField(max_length=100)),
                ("text", models.TextField()),
                (
                    "replaces",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replaced_by",
                        to="lawbook.casetable",
                    ),
                ),
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
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organisation", "number"), name="lawbook_casetable_number"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("title", ""), _negated=True), name="lawbook_casetable_has_title"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CaseReview",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "table",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reviews",
                        to="lawbook.casetable",
                    ),
                ),
                ("law_version", models.CharField(max_length=200)),
                ("outcomes", models.JSONField()),
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
    ]
