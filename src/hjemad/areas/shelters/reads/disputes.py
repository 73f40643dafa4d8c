"""Nights of one person that two shelters claim: computed when read, never stored.

A shelter is told which of its own nights must be checked, and a reference both can quote: never by whom else
they are claimed, nor where. Only the municipality that pays for every side sees the sides; of a protected
citizen only its named worker does.
"""

import hmac
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Exists, F, Max, QuerySet, RowRange, Value, Window
from django.db.models.functions import Coalesce

from hjemad.areas.citizens.queries import (
    Called,
    called_for_house,
    payer_facts,
    records_paid_for,
    records_with_same_citizens,
)
from hjemad.areas.citizens.reads.columns import citizen_of
from hjemad.areas.citizens.reads.protection import protected
from hjemad.areas.shelters.models import DisputeDecision, DisputeWorker, Stay
from hjemad.areas.shelters.queries import as_whole
from hjemad.foundation.access.actor import Actor
from hjemad.foundation.access.relation import NotVisible, unblocked
from hjemad.foundation.facts.asked import COLUMN, Asked
from hjemad.foundation.organisations.queries import names_on
from hjemad.kernel.periods import Period

_COMPARES = "compares a person's stays in all shelters; tells each only about its own nights"
_FAR = date.max
# Thousands of stays are compared; these columns of each.
_USED = ("record_id", "shelter_id", "fact_id", "valid_from", "valid_to", "part_of", "discharge_mode")


@dataclass(frozen=True)
class Claimed:
    """One shelter claims the nights of a dispute: by which stay of which record, and what was decided."""

    record_id: int
    shelter_id: int
    stay_fact: UUID
    stay: Period
    counts: bool | None


@dataclass(frozen=True)
class Dispute:
    """Nights of one citizen that several shelters claim; the same shelters in each of them."""

    citizen_id: int
    period: Period
    reference: str
    claims: tuple[Claimed, ...]

    @property
    def is_decided(self) -> bool:
        """Somebody decided which of the shelters' nights count."""
        return all(claim.counts is not None for claim in self.claims)


@dataclass(frozen=True)
class NightsToCheck:
    """What a shelter is told. `counts`: whether its nights count, None while nobody has decided."""

    record_id: int
    period: Period
    reference: str
    counts: bool | None


def nights_to_check(actor: Actor, *, record_ids: Iterable[int]) -> dict[int, list[NightsToCheck]]:
    """Record id -> nights of the actor's own house that must be checked; at most two queries.

    The caller found the records to be visible.
    """
    wanted = sorted(set(record_ids))
    found: dict[int, list[NightsToCheck]] = {}
    for dispute in _disputes(records_with_same_citizens(wanted)):
        for claim in dispute.claims:
            if claim.shelter_id == actor.organisation_id and claim.record_id in wanted:
                told = NightsToCheck(claim.record_id, dispute.period, dispute.reference, claim.counts)
                found.setdefault(claim.record_id, []).append(told)
    return found


@dataclass(frozen=True)
class Side:
    """One side of a dispute, as the paying municipality sees it."""

    shelter_id: int
    shelter: str
    stay: Period
    counts: bool | None


@dataclass(frozen=True)
class Settling:
    """A dispute as a paying municipality sees it.

    `sides` is empty while the reader may not see them: somebody else pays for one, or the person is protected
    and the reader is not the worker named for it; `called` is then None too. `why_closed` says which:
    `payers`, `protected` or nothing.
    """

    record_id: int
    period: Period
    reference: str
    called: Called | None
    sides: tuple[Side, ...]
    why_closed: str
    is_decided: bool


def to_settle(actor: Actor, *, on: date) -> list[Settling]:
    """The disputes about nights the actor's municipality pays for, undecided first.

    The same queries, twelve at most, for one and for many.
    """
    found = _own_disputes(actor)
    own = [_own_record(dispute, found.payers, actor) for dispute in found.disputes]
    called = called_for_house(actor, record_ids=own)
    closed = set(protected(own)) - named_for(actor)
    names = names_on({c.shelter_id for d in found.disputes for c in d.claims}, day=on)
    settling = [
        _settling(dispute, record=record, called=called, closed=closed, names=names, found=found, actor=actor)
        for dispute, record in zip(found.disputes, own, strict=True)
    ]
    return sorted(settling, key=lambda one: (one.is_decided, one.period.start))


def dispute_for(actor: Actor, *, reference: str) -> Dispute:
    """A dispute whose every side the actor's municipality pays for, or `NotVisible`."""
    found = _own_disputes(actor)
    for dispute in found.disputes:
        record = _own_record(dispute, found.payers, actor)
        closed = set(protected([record])) - named_for(actor)
        if dispute.reference == reference and not _why_closed(
            dispute, record=record, closed=closed, payers=found.payers, actor=actor
        ):
            return dispute
    raise NotVisible.standard()


def named_for(actor: Actor) -> set[int]:
    """The records whose disputed nights the actor was named to settle, on the actor's day; one query."""
    rows = DisputeWorker.objects.everything(reason="says which disputes the worker sees").current()
    return set(
        rows.filter(
            worker_id=actor.user_id,
            municipality_id=actor.organisation_id,
            valid_from__lte=actor.on,
            valid_to__gt=actor.on,
        ).values_list("record_id", flat=True)
    )


@dataclass(frozen=True)
class ToName:
    """Disputed nights of a protected citizen, as whoever names a worker sees them: no name and no place."""

    record_id: int
    period: Period
    reference: str


def protected_to_settle(actor: Actor) -> list[ToName]:
    """Disputes of protected citizens for whose every side the actor's municipality pays, by first night."""
    found = _own_disputes(actor)
    own = [(dispute, _own_record(dispute, found.payers, actor)) for dispute in found.disputes]
    closed = protected([record for _, record in own])
    asked = [
        ToName(record, dispute.period, dispute.reference)
        for dispute, record in own
        if _why_closed(dispute, record=record, closed=closed, payers=found.payers, actor=actor) == "protected"
    ]
    return sorted(asked, key=lambda one: (one.period.start, one.reference))


def decisions_of(dispute: Dispute) -> list[DisputeDecision]:
    """Every version of what was decided about the dispute, newest first; one query."""
    rows = DisputeDecision.objects.everything(reason="the caller found the dispute to be visible")
    return list(
        rows.filter(reference=dispute.reference, record_id__in=[claim.record_id for claim in dispute.claims])
        .select_related("recorded_by")
        .order_by("-recorded_at", "-pk")
    )


@dataclass(frozen=True)
class _Own:
    disputes: list[Dispute]
    payers: Any


def _own_disputes(actor: Actor) -> _Own:
    records = records_with_same_citizens(_meeting(records_with_same_citizens(records_paid_for(actor))))
    paid: set[int] = set(
        records_paid_for(actor)
        .filter(unblocked(actor, field="record_id"), record_id__in=records)
        .values_list("record_id", flat=True)
    )
    payers = payer_facts(records)
    disputes = [
        dispute
        for dispute in _disputes(records)
        if any(
            claim.record_id in paid and actor.organisation_id in _paying(claim, dispute.period, payers)
            for claim in dispute.claims
        )
    ]
    return _Own(disputes, payers)


def _paying(claim: Claimed, period: Period, payers: Any) -> set[int]:
    return {one.payer_id for one in payers.get(claim.record_id, []) if one.period.overlaps(period)}


def _own_record(dispute: Dispute, payers: Any, actor: Actor) -> int:
    return next(
        claim.record_id
        for claim in dispute.claims
        if actor.organisation_id in _paying(claim, dispute.period, payers)
    )


def _why_closed(dispute: Dispute, *, record: int, closed: Any, payers: Any, actor: Actor) -> str:
    paying = {one for claim in dispute.claims for one in _paying(claim, dispute.period, payers)}
    if paying != {actor.organisation_id}:
        return "payers"
    return "protected" if record in closed else ""


def _settling(
    dispute: Dispute,
    *,
    record: int,
    called: dict[int, Called],
    closed: Any,
    names: dict[int, str],
    found: _Own,
    actor: Actor,
) -> Settling:
    why = _why_closed(dispute, record=record, closed=closed, payers=found.payers, actor=actor)
    sides = () if why else tuple(
        Side(claim.shelter_id, names[claim.shelter_id], claim.stay, claim.counts) for claim in dispute.claims
    )  # fmt: skip
    return Settling(
        record_id=record,
        period=dispute.period,
        reference=dispute.reference,
        called=None if why else called.get(record),
        sides=sides,
        why_closed=why,
        is_decided=dispute.is_decided,
    )


def _meeting(records: QuerySet[Any, Any]) -> set[int]:
    """A record of each citizen among them with two stays at once, in one house or two; one query."""
    rows = Stay.objects.everything(reason=_COMPARES).current().filter(record_id__in=records)
    until_before = Window(
        Max(Coalesce("valid_to", Value(_FAR))),
        partition_by=[citizen_of("record_id")],
        order_by=[F("valid_from"), F("pk")],
        frame=RowRange(start=None, end=-1),
    )
    nights = rows.exclude(valid_to=F("valid_from")).order_by().annotate(until_before=until_before)
    return set(nights.filter(until_before__gt=F("valid_from")).values_list("record_id", flat=True))


def _disputes(records: QuerySet[Any, Any]) -> list[Dispute]:
    """Every dispute among the stays of the records, in order of citizen and day.

    One query; two where somebody decided something about one of them.
    """
    rows = Stay.objects.everything(reason=_COMPARES).current().filter(record_id__in=records)
    rows = rows.annotate(citizen=citizen_of("record_id"), decided=Asked("record_id", _decided)).only(*_USED)
    stays: dict[int, list[Stay]] = {}
    for stay in as_whole(rows.order_by("valid_from", "pk")):
        citizen = stay.citizen  # type: ignore[attr-defined] # annotated above
        if citizen is not None and stay.valid_from != stay.valid_to:
            stays.setdefault(citizen, []).append(stay)
    overlapping = {
        citizen: found for citizen, some in sorted(stays.items()) if (found := list(_overlaps(some)))
    }
    if not overlapping:
        return []
    of_these: Iterable[Any] = (stay for citizen in overlapping for stay in stays[citizen])
    decided = _decisions(records) if any(stay.decided for stay in of_these) else {}
    return [
        Dispute(
            citizen_id=citizen,
            period=period,
            reference=_reference(citizen, period.start),
            claims=tuple(_claimed(stay, period, decided) for stay in claiming),
        )
        for citizen, found in overlapping.items()
        for period, claiming in found
    ]


def _overlaps(stays: Sequence[Stay]) -> list[tuple[Period, tuple[Stay, ...]]]:
    """The nights several shelters claim, cut where the claiming stays change."""
    cuts = sorted({day for stay in stays for day in (stay.valid_from, stay.valid_to or _FAR)})
    found: list[tuple[Period, tuple[Stay, ...]]] = []
    for start, end in pairwise(cuts):
        claiming = tuple(s for s in stays if s.valid_from <= start and (s.valid_to or _FAR) >= end)
        if len({stay.shelter_id for stay in claiming}) > 1:
            found.append((Period(start, None if end == _FAR else end), claiming))
    return found


def _decided() -> Exists:
    return Exists(DisputeDecision.objects.everything(reason=_COMPARES).current().filter(record_id=COLUMN))


def _decisions(records: QuerySet[Any, Any]) -> dict[tuple[int, int], list[DisputeDecision]]:
    rows = DisputeDecision.objects.everything(reason=_COMPARES).current().filter(record_id__in=records)
    found: dict[tuple[int, int], list[DisputeDecision]] = {}
    for row in rows:
        found.setdefault((row.record_id, row.shelter_id), []).append(row)
    return found


def _claimed(stay: Stay, period: Period, decided: dict[tuple[int, int], list[DisputeDecision]]) -> Claimed:
    """Decided only where one decision holds for every night of the period."""
    about = decided.get((stay.record_id, stay.shelter_id), [])
    whole = (row for row in about if Period(row.valid_from, row.valid_to).intersection(period) == period)
    row = next(whole, None)
    return Claimed(
        record_id=stay.record_id,
        shelter_id=stay.shelter_id,
        stay_fact=stay.fact_id,
        stay=Period(stay.valid_from, stay.valid_to),
        counts=row.counts if row else None,
    )


def _reference(citizen_id: int, first: date) -> str:
    """The same for every side, says nothing of the person, and cannot be reckoned backwards."""
    text = f"disputed nights {citizen_id} {first.isoformat()}".encode()
    return f"N-{hmac.new(settings.HJEMAD_LOOKUP_KEY.encode(), text, 'sha256').hexdigest()[:8].upper()}"
