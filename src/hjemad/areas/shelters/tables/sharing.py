"""Who is shown how many places a house has free, and where its people send those they have no place for."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from hjemad.foundation.facts.models import FactQuerySet, FactVersion
from hjemad.foundation.privacy.declarations import FACT_FIELDS, FieldClass, declare

_ORGANISATION = "organisations.Organisation"


class PlaceSharing(FactVersion):
    """The house shows the other how many places are free and what kind they are, in the period. Never a name.

    `agreement` says who agreed with whom. Nothing is shown without one: there is no default.
    """

    shelter = models.ForeignKey(_ORGANISATION, on_delete=models.PROTECT, related_name="+")
    shown_to = models.ForeignKey(_ORGANISATION, on_delete=models.PROTECT, related_name="+")
    agreement = models.CharField(max_length=200)

    objects = FactQuerySet.as_manager()

    class Meta(FactVersion.Meta):
        abstract = False
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *FactVersion.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(shelter=F("shown_to")) & ~Q(agreement=""),
                name="shelters_placesharing_with_another_by_agreement",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["shown_to"], name="shelters_placesharing_reader")
        ]


class NearbyPlace(models.Model):
    """Where the house sends people it has no place for, in the order it chose; `house` where it is one here.

    `way` is what one tells somebody on foot at night: until when it is open, and how to get there.
    """

    shelter = models.ForeignKey(_ORGANISATION, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveIntegerField()
    house = models.ForeignKey(
        _ORGANISATION, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    name = models.CharField(max_length=100)
    address = models.CharField(max_length=200, blank=True)
    phone = models.CharField(max_length=30)
    way = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=~Q(name="") & ~Q(phone=""), name="shelters_nearbyplace_can_be_called"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["shelter", "position"], name="shelters_nearbyplace_order")
        ]


class HouseContact(models.Model):
    """The house's telephone and address, as they stand above its sheets."""

    shelter = models.OneToOneField(_ORGANISATION, on_delete=models.PROTECT, related_name="+")
    phone = models.CharField(max_length=30)
    address = models.CharField(max_length=200, blank=True)


_HOUSE = {
    "controller": "the shelter",
    "purpose": "finding a place to sleep tonight when the house has none",
    "basis": "no personal data",
    "retention": "kept",
}
declare(
    PlaceSharing,
    **_HOUSE,
    fields={
        **FACT_FIELDS,
        "shelter": FieldClass.ORDINARY,
        "shown_to": FieldClass.ORDINARY,
        "agreement": FieldClass.ORDINARY,
    },
)
declare(
    NearbyPlace,
    **_HOUSE,
    fields={
        "id": FieldClass.TECHNICAL,
        **dict.fromkeys(
            ("shelter", "position", "house", "name", "address", "phone", "way"), FieldClass.ORDINARY
        ),
    },
)
declare(
    HouseContact,
    **_HOUSE,
    fields={
        "id": FieldClass.TECHNICAL,
        **dict.fromkeys(("shelter", "phone", "address"), FieldClass.ORDINARY),
    },
)
