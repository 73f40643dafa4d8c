"""The tables of the first release, as Django writes them, their constraints inside."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from hjemad.foundation.facts.migration_operations import MadeTogether


class Migration(MadeTogether):
    initial = True

    replaces = [
        ("shelters", "0001_initial"),
        ("shelters", "0003_notices_and_dispute_decisions"),
        ("shelters", "0005_one_notice_per_municipality"),
        ("shelters", "0006_dispute_worker"),
        ("shelters", "0008_lists_on_their_way_in"),
        ("shelters", "0009_places_presence_leave"),
        ("shelters", "0010_nights_without_a_place"),
        ("shelters", "0012_answers_and_wishes"),
        ("shelters", "0013_shifts_and_house_log"),
        ("shelters", "0014_presence_of_house"),
    ]

    dependencies = [
        ("access", "0002_first_release"),
        ("citizens", "0001_first_release"),
        ("organisations", "0001_first_release"),
    ]

    operations = [
        migrations.CreateModel(
            name="HouseContact",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "shelter",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
                ("phone", models.CharField(max_length=30)),
                ("address", models.CharField(blank=True, max_length=200)),
            ],
        ),
        migrations.CreateModel(
            name="Place",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "department",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
                ("label", models.CharField(max_length=40)),
                ("traits", models.CharField(blank=True, max_length=200)),
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
                        name="shelters_place_in_order",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("valid_to__isnull", True)),
                        fields=("department", "label"),
                        name="shelters_place_label_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Expected",
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
                    "place",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="shelters.place",
                    ),
                ),
                ("night", models.DateField()),
                ("due_at", models.DateTimeField(blank=True, null=True)),
                ("called", models.CharField(blank=True, max_length=200)),
                ("told_by", models.CharField(blank=True, max_length=200)),
                ("announced_at", models.DateTimeField()),
                (
                    "announced_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "announced_under",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.assignment"
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting"),
                            ("admitted", "Admitted"),
                            ("not_come", "Not Come"),
                            ("elsewhere", "Elsewhere"),
                            ("no_thanks", "No Thanks"),
                            ("mistake", "Mistake"),
                        ],
                        max_length=20,
                    ),
                ),
                ("settled_at", models.DateTimeField(blank=True, null=True)),
                (
                    "settled_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["shelter", "outcome", "night"], name="shelters_expected_of_house")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("outcome", "waiting"),
                                ("settled_at__isnull", True),
                                ("settled_by__isnull", True),
                            ),
                            models.Q(
                                models.Q(("outcome", "waiting"), _negated=True),
                                ("called", ""),
                                ("settled_at__isnull", False),
                                ("settled_by__isnull", False),
                                ("told_by", ""),
                            ),
                            _connector="OR",
                        ),
                        name="shelters_expected_settled_without_name",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("outcome", "waiting"), ("place__isnull", False)),
                        fields=("place", "night"),
                        name="shelters_expected_one_to_a_place",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PlaceClosed",
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
                    "place",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="shelters.place"
                    ),
                ),
                (
                    "ground",
                    models.CharField(
                        choices=[
                            ("water", "Water"),
                            ("repair", "Repair"),
                            ("cleaning", "Cleaning"),
                            ("staffing", "Staffing"),
                            ("other", "Other"),
                        ],
                        max_length=20,
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [
                    models.Index(fields=["place", "valid_from"], name="shelters_placeclosed_of_place")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to__isnull", True),
                            ("valid_to__gte", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="shelters_placeclosed_in_order",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("superseded_at__isnull", True),
                            ("superseded_at__gte", models.F("recorded_at")),
                            _connector="OR",
                        ),
                        name="shelters_placeclosed_superseded_later",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("origin__in", ["entered", "import", "demo", "invoice", "letter"])
                        ),
                        name="shelters_placeclosed_known_origin",
                    ),
                    models.UniqueConstraint(
                        fields=("fact_id", "version"), name="shelters_placeclosed_one_of_each"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("superseded_at__isnull", True)),
                        fields=("fact_id",),
                        name="shelters_placeclosed_one_current",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ground__in", ["water", "repair", "cleaning", "staffing", "other"])
                        ),
                        name="shelters_placeclosed_known_ground",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PlaceSharing",
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
                    "shelter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "shown_to",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
                ("agreement", models.CharField(max_length=200)),
            ],
            options={
                "abstract": False,
                "indexes": [models.Index(fields=["shown_to"], name="shelters_placesharing_reader")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to__isnull", True),
                            ("valid_to__gte", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="shelters_placesharing_in_order",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("superseded_at__isnull", True),
                            ("superseded_at__gte", models.F("recorded_at")),
                            _connector="OR",
                        ),
                        name="shelters_placesharing_superseded_later",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("origin__in", ["entered", "import", "demo", "invoice", "letter"])
                        ),
                        name="shelters_placesharing_known_origin",
                    ),
                    models.UniqueConstraint(
                        fields=("fact_id", "version"), name="shelters_placesharing_one_of_each"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("superseded_at__isnull", True)),
                        fields=("fact_id",),
                        name="shelters_placesharing_one_current",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("shelter", models.F("shown_to")), _negated=True),
                            models.Q(("agreement", ""), _negated=True),
                        ),
                        name="shelters_placesharing_with_another_by_agreement",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Presence",
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
                    "shelter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
                ("stay_fact", models.UUIDField()),
                ("night", models.DateField()),
                ("seen_at", models.DateTimeField()),
                ("written_at", models.DateTimeField()),
                (
                    "written_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "written_under",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.assignment"
                    ),
                ),
                ("taken_back_at", models.DateTimeField(blank=True, null=True)),
                (
                    "taken_back_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["shelter", "night"], name="shelters_presence_of_house")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("taken_back_at__isnull", True)),
                        fields=("stay_fact", "night"),
                        name="shelters_presence_once_a_night",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("written_at__gte", models.F("seen_at"))),
                        name="shelters_presence_written_after",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("taken_back_at__isnull", True), ("taken_back_by__isnull", True)),
                            models.Q(("taken_back_at__isnull", False), ("taken_back_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="shelters_presence_taken_back_by_somebody",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Refusal",
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
                    "shelter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
                ("reference", models.CharField(max_length=20)),
                ("asked_at", models.DateTimeField()),
                (
                    "why",
                    models.CharField(
                        choices=[
                            ("full", "Full"),
                            ("decided", "Decided"),
                            ("elsewhere", "Elsewhere"),
                            ("did_not_stay", "Did Not Stay"),
                        ],
                        max_length=20,
                    ),
                ),
                ("decision_fact", models.UUIDField(blank=True, null=True)),
                ("sleep_here", models.TextField(blank=True)),
                ("sheet", models.JSONField(blank=True, null=True)),
            ],
            options={
                "abstract": False,
                "indexes": [models.Index(fields=["shelter", "valid_from"], name="shelters_refusal_of_house")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to__isnull", True),
                            ("valid_to__gte", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="shelters_refusal_in_order",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("superseded_at__isnull", True),
                            ("superseded_at__gte", models.F("recorded_at")),
                            _connector="OR",
                        ),
                        name="shelters_refusal_superseded_later",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("origin__in", ["entered", "import", "demo", "invoice", "letter"])
                        ),
                        name="shelters_refusal_known_origin",
                    ),
                    models.UniqueConstraint(
                        fields=("fact_id", "version"), name="shelters_refusal_one_of_each"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("superseded_at__isnull", True)),
                        fields=("fact_id",),
                        name="shelters_refusal_one_current",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decision_fact__isnull", False), ("why", "decided")),
                            models.Q(
                                ("decision_fact__isnull", True), models.Q(("why", "decided"), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="shelters_refusal_decision_when_decided",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("why__in", ["full", "decided", "elsewhere", "did_not_stay"])),
                        name="shelters_refusal_known_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("record__isnull", True), ("called", ""), _connector="OR"),
                        name="shelters_refusal_called_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Shift",
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
                ("began_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
                (
                    "begun_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "closed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("taken_over_at", models.DateTimeField(blank=True, null=True)),
                (
                    "taken_over_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["shelter", "-began_at"], name="shelters_shift_newest")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends_at__gt", models.F("began_at"))),
                        name="shelters_shift_in_order",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closed_at__isnull", True), ("closed_by__isnull", True)),
                            models.Q(("closed_at__gte", models.F("began_at")), ("closed_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="shelters_shift_handed_over_by_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("taken_over_at__isnull", True), ("taken_over_by__isnull", True)),
                            models.Q(
                                ("taken_over_at__gte", models.F("closed_at")),
                                ("taken_over_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="shelters_shift_taken_over_after_handed_over",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("closed_at__isnull", True)),
                        fields=("shelter",),
                        name="shelters_shift_one_open_per_house",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MessageRead",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "shift",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="shelters.shift"
                    ),
                ),
                ("line_fact", models.UUIDField()),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("read_at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("line_fact", "user"), name="shelters_messageread_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="LogLine",
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
                    "shelter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "shift",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="shelters.shift",
                    ),
                ),
                (
                    "about",
                    models.CharField(
                        choices=[
                            ("house", "House"),
                            ("person", "Person"),
                            ("incident", "Incident"),
                            ("appointment", "Appointment"),
                        ],
                        max_length=20,
                    ),
                ),
                ("happened_at", models.DateTimeField()),
                ("written_at", models.DateTimeField()),
                (
                    "written_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("words", models.TextField(blank=True, max_length=2000)),
                ("for_next", models.BooleanField(default=False)),
                (
                    "incident_kind",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("threat", "Threat"),
                            ("violence", "Violence"),
                            ("illness", "Illness"),
                            ("substances", "Substances"),
                            ("fire", "Fire"),
                            ("damage", "Damage"),
                            ("missing", "Missing"),
                            ("death", "Death"),
                            ("other", "Other"),
                        ],
                        max_length=20,
                    ),
                ),
                ("where", models.CharField(blank=True, max_length=120)),
                ("done", models.CharField(blank=True, max_length=200)),
                ("missing", models.CharField(blank=True, max_length=500)),
                (
                    "who_can",
                    models.CharField(
                        blank=True,
                        choices=[("leader", "Leader"), ("shift", "Shift"), ("contact", "Contact")],
                        max_length=20,
                    ),
                ),
                ("due_at", models.DateTimeField(blank=True, null=True)),
                ("outcome", models.TextField(blank=True, max_length=2000)),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "closed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [
                    models.Index(
                        condition=models.Q(("superseded_at__isnull", True)),
                        fields=["shelter", "happened_at"],
                        name="shelters_logline_of_house",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to__isnull", True),
                            ("valid_to__gte", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="shelters_logline_in_order",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("superseded_at__isnull", True),
                            ("superseded_at__gte", models.F("recorded_at")),
                            _connector="OR",
                        ),
                        name="shelters_logline_superseded_later",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("origin__in", ["entered", "import", "demo", "invoice", "letter"])
                        ),
                        name="shelters_logline_known_origin",
                    ),
                    models.UniqueConstraint(
                        fields=("fact_id", "version"), name="shelters_logline_one_of_each"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("superseded_at__isnull", True)),
                        fields=("fact_id",),
                        name="shelters_logline_one_current",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("about", "person"), _negated=True),
                            models.Q(("missing", ""), ("outcome", ""), ("where", ""), ("words", "")),
                            _connector="OR",
                        ),
                        name="shelters_logline_says_nothing_of_a_person",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("about", "incident"),
                                (
                                    "incident_kind__in",
                                    [
                                        "threat",
                                        "violence",
                                        "illness",
                                        "substances",
                                        "fire",
                                        "damage",
                                        "missing",
                                        "death",
                                        "other",
                                    ],
                                ),
                            ),
                            models.Q(
                                models.Q(("about", "incident"), _negated=True),
                                ("done", ""),
                                ("incident_kind", ""),
                                ("missing", ""),
                                ("outcome", ""),
                            ),
                            _connector="OR",
                        ),
                        name="shelters_logline_incident_has_a_kind",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("closed_at__isnull", True), ("closed_by__isnull", True), ("outcome", "")
                            ),
                            models.Q(
                                ("closed_at__isnull", False),
                                ("closed_by__isnull", False),
                                models.Q(("outcome", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="shelters_logline_closed_with_what_came_of_it",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ShiftWorker",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "shift",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="workers",
                        to="shelters.shift",
                    ),
                ),
                (
                    "assignment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.assignment"
                    ),
                ),
                ("joined_at", models.DateTimeField()),
                ("left_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("shift", "assignment"), name="shelters_shiftworker_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Stay",
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
                    "shelter",
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
                (
                    "place",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="shelters.place",
                    ),
                ),
                ("decided_at", models.DateTimeField()),
                ("night_note", models.CharField(blank=True, max_length=200)),
                ("discharged_at", models.DateTimeField(blank=True, null=True)),
                (
                    "discharge_mode",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("moved_home", "Moved Home"),
                            ("moved_elsewhere", "Moved Elsewhere"),
                            ("other_shelter", "Other Shelter"),
                            ("institution", "Institution"),
                            ("left", "Left"),
                            ("expelled", "Expelled"),
                            ("died", "Died"),
                            ("unknown", "Unknown"),
                            ("moved_bed", "Moved Bed"),
                        ],
                        max_length=20,
                    ),
                ),
                ("left_to", models.CharField(blank=True, db_default="", max_length=200)),
                ("part_of", models.UUIDField(blank=True, null=True)),
                (
                    "late_why",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("no_network", "No Network"),
                            ("paper", "Paper"),
                            ("forgotten", "Forgotten"),
                        ],
                        db_default="",
                        max_length=12,
                    ),
                ),
                ("discharged_to", models.CharField(blank=True, db_default="", max_length=20)),
                (
                    "agreed",
                    models.CharField(
                        blank=True,
                        choices=[("yes", "Yes"), ("no", "No"), ("unknown", "Unknown")],
                        db_default="",
                        max_length=10,
                    ),
                ),
                (
                    "discharge_late_why",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("no_network", "No Network"),
                            ("paper", "Paper"),
                            ("forgotten", "Forgotten"),
                        ],
                        db_default="",
                        max_length=12,
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [
                    models.Index(
                        condition=models.Q(("superseded_at__isnull", True), ("voided", False)),
                        fields=["shelter", "valid_from"],
                        name="shelters_stay_in_house",
                    ),
                    models.Index(
                        condition=models.Q(("superseded_at__isnull", True), ("voided", False)),
                        fields=["record", "valid_from"],
                        name="shelters_stay_of_record",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to__isnull", True),
                            ("valid_to__gte", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="shelters_stay_in_order",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("superseded_at__isnull", True),
                            ("superseded_at__gte", models.F("recorded_at")),
                            _connector="OR",
                        ),
                        name="shelters_stay_superseded_later",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("origin__in", ["entered", "import", "demo", "invoice", "letter"])
                        ),
                        name="shelters_stay_known_origin",
                    ),
                    models.UniqueConstraint(fields=("fact_id", "version"), name="shelters_stay_one_of_each"),
                    models.UniqueConstraint(
                        condition=models.Q(("superseded_at__isnull", True)),
                        fields=("fact_id",),
                        name="shelters_stay_one_current",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("discharge_mode", ""),
                                ("discharged_at__isnull", True),
                                ("valid_to__isnull", True),
                            ),
                            models.Q(
                                ("discharged_at__isnull", False),
                                ("valid_to__isnull", False),
                                models.Q(("discharge_mode", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="shelters_stay_discharge_said_together",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("part_of__isnull", True),
                            models.Q(("part_of", models.F("fact_id")), _negated=True),
                            _connector="OR",
                        ),
                        name="shelters_stay_no_part_of_itself",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="StayAnswer",
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
                ("stay_fact", models.UUIDField()),
                (
                    "shelter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "question",
                    models.CharField(
                        choices=[
                            ("name", "Name"),
                            ("number", "Number"),
                            ("municipality", "Municipality"),
                            ("slept", "Slept"),
                            ("contact", "Contact"),
                            ("along", "Along"),
                            ("language", "Language"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("answered", "Answered"), ("unknown", "Unknown"), ("declined", "Declined")],
                        max_length=10,
                    ),
                ),
                ("chosen", models.CharField(blank=True, max_length=200)),
                ("number", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("ages", models.CharField(blank=True, max_length=60)),
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
                        name="shelters_stayanswer_in_order",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("superseded_at__isnull", True),
                            ("superseded_at__gte", models.F("recorded_at")),
                            _connector="OR",
                        ),
                        name="shelters_stayanswer_superseded_later",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("origin__in", ["entered", "import", "demo", "invoice", "letter"])
                        ),
                        name="shelters_stayanswer_known_origin",
                    ),
                    models.UniqueConstraint(
                        fields=("fact_id", "version"), name="shelters_stayanswer_one_of_each"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("superseded_at__isnull", True)),
                        fields=("fact_id",),
                        name="shelters_stayanswer_one_current",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "answered"), models.Q(("chosen", ""), _negated=True)),
                            models.Q(
                                ("ages", ""),
                                ("chosen", ""),
                                ("number__isnull", True),
                                ("state__in", ["unknown", "declined"]),
                            ),
                            _connector="OR",
                        ),
                        name="shelters_stayanswer_says_what",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("superseded_at__isnull", True), ("voided", False)),
                        fields=("stay_fact", "question"),
                        name="shelters_stayanswer_one_a_question",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="StayFile",
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
                    "about",
                    models.CharField(choices=[("stays", "stays"), ("residents", "residents")], max_length=10),
                ),
                ("origin", models.CharField(max_length=20)),
                ("file_name", models.CharField(max_length=120)),
                ("content", models.TextField()),
                ("rows", models.PositiveIntegerField()),
                ("places", models.JSONField(default=dict)),
                ("outcome", models.JSONField(default=dict)),
                ("sent_at", models.DateTimeField()),
                ("saved_at", models.DateTimeField(null=True)),
                (
                    "sent_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "sent_under",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.assignment"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Apart",
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
                    "shelter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
                ("pair", models.UUIDField()),
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
                        name="shelters_apart_in_order",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("superseded_at__isnull", True),
                            ("superseded_at__gte", models.F("recorded_at")),
                            _connector="OR",
                        ),
                        name="shelters_apart_superseded_later",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("origin__in", ["entered", "import", "demo", "invoice", "letter"])
                        ),
                        name="shelters_apart_known_origin",
                    ),
                    models.UniqueConstraint(fields=("fact_id", "version"), name="shelters_apart_one_of_each"),
                    models.UniqueConstraint(
                        condition=models.Q(("superseded_at__isnull", True)),
                        fields=("fact_id",),
                        name="shelters_apart_one_current",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("valid_to__isnull", False)), name="shelters_apart_has_an_end"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("superseded_at__isnull", True), ("voided", False)),
                        fields=("pair", "record"),
                        name="shelters_apart_once_per_person",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Appointment",
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
                    "shelter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
                ("starts_at", models.DateTimeField()),
                ("what", models.CharField(max_length=200)),
                ("where", models.CharField(blank=True, max_length=200)),
                ("follows", models.CharField(blank=True, max_length=120)),
            ],
            options={
                "abstract": False,
                "indexes": [
                    models.Index(
                        condition=models.Q(("superseded_at__isnull", True), ("voided", False)),
                        fields=["shelter", "starts_at"],
                        name="shelters_appointment_of_house",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to__isnull", True),
                            ("valid_to__gte", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="shelters_appointment_in_order",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("superseded_at__isnull", True),
                            ("superseded_at__gte", models.F("recorded_at")),
                            _connector="OR",
                        ),
                        name="shelters_appointment_superseded_later",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("origin__in", ["entered", "import", "demo", "invoice", "letter"])
                        ),
                        name="shelters_appointment_known_origin",
                    ),
                    models.UniqueConstraint(
                        fields=("fact_id", "version"), name="shelters_appointment_one_of_each"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("superseded_at__isnull", True)),
                        fields=("fact_id",),
                        name="shelters_appointment_one_current",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("what", ""), _negated=True), name="shelters_appointment_says_what"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ContactPerson",
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
                    "shelter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
                ("name", models.CharField(blank=True, max_length=200)),
                ("phone", models.CharField(blank=True, max_length=40)),
                ("relation", models.CharField(blank=True, max_length=100)),
                ("consent_on", models.DateField()),
                ("recorded_at", models.DateTimeField()),
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
                ("withdrawn_on", models.DateField(blank=True, null=True)),
                (
                    "withdrawn_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("withdrawn_by__isnull", True),
                                ("withdrawn_on__isnull", True),
                                models.Q(("name", ""), _negated=True),
                                models.Q(("phone", ""), _negated=True),
                            ),
                            models.Q(
                                ("name", ""),
                                ("phone", ""),
                                ("relation", ""),
                                ("withdrawn_by__isnull", False),
                                ("withdrawn_on__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="shelters_contactperson_only_with_a_yes",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("withdrawn_on__isnull", True)),
                        fields=("record",),
                        name="shelters_contactperson_one_at_a_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DisputeDecision",
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
                ("counts", models.BooleanField()),
                ("reference", models.CharField(max_length=20)),
            ],
            options={
                "abstract": False,
                "indexes": [models.Index(fields=["record", "shelter"], name="shelters_disputedecision_of")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to__isnull", True),
                            ("valid_to__gte", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="shelters_disputedecision_in_order",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("superseded_at__isnull", True),
                            ("superseded_at__gte", models.F("recorded_at")),
                            _connector="OR",
                        ),
                        name="shelters_disputedecision_superseded_later",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("origin__in", ["entered", "import", "demo", "invoice", "letter"])
                        ),
                        name="shelters_disputedecision_known_origin",
                    ),
                    models.UniqueConstraint(
                        fields=("fact_id", "version"), name="shelters_disputedecision_one_of_each"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("superseded_at__isnull", True)),
                        fields=("fact_id",),
                        name="shelters_disputedecision_one_current",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True),
                        name="shelters_disputedecision_says_why",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DisputeWorker",
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
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "worker",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [
                    models.Index(fields=["municipality", "worker"], name="shelters_disputeworker_of")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to__isnull", True),
                            ("valid_to__gte", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="shelters_disputeworker_in_order",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("superseded_at__isnull", True),
                            ("superseded_at__gte", models.F("recorded_at")),
                            _connector="OR",
                        ),
                        name="shelters_disputeworker_superseded_later",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("origin__in", ["entered", "import", "demo", "invoice", "letter"])
                        ),
                        name="shelters_disputeworker_known_origin",
                    ),
                    models.UniqueConstraint(
                        fields=("fact_id", "version"), name="shelters_disputeworker_one_of_each"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("superseded_at__isnull", True)),
                        fields=("fact_id",),
                        name="shelters_disputeworker_one_current",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("reason", ""), _negated=True), ("valid_to__isnull", False)
                        ),
                        name="shelters_disputeworker_why_and_end",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("version__gt", 1),
                            models.Q(("worker", models.F("recorded_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="shelters_disputeworker_not_oneself",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ImportedRow",
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
                    "shelter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
                ("stay_fact", models.UUIDField()),
                ("stay_key", models.CharField(blank=True, max_length=64)),
                ("person_key", models.CharField(blank=True, max_length=64)),
                ("at", models.DateTimeField()),
            ],
            options={
                "indexes": [
                    models.Index(fields=["shelter", "person_key"], name="shelters_importedrow_person")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("stay_key", ""), _negated=True),
                        fields=("shelter", "stay_key"),
                        name="shelters_importedrow_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Leave",
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
                    "shelter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
                ("stay_fact", models.UUIDField()),
                (
                    "ground",
                    models.CharField(
                        choices=[
                            ("hospital", "Hospital"),
                            ("treatment", "Treatment"),
                            ("visit", "Visit"),
                            ("travel", "Travel"),
                            ("work", "Work"),
                            ("agreed", "Agreed"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "place_kept",
                    models.CharField(
                        choices=[("yes", "Yes"), ("no", "No"), ("unknown", "Unknown")], max_length=10
                    ),
                ),
                ("expected_back", models.DateField(blank=True, null=True)),
            ],
            options={
                "abstract": False,
                "indexes": [
                    models.Index(fields=["stay_fact", "valid_from"], name="shelters_leave_of_stay"),
                    models.Index(fields=["record", "valid_from"], name="shelters_leave_of_record"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to__isnull", True),
                            ("valid_to__gte", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="shelters_leave_in_order",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("superseded_at__isnull", True),
                            ("superseded_at__gte", models.F("recorded_at")),
                            _connector="OR",
                        ),
                        name="shelters_leave_superseded_later",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("origin__in", ["entered", "import", "demo", "invoice", "letter"])
                        ),
                        name="shelters_leave_known_origin",
                    ),
                    models.UniqueConstraint(fields=("fact_id", "version"), name="shelters_leave_one_of_each"),
                    models.UniqueConstraint(
                        condition=models.Q(("superseded_at__isnull", True)),
                        fields=("fact_id",),
                        name="shelters_leave_one_current",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ground__in", ["hospital", "treatment", "visit", "travel", "work", "agreed"]),
                            ("place_kept__in", ["yes", "no", "unknown"]),
                        ),
                        name="shelters_leave_known_words",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("expected_back__isnull", True),
                            ("expected_back__gt", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="shelters_leave_back_later",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MissingForMove",
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
                ("stay_fact", models.UUIDField()),
                (
                    "shelter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("plan", "Plan"),
                            ("dwelling", "Dwelling"),
                            ("support", "Support"),
                            ("lease", "Lease"),
                            ("money", "Money"),
                            ("papers", "Papers"),
                            ("treatment", "Treatment"),
                            ("furniture", "Furniture"),
                            ("other", "Other"),
                        ],
                        max_length=12,
                    ),
                ),
                ("detail", models.CharField(blank=True, max_length=200)),
                (
                    "who_can",
                    models.CharField(
                        choices=[
                            ("municipality", "Municipality"),
                            ("housing", "Housing"),
                            ("shelter", "Shelter"),
                            ("person", "Person"),
                            ("other", "Other"),
                            ("unknown", "Unknown"),
                        ],
                        max_length=12,
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [models.Index(fields=["stay_fact"], name="shelters_missing_of_stay")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to__isnull", True),
                            ("valid_to__gte", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="shelters_missingformove_in_order",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("superseded_at__isnull", True),
                            ("superseded_at__gte", models.F("recorded_at")),
                            _connector="OR",
                        ),
                        name="shelters_missingformove_superseded_later",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("origin__in", ["entered", "import", "demo", "invoice", "letter"])
                        ),
                        name="shelters_missingformove_known_origin",
                    ),
                    models.UniqueConstraint(
                        fields=("fact_id", "version"), name="shelters_missingformove_one_of_each"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("superseded_at__isnull", True)),
                        fields=("fact_id",),
                        name="shelters_missingformove_one_current",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "plan",
                                    "dwelling",
                                    "support",
                                    "lease",
                                    "money",
                                    "papers",
                                    "treatment",
                                    "furniture",
                                    "other",
                                ],
                            ),
                            (
                                "who_can__in",
                                ["municipality", "housing", "shelter", "person", "other", "unknown"],
                            ),
                        ),
                        name="shelters_missingformove_known_words",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "other"), _negated=True),
                            models.Q(("detail", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="shelters_missingformove_other_says_what",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MoveWish",
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
                ("stay_fact", models.UUIDField()),
                (
                    "shelter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "said_by",
                    models.CharField(choices=[("person", "Person"), ("shelter", "Shelter")], max_length=10),
                ),
                (
                    "answer",
                    models.CharField(
                        choices=[("yes", "Yes"), ("not_now", "Not Now"), ("unknown", "Unknown")],
                        max_length=10,
                    ),
                ),
                ("words", models.CharField(blank=True, max_length=300)),
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
                        name="shelters_movewish_in_order",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("superseded_at__isnull", True),
                            ("superseded_at__gte", models.F("recorded_at")),
                            _connector="OR",
                        ),
                        name="shelters_movewish_superseded_later",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("origin__in", ["entered", "import", "demo", "invoice", "letter"])
                        ),
                        name="shelters_movewish_known_origin",
                    ),
                    models.UniqueConstraint(
                        fields=("fact_id", "version"), name="shelters_movewish_one_of_each"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("superseded_at__isnull", True)),
                        fields=("fact_id",),
                        name="shelters_movewish_one_current",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("answer__in", ["yes", "not_now", "unknown"]),
                            ("said_by__in", ["person", "shelter"]),
                        ),
                        name="shelters_movewish_known_words",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("superseded_at__isnull", True), ("valid_to__isnull", True), ("voided", False)
                        ),
                        fields=("stay_fact", "said_by"),
                        name="shelters_movewish_one_word_each",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="NearbyPlace",
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
                ("position", models.PositiveIntegerField()),
                (
                    "house",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
                ("name", models.CharField(max_length=100)),
                ("address", models.CharField(blank=True, max_length=200)),
                ("phone", models.CharField(max_length=30)),
                ("way", models.CharField(blank=True, max_length=300)),
            ],
            options={
                "indexes": [models.Index(fields=["shelter", "position"], name="shelters_nearbyplace_order")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("name", ""), _negated=True), models.Q(("phone", ""), _negated=True)
                        ),
                        name="shelters_nearbyplace_can_be_called",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Notice",
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
                ("stay_fact", models.UUIDField()),
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
                (
                    "kind",
                    models.CharField(
                        choices=[("admission", "Admission"), ("discharge", "Discharge")], max_length=20
                    ),
                ),
                (
                    "way",
                    models.CharField(
                        choices=[
                            ("inbox", "Inbox"),
                            ("letter", "Letter"),
                            ("secure_mail", "Secure Mail"),
                            ("phone", "Phone"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("sent", "Sent"),
                            ("received", "Received"),
                            ("returned", "Returned"),
                        ],
                        max_length=20,
                    ),
                ),
                ("reference", models.CharField(max_length=20)),
                ("content", models.JSONField()),
                ("digest", models.CharField(max_length=64)),
                ("sent_at", models.DateTimeField(blank=True, null=True)),
                (
                    "sent_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("proof", models.CharField(blank=True, max_length=200)),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                (
                    "answered_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("answer", models.CharField(blank=True, max_length=500)),
            ],
            options={
                "abstract": False,
                "indexes": [models.Index(fields=["municipality", "state"], name="shelters_notice_inbox")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to__isnull", True),
                            ("valid_to__gte", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="shelters_notice_in_order",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("superseded_at__isnull", True),
                            ("superseded_at__gte", models.F("recorded_at")),
                            _connector="OR",
                        ),
                        name="shelters_notice_superseded_later",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("origin__in", ["entered", "import", "demo", "invoice", "letter"])
                        ),
                        name="shelters_notice_known_origin",
                    ),
                    models.UniqueConstraint(
                        fields=("fact_id", "version"), name="shelters_notice_one_of_each"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("superseded_at__isnull", True)),
                        fields=("fact_id",),
                        name="shelters_notice_one_current",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("sent_at__isnull", True), ("sent_by__isnull", True), ("state", "draft")
                            ),
                            models.Q(
                                models.Q(("state", "draft"), _negated=True),
                                ("sent_at__isnull", False),
                                ("sent_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="shelters_notice_sent_by_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answered_at__isnull", True), ("state__in", ["draft", "sent"])),
                            models.Q(
                                ("answered_at__isnull", False),
                                ("answered_by__isnull", False),
                                ("state__in", ["received", "returned"]),
                            ),
                            _connector="OR",
                        ),
                        name="shelters_notice_answered_by_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state", "draft"),
                            ("way", "inbox"),
                            models.Q(("proof", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="shelters_notice_has_proof",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "returned"), _negated=True),
                            models.Q(("answer", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="shelters_notice_returned_with_why",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("superseded_at__isnull", True),
                            ("voided", False),
                            models.Q(("state", "returned"), _negated=True),
                        ),
                        fields=("stay_fact", "kind", "municipality"),
                        name="shelters_notice_one_at_a_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PersonLine",
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
                    "shelter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
                ("line_fact", models.UUIDField()),
                (
                    "kind",
                    models.CharField(
                        choices=[("note", "Note"), ("incident", "Incident"), ("look_in", "Look In")],
                        max_length=20,
                    ),
                ),
                ("happened_at", models.DateTimeField()),
                (
                    "incident_kind",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("threat", "Threat"),
                            ("violence", "Violence"),
                            ("illness", "Illness"),
                            ("substances", "Substances"),
                            ("fire", "Fire"),
                            ("damage", "Damage"),
                            ("missing", "Missing"),
                            ("death", "Death"),
                            ("other", "Other"),
                        ],
                        max_length=20,
                    ),
                ),
                ("words", models.TextField(blank=True, max_length=2000)),
            ],
            options={
                "abstract": False,
                "indexes": [
                    models.Index(
                        condition=models.Q(("superseded_at__isnull", True)),
                        fields=["record", "happened_at"],
                        name="shelters_personline_of_record",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to__isnull", True),
                            ("valid_to__gte", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="shelters_personline_in_order",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("superseded_at__isnull", True),
                            ("superseded_at__gte", models.F("recorded_at")),
                            _connector="OR",
                        ),
                        name="shelters_personline_superseded_later",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("origin__in", ["entered", "import", "demo", "invoice", "letter"])
                        ),
                        name="shelters_personline_known_origin",
                    ),
                    models.UniqueConstraint(
                        fields=("fact_id", "version"), name="shelters_personline_one_of_each"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("superseded_at__isnull", True)),
                        fields=("fact_id",),
                        name="shelters_personline_one_current",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                (
                                    "incident_kind__in",
                                    [
                                        "threat",
                                        "violence",
                                        "illness",
                                        "substances",
                                        "fire",
                                        "damage",
                                        "missing",
                                        "death",
                                        "other",
                                    ],
                                ),
                                ("kind", "incident"),
                            ),
                            models.Q(
                                ("incident_kind", ""),
                                ("kind__in", ["note", "look_in"]),
                                models.Q(("words", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="shelters_personline_says_something",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("superseded_at__isnull", True), ("voided", False)),
                        fields=("line_fact", "record"),
                        name="shelters_personline_once_per_person",
                    ),
                ],
            },
        ),
    ]
