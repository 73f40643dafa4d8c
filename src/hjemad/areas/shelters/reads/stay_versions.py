"""A stay with everything the house ever wrote about it, and the person's earlier stays there: one query."""

from dataclasses import dataclass
from uuid import UUID

from hjemad.areas.shelters.models import Stay
from hjemad.areas.shelters.queries import elsewhere_ever, own_stays
from hjemad.foundation.access.actor import Actor
from hjemad.foundation.access.relation import NotVisible
from hjemad.foundation.organisations.queries import chose_something


@dataclass(frozen=True)
class StayWithVersions:
    """`found` is the current version that was asked for, `first` the part the person was let in to.

    `earlier` are current stays that began before it; `versions` every version of every part of the stay.
    Both newest first. `elsewhere_too`: another house has or had nights of the same citizen; nobody is told.
    `house_chose`: the house chose how to read the law, on some day.
    """

    found: Stay
    first: Stay
    earlier: list[Stay]
    versions: list[Stay]
    elsewhere_too: bool
    house_chose: bool


def stay_with_versions(actor: Actor, *, fact_id: UUID) -> StayWithVersions:
    """Of a stay in the actor's house, or `NotVisible`; one query."""
    own = Stay.objects.visible_to(actor).current().filter(shelter_id=actor.organisation_id)
    rows = own_stays(actor).filter(record_id__in=own.filter(fact_id=fact_id).values("record_id"))
    rows = rows.annotate(elsewhere=elsewhere_ever(), chose=chose_something("shelter_id"))
    every = list(rows.select_related("place", "department", "record", "recorded_by"))
    current = [one for one in every if one.superseded_at is None and not one.voided]
    found = next((one for one in current if one.fact_id == fact_id), None)
    if found is None:
        raise NotVisible.standard()
    earlier = [one for one in current if one.valid_from < found.valid_from]
    versions = [one for one in every if found.whole in {one.fact_id, one.part_of}]
    return StayWithVersions(
        found=found,
        first=next((one for one in current if one.fact_id == found.part_of), found),
        earlier=sorted(earlier, key=lambda one: (one.valid_from, one.pk), reverse=True),
        versions=sorted(versions, key=lambda one: (one.recorded_at, one.pk), reverse=True),
        elsewhere_too=found.elsewhere,
        house_chose=found.chose,
    )
