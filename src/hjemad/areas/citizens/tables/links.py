"""Who is who: refused pairs, and which citizen a CPR number is the number of."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from hjemad.areas.citizens.tables.origins import CASE_BASIS, CASE_RETENTION
from hjemad.foundation.access.managers import PersonFactManager
from hjemad.foundation.facts.models import FactVersion
from hjemad.foundation.privacy.declarations import FACT_FIELDS, FieldClass, declare


class NotSamePerson(FactVersion):
    """Somebody said: these two records are not about the same person. Keyed on records, never on citizens.

    The two keys name the sources of the records (organisation and what identifies the person there, hashed),
    so that the answer holds when the same source is imported again as new records.
    """

    record = models.ForeignKey("citizens.PersonRecord", on_delete=models.PROTECT, related_name="+")
    other = models.ForeignKey("citizens.PersonRecord", on_delete=models.PROTECT, related_name="+")
    record_key = models.CharField(max_length=64)
    other_key = models.CharField(max_length=64)

    objects: ClassVar[PersonFactManager] = PersonFactManager()

    class Meta(FactVersion.Meta):
        abstract = False
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *FactVersion.Meta.constraints,
            models.CheckConstraint(
                condition=Q(record_id__lt=F("other_id")), name="citizens_notsameperson_lower_first"
            ),
            models.UniqueConstraint(
                fields=["record", "other"],
                condition=Q(superseded_at__isnull=True, voided=False),
                name="citizens_notsameperson_once",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["record_key", "other_key"], name="citizens_notsameperson_keys")
        ]


class CitizenCpr(models.Model):
    """This CPR number (its lookup hash) belongs to this citizen: the first to claim it, on both databases.

    A citizen may hold several: a replacement number and the one that came later.
    """

    citizen = models.ForeignKey("citizens.Citizen", on_delete=models.PROTECT, related_name="+")
    lookup = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()


declare(
    NotSamePerson,
    controller="the organisation that wrote it",
    purpose="a link that was refused is not made again",
    basis=CASE_BASIS,
    retention=CASE_RETENTION,
    fields={
        **FACT_FIELDS,
        "record": FieldClass.TECHNICAL,
        "other": FieldClass.TECHNICAL,
        "record_key": FieldClass.SECRET,
        "other_key": FieldClass.SECRET,
    },
)
declare(
    CitizenCpr,
    controller="the organisations whose records it joins, each for its own",
    purpose="one CPR number is one person",
    basis=CASE_BASIS,
    retention=CASE_RETENTION,
    fields={
        "id": FieldClass.TECHNICAL,
        "citizen": FieldClass.TECHNICAL,
        "lookup": FieldClass.SECRET,
        "created_at": FieldClass.TECHNICAL,
    },
)
