"""Records, identities, citizens, links and the municipality that acts and pays."""

from typing import ClassVar
from uuid import uuid4

from django.db import models
from django.db.models import Q

from hjemad.areas.citizens.tables.clocks import Clock as Clock
from hjemad.areas.citizens.tables.contact import Address as Address
from hjemad.areas.citizens.tables.contact import RegisterNote as RegisterNote
from hjemad.areas.citizens.tables.disputes import ActingDispute as ActingDispute
from hjemad.areas.citizens.tables.links import CitizenCpr as CitizenCpr
from hjemad.areas.citizens.tables.links import NotSamePerson as NotSamePerson
from hjemad.areas.citizens.tables.look_ups import LookUp as LookUp
from hjemad.areas.citizens.tables.origins import CONSTRAINTS, ORIGINS
from hjemad.areas.citizens.tables.protection import Protection as Protection
from hjemad.areas.citizens.tables.protection import RelationBlock as RelationBlock
from hjemad.foundation.access.managers import PersonFactManager, RecordManager
from hjemad.foundation.facts.models import FactVersion
from hjemad.foundation.organisations.models import Organisation
from hjemad.foundation.privacy.declarations import FACT_FIELDS, FieldClass, declare


class PersonRecord(models.Model):
    """What one organisation wrote down about one person; facts hang on it and never move."""

    public_id = models.UUIDField(default=uuid4, unique=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()

    objects: ClassVar[RecordManager] = RecordManager()


class Sex(models.TextChoices):
    """As in the CPR register."""

    FEMALE = "female"
    MALE = "male"


class Identity(FactVersion):
    """Who the person of a record is, as far as it is known. Empty and null mean: not asked, or not said.

    `name_known` False is a stated answer: the person came without a name, and `alias` says what to call them.
    """

    origin = models.CharField(max_length=20, choices=ORIGINS)
    record = models.ForeignKey(PersonRecord, on_delete=models.PROTECT, related_name="+")
    full_name = models.CharField(max_length=200, blank=True)
    alias = models.CharField(max_length=200, blank=True)
    name_known = models.BooleanField()
    cpr_encrypted = models.TextField(blank=True)
    cpr_lookup = models.CharField(max_length=64, blank=True, db_index=True)
    birth_date = models.DateField(null=True, blank=True)
    sex = models.CharField(max_length=10, blank=True, choices=Sex.choices)
    search_key = models.CharField(max_length=420)
    sort_key = models.CharField(max_length=220)

    objects: ClassVar[PersonFactManager] = PersonFactManager()

    class Meta(FactVersion.Meta):
        abstract = False
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *CONSTRAINTS,
            models.UniqueConstraint(
                fields=["record"],
                condition=Q(superseded_at__isnull=True, voided=False),
                name="citizens_identity_one_per_record",
            ),
            models.CheckConstraint(
                condition=~Q(full_name="") | ~Q(alias=""), name="citizens_identity_called_something"
            ),
            models.CheckConstraint(
                condition=Q(name_known=False, full_name="") | (Q(name_known=True) & ~Q(full_name="")),
                name="citizens_identity_name_known_means_name",
            ),
            models.CheckConstraint(
                condition=Q(cpr_encrypted="", cpr_lookup="") | (~Q(cpr_encrypted="") & ~Q(cpr_lookup="")),
                name="citizens_identity_cpr_both_or_none",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["sort_key"], name="citizens_identity_sort"),
            # Everybody's page asks whether another record is of the same person.
            models.Index(fields=["birth_date"], name="citizens_identity_born"),
        ]


class Citizen(models.Model):
    """The set of records joined by current links; it has a stable public id and nothing else."""

    public_id = models.UUIDField(default=uuid4, unique=True)
    created_at = models.DateTimeField()


class RecordLink(FactVersion):
    """A record is about this citizen. `evidence` says why it is believed; undoing supersedes the link."""

    record = models.ForeignKey(PersonRecord, on_delete=models.PROTECT, related_name="+")
    citizen = models.ForeignKey(Citizen, on_delete=models.PROTECT, related_name="+")
    evidence = models.CharField(max_length=200)

    objects: ClassVar[PersonFactManager] = PersonFactManager()

    class Meta(FactVersion.Meta):
        abstract = False
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *FactVersion.Meta.constraints,
            models.UniqueConstraint(
                fields=["record"],
                condition=Q(superseded_at__isnull=True, voided=False),
                name="citizens_recordlink_one_per_record",
            ),
        ]


class LawArea(models.TextChoices):
    """Under which act a municipality acts and pays."""

    SERVICELOVEN = "serviceloven"


class ResponsibleMunicipality(FactVersion):
    """Which municipality acts and which pays in `[valid_from, valid_to)`, and on what evidence."""

    record = models.ForeignKey(PersonRecord, on_delete=models.PROTECT, related_name="+")
    law_area = models.CharField(max_length=40, choices=LawArea.choices)
    acts = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    pays = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    basis_text = models.CharField(max_length=200)
    evidence = models.TextField(blank=True)

    objects: ClassVar[PersonFactManager] = PersonFactManager()

    class Meta(FactVersion.Meta):
        abstract = False
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["pays", "valid_from"], name="citizens_pays"),
            models.Index(fields=["acts", "valid_from"], name="citizens_acts"),
        ]


_CASE_RETENTION = "five years after the last fact about the person; then archived and deleted by rule"
_BASIS = "GDPR art. 6(1)(e) and 9(2)(f); serviceloven § 110; databeskyttelsesloven § 11"
declare(
    PersonRecord,
    controller="the organisation that wrote the record",
    purpose="helping the person; claims; official figures",
    basis=_BASIS,
    retention=_CASE_RETENTION,
    fields={
        "id": FieldClass.TECHNICAL,
        "public_id": FieldClass.TECHNICAL,
        "organisation": FieldClass.WHEREABOUTS,
        "created_at": FieldClass.TECHNICAL,
    },
)
declare(
    Identity,
    controller="the organisation that wrote the record",
    purpose="knowing whom one helps, and whose nights are claimed",
    basis=_BASIS,
    retention=_CASE_RETENTION,
    fields={
        **FACT_FIELDS,
        "record": FieldClass.TECHNICAL,
        "full_name": FieldClass.IDENTITY,
        "alias": FieldClass.IDENTITY,
        "name_known": FieldClass.ORDINARY,
        "cpr_encrypted": FieldClass.SECRET,
        "cpr_lookup": FieldClass.SECRET,
        "birth_date": FieldClass.IDENTITY,
        "sex": FieldClass.IDENTITY,
        "search_key": FieldClass.IDENTITY,
        "sort_key": FieldClass.IDENTITY,
    },
)
declare(
    Citizen,
    controller="the organisations whose records it joins, each for its own",
    purpose="one person is one person in claims and figures",
    basis=_BASIS,
    retention=_CASE_RETENTION,
    fields={
        "id": FieldClass.TECHNICAL,
        "public_id": FieldClass.TECHNICAL,
        "created_at": FieldClass.TECHNICAL,
    },
)
declare(
    RecordLink,
    controller="the organisation that made the link",
    purpose="one person is one person in claims and figures",
    basis=_BASIS,
    retention=_CASE_RETENTION,
    fields={
        **FACT_FIELDS,
        "record": FieldClass.TECHNICAL,
        "citizen": FieldClass.TECHNICAL,
        "evidence": FieldClass.ORDINARY,
    },
)
declare(
    ResponsibleMunicipality,
    controller="the acting municipality",
    purpose="who acts and who pays on a day",
    basis="GDPR art. 6(1)(c) and (e); retssikkerhedsloven §§ 9-9 c",
    retention=_CASE_RETENTION,
    fields={
        **FACT_FIELDS,
        "record": FieldClass.TECHNICAL,
        "law_area": FieldClass.ORDINARY,
        "acts": FieldClass.WHEREABOUTS,
        "pays": FieldClass.ORDINARY,
        "basis_text": FieldClass.ORDINARY,
        "evidence": FieldClass.FREE_TEXT,
    },
)
