"""The paying municipality decides which shelter's nights count where two claim them."""

from datetime import datetime

from hjemad.areas.citizens.queries import lock_citizen_of
from hjemad.areas.shelters import events
from hjemad.areas.shelters.models import DisputeDecision
from hjemad.areas.shelters.reads.disputes import Dispute, dispute_for
from hjemad.areas.shelters.rules import dispute_reason_needed, not_a_side
from hjemad.foundation.access.actor import Actor
from hjemad.foundation.audit.actions import log
from hjemad.foundation.facts.actions import Basis, lay_over
from hjemad.foundation.facts.refusals import translated

_REFUSALS = {"shelters_disputedecision_one_at_a_time": not_a_side}


def decide(*, by: Actor, reference: str, shelter_id: int, reason: str, at: datetime) -> Dispute:
    """The nights of the dispute count in that shelter and in no other; what was decided before is kept.

    Raises `NotVisible` when the municipality does not pay for every side, or the dispute is gone.
    """
    if not reason.strip():
        raise dispute_reason_needed()
    with translated(_REFUSALS):
        first = dispute_for(by, reference=reference)
        lock_citizen_of(first.claims[0].record_id)
        # Read again once nobody else can write: a stay may have been corrected meanwhile.
        dispute = dispute_for(by, reference=reference)
        if shelter_id not in {claim.shelter_id for claim in dispute.claims}:
            raise not_a_side()
        for claim in dispute.claims:
            lay_over(
                DisputeDecision,
                key={"record_id": claim.record_id, "shelter_id": claim.shelter_id},
                period=dispute.period,
                basis=Basis(by=by, at=at, reason=reason.strip(), origin="entered"),
                municipality_id=by.organisation_id,
                counts=claim.shelter_id == shelter_id,
                reference=reference,
            )
        log(events.DISPUTE_DECIDED, by=by, at=at, objects={"reference": reference})
    return dispute
