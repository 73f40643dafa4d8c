"""The only writer of records, identities, links and responsible municipalities.

Each action is one transaction with its event. A record the actor may not see is answered with `NotVisible`.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import batched
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction

from hjemad.areas.citizens import events, queries
from hjemad.areas.citizens.models import (
    Citizen,
    CitizenCpr,
    Clock,
    Identity,
    LawArea,
    PersonRecord,
    RecordLink,
    ResponsibleMunicipality,
)
from hjemad.areas.citizens.reads.clocks import all_record_ids, fresh_clocks, standing_clocks
from hjemad.areas.citizens.reads.links import refused_with
from hjemad.areas.citizens.rules import NAME_NOT_KNOWN as NAME_NOT_KNOWN
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
from hjemad.kernel.person_number import PersonNumber

FIRST_RECORD = "first_record"
SAME_CPR = "same_cpr"
_BATCH = 1000
_CLOCKS_AT_ONCE = 200


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
        about = _claimed(new, known, citizens=_citizens(new, at=at), at=at)
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
                    "citizen_id": citizen_id,
                    "evidence": evidence,
                    **_from_then_on(one),
                }
                for record, one, (citizen_id, evidence) in zip(records, new, about, strict=True)
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


def _claimed(
    new: Sequence[NewRecord], known: Sequence[PersonDetails], *, citizens: Sequence[Citizen], at: datetime
) -> list[tuple[int, str]]:
    """Citizen and evidence of each new record: whoever comes second with a CPR number joins the first.

    The unique claim decides on both databases, also between two processes at the same moment.
    """
    lookups = [lookup_hash(one.cpr) if one.cpr else "" for one in known]
    holders = _claim({key: one.pk for key, one in zip(lookups, citizens, strict=True) if key}, at=at)
    about: list[tuple[int, str]] = []
    for one, key, citizen in zip(new, lookups, citizens, strict=True):
        holder = holders.get(key, citizen.pk)
        joins = one.citizen is None and holder != citizen.pk
        about.append((holder, SAME_CPR) if joins else (citizen.pk, one.evidence))
    return about


def _claim(wanted: Mapping[str, int], *, at: datetime) -> dict[str, int]:
    """The numbers (lookup hashes) are claimed for these citizens; the answer says who holds each."""
    holders: dict[str, int] = {}
    for some in batched(sorted(wanted), _BATCH):
        CitizenCpr.objects.bulk_create(
            [CitizenCpr(citizen_id=wanted[key], lookup=key, created_at=at) for key in some],
            ignore_conflicts=True,
        )
        rows = CitizenCpr.objects.filter(lookup__in=some)
        holders |= dict(rows.values_list("lookup", "citizen_id"))
    return holders


def _join_by_number(person_record: PersonRecord, *, number: PersonNumber, basis: Basis) -> None:
    """The record is about the citizen who holds the number; so are those believed to be the same person.

    A record with another number of its own stays. So does everything where somebody said: not the same.
    """
    links = RecordLink.objects.everything(reason="finds who holds the number").current()
    own = links.get(record=person_record).citizen_id
    key = lookup_hash(number)
    holder = _claim({key: own}, at=basis.at)[key]
    if holder == own:
        return
    list(Citizen.objects.select_for_update().filter(pk__in=[own, holder]).order_by("pk"))
    theirs = list(links.filter(citizen_id=holder).values_list("record_id", flat=True))
    others = Identity.objects.everything(reason="a record with a number of its own stays").current()
    staying = others.exclude(cpr_lookup__in=["", key]).exclude(record=person_record).values("record_id")
    moved = list(links.filter(citizen_id=own).exclude(record_id__in=staying).order_by("record_id"))
    if any(refused_with(link.record_id, theirs) for link in moved):
        return
    for link in moved:
        supersede(link, basis=basis, citizen_id=holder, evidence=SAME_CPR)


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
        queries.record_to_write(by, record_id=person_record.pk)
        current: Identity = (
            Identity.objects.everything(reason="writes the next version").current().get(record=person_record)
        )
        known = checked(details, on=by.on)
        if known.cpr is not None:
            _join_by_number(person_record, number=known.cpr, basis=basis)
        version = supersede(current, basis=basis, **_columns(known))
        refresh_clocks([person_record.pk])
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
    settles: bool = False,
) -> ResponsibleMunicipality:
    """From the day on, until the next change already recorded, this municipality acts and that one pays.

    `basis` says under which rule, `evidence` on whose word; what stood there is kept. `settles`: the result
    of a disagreement, which a party may write though another acts meanwhile.
    """
    _check_municipalities(acts, pays)
    with translated({"citizens_one_responsible_at_a_time": _responsible_twice}):
        _lock_to_write(person_record, by=by, settles=settles)
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
        refresh_clocks([person_record.pk])
        log(
            events.RESPONSIBLE_MUNICIPALITY_SET, by=by, at=at,
            objects={"record": person_record.public_id, "fact": version.fact_id},
            data={"acts": acts.code, "pays": pays.code},
        )  # fmt: skip
        return version


def _lock_to_write(person_record: PersonRecord, *, by: Actor, settles: bool) -> None:
    found = queries.record_for if settles else queries.record_to_write
    found(by, record_id=person_record.pk)
    # Two changes for one person wait for each other here, so neither works on what the other replaces.
    PersonRecord._base_manager.select_for_update().get(pk=person_record.pk)


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
        refresh_clocks([row[0] for row in rows])
        log(events.RESPONSIBLE_MUNICIPALITY_SET, by=by, at=at, objects={}, data={"facts": len(written)})
    return len(written)


def refresh_clocks(record_ids: Iterable[int]) -> int:
    """The clocks of the records are what today's facts give; how many were not.

    Called in the transaction of whatever changes a fact a clock rests on.
    """
    changed = 0
    with transaction.atomic():
        for some in batched(sorted(set(record_ids)), _CLOCKS_AT_ONCE):
            fresh = {(clock.kind, clock.subject): clock for clock in fresh_clocks(some)}
            standing = standing_clocks(some)
            written = [clock for key, clock in fresh.items() if standing.get(key) != clock]
            gone = [key for key, clock in standing.items() if fresh.get(key) != clock]
            everything = Clock.objects.everything(reason="clocks follow from facts")
            for kind in {kind for kind, _ in gone}:
                subjects = [subject for one, subject in gone if one == kind]
                everything.filter(kind=kind, subject__in=subjects).delete()
            Clock._base_manager.bulk_create([Clock(**vars(clock)) for clock in written])
            changed += len({*gone, *((clock.kind, clock.subject) for clock in written)})
    return changed


def rebuild_clocks(*, at: datetime) -> tuple[int, int]:
    """Every clock is made again from facts: how many records were looked at, and how many clocks differed."""
    records = changed = 0
    for some in all_record_ids():
        changed += refresh_clocks(some)
        records += len(some)
    log(events.CLOCKS_REBUILT, by=None, at=at, objects={}, data={"records": records, "changed": changed})
    return records, changed


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
    alias = "" if details.alias == NAME_NOT_KNOWN else details.alias
    return {
        "full_name": details.full_name,
        "alias": details.alias,
        "name_known": details.name_known,
        "cpr_encrypted": encrypt_cpr(details.cpr) if details.cpr else "",
        "cpr_lookup": lookup_hash(details.cpr) if details.cpr else "",
        "birth_date": details.birth_date,
        "sex": details.sex,
        "search_key": search_key(f"{details.full_name} {alias}"),
        "sort_key": sort_key(details.full_name or details.alias),
    }


def _responsible_twice() -> ResponsibleTwice:
    return ResponsibleTwice(
        en="Another municipality is already written for some of these nights. Open the page again and look",
        da="En anden kommune står allerede skrevet for nogle af nætterne. Åbn siden igen, og se efter",
    )
