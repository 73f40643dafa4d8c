"""The person's own words and questions, requests, holds; breaches; and the memory of what was deleted."""

from typing import ClassVar
from uuid import uuid4

from django.db import models
from django.db.models import Q

from hjemad.areas.rights.tables.emergencies import EmergencyAccess as EmergencyAccess
from hjemad.foundation.access.managers import PersonFactManager
from hjemad.foundation.access.models import Assignment, User
from hjemad.foundation.facts.models import FactQuerySet, FactVersion
from hjemad.foundation.organisations.models import Organisation
from hjemad.foundation.privacy.declarations import FACT_FIELDS, FieldClass, declare


class About(models.TextChoices):
    """What the person disagrees with. A line of a claim is not among them: it follows from these."""

    STAY = "stay"
    IDENTITY = "identity"
    MUNICIPALITY = "municipality"
    OTHER = "other"


class Answer(models.TextChoices):
    """What became of a disagreement."""

    WAITS = "waits"
    RECTIFIED = "rectified"
    STANDS = "stands"


class Disagreement(FactVersion):
    """The person's own words beside an entry; a later version holds changed words, or the answer."""

    record = models.ForeignKey("citizens.PersonRecord", on_delete=models.PROTECT, related_name="+")
    about = models.CharField(max_length=20, choices=About.choices)
    entry = models.UUIDField(null=True, blank=True)
    words = models.TextField()
    answer = models.CharField(max_length=20, choices=Answer.choices, default=Answer.WAITS)
    answer_words = models.TextField(blank=True)

    objects: ClassVar[PersonFactManager] = PersonFactManager()

    class Meta(FactVersion.Meta):
        abstract = False
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *FactVersion.Meta.constraints,
            models.CheckConstraint(condition=~Q(words=""), name="rights_disagreement_has_words"),
            models.CheckConstraint(
                condition=Q(answer="waits", answer_words="") | (~Q(answer="waits") & ~Q(answer_words="")),
                name="rights_disagreement_answer_has_words",
            ),
        ]


class ReadingQuestion(FactVersion):
    """The person asks about one look-up; the leader of the house that looked answers."""

    record = models.ForeignKey("citizens.PersonRecord", on_delete=models.PROTECT, related_name="+")
    read_event = models.BigIntegerField()
    answered_by = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    words = models.TextField(blank=True)
    answer_words = models.TextField(blank=True)

    objects: ClassVar[PersonFactManager] = PersonFactManager()

    class Meta(FactVersion.Meta):
        abstract = False
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["answered_by"], name="rights_question_for_house")
        ]


class RequestState(models.TextChoices):
    """Where an access request stands."""

    RECEIVED = "received"
    REVIEWED = "reviewed"
    RELEASED = "released"


class AccessRequest(FactVersion):
    """Somebody asks for all we hold about them; `valid_from` is the day it came.

    `organisation` answers, for its own records only. `review` says of each passage with another person's name
    whether it is masked or shown, by a digest of the passage: no text is stored here.
    """

    record = models.ForeignKey("citizens.PersonRecord", on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField()
    extension_why = models.TextField(blank=True)
    state = models.CharField(max_length=20, choices=RequestState.choices)
    review = models.JSONField(default=dict)
    content_digest = models.CharField(max_length=64, blank=True)

    objects: ClassVar[PersonFactManager] = PersonFactManager()

    class Meta(FactVersion.Meta):
        abstract = False
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *FactVersion.Meta.constraints,
            models.CheckConstraint(
                condition=Q(state="received") | ~Q(content_digest=""),
                name="rights_accessrequest_reviewed_content_is_known",
            ),
        ]


class LegalHold(FactVersion):
    """The record is not deleted in `[valid_from, valid_to)`, for the stated ground."""

    record = models.ForeignKey("citizens.PersonRecord", on_delete=models.PROTECT, related_name="+")
    ground = models.TextField()

    objects: ClassVar[PersonFactManager] = PersonFactManager()

    class Meta(FactVersion.Meta):
        abstract = False
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *FactVersion.Meta.constraints,
            models.CheckConstraint(condition=~Q(ground=""), name="rights_legalhold_says_why"),
        ]


class Breach(FactVersion):
    """Something leaked, was lost or changed; each version is what was known then. No person is named."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    known_at = models.DateTimeField()
    happened = models.TextField()
    affected = models.CharField(max_length=200, blank=True)
    done = models.TextField(blank=True)
    reported_at = models.DateTimeField(null=True, blank=True)
    not_reported_why = models.TextField(blank=True)
    people_told = models.TextField(blank=True)

    objects = FactQuerySet.as_manager()

    class Meta(FactVersion.Meta):
        abstract = False
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *FactVersion.Meta.constraints,
            models.CheckConstraint(condition=~Q(happened=""), name="rights_breach_says_what"),
            models.CheckConstraint(
                condition=Q(reported_at__isnull=True) | Q(not_reported_why=""),
                name="rights_breach_reported_or_why_not",
            ),
        ]


class UnusualNote(FactVersion):
    """A leader or data protection officer has looked at an unusual reading, and what they found."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=64, db_index=True)
    words = models.TextField()

    objects = FactQuerySet.as_manager()

    class Meta(FactVersion.Meta):
        abstract = False


class RetentionRun(models.Model):
    """A deletion by rule: who ran it, on which day's rules, how many people, and where the archive lies."""

    public_id = models.UUIDField(default=uuid4, unique=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    under = models.ForeignKey(Assignment, on_delete=models.PROTECT, related_name="+")
    people = models.PositiveIntegerField()
    archive_name = models.CharField(max_length=80)
    archive_digest = models.CharField(max_length=64)
    periods = models.JSONField()


class Tombstone(models.Model):
    """That rows of one table were deleted in a run, by which rule, and how many. Nothing else is left."""

    run = models.ForeignKey(RetentionRun, on_delete=models.PROTECT, related_name="tombstones")
    model = models.CharField(max_length=60)
    rule = models.CharField(max_length=200)
    controller = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", null=True)
    rows = models.PositiveIntegerField()


class Release(models.Model):
    """An organisation agrees that its part of a person it shares may go; the last one to agree deletes."""

    record_id = models.BigIntegerField(unique=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")


_CASE = "as long as the case it belongs to"
_RIGHTS = "GDPR art. 6(1)(c) with art. 12-17"
_FACT_OF_PERSON = {**FACT_FIELDS, "record": FieldClass.TECHNICAL}
declare(
    Disagreement,
    controller="the organisation the entry belongs to",
    purpose="the person's own words stand beside what others wrote",
    basis=_RIGHTS,
    retention=_CASE,
    fields={
        **_FACT_OF_PERSON,
        "about": FieldClass.ORDINARY,
        "entry": FieldClass.TECHNICAL,
        "words": FieldClass.FREE_TEXT,
        "answer": FieldClass.ORDINARY,
        "answer_words": FieldClass.FREE_TEXT,
    },
)
declare(
    ReadingQuestion,
    controller="the organisation that looked",
    purpose="the person asks why somebody looked, and gets an answer",
    basis=_RIGHTS,
    retention=_CASE,
    fields={
        **_FACT_OF_PERSON,
        "read_event": FieldClass.TECHNICAL,
        "answered_by": FieldClass.WHEREABOUTS,
        "words": FieldClass.FREE_TEXT,
        "answer_words": FieldClass.FREE_TEXT,
    },
)
declare(
    AccessRequest,
    controller="the organisation that answers",
    purpose="the person gets a copy of all that is held, in time and without others' names",
    basis=_RIGHTS,
    retention=_CASE,
    fields={
        **_FACT_OF_PERSON,
        "organisation": FieldClass.WHEREABOUTS,
        "due_on": FieldClass.ORDINARY,
        "extension_why": FieldClass.FREE_TEXT,
        "state": FieldClass.ORDINARY,
        "review": FieldClass.TECHNICAL,
        "content_digest": FieldClass.TECHNICAL,
    },
)
declare(
    LegalHold,
    controller="the organisation that wrote the record",
    purpose="what a case of complaint, court or archive needs is not deleted meanwhile",
    basis="GDPR art. 17(3) and 18",
    retention=_CASE,
    fields={**_FACT_OF_PERSON, "ground": FieldClass.FREE_TEXT},
)
declare(
    Breach,
    controller="the organisation where it happened",
    purpose="breaches are documented and told in time",
    basis="GDPR art. 33 and 34",
    retention="five years after it was written",
    fields={
        **FACT_FIELDS,
        "organisation": FieldClass.ORDINARY,
        "known_at": FieldClass.ORDINARY,
        "happened": FieldClass.FREE_TEXT,
        "affected": FieldClass.ORDINARY,
        "done": FieldClass.FREE_TEXT,
        "reported_at": FieldClass.ORDINARY,
        "not_reported_why": FieldClass.FREE_TEXT,
        "people_told": FieldClass.FREE_TEXT,
    },
)
declare(
    UnusualNote,
    controller="the organisation whose log it is",
    purpose="unusual reading is looked at by a person",
    basis="GDPR art. 32",
    retention="five years after it was written",
    fields={
        **FACT_FIELDS,
        "organisation": FieldClass.ORDINARY,
        "key": FieldClass.TECHNICAL,
        "words": FieldClass.FREE_TEXT,
    },
)
_DELETION = {
    "controller": "the organisation that ran the deletion",
    "purpose": "proof that something was deleted, by which rule and when, and nothing about whom",
    "basis": "GDPR art. 5(2); no personal data about citizens",
    "retention": "kept",
}
declare(
    RetentionRun,
    **_DELETION,
    fields={
        "id": FieldClass.TECHNICAL,
        "public_id": FieldClass.TECHNICAL,
        "organisation": FieldClass.ORDINARY,
        "on": FieldClass.ORDINARY,
        "at": FieldClass.TECHNICAL,
        "by": FieldClass.TECHNICAL,
        "under": FieldClass.TECHNICAL,
        "people": FieldClass.ORDINARY,
        "archive_name": FieldClass.TECHNICAL,
        "archive_digest": FieldClass.TECHNICAL,
        "periods": FieldClass.ORDINARY,
    },
)
declare(
    Tombstone,
    **_DELETION,
    fields={
        "id": FieldClass.TECHNICAL,
        "run": FieldClass.TECHNICAL,
        "model": FieldClass.ORDINARY,
        "rule": FieldClass.ORDINARY,
        "controller": FieldClass.ORDINARY,
        "rows": FieldClass.ORDINARY,
    },
)
declare(
    Release,
    **_DELETION,
    fields={
        "id": FieldClass.TECHNICAL,
        "record_id": FieldClass.TECHNICAL,
        "organisation": FieldClass.ORDINARY,
        "at": FieldClass.TECHNICAL,
        "by": FieldClass.TECHNICAL,
    },
)
