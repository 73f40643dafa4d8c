"""People of the house, now and not long ago, by what is known of them."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from hjemad.areas.citizens import queries as citizens
from hjemad.areas.citizens.queries import Called
from hjemad.areas.shelters.models import Stay
from hjemad.foundation.access.actor import Actor
from hjemad.kernel.periods import Period


@dataclass(frozen=True)
class ResidentHit:
    """Somebody of the house who was searched for. `matched` says by what: name, alias, birth_date or cpr.

    `stay_fact_id`, `period` and `place_label` are those of the newest stay.
    """

    called: Called
    record_id: int
    record_public_id: UUID
    matched: str
    birth_date: date | None
    stay_fact_id: UUID
    period: Period
    place_label: str

    @property
    def here_now(self) -> bool:
        """The newest stay lasts."""
        return self.period.is_open

    @property
    def last_day(self) -> date | None:
        """The day the person moved on; None while the stay lasts."""
        return self.period.end


def search_residents(actor: Actor, *, text: str, on: date, limit: int = 20) -> list[ResidentHit]:
    """Present and former residents of the actor's house by name, alias, birth date or CPR; two queries.

    Never anybody else: finding a person is not seeing a person.
    """
    hits = citizens.search_visible(actor, text=text, today=on, limit=limit)
    latest: dict[int, Stay] = {}
    own = (
        Stay.objects.visible_to(actor)
        .current()
        .filter(shelter_id=actor.organisation_id)
        .filter(record_id__in=[hit.record_id for hit in hits])
        .select_related("place")
        .order_by("valid_from", "pk")
    )
    for stay in own:
        latest[stay.record_id] = stay
    return [
        ResidentHit(
            called=hit.called,
            record_id=hit.record_id,
            record_public_id=hit.record_public_id,
            matched=hit.matched,
            birth_date=hit.birth_date,
            stay_fact_id=latest[hit.record_id].fact_id,
            period=Period(latest[hit.record_id].valid_from, latest[hit.record_id].valid_to),
            place_label=place.label if (place := latest[hit.record_id].place) else "",
        )
        for hit in hits
        if hit.record_id in latest
    ]
