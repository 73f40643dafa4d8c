"""How many nights stand in claims, for whoever compares a shelter's bill with them; `billing` asks here."""

from collections.abc import Collection, Iterable, Mapping

from django.db.models import FilteredRelation, Q

from hjemad.areas.refunds.models import Claim
from hjemad.kernel.periods import Period
from hjemad.kernel.quarters import Quarter


def claimed_nights(
    municipality_id: int, facility_id: int, periods: Collection[Period]
) -> dict[Period, Mapping[int, int | None] | None]:
    """Each period (with both ends) -> record -> nights in the house and period that all claims together hold.

    Expected nights are among them. None while no claim has been closed for the period's quarter. A record's
    count is None where a difference line has fewer nights than its days, and so cannot say which. One
    query however many periods.
    """
    within = Q(
        lines__facility_id=facility_id,
        lines__record__isnull=False,
        lines__kind__in=["new", "difference"],
        lines__valid_from__lt=max((one.end for one in periods if one.end), default=None),
        lines__valid_to__gt=min((one.start for one in periods), default=None),
    )
    rows = (
        Claim.objects.filter(municipality_id=municipality_id)
        .annotate(near=FilteredRelation("lines", condition=within))
        .values_list("quarter", "near__record_id", "near__valid_from", "near__valid_to", "near__nights")
    )
    closed, lines = set(), []
    for quarter, record, start, end, nights in rows if periods else ():
        closed.add(quarter)
        if record is not None and start is not None and end is not None and nights:
            lines.append((record, Period(start, end), nights))
    newest = max(closed, default="")
    return {
        one: _nights(lines, period=one) if str(Quarter.of(one.start)) <= newest else None for one in periods
    }


def _nights(lines: Iterable[tuple[int, Period, int]], *, period: Period) -> dict[int, int | None]:
    found: dict[int, int | None] = {}
    for record, stood, counted in lines:
        shared = stood.intersection(period)
        if shared is None or shared.is_empty:
            continue
        before = found.get(record, 0)
        whole = abs(counted) == stood.nights
        nights = shared.nights * (1 if counted > 0 else -1) if whole else None
        found[record] = None if before is None or nights is None else before + nights
    return found
