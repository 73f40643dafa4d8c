"""Who is named to settle the disputed nights of protected citizens, for whoever names them."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from hjemad.areas.shelters.models import DisputeWorker
from hjemad.areas.shelters.reads.disputes import ToName, protected_to_settle
from hjemad.foundation.access.actor import Actor
from hjemad.foundation.access.permissions import Permission
from hjemad.foundation.access.queries import colleagues_who_may
from hjemad.foundation.access.relation import NotVisible


def to_name(actor: Actor, *, reference: str) -> ToName:
    """The disputed nights with that reference, or `NotVisible`."""
    for one in protected_to_settle(actor):
        if one.reference == reference:
            return one
    raise NotVisible.standard()


def named_workers(actor: Actor, *, record_ids: Iterable[int]) -> dict[int, list[DisputeWorker]]:
    """Record id -> workers named by the actor's municipality who see it now or later; one query.

    The caller found the records among `protected_to_settle`.
    """
    rows = DisputeWorker.objects.everything(reason="the caller found the disputes to be its own").current()
    found: dict[int, list[DisputeWorker]] = {}
    for row in (
        rows.filter(
            record_id__in=set(record_ids), municipality_id=actor.organisation_id, valid_to__gt=actor.on
        )
        .select_related("worker", "recorded_by")
        .order_by("valid_from", "pk")
    ):
        found.setdefault(row.record_id, []).append(row)
    return found


def named_worker(actor: Actor, *, asked: ToName, fact_id: UUID) -> DisputeWorker:
    """One of those named for the nights, or `NotVisible`."""
    for row in named_workers(actor, record_ids=[asked.record_id]).get(asked.record_id, []):
        if row.fact_id == fact_id:
            return row
    raise NotVisible.standard()


def can_be_named(actor: Actor, *, on: date) -> dict[int, str]:
    """Colleagues who settle disputes, without the actor: user id and full name."""
    found = colleagues_who_may(Permission.SETTLE_DISPUTES, organisation_id=actor.organisation_id, on=on)
    return {user: name for user, name in found.items() if user != actor.user_id}
