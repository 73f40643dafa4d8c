"""Why a person's name and place are kept from view, and from whom a person wants to be hidden."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from hjemad.areas.citizens.tables.origins import CASE_RETENTION, CONSTRAINTS, ORIGINS
from hjemad.foundation.access.managers import PersonFactManager
from hjemad.foundation.facts.models import FactVersion
from hjemad.foundation.privacy.declarations import FACT_FIELDS, FieldClass, declare


class ProtectionKind(models.TextChoices):
    """Where the need for protection comes from."""

    CPR_ORDINARY = "cpr_ordinary"
    CPR_SPECIAL = "cpr_special"
    OWN_SAFETY = "own_safety"
    STAFF_CONFLICT = "staff_conflict"


class Protection(FactVersion):
    """The person of a record is protected until somebody ends it; `expires_on` only says when to look again.

    `why` is kept apart from every other text: it can be as dangerous as the address it hides.
    """

    origin = models.CharField(max_length=20, choices=ORIGINS)
    record = models.ForeignKey("citizens.PersonRecord", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=ProtectionKind.choices)
    expires_on = models.DateField(null=True, blank=True)
    remind_on = models.DateField(null=True, blank=True)
    why = models.TextField(blank=True)

    objects: ClassVar[PersonFactManager] = PersonFactManager()

    class Meta(FactVersion.Meta):
        abstract = False
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *CONSTRAINTS,
            models.CheckConstraint(
                condition=Q(kind__in=ProtectionKind.values), name="citizens_protection_known_kind"
            ),
            models.UniqueConstraint(
                fields=["record", "kind"],
                condition=Q(superseded_at__isnull=True, voided=False, valid_to__isnull=True),
                name="citizens_protection_once_per_kind",
            ),
        ]


class RelationBlock(FactVersion):
    """The citizen does not want to be seen by a worker or an organisation. It holds for all their records."""

    record = models.ForeignKey("citizens.PersonRecord", on_delete=models.PROTECT, related_name="+")
    hidden_from_user = models.ForeignKey(
        "access.User", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    hidden_from = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )

    objects: ClassVar[PersonFactManager] = PersonFactManager()

    class Meta(FactVersion.Meta):
        abstract = False
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *FactVersion.Meta.constraints,
            models.CheckConstraint(
                condition=Q(hidden_from_user__isnull=True, hidden_from__isnull=False)
                | Q(hidden_from_user__isnull=False, hidden_from__isnull=True),
                name="citizens_relationblock_one_of_two",
            ),
            models.UniqueConstraint(
                fields=["record", "hidden_from_user"],
                condition=Q(superseded_at__isnull=True, voided=False, valid_to__isnull=True),
                name="citizens_relationblock_user_once",
            ),
            models.UniqueConstraint(
                fields=["record", "hidden_from"],
                condition=Q(superseded_at__isnull=True, voided=False, valid_to__isnull=True),
                name="citizens_relationblock_organisation_once",
            ),
        ]


declare(
    Protection,
    controller="the organisation that wrote the record",
    purpose="keeping the person's name and place from who could hurt them",
    basis="GDPR art. 6(1)(e) and 32; CPR-loven §§ 28-29 for protection in the register",
    retention=CASE_RETENTION,
    fields={
        **FACT_FIELDS,
        "record": FieldClass.TECHNICAL,
        "kind": FieldClass.PROTECTION,
        "expires_on": FieldClass.PROTECTION,
        "remind_on": FieldClass.PROTECTION,
        "why": FieldClass.PROTECTION,
    },
)
declare(
    RelationBlock,
    controller="the organisation that wrote the record",
    purpose="keeping the person's data from whom the person named",
    basis="GDPR art. 21 and 32; serviceloven § 110",
    retention=CASE_RETENTION,
    fields={
        **FACT_FIELDS,
        "record": FieldClass.TECHNICAL,
        "hidden_from_user": FieldClass.PROTECTION,
        "hidden_from": FieldClass.PROTECTION,
    },
)
