"""All reads of records, identities, links and the municipalities that act and pay."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext

from hjemad.areas.citizens.facts import (  # the ledger's way in
    LinkFact as LinkFact,
)
from hjemad.areas.citizens.facts import (
    PayerFact as PayerFact,
)
from hjemad.areas.citizens.facts import (
    Responsible as Responsible,
)
from hjemad.areas.citizens.facts import (
    acting_on as acting_on,
)
from hjemad.areas.citizens.facts import (
    citizens_and_named as citizens_and_named,
)
from hjemad.areas.citizens.facts import (
    citizens_by_id as citizens_by_id,
)
from hjemad.areas.citizens.facts import (
    link_facts as link_facts,
)
from hjemad.areas.citizens.facts import (
    payer_facts as payer_facts,
)
from hjemad.areas.citizens.facts import (
    protected as protected,
)
from hjemad.areas.citizens.facts import (
    record_public_ids as record_public_ids,
)
from hjemad.areas.citizens.facts import (
    records_paid_by as records_paid_by,
)
from hjemad.areas.citizens.facts import (
    records_with_known_name as records_with_known_name,
)
from hjemad.areas.citizens.facts import (
    records_with_same_citizens as records_with_same_citizens,
)
from hjemad.areas.citizens.facts import (
    responsible_of as responsible_of,
)
from hjemad.areas.citizens.facts import withheld_names
from hjemad.areas.citizens.models import (
    Citizen,
    Identity,
    PersonRecord,
    RecordLink,
    ResponsibleMunicipality,
)
from hjemad.areas.citizens.rules import NAME_NOT_KNOWN
from hjemad.foundation.access.actor import Actor, ReadOnly
from hjemad.foundation.access.relation import NotVisible, unblocked, visible, writable_of_visible
from hjemad.foundation.facts.id_list import id_list
from hjemad.foundation.privacy.guarded import Guarded, SortKey
from hjemad.foundation.privacy.names import search_key
from hjemad.foundation.privacy.person_numbers import decrypt_cpr, lookup_hash
from hjemad.kernel.dates import add_years, parse_danish_date
from hjemad.kernel.errors import BadDate, BadPersonNumber
from hjemad.kernel.person_number import PersonNumber

_SHORTEST_SEARCH = 2


@dataclass(frozen=True)
class Called:
    """What a person is called. `name_known` False: only an alias is known.

    `identified`: a CPR number or a birth date is known.
    The texts show themselves to nobody: templates use `{% called %}`, views `named(request, …)`.
    """

    name: Guarded
    alias: Guarded
    name_known: bool
    sort_key: SortKey
    identified: bool

    @property
    def shown(self) -> Guarded:
        """The name, or the alias where no name is known."""
        return self.name or self.alias


@dataclass(frozen=True)
class IdentityShown:
    """All that is known of a person, as a page shows it; the CPR number masks itself."""

    called: Called
    birth_date: date | None
    sex: str
    cpr: PersonNumber | None
    recorded_at: datetime
    recorded_by: str


@dataclass(frozen=True)
class Hit:
    """A visible record that was searched for, and by what it was found: name, alias, birth_date or cpr."""

    record_id: int
    record_public_id: UUID
    called: Called
    matched: str
    birth_date: date | None


@dataclass(frozen=True)
class Staying:
    """Since when a person stays, as a later area knows it; `address` is the page of the stay.

    `notice_by` is the last day for notice to the acting municipality, None where the law is not known.
    """

    since: date
    notice_by: date | None
    address: str


_stays: list[Callable[[Actor, int], Staying | None]] = []


def record_for(actor: Actor, *, record_id: int | None = None, public_id: UUID | None = None) -> PersonRecord:
    """The record, or `NotVisible`; one query."""
    key: dict[str, Any] = {"pk": record_id} if record_id is not None else {"public_id": public_id}
    found = PersonRecord.objects.visible_to(actor).filter(**key).first()
    if not isinstance(found, PersonRecord):
        raise NotVisible.standard()
    return found


def record_and_right(actor: Actor, *, public_id: UUID) -> tuple[PersonRecord, bool]:
    """The record, or `NotVisible`, and whether the actor may also write about it; one query."""
    rows = PersonRecord.objects.visible_to(actor).annotate(may_be_written=writable_of_visible(actor))
    found: Any = rows.filter(public_id=public_id).first()
    if not isinstance(found, PersonRecord):
        raise NotVisible.standard()
    may_write: bool = found.may_be_written  # type: ignore[attr-defined] # annotated above
    return found, may_write


def record_to_write(actor: Actor, *, record_id: int) -> PersonRecord:
    """The record, or `NotVisible`; `ReadOnly` where it may only be read. Two queries."""
    found = record_for(actor, record_id=record_id)
    check_may_write(actor, record_id=record_id)
    return found


def check_may_write(actor: Actor, *, record_id: int) -> None:
    """Raises `ReadOnly` where the actor sees the record and may write nothing about it; one query."""
    if is_read_only(actor, record_id=record_id):
        raise ReadOnly.standard()


def is_read_only(actor: Actor, *, record_id: int) -> bool:
    """The actor sees the record and may write nothing about it; one query."""
    return PersonRecord.objects.read_only_for(actor).filter(pk=record_id).exists()


def identity_row(actor: Actor, *, record_id: int) -> Identity:
    """The identity of a visible record, or `NotVisible`; one query. Pages show `identity_shown` of it."""
    rows = Identity.objects.visible_to(actor).current().filter(record_id=record_id)
    row = rows.select_related("recorded_by", "record").first()
    if not isinstance(row, Identity):
        raise NotVisible.standard()
    return row


def identity_shown(actor: Actor, row: Identity) -> IdentityShown:
    """The identity as this reader is shown it; a query where they do not call people by name."""
    return IdentityShown(
        called=_called(row, withheld=withheld_names(actor, record_ids=[row.record_id])),
        birth_date=row.birth_date,
        sex=row.sex,
        cpr=decrypt_cpr(row.cpr_encrypted) if row.cpr_encrypted else None,
        recorded_at=row.recorded_at,
        recorded_by=row.recorded_by.full_name,
    )


def identity_of(actor: Actor, *, record_id: int) -> IdentityShown:
    """Who the person of a visible record is, or `NotVisible`; one query."""
    return identity_shown(actor, identity_row(actor, record_id=record_id))


def called(actor: Actor, *, record_ids: Iterable[int] | QuerySet[Any, Any]) -> dict[int, Called]:
    """What the people of visible records are called; invisible ones are left out. One query.

    Two or three more where the reader is one from whom protected names are kept; so in all that call people.
    """
    return _by_record(actor, Identity.objects.visible_to(actor), record_ids=record_ids)


def called_or_kept(actor: Actor, *, record_ids: Iterable[int]) -> tuple[dict[int, Called], set[int]]:
    """As `called`, and beside it which of the records are not there for the actor: the person said no.

    One query.
    """
    everybody = Identity.objects.everything(
        reason="says whom a page about one person is closed for"
    ).current()
    found: dict[int, Called] = {}
    kept: set[int] = set()
    some = id_list(record_ids)
    withheld = withheld_names(actor, record_ids=some)
    rows: Any = everybody.filter(record_id__in=some).annotate(
        is_open=unblocked(actor, field="record_id"), shown=visible(actor, field="record_id")
    )
    for row in rows:
        if not row.is_open:
            kept.add(row.record_id)
        elif row.shown:
            found[row.record_id] = _called(row, withheld=withheld)
    return found, kept


def called_for_house(actor: Actor, record_ids: Iterable[int]) -> dict[int, Called]:
    """What people are called whose records the caller found to be visible; whoever is blocked is left out.

    One query.
    """
    everybody = Identity.objects.everything(
        reason="the caller has narrowed the records to what the actor may see"
    )
    open_to_actor = everybody.filter(unblocked(actor, field="record_id"))
    return _by_record(actor, open_to_actor, record_ids=record_ids)


def search_visible(actor: Actor, *, text: str, today: date, limit: int) -> list[Hit]:
    """Visible records by part of a name or alias, by birth date or by whole CPR number; one query.

    Fewer than two letters find nobody.
    """
    condition, by_what = _what(text, today=today)
    if condition is None:
        return []
    rows = (
        Identity.objects.visible_to(actor)
        .current()
        .filter(condition)
        .select_related("record")
        .order_by("sort_key", "pk")[:limit]
    )
    key = search_key(text)
    withheld = withheld_names(actor, record_ids=[row.record_id for row in rows])
    return [
        Hit(
            record_id=row.record_id,
            record_public_id=row.record.public_id,
            called=_called(row, withheld=withheld),
            matched=by_what or ("name" if key in search_key(row.full_name) else "alias"),
            birth_date=row.birth_date,
        )
        for row in rows
    ]


def visible_public_ids(actor: Actor, record_ids: Iterable[int]) -> dict[int, UUID]:
    """Record id -> public id of those the actor may see; one query."""
    rows = PersonRecord.objects.visible_to(actor).filter(pk__in=id_list(record_ids))
    return dict(rows.values_list("pk", "public_id"))


def register_stays(source: Callable[[Actor, int], Staying | None]) -> None:
    """A later area tells from here on where a person stays; this one knows no houses."""
    _stays[:] = [source]


def staying(actor: Actor, *, record_id: int) -> Staying | None:
    """The newest stay of a visible record in the actor's house; None where there is none or nobody knows."""
    return next((found for source in _stays if (found := source(actor, record_id))), None)


def lock_citizen_of(record_id: int) -> Citizen:
    """The citizen of the record, locked until the transaction ends: whoever comes second waits here."""
    link = RecordLink.objects.everything(reason="finds the row to lock").current().get(record_id=record_id)
    return Citizen.objects.select_for_update().get(pk=link.citizen_id)


def lock_citizens_of(*record_ids: int) -> None:
    """The citizens of the records, locked in a fixed order: two links of the same people never deadlock."""
    links = RecordLink.objects.everything(reason="finds the rows to lock").current()
    citizens = set(links.filter(record_id__in=record_ids).values_list("citizen_id", flat=True))
    list(Citizen.objects.select_for_update().filter(pk__in=citizens).order_by("pk"))


def records_acted_for(actor: Actor) -> QuerySet[Any, Any]:
    """Ids of records for which the actor's municipality acts that day, and of its own nobody acts for."""
    acting = _acting_on(actor.on)
    own = PersonRecord.objects.everything(reason="proves who wrote the record")
    somebody_acts = acting.filter(record_id=OuterRef("pk"))
    return own.filter(
        Exists(somebody_acts.filter(acts_id=actor.organisation_id))
        | (Q(organisation_id=actor.organisation_id) & ~Exists(somebody_acts))
    ).values("pk")


def records_once_acted_for(actor: Actor) -> QuerySet[Any, Any]:
    """Ids of the municipality's own records for which another acts that day."""
    others = _acting_on(actor.on).exclude(acts_id=actor.organisation_id)
    own = PersonRecord.objects.everything(reason="proves who wrote the record")
    another_acts = Exists(others.filter(record_id=OuterRef("pk")))
    return own.filter(another_acts, organisation_id=actor.organisation_id).values("pk")


def _acting_on(day: date) -> QuerySet[Any, Any]:
    return (
        ResponsibleMunicipality.objects.everything(reason="proves that a municipality acts")
        .current()
        .filter(Q(valid_to__isnull=True) | Q(valid_to__gt=day), valid_from__lte=day)
    )


def records_paid_for(actor: Actor) -> QuerySet[Any, Any]:
    """Ids of records the actor's municipality pays for, or paid for at most `PAYER_YEARS` years ago."""
    oldest = add_years(actor.on, -settings.PAYER_YEARS)
    return (
        ResponsibleMunicipality.objects.everything(reason="proves that a municipality pays")
        .current()
        .filter(Q(valid_to__isnull=True) | Q(valid_to__gte=oldest), pays_id=actor.organisation_id)
        .values("record_id")
    )


def own_or_visible(actor: Actor, *, record_ids: Iterable[int]) -> bool:
    """All the records are of the actor's organisation or visible to the actor; one query."""
    wanted = set(record_ids)
    mine = PersonRecord.objects.everything(reason="compared with what the actor may see").filter(
        Q(organisation_id=actor.organisation_id) | visible(actor), unblocked(actor), pk__in=id_list(wanted)
    )
    return not wanted or mine.count() == len(wanted)


_OF_CALLED = ("record_id", "full_name", "alias", "name_known", "sort_key", "cpr_lookup", "birth_date")


def _by_record(
    actor: Actor, identities: Any, *, record_ids: Iterable[int] | QuerySet[Any, Any]
) -> dict[int, Called]:
    some = id_list(record_ids)
    withheld = withheld_names(actor, record_ids=some)
    rows = identities.current().filter(record_id__in=some).only(*_OF_CALLED)
    return {row.record_id: _called(row, withheld=withheld) for row in rows}


def _called(row: Identity, *, withheld: Mapping[int, str]) -> Called:
    instead = withheld.get(row.record_id, "")
    return Called(
        name=Guarded(row.full_name, record_id=row.record_id, withheld=instead),
        alias=Guarded(_alias(row.alias), record_id=row.record_id, withheld=instead),
        name_known=row.name_known,
        # A name that is not shown is not told by its place in the list either.
        sort_key=SortKey("" if instead else row.sort_key),
        identified=bool(row.cpr_lookup) or row.birth_date is not None,
    )


def _alias(text: str) -> str:
    """What was written, or that no name is known, in the reader's language."""
    return gettext("Name not known yet") if text == NAME_NOT_KNOWN else text


def _what(text: str, *, today: date) -> tuple[Q | None, str]:
    """The condition, and what matched; empty when it was the name or the alias."""
    if any(char.isdigit() for char in text):
        try:
            return Q(cpr_lookup=lookup_hash(PersonNumber.parse(text))), "cpr"
        except BadPersonNumber:
            pass
        try:
            return Q(birth_date=parse_danish_date(text, today=today)), "birth_date"
        except BadDate:
            pass
    key = search_key(text)
    return (Q(search_key__contains=key), "") if len(key) >= _SHORTEST_SEARCH else (None, "")
