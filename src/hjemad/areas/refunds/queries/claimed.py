"""How many nights stand in claims, for whoever compares a shelter's bill with them; `billing` asks here."""

from collections.abc import Mapping

from hjemad.areas.refunds.models import Claim, ClaimLine
from hjemad.kernel.periods import Period
from hjemad.kernel.quarters import Quarter


def claimed_nights(municipality_id: int, facility_id: int, period: Period) -> Mapping[int, int | None] | None:
    """Record -> nights in the house and period that all claims together hold, the expected ones among them.

    None while no claim has been closed for the period's quarter. A record's count is None where a difference
    line has fewer nights than its days, and so cannot say which. Two queries.
    """
    quarter = str(Quarter.of(period.start))
    claims = Claim.objects.filter(municipality_id=municipality_id, quarter__gte=quarter)
    if not claims.exists():
        return None
    lines = ClaimLine.objects.filter(
        claim__municipality_id=municipality_id, facility_id=facility_id, record__isnull=False,
        kind__in=["new", "difference"], valid_from__lt=period.end, valid_to__gt=period.start,
    )  # fmt: skip
    found: dict[int, int | None] = {}
    for line in lines:
        if line.valid_from is None or line.valid_to is None or not line.nights:
            continue
        shared = Period(line.valid_from, line.valid_to).intersection(period)
        before = found.get(line.record_id or 0, 0)
        whole = abs(line.nights) == (line.valid_to - line.valid_from).days
        nights = None if shared is None or not whole else shared.nights * (1 if line.nights > 0 else -1)
        found[line.record_id or 0] = None if before is None or nights is None else before + nights
    return found
