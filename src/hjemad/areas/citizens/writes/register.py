"""Write what the CPR register tells, and addresses. Versions from the register have it as their origin."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from hjemad.areas.citizens import events
from hjemad.areas.citizens.actions import PersonDetails, set_identity
from hjemad.areas.citizens.models import (
    Address,
    Citizen,
    CitizenCpr,
    Identity,
    PersonRecord,
    RecordLink,
    RegisterNote,
)
from hjemad.areas.citizens.queries import record_to_write
from hjemad.areas.citizens.reads.links import refused_with
from hjemad.areas.citizens.reads.protection import protections_of
from hjemad.areas.citizens.tables.contact import AddressKind, ToldKind
from hjemad.areas.citizens.tables.origins import CPR_REGISTER
from hjemad.areas.citizens.writes.protection import protect
from hjemad.foundation.access.actor import Actor
from hjemad.foundation.access.permissions import Permission
from hjemad.foundation.access.relation import NotVisible
from hjemad.foundation.audit.actions import log
from hjemad.foundation.facts.actions import Basis, record, supersede
from hjemad.foundation.organisations.models import Kind, Organisation
from hjemad.foundation.privacy.person_numbers import decrypt_cpr, lookup_hash
from hjemad.integrations.cpr_register.register import CprRegister, Entry
from hjemad.kernel.errors import InputRejected
from hjemad.kernel.person_number import PersonNumber

REPLACED_NUMBER = "replaced_number"
_NOT_TOLD = "the register told something about the person"


@dataclass(frozen=True)
class Fetched:
    """What the register told: whether it knows the number, and what was written."""

    known: bool
    name: bool = False
    address: bool = False
    protected: bool = False
    notes: int = 0


def fetch(person_record: PersonRecord, *, by: Actor, register: CprRegister, at: datetime) -> Fetched:
    """What the register tells about the record's number is written; a register that is away changes nothing.

    Raises `RegisterAway`, and `InputRejected` for a record without a number.
    """
    by.require(Permission.WRITE_IDENTITY)
    record_to_write(by, record_id=person_record.pk)
    number = _number_of(person_record)
    # Asked before anything is locked: a slow register holds nobody up.
    entry = register.entry(number)
    newest = register.entry(entry.new_number) if entry is not None and entry.new_number else entry
    with transaction.atomic():
        done = Fetched(known=False)
        if entry is not None:
            done = _written(person_record, newest or entry, asked=entry, by=by, at=at)
        log(
            events.REGISTER_ASKED,
            by=by,
            at=at,
            objects={"record": person_record.public_id},
            data={"known": entry is not None, "notes": done.notes},
        )
    return done


def set_address(
    person_record: PersonRecord,
    *,
    by: Actor,
    kind: str,
    text: str,
    no_fixed_abode: bool,
    municipality: Organisation | None,
    since: date,
    at: datetime,
    origin: str = "entered",
) -> Address:
    """The address of that kind is this from the day on; the earlier one ends there and is kept."""
    by.require(Permission.WRITE_IDENTITY)
    record_to_write(by, record_id=person_record.pk)
    _says_something(text, no_fixed_abode=no_fixed_abode, municipality=municipality)
    basis = Basis(by=by, at=at, reason="", origin=origin)
    with transaction.atomic():
        PersonRecord._base_manager.select_for_update().get(pk=person_record.pk)
        standing = (
            Address.objects.everything(reason="the earlier address ends where the new one begins")
            .current()
            .filter(record=person_record, kind=AddressKind(kind).value, valid_to__isnull=True)
        )
        for old in standing:
            supersede(old, basis=basis, valid_to=max(since, old.valid_from))
        fact = record(
            Address,
            basis=basis,
            valid_from=since,
            valid_to=None,
            record_id=person_record.pk,
            kind=AddressKind(kind).value,
            text=text.strip(),
            no_fixed_abode=no_fixed_abode,
            municipality_id=municipality.pk if municipality else None,
        )
        log(events.ADDRESS_SET, by=by, at=at, objects={"record": person_record.public_id})
    return fact


def _says_something(text: str, *, no_fixed_abode: bool, municipality: Organisation | None) -> None:
    if not text.strip() and not no_fixed_abode:
        raise InputRejected(
            en="Write the address, or say that there is no fixed abode",
            da="Skriv adressen, eller sig, at der ikke er fast bopæl",
        )
    if municipality is not None and municipality.kind != Kind.MUNICIPALITY:
        raise InputRejected(en="Choose one of the 98 municipalities", da="Vælg en af de 98 kommuner")


def note_seen(fact_id: UUID, *, by: Actor, at: datetime) -> None:
    """Somebody has looked at what the register told; it is not shown any more and stays in the history."""
    by.require(Permission.WRITE_IDENTITY)
    note = RegisterNote.objects.visible_to(by).current().filter(fact_id=fact_id, valid_to=None).first()
    if note is None:
        raise NotVisible.standard()
    with transaction.atomic():
        basis = Basis(by=by, at=at, reason="", origin="entered")
        supersede(note, basis=basis, valid_to=max(by.on, note.valid_from))
        log(events.REGISTER_NOTE_SEEN, by=by, at=at, objects={"fact": fact_id})


def _number_of(person_record: PersonRecord) -> PersonNumber:
    identity = (
        Identity.objects.everything(reason="the caller sees the record")
        .current()
        .get(record_id=person_record.pk)
    )
    if not identity.cpr_encrypted:
        raise InputRejected(
            en="Write the CPR number first. The register is asked by the whole number",
            da="Skriv CPR-nummeret først. Registret spørges med hele nummeret",
        )
    return decrypt_cpr(identity.cpr_encrypted)


def _written(person_record: PersonRecord, entry: Entry, *, asked: Entry, by: Actor, at: datetime) -> Fetched:
    replaced = asked.new_number is not None
    if replaced:
        _all_one_citizen(person_record, number=entry.number, by=by, at=at)
    name = _write_name(person_record, entry, by=by, at=at)
    address = _write_address(person_record, entry, by=by, at=at)
    protected = entry.protected and _write_protection(person_record, entry, by=by, at=at)
    notes = 0
    if entry.died_on is not None:
        notes += _note(person_record, ToldKind.DIED, day=entry.died_on, by=by, at=at)
    if replaced:
        notes += _note(person_record, ToldKind.NEW_NUMBER, day=None, by=by, at=at)
    return Fetched(known=True, name=name, address=address, protected=protected, notes=notes)


def _write_name(person_record: PersonRecord, entry: Entry, *, by: Actor, at: datetime) -> bool:
    now = (
        Identity.objects.everything(reason="compared with what the register tells")
        .current()
        .get(record_id=person_record.pk)
    )
    name = entry.name or now.full_name
    number = decrypt_cpr(now.cpr_encrypted)
    if (name, entry.number) == (now.full_name, number):
        return False
    details = PersonDetails(full_name=name, alias=now.alias, cpr=entry.number)
    set_identity(person_record, by=by, details=details, at=at, reason="", origin=CPR_REGISTER)
    return True


def _write_address(person_record: PersonRecord, entry: Entry, *, by: Actor, at: datetime) -> bool:
    told = entry.address
    if told is None or not (told.text or told.no_fixed_abode):
        return False
    where = Organisation.objects.filter(kind=Kind.MUNICIPALITY, code=told.municipality_code).first()
    standing = (
        Address.objects.everything(reason="compared with what the register tells")
        .current()
        .filter(record=person_record, kind=AddressKind.REGISTERED.value, valid_to__isnull=True)
        .first()
    )
    same = standing is not None and (
        standing.text, standing.no_fixed_abode, standing.municipality_id, standing.origin
    ) == (told.text, told.no_fixed_abode, where.pk if where else None, CPR_REGISTER)  # fmt: skip
    if same:
        return False
    set_address(
        person_record,
        by=by,
        kind=AddressKind.REGISTERED.value,
        text=told.text,
        no_fixed_abode=told.no_fixed_abode,
        municipality=where,
        since=by.on,
        at=at,
        origin=CPR_REGISTER,
    )
    return True


def _write_protection(person_record: PersonRecord, entry: Entry, *, by: Actor, at: datetime) -> bool:
    kinds = {one.kind for one in protections_of(by, record_id=person_record.pk)}
    if "cpr_ordinary" in kinds:
        return False
    # What the register protects is written whoever fetched it; a role that may fetch may protect.
    protect(
        person_record,
        by=by,
        kind="cpr_ordinary",
        since=by.on,
        at=at,
        expires_on=entry.protected_until,
        remind_on=entry.protected_until,
        origin=CPR_REGISTER,
    )
    return True


def _note(person_record: PersonRecord, kind: ToldKind, *, day: date | None, by: Actor, at: datetime) -> int:
    standing = RegisterNote.objects.everything(reason=_NOT_TOLD).current()
    if standing.filter(record=person_record, kind=kind.value).exists():
        return 0
    record(
        RegisterNote,
        basis=Basis(by=by, at=at, reason="", origin=CPR_REGISTER),
        valid_from=by.on,
        valid_to=None,
        record_id=person_record.pk,
        kind=kind.value,
        told_day=day,
    )
    return 1


def _all_one_citizen(person_record: PersonRecord, *, number: PersonNumber, by: Actor, at: datetime) -> None:
    """The register says that both numbers are one person: all of the old number's records go along."""
    holder = CitizenCpr.objects.filter(lookup=lookup_hash(number)).first()
    links = RecordLink.objects.everything(reason=_NOT_TOLD).current()
    own = links.get(record=person_record).citizen_id
    if holder is None or holder.citizen_id == own:
        return
    list(Citizen.objects.select_for_update().filter(pk__in=[own, holder.citizen_id]).order_by("pk"))
    theirs = list(links.filter(citizen_id=holder.citizen_id).values_list("record_id", flat=True))
    moved = list(links.filter(citizen_id=own).order_by("record_id"))
    if any(refused_with(link.record_id, theirs) for link in moved):
        return
    basis = Basis(by=by, at=at, reason="", origin="entered")
    for link in moved:
        supersede(link, basis=basis, citizen_id=holder.citizen_id, evidence=REPLACED_NUMBER)
