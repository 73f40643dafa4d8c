"""What another municipality owes for nights in one's own shelters, and until when to ask (§ 174).

Counts by municipality and month: nobody's nights are told, since the municipality does not pay them.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from hjemad.areas.billing.queries import billed_pieces
from hjemad.areas.citizens.queries import payer_facts
from hjemad.areas.shelters.queries import records_staying_since, stay_facts
from hjemad.foundation.access.actor import Actor
from hjemad.foundation.access.permissions import Permission
from hjemad.foundation.facts.id_list import id_list
from hjemad.foundation.organisations.models import Kind
from hjemad.foundation.organisations.queries import children_on
from hjemad.kernel.periods import Period
from hjemad.law.parameters_reader import Law
from hjemad.law.serviceloven.refund_calendar import claim_by

type Key = tuple[int, date]
MONTHS_SHOWN = 24
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Owed:
    """Nights of a month that another municipality pays, how many are billed, and the last day to ask."""

    payer_id: int
    month: date
    nights: int
    billed: int
    by: date

    @property
    def missing(self) -> int:
        """Nights nobody has been billed for."""
        return self.nights - self.billed


def owed_to(actor: Actor, *, today: date, law: Law) -> list[Owed]:
    """What is not billed in full, the nearest day first. Four queries however many shelters there are."""
    actor.require(Permission.SEE_CLAIMS)
    nights: dict[Key, int] = {}
    billed: dict[Key, int] = {}
    since = _month_before(today.replace(day=1), MONTHS_SHOWN)
    houses = {one.id for one in children_on(actor.organisation_id, day=today, kind=Kind.SHELTER)}
    for key, count in _nights(houses, payer=actor.organisation_id, since=since, until=today):
        nights[key] = nights.get(key, 0) + count
    for piece in billed_pieces(houses):
        key = (piece.municipality, piece.start.replace(day=1))
        billed[key] = billed.get(key, 0) + piece.sign * (piece.end - piece.start).days
    found = [
        Owed(
            payer,
            month,
            count,
            billed.get((payer, month), 0),
            claim_by(_next_month(month) - ONE_DAY, law=law),
        )
        for (payer, month), count in nights.items()
    ]
    return sorted([one for one in found if one.missing > 0], key=lambda one: (one.by, one.payer_id))


def _nights(houses: Collection[int], *, payer: int, since: date, until: date) -> Iterator[tuple[Key, int]]:
    """The houses' nights that somebody else than `payer` pays, by payer and month; all from `since` on."""
    payers = payer_facts(records_staying_since(since, shelters=houses), but_for=payer)
    for record, stays in stay_facts(id_list(payers)).items():
        for stay in stays:
            for pays in payers[record] if stay.shelter_id in houses else ():
                shared = stay.period.intersection(pays.period)
                if shared is not None:
                    for month, count in _by_month(shared, since=since, until=until):
                        yield (pays.payer_id, month), count


def _by_month(period: Period, *, since: date, until: date) -> Iterator[tuple[date, int]]:
    end = min(period.end or until, until)
    start = max(period.start, since)
    while start < end:
        month = start.replace(day=1)
        last = min(_next_month(month), end)
        yield month, (last - start).days
        start = last


@lru_cache(maxsize=600)  # fifty years
def _next_month(month: date) -> date:
    return (month + timedelta(days=32)).replace(day=1)


def _last_day(month: date) -> date:
    return _next_month(month) - ONE_DAY


def _month_before(month: date, count: int) -> date:
    at = month.year * 12 + month.month - 1 - count
    return date(at // 12, at % 12 + 1, 1)
