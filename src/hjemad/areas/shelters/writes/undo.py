"""Undo: what the same person wrote a moment ago is taken back by a version of its own; nothing is deleted."""

from datetime import datetime

from hjemad.areas.citizens import actions as citizens
from hjemad.areas.citizens import queries as citizen_queries
from hjemad.areas.shelters import events, rules
from hjemad.areas.shelters.actions import keep_inside
from hjemad.areas.shelters.models import Stay
from hjemad.areas.shelters.reads.undo import UNDONE, undoable
from hjemad.foundation.access.actor import Actor
from hjemad.foundation.access.relation import NotVisible
from hjemad.foundation.audit.actions import log
from hjemad.foundation.facts.actions import Basis, take_back
from hjemad.foundation.facts.refusals import translated


def undo(*, by: Actor, stay: Stay, version: int, at: datetime) -> Stay:
    """The stay is as before that version; an admission is withdrawn. The bed and the clocks follow.

    `version` is the one the reader saw: another one on top refuses with `UndoOver`. Raises `PlaceTaken` or
    `AlreadyHere` when a discharge is undone and somebody has the bed meanwhile.
    """
    if stay.shelter_id != by.organisation_id:
        raise NotVisible.standard()
    citizen_queries.check_may_write(by, record_id=stay.record_id)
    with translated(
        {
            "shelters_stay_no_overlap_person": rules.already_here,
            "shelters_stay_no_overlap_place": rules.place_taken,
        }
    ):
        citizen_queries.lock_citizen_of(stay.record_id)
        if stay.version != version or undoable(by, stay, at=at) is None:
            raise rules.undo_over()
        basis = Basis(by=by, at=at, reason=UNDONE, origin="entered")
        done = take_back(stay, basis=basis)
        keep_inside(done, basis=basis)
        citizens.refresh_clocks([stay.record_id])
        log(events.STAY_UNDONE, by=by, at=at, objects={"stay": stay.fact_id}, data={"version": version})
    return done
