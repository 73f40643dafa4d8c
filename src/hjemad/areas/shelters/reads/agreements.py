"""What was agreed: appointments of a day, and who is not to have places beside each other."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from hjemad.areas.shelters.models import About, Apart, Appointment, LogLine, Place, Stay
from hjemad.areas.shelters.reads.house_log import PersonHere, people_here
from hjemad.areas.shelters.reads.shift_rules import neighbours
from hjemad.foundation.access.actor import Actor
from hjemad.foundation.access.relation import NotVisible
from hjemad.foundation.privacy.guarded import Guarded

_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Agreed:
    """Something at an hour: of a resident, or of the house (`who` None, `fact_id` of a line of the log)."""

    fact_id: UUID
    starts_at: datetime
    who: PersonHere | None
    what: str
    where: Guarded | None
    follows: str


def agreed_on(actor: Actor, *, day: date) -> list[Agreed]:
    """What was agreed for that day in the actor's house, in order of hour; at most five queries."""
    first = timezone.make_aware(datetime.combine(day, datetime.min.time()))
    last = timezone.make_aware(datetime.combine(day + _ONE_DAY, datetime.min.time()))
    mine = Appointment.objects.visible_to(actor).current().filter(shelter_id=actor.organisation_id)
    rows = list(mine.filter(starts_at__gte=first, starts_at__lt=last))
    people = people_here(actor, [row.record_id for row in rows])
    of_house = LogLine.objects.current().filter(
        shelter_id=actor.organisation_id,
        about=About.APPOINTMENT,
        happened_at__gte=first,
        happened_at__lt=last,
    )
    found = [
        Agreed(
            fact_id=row.fact_id,
            starts_at=row.starts_at,
            who=people[row.record_id],
            what=row.what,
            where=Guarded(row.where, record_id=row.record_id),
            follows=row.follows,
        )
        for row in rows
        if row.record_id in people
    ]
    found += [Agreed(one.fact_id, one.happened_at, None, one.words, None, "") for one in of_house]
    return sorted(found, key=lambda one: one.starts_at)


def appointment_for(actor: Actor, *, fact_id: UUID) -> Appointment:
    """An appointment of a visible person, or `NotVisible`; one query."""
    found = (
        Appointment.objects.visible_to(actor)
        .current()
        .filter(fact_id=fact_id, shelter_id=actor.organisation_id)
        .first()
    )
    if not isinstance(found, Appointment):
        raise NotVisible.standard()
    return found


def appointments_of(actor: Actor, *, record_id: int, on: date) -> list[Appointment]:
    """What a visible person has agreed to from that day on, in order; one query."""
    rows = Appointment.objects.visible_to(actor).current()
    return list(
        rows.filter(record_id=record_id, shelter_id=actor.organisation_id, valid_from__gte=on).order_by(
            "starts_at", "pk"
        )
    )


@dataclass(frozen=True)
class NotBeside:
    """Two residents who are not to have places beside each other. `beside_now`: they have."""

    pair: UUID
    one: PersonHere
    other: PersonHere
    last_day: date
    beside_now: bool


def not_beside(actor: Actor, *, shelter_id: int, on: date) -> list[NotBeside]:
    """Those that hold on that day, both persons visible; at most six queries."""
    rows = list(_apart(actor, shelter_id=shelter_id, on=on))
    pairs: dict[UUID, list[Apart]] = {}
    for row in rows:
        pairs.setdefault(row.pair, []).append(row)
    people = people_here(actor, [row.record_id for row in rows])
    both = {
        pair: [people[one.record_id] for one in some if one.record_id in people]
        for pair, some in pairs.items()
    }
    beside = _beside(actor, [one.record_id for row in both.values() for one in row], on=on)
    return [
        NotBeside(
            pair=pair,
            one=known[0],
            other=known[1],
            last_day=(pairs[pair][0].valid_to or on) - _ONE_DAY,
            beside_now=known[1].record_id in beside.get(known[0].record_id, set()),
        )
        for pair, known in both.items()
        if len(known) == 2
    ]


def places_to_avoid(actor: Actor, *, record_id: int, on: date) -> set[int]:
    """Places beside somebody this resident is not to have a place beside; three queries, one when nobody."""
    mine = _apart(actor, shelter_id=actor.organisation_id, on=on).filter(record_id=record_id)
    pairs = list(mine.values_list("pair", flat=True))
    if not pairs:
        return set()
    others = _apart(actor, shelter_id=actor.organisation_id, on=on).filter(pair__in=pairs)
    wanted = set(others.exclude(record_id=record_id).values_list("record_id", flat=True))
    stays = _places_of(actor, wanted, on=on)
    by_department = _labels({stay.place.department_id for stay in stays.values()})
    return {
        place.pk
        for stay in stays.values()
        for place in by_department[stay.place.department_id]
        if place.label
        in neighbours([one.label for one in by_department[stay.place.department_id]], of=stay.place.label)
    }


def pair_for(actor: Actor, *, pair: UUID) -> list[Apart]:
    """Both rows of a pair the actor sees both of, or `NotVisible`; one query."""
    rows = Apart.objects.visible_to(actor).current().filter(pair=pair, shelter_id=actor.organisation_id)
    found = list(rows)
    if len(found) != 2:
        raise NotVisible.standard()
    return found


def _apart(actor: Actor, *, shelter_id: int, on: date) -> Any:
    return (
        Apart.objects.visible_to(actor)
        .current()
        .filter(shelter_id=shelter_id, valid_from__lte=on, valid_to__gt=on)
        .order_by("pk")
    )


def _beside(actor: Actor, record_ids: Iterable[int], *, on: date) -> dict[int, set[int]]:
    """Record -> the records among these that sleep beside it."""
    stays = _places_of(actor, set(record_ids), on=on)
    by_department = _labels({stay.place.department_id for stay in stays.values()})
    at = {(stay.place.department_id, stay.place.label): record for record, stay in stays.items()}
    found: dict[int, set[int]] = {}
    for record, stay in stays.items():
        department = stay.place.department_id
        labels = [place.label for place in by_department[department]]
        near = neighbours(labels, of=stay.place.label)
        found[record] = {at[department, label] for label in near if (department, label) in at}
    return found


def _places_of(actor: Actor, record_ids: set[int], *, on: date) -> dict[int, Any]:
    rows = (
        Stay.objects.visible_to(actor)
        .current()
        .filter(
            Q(valid_to__isnull=True) | Q(valid_to__gt=on),
            shelter_id=actor.organisation_id,
            record_id__in=record_ids,
            place__isnull=False,
            valid_from__lte=on,
        )
    )
    return {row.record_id: row for row in rows.select_related("place")} if record_ids else {}


def _labels(departments: set[int]) -> dict[int, list[Place]]:
    found: dict[int, list[Place]] = {one: [] for one in departments}
    if departments:
        for place in Place.objects.filter(department_id__in=departments, valid_to__isnull=True).order_by(
            "label"
        ):
            found[place.department_id].append(place)
    return found
