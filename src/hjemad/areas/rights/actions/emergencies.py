"""Open a record in an emergency, and note that a leader has looked at it."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from hjemad.areas.rights import events
from hjemad.areas.rights.models import EmergencyAccess
from hjemad.areas.rights.queries.emergencies import ROLES, Wanted, asked_lately, hours, openable
from hjemad.foundation.access.actor import Actor
from hjemad.foundation.access.permissions import Permission
from hjemad.foundation.audit.actions import log
from hjemad.foundation.facts.actions import Basis, record, supersede
from hjemad.kernel.errors import Conflict, InputRejected


class NothingOpened(Conflict):
    """Nothing was opened; the words are the same whatever the reason is."""

    code = "nothing_opened"


class OwnOpening(InputRejected):
    """Somebody else looks at what one opened oneself."""

    code = "own_opening"


def note_try(*, by: Actor, at: datetime) -> None:
    """Somebody asks to open in an emergency; kept whatever comes of it, so before and outside the action."""
    by.require(Permission.OPEN_EMERGENCY)
    log(events.EMERGENCY_ASKED, by=by, at=at, objects={})


def open_in_emergency(*, by: Actor, wanted: Wanted, why: str, at: datetime) -> list[EmergencyAccess]:
    """The records stand open to this assignment for some hours, to be read only; `note_try` came before.

    Raises `NothingOpened` for somebody unknown, blocked or specially protected alike, and when one has asked
    too often.
    """
    by.require(Permission.OPEN_EMERGENCY)
    if by.role not in ROLES:
        raise _nothing()
    if not why.strip():
        raise InputRejected(
            en="Write why it cannot wait. Your leader reads it",
            da="Skriv, hvorfor det ikke kan vente. Din leder læser det",
        )
    often = asked_lately(by, at=at) > int(settings.LOOK_UPS_PER_HOUR)
    found = [] if often else openable(by, wanted)
    if not found:
        raise _nothing()
    with transaction.atomic():
        opened = [
            record(
                EmergencyAccess,
                basis=Basis(by=by, at=at, reason="", origin="entered"),
                valid_from=by.on,
                valid_to=None,
                record_id=one,
                organisation_id=by.organisation_id,
                opened_by_id=by.user_id,
                opened_under_id=by.assignment_id,
                opened_at=at,
                ends_at=at + timedelta(hours=hours()),
                why=why.strip(),
            )
            for one in found
        ]
        for access in opened:
            log(events.EMERGENCY_OPENED, by=by, at=at, objects={"emergency": access.fact_id})
    return opened


def look_at(access: EmergencyAccess, *, by: Actor, words: str, at: datetime) -> EmergencyAccess:
    """A leader or DPO has looked at it, and says what they found."""
    by.require(Permission.SEE_EMERGENCIES)
    if access.opened_by_id == by.user_id:
        raise OwnOpening(
            en="You opened this yourself. Somebody else must look at it",
            da="Du åbnede selv denne. En anden skal se på den",
        )
    if not words.strip():
        raise InputRejected(
            en="Write a sentence about what you found", da="Skriv en sætning om, hvad du fandt"
        )
    with transaction.atomic():
        basis = Basis(by=by, at=at, reason="", origin="entered")
        looked = supersede(access, basis=basis, looked_words=words.strip())
        log(events.EMERGENCY_LOOKED_AT, by=by, at=at, objects={"emergency": access.fact_id})
    return looked


def _nothing() -> NothingOpened:
    return NothingOpened(
        en="Nothing can be opened with this. Check what you wrote; if life is in danger call 112, and ask "
        "your leader who can help",
        da="Der kan ikke åbnes noget med dette. Se efter, hvad du skrev; er der fare for liv, så ring 112, "
        "og spørg din leder, hvem der kan hjælpe",
    )
