"""Each exact look-up outside one's own relations: one row of the same shape, whatever it found."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from hjemad.areas.citizens.tables.origins import CASE_RETENTION
from hjemad.foundation.privacy.declarations import FieldClass, declare


class LookUp(models.Model):
    """Who asked, how and why; `citizen_ref` is whom it was about, for that citizen's own log, if anybody.

    No foreign keys: the log never blocks, and writing it takes the same work for every answer.
    """

    at = models.DateTimeField()
    user_id = models.BigIntegerField()
    assignment_id = models.BigIntegerField()
    organisation_id = models.BigIntegerField()
    how = models.CharField(max_length=10, choices=[("cpr", "CPR"), ("name", "Name, birth date and sex")])
    purpose = models.CharField(max_length=200)
    citizen_ref = models.BigIntegerField(null=True)
    known = models.BooleanField()

    objects: ClassVar[models.Manager["LookUp"]] = models.Manager()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=~Q(purpose=""), name="citizens_lookup_says_why")
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["user_id", "at"], name="citizens_lookup_user"),
            models.Index(fields=["organisation_id", "at"], name="citizens_lookup_place"),
            models.Index(fields=["citizen_ref", "at"], name="citizens_lookup_citizen"),
        ]


declare(
    LookUp,
    controller="the organisation whose worker asked",
    purpose="telling a citizen and a leader who looked people up, how often and why",
    basis="GDPR art. 5(1)(f), 15 and 32",
    retention=CASE_RETENTION,
    fields={
        "id": FieldClass.TECHNICAL,
        "at": FieldClass.ORDINARY,
        "user_id": FieldClass.TECHNICAL,
        "assignment_id": FieldClass.TECHNICAL,
        "organisation_id": FieldClass.TECHNICAL,
        "how": FieldClass.ORDINARY,
        "purpose": FieldClass.FREE_TEXT,
        "citizen_ref": FieldClass.TECHNICAL,
        "known": FieldClass.ORDINARY,
    },
)
