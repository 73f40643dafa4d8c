"""What leaked or was lost, told within its time; and that somebody looked at an unusual reading."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from hjemad.areas.rights import events
from hjemad.areas.rights.models import Breach, UnusualNote
from hjemad.foundation.access.actor import Actor
from hjemad.foundation.access.permissions import Permission
from hjemad.foundation.access.relation import NotVisible
from hjemad.foundation.audit.actions import log
from hjemad.foundation.facts.actions import Basis, record, supersede
from hjemad.kernel.errors import InputRejected


@dataclass(frozen=True)
class BreachDetails:
    """What is known of a breach now. Either it was reported, or why it was not, or neither is settled yet."""

    known_at: datetime
    happened: str
    affected: str = ""
    done: str = ""
    reported_at: datetime | None = None
    not_reported_why: str = ""
    people_told: str = ""


def write_breach(details: BreachDetails, *, by: Actor, at: datetime) -> Breach:
    """The breach stands in the log of the actor's house; its 72 hours run from the moment it became known."""
    _may(by)
    _check(details, at=at)
    with transaction.atomic():
        breach = record(
            Breach,
            basis=_basis(by, at=at),
            valid_from=by.on,
            valid_to=None,
            organisation_id=by.organisation_id,
            **vars(details),
        )
        log(events.BREACH_WRITTEN, by=by, at=at, objects={"breach": breach.fact_id})
    return breach


def write_more(breach: Breach, details: BreachDetails, *, by: Actor, at: datetime) -> Breach:
    """What is known now stands; what was known before is kept."""
    _may(by)
    if breach.organisation_id != by.organisation_id:
        raise NotVisible.standard()
    _check(details, at=at)
    with transaction.atomic():
        newer = supersede(breach, basis=_basis(by, at=at), **vars(details))
        log(events.BREACH_WRITTEN, by=by, at=at, objects={"breach": breach.fact_id})
    return newer


def note_unusual(key: str, *, words: str, by: Actor, at: datetime) -> UnusualNote:
    """Somebody has looked at it, and what they found."""
    by.require(Permission.SEE_UNUSUAL_READING)
    with transaction.atomic():
        noted = record(
            UnusualNote,
            basis=_basis(by, at=at),
            valid_from=by.on,
            valid_to=None,
            organisation_id=by.organisation_id,
            key=key,
            words=words.strip(),
        )
        log(events.UNUSUAL_LOOKED_AT, by=by, at=at, objects={"note": noted.fact_id})
    return noted


def _may(by: Actor) -> None:
    """The officer, and the leader who discovers it first: whoever sees unusual reading may report."""
    if not by.may(Permission.SEE_BREACHES):
        by.require(Permission.SEE_UNUSUAL_READING)


def _check(details: BreachDetails, *, at: datetime) -> None:
    if details.known_at > at or (details.reported_at is not None and details.reported_at > at):
        raise InputRejected(
            en="That moment has not come yet. Write when it was",
            da="Det tidspunkt er ikke kommet endnu. Skriv, hvornår det var",
        )
    if details.reported_at is not None and details.not_reported_why:
        raise InputRejected(
            en="Write when it was reported, or why it was not. Not both",
            da="Skriv, hvornår det blev anmeldt, eller hvorfor det ikke blev. Ikke begge dele",
        )


def _basis(by: Actor, *, at: datetime) -> Basis:
    return Basis(by=by, at=at, reason="", origin="entered")
