"""Protect a person, end it; hide a person from somebody, take it back. Silent for whoever is hidden from."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from hjemad.areas.citizens import events
from hjemad.areas.citizens.models import PersonRecord, Protection, RelationBlock
from hjemad.areas.citizens.queries import record_for, record_to_write, staying
from hjemad.areas.citizens.reads.protection import bound_by_law
from hjemad.areas.citizens.tables.protection import ProtectionKind
from hjemad.foundation.access.actor import Actor
from hjemad.foundation.access.models import User
from hjemad.foundation.access.permissions import Permission
from hjemad.foundation.audit.actions import log
from hjemad.foundation.facts.actions import Basis, record, supersede
from hjemad.foundation.facts.refusals import translated
from hjemad.foundation.organisations.models import Organisation
from hjemad.kernel.errors import Conflict, InputRejected


class AlreadyProtected(Conflict):
    """The same kind of protection stands already."""

    code = "already_protected"


class AlreadyBlocked(Conflict):
    """The person is hidden from that one already."""

    code = "already_blocked"


class OwnHouse(InputRejected):
    """The house where the person sleeps cannot be kept from seeing who sleeps there."""

    code = "own_house"


@dataclass(frozen=True)
class Blocked:
    """What a block achieves. `wholly` False: the law lets that organisation go on seeing something."""

    block: RelationBlock
    wholly: bool


def protect(
    person_record: PersonRecord,
    *,
    by: Actor,
    kind: str,
    since: date,
    at: datetime,
    why: str = "",
    expires_on: date | None = None,
    remind_on: date | None = None,
    origin: str = "entered",
) -> Protection:
    """The person is protected from the day on. `expires_on` and `remind_on` remind; they end nothing.

    Raises `AlreadyProtected` when that kind stands.
    """
    by.require(Permission.WRITE_PROTECTION)
    if expires_on is not None and expires_on < since:
        raise InputRejected(
            en="The protection would end before it begins. Check the two days",
            da="Beskyttelsen ville slutte, før den begynder. Se efter i de to datoer",
        )
    with translated({"citizens_protection": _already_protected}):
        record_to_write(by, record_id=person_record.pk)
        fact = record(
            Protection,
            basis=Basis(by=by, at=at, reason="", origin=origin),
            valid_from=since,
            valid_to=None,
            record_id=person_record.pk,
            kind=ProtectionKind(kind).value,
            expires_on=expires_on,
            remind_on=remind_on,
            why=why.strip(),
        )
        log(events.PROTECTED, by=by, at=at, objects={"record": person_record.public_id, "fact": fact.fact_id})
    return fact


def end_protection(protection: Protection, *, by: Actor, day: date, reason: str, at: datetime) -> Protection:
    """Somebody ends the protection, and says why; it stays in the history."""
    by.require(Permission.WRITE_PROTECTION)
    if not reason.strip():
        raise InputRejected(
            en="Write why the protection is no longer needed. It is kept with the change",
            da="Skriv, hvorfor beskyttelsen ikke længere er nødvendig. Det gemmes sammen med ændringen",
        )
    with transaction.atomic():
        record_to_write(by, record_id=protection.record_id)
        basis = Basis(by=by, at=at, reason=reason.strip(), origin="entered")
        version = supersede(protection, basis=basis, valid_to=max(day, protection.valid_from))
        log(events.PROTECTION_ENDED, by=by, at=at, objects={"fact": protection.fact_id})
    return version


def hide_from(
    person_record: PersonRecord,
    *,
    by: Actor,
    at: datetime,
    user: User | None = None,
    organisation: Organisation | None = None,
) -> Blocked:
    """The person's records, all of them, are not there for the user or organisation from today on.

    Nobody is told. No reason is asked. Raises `AlreadyBlocked`, or `OwnHouse` for where the person sleeps.
    """
    by.require(Permission.WRITE_BLOCK)
    if (user is None) == (organisation is None):
        raise ValueError("hide a person from either a user or an organisation")
    with translated({"citizens_relationblock": _already_blocked}):
        # The citizen's own word: whoever sits with them may write it, also where they may write nothing else.
        record_for(by, record_id=person_record.pk)
        if organisation is not None and _sleeps_there(person_record, by=by, organisation=organisation):
            raise _own_house()
        block = record(
            RelationBlock,
            basis=Basis(by=by, at=at, reason="", origin="entered"),
            valid_from=by.on,
            valid_to=None,
            record_id=person_record.pk,
            hidden_from_user_id=user.pk if user else None,
            hidden_from_id=organisation.pk if organisation else None,
        )
        wholly = organisation is None or not bound_by_law(
            person_record.pk, organisation_id=organisation.pk, on=by.on
        )
        log(events.BLOCKED, by=by, at=at, objects={"record": person_record.public_id, "fact": block.fact_id})
    return Blocked(block=block, wholly=wholly)


def stop_hiding(block: RelationBlock, *, by: Actor, at: datetime) -> RelationBlock:
    """The person says stop: whoever was kept away sees again what their work gives."""
    by.require(Permission.WRITE_BLOCK)
    with transaction.atomic():
        record_for(by, record_id=block.record_id)
        basis = Basis(by=by, at=at, reason="", origin="entered")
        version = supersede(block, basis=basis, valid_to=max(by.on, block.valid_from))
        log(events.BLOCK_ENDED, by=by, at=at, objects={"fact": block.fact_id})
    return version


def _sleeps_there(person_record: PersonRecord, *, by: Actor, organisation: Organisation) -> bool:
    """The organisation is the actor's own house, which knows a stay of the person."""
    own = organisation.pk == by.organisation_id
    return own and staying(by, record_id=person_record.pk) is not None


def _own_house() -> OwnHouse:
    return OwnHouse(
        en="The house where the person sleeps must be able to see who sleeps there. Name a worker instead",
        da="Huset, hvor borgeren sover, skal kunne se, hvem der sover der. Nævn en medarbejder i stedet",
    )


def _already_protected() -> AlreadyProtected:
    return AlreadyProtected(
        en="That protection stands already. End it first, or change its days",
        da="Den beskyttelse står der allerede. Ophæv den først, eller ret dens datoer",
    )


def _already_blocked() -> AlreadyBlocked:
    return AlreadyBlocked(
        en="They are kept away already. Nothing more is needed",
        da="De er allerede holdt ude. Der skal ikke gøres mere",
    )
