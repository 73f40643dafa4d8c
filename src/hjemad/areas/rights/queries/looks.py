"""How often the actor's own house has looked at a person lately, for the page about the person."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from hjemad.foundation.access.actor import Actor
from hjemad.foundation.access.queries import places_of
from hjemad.foundation.audit.queries import readings_of


@dataclass(frozen=True)
class Looks:
    """How many people of the house looked since a moment, and when the last did; None where nobody did."""

    people: int
    last: datetime | None


def own_looks(actor: Actor, *, record_ids: Collection[int], since: datetime) -> Looks:
    """At visible records; two queries. Others' looks stand on the page that is shown to the person."""
    readings = readings_of(record_ids, since=since)
    places = places_of({one.assignment_id for one in readings})
    own = [one for one in readings if places[one.assignment_id].organisation_id == actor.organisation_id]
    return Looks(len({one.user_id for one in own}), own[0].at if own else None)
