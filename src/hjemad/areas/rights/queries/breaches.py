"""The log of breaches of one house, with the clock of each."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from hjemad.areas.rights.models import Breach
from hjemad.areas.rights.rules.breaches import breach_report_due
from hjemad.foundation.access.actor import Actor
from hjemad.foundation.access.relation import NotVisible


@dataclass(frozen=True)
class BreachShown:
    """What is known now, and until when Datatilsynet is told; `late` when the time passed without either."""

    breach: Breach
    due: datetime
    settled: bool
    late: bool


def breaches_of(actor: Actor, *, now: datetime) -> list[BreachShown]:
    """The house's breaches, those that wait first; one query."""
    rows = Breach.objects.current().filter(organisation_id=actor.organisation_id)
    found = [_shown(one, now=now) for one in rows.order_by("-known_at", "-pk")]
    return sorted(found, key=lambda one: one.settled)


def breach_for(actor: Actor, *, fact_id: UUID) -> Breach:
    """A breach of the actor's house, or `NotVisible`; one query."""
    rows = Breach.objects.current().filter(organisation_id=actor.organisation_id, fact_id=fact_id)
    found = rows.first()
    if not isinstance(found, Breach):
        raise NotVisible.standard()
    return found


def versions_of(breach: Breach) -> list[Breach]:
    """What was known when, newest first; one query."""
    return list(
        Breach.objects.filter(fact_id=breach.fact_id).select_related("recorded_by").order_by("-version")
    )


def _shown(one: Breach, *, now: datetime) -> BreachShown:
    due = breach_report_due(one.known_at)
    settled = one.reported_at is not None or bool(one.not_reported_why)
    return BreachShown(breach=one, due=due, settled=settled, late=not settled and now > due)
