"""The abstract versioned fact, values entered for law the house does not know, and forms that were sent."""

from datetime import datetime
from typing import Any, ClassVar, Self
from uuid import uuid4

from django.db import models
from django.db.models import F, Q


class Origin(models.TextChoices):
    """How a fact came into the house."""

    ENTERED = "entered"
    IMPORT = "import"
    DEMO = "demo"
    INVOICE = "invoice"
    LETTER = "letter"


class FactQuerySet(models.QuerySet[Any]):
    """Versions of facts. Deleting and updating are refused here, and once more by the database."""

    def current(self) -> Self:
        """The versions that hold today: not superseded, and not withdrawn as a mistake."""
        return self.filter(superseded_at__isnull=True, voided=False)

    def as_of(self, moment: datetime) -> Self:
        """The versions that held at `moment`, as they were known then; withdrawn ones are left out."""
        return self.filter(
            Q(superseded_at__isnull=True) | Q(superseded_at__gt=moment), recorded_at__lte=moment, voided=False
        )


class FactVersion(models.Model):
    """One version of one fact: what held in `[valid_from, valid_to)`, as somebody recorded it at a moment.

    `valid_to` None is still open. A version is never changed or deleted; the next one supersedes it, and only
    `superseded_at` is then set. `voided` marks a current version that says: this fact was a mistake.
    """

    id = models.BigAutoField(primary_key=True)
    fact_id = models.UUIDField(default=uuid4)
    version = models.PositiveIntegerField()
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    recorded_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True, blank=True)
    recorded_by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    recorded_under = models.ForeignKey("access.Assignment", on_delete=models.PROTECT, related_name="+")
    reason = models.TextField(blank=True)
    origin = models.CharField(max_length=20, choices=Origin.choices)
    voided = models.BooleanField(default=False)

    class Meta:
        abstract = True
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="%(app_label)s_%(class)s_in_order",
            ),
            models.CheckConstraint(
                condition=Q(superseded_at__isnull=True) | Q(superseded_at__gte=F("recorded_at")),
                name="%(app_label)s_%(class)s_superseded_later",
            ),
            models.CheckConstraint(
                condition=Q(origin__in=Origin.values), name="%(app_label)s_%(class)s_known_origin"
            ),
            models.UniqueConstraint(
                fields=["fact_id", "version"], name="%(app_label)s_%(class)s_one_of_each"
            ),
            models.UniqueConstraint(
                fields=["fact_id"],
                condition=Q(superseded_at__isnull=True),
                name="%(app_label)s_%(class)s_one_current",
            ),
        ]


class LocalValue(FactVersion):
    """A dated value an organisation entered for a parameter the house does not know, with its source.

    `parameter` is the id of the law parameter; `value` is text as the source prints it; `marked` says
    `invented` where nobody has seen a source, and every claim that rests on it says so too.
    """

    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    parameter = models.CharField(max_length=100)
    value = models.CharField(max_length=40)
    unit = models.CharField(max_length=40)
    source = models.TextField()
    seen_by = models.CharField(max_length=200)
    marked = models.CharField(max_length=20, blank=True, choices=[("invented", "invented")])

    objects = FactQuerySet.as_manager()

    class Meta(FactVersion.Meta):
        abstract = False
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *FactVersion.Meta.constraints,
            models.CheckConstraint(
                condition=Q(marked__in=["", "invented"]), name="facts_localvalue_known_mark"
            ),
            models.CheckConstraint(
                condition=~Q(source="") & ~Q(parameter="") & ~Q(value=""), name="facts_localvalue_has_source"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organisation", "parameter"], name="facts_localvalue_lookup")
        ]


class Submission(models.Model):
    """A form that was sent: the key it carried and where its answer stands, for whoever sends it again."""

    assignment = models.ForeignKey("access.Assignment", on_delete=models.PROTECT, related_name="+")
    key = models.UUIDField()
    result = models.CharField(max_length=500)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["assignment", "key"], name="facts_submission_sent_once")
        ]


class DeletionDoor(models.Model):
    """A row that may be deleted now: the triggers let through exactly the rows that stand here, none else.

    Written and emptied by `facts.deletion` in the transaction of a retention run; empty at any other time.
    `facts.resealing` uses it the same way, under `table:sealed`, for columns that a key has sealed.
    The triggers of every append-only table name this table: a migration that changes it removes them first.
    """

    run = models.UUIDField()
    table_name = models.CharField(max_length=100)
    row_id = models.BigIntegerField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["table_name", "row_id"], name="facts_deletiondoor_once")
        ]
