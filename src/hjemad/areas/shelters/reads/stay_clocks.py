"""Every clock that rests on a stay, made from one reading of the stays."""

from collections.abc import Iterable

from hjemad.areas.citizens.reads.clocks import ClockFact
from hjemad.areas.shelters.reads.clocks import notice_clocks, stays_of
from hjemad.areas.shelters.reads.plan_duty import plan_clocks


def stay_clocks(record_ids: Iterable[int]) -> list[ClockFact]:
    """Every clock that rests on the stays of the records: notices, and plans; five queries."""
    known = stays_of(record_ids)
    return [*notice_clocks(known), *plan_clocks(known)]
