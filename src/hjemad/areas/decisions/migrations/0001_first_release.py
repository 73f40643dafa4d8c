"""The tables of the first release, as Django writes them, their constraints inside."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from hjemad.foundation.facts.migration_operations import MadeTogether


class Migration(MadeTogether):
    initial = True

    replaces = [
        ("decisions", "0001_initial"),
    ]

    dependencies = [
        ("access", "0002_first_release"),
        ("citizens", "0001_first_release"),
        ("organisations", "0001_first_release"),
    ]

    operations = [
        migrations.CreateModel(
            name="Appeal",
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
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="citizens.personrecord",
                    ),
                ),
                ("decision_fact", models.UUIDField()),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
                ("words", models.TextField(blank=True)),
                (
                    "reassessment",
                    models.CharField(
                        blank=True,
                        choices=[("stands", "Stands"), ("partly", "Partly"), ("changed", "Changed")],
                        max_length=20,
                    ),
                ),
                ("reassessed_on", models.DateField(blank=True, null=True)),
                ("answer_words", models.TextField(blank=True)),
                ("passed_on", models.DateField(blank=True, null=True)),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("upheld", "Upheld"),
                            ("changed", "Changed"),
                            ("returned", "Returned"),
                            ("not_taken", "Not Taken"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        max_length=20,
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [models.Index(fields=["organisation"], name="decisions_appeal_of_house")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to__isnull", True),
                            ("valid_to__gte", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="decisions_appeal_in_order",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("superseded_at__isnull", True),
                            ("superseded_at__gte", models.F("recorded_at")),
                            _connector="OR",
                        ),
                        name="decisions_appeal_superseded_later",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("origin__in", ["entered", "import", "demo", "invoice", "letter"])
                        ),
                        name="decisions_appeal_known_origin",
                    ),
                    models.UniqueConstraint(
                        fields=("fact_id", "version"), name="decisions_appeal_one_of_each"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("superseded_at__isnull", True)),
                        fields=("fact_id",),
                        name="decisions_appeal_one_current",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("reassessed_on__isnull", True), ("reassessment", "")),
                            models.Q(
                                models.Q(("reassessment", ""), _negated=True),
                                ("reassessed_on__isnull", False),
                                models.Q(("answer_words", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="decisions_appeal_reassessed_with_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("passed_on__isnull", True),
                            ("reassessment__in", ["stands", "partly"]),
                            _connector="OR",
                        ),
                        name="decisions_appeal_looked_at_before_passed_on",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("outcome", ""), ("valid_to__isnull", False), _connector="OR"),
                        name="decisions_appeal_ends_with_outcome",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("superseded_at__isnull", True), ("voided", False)),
                        fields=("decision_fact",),
                        name="decisions_appeal_one_of_a_decision",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DecisionRecord",
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
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="citizens.personrecord",
                    ),
                ),
                ("called", models.CharField(blank=True, max_length=200)),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
                ("reference", models.CharField(max_length=20)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("refusal", "Refusal"),
                            ("expulsion", "Expulsion"),
                            ("discharge", "Discharge"),
                        ],
                        max_length=20,
                    ),
                ),
                ("provision", models.CharField(max_length=120)),
                (
                    "outcome",
                    models.CharField(choices=[("refused", "Refused"), ("ended", "Ended")], max_length=20),
                ),
                (
                    "ground",
                    models.CharField(
                        choices=[
                            ("not_target_group", "Not Target Group"),
                            ("safety", "Safety"),
                            ("house_rules", "House Rules"),
                            ("other", "Other"),
                        ],
                        max_length=20,
                    ),
                ),
                ("decided_at", models.DateTimeField()),
                ("decider", models.CharField(max_length=200)),
                ("own_words", models.TextField(blank=True)),
                ("not_heard_why", models.TextField(blank=True)),
                ("reasons", models.TextField()),
                ("sleep_here", models.TextField(blank=True)),
                ("practical", models.TextField(blank=True)),
                ("language", models.CharField(choices=[("da", "da"), ("en", "en")], max_length=2)),
                ("guidance", models.CharField(max_length=20)),
                ("guidance_certainty", models.CharField(max_length=20)),
                ("guidance_version", models.CharField(max_length=20)),
                ("law_version", models.CharField(max_length=80)),
                ("sheet", models.JSONField()),
                ("handed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "handed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("read_aloud", models.BooleanField(blank=True, null=True)),
                ("lifted_on", models.DateField(blank=True, null=True)),
            ],
            options={
                "abstract": False,
                "indexes": [
                    models.Index(fields=["organisation", "valid_to"], name="decisions_of_house"),
                    models.Index(fields=["record"], name="decisions_of_record"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to__isnull", True),
                            ("valid_to__gte", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="decisions_decisionrecord_in_order",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("superseded_at__isnull", True),
                            ("superseded_at__gte", models.F("recorded_at")),
                            _connector="OR",
                        ),
                        name="decisions_decisionrecord_superseded_later",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("origin__in", ["entered", "import", "demo", "invoice", "letter"])
                        ),
                        name="decisions_decisionrecord_known_origin",
                    ),
                    models.UniqueConstraint(
                        fields=("fact_id", "version"), name="decisions_decisionrecord_one_of_each"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("superseded_at__isnull", True)),
                        fields=("fact_id",),
                        name="decisions_decisionrecord_one_current",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to__gt", models.F("valid_from")), ("valid_to__isnull", False)
                        ),
                        name="decisions_decisionrecord_has_a_last_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("record__isnull", True), ("called", ""), _connector="OR"),
                        name="decisions_decisionrecord_called_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(models.Q(("own_words", ""), _negated=True), ("not_heard_why", "")),
                            models.Q(("own_words", ""), models.Q(("not_heard_why", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="decisions_decisionrecord_heard_or_why_not",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("reasons", ""), _negated=True), models.Q(("decider", ""), _negated=True)
                        ),
                        name="decisions_decisionrecord_has_reasons",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("handed_at__isnull", True),
                                ("handed_by__isnull", True),
                                ("read_aloud__isnull", True),
                            ),
                            models.Q(
                                ("handed_at__isnull", False),
                                ("handed_by__isnull", False),
                                ("read_aloud__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="decisions_decisionrecord_handed_by_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ground__in", ["not_target_group", "safety", "house_rules", "other"]),
                            ("kind__in", ["refusal", "expulsion", "discharge"]),
                            ("outcome__in", ["refused", "ended"]),
                        ),
                        name="decisions_decisionrecord_known_words",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "expulsion"), _negated=True),
                            models.Q(("ground", "not_target_group"), _negated=True),
                            _connector="OR",
                        ),
                        name="decisions_decisionrecord_target_group_is_no_expulsion",
                    ),
                ],
            },
        ),
    ]
