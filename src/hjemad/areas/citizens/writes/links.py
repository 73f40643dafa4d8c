"""Say that two records are about one person, or that they are not. Nothing is lost either way."""

from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from hjemad.areas.citizens import events
from hjemad.areas.citizens.models import Citizen, NotSamePerson, PersonRecord, RecordLink
from hjemad.areas.citizens.queries import lock_citizens_of, record_to_write
from hjemad.areas.citizens.reads.links import refused_with, source_keys
from hjemad.foundation.access.actor import Actor
from hjemad.foundation.access.permissions import Permission
from hjemad.foundation.audit.actions import log
from hjemad.foundation.facts.actions import Basis, record, supersede, void
from hjemad.kernel.errors import Conflict, InputRejected

NOT_SAME = "not_same_person"
_MOVES = "moves every record that is believed to be about the person"


class RefusedPair(Conflict):
    """Somebody said that these two are not the same person."""

    code = "refused_pair"


class NotJoined(Conflict):
    """The two records are not about one citizen now."""

    code = "not_joined"


@dataclass(frozen=True)
class _Where:
    """Two records and the citizen each is about, locked until the transaction ends."""

    one: RecordLink
    other: RecordLink


def join(
    one: PersonRecord, other: PersonRecord, *, by: Actor, at: datetime, evidence: str, reason: str
) -> None:
    """All that is written about the first is from now on about the citizen of the second.

    Records that were believed to be the same person as the first come along. The earlier links stand.
    """
    by.require(Permission.LINK_RECORDS)
    _said(evidence, reason)
    with transaction.atomic():
        where = _locked(one, other, by=by)
        if where.one.citizen_id == where.other.citizen_id:
            return
        moved = _links_of(where.one.citizen_id)
        kept = [link.record_id for link in _links_of(where.other.citizen_id)]
        if any(refused_with(link.record_id, kept) for link in moved):
            raise _refused_pair()
        basis = Basis(by=by, at=at, reason=reason.strip(), origin="entered")
        for link in moved:
            supersede(link, basis=basis, citizen_id=where.other.citizen_id, evidence=evidence.strip())
        log(
            events.RECORD_LINKED,
            by=by,
            at=at,
            objects={"record": one.public_id, "other": other.public_id},
            data={"records": len(moved)},
        )


def separate(
    one: PersonRecord, other: PersonRecord, *, by: Actor, at: datetime, evidence: str, reason: str
) -> None:
    """The first is not about the person of the second; what came with it by the same link goes back with it.

    It is remembered that they are not the same person: no number and no proposal joins them again.
    """
    by.require(Permission.LINK_RECORDS)
    _said(evidence, reason)
    with transaction.atomic():
        where = _locked(one, other, by=by)
        if where.one.citizen_id != where.other.citizen_id:
            raise _not_joined()
        basis = Basis(by=by, at=at, reason=reason.strip(), origin="entered")
        moved = _came_together(where.one, apart_from=other.pk)
        back_to = _earlier_citizen(where.one) or Citizen.objects.create(public_id=uuid4(), created_at=at).pk
        for link in moved:
            supersede(link, basis=basis, citizen_id=back_to, evidence=NOT_SAME)
        _remember(one, other, basis=basis)
        log(
            events.RECORD_UNLINKED,
            by=by,
            at=at,
            objects={"record": one.public_id, "other": other.public_id},
            data={"records": len(moved)},
        )


def say_not_same(one: PersonRecord, other: PersonRecord, *, by: Actor, at: datetime, reason: str) -> None:
    """A proposal is turned down for good: the two are never proposed again."""
    by.require(Permission.LINK_RECORDS)
    _said("-", reason)
    with transaction.atomic():
        _locked(one, other, by=by)
        _remember(one, other, basis=Basis(by=by, at=at, reason=reason.strip(), origin="entered"))
        log(
            events.NOT_SAME_PERSON,
            by=by,
            at=at,
            objects={"record": one.public_id, "other": other.public_id},
        )


def take_back_not_same(
    one: PersonRecord, other: PersonRecord, *, by: Actor, at: datetime, reason: str
) -> None:
    """That they are not the same person was a mistake; they may be joined again."""
    by.require(Permission.LINK_RECORDS)
    _said("-", reason)
    with transaction.atomic():
        _locked(one, other, by=by)
        # By source too: a record read in again is refused for what was said of the earlier one.
        ids, keys = [one.pk, other.pk], list(source_keys([one.pk, other.pk]).values())
        pair = Q(record_id__in=ids, other_id__in=ids) | Q(record_key__in=keys, other_key__in=keys)
        for fact in NotSamePerson.objects.everything(reason=_MOVES).current().filter(pair):
            void(fact, basis=Basis(by=by, at=at, reason=reason.strip(), origin="entered"))
        log(events.NOT_SAME_PERSON, by=by, at=at, objects={"record": one.public_id}, data={"taken_back": 1})


def _locked(one: PersonRecord, other: PersonRecord, *, by: Actor) -> _Where:
    for some in (one, other):
        record_to_write(by, record_id=some.pk)
    lock_citizens_of(one.pk, other.pk)
    current = RecordLink.objects.everything(reason=_MOVES).current()
    return _Where(one=current.get(record=one), other=current.get(record=other))


def _links_of(citizen_id: int) -> list[RecordLink]:
    links = RecordLink.objects.everything(reason=_MOVES).current().filter(citizen_id=citizen_id)
    return list(links.order_by("record_id"))


def _came_together(link: RecordLink, *, apart_from: int) -> list[RecordLink]:
    """The link, and those that the same act brought to this citizen from the same one before."""
    before = _earlier_citizen(link)
    with_it = [
        one
        for one in _links_of(link.citizen_id)
        if before is not None
        and one.record_id not in {link.record_id, apart_from}
        and one.recorded_at == link.recorded_at
        and _earlier_citizen(one) == before
    ]
    return [link, *with_it]


def _earlier_citizen(link: RecordLink) -> int | None:
    """The citizen the record was about before it was joined; None where it began here or was separated."""
    if link.evidence == NOT_SAME:
        return None
    versions = RecordLink.objects.everything(reason=_MOVES).filter(
        fact_id=link.fact_id, version=link.version - 1
    )
    earlier = versions.exclude(citizen_id=link.citizen_id).first()
    return earlier.citizen_id if earlier else None


def _remember(one: PersonRecord, other: PersonRecord, *, basis: Basis) -> None:
    low, high = sorted([one.pk, other.pk])
    standing = NotSamePerson.objects.everything(reason=_MOVES).current()
    if standing.filter(record_id=low, other_id=high).exists():
        return
    keys = source_keys([low, high])
    record(
        NotSamePerson,
        basis=basis,
        valid_from=timezone.localdate(basis.at),
        valid_to=None,
        record_id=low,
        other_id=high,
        record_key=keys[low],
        other_key=keys[high],
    )


def _said(evidence: str, reason: str) -> None:
    if not evidence.strip() or not reason.strip():
        raise InputRejected(
            en="Write why, and what it rests on. Both are kept with the change",
            da="Skriv hvorfor, og hvad det bygger på. Begge dele gemmes sammen med ændringen",
        )


def _refused_pair() -> RefusedPair:
    return RefusedPair(
        en="Somebody has written that this is not the same person. Take that back first, with a reason",
        da="Nogen har skrevet, at det ikke er samme person. Tag det tilbage først, med en begrundelse",
    )


def _not_joined() -> NotJoined:
    return NotJoined(
        en="The two are not joined any more. Open the page again and look",
        da="De to hører ikke sammen længere. Åbn siden igen, og se efter",
    )
