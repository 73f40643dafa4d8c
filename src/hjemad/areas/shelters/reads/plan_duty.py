"""The duty to make a plan for whoever stays at a shelter: a clock of the acting municipality without a day.

No statutory deadline was found, so the clock has none: it holds who must act, since when, and by which law.
Plans themselves are not kept here yet: the clock stops when the stay does.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from uuid import UUID

from hjemad.areas.citizens.reads.clocks import ActingFact, ClockFact, open_subjects
from hjemad.areas.shelters.models import Stay
from hjemad.areas.shelters.reads.clocks import StaysOf, all_acting_during
from hjemad.areas.shelters.rules import law_version, plan_duty
from hjemad.foundation.access.actor import Actor
from hjemad.foundation.organisations.queries import names_on
from hjemad.law.finding import Finding
from hjemad.law.parameters_reader import load_law
from hjemad.law.serviceloven.par_141_142 import PLAN_DUTY

PLAN = "plan_duty"


@dataclass(frozen=True)
class PlanDuty:
    """A person on a shelter for whom the actor's municipality must make a plan, since the day they came."""

    record_id: int
    public_id: UUID
    since: date
    shelter: str


def plan_clocks(known: StaysOf) -> Iterator[ClockFact]:
    """One for each stay that lasts and somebody acts for."""
    for stay in known.stays:
        acts = all_acting_during(stay, known.acting.get(stay.record_id, []))
        if stay.valid_to is None and acts:
            yield _clock(stay, acts[-1])


def plan_duties(actor: Actor) -> list[PlanDuty]:
    """For whom the actor's municipality must make a plan, who came first first; four queries at most."""
    stays = Stay.objects.visible_to(actor).current().filter(valid_to__isnull=True)
    rows = list(
        stays.filter(fact_id__in=open_subjects(actor, kind=PLAN)).values_list(
            "record_id", "record__public_id", "shelter_id", "part_of", "valid_from"
        )
    )
    names = names_on({shelter for _, _, shelter, _, _ in rows}, day=actor.on)
    came = _came(actor, {part_of for _, _, _, part_of, _ in rows if part_of is not None})
    duties = [
        PlanDuty(record, public_id, came.get(part_of, since) if part_of else since, names[shelter])
        for record, public_id, shelter, part_of, since in rows
    ]
    return sorted(duties, key=lambda duty: (duty.since, duty.record_id))


def _came(actor: Actor, wholes: set[UUID]) -> dict[UUID, date]:
    """The first day of the stays that go on in another place of the house."""
    firsts = Stay.objects.visible_to(actor).current().filter(fact_id__in=wholes)
    return dict(firsts.values_list("fact_id", "valid_from")) if wholes else {}


def _clock(stay: Stay, acts: ActingFact) -> ClockFact:
    provision, certainty = _provision(stay.valid_from)
    rests_on = [stay.fact_id, stay.pk, acts.acts_id, provision, certainty]
    return ClockFact(
        record_id=stay.record_id,
        organisation_id=acts.acts_id,
        kind=PLAN,
        subject=stay.fact_id,
        provision=provision,
        certainty=certainty,
        due=None,
        state="open",
        stopped_at=None,
        missing="",
        fingerprint=hashlib.sha256("|".join(map(str, rests_on)).encode()).hexdigest(),
        law_version=law_version(),
    )


@lru_cache(maxsize=4096)
def _provision(admitted: date) -> tuple[str, str]:
    """By the newest law for a stay that lasts: of its first day, or of the reform where it is older."""
    newest = load_law().parameter(PLAN_DUTY).values[-1].in_force_from
    finding = plan_duty(admitted, on=max(admitted, newest))
    if not finding.provisions:
        return "serviceloven § 142", "unknown"
    last = finding.provisions[-1]
    return f"{last.act} {last.paragraph}", last.certainty


def plan_finding(on: date) -> Finding:
    """What the law says of a plan for somebody who stays at a shelter that day."""
    return plan_duty(on, on=on)
