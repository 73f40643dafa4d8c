"""Writes that somebody was seen tonight, and takes it back within minutes."""

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from hjemad.areas.citizens.queries import check_may_write
from hjemad.areas.shelters import events
from hjemad.areas.shelters.models import Presence, Stay
from hjemad.areas.shelters.rules import check_may_take_back, check_seen, night_of
from hjemad.foundation.access.actor import Actor
from hjemad.foundation.access.relation import NotVisible
from hjemad.foundation.audit.actions import log

_ONE = "the one that stands for this night, whoever wrote it"


def set_seen(stay: Stay, *, by: Actor, at: datetime, seen_at: datetime | None = None) -> Presence:
    """The person was seen in the house: now, or at `seen_at`, written later. Once a night.

    Who comes second gets what stands. Raises `SeenAtOtherTime` for a moment before the admission or to come.
    """
    if stay.shelter_id != by.organisation_id:
        raise NotVisible.standard()
    check_may_write(by, record_id=stay.record_id)
    moment = seen_at or at
    if seen_at is not None:
        check_seen(timezone.localtime(seen_at), admitted=stay.valid_from, at=timezone.localtime(at))
    seen = Presence(
        record_id=stay.record_id,
        shelter_id=stay.shelter_id,
        stay_fact=stay.whole,
        night=night_of(timezone.localtime(moment)),
        seen_at=moment,
        written_at=at,
        written_by_id=by.user_id,
        written_under_id=by.assignment_id,
    )
    with transaction.atomic():
        if not _written(seen):
            standing: Any = Presence.objects.everything(reason=_ONE)
            return standing.get(stay_fact=seen.stay_fact, night=seen.night, taken_back_at=None)  # type: ignore[no-any-return]
        log(events.PRESENCE_SET, by=by, at=at, objects={"stay": stay.fact_id, "presence": seen.pk})
    return seen


def take_back(seen: Presence, *, by: Actor, at: datetime) -> None:
    """It was a mistake: the row stays, and says so. Raises `AlreadyClosed` when the minutes are over."""
    if seen.shelter_id != by.organisation_id:
        raise NotVisible.standard()
    check_may_write(by, record_id=seen.record_id)
    check_may_take_back(seen.written_at, at=at)
    with transaction.atomic():
        rows = Presence.objects.everything(reason=_ONE).filter(pk=seen.pk, taken_back_at=None)
        rows.update(taken_back_at=at, taken_back_by_id=by.user_id)
        log(events.PRESENCE_TAKEN_BACK, by=by, at=at, objects={"presence": seen.pk})


def _written(seen: Presence) -> bool:
    """Whether the row stands now; not where one stood already, also when both came at once."""
    try:
        with transaction.atomic():
            seen.save(force_insert=True)
    except IntegrityError:
        return False
    return True
