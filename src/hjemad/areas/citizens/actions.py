"""The only writer of records, identities, links and responsible municipalities.

Each action is one transaction with its event. A record the actor may not see is answered with `NotVisible`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import batched
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction

from hjemad.areas.citizens import events, queries
from hjemad.areas.citizens.models import (
    Citizen,
    Identity,
    LawArea,
    PersonRecord,
    RecordLink,
    ResponsibleMunicipality,
)
from hjemad.areas.citizens.rules import PersonDetails as PersonDetails
from hjemad.areas.citizens.rules import ResponsibleTwice, checked
from hjemad.foundation.access.actor import Actor
from hjemad.foundation.access.relation import NotVisible
from hjemad.foundation.audit.actions import log
from hjemad.foundation.facts.actions import Basis, lay_over, record_many, supersede
from hjemad.foundation.facts.refusals import translated
from hjemad.foundation.organisations.models import Kind, Organisation
from hjemad.foundation.privacy.names import search_key, sort_key
from hjemad.foundation.privacy.person_numbers import encrypt_cpr, lookup_hash
from hjemad.kernel.errors import UnknownMunicipality
from hjemad.kernel.periods import Period

FIRST_RECORD = "first_record"
_BATCH = 1000


@dataclass(frozen=True)
class NewRecord:
    """A record to be written: who, and from which day.

    `citizen`: the public id of the citizen it is known to be about, who is made if there is none yet;
    `evidence` says why it is believed. None: a citizen of its own.
    """

    details: PersonDetails
    valid_from: date
    citizen: UUID | None = None
    evidence: str = FIRST_RECORD


def create_record(
    *,
    by: Actor,
    details: PersonDetails,
    valid_from: date,
    at: datetime,
    origin: str = "entered",
    reason: str = "",
) -> PersonRecord:
    """A record of the actor's organisation stands, with identity, a citizen of its own and the link."""
    return create_records(
        by=by, new=[NewRecord(details=details, valid_from=valid_from)], at=at, origin=origin, reason=reason
    )[0]


def create_records(
    *, by: Actor, new: Sequence[NewRecord], at: datetime, origin: str, reason: str = ""
) -> list[PersonRecord]:
    """The records stand in the order given, each with identity, citizen and link; all of them or none."""
    known = [checked(one.details, on=one.valid_from) for one in new]
    basis = Basis(by=by, at=at, reason=reason, origin=origin)
    with transaction.atomic():
        records = [
            PersonRecord(public_id=uuid4(), organisation_id=by.organisation_id, created_at=at) for _ in new
        ]
        PersonRecord._base_manager.bulk_create(records, batch_size=_BATCH)
        record_many(
            Identity,
            basis=basis,
            rows=[
                {"record_id": record.pk, **_from_then_on(one), **_columns(details)}
                for record, one, details in zip(records, new, known, strict=True)
            ],
        )
        record_many(
            RecordLink,
            basis=basis,
            rows=[
                {
                    "record_id": record.pk,
                    "citizen_id": citizen.pk,
                    "evidence": one.evidence,
                    **_from_then_on(one),
                }
                for record, one, citizen in zip(records, new, _citizens(new, at=at), strict=True)
            ],
        )
        first = records[0].public_id if len(records) == 1 else ""
        log(events.RECORD_CREATED, by=by, at=at, objects={"record": first}, data={"records": len(records)})
    return records


def _from_then_on(one: NewRecord) -> dict[str, Any]:
    return {"valid_from": one.valid_from, "valid_to": None}


def _citizens(new: Sequence[NewRecord], *, at: datetime) -> list[Citizen]:
    """The citizen of each new record: those that stand already, and new ones for the rest."""
    named = [one.citizen for one in new if one.citizen is not None]
    standing = {
        citizen.public_id: citizen
        for some in batched(named, _BATCH)
        for citizen in Citizen.objects.filter(public_id__in=some)
    }
    wanted = [one.citizen or uuid4() for one in new]
    fresh = [Citizen(public_id=one, created_at=at) for one in dict.fromkeys(wanted) if one not in standing]
    Citizen.objects.bulk_create(fresh, batch_size=_BATCH)
    standing |= {citizen.public_id: citizen for citizen in fresh}
    return [standing[one] for one in wanted]


def set_identity(
    person_record: PersonRecord,
    *,
    by: Actor,
    details: PersonDetails,
    at: datetime,
    reason: str,
    origin: str = "entered",
) -> Identity:
    """The record's identity is this from now on; what was known before stands as the earlier version."""
    basis = Basis(by=by, at=at, reason=reason, origin=origin)
    with transaction.atomic():
        queries.record_for(by, record_id=person_record.pk)
        current: Identity = (
            Identity.objects.everything(reason="writes the next version").current().get(record=person_record)
        )
        known = checked(details, on=by.on)
        version = supersede(current, basis=basis, **_columns(known))
        log(events.IDENTITY_SET, by=by, at=at, objects={"record": person_record.public_id})
    return version


def set_responsible_municipality(
    person_record: PersonRecord,
    *,
    by: Actor,
    acts: Organisation,
    pays: Organisation,
    valid_from: date,
    at: datetime,
    basis: str,
    evidence: str = "",
    reason: str = "",
    origin: str = "entered",
) -> ResponsibleMunicipality:
    """From the day on, until the next change already recorded, this municipality acts and that one pays.

    `basis` says under which rule, `evidence` on whose word. What stood there is kept as earlier versions.
    """
    _check_municipalities(acts, pays)
    with translated({"citizens_one_responsible_at_a_time": _responsible_twice}):
        queries.record_for(by, record_id=person_record.pk)
        # Two changes for one person wait for each other here, so neither works on what the other replaces.
        PersonRecord._base_manager.select_for_update().get(pk=person_record.pk)
        version = lay_over(
            ResponsibleMunicipality,
            key={"record_id": person_record.pk, "law_area": LawArea.SERVICELOVEN.value},
            period=Period(valid_from, _next_change(person_record, after=valid_from)),
            basis=Basis(by=by, at=at, reason=reason, origin=origin),
            acts_id=acts.pk,
            pays_id=pays.pk,
            basis_text=basis,
            evidence=evidence,
        )
        log(
            events.RESPONSIBLE_MUNICIPALITY_SET,
            by=by,
            at=at,
            objects={"record": person_record.public_id, "fact": version.fact_id},
            data={"acts": acts.code, "pays": pays.code},
        )
    return version


def import_responsible_municipalities(
    *,
    by: Actor,
    rows: Sequence[tuple[int, int, int, Period, str]],
    at: datetime,
    origin: str,
    reason: str = "",
) -> int:
    """New facts stand, one per row: record, acting and paying organisation (ids), period, basis. For imports.

    Raises `ResponsibleTwice` when a row clashes with another or with what stands; nothing is then written.
    """
    if not queries.own_or_visible(by, record_ids=[row[0] for row in rows]):
        raise NotVisible.standard()
    with translated({"citizens_one_responsible_at_a_time": _responsible_twice}):
        written = record_many(
            ResponsibleMunicipality,
            basis=Basis(by=by, at=at, reason=reason, origin=origin),
            rows=[
                {
                    "record_id": record_id,
                    "law_area": LawArea.SERVICELOVEN.value,
                    "acts_id": acts_id,
                    "pays_id": pays_id,
                    "basis_text": basis_text,
                    "valid_from": period.start,
                    "valid_to": period.end,
                }
                for record_id, acts_id, pays_id, period, basis_text in rows
            ],
        )
        log(events.RESPONSIBLE_MUNICIPALITY_SET, by=by, at=at, objects={}, data={"facts": len(written)})
    return len(written)


def link_record(
    person_record: PersonRecord, *, citizen: Citizen, by: Actor, at: datetime, evidence: str, reason: str = ""
) -> RecordLink:
    """The record is about this citizen from now on; the earlier link stands as superseded."""
    with transaction.atomic():
        queries.record_for(by, record_id=person_record.pk)
        current: RecordLink = (
            RecordLink.objects.everything(reason="writes the next version")
            .current()
            .get(record=person_record)
        )
        version = supersede(
            current,
            basis=Basis(by=by, at=at, reason=reason, origin="entered"),
            citizen_id=citizen.pk,
            evidence=evidence,
        )
        log(events.RECORD_LINKED, by=by, at=at, objects={"record": person_record.public_id})
    return version


def _check_municipalities(*organisations: Organisation) -> None:
    if any(one.kind != Kind.MUNICIPALITY for one in organisations):
        raise UnknownMunicipality(
            en="Only a municipality can act and pay. Choose one of the 98",
            da="Kun en kommune kan handle og betale. Vælg en af de 98",
        )


def _next_change(person_record: PersonRecord, *, after: date) -> date | None:
    later = (
        ResponsibleMunicipality.objects.everything(reason="finds where the new fact must end")
        .current()
        .filter(record=person_record, law_area=LawArea.SERVICELOVEN, valid_from__gt=after)
        .order_by("valid_from")
        .first()
    )
    return later.valid_from if later else None


def _columns(details: PersonDetails) -> dict[str, Any]:
    return {
        "full_name": details.full_name,
        "alias": details.alias,
        "name_known": details.name_known,
        "cpr_encrypted": encrypt_cpr(details.cpr) if details.cpr else "",
        "cpr_lookup": lookup_hash(details.cpr) if details.cpr else "",
        "birth_date": details.birth_date,
        "sex": details.sex,
        "search_key": search_key(f"{details.full_name} {details.alias}"),
        "sort_key": sort_key(details.full_name or details.alias),
    }


def _responsible_twice() -> ResponsibleTwice:
    return ResponsibleTwice(
        en="Another municipality is already written for some of these nights. Open the page again and look",
        da="En anden kommune står allerede skrevet for nogle af nætterne. Åbn siden igen, og se efter",
    )
