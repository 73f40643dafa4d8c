"""A list on its way in, sealed and short-lived; and which row of a house's own list became which stay."""

from datetime import datetime, timedelta
from typing import ClassVar

from django.db import models
from django.db.models import Q

from hjemad.foundation.access.managers import PersonFactManager
from hjemad.foundation.access.models import Assignment, User
from hjemad.foundation.organisations.models import Organisation
from hjemad.foundation.privacy.declarations import FieldClass, declare

# From the upload until the rows that were refused can no longer be fetched.
KEPT = timedelta(hours=12)
# Where a municipality knows the stays of a shelter from that is not here.
ELSEWHERE = ("invoice", "letter")


class StayFile(models.Model):
    """A list somebody sent, from the upload to its result: sealed, and for whoever sent it only.

    `content` is the sealed table; once saved only its refused rows. `places` say which column means what;
    `outcome` holds counts, never anything of a person. Gone after `KEPT`.
    """

    shelter = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    about = models.CharField(max_length=10, choices=[("stays", "stays"), ("residents", "residents")])
    origin = models.CharField(max_length=20)
    file_name = models.CharField(max_length=120)
    content = models.TextField()
    rows = models.PositiveIntegerField()
    places = models.JSONField(default=dict)
    outcome = models.JSONField(default=dict)
    sent_at = models.DateTimeField()
    saved_at = models.DateTimeField(null=True)
    sent_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    sent_under = models.ForeignKey(Assignment, on_delete=models.PROTECT, related_name="+")

    @property
    def is_elsewhere(self) -> bool:
        """A municipality sent it, of a shelter that is not here."""
        return self.origin in ELSEWHERE

    @property
    def kept_until(self) -> datetime:
        """After this moment the list is gone."""
        return self.sent_at + KEPT


class ImportedRow(models.Model):
    """A row of the house's own list became this stay: what makes a second import change nothing.

    Kept where the list has numbers of its own, of stays (`stay_key`) or citizens (`person_key`), as hashes;
    without such numbers a row is found again by the person and the first night.
    """

    record = models.ForeignKey("citizens.PersonRecord", on_delete=models.PROTECT, related_name="+")
    shelter = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    stay_fact = models.UUIDField()
    stay_key = models.CharField(max_length=64, blank=True)
    person_key = models.CharField(max_length=64, blank=True)
    at = models.DateTimeField()

    objects: ClassVar[PersonFactManager] = PersonFactManager()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["shelter", "stay_key"], condition=~Q(stay_key=""), name="shelters_importedrow_once"
            )
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["shelter", "person_key"], name="shelters_importedrow_person")
        ]


declare(
    StayFile,
    controller="whoever sent the list",
    purpose="showing what a list would do before anything of it is written",
    basis="GDPR art. 6(1)(e); serviceloven § 110",
    retention="twelve hours; sent forms' days at most",
    fields={
        "id": FieldClass.TECHNICAL,
        "shelter": FieldClass.ORDINARY,
        "about": FieldClass.ORDINARY,
        "origin": FieldClass.ORDINARY,
        "file_name": FieldClass.FREE_TEXT,
        "content": FieldClass.IDENTITY,
        "rows": FieldClass.ORDINARY,
        "places": FieldClass.ORDINARY,
        "outcome": FieldClass.ORDINARY,
        "sent_at": FieldClass.ORDINARY,
        "saved_at": FieldClass.ORDINARY,
        "sent_by": FieldClass.TECHNICAL,
        "sent_under": FieldClass.TECHNICAL,
    },
)
declare(
    ImportedRow,
    controller="the shelter",
    purpose="the same list read twice changes nothing",
    basis="GDPR art. 5(1)(d) and 6(1)(e); serviceloven § 110",
    retention="with the stay",
    fields={
        "id": FieldClass.TECHNICAL,
        "record": FieldClass.TECHNICAL,
        "shelter": FieldClass.TECHNICAL,
        "stay_fact": FieldClass.TECHNICAL,
        "stay_key": FieldClass.TECHNICAL,
        "person_key": FieldClass.TECHNICAL,
        "at": FieldClass.ORDINARY,
    },
)
