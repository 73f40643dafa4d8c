"""A place that cannot be used for a while, and why."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from hjemad.foundation.facts.models import FactQuerySet, FactVersion
from hjemad.foundation.privacy.declarations import FACT_FIELDS, FieldClass, declare


class Trait(models.TextChoices):
    """What a place is fit for. Words about the place, never about a person."""

    WOMEN = "women"
    COUPLE = "couple"
    DOG = "dog"
    WHEELCHAIR = "wheelchair"
    QUIET = "quiet"
    CHILD = "child"


class ClosedGround(models.TextChoices):
    """Why nobody can sleep there."""

    WATER = "water"
    REPAIR = "repair"
    CLEANING = "cleaning"
    STAFFING = "staffing"
    OTHER = "other"


class PlaceClosed(FactVersion):
    """Nobody can be given the place in the nights of the period; `valid_to` None is until further notice.

    Opened again is a version that ends on that day. A place with somebody on it is not closed.
    """

    place = models.ForeignKey("shelters.Place", on_delete=models.PROTECT, related_name="+")
    ground = models.CharField(max_length=20, choices=ClosedGround.choices)

    objects = FactQuerySet.as_manager()

    class Meta(FactVersion.Meta):
        abstract = False
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *FactVersion.Meta.constraints,
            models.CheckConstraint(
                condition=Q(ground__in=ClosedGround.values), name="shelters_placeclosed_known_ground"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["place", "valid_from"], name="shelters_placeclosed_of_place")
        ]


declare(
    PlaceClosed,
    controller="the shelter",
    purpose="knowing which bed can be given",
    basis="no personal data",
    retention="kept",
    fields={**FACT_FIELDS, "place": FieldClass.ORDINARY, "ground": FieldClass.ORDINARY},
)
