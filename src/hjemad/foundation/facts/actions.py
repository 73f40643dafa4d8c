"""The only writer of versioned facts: record, supersede, void, take back, lay a period over what stood.

Each call belongs inside the transaction of the action that calls it. Nothing here checks who may.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import uuid4

from django.db import connection, transaction

from hjemad.foundation.facts.models import FactVersion
from hjemad.foundation.facts.who import Who
from hjemad.kernel.errors import AlreadyClosed
from hjemad.kernel.periods import Period

# What a version is made of besides the fields of its own model.
_OWN = {
    "id",
    "version",
    "recorded_at",
    "superseded_at",
    "recorded_by",
    "recorded_under",
    "reason",
    "origin",
    "voided",
}
_BATCH = 1000
# So many at once may make another table of it; a tenth of what is known to be there does not.
_MANY, _FEW = 100, 10


@dataclass(frozen=True)
class Basis:
    """Who records, when, why and from where; the same for every version one action writes."""

    by: Who
    at: datetime
    reason: str
    origin: str


def record[F: FactVersion](
    model: type[F], *, basis: Basis, valid_from: date, valid_to: date | None, **fields: Any
) -> F:
    """A new fact stands with its first version. Raises `PeriodReversed` when it ends before it starts."""
    version = _first(model, basis=basis, valid_from=valid_from, valid_to=valid_to, fields=fields)
    version.save(force_insert=True)
    return version


def record_many[F: FactVersion](
    model: type[F], *, basis: Basis, rows: Iterable[Mapping[str, Any]]
) -> list[F]:
    """New facts stand, one per row of fields, `valid_from` and `valid_to` among them. For imports."""
    versions = [
        _first(
            model,
            basis=basis,
            valid_from=row["valid_from"],
            valid_to=row["valid_to"],
            fields={name: value for name, value in row.items() if name not in {"valid_from", "valid_to"}},
        )
        for row in rows
    ]
    model._base_manager.bulk_create(versions, batch_size=_BATCH)
    if len(versions) >= _MANY and connection.vendor == "postgresql":
        _count(model._meta.db_table, came=len(versions))
    return versions


def _count(table: str, *, came: int) -> None:
    """PostgreSQL knows how many rows there are, unless those that came are few among them.

    Until it does it plans for what it knew of: the first request for imported nights took two minutes. SQLite
    plans by its indexes alone.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT reltuples FROM pg_class WHERE relname = %s", [table])
        [(known,)] = cursor.fetchall()
        if came * _FEW >= known:
            cursor.execute(f"ANALYZE {connection.ops.quote_name(table)}")


def supersede[F: FactVersion](old: F, *, basis: Basis, **changes: Any) -> F:
    """The next version of the fact stands, with these changes; the old one keeps everything but its place.

    Raises `AlreadyClosed` when somebody else has written a later version meanwhile.
    """
    return _next(old, basis=basis, voided=False, changes=changes)


def void[F: FactVersion](old: F, *, basis: Basis) -> F:
    """The fact is withdrawn as a mistake: its current version says so, and it is no longer found."""
    return _next(old, basis=basis, voided=True, changes={})


def take_back[F: FactVersion](last: F, *, basis: Basis) -> F:
    """What the last version said is taken back: the next says what the one before said; a first is withdrawn.

    Nothing is deleted, and the version that was taken back stays in the history.
    """
    if last.version == 1:
        return void(last, basis=basis)
    before = type(last)._base_manager.get(fact_id=last.fact_id, version=last.version - 1)
    as_before = {name: getattr(before, name) for name in _fields_of(before) if name != "fact_id"}
    return supersede(last, basis=basis, **as_before)


def lay_over[F: FactVersion](
    model: type[F], *, key: Mapping[str, Any], period: Period, basis: Basis, **fields: Any
) -> F:
    """In `period` exactly this fact stands for the key; what stood there is cut to its rest, or withdrawn.

    `key` are the fields that no two current facts with a common night may share.
    """
    with transaction.atomic():
        standing = (
            model._base_manager.select_for_update()
            .filter(superseded_at__isnull=True, voided=False, **key)
            .order_by("valid_from", "pk")
        )
        for old in list(standing):
            if Period(old.valid_from, old.valid_to).overlaps(period):
                _cut(old, period=period, basis=basis)
        return record(
            model, basis=basis, valid_from=period.start, valid_to=period.end, **{**dict(key), **fields}
        )


def _cut[F: FactVersion](old: F, *, period: Period, basis: Basis) -> None:
    """What is left of the old fact outside the period: a part before, a part after, both or nothing."""
    before = old.valid_from < period.start
    after = period.end is not None and (old.valid_to is None or old.valid_to > period.end)
    if before:
        supersede(old, basis=basis, valid_to=period.start)
        if after:
            rest = {name: getattr(old, name) for name in _fields_of(old) if name != "fact_id"}
            # The rest is known from the same source as before; only the moment and the reason are new.
            as_before = Basis(by=basis.by, at=basis.at, reason=basis.reason, origin=old.origin)
            rest |= {"valid_from": period.end, "valid_to": old.valid_to}
            record(type(old), basis=as_before, **rest)
    elif after:
        supersede(old, basis=basis, valid_from=period.end)
    else:
        void(old, basis=basis)


def _first[F: FactVersion](
    model: type[F], *, basis: Basis, valid_from: date, valid_to: date | None, fields: Mapping[str, Any]
) -> F:
    Period(valid_from, valid_to)
    return model(
        fact_id=uuid4(),
        version=1,
        valid_from=valid_from,
        valid_to=valid_to,
        recorded_at=basis.at,
        recorded_by_id=basis.by.user_id,
        recorded_under_id=basis.by.assignment_id,
        reason=basis.reason,
        origin=basis.origin,
        **fields,
    )


def _next[F: FactVersion](old: F, *, basis: Basis, voided: bool, changes: Mapping[str, Any]) -> F:
    model = type(old)
    with transaction.atomic():
        locked = model._base_manager.select_for_update().get(pk=old.pk)
        # Whoever waited for the lock may carry an earlier moment than the version it waited for.
        at = max(basis.at, locked.recorded_at)
        if locked.superseded_at is not None or locked.voided:
            raise changed_meanwhile()
        fields = {name: getattr(locked, name) for name in _fields_of(locked)} | dict(changes)
        Period(fields["valid_from"], fields["valid_to"])
        model._base_manager.filter(pk=locked.pk).update(superseded_at=at)
        version = model(
            version=locked.version + 1,
            recorded_at=at,
            recorded_by_id=basis.by.user_id,
            recorded_under_id=basis.by.assignment_id,
            reason=basis.reason,
            origin=basis.origin,
            voided=voided,
            **fields,
        )
        version.save(force_insert=True)
        return version


def _fields_of(version: FactVersion) -> list[str]:
    return [field.attname for field in version._meta.concrete_fields if field.name not in _OWN]


def changed_meanwhile() -> AlreadyClosed:
    """The error for a version that is no longer the current one."""
    return AlreadyClosed(
        en="Somebody has changed this since you opened the page. Open it again and see what it says now",
        da="Nogen har ændret dette, siden du åbnede siden. Åbn den igen, og se, hvad der står nu",
    )
