"""That somebody wishes to move on, by their own words and by the shelter's, and what is still missing."""

from dataclasses import dataclass
from typing import Any, ClassVar

from django.db import models
from django.db.models import Case, Count, Exists, Q, Subquery, When

from hjemad.areas.shelters.tables.whole_stays import OF_WHOLE_STAY, WHOLE_STAY
from hjemad.foundation.access.managers import PersonFactManager
from hjemad.foundation.facts.asked import Asked
from hjemad.foundation.facts.models import FactVersion
from hjemad.foundation.privacy.declarations import FACT_FIELDS, FieldClass, declare


class SaidBy(models.TextChoices):
    """Whose word it is. They may differ, and then both stand."""

    PERSON = "person"
    SHELTER = "shelter"


class MoveAnswer(models.TextChoices):
    """What is said about moving on; unknown is an answer."""

    YES = "yes"
    NOT_NOW = "not_now"
    UNKNOWN = "unknown"


class MoveWish(FactVersion):
    """Since that day the person, or the shelter, says this about moving on. A new word is a new fact."""

    record = models.ForeignKey("citizens.PersonRecord", on_delete=models.PROTECT, related_name="+")
    stay_fact = models.UUIDField()
    shelter = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    said_by = models.CharField(max_length=10, choices=SaidBy.choices)
    answer = models.CharField(max_length=10, choices=MoveAnswer.choices)
    words = models.CharField(max_length=300, blank=True)

    objects: ClassVar[PersonFactManager] = PersonFactManager()

    class Meta(FactVersion.Meta):
        abstract = False
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *FactVersion.Meta.constraints,
            models.CheckConstraint(
                condition=Q(said_by__in=SaidBy.values, answer__in=MoveAnswer.values),
                name="shelters_movewish_known_words",
            ),
            models.UniqueConstraint(
                fields=["stay_fact", "said_by"],
                condition=Q(superseded_at__isnull=True, voided=False, valid_to__isnull=True),
                name="shelters_movewish_one_word_each",
            ),
        ]


class MissingKind(models.TextChoices):
    """What can be missing before somebody moves on; the first ones are the law's (§ 110, stk. 5)."""

    PLAN = "plan"
    DWELLING = "dwelling"
    SUPPORT = "support"
    LEASE = "lease"
    MONEY = "money"
    PAPERS = "papers"
    TREATMENT = "treatment"
    FURNITURE = "furniture"
    OTHER = "other"


class WhoCan(models.TextChoices):
    """Who can do it."""

    MUNICIPALITY = "municipality"
    HOUSING = "housing"
    SHELTER = "shelter"
    PERSON = "person"
    OTHER = "other"
    UNKNOWN = "unknown"


class MissingForMove(FactVersion):
    """Since that day this is missing, and who can do it; the period ends on the day it is there."""

    record = models.ForeignKey("citizens.PersonRecord", on_delete=models.PROTECT, related_name="+")
    stay_fact = models.UUIDField()
    shelter = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=MissingKind.choices)
    detail = models.CharField(max_length=200, blank=True)
    who_can = models.CharField(max_length=12, choices=WhoCan.choices)

    objects: ClassVar[PersonFactManager] = PersonFactManager()

    class Meta(FactVersion.Meta):
        abstract = False
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *FactVersion.Meta.constraints,
            models.CheckConstraint(
                condition=Q(kind__in=MissingKind.values, who_can__in=WhoCan.values),
                name="shelters_missingformove_known_words",
            ),
            models.CheckConstraint(
                condition=~Q(kind="other") | ~Q(detail=""), name="shelters_missingformove_other_says_what"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["stay_fact"], name="shelters_missing_of_stay")
        ]


_DECLARED = {
    "controller": "the shelter",
    "purpose": "that nobody waits for a thing nobody does; how many wait for a home (indicator G3)",
    "basis": "GDPR art. 6(1)(e); serviceloven § 110",
    "retention": "five years after the last fact about the person; then archived and deleted by rule",
}
declare(
    MoveWish,
    **_DECLARED,
    fields={
        **FACT_FIELDS,
        "record": FieldClass.TECHNICAL,
        "stay_fact": FieldClass.TECHNICAL,
        "shelter": FieldClass.WHEREABOUTS,
        "said_by": FieldClass.ORDINARY,
        "answer": FieldClass.ORDINARY,
        "words": FieldClass.FREE_TEXT,
    },
)
declare(
    MissingForMove,
    **_DECLARED,
    fields={
        **FACT_FIELDS,
        "record": FieldClass.TECHNICAL,
        "stay_fact": FieldClass.TECHNICAL,
        "shelter": FieldClass.WHEREABOUTS,
        "kind": FieldClass.ORDINARY,
        "detail": FieldClass.FREE_TEXT,
        "who_can": FieldClass.ORDINARY,
    },
)

_NARROWED = "the caller narrows it to the actor's own house"


@dataclass(frozen=True)
class Moving:
    """Somebody wishes to move on: how many things are missing, and the first of them (`kind`)."""

    missing: int
    kind: str
    detail: str


def moving_columns() -> dict[str, Any]:
    """Columns for a query of stays, so that a list asks no more; `missing` only of who wishes to move."""
    wishes_on = Asked(WHOLE_STAY, _wishes_on)
    return {
        "wishes_on": wishes_on,
        "missing_count": Case(When(wishes_on, then=Asked(WHOLE_STAY, _missing_count))),
        "missing_kind": Case(When(wishes_on, then=Asked(WHOLE_STAY, _first_missing, "kind"))),
        "missing_detail": Case(When(wishes_on, then=Asked(WHOLE_STAY, _first_missing, "detail"))),
    }


def _wishes_on() -> Exists:
    wishes = MoveWish.objects.everything(reason=_NARROWED).current()
    return Exists(wishes.filter(stay_fact=OF_WHOLE_STAY, valid_to__isnull=True, answer=MoveAnswer.YES))


def _missing_count() -> Subquery:
    counted = _missing().order_by().values("stay_fact").annotate(number=Count("pk"))
    return Subquery(counted.values("number")[:1])


def _first_missing(column: str) -> Subquery:
    return Subquery(_missing().order_by("valid_from", "pk").values(column)[:1])


def _missing() -> Any:
    rows: Any = MissingForMove.objects.everything(reason=_NARROWED).current()
    return rows.filter(stay_fact=OF_WHOLE_STAY, valid_to__isnull=True)


def moving_of(row: Any) -> Moving | None:
    """What those columns say; None where nobody wishes to move, or nobody asked."""
    if not getattr(row, "wishes_on", False):
        return None
    return Moving(row.missing_count or 0, row.missing_kind or "", row.missing_detail or "")
