"""The log of the house, which names nobody, and what it says about a person, which lies in their file.

A line is never overwritten: struck through it is a version that says so, with the reason (`voided`).
"""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from hjemad.foundation.access.managers import PersonFactManager
from hjemad.foundation.facts.models import FactQuerySet, FactVersion
from hjemad.foundation.privacy.declarations import FACT_FIELDS, FieldClass, declare


class About(models.TextChoices):
    """What a line is about. The words about a person lie in `PersonLine` and nowhere else."""

    HOUSE = "house"
    PERSON = "person"
    INCIDENT = "incident"
    APPOINTMENT = "appointment"


class IncidentKind(models.TextChoices):
    """The short list; what fits nothing is other, and the words say what it was."""

    THREAT = "threat"
    VIOLENCE = "violence"
    ILLNESS = "illness"
    SUBSTANCES = "substances"
    FIRE = "fire"
    DAMAGE = "damage"
    MISSING = "missing"
    DEATH = "death"
    OTHER = "other"


class WhoFollows(models.TextChoices):
    """Who can do what is missing."""

    LEADER = "leader"
    SHIFT = "shift"
    CONTACT = "contact"


class LogLine(FactVersion):
    """One line of the log. `happened_at` is the true hour, `written_at` when it was written.

    Of a line about a person only that it exists. An incident's `words` name nobody; `missing`, `who_can` and
    `due_at` are its follow-up, `outcome` what came of it. `for_next` is a message to the next shift. A line
    about an appointment of the house has its hour in `happened_at`.
    """

    shelter = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    shift = models.ForeignKey(
        "shelters.Shift", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    about = models.CharField(max_length=20, choices=About.choices)
    happened_at = models.DateTimeField()
    written_at = models.DateTimeField()
    written_by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    words = models.TextField(blank=True, max_length=2000)
    for_next = models.BooleanField(default=False)
    incident_kind = models.CharField(max_length=20, blank=True, choices=IncidentKind.choices)
    where = models.CharField(max_length=120, blank=True)
    done = models.CharField(max_length=200, blank=True)
    missing = models.CharField(max_length=500, blank=True)
    who_can = models.CharField(max_length=20, blank=True, choices=WhoFollows.choices)
    due_at = models.DateTimeField(null=True, blank=True)
    outcome = models.TextField(blank=True, max_length=2000)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(
        "access.User", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )

    objects = FactQuerySet.as_manager()

    class Meta(FactVersion.Meta):
        abstract = False
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *FactVersion.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(about="person") | Q(words="", where="", missing="", outcome=""),
                name="shelters_logline_says_nothing_of_a_person",
            ),
            models.CheckConstraint(
                condition=Q(about="incident", incident_kind__in=IncidentKind.values)
                | (~Q(about="incident") & Q(incident_kind="", missing="", outcome="", done="")),
                name="shelters_logline_incident_has_a_kind",
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, closed_by__isnull=True, outcome="")
                | (Q(closed_at__isnull=False, closed_by__isnull=False) & ~Q(outcome="")),
                name="shelters_logline_closed_with_what_came_of_it",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["shelter", "happened_at"],
                condition=Q(superseded_at__isnull=True),
                name="shelters_logline_of_house",
            )
        ]


class LineKind(models.TextChoices):
    """What was written about a person: a note, a part in an incident, or to look in on them."""

    NOTE = "note"
    INCIDENT = "incident"
    LOOK_IN = "look_in"


class PersonLine(FactVersion):
    """What a line of the log says about one person, in that person's file; it stands without the log.

    Of an incident it holds this person's part only. To look in on somebody holds in `[valid_from, valid_to)`.
    """

    record = models.ForeignKey("citizens.PersonRecord", on_delete=models.PROTECT, related_name="+")
    shelter = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    line_fact = models.UUIDField()
    kind = models.CharField(max_length=20, choices=LineKind.choices)
    happened_at = models.DateTimeField()
    incident_kind = models.CharField(max_length=20, blank=True, choices=IncidentKind.choices)
    words = models.TextField(blank=True, max_length=2000)

    objects: ClassVar[PersonFactManager] = PersonFactManager()

    class Meta(FactVersion.Meta):
        abstract = False
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *FactVersion.Meta.constraints,
            models.CheckConstraint(
                condition=Q(kind="incident", incident_kind__in=IncidentKind.values)
                | (Q(incident_kind="", kind__in=["note", "look_in"]) & ~Q(words="")),
                name="shelters_personline_says_something",
            ),
            models.UniqueConstraint(
                fields=["line_fact", "record"],
                condition=Q(superseded_at__isnull=True, voided=False),
                name="shelters_personline_once_per_person",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["record", "happened_at"],
                condition=Q(superseded_at__isnull=True),
                name="shelters_personline_of_record",
            )
        ]


declare(
    LogLine,
    controller="the shelter",
    purpose="what happened in the house, what must be followed up, what the next shift must know",
    basis="GDPR art. 6(1)(e); names no resident",
    retention="five years, as the log of the house",
    fields={
        **FACT_FIELDS,
        "shelter": FieldClass.ORDINARY,
        "shift": FieldClass.TECHNICAL,
        "about": FieldClass.ORDINARY,
        "happened_at": FieldClass.ORDINARY,
        "written_at": FieldClass.TECHNICAL,
        "written_by": FieldClass.TECHNICAL,
        "words": FieldClass.FREE_TEXT,
        "for_next": FieldClass.ORDINARY,
        "incident_kind": FieldClass.ORDINARY,
        "where": FieldClass.FREE_TEXT,
        "done": FieldClass.ORDINARY,
        "missing": FieldClass.FREE_TEXT,
        "who_can": FieldClass.ORDINARY,
        "due_at": FieldClass.ORDINARY,
        "outcome": FieldClass.FREE_TEXT,
        "closed_at": FieldClass.ORDINARY,
        "closed_by": FieldClass.TECHNICAL,
    },
)
declare(
    PersonLine,
    controller="the shelter",
    purpose="what the shifts of the house must know about a resident, and what a resident was part of",
    basis="GDPR art. 6(1)(e), 9(2)(f); serviceloven § 110",
    retention="five years after the last fact about the person; then archived and deleted by rule",
    fields={
        **FACT_FIELDS,
        "record": FieldClass.TECHNICAL,
        "shelter": FieldClass.WHEREABOUTS,
        "line_fact": FieldClass.TECHNICAL,
        "kind": FieldClass.ORDINARY,
        "happened_at": FieldClass.ORDINARY,
        "incident_kind": FieldClass.HEALTH,
        "words": FieldClass.FREE_TEXT,
    },
)
