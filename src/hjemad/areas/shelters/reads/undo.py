"""What somebody may undo right now: their own last change of a stay, while nothing rests on it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, Q

from hjemad.areas.citizens.reads.known_after import known_after
from hjemad.areas.shelters import rules
from hjemad.areas.shelters.models import (
    DischargeMode,
    MissingForMove,
    MoveWish,
    Notice,
    Stay,
    StayAnswer,
)
from hjemad.foundation.access.actor import Actor

# The reason of a version that takes the one before it back. Undoing that is not offered: it would be a swing.
UNDONE = "undone"
ADMITTED, DISCHARGED, CHANGED = "admitted", "discharged", "changed"
# What can be written about a stay and rests on it: each row says which stay (`stay_fact`) and when.
RESTS_ON_A_STAY: tuple[Any, ...] = (Notice, StayAnswer, MoveWish, MissingForMove)


@dataclass(frozen=True)
class Undoable:
    """What was done, which version did it, when, and the last minute in which it can be undone."""

    what: str
    version: int
    done_at: datetime
    until: datetime


def undoable(actor: Actor, stay: Stay, *, at: datetime, versions: Sequence[Stay] = ()) -> Undoable | None:
    """The actor's own last change of the stay, for five minutes. No query unless it is; then at most two.

    `versions` of the stay, where the caller has read them, save one.
    """
    if _is_move(stay) or not _own_and_recent(actor, stay, at=at) or written_on_top(actor, stay):
        return None
    return Undoable(
        what=_what(actor, stay, versions=versions),
        version=stay.version,
        done_at=stay.recorded_at,
        until=rules.undo_until(stay.recorded_at),
    )


def written_on_top(actor: Actor, stay: Stay) -> bool:
    """Something was written that rests on the last change: a notice, an answer, who it is, who acts.

    One query.
    """
    on_top = Q(pk__in=[])
    for model in RESTS_ON_A_STAY:
        rows = model.objects.visible_to(actor).filter(stay_fact=stay.whole)
        on_top |= Q(Exists(rows.filter(recorded_at__gte=stay.recorded_at)))
    if stay.version == 1:
        on_top |= known_after(actor, record_id=stay.record_id, moment=stay.recorded_at)
    this: Any = Stay.objects.visible_to(actor).filter(on_top, pk=stay.pk)
    return bool(this.exists())


def _is_move(stay: Stay) -> bool:
    """A move is undone as a move (`writes/moves`): its two parts belong together."""
    begins = stay.part_of is not None and stay.version == 1
    return begins or stay.discharge_mode == DischargeMode.MOVED_BED


def _own_and_recent(actor: Actor, stay: Stay, *, at: datetime) -> bool:
    """Same user, same assignment: at a shared computer the next one to sign in undoes nothing of mine."""
    own = (stay.recorded_by_id, stay.recorded_under_id) == (actor.user_id, actor.assignment_id)
    return own and stay.reason != UNDONE and rules.may_still_undo(stay.recorded_at, at=at)


def _what(actor: Actor, stay: Stay, *, versions: Sequence[Stay]) -> str:
    if stay.version == 1:
        return ADMITTED
    known = (one for one in versions if (one.fact_id, one.version) == (stay.fact_id, stay.version - 1))
    before = next(known, None)
    if before is None:
        before = Stay.objects.visible_to(actor).get(fact_id=stay.fact_id, version=stay.version - 1)
    return DISCHARGED if before.valid_to is None and stay.valid_to is not None else CHANGED
