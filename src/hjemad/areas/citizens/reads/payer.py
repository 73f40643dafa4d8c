"""For which periods a municipality pays: an economist and an auditor see those, and nothing of the others."""

from collections.abc import Collection

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


def responsible_for(actor: Actor, *, record_ids: Collection[int]) -> dict[int, set[int]]:
    """Which municipalities ever acted or paid for each visible record of one person; one query."""
    rows = ResponsibleMunicipality.objects.visible_to(actor).current()
    found: dict[int, set[int]] = {}
    for record, acts, pays in rows.filter(
        record_id__in=list(record_ids), law_area=LawArea.SERVICELOVEN
    ).values_list("record_id", "acts_id", "pays_id"):
        found.setdefault(record, set()).update((acts, pays))
    return found
