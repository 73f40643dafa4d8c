"""A shift of the house: from when, who is on it, and which messages of the shift before were read by whom."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from hjemad.foundation.privacy.declarations import FieldClass, declare


class Shift(models.Model):
    """Somebody looks after the house from `began_at`; `ends_at` is what was planned.

    `closed_at` is when it was handed over, `taken_over_at` when the next shift had read every message.
    """

    shelter = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    began_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    begun_by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(
        "access.User", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    taken_over_at = models.DateTimeField(null=True, blank=True)
    taken_over_by = models.ForeignKey(
        "access.User", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("began_at")), name="shelters_shift_in_order"),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, closed_by__isnull=True)
                | Q(closed_at__gte=F("began_at"), closed_by__isnull=False),
                name="shelters_shift_handed_over_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(taken_over_at__isnull=True, taken_over_by__isnull=True)
                | Q(taken_over_at__gte=F("closed_at"), taken_over_by__isnull=False),
                name="shelters_shift_taken_over_after_handed_over",
            ),
            models.UniqueConstraint(
                fields=["shelter"],
                condition=Q(closed_at__isnull=True),
                name="shelters_shift_one_open_per_house",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["shelter", "-began_at"], name="shelters_shift_newest")
        ]


class ShiftWorker(models.Model):
    """Somebody is on a shift, under the assignment that gives the right: a substitute's ends by itself."""

    shift = models.ForeignKey(Shift, on_delete=models.PROTECT, related_name="workers")
    assignment = models.ForeignKey("access.Assignment", on_delete=models.PROTECT, related_name="+")
    joined_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["shift", "assignment"], name="shelters_shiftworker_once"),
        ]


class MessageRead(models.Model):
    """A message of the shift before was read. `line_fact` names the line of the log that holds it."""

    shift = models.ForeignKey(Shift, on_delete=models.PROTECT, related_name="+")
    line_fact = models.UUIDField()
    user = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    read_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["line_fact", "user"], name="shelters_messageread_once"),
        ]


_SHIFT = {
    "controller": "the shelter",
    "purpose": "knowing who looks after the house, and that what one shift left reached the next",
    "basis": "GDPR art. 6(1)(e); who works here, no resident",
    "retention": "five years, as the log of the house",
}
declare(
    Shift,
    **_SHIFT,
    fields={
        "id": FieldClass.TECHNICAL,
        "shelter": FieldClass.ORDINARY,
        "began_at": FieldClass.ORDINARY,
        "ends_at": FieldClass.ORDINARY,
        "begun_by": FieldClass.ORDINARY,
        "closed_at": FieldClass.ORDINARY,
        "closed_by": FieldClass.ORDINARY,
        "taken_over_at": FieldClass.ORDINARY,
        "taken_over_by": FieldClass.ORDINARY,
    },
)
declare(
    ShiftWorker,
    **_SHIFT,
    fields={
        "id": FieldClass.TECHNICAL,
        "shift": FieldClass.ORDINARY,
        "assignment": FieldClass.ORDINARY,
        "joined_at": FieldClass.ORDINARY,
        "left_at": FieldClass.ORDINARY,
    },
)
declare(
    MessageRead,
    **_SHIFT,
    fields={
        "id": FieldClass.TECHNICAL,
        "shift": FieldClass.ORDINARY,
        "line_fact": FieldClass.TECHNICAL,
        "user": FieldClass.ORDINARY,
        "read_at": FieldClass.ORDINARY,
    },
)
