"""That somebody was seen in the house in a night; and who is announced for one."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from hjemad.foundation.access.managers import PersonFactManager
from hjemad.foundation.privacy.declarations import FieldClass, declare


class Presence(models.Model):
    """A resident was seen in a night, by whom and when; at most one that stands for each stay and night.

    `seen_at` is when, `written_at` when it was written: they differ where somebody wrote it later.
    `night` is the day on which the night begins. No fact: neither money nor law reads it. It ends nothing.
    """

    record = models.ForeignKey("citizens.PersonRecord", on_delete=models.PROTECT, related_name="+")
    shelter = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    stay_fact = models.UUIDField()
    night = models.DateField()
    seen_at = models.DateTimeField()
    written_at = models.DateTimeField()
    written_by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    written_under = models.ForeignKey("access.Assignment", on_delete=models.PROTECT, related_name="+")
    taken_back_at = models.DateTimeField(null=True, blank=True)
    taken_back_by = models.ForeignKey(
        "access.User", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )

    objects: ClassVar[PersonFactManager] = PersonFactManager()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["stay_fact", "night"],
                condition=Q(taken_back_at__isnull=True),
                name="shelters_presence_once_a_night",
            ),
            models.CheckConstraint(
                condition=Q(written_at__gte=F("seen_at")), name="shelters_presence_written_after"
            ),
            models.CheckConstraint(
                condition=Q(taken_back_at__isnull=True, taken_back_by__isnull=True)
                | Q(taken_back_at__isnull=False, taken_back_by__isnull=False),
                name="shelters_presence_taken_back_by_somebody",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["shelter", "night"], name="shelters_presence_of_house")
        ]


class Outcome(models.TextChoices):
    """What became of somebody who was announced."""

    WAITING = "waiting"
    ADMITTED = "admitted"
    NOT_COME = "not_come"
    ELSEWHERE = "elsewhere"
    NO_THANKS = "no_thanks"
    MISTAKE = "mistake"


class Expected(models.Model):
    """Somebody is announced for a night: what they are called, from whom, and about when.

    Nobody's record yet. When it is settled the name and who told are emptied: an admission has them from then
    on, and nobody else needs them.
    """

    shelter = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    place = models.ForeignKey(
        "shelters.Place", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    night = models.DateField()
    due_at = models.DateTimeField(null=True, blank=True)
    called = models.CharField(max_length=200, blank=True)
    told_by = models.CharField(max_length=200, blank=True)
    announced_at = models.DateTimeField()
    announced_by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    announced_under = models.ForeignKey("access.Assignment", on_delete=models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=20, choices=Outcome.choices)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(
        "access.User", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(outcome="waiting", settled_at__isnull=True, settled_by__isnull=True)
                | (
                    ~Q(outcome="waiting")
                    & Q(settled_at__isnull=False, settled_by__isnull=False, called="", told_by="")
                ),
                name="shelters_expected_settled_without_name",
            ),
            models.UniqueConstraint(
                fields=["place", "night"],
                condition=Q(outcome="waiting", place__isnull=False),
                name="shelters_expected_one_to_a_place",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["shelter", "outcome", "night"], name="shelters_expected_of_house")
        ]


declare(
    Presence,
    controller="the shelter",
    purpose="knowing who is in the house tonight, also when it burns; that nobody is forgotten",
    basis="GDPR art. 6(1)(c), (d) and (e); serviceloven § 110",
    retention="five years after the last fact about the person; then deleted by rule",
    fields={
        "id": FieldClass.TECHNICAL,
        "record": FieldClass.TECHNICAL,
        "shelter": FieldClass.WHEREABOUTS,
        "stay_fact": FieldClass.TECHNICAL,
        "night": FieldClass.WHEREABOUTS,
        "seen_at": FieldClass.WHEREABOUTS,
        "written_at": FieldClass.ORDINARY,
        "written_by": FieldClass.TECHNICAL,
        "written_under": FieldClass.TECHNICAL,
        "taken_back_at": FieldClass.ORDINARY,
        "taken_back_by": FieldClass.TECHNICAL,
    },
)
declare(
    Expected,
    controller="the shelter",
    purpose="holding a place for somebody on the way",
    basis="GDPR art. 6(1)(e); serviceloven § 110",
    retention="the name until it is settled; the row some days after its night",
    fields={
        "id": FieldClass.TECHNICAL,
        "shelter": FieldClass.WHEREABOUTS,
        "place": FieldClass.WHEREABOUTS,
        "night": FieldClass.WHEREABOUTS,
        "due_at": FieldClass.ORDINARY,
        "called": FieldClass.IDENTITY,
        "told_by": FieldClass.FREE_TEXT,
        "announced_at": FieldClass.ORDINARY,
        "announced_by": FieldClass.TECHNICAL,
        "announced_under": FieldClass.TECHNICAL,
        "outcome": FieldClass.ORDINARY,
        "settled_at": FieldClass.ORDINARY,
        "settled_by": FieldClass.TECHNICAL,
    },
)
