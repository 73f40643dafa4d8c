"""Rows of records, links and payers as frozen facts, for the claim ledger. Screens use queries."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from hjemad.areas.citizens.models import (
    Citizen,
    Identity,
    LawArea,
    PersonRecord,
    RecordLink,
    ResponsibleMunicipality,
)
from hjemad.kernel.periods import Period

REASON = "the ledger counts a citizen's nights on every record, whoever may see them"


@dataclass(frozen=True, slots=True)
class LinkFact:
    """A record is about this citizen now."""

    record_id: int
    citizen_id: int
    ref: str


@dataclass(frozen=True, slots=True)
class PayerFact:
    """Which municipality pays for the nights of a record in [from, to)."""

    payer_id: int
    period: Period
    ref: str


def records_paid_by(municipality_id: int) -> QuerySet[Any, Any]:
    """Ids of records for which the municipality pays some night, as a query."""
    return (
        ResponsibleMunicipality.objects.everything(reason=REASON)
        .current()
        .filter(pays_id=municipality_id, law_area=LawArea.SERVICELOVEN)
        .values("record_id")
    )


def records_with_same_citizens(*records: QuerySet[Any, Any] | Collection[int]) -> QuerySet[Any, Any]:
    """Ids of every record of the citizens that any of `records` (ids) are about, as a query."""
    links = RecordLink.objects.everything(reason=REASON).current()
    about = Q(pk__in=[])
    for some in records:
        about |= Q(record_id__in=some)
    citizens = links.filter(about).values("citizen_id")
    return links.filter(citizen_id__in=citizens).values("record_id")


def link_facts(records: QuerySet[Any, Any]) -> list[LinkFact]:
    """The current links of the records."""
    rows = RecordLink.objects.everything(reason=REASON).current().filter(record_id__in=records)
    return [
        LinkFact(record, citizen, f"link:{pk}")
        for record, citizen, pk in rows.values_list("record_id", "citizen_id", "pk")
    ]


def payer_facts(records: QuerySet[Any, Any]) -> Mapping[int, list[PayerFact]]:
    """Record id -> who pays, in order of day."""
    rows = (
        ResponsibleMunicipality.objects.everything(reason=REASON)
        .current()
        .filter(record_id__in=records, law_area=LawArea.SERVICELOVEN)
        .order_by("record_id", "valid_from", "pk")
    )
    found: dict[int, list[PayerFact]] = {}
    for record, payer, start, end, pk in rows.values_list(
        "record_id", "pays_id", "valid_from", "valid_to", "pk"
    ):
        found.setdefault(record, []).append(PayerFact(payer, Period(start, end), f"payer:{pk}"))
    return found


def records_with_known_name(records: QuerySet[Any, Any]) -> frozenset[int]:
    """Ids of the records whose person has a name; the others' nights wait for it (R21)."""
    rows = Identity.objects.everything(reason=REASON).current().filter(record_id__in=records, name_known=True)
    return frozenset(rows.values_list("record_id", flat=True))


def citizens_by_id(ids: Collection[int]) -> dict[int, Citizen]:
    """The citizens, for a ledger line to hang on; they hold a public id and nothing else."""
    return Citizen.objects.in_bulk(list(ids))


def record_public_ids(record_ids: Collection[int]) -> dict[int, str]:
    """Record id -> public id, for addresses; it says nothing about the person."""
    rows = PersonRecord.objects.everything(reason="a public id names no person").filter(pk__in=record_ids)
    return {pk: str(public) for pk, public in rows.values_list("pk", "public_id")}
