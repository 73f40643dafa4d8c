"""All reads of places and stays. A house is the actor's own; each function says how many queries it takes."""

from collections.abc import Collection, Iterable
from copy import copy
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Exists, F, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils import timezone

from hjemad.areas.citizens import queries as citizens
from hjemad.areas.citizens.queries import Called, Staying
from hjemad.areas.citizens.reads.columns import acting_code, is_protected, of_same_citizen
from hjemad.areas.shelters.facts import (  # the ledger's way in
    DisputeFact as DisputeFact,
)
from hjemad.areas.shelters.facts import (
    StayFact as StayFact,
)
from hjemad.areas.shelters.facts import (
    dispute_decisions as dispute_decisions,
)
from hjemad.areas.shelters.facts import (
    nights_in as nights_in,
)
from hjemad.areas.shelters.facts import (
    records_staying_since as records_staying_since,
)
from hjemad.areas.shelters.facts import (
    stay_facts as stay_facts,
)
from hjemad.areas.shelters.models import DischargeMode, Leave, Place, Presence, Stay, asked_bits, asked_in
from hjemad.areas.shelters.rules import notice_deadline, send_by
from hjemad.areas.shelters.tables.whole_stays import OF_WHOLE_STAY, WHOLE_STAY
from hjemad.areas.shelters.tables.wishes import Moving, moving_columns, moving_of
from hjemad.foundation.access.actor import Actor
from hjemad.foundation.access.relation import NotVisible, unblocked
from hjemad.foundation.facts.asked import COLUMN, COLUMNS, Asked
from hjemad.foundation.organisations.models import Kind
from hjemad.foundation.organisations.queries import children_on, name_column
from hjemad.foundation.privacy.guarded import SortKey

_NARROWED = "the caller narrows it to the actor's own house"
_OF_OCCUPANT = (
    "fact_id", "part_of", "valid_from", "valid_to", "decided_at", "late_why", "record__public_id",
    "place__label",
)  # fmt: skip
_OF_AWAY = ("fact_id", "valid_from", "expected_back", "place_kept", "ground")


@dataclass(frozen=True)
class Seen:
    """The last time the person was seen, as somebody wrote it. `night` is the day on which it begins."""

    id: int
    night: date
    seen_at: datetime
    written_at: datetime
    written_by: str

    @property
    def is_late(self) -> bool:
        """It was written later than it was seen."""
        return self.written_at != self.seen_at


@dataclass(frozen=True)
class Away:
    """The person sleeps elsewhere since that night. `place_kept` is `yes`, `no` or `unknown`."""

    fact_id: UUID
    since: date
    expected_back: date | None
    place_kept: str
    ground: str


@dataclass(frozen=True)
class Occupant:
    """A stay, or the present part of one. `whole` is the fact of the stay as the person was let in.

    `valid_from` is the first night of the whole stay, `in_place_from` the first in this place.
    `answered` are questions already asked.
    `house_sees_from` is the first night in which the house wrote who was seen, None where it never did.
    `claimed_elsewhere`: another house claims the night too; which, nobody is told. `acting` (the code of a
    municipality) and `moving` are known where a night was asked for.
    """

    stay_fact_id: UUID
    record_id: int
    record_public_id: UUID
    called: Called
    valid_from: date
    valid_to: date | None
    decided_at: datetime
    place_id: int | None
    place_label: str
    whole: UUID
    in_place_from: date
    answered: frozenset[str] = frozenset()
    seen: Seen | None = None
    away: Away | None = None
    house_sees_from: date | None = None
    is_protected: bool = False
    claimed_elsewhere: bool = False
    written_late: bool = False
    acting: str = ""
    moving: Moving | None = None

    @property
    def decided_on(self) -> date:
        """The Danish day from which the law reckons the notice."""
        return timezone.localtime(self.decided_at).date()


def in_night(night: date) -> Q:
    """Stays that hold that night."""
    return Q(valid_to__isnull=True, valid_from__lte=night) | Q(valid_to__gt=night, valid_from__lte=night)


def stays_where(condition: Q) -> QuerySet[Any, Any]:
    """Current stays of any house; the caller narrows them to the actor's own."""
    return Stay.objects.everything(reason=_NARROWED).current().filter(condition)


def occupants(actor: Actor, stays: QuerySet[Any, Any], *, night: date | None = None) -> list[Occupant]:
    """The stays, which the caller narrowed to the actor's house, with who they are; three queries.

    `night`: also who is away in it.
    """
    found = _annotated(stays, night=night).select_related("record", "place").only(*_OF_OCCUPANT)
    rows = list(found.order_by("valid_from", "pk"))
    called = citizens.called_for_house(actor, [row.record_id for row in rows])
    seen = _seen_by_id({row.last_seen for row in rows if row.last_seen is not None})
    return [_occupant(row, called=called[row.record_id], seen=seen.get(row.last_seen)) for row in rows]


def _annotated(stays: QuerySet[Any, Any], *, night: date | None) -> QuerySet[Any, Any]:
    columns: dict[str, Any] = {
        "came": came(),
        "asked": asked_bits(),
        "guarded": is_protected("record_id"),
        "house_sees_from": Asked("shelter_id", _house_sees_from),
        "last_seen": Asked(WHOLE_STAY, _last_seen),
    }
    if night is not None:
        columns |= {
            "elsewhere": Asked(("record_id", "shelter_id"), _elsewhere, night),
            "acting_code": acting_code("record_id", day=night),
            **moving_columns(),
            **{f"away_{one}": Asked(WHOLE_STAY, _is_away, night, one) for one in _OF_AWAY},
        }
    annotated: QuerySet[Any, Any] = stays.annotate(**columns)
    return annotated


def came() -> Asked:
    """The first night of the stay that goes on in another place; None where the stay began here."""
    return Asked("part_of", _came)


def _came() -> Subquery:
    first = Stay.objects.everything(reason=_NARROWED).current().filter(fact_id=COLUMN)
    return Subquery(first.values("valid_from")[:1])


def _house_sees_from() -> Subquery:
    ever: Any = Presence.objects.everything(reason=_NARROWED).filter(shelter_id=COLUMN)
    return Subquery(ever.order_by("night").values("night")[:1])


def _last_seen() -> Subquery:
    seen: Any = Presence.objects.everything(reason=_NARROWED)
    rows = seen.filter(stay_fact=OF_WHOLE_STAY, taken_back_at__isnull=True)
    return Subquery(rows.order_by("-night", "-pk").values("pk")[:1])


def _seen_by_id(ids: Collection[int]) -> dict[int, Seen]:
    rows: Any = Presence.objects.everything(reason=_NARROWED).filter(pk__in=sorted(ids))
    columns = ("pk", "night", "seen_at", "written_at", "written_by__full_name")
    return {row[0]: Seen(*row) for row in rows.values_list(*columns)} if ids else {}


def _is_away(night: date, column: str) -> Subquery:
    away = Leave.objects.everything(reason=_NARROWED).current()
    return Subquery(away.filter(in_night(night), stay_fact=OF_WHOLE_STAY).values(column)[:1])


def elsewhere_ever() -> Asked:
    """Whether another house has or had a stay of the same citizen; which, nobody is told."""
    return Asked(("record_id", "shelter_id"), _elsewhere, None)


def _elsewhere(night: date | None) -> Exists:
    record, shelter = COLUMNS[:2]
    others = stays_where(in_night(night) if night else Q()).filter(record_id__in=of_same_citizen(record))
    return Exists(others.exclude(shelter_id=shelter))


def _occupant(row: Any, *, called: Called, seen: Seen | None) -> Occupant:
    return Occupant(
        stay_fact_id=row.fact_id,
        record_id=row.record_id,
        record_public_id=row.record.public_id,
        called=called,
        valid_from=row.came or row.valid_from,
        valid_to=row.valid_to,
        decided_at=row.decided_at,
        place_id=row.place_id,
        place_label=row.place.label if row.place else "",
        whole=row.whole,
        in_place_from=row.valid_from,
        answered=asked_in(row.asked),
        seen=seen,
        away=_away(row),
        house_sees_from=row.house_sees_from,
        is_protected=row.guarded,
        claimed_elsewhere=getattr(row, "elsewhere", False),
        written_late=bool(row.late_why),
        acting=getattr(row, "acting_code", None) or "",
        moving=moving_of(row),
    )


def _away(row: Any) -> Away | None:
    fact_id = getattr(row, "away_fact_id", None)
    if fact_id is None:
        return None
    return Away(fact_id, row.away_valid_from, row.away_expected_back, row.away_place_kept, row.away_ground)


def residents(actor: Actor, *, on: date) -> list[Occupant]:
    """Who sleeps in the actor's house in that night, in the Danish order of their names; three queries."""
    own = stays_where(in_night(on)).filter(shelter_id=actor.organisation_id)
    here = occupants(actor, own.filter(unblocked(actor, field="record_id")), night=on)
    return sorted(here, key=_by_name)


def place_for(actor: Actor, *, place_id: int, night: date) -> Place:
    """A place of the actor's house, or `NotVisible`; three queries."""
    departments = [one.id for one in children_on(actor.organisation_id, day=night, kind=Kind.DEPARTMENT)]
    place = (
        Place.objects.filter(pk=place_id, department_id__in=departments).select_related("department").first()
    )
    if place is None:
        raise NotVisible.standard()
    return place


def own_stays(actor: Actor) -> QuerySet[Any, Any]:
    """Every version of the visible stays in the actor's house, with place, department and record.

    `department_called` is what the department was called when the stay began; None where there is none.
    """
    own = Stay.objects.visible_to(actor).filter(shelter_id=actor.organisation_id)
    named = name_column("department_id", day="valid_from")
    rows: QuerySet[Any, Any] = own.annotate(department_called=named)
    return rows.select_related("place", "department", "record")


def stay_for(actor: Actor, *, fact_id: UUID) -> Stay:
    """The current version of a stay in the actor's house, or `NotVisible`; one query."""
    found = own_stays(actor).filter(fact_id=fact_id, superseded_at__isnull=True, voided=False).first()
    if not isinstance(found, Stay):
        raise NotVisible.standard()
    return found


def stay_with_earlier(actor: Actor, *, fact_id: UUID) -> tuple[Stay, list[Stay]]:
    """The current version of a stay in the actor's house, and the person's earlier ones there; one query."""
    own = Stay.objects.visible_to(actor).current().filter(shelter_id=actor.organisation_id)
    rows = own_stays(actor).filter(superseded_at__isnull=True, voided=False)
    rows = rows.filter(record_id__in=own.filter(fact_id=fact_id).values("record_id"))
    all_of_them = list(rows.order_by("-valid_from", "-pk"))
    found = next((one for one in all_of_them if one.fact_id == fact_id), None)
    if found is None:
        raise NotVisible.standard()
    return found, [one for one in all_of_them if one.valid_from < found.valid_from]


def stays_of_record(actor: Actor, *, record_id: int) -> list[Stay]:
    """The record's current stays in the actor's house, newest first; one query."""
    return list(
        Stay.objects.visible_to(actor)
        .current()
        .filter(record_id=record_id, shelter_id=actor.organisation_id)
        .select_related("place", "department")
        .order_by("-valid_from", "-pk")
    )


def as_whole(stays: Iterable[Stay]) -> list[Stay]:
    """The stays with the parts of one joined: from its first night, ended as its last part; for lists only.

    What is joined is not written back. A stay of which only an earlier part was asked for is still open.
    """
    wholes: dict[UUID, Stay] = {}
    for stay in sorted(stays, key=lambda one: (one.valid_from, one.pk)):
        joined = copy(stay)
        if stay.whole in wholes:
            joined.valid_from = wholes[stay.whole].valid_from
        if stay.discharge_mode == DischargeMode.MOVED_BED:
            joined.valid_to, joined.discharged_at, joined.discharge_mode = None, None, ""
        wholes[stay.whole] = joined
    return list(wholes.values())


def newest_stay(actor: Actor, record_id: int) -> Staying | None:
    """The record's newest stay in the actor's house, as the page about the person shows it; one query."""
    stays = as_whole(stays_of_record(actor, record_id=record_id))
    if not stays:
        return None
    found = stays[-1]
    return Staying(
        since=found.valid_from,
        notice_by=send_by(notice_deadline(found.decided_on)),
        address=reverse("shelters:stay", args=[found.fact_id]),
    )


def stays_from(night: date) -> QuerySet[Any, Any]:
    """Everybody's current stays with a night on or after this one: says what is free."""
    return (
        Stay.objects.everything(reason="decides whether an admission is possible")
        .current()
        .filter(Q(valid_to__isnull=True) | (Q(valid_to__gt=night) & Q(valid_to__gt=F("valid_from"))))
    )


def records_of_house(actor: Actor) -> QuerySet[Any, Any]:
    """Ids of records whose stay in the actor's house lasts, or ended within `FORMER_RESIDENT_MONTHS`."""
    oldest = months_before(actor.on, months=settings.FORMER_RESIDENT_MONTHS)
    return (
        Stay.objects.everything(reason="proves the relation of a resident to the house")
        .current()
        .filter(Q(valid_to__isnull=True) | Q(valid_to__gte=oldest), shelter_id=actor.organisation_id)
        .values("record_id")
    )


def months_before(day: date, *, months: int) -> date:
    """The same day that many months earlier; the last day of that month where there is no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    after = date(year + (month + 1) // 12, (month + 1) % 12 + 1, 1)
    last = date.fromordinal(after.toordinal() - 1)
    return last.replace(day=min(day.day, last.day))


def _by_name(occupant: Occupant) -> tuple[SortKey, int]:
    return occupant.called.sort_key, occupant.record_id
