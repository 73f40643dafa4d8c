"""Rows as frozen facts: records, links and payers for the claim ledger, protection for every screen."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext

from hjemad.areas.citizens.models import (
    Citizen,
    Identity,
    LawArea,
    PersonRecord,
    Protection,
    RecordLink,
    ResponsibleMunicipality,
)
from hjemad.areas.citizens.tables.protection import ProtectionKind
from hjemad.foundation.access.actor import Actor
from hjemad.foundation.facts.id_list import id_list
from hjemad.foundation.organisations.queries import name_column
from hjemad.kernel.periods import Period

REASON = "the ledger counts a citizen's nights on every record, whoever may see them"
_PROVES = "proves that a person is protected; shows nobody"
# Told by the CPR register about the person, whoever wrote it down; the other kinds are one house's own.
FROM_REGISTER = (ProtectionKind.CPR_ORDINARY.value, ProtectionKind.CPR_SPECIAL.value)
# Who calls the people of their own work by name; whoever else reads a list reads that the name is protected.
_CALL_BY_NAME = frozenset({"shelter_staff", "shelter_leader", "caseworker"})


@dataclass(frozen=True, slots=True)
class LinkFact:
    """A record is about this citizen now; `named`: their name is known, others' nights wait for it (R21)."""

    record_id: int
    citizen_id: int
    citizen_public_id: UUID
    ref: str
    named: bool


@dataclass(frozen=True, slots=True)
class PayerFact:
    """Which municipality pays for the nights of a record in [from, to)."""

    payer_id: int
    period: Period
    ref: str


@dataclass(frozen=True)
class Protected:
    """Why a record is protected now, the gravest kind first; days to look again, None where none is set."""

    kinds: tuple[str, ...]
    expires_on: date | None
    remind_on: date | None


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
    return _links_of_their_citizens(*records).values("record_id")


def _links_of_their_citizens(*records: QuerySet[Any, Any] | Collection[int]) -> QuerySet[Any, Any]:
    links: QuerySet[Any, Any] = RecordLink.objects.everything(reason=REASON).current()
    about = Q(pk__in=[])
    for some in _queries_in_one(records):
        about |= Q(record_id__in=some)
    return links.filter(citizen_id__in=links.filter(about).values("citizen_id"))


def _queries_in_one(records: Sequence[QuerySet[Any, Any] | Collection[int]]) -> list[Any]:
    """Queries are one set before links are looked up: asked for with “or”, every link would be looked at."""
    queries = [some for some in records if isinstance(some, QuerySet)]
    if len(queries) < 2:
        return list(records)
    return [queries[0].union(*queries[1:]), *(some for some in records if not isinstance(some, QuerySet))]


def link_facts(*records: QuerySet[Any, Any]) -> list[LinkFact]:
    """The current links of all records of the citizens `records` are about, in order of record; one query."""
    names = Identity.objects.everything(reason=REASON).current().filter(name_known=True)
    name = Subquery(names.filter(record_id=OuterRef("record_id")).values("pk")[:1])
    rows = _links_of_their_citizens(*records).annotate(name=name).order_by("record_id")
    return [
        LinkFact(record, citizen, public_id, f"link:{pk}", name is not None)
        for record, citizen, public_id, pk, name in rows.values_list(
            "record_id", "citizen_id", "citizen__public_id", "pk", "name"
        )
    ]


def payer_facts(records: QuerySet[Any, Any], *, but_for: int | None = None) -> Mapping[int, list[PayerFact]]:
    """Record id -> who pays, in order of day; without what the municipality `but_for` pays itself."""
    rows = (
        ResponsibleMunicipality.objects.everything(reason=REASON)
        .current()
        .filter(record_id__in=records, law_area=LawArea.SERVICELOVEN)
        .order_by("record_id", "valid_from", "pk")
    )
    if but_for is not None:
        rows = rows.exclude(pays_id=but_for)
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


def citizens_and_named(records: QuerySet[Any, Any]) -> tuple[dict[int, int], frozenset[int]]:
    """Record id -> citizen id, and which of the records have a name (R21); one query for both."""
    names = Identity.objects.everything(reason=REASON).current().filter(name_known=True)
    links = RecordLink.objects.everything(reason=REASON).current().filter(record_id__in=records)
    rows = list(
        links.annotate(named=Exists(names.filter(record_id=OuterRef("record_id")))).values_list(
            "record_id", "citizen_id", "named"
        )
    )
    return {record: citizen for record, citizen, _ in rows}, frozenset(one for one, _, named in rows if named)


def citizens_by_id(ids: Collection[int]) -> dict[int, Citizen]:
    """The citizens, for a ledger line to hang on; they hold a public id and nothing else."""
    return Citizen.objects.in_bulk(list(ids))


def record_public_ids(record_ids: Collection[int]) -> dict[int, str]:
    """Record id -> public id, for addresses; it says nothing about the person."""
    rows = PersonRecord.objects.everything(reason="a public id names no person").filter(pk__in=record_ids)
    return {pk: str(public) for pk, public in rows.values_list("pk", "public_id")}


def protected(record_ids: Iterable[int] | QuerySet[Any, Any]) -> dict[int, Protected]:
    """Record id -> its protection today; records without one are left out.

    What the CPR register protects holds for every record of the same citizen; a need one house wrote down
    stays with that house, since it would tell the others where the person is known.
    An expiry that has passed lowers nothing: only somebody who ends the protection does.
    One query, two where somebody is protected.
    """
    some = id_list(record_ids)
    links = RecordLink.objects.everything(reason=_PROVES).current()
    mine = links.filter(record_id__in=some)
    same = links.filter(citizen_id__in=mine.values("citizen_id"))
    standing = (
        Protection.objects.everything(reason=_PROVES)
        .current()
        .filter(Q(record_id__in=some) | Q(kind__in=FROM_REGISTER), valid_to__isnull=True)
        .filter(record_id__in=same.values("record_id"))
    )
    citizen = Subquery(links.filter(record_id=OuterRef("record_id")).values("citizen_id")[:1])
    rows = list(standing.annotate(citizen=citizen))
    found: dict[int, list[Protection]] = {}
    if rows:
        citizens = dict(mine.values_list("record_id", "citizen_id"))
        _spread(rows, some=set(citizens), citizen_of=citizens, found=found)
    return {record: _summed(rows) for record, rows in found.items()}


def withheld_names(actor: Actor, *, record_ids: Iterable[int] | QuerySet[Any, Any]) -> dict[int, str]:
    """What stands instead of a protected person's name for a reader whose work is not with the person.

    Shelter staff and caseworkers see only records of their own work, and must be able to call people by name.
    """
    if actor.role in _CALL_BY_NAME:
        return {}
    words = gettext("Name protected, no. %(number)s")
    return {record: words % {"number": record} for record in protected(record_ids)}


def _spread(
    rows: Iterable[Any], *, some: set[int], citizen_of: dict[int, int], found: dict[int, list[Protection]]
) -> None:
    """Each protection falls on the records it holds for; `citizen` of a row is whose record it stands on."""
    for row in rows:
        if row.kind in FROM_REGISTER:
            for record in (one for one in some if one in citizen_of and citizen_of[one] == row.citizen):
                found.setdefault(record, []).append(row)
        elif row.record_id in some:
            found.setdefault(row.record_id, []).append(row)


def _summed(rows: list[Protection]) -> Protected:
    gravest = ["cpr_special", "own_safety", "staff_conflict", "cpr_ordinary"]
    kinds = sorted({row.kind for row in rows}, key=gravest.index)
    ends = [row.expires_on for row in rows if row.expires_on]
    reminders = [row.remind_on for row in rows if row.remind_on]
    return Protected(tuple(kinds), max(ends, default=None), min(reminders, default=None))


@dataclass(frozen=True)
class Responsible:
    """Which municipality acts and which pays for a record in a period; codes, names and organisation ids."""

    record_id: int
    acts_id: int
    acts_code: str
    pays_id: int
    pays_code: str
    period: Period
    basis_text: str
    version_id: int
    recorded_at: datetime
    acts_name: str = ""
    pays_name: str = ""


def responsible_of(actor: Actor, *, record_id: int) -> list[Responsible]:
    """Who acts and pays for a visible record, by name as of the actor's day, oldest first; one query."""
    rows = ResponsibleMunicipality.objects.visible_to(actor).current().filter(record_id=record_id)
    return _responsible(rows, day=actor.on)


def acting_on(record_ids: Iterable[int], *, day: date) -> dict[int, str]:
    """Code of the municipality that acts for each record on the day; records without one are left out.

    The caller found the records to be visible. One query.
    """
    everybody = ResponsibleMunicipality.objects.everything(
        reason="the caller has narrowed the records to what the actor may see"
    )
    rows = everybody.current().filter(
        Q(valid_to__isnull=True) | Q(valid_to__gt=day),
        law_area=LawArea.SERVICELOVEN,
        record_id__in=id_list(record_ids),
        valid_from__lte=day,
    )
    return dict(rows.values_list("record_id", "acts__code"))


def _responsible(rows: Any, *, day: date) -> list[Responsible]:
    named = rows.annotate(
        acts_called=name_column("acts_id", day=day), pays_called=name_column("pays_id", day=day)
    )
    return [
        Responsible(
            record_id=row.record_id,
            acts_id=row.acts_id,
            acts_code=row.acts.code,
            pays_id=row.pays_id,
            pays_code=row.pays.code,
            period=Period(row.valid_from, row.valid_to),
            basis_text=row.basis_text,
            version_id=row.pk,
            recorded_at=row.recorded_at,
            acts_name=row.acts_called or row.acts.code,
            pays_name=row.pays_called or row.pays.code,
        )
        for row in named.filter(law_area=LawArea.SERVICELOVEN)
        .select_related("acts", "pays")
        .order_by("record_id", "valid_from")
    ]
