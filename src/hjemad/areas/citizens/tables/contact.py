"""Where a person can be reached, and what the CPR register told that somebody must look at."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from hjemad.areas.citizens.tables.origins import CASE_BASIS, CASE_RETENTION, CONSTRAINTS, ORIGINS
from hjemad.foundation.access.managers import PersonFactManager
from hjemad.foundation.facts.models import FactVersion
from hjemad.foundation.privacy.declarations import FACT_FIELDS, FieldClass, declare


class AddressKind(models.TextChoices):
    """What the address is to the person."""

    REGISTERED = "registered"
    POST = "post"


class Address(FactVersion):
    """An address of the person of a record.

    `no_fixed_abode` is how the register files somebody; it is never evidence of homelessness, nor of a home.
    """

    origin = models.CharField(max_length=20, choices=ORIGINS)
    record = models.ForeignKey("citizens.PersonRecord", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=AddressKind.choices)
    text = models.CharField(max_length=300, blank=True)
    no_fixed_abode = models.BooleanField()
    municipality = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )

    objects: ClassVar[PersonFactManager] = PersonFactManager()

    class Meta(FactVersion.Meta):
        abstract = False
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *CONSTRAINTS,
            models.CheckConstraint(
                condition=Q(no_fixed_abode=True) | ~Q(text=""), name="citizens_address_says_something"
            ),
            models.UniqueConstraint(
                fields=["record", "kind"],
                condition=Q(superseded_at__isnull=True, voided=False, valid_to__isnull=True),
                name="citizens_address_one_of_each_kind",
            ),
        ]


class ToldKind(models.TextChoices):
    """What the register told."""

    DIED = "died"
    NEW_NUMBER = "new_number"


class RegisterNote(FactVersion):
    """The CPR register told something a person must look at; the period ends when somebody has."""

    origin = models.CharField(max_length=20, choices=ORIGINS)
    record = models.ForeignKey("citizens.PersonRecord", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=ToldKind.choices)
    told_day = models.DateField(null=True, blank=True)

    objects: ClassVar[PersonFactManager] = PersonFactManager()

    class Meta(FactVersion.Meta):
        abstract = False
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *CONSTRAINTS,
            models.UniqueConstraint(
                fields=["record", "kind"],
                condition=Q(superseded_at__isnull=True, voided=False),
                name="citizens_registernote_once",
            ),
        ]


declare(
    Address,
    controller="the organisation that wrote the record",
    purpose="reaching the person; knowing which municipality the registered address lies in",
    basis=CASE_BASIS,
    retention=CASE_RETENTION,
    fields={
        **FACT_FIELDS,
        "record": FieldClass.TECHNICAL,
        "kind": FieldClass.CONTACT,
        "text": FieldClass.CONTACT,
        "no_fixed_abode": FieldClass.CONTACT,
        "municipality": FieldClass.WHEREABOUTS,
    },
)
declare(
    RegisterNote,
    controller="the organisation that wrote the record",
    purpose="what the register told is looked at by somebody",
    basis=CASE_BASIS,
    retention=CASE_RETENTION,
    fields={
        **FACT_FIELDS,
        "record": FieldClass.TECHNICAL,
        "kind": FieldClass.IDENTITY,
        "told_day": FieldClass.IDENTITY,
    },
)
