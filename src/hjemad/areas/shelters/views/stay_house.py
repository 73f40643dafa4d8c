"""The part of a stay's page that is about the house: away, seen lately, moved."""

from typing import Any

from hjemad.areas.shelters.forms.house import GROUNDS
from hjemad.areas.shelters.models import Leave, LeaveGround, Stay
from hjemad.areas.shelters.queries import Away
from hjemad.areas.shelters.reads.presence import away_now, last_seen_of, leaves_of
from hjemad.areas.shelters.views.boxes import away_words
from hjemad.foundation.access.actor import Actor
from hjemad.kernel.periods import Period


def house_lines(actor: Actor, found: Stay, *, first: Stay) -> dict[str, Any]:
    """What `shelters/stay_house.html` shows, `first` being the part the person was let in to; two queries."""
    leaves = leaves_of(actor, found)
    away = away_now(leaves)
    return {
        "period": Period(first.valid_from, found.valid_to),
        "away": away,
        "away_words": away_words(_away(away)) if away else "",
        "moved": found.part_of is not None and found.valid_to is None,
        "seen": last_seen_of(actor, found),
        "before": [
            (str(GROUNDS[LeaveGround(one.ground)]), Period(one.valid_from, one.valid_to))
            for one in leaves
            if one.valid_to is not None
        ],
    }


def _away(leave: Leave) -> Away:
    return Away(leave.fact_id, leave.valid_from, leave.expected_back, leave.place_kept, leave.ground)
