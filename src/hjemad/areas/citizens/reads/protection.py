"""Who is protected, and from whom a person wants to be hidden."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from hjemad.areas.citizens.models import (
    PersonRecord,
    Protection,
    RecordLink,
    RelationBlock,
    ResponsibleMunicipality,
)
from hjemad.areas.citizens.queries import protected as protected
from hjemad.areas.citizens.reads.columns import is_protected
from hjemad.foundation.access.actor import Actor
from hjemad.foundation.access.models import Assignment, User
from hjemad.foundation.access.relation import NotVisible, unblocked
from hjemad.foundation.organisations.models import OrganisationName
from hjemad.foundation.organisations.queries import name_column, names_on
from hjemad.foundation.privacy.names import search_key, sort_key

_PROVES = "proves that a person is protected, or that a person said no; shows nobody"


@dataclass(frozen=True)
class ProtectionShown:
    """One protection as the page of a visible record shows it."""

    fact_id: UUID
    kind: str
    since: date
    expires_on: date | None
    remind_on: date | None
    why: str


@dataclass(frozen=True)
class BlockShown:
    """From whom the person is hidden. `holds_wholly` False: the law still lets that place see something."""

    fact_id: UUID
    name: str
    is_person: bool
    since: date
    holds_wholly: bool


def protections_of(actor: Actor, *, record_id: int) -> list[ProtectionShown]:
    """What stands about the protection of a visible record, newest first; one query."""
    rows = Protection.objects.visible_to(actor).current().filter(record_id=record_id, valid_to__isnull=True)
    return [_shown(row) for row in rows.order_by("-valid_from", "-pk")]


def protection_for(actor: Actor, *, fact_id: UUID) -> Protection | None:
    """The current version of a protection of a visible record; one query."""
    row = Protection.objects.visible_to(actor).current().filter(fact_id=fact_id).first()
    return row if isinstance(row, Protection) else None


def to_look_at_again(actor: Actor) -> list[tuple[int, UUID, ProtectionShown]]:
    """Visible protections whose reminder or expiry has come: record, public id, what stands; one query."""
    rows = (
        Protection.objects.visible_to(actor)
        .current()
        .filter(Q(remind_on__lte=actor.on) | Q(expires_on__lte=actor.on), valid_to__isnull=True)
        .select_related("record")
        .order_by("remind_on", "pk")
    )
    return [(row.record_id, row.record.public_id, _shown(row)) for row in rows]


def blocked_records(actor: Actor) -> QuerySet[Any, Any]:
    """Ids of the records the actor may not see because the person said no, as a query.

    A named user is always blocked. An organisation is not while it acts for the person, nor once it pays.
    It depends on user, organisation and day alone (`BlockSource`).
    """
    links = RecordLink.objects.everything(reason=_PROVES).current()
    standing = (
        RelationBlock.objects.everything(reason=_PROVES)
        .current()
        .filter(Q(valid_to__isnull=True) | Q(valid_to__gt=actor.on), valid_from__lte=actor.on)
    )
    by_name = standing.filter(hidden_from_user_id=actor.user_id).values("record_id")
    by_place = standing.filter(hidden_from_id=actor.organisation_id).values("record_id")
    named = links.filter(record_id__in=by_name).values("citizen_id")
    placed = links.filter(record_id__in=by_place).values("citizen_id")
    of_record = _bound_by_law(actor.organisation_id, on=actor.on).filter(record_id=OuterRef("record_id"))
    # Of the row's own citizen: one step less inside each other than of those who said no. SQLite reads no
    # question that is too deep.
    bound = Exists(links.filter(Exists(of_record), citizen_id=OuterRef("citizen_id")))
    return links.filter(Q(citizen_id__in=named) | Q(~bound, citizen_id__in=placed)).values("record_id")


def record_and_protection(actor: Actor, *, public_id: UUID) -> tuple[PersonRecord, bool]:
    """The record, or `NotVisible`, and whether it is protected today; one query."""
    rows = PersonRecord.objects.visible_to(actor).annotate(guarded=is_protected("pk"))
    found: Any = rows.filter(public_id=public_id).first()
    if not isinstance(found, PersonRecord):
        raise NotVisible.standard()
    guarded: bool = found.guarded  # type: ignore[attr-defined] # annotated above
    return found, guarded


def kept_from(actor: Actor, record_ids: Iterable[int]) -> set[int]:
    """Which of the records are not there for the actor because the person said no; one query."""
    everybody = PersonRecord.objects.everything(reason="says whom a page about one person is closed for")
    blocked = everybody.filter(~unblocked(actor), pk__in=set(record_ids))
    return set(blocked.values_list("pk", flat=True))


def bound_by_law(record_id: int, *, organisation_id: int, on: date) -> bool:
    """The organisation acts for the person or pays for a night, and so must be able to see something."""
    return _bound_by_law(organisation_id, on=on).filter(record_id__in=_of_citizen(record_id)).exists()


def _of_citizen(record_id: int) -> QuerySet[Any, Any]:
    """Ids of all records of the same citizen."""
    links = RecordLink.objects.everything(reason=_PROVES).current()
    citizens = links.filter(record_id=record_id).values("citizen_id")
    return links.filter(citizen_id__in=citizens).values("record_id")


def blocks_of(actor: Actor, *, record_id: int) -> list[BlockShown]:
    """From whom the person of a visible record is hidden, by this record's own word; one query.

    Nothing about a record the actor does not see.
    """
    bound = _bound_by_law(OuterRef("hidden_from_id"), on=actor.on).filter(
        record_id__in=_of_citizen(record_id)
    )
    rows = (
        RelationBlock.objects.visible_to(actor)
        .current()
        .filter(Q(valid_to__isnull=True) | Q(valid_to__gt=actor.on), record_id=record_id)
        .annotate(bound=Exists(bound), place=name_column("hidden_from_id", day=actor.on))
        .select_related("hidden_from_user", "hidden_from")
        .order_by("valid_from", "pk")
    )
    return [
        BlockShown(
            fact_id=row.fact_id,
            name=row.hidden_from_user.full_name
            if row.hidden_from_user
            else row.place or row.hidden_from.code,
            is_person=row.hidden_from_user_id is not None,
            since=row.valid_from,
            holds_wholly=row.hidden_from_id is None or not row.bound,
        )
        for row in rows
    ]


def _name_of(row: Any) -> str:
    """The worker, or what the place is called."""
    if row.hidden_from_user:
        return str(row.hidden_from_user.full_name)
    return str(row.place or row.hidden_from.code)


def block_for(actor: Actor, *, fact_id: UUID) -> RelationBlock | None:
    """The current version of a block of a visible record; one query."""
    row = RelationBlock.objects.visible_to(actor).current().filter(fact_id=fact_id).first()
    return row if isinstance(row, RelationBlock) else None


def _bound_by_law(organisation_id: int | OuterRef, *, on: date) -> QuerySet[Any, Any]:
    acts = Q(acts_id=organisation_id, valid_from__lte=on) & (Q(valid_to__isnull=True) | Q(valid_to__gt=on))
    return (
        ResponsibleMunicipality.objects.everything(reason=_PROVES)
        .current()
        .filter(acts | Q(pays_id=organisation_id))
    )


def _shown(row: Protection) -> ProtectionShown:
    return ProtectionShown(row.fact_id, row.kind, row.valid_from, row.expires_on, row.remind_on, row.why)


def who_is_called(name: str, *, kind: str, on: date) -> list[tuple[int, str]]:
    """Users (kind person) or organisations (place) with exactly that name: id, and what tells them apart."""
    key = search_key(name)
    if kind == "place":
        places = OrganisationName.objects.filter(
            Q(valid_to__isnull=True) | Q(valid_to__gt=on), sort_key=sort_key(name), valid_from__lte=on
        )
        return [(row.organisation_id, row.name) for row in places.order_by("organisation_id")]
    users = [
        (pk, full_name)
        for pk, full_name in User.objects.filter(is_active=True).values_list("pk", "full_name")
        if search_key(full_name) == key
    ]
    jobs = Assignment.objects.filter(user_id__in=[pk for pk, _ in users]).values_list(
        "user_id", "organisation_id"
    )
    where = dict(jobs)
    names = names_on(where.values(), day=on)
    return [(pk, f"{name}, {names[where[pk]]}" if pk in where else name) for pk, name in users]
