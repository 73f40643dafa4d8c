"""Which records are about one citizen, what may be the same person, and what a change would mean.

Only inside the actor's own relations: nothing here speaks of a record the actor may not see.
"""

import hmac
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Q

from hjemad.areas.citizens.models import Identity, NotSamePerson, PersonRecord, RecordLink
from hjemad.areas.citizens.queries import identity_row, records_with_same_citizens
from hjemad.areas.citizens.reads.columns import of_same_citizen
from hjemad.foundation.access.actor import Actor
from hjemad.foundation.organisations.queries import name_column
from hjemad.foundation.privacy.names import search_key

type Groups = Mapping[int, frozenset[int]]
type Consequence = Callable[[Actor, Groups, Groups], list[str]]

_DECIDES = "decides whether two records may be about one person; shows nobody"
_consequences: dict[str, Consequence] = {}


@dataclass(frozen=True)
class Joined:
    """A visible record of the same citizen: who wrote it, and why it is believed."""

    record_id: int
    public_id: UUID
    written_by: str
    evidence: str
    since: datetime


@dataclass(frozen=True)
class Proposal:
    """A visible record that may be about the same person: `why` is cpr or name."""

    record_id: int
    public_id: UUID
    written_by: str
    why: str
    birth_date: date | None


def register_consequence(name: str, source: Consequence) -> None:
    """A later area says what a link or its undoing would change, in lines for the actor.

    The source gets the actor and the visible records by citizen, before and after. No amount, and no place
    the actor cannot see anyway.
    """
    _consequences[name] = source


def consequences(actor: Actor, *, before: Groups, after: Groups) -> list[str]:
    """What would change, said by every area that knows something."""
    return [line for source in _consequences.values() for line in source(actor, before, after)]


def joined_with(actor: Actor, *, record_id: int) -> list[Joined]:
    """The other visible records of the same citizen, none where the record is not visible; one query."""
    rows = list(
        RecordLink.objects.visible_to(actor)
        .current()
        .filter(record_id__in=of_same_citizen(record_id))
        .annotate(house=name_column("record__organisation_id", day=actor.on))
        .select_related("record__organisation")
        .order_by("record_id")
    )
    if all(row.record_id != record_id for row in rows):
        return []  # the record itself is not there for the actor
    return [
        Joined(
            row.record_id,
            row.record.public_id,
            row.house or row.record.organisation.code,
            row.evidence,
            row.recorded_at,
        )
        for row in rows
        if row.record_id != record_id
    ]


def proposals(
    actor: Actor, *, record_id: int, own: Identity | None = None, joined: Sequence[Joined] | None = None
) -> list[Proposal]:
    """Visible records of other citizens with the same CPR number, or the same name and birth date.

    A pair that somebody said is not the same person is never proposed again. Two queries, three where
    somebody is found; `NotVisible` where the record is not visible. `own` is its identity and
    `joined` what it is joined with, where the caller has read them for this actor; both make it quicker.
    """
    if own is None or own.record_id != record_id:
        own = identity_row(actor, record_id=record_id)
    same = Q(pk__in=[])
    if own.cpr_lookup:
        same |= Q(cpr_lookup=own.cpr_lookup)
    if own.full_name and own.birth_date:
        same |= Q(birth_date=own.birth_date, name_known=True)
    rows = list(
        Identity.objects.visible_to(actor)
        .current()
        .filter(same)
        .exclude(record_id__in=_together(actor, record_id, joined=joined))
        .annotate(house=name_column("record__organisation_id", day=actor.on))
        .select_related("record__organisation")
        .order_by("record_id")
    )
    keys = {row.record_id: _key(row) for row in (own, *rows)}
    refused = refused_with(record_id, [row.record_id for row in rows], keys=keys)
    found = [(row, _why(own, row)) for row in rows if row.record_id not in refused]
    return [
        Proposal(
            row.record_id,
            row.record.public_id,
            row.house or row.record.organisation.code,
            why,
            row.birth_date,
        )
        for row, why in found
        if why
    ]


def _together(actor: Actor, record_id: int, *, joined: Sequence[Joined] | None) -> Any:
    """Ids of the visible records of the same citizen, the record's own with them."""
    if joined is not None:
        return {record_id, *(one.record_id for one in joined)}
    links = RecordLink.objects.visible_to(actor).current()
    citizen = links.filter(record_id=record_id).values("citizen_id")
    return links.filter(citizen_id__in=citizen).values("record_id")


def groups(actor: Actor, *record_ids: int) -> dict[int, frozenset[int]]:
    """Citizen -> its visible records, for the citizens of these records; one query."""
    links = RecordLink.objects.visible_to(actor).current()
    rows = links.filter(record_id__in=records_with_same_citizens(record_ids))
    found: dict[int, set[int]] = {}
    for citizen, record in rows.values_list("citizen_id", "record_id"):
        found.setdefault(citizen, set()).add(record)
    # A citizen of none of these records that the actor may see is not there either.
    asked = set(record_ids)
    return {citizen: frozenset(records) for citizen, records in found.items() if records & asked}


def refused_with(record_id: int, others: list[int], *, keys: Mapping[int, str] | None = None) -> set[int]:
    """Which of the others somebody said are not the same person as the record; by record or by source.

    `keys` are those of `source_keys` for all of them; one query, two without.
    """
    if not others:
        return set()
    if keys is None:
        keys = source_keys([record_id, *others])
    mine = keys.get(record_id, "-")
    rows = (
        NotSamePerson.objects.everything(reason=_DECIDES)
        .current()
        .filter(
            Q(record_id=record_id) | Q(other_id=record_id) | Q(record_key=mine) | Q(other_key=mine),
        )
    )
    refused: set[int] = set()
    for one, other, one_key, other_key in rows.values_list(
        "record_id", "other_id", "record_key", "other_key"
    ):
        ids = {one, other}
        by_key = {other_key if one_key == mine else one_key}
        refused |= {some for some in others if some in ids or keys.get(some) in by_key}
    return refused


def refused(actor: Actor, *, record_id: int) -> list[tuple[int, UUID]]:
    """Visible records somebody said are not the same person as this one: id, public id; two queries."""
    pairs = (
        NotSamePerson.objects.everything(reason=_DECIDES)
        .current()
        .filter(Q(record_id=record_id) | Q(other_id=record_id))
        .values_list("record_id", "other_id")
    )
    others = {one for pair in pairs for one in pair} - {record_id}
    rows = PersonRecord.objects.visible_to(actor).filter(pk__in=others).order_by("pk")
    return list(rows.values_list("pk", "public_id"))


def source_keys(record_ids: list[int]) -> dict[int, str]:
    """Record id -> what names its source: the organisation, and what identifies the person there; hashed."""
    rows = Identity.objects.everything(reason=_DECIDES).current().filter(record_id__in=record_ids)
    return {row.record_id: _key(row) for row in rows.select_related("record")}


def _key(row: Any) -> str:
    known = row.cpr_lookup or f"{row.search_key}|{row.birth_date}"
    return _hashed(f"{row.record.organisation_id}:{known}")


def _hashed(text: str) -> str:
    return hmac.digest(settings.HJEMAD_LOOKUP_KEY.encode(), text.encode(), "sha256").hex()


def _why(own: Identity, other: Identity) -> str:
    if own.cpr_lookup and own.cpr_lookup == other.cpr_lookup:
        return "cpr"
    same_name = search_key(own.full_name) == search_key(other.full_name)
    return "name" if own.full_name and same_name and own.birth_date == other.birth_date else ""
