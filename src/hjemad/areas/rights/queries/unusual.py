"""Unusual reading of one house's log, for its leader and its data protection officer."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

from django.utils import timezone

from hjemad.areas.citizens.reads import whole_person
from hjemad.areas.citizens.reads.protection import protected
from hjemad.areas.rights.models import UnusualNote
from hjemad.areas.rights.rules.unusual import Known, Read, Unusual, unusual
from hjemad.areas.shelters.reads.gone import moved_on_before
from hjemad.foundation.access.actor import Actor
from hjemad.foundation.access.queries import assignments_at
from hjemad.foundation.audit.models import ReadKind
from hjemad.foundation.audit.queries import Reading, reads_between
from hjemad.foundation.privacy.names import search_key

DAYS_BACK = 30
# Somebody chose this person; in a list everybody stands, chosen or not.
_ONE_BY_ONE = {ReadKind.PAGE.value, ReadKind.REVEAL.value}


@dataclass(frozen=True)
class ToLookAt:
    """One unusual reading, and what was found by whoever has looked at it."""

    what: Unusual
    worker: str
    note: UnusualNote | None


def to_look_at(actor: Actor, *, today: date) -> list[ToLookAt]:
    """Unusual reading by the actor's house in the last thirty days, newest first; a handful of queries.

    The worker is named here, to leader and officer only; the person read never is.
    """
    since = timezone.make_aware(datetime.combine(today - timedelta(days=DAYS_BACK), time()))
    until = timezone.make_aware(datetime.combine(today + timedelta(days=1), time()))
    zone = timezone.get_current_timezone()  # asked once for all of them
    workers = assignments_at(actor.organisation_id)
    reads = reads_between(since, until, assignments=set(workers), kinds=_ONE_BY_ONE)
    found = unusual(
        [*(_opened(one, zone=zone) for one in reads), *_look_ups(actor, since=since, until=until)],
        known=_known(actor, reads, workers, today=today),
    )
    notes = notes_by_key(actor, keys=[one.key for one in found])
    names = dict(workers.values())
    return [
        ToLookAt(what=one, worker=names.get(one.user_id or 0, ""), note=notes.get(one.key)) for one in found
    ]


def notes_by_key(actor: Actor, *, keys: Collection[str]) -> dict[str, UnusualNote]:
    """The newest note of the actor's house under each key; one query."""
    rows = UnusualNote.objects.current().filter(
        organisation_id=actor.organisation_id, key__in=sorted(set(keys))
    )
    return {one.key: one for one in rows.select_related("recorded_by").order_by("recorded_at", "pk")}


def _opened(one: Reading, *, zone: tzinfo) -> Read:
    return Read(
        event_id=one.event_id,
        user_id=one.user_id,
        record_id=one.record_id,
        at=one.at.astimezone(zone),
    )


def _look_ups(actor: Actor, *, since: datetime, until: datetime) -> list[Read]:
    asked = whole_person.look_ups_at(actor.organisation_id, since=since, until=until)
    return [
        Read(
            event_id=pk,
            user_id=user,
            record_id=None,
            at=timezone.localtime(at),
            look_up=True,
        )
        for pk, user, at in asked
    ]


def _known(actor: Actor, reads: list[Reading], workers: dict[int, tuple[int, str]], *, today: date) -> Known:
    records = {one.record_id for one in reads}
    surnames = {user: key[-1] for user, name in workers.values() if (key := search_key(name).split())}
    return Known(
        user_surnames=surnames,
        record_surnames=whole_person.last_words(records),
        protected=frozenset(protected(records)),
        left=moved_on_before(records, shelter_id=actor.organisation_id, on=today),
    )
