"""Look a person up outside one's own relations, and attach a record of one's own to whom was found."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import transaction

from hjemad.areas.citizens import events
from hjemad.areas.citizens.actions import NewRecord, create_records
from hjemad.areas.citizens.models import Citizen, LookUp, PersonRecord
from hjemad.areas.citizens.reads.finding import Asked, exact, look_ups_left
from hjemad.areas.citizens.rules import PersonDetails
from hjemad.foundation.access.actor import Actor
from hjemad.foundation.access.models import Assignment
from hjemad.foundation.access.permissions import Permission
from hjemad.foundation.access.relation import NotVisible
from hjemad.foundation.audit.actions import log
from hjemad.kernel.errors import Conflict, InputRejected

EXACT_LOOK_UP = "exact_look_up"
# How long the answer of a look-up may be used to attach a record.
_FRESH = timedelta(minutes=30)


class TooManyLookUps(Conflict):
    """The user has looked up as many people as an hour allows."""

    code = "too_many_look_ups"


class NotExact(InputRejected):
    """Too little was given for an exact look-up."""

    code = "not_exact"


@dataclass(frozen=True)
class Answer:
    """One word, and the row it stands in."""

    known: bool
    look_up_id: int


def look_up(*, by: Actor, asked: Asked, purpose: str, at: datetime) -> Answer:
    """Known or not known; never where, since when or by whom. It is logged with its purpose.

    Raises `TooManyLookUps`, or `NotExact` without a whole number or name, birth date and sex, or a purpose.
    """
    by.require(Permission.LOOK_UP)
    if not purpose.strip():
        raise NotExact(
            en="Write why you look the person up. The citizen can read it",
            da="Skriv, hvorfor du slår op. Borgeren kan læse det",
        )
    if asked.cpr is None and not (asked.full_name.strip() and asked.birth_date and asked.sex):
        raise NotExact(
            en="Write the whole CPR number, or full name, birth date and sex",
            da="Skriv hele CPR-nummeret, eller fulde navn, fødselsdato og køn",
        )
    with transaction.atomic():
        # Two look-ups of one user wait for each other here, so that none slips past the limit.
        Assignment.objects.select_for_update().get(pk=by.assignment_id)
        if look_ups_left(by, at=at) == 0:
            raise _too_many()
        found = exact(by, asked)
        row = LookUp.objects.create(
            at=at,
            user_id=by.user_id,
            assignment_id=by.assignment_id,
            organisation_id=by.organisation_id,
            how=asked.how,
            purpose=purpose.strip()[:200],
            citizen_ref=found.citizen_id,
            known=found.known,
        )
        log(events.LOOKED_UP, by=by, at=at, objects={"look_up": row.pk}, data={"how": asked.how})
    return Answer(known=found.known, look_up_id=row.pk)


def attach_record(
    *, by: Actor, look_up_id: int, details: PersonDetails, valid_from: date, at: datetime
) -> PersonRecord:
    """A record of the actor's own organisation stands, about the citizen the look-up found.

    Nothing of what others wrote is opened. Raises `NotVisible` for another user's or an old look-up.
    """
    by.require(Permission.LOOK_UP)
    row = LookUp.objects.filter(
        pk=look_up_id, user_id=by.user_id, assignment_id=by.assignment_id, at__gte=at - _FRESH, known=True
    ).first()
    if row is None:
        raise NotVisible.standard()
    with transaction.atomic():
        citizen = Citizen.objects.select_for_update().get(pk=row.citizen_ref or 0)
        (record,) = create_records(
            by=by,
            new=[NewRecord(details, valid_from, citizen=citizen.public_id, evidence=EXACT_LOOK_UP)],
            at=at,
            origin="entered",
        )
        log(events.RECORD_ATTACHED, by=by, at=at, objects={"record": record.public_id, "look_up": row.pk})
    return record


def _too_many() -> TooManyLookUps:
    limit = int(settings.LOOK_UPS_PER_HOUR)
    return TooManyLookUps(
        en=f"You have looked up {limit} people in an hour, which is the most. Wait, or ask your leader. "
        "Nobody was looked up now",
        da=f"Du har slået {limit} personer op på en time, og det er det højeste. Vent, eller spørg lederen. "
        "Der blev ikke slået op nu",
        limit=limit,
    )
