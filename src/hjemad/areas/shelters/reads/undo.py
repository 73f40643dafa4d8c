"""What somebody may undo right now: their own last change of a stay, while nothing rests on it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from hjemad.areas.citizens import queries as citizens
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


def undoable(actor: Actor, stay: Stay, *, at: datetime) -> Undoable | None:
    """The actor's own last change of the stay, for five minutes. No query unless it is; then at most four."""
    if _is_move(stay) or not _own_and_recent(actor, stay, at=at) or written_on_top(actor, stay):
        return None
    return Undoable(
        what=_what(actor, stay),
        version=stay.version,
        done_at=stay.recorded_at,
        until=rules.undo_until(stay.recorded_at),
    )


def written_on_top(actor: Actor, stay: Stay) -> bool:
    """Something was written that rests on the last change: a notice, an answer, who it is, who acts."""
    for model in RESTS_ON_A_STAY:
        rows = model.objects.visible_to(actor)
        if rows.filter(stay_fact=stay.whole, recorded_at__gte=stay.recorded_at).exists():
            return True
    if stay.version > 1:
        return False
    known = citizens.identity_of(actor, record_id=stay.record_id)
    acting = citizens.responsible_of(actor, record_id=stay.record_id)
    return known.recorded_at > stay.recorded_at or any(one.recorded_at > stay.recorded_at for one in acting)


def _is_move(stay: Stay) -> bool:
    """A move is undone as a move (`writes/moves`): its two parts belong together."""
    begins = stay.part_of is not None and stay.version == 1
    return begins or stay.discharge_mode == DischargeMode.MOVED_BED


def _own_and_recent(actor: Actor, stay: Stay, *, at: datetime) -> bool:
    """Same user, same assignment: at a shared computer the next one to sign in undoes nothing of mine."""
    own = (stay.recorded_by_id, stay.recorded_under_id) == (actor.user_id, actor.assignment_id)
    return own and stay.reason != UNDONE and rules.may_still_undo(stay.recorded_at, at=at)


def _what(actor: Actor, stay: Stay) -> str:
    if stay.version == 1:
        return ADMITTED
    before = Stay.objects.visible_to(actor).filter(fact_id=stay.fact_id, version=stay.version - 1)
    was_open = before.values_list("valid_to", flat=True).get() is None
    return DISCHARGED if was_open and stay.valid_to is not None else CHANGED
