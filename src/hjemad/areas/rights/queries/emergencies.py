"""What may be opened in an emergency, what is open now, and what leaders and DPO look at."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Q, QuerySet

from hjemad.areas.citizens.queries import protected
from hjemad.areas.citizens.reads.asked_for import identities_asked_for
from hjemad.areas.rights.events import EMERGENCY_ASKED
from hjemad.areas.rights.models import EmergencyAccess
from hjemad.foundation.access.actor import Actor
from hjemad.foundation.access.queries import organisations_of
from hjemad.foundation.access.relation import NotVisible
from hjemad.foundation.audit.models import Event
from hjemad.foundation.organisations.queries import names_on
from hjemad.kernel.person_number import PersonNumber

# A person in that danger is reached through their own house, never by opening a page elsewhere.
NEVER_OPENED = frozenset({"cpr_special", "own_safety", "staff_conflict"})
OWN_HOUSE = frozenset({"shelter_staff", "shelter_leader"})
ROLES = OWN_HOUSE | {"caseworker"}
_PROVES = "proves what was opened in an emergency; `visible` subtracts the blocks"
_LOOKED_AT = "the leader sees that it was opened and why, and no name"


@dataclass(frozen=True)
class Wanted:
    """Who is asked for: the whole number; a house that had the person also by name and birth date."""

    cpr: PersonNumber | None = None
    full_name: str = ""
    birth_date: date | None = None


@dataclass(frozen=True)
class Opened:
    """One emergency access as leader and DPO see it: no name, only a reference."""

    fact_id: UUID
    record_id: int
    reference: str
    who: str
    place: str
    opened_at: datetime
    ends_at: datetime
    why: str
    own: bool
    looked_by: str
    looked_at: datetime | None
    looked_words: str

    @property
    def waits(self) -> bool:
        """Nobody has looked at it yet."""
        return not self.looked_words


def openable(actor: Actor, wanted: Wanted) -> list[int]:
    """Ids of the records the actor may open in an emergency; the same questions whoever is asked for.

    Own house: only records it wrote. Caseworker: by whole number only. Nobody who is blocked for the actor,
    and nobody who is specially protected.
    """
    own = actor.role in OWN_HOUSE
    rows = identities_asked_for(
        actor,
        cpr=wanted.cpr,
        full_name=wanted.full_name if own else "",
        birth_date=wanted.birth_date if own else None,
    )
    found = [row.record_id for row in rows if not own or row.record.organisation_id == actor.organisation_id]
    kinds = protected([row.record_id for row in rows])
    return [one for one in found if one not in kinds or not NEVER_OPENED & set(kinds[one].kinds)]


def asked_lately(actor: Actor, *, at: datetime) -> int:
    """How often the user asked in the hour before."""
    hour = Event.objects.filter(kind=EMERGENCY_ASKED, user_id=actor.user_id, at__gt=at - timedelta(hours=1))
    return hour.count()


def records_opened(actor: Actor) -> QuerySet[Any, Any]:
    """Ids of the records this assignment has open at the actor's moment; none without one."""
    rows = (
        EmergencyAccess.objects.everything(reason=_PROVES)
        .current()
        .filter(opened_under_id=actor.assignment_id)
    )
    if actor.at is None:
        return rows.none().values("record_id")
    return rows.filter(opened_at__lte=actor.at, ends_at__gt=actor.at).values("record_id")


def emergencies_of(actor: Actor) -> list[Opened]:
    """What was opened in the actor's units, those nobody has looked at first, newest first."""
    rows = (
        EmergencyAccess.objects.everything(reason=_LOOKED_AT)
        .current()
        .filter(organisation_id__in=organisations_of(actor))
        .select_related("record", "opened_by", "recorded_by")
        .order_by("-opened_at", "-pk")
    )
    return sorted(_shown(actor, list(rows)), key=lambda one: not one.waits)


def emergency_for(actor: Actor, *, fact_id: UUID) -> EmergencyAccess:
    """The current version of one in the actor's units, or `NotVisible`."""
    row = (
        EmergencyAccess.objects.everything(reason=_LOOKED_AT)
        .current()
        .filter(Q(fact_id=fact_id), organisation_id__in=organisations_of(actor))
        .first()
    )
    if not isinstance(row, EmergencyAccess):
        raise NotVisible.standard()
    return row


def hours() -> int:
    """How long a record stays open."""
    return int(settings.EMERGENCY_HOURS)


def _shown(actor: Actor, rows: Iterable[EmergencyAccess]) -> list[Opened]:
    rows = list(rows)
    places = names_on([row.organisation_id for row in rows], day=actor.on)
    return [
        Opened(
            fact_id=row.fact_id,
            record_id=row.record_id,
            reference=str(row.record.public_id)[:8].upper(),
            who=row.opened_by.full_name,
            place=places[row.organisation_id],
            opened_at=row.opened_at,
            ends_at=row.ends_at,
            why=row.why,
            own=row.opened_by_id == actor.user_id,
            looked_by=row.recorded_by.full_name if row.looked_words else "",
            looked_at=row.recorded_at if row.looked_words else None,
            looked_words=row.looked_words,
        )
        for row in rows
    ]
