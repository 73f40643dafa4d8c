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
    """In which form persons were read."""

    PAGE = "page"
    LIST = "list"
    EXPORT = "export"
    SEARCH = "search"


class ReadEvent(models.Model):
    """An actor read facts about persons. A list is one event with its ids; `path_name` names the route."""

    at = models.DateTimeField(db_index=True)
    user_id = models.BigIntegerField()
    assignment_id = models.BigIntegerField()
    purpose = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, choices=ReadKind.choices)
    record_ids = models.JSONField()
    path_name = models.CharField(max_length=100)
