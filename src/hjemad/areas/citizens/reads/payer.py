"""For which periods a municipality pays: an economist and an auditor see those, and nothing of the others."""

from hjemad.areas.citizens.models import LawArea, ResponsibleMunicipality
from hjemad.foundation.access.actor import Actor
from hjemad.kernel.periods import Period

BOUND_TO_PERIODS = frozenset({"economist", "auditor"})


def periods_paid(actor: Actor, *, record_id: int) -> list[Period] | None:
    """The periods the actor's municipality pays for a visible record; None for a role not bound to them."""
    if actor.role not in BOUND_TO_PERIODS:
        return None
    rows = (
        ResponsibleMunicipality.objects.visible_to(actor)
        .current()
        .filter(record_id=record_id, pays_id=actor.organisation_id, law_area=LawArea.SERVICELOVEN)
        .order_by("valid_from")
    )
    return [Period(start, end) for start, end in rows.values_list("valid_from", "valid_to")]
