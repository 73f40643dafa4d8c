"""Rows of stays as frozen facts, for the claim ledger."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from hjemad.areas.shelters.models import DisputeDecision, Stay
from hjemad.kernel.periods import Period


@dataclass(frozen=True, slots=True)
class StayFact:
    """A person of a record sleeps in a shelter in the nights of the period; `ref` names the version."""

    shelter_id: int
    department_id: int | None
    period: Period
    ref: str


@dataclass(frozen=True, slots=True)
class DisputeFact:
    """The paying municipality decided that a record's nights in a shelter count, or do not.

    It holds only for nights that another shelter claims too: a decision never takes a night nobody else
    claims (any more), so undoing a link undoes what the decision did. `refs` names the version.
    """

    record_id: int
    shelter_id: int
    period: Period
    counts: bool
    refs: tuple[str, ...]


def stay_facts(records: QuerySet[Any, Any] | Collection[int]) -> Mapping[int, list[StayFact]]:
    """Record id -> current stays in order of day."""
    rows = (
        Stay.objects.everything(reason="the ledger counts every night of a citizen, whoever may see it")
        .current()
        .filter(record_id__in=records)
        .order_by("record_id", "valid_from", "pk")
    )
    found: dict[int, list[StayFact]] = {}
    for record, shelter, department, start, end, pk in rows.values_list(
        "record_id", "shelter_id", "department_id", "valid_from", "valid_to", "pk"
    ):
        found.setdefault(record, []).append(StayFact(shelter, department, Period(start, end), f"stay:{pk}"))
    return found


def nights_in(shelters: Collection[int], *, since: date) -> Mapping[int, list[tuple[date, date | None]]]:
    """Record id -> (first night, day after the last one or None) of its current stays in those shelters.

    Only those that go on or ended that day or later; whole, also what lies before it. One query.
    """
    rows = Stay.objects.everything(reason="the ledger counts every night of a citizen, whoever may see it")
    of_houses = rows.current().filter(shelter_id__in=shelters)
    lasting = of_houses.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=since))
    found: dict[int, list[tuple[date, date | None]]] = {}
    for record, start, end in lasting.values_list("record_id", "valid_from", "valid_to"):
        found.setdefault(record, []).append((start, end))
    return found


def records_staying_since(
    day: date, *, before: date | None = None, shelters: Collection[int] | None = None
) -> QuerySet[Any, Any]:
    """Ids of records with a current stay that goes on or ended that day or later, as a query.

    `before`: only stays begun before that day. `shelters`: only stays in these; None: in any.
    """
    rows = Stay.objects.everything(reason="the ledger counts every night of a citizen, whoever may see it")
    found = rows.current().filter(Q(valid_to__isnull=True) | Q(valid_to__gte=day))
    if before is not None:
        found = found.filter(valid_from__lt=before)
    return (found if shelters is None else found.filter(shelter_id__in=shelters)).values("record_id")


def dispute_decisions(records: QuerySet[Any, Any] | Collection[int]) -> Mapping[int, list[DisputeFact]]:
    """Record id -> current decisions about its disputed nights, in order of day; one query."""
    rows = (
        DisputeDecision.objects.everything(reason="the ledger counts every night of a citizen")
        .current()
        .filter(record_id__in=records)
        .order_by("record_id", "valid_from", "pk")
    )
    found: dict[int, list[DisputeFact]] = {}
    for record, shelter, start, end, counts, pk in rows.values_list(
        "record_id", "shelter_id", "valid_from", "valid_to", "counts", "pk"
    ):
        fact = DisputeFact(record, shelter, Period(start, end), counts, (f"dispute:{pk}",))
        found.setdefault(record, []).append(fact)
    return found
