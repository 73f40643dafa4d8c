"""What a shelter tells the acting municipality, from the draft to the answer."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from hjemad.foundation.access.managers import PersonFactManager
from hjemad.foundation.facts.models import FactVersion
from hjemad.foundation.privacy.declarations import FACT_FIELDS, FieldClass, declare


class NoticeKind(models.TextChoices):
    """What the municipality is told."""

    ADMISSION = "admission"
    DISCHARGE = "discharge"


class NoticeWay(models.TextChoices):
    """How it goes to the municipality. `INBOX` is the municipality's own list here."""

    INBOX = "inbox"
    LETTER = "letter"
    SECURE_MAIL = "secure_mail"
    PHONE = "phone"


class NoticeState(models.TextChoices):
    """How far it has come. A draft stops no deadline; one that came back starts it again."""

    DRAFT = "draft"
    SENT = "sent"
    RECEIVED = "received"
    RETURNED = "returned"


class Notice(FactVersion):
    """One notice about one stay. Each step is a version: drafted, sent, received or sent back.

    `content` holds what the letter is made of, so the same bytes can be made again; `digest` is that of the
    bytes as they were sent. `proof` says what shows that it was sent (a number, a receipt, who answered).
    """

    record = models.ForeignKey("citizens.PersonRecord", on_delete=models.PROTECT, related_name="+")
    stay_fact = models.UUIDField()
    shelter = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    municipality = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=NoticeKind.choices)
    way = models.CharField(max_length=20, choices=NoticeWay.choices)
    state = models.CharField(max_length=20, choices=NoticeState.choices)
    reference = models.CharField(max_length=20)
    content = models.JSONField()
    digest = models.CharField(max_length=64)
    sent_at = models.DateTimeField(null=True, blank=True)
    sent_by = models.ForeignKey(
        "access.User", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    proof = models.CharField(max_length=200, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        "access.User", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    answer = models.CharField(max_length=500, blank=True)

    objects: ClassVar[PersonFactManager] = PersonFactManager()

    class Meta(FactVersion.Meta):
        abstract = False
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *FactVersion.Meta.constraints,
            models.CheckConstraint(
                condition=Q(state="draft", sent_at__isnull=True, sent_by__isnull=True)
                | (~Q(state="draft") & Q(sent_at__isnull=False, sent_by__isnull=False)),
                name="shelters_notice_sent_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "sent"], answered_at__isnull=True)
                | Q(state__in=["received", "returned"], answered_at__isnull=False, answered_by__isnull=False),
                name="shelters_notice_answered_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(state="draft") | Q(way="inbox") | ~Q(proof=""), name="shelters_notice_has_proof"
            ),
            models.CheckConstraint(
                condition=~Q(state="returned") | ~Q(answer=""), name="shelters_notice_returned_with_why"
            ),
            models.UniqueConstraint(
                fields=["stay_fact", "kind", "municipality"],
                condition=Q(superseded_at__isnull=True, voided=False) & ~Q(state="returned"),
                name="shelters_notice_one_at_a_time",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["municipality", "state"], name="shelters_notice_inbox")
        ]


declare(
    Notice,
    controller="the shelter; the municipality for what it received",
    purpose="telling the acting municipality that somebody has moved in or out",
    basis="GDPR art. 6(1)(c); serviceloven § 110, stk. 6",
    retention="five years after the last fact about the person; then archived and deleted by rule",
    fields={
        **FACT_FIELDS,
        "record": FieldClass.TECHNICAL,
        "stay_fact": FieldClass.TECHNICAL,
        "shelter": FieldClass.WHEREABOUTS,
        "municipality": FieldClass.WHEREABOUTS,
        "kind": FieldClass.ORDINARY,
        "way": FieldClass.ORDINARY,
        "state": FieldClass.ORDINARY,
        "reference": FieldClass.TECHNICAL,
        "content": FieldClass.IDENTITY,
        "digest": FieldClass.TECHNICAL,
        "sent_at": FieldClass.ORDINARY,
        "sent_by": FieldClass.TECHNICAL,
        "proof": FieldClass.FREE_TEXT,
        "answered_at": FieldClass.ORDINARY,
        "answered_by": FieldClass.TECHNICAL,
        "answer": FieldClass.FREE_TEXT,
    },
)
