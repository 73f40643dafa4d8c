"""What another municipality owes for nights in one's own shelters, and until when to ask (§ 174).

Counts by municipality and month: nobody's nights are told, since the municipality does not pay them.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from hjemad.areas.billing.queries import billed_pieces
from hjemad.areas.citizens.queries import payer_facts
from hjemad.areas.shelters.queries import nights_in
from hjemad.foundation.access.actor import Actor
from hjemad.foundation.access.permissions import Permission
from hjemad.foundation.facts.id_list import id_list
from hjemad.foundation.organisations.models import Kind
from hjemad.foundation.organisations.queries import children_on
from hjemad.law.parameters_reader import Law
from hjemad.law.serviceloven.refund_calendar import claim_by

type Key = tuple[int, date]
type Span = tuple[int, date, date]
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
    """What is not billed in full: the nearest day first, then what it is too late to ask for.

    Four queries however many shelters there are.
    """
    actor.require(Permission.SEE_CLAIMS)
    since = _month_before(today.replace(day=1), MONTHS_SHOWN)
    houses = {one.id for one in children_on(actor.organisation_id, day=today, kind=Kind.SHELTER)}
    nights = by_month(_spans(houses, payer=actor.organisation_id, since=since, until=today))
    billed: Counter[Key] = Counter()
    for piece in billed_pieces(houses):
        billed[piece.municipality, piece.start.replace(day=1)] += piece.sign * (piece.end - piece.start).days
    last_days = {month: claim_by(_next_month(month) - ONE_DAY, law=law) for _, month in nights}
    found = [
        Owed(payer, month, count, billed[payer, month], last_days[month])
        for (payer, month), count in nights.items()
    ]
    return sorted(
        [one for one in found if one.missing > 0], key=lambda one: (one.by < today, one.by, one.payer_id)
    )


def _spans(houses: Collection[int], *, payer: int, since: date, until: date) -> Iterator[Span]:
    """Who pays, from and until, of the houses' nights somebody else than `payer` pays; from `since` on."""
    stays = nights_in(houses, since=since)
    for record, held in payer_facts(id_list(stays), but_for=payer).items():
        for pays in held:
            for first, after in stays[record]:
                start = max(first, pays.period.start, since)
                end = min(after or until, pays.period.end or until, until)
                if start < end:
                    yield pays.payer_id, start, end


def by_month(spans: Iterable[Span]) -> dict[Key, int]:
    """Nights by payer and first day of the month, where there are any. A span is (payer, from, until).

    A span is every night from its first day on, less every night from its end on. Each of the two is the rest
    of a month and all months after it, so a stay of ten years costs no more than one of a night.
    """
    rest: Counter[Key] = Counter()
    whole: Counter[Key] = Counter()
    for payer, start, end in spans:
        for day, sign in ((start, 1), (end, -1)):
            after = _next_month(day.replace(day=1))
            rest[payer, day.replace(day=1)] += sign * (after - day).days
            whole[payer, after] += sign
    months = _months_between({month for _, month in (*rest, *whole)})
    found: dict[Key, int] = {}
    for payer in {payer for payer, _ in rest}:
        running = 0
        for month, days in months:
            running += whole[payer, month]
            if nights := running * days + rest[payer, month]:
                found[payer, month] = nights
    return found


def _months_between(some: Collection[date]) -> list[tuple[date, int]]:
    """Every month from the first of them to the last one, and how many days it has."""
    found = []
    month = min(some, default=date.max)
    while month <= max(some, default=date.min):
        found.append((month, (_next_month(month) - month).days))
        month = _next_month(month)
    return found


@lru_cache(maxsize=600)  # fifty years
def _next_month(month: date) -> date:
    return (month + timedelta(days=32)).replace(day=1)


def _month_before(month: date, count: int) -> date:
    at = month.year * 12 + month.month - 1 - count
    return date(at // 12, at % 12 + 1, 1)
