"""What the municipality claimed before Hjemad: entered or imported, corrected as any fact, never guessed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from hjemad.areas.refunds import events
from hjemad.areas.refunds.models import Claim, OpeningBalance
from hjemad.areas.refunds.rules import check_opening, claimed_here, two_kinds_of_opening
from hjemad.foundation.access.actor import Actor
from hjemad.foundation.access.permissions import Permission
from hjemad.foundation.audit.actions import log
from hjemad.foundation.facts.actions import Basis, lay_over, void
from hjemad.foundation.organisations.models import Organisation
from hjemad.kernel.money import Money
from hjemad.kernel.periods import Period
from hjemad.kernel.quarters import Quarter


@dataclass(frozen=True, slots=True)
class Claimed:
    """What was claimed for a quarter: of one person's record, or (None) of everybody.

    `facility_id` None: at all shelters together. `year_start` and `nights_used`: nights of the running year
    the house knows of from nowhere else.
    """

    quarter: Quarter
    nights: int
    net: Money
    refund: Money
    record_id: int | None = None
    facility_id: int | None = None
    year_start: date | None = None
    nights_used: int | None = None


def enter_opening(
    claimed: Claimed, *, by: Actor, source: str, at: datetime, reason: str = "", origin: str = "entered"
) -> OpeningBalance:
    """It stands as claimed before Hjemad; what was entered for the same before is replaced.

    Raises `OpeningAfterClaim` for a quarter that was claimed here, or a later one; `TwoKindsOfOpening` where
    the quarter has both a whole amount and persons, or a person both a shelter and all of them.
    """
    by.require(Permission.WRITE_OPENING_BALANCE)
    check_opening(
        nights=claimed.nights, net=claimed.net, refund=claimed.refund, source=source,
        of_a_person=claimed.record_id is not None, year_start=claimed.year_start, used=claimed.nights_used,
    )  # fmt: skip
    with transaction.atomic():
        _before_the_first_claim(claimed.quarter, by=by)
        _one_kind(claimed, municipality_id=by.organisation_id)
        entered = lay_over(
            OpeningBalance,
            key={
                "municipality_id": by.organisation_id,
                "record_id": claimed.record_id,
                "facility_id": claimed.facility_id,
            },
            period=Period(claimed.quarter.start, claimed.quarter.end),
            basis=Basis(by=by, at=at, reason=reason, origin=origin),
            nights=claimed.nights,
            net_half_ore=claimed.net.half_ore,
            refund_half_ore=claimed.refund.half_ore,
            year_start=claimed.year_start,
            nights_used=claimed.nights_used,
            source=source.strip(),
        )
        log(events.OPENING_ENTERED, by=by, at=at, objects={"fact": entered.fact_id})
    return entered


def withdraw_opening(entered: OpeningBalance, *, by: Actor, at: datetime, reason: str) -> OpeningBalance:
    """It was a mistake: it is no longer found, and its history stays."""
    by.require(Permission.WRITE_OPENING_BALANCE)
    with transaction.atomic():
        Organisation.objects.select_for_update().get(pk=by.organisation_id)
        mine = OpeningBalance.objects.get(pk=entered.pk, municipality_id=by.organisation_id)
        gone = void(mine, basis=Basis(by=by, at=at, reason=reason, origin="entered"))
        log(events.OPENING_WITHDRAWN, by=by, at=at, objects={"fact": gone.fact_id})
    return gone


def _before_the_first_claim(quarter: Quarter, *, by: Actor) -> None:
    """Whoever closes a claim of the municipality holds the same lock, so none comes between."""
    Organisation.objects.select_for_update().get(pk=by.organisation_id)
    first = Claim.objects.filter(municipality_id=by.organisation_id).order_by("number").first()
    if first is not None and quarter >= Quarter.parse(first.quarter):
        raise claimed_here(quarter)


def _one_kind(claimed: Claimed, *, municipality_id: int) -> None:
    rows = OpeningBalance.objects.current().filter(
        municipality_id=municipality_id, valid_from=claimed.quarter.start
    )
    beside = rows.exclude(record_id=claimed.record_id, facility_id=claimed.facility_id)
    if claimed.record_id is None:
        clashes = beside.exists() or claimed.facility_id is not None
    else:
        mine = beside.filter(record_id=claimed.record_id)
        other = mine if claimed.facility_id is None else mine.filter(facility_id__isnull=True)
        clashes = beside.filter(record_id__isnull=True).exists() or other.exists()
    if clashes:
        raise two_kinds_of_opening(claimed.quarter)


def import_openings(rows: Sequence[Claimed], *, sources: Sequence[str], by: Actor, at: datetime) -> int:
    """Every row stands, or none; returns how many. The second import of a file finds nothing to change."""
    with transaction.atomic():
        for claimed, source in zip(rows, sources, strict=True):
            enter_opening(claimed, by=by, source=source, at=at, reason="import", origin="import")
    return len(rows)
