"""The handover, written from what happened: who is new, left, away or not seen, whom to look in on."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone

from hjemad.areas.shelters.models import PersonLine
from hjemad.areas.shelters.queries import Occupant
from hjemad.areas.shelters.reads.clocks import open_notices
from hjemad.areas.shelters.reads.house import HouseTonight
from hjemad.areas.shelters.reads.shift_rules import counts_not_seen
from hjemad.areas.shelters.rules import night_of
from hjemad.foundation.access.actor import Actor

_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Handover:
    """What the house is like for whoever comes on shift; only the messages beside it are typed.

    `unseen` have not been seen this night; `missed` of them nor in the night before.
    """

    sleeping: int
    places: int
    new: tuple[Occupant, ...]
    left: tuple[Occupant, ...]
    away: tuple[Occupant, ...]
    unseen: tuple[Occupant, ...]
    missed: tuple[Occupant, ...]
    look_in: tuple[tuple[Occupant, str, date], ...]
    notices_due: int
    notices_late: int

    @property
    def record_ids(self) -> list[int]:
        """For the read log."""
        shown = [*self.new, *self.left, *self.away, *self.missed, *(who for who, _, _ in self.look_in)]
        return [one.record_id for one in shown]


def handover(
    actor: Actor, *, since: datetime, at: datetime, house: HouseTonight, look_in: Iterable[PersonLine]
) -> Handover:
    """Of the actor's house in the night of `house` since that moment; one query however many live there.

    Until the round begins nobody counts as not seen this night, and `missed` looks at the nights before.
    """
    night = house.night
    by_record = {one.record_id: one for one in house.here}
    here = [one for one in house.here if one.away is None]
    counts = counts_not_seen(timezone.localtime(at))
    unseen = [one for one in here if not _seen(one, night=night)] if counts else []
    looked_for = night if counts else night - _ONE_DAY
    first_day = timezone.localdate(since)
    notices = open_notices(actor, on=actor.on)
    return Handover(
        sleeping=len(here),
        places=len(house.places),
        new=tuple(one for one in house.here if one.decided_at >= since),
        left=tuple(one for one in house.left_lately if one.valid_to and one.valid_to >= first_day),
        away=tuple(one for one in house.here if one.away is not None),
        unseen=tuple(unseen),
        missed=tuple(one for one in here if _missed(one, night=looked_for)),
        look_in=tuple(
            (by_record[one.record_id], one.words, one.valid_to - _ONE_DAY)
            for one in look_in
            if one.record_id in by_record and one.valid_to
        ),
        notices_due=len(notices),
        notices_late=sum(one.passed(on=actor.on) for one in notices),
    )


def _seen(one: Occupant, *, night: date) -> bool:
    """Somebody saw the person this night, or let them in."""
    if one.seen is not None and one.seen.night >= night:
        return True
    return night_of(timezone.localtime(one.decided_at)) == night and one.valid_from >= night


def _missed(one: Occupant, *, night: date) -> bool:
    """Seen neither this night nor the one before, and here long enough for that."""
    before = night - _ONE_DAY
    return one.valid_from < before and one.seen is not None and one.seen.night < before
