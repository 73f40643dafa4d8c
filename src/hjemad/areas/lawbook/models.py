"""The only tables of this area: an organisation's own cases, and which of their answers it accepted."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from hjemad.foundation.access.models import Assignment, User
from hjemad.foundation.organisations.models import Organisation
from hjemad.foundation.privacy.declarations import FieldClass, declare


class CaseTable(models.Model):
    """Situations with the answers the organisation expects, as it wrote them; a row is never changed.

    A new version of a table is a row that `replaces` the former; the one nobody replaces is in use. `text` is
    the JSON as it was given (`law.case_table`); an empty one says that the table is not kept any more. Cases
    are invented: what looks like a CPR number is refused.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=100)
    text = models.TextField()
    replaces = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="replaced_by")
    at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    under = models.ForeignKey(Assignment, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["organisation", "number"], name="lawbook_casetable_number"),
            models.CheckConstraint(condition=~Q(title=""), name="lawbook_casetable_has_title"),
        ]


class CaseReview(models.Model):
    """What the cases answered under one version of the law and the readings, and that somebody took it over.

    `outcomes`: case id -> the failing keys with expected and got; an empty list is a case that passes.
    """

    table = models.ForeignKey(CaseTable, on_delete=models.PROTECT, related_name="reviews")
    law_version = models.CharField(max_length=200)
    outcomes = models.JSONField()
    note = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    under = models.ForeignKey(Assignment, on_delete=models.PROTECT, related_name="+")


_OWN = {
    "controller": "the organisation that keeps the cases",
    "purpose": "holding the law of the house to what the organisation's own lawyers expect",
    "basis": "no personal data",
    "retention": "kept",
}
declare(
    CaseTable,
    **_OWN,
    fields={
        "id": FieldClass.TECHNICAL,
        "organisation": FieldClass.ORDINARY,
        "number": FieldClass.ORDINARY,
        "title": FieldClass.ORDINARY,
        "text": FieldClass.ORDINARY,
        "replaces": FieldClass.TECHNICAL,
        "at": FieldClass.ORDINARY,
        "by": FieldClass.TECHNICAL,
        "under": FieldClass.TECHNICAL,
    },
)
declare(
    CaseReview,
    **_OWN,
    fields={
        "id": FieldClass.TECHNICAL,
        "table": FieldClass.TECHNICAL,
        "law_version": FieldClass.TECHNICAL,
        "outcomes": FieldClass.ORDINARY,
        "note": FieldClass.ORDINARY,
        "at": FieldClass.ORDINARY,
        "by": FieldClass.TECHNICAL,
        "under": FieldClass.TECHNICAL,
    },
)
