"""Which records an actor may see: areas register the relations their facts prove; here they are combined.

A block (a citizen names a worker or an organisation that must not see) is subtracted last, from everything.
Finding a person is not seeing a person: nothing here answers for records outside the actor's relations.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, Q, QuerySet, Subquery

from hjemad.foundation.access.actor import Actor
from hjemad.foundation.facts.asked import COLUMN, Asked
from hjemad.kernel.errors import HjemadError


class NoActor(HjemadError):
    """Persons were asked for without saying who asks; a defect of ours."""

    code = "no_actor"

    @classmethod
    def asked_of(cls, model: str) -> "NoActor":
        """The error, naming the model that was asked."""
        return cls(
            en=f"{model} was read without an actor. Use visible_to(actor), or everything(reason=...)",
            da=f"{model} blev læst uden en bruger. Brug visible_to(actor) eller everything(reason=...)",
            model=model,
        )


class NotVisible(HjemadError):
    """There is no such thing, as far as this actor may know; the web answers 404."""

    code = "not_visible"
    exit_code = 3

    @classmethod
    def standard(cls) -> "NotVisible":
        """The same words whether it does not exist or belongs to somebody else."""
        return cls(
            en="There is nothing here that you can open. Go back and choose from a list",
            da="Her er ikke noget, du kan åbne. Gå tilbage, og vælg fra en liste",
        )


type _Records = Callable[[Actor], QuerySet[Any, Any]]


@dataclass(frozen=True)
class RelationSource:
    """One reason why a record may be seen.

    `model` is the label of the model whose rows prove it; `expiry` says in words when the right ends;
    `roles` are the slugs it gives anything to; `records` gives the ids of the records, as a query.
    `read_only`: nothing is written because of it. `own_facts_only`: of the record, only what the actor's
    organisation wrote itself is seen, never what came after. `wide`: the records may be those of a whole
    municipality, so each record is asked instead of all of them listed; the answer is the same.
    `by_moment`: the right lasts hours. For every other source the actor has no moment, and for none a name or
    purpose: `records` is a question that is put together once (`facts.asked`) and hangs on nothing else.
    """

    name: str
    area: str
    model: str
    expiry: str
    roles: frozenset[str]
    records: _Records
    read_only: bool = False
    own_facts_only: bool = False
    wide: bool = False
    by_moment: bool = False


@dataclass(frozen=True)
class BlockSource:
    """One reason why a record is not there for an actor, whatever relation there is: a person said no.

    `records` gives the ids of the blocked records, as a query. It is subtracted everywhere and silently.
    """

    name: str
    area: str
    records: _Records


_sources: dict[str, RelationSource] = {}
_blocks: dict[str, BlockSource] = {}


def register(source: RelationSource) -> None:
    """The source takes part in every decision from now on. One without an expiry is refused."""
    if not source.expiry.strip():
        raise ValueError(f"{source.name}: say when the right ends")
    _sources[source.name] = source


def sources() -> list[RelationSource]:
    """Every registered source."""
    return list(_sources.values())


def register_block(block: BlockSource) -> None:
    """The block takes part in every decision from now on."""
    _blocks[block.name] = block


def blocks() -> list[BlockSource]:
    """Every registered block."""
    return list(_blocks.values())


def unblocked(actor: Actor, *, field: str = "pk") -> Q:
    """The condition that nothing blocks a row's record (its id in `field`) for the actor.

    For lists that prove the relation themselves; everybody else asks `visible`, which asks this too.
    """
    condition = Q()
    for block in _blocks.values():
        condition &= ~Q(Asked(field, _is_among, block.records, _asker(actor)))
    return condition


def every_blocked_record(actor: Actor) -> set[int]:
    """The ids of all records that are blocked for the actor, whoever is asked about; one query per block.

    For an answer whose time must not depend on the person; everybody else asks `unblocked` of a record.
    """
    return {record for block in _blocks.values() for row in block.records(actor) for record in row.values()}


def visible(actor: Actor, *, field: str = "pk", own: Q | None = None) -> Q:
    """The condition that a row's record (its id in `field`) is visible to the actor, and not blocked.

    `own` is the condition that the actor's organisation wrote the row, for rows that hang on a record.
    """
    condition = Q(pk__in=[])
    for source in _sources.values():
        if actor.role in source.roles:
            found = _proved(source, actor, field=field)
            condition |= found & own if source.own_facts_only and own is not None else found
    return condition & unblocked(actor, field=field)


def writable_of_visible(actor: Actor, *, field: str = "pk") -> Q:
    """The condition that the actor may also write about a row's record, for rows that are `visible` to them.

    Only for those: nobody is asked again whether the record is blocked.
    """
    return _by_sources(actor, field=field, read_only=False)


def read_only(actor: Actor, *, field: str = "pk") -> Q:
    """The condition that a row's record is visible to the actor, who may write nothing about it.

    That is `visible` without what may be written, and asks for the block once.
    """
    written = _by_sources(actor, field=field, read_only=False)
    return _by_sources(actor, field=field, read_only=True) & ~written & unblocked(actor, field=field)


def _by_sources(actor: Actor, *, field: str, read_only: bool) -> Q:
    """The condition that a source for reading only, or one for writing too, gives the record."""
    condition = Q(pk__in=[])
    for source in _sources.values():
        if actor.role in source.roles and source.read_only is read_only:
            condition |= _proved(source, actor, field=field)
    return condition


def _proved(source: RelationSource, actor: Actor, *, field: str) -> Q:
    """The condition that the source gives a row's record to the actor."""
    asker = _asker(actor, by_moment=source.by_moment)
    if source.wide:
        return Q(Asked(field, _is_among, source.records, asker, shortly=source.by_moment))
    return Q(Asked(field, _all_of_them, source.records, asker, among=True, shortly=source.by_moment))


def _asker(actor: Actor, *, by_moment: bool = False) -> Actor:
    """The actor with what rights hang on, and nothing else: the same question is then put together once."""
    return Actor(
        user_id=actor.user_id,
        user_name="",
        assignment_id=actor.assignment_id,
        organisation_id=actor.organisation_id,
        role=actor.role,
        on=actor.on,
        purpose="",
        at=actor.at if by_moment else None,
    )


def _all_of_them(records: _Records, asker: Actor) -> Subquery:
    return Subquery(records(asker))


def _is_among(records: _Records, asker: Actor) -> Exists:
    """Whether the row's record is among those: asked of that record, so that an index answers.

    A query that gives anything but one column of ids is a defect of ours, and raises.
    """
    found = records(asker)
    (ids,) = found.query.values_select
    return Exists(found.filter(**{ids: COLUMN}))
