"""The two logs. No foreign keys: a log never blocks, and never disappears with, what it describes."""

from typing import ClassVar

from django.db import models


class Event(models.Model):
    """Something an actor did. `objects_named` and `data` hold ids and codes, never a person's data."""

    at = models.DateTimeField(db_index=True)
    kind = models.CharField(max_length=60)
    user_id = models.BigIntegerField(null=True)
    assignment_id = models.BigIntegerField(null=True)
    objects_named = models.JSONField(default=dict)
    data = models.JSONField(default=dict)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["kind", "at"], name="audit_event_kind")]


class ReadKind(models.TextChoices):
    """In which form persons were read. A look-up got one word; revealing opened one protected value."""

    PAGE = "page"
    LIST = "list"
    EXPORT = "export"
    SEARCH = "search"
    LOOK_UP = "look_up"
    REVEAL = "reveal"


class ReadEvent(models.Model):
    """An actor read facts about persons. A list is one event with its records; `path_name` is the route."""

    at = models.DateTimeField(db_index=True)
    user_id = models.BigIntegerField()
    assignment_id = models.BigIntegerField()
    purpose = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, choices=ReadKind.choices)
    path_name = models.CharField(max_length=100)

    @property
    def record_ids(self) -> list[int]:
        """The records that were read, in order; one query."""
        return sorted(ReadOf.objects.filter(event=self).values_list("record_id", flat=True))


class ReadOf(models.Model):
    """One record of a read: so that who has read a person is found without going through the whole log."""

    event = models.ForeignKey(ReadEvent, on_delete=models.PROTECT, related_name="+")
    record_id = models.BigIntegerField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            # The unique index is also the way from a record to those who read it.
            models.UniqueConstraint(fields=["record_id", "event"], name="audit_readof_once")
        ]


class DisclosureBasis(models.TextChoices):
    """On what ground something about a person left the organisation."""

    TASK = "task"
    DUTY = "duty"
    CONSENT = "consent"


class Disclosure(models.Model):
    """Something about persons left the organisation: to whom, what (a code), on what ground, and by whom."""

    at = models.DateTimeField(db_index=True)
    user_id = models.BigIntegerField(null=True)
    assignment_id = models.BigIntegerField(null=True)
    to = models.CharField(max_length=200)
    to_organisation_id = models.BigIntegerField(null=True)
    what = models.CharField(max_length=60)
    basis = models.CharField(max_length=10, choices=DisclosureBasis.choices)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(basis__in=DisclosureBasis.values) & ~models.Q(to="") & ~models.Q(what=""),
                name="audit_disclosure_says_to_whom_and_what",
            )
        ]


class DisclosureOf(models.Model):
    """One record that was disclosed."""

    disclosure = models.ForeignKey(Disclosure, on_delete=models.PROTECT, related_name="+")
    record_id = models.BigIntegerField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["record_id", "disclosure"], name="audit_disclosureof_once")
        ]
