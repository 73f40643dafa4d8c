"""Who answers exactly to what is asked, outside every relation: for opening in an emergency only."""

from datetime import date
from typing import Any

from django.db.models import Q

from hjemad.areas.citizens.models import Identity
from hjemad.foundation.access.actor import Actor
from hjemad.foundation.access.relation import unblocked
from hjemad.foundation.privacy.names import search_key
from hjemad.foundation.privacy.person_numbers import lookup_hash
from hjemad.kernel.person_number import PersonNumber

_EXACT = "exact, for opening in an emergency; whoever is blocked for the actor is left out"


def identities_asked_for(
    actor: Actor, *, cpr: PersonNumber | None, full_name: str, birth_date: date | None
) -> list[Any]:
    """Current identities with that number, or with exactly that name and birth date; two queries."""
    everybody = Identity.objects.everything(reason=_EXACT).current().select_related("record")
    open_to_actor = everybody.filter(unblocked(actor, field="record_id"))
    by_number = Q(cpr_lookup=lookup_hash(cpr)) if cpr else Q(pk__in=[])
    wanted = search_key(full_name)
    born = open_to_actor.filter(birth_date=birth_date, name_known=True) if wanted else open_to_actor.none()
    named = [row for row in born if search_key(row.full_name) == wanted]
    return list({row.pk: row for row in (*open_to_actor.filter(by_number), *named)}.values())
