"""An organisation, its dated names and places in the tree. Intervals are `[valid_from, valid_to)`."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from hjemad.foundation.facts.models import FactQuerySet, FactVersion
from hjemad.foundation.privacy.declarations import FACT_FIELDS, FieldClass, declare


class Kind(models.TextChoices):
    """What sort of organisation it is."""

    MUNICIPALITY = "municipality"
    REGION = "region"
    SHELTER = "shelter"
    DEPARTMENT = "department"
    AGENCY = "agency"
    SYSTEM = "system"


class Organisation(models.Model):
    """A body that stays the same when its name or place in the tree changes.

    `code` is the municipality code, the region code or the facility id; unique among its kind.
    """

    kind = models.CharField(max_length=20, choices=Kind.choices)
    code = models.CharField(max_length=40)
    created_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["kind", "code"], name="organisations_code_once_per_kind"),
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="organisations_known_kind"),
        ]


class OrganisationName(models.Model):
    """What an organisation is called in a period."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="names")
    name = models.CharField(max_length=200)
    sort_key = models.CharField(max_length=200)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")),
                name="organisations_name_in_order",
            ),
            models.UniqueConstraint(
                fields=["organisation"],
                condition=Q(valid_to__isnull=True),
                name="organisations_one_name_today",
            ),
            models.UniqueConstraint(
                fields=["organisation", "valid_from"], name="organisations_one_name_from_a_day"
            ),
        ]


class OrganisationParent(models.Model):
    """Where an organisation stands in the tree in a period."""

    child = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="parents")
    parent = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="children")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")),
                name="organisations_parent_in_order",
            ),
            models.CheckConstraint(condition=~Q(child=F("parent")), name="organisations_not_its_own_parent"),
            models.UniqueConstraint(
                fields=["child"], condition=Q(valid_to__isnull=True), name="organisations_one_parent_today"
            ),
        ]


class ChosenSetting(FactVersion):
    """An organisation's answer to a question the law leaves open, from a day on (see `law.settings.CHOICES`).

    `source` is the text or advice it rests on; `reason` says why. A question without one has its default.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=100)
    value = models.CharField(max_length=40)
    source = models.TextField()

    objects = FactQuerySet.as_manager()

    class Meta(FactVersion.Meta):
        abstract = False
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *FactVersion.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(name="") & ~Q(value="") & ~Q(source=""),
                name="organisations_chosensetting_has_source",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organisation", "name"], name="organisations_chosen_lookup")
        ]


_HOUSE = {
    "controller": "each organisation for itself; the system administrator keeps the list",
    "purpose": "knowing which body acts, pays or houses on a day",
    "basis": "no personal data",
    "retention": "kept",
}
declare(
    Organisation,
    **_HOUSE,
    fields={
        "id": FieldClass.TECHNICAL,
        "kind": FieldClass.ORDINARY,
        "code": FieldClass.ORDINARY,
        "created_at": FieldClass.TECHNICAL,
    },
)
declare(
    OrganisationName,
    **_HOUSE,
    fields={
        "id": FieldClass.TECHNICAL,
        "organisation": FieldClass.ORDINARY,
        "name": FieldClass.ORDINARY,
        "sort_key": FieldClass.ORDINARY,
        "valid_from": FieldClass.ORDINARY,
        "valid_to": FieldClass.ORDINARY,
    },
)
declare(
    OrganisationParent,
    **_HOUSE,
    fields={
        "id": FieldClass.TECHNICAL,
        "child": FieldClass.ORDINARY,
        "parent": FieldClass.ORDINARY,
        "valid_from": FieldClass.ORDINARY,
        "valid_to": FieldClass.ORDINARY,
    },
)
declare(
    ChosenSetting,
    controller="the organisation that chose",
    purpose="claims and deadlines under the organisation's own reading of what the law leaves open",
    basis="GDPR art. 6(1)(c); no personal data except who chose",
    retention="as long as a claim that rests on it",
    fields={
        **FACT_FIELDS,
        "organisation": FieldClass.ORDINARY,
        "name": FieldClass.ORDINARY,
        "value": FieldClass.ORDINARY,
        "source": FieldClass.FREE_TEXT,
    },
)
