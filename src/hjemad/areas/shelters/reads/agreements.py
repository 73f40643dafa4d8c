"""What was agreed: appointments of a day, and who is not to have places beside each other."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from hjemad.areas.shelters.models import About, Apart, Appointment, LogLine, Place, Stay
from hjemad.areas.shelters.reads.house import HouseTonight
from hjemad.areas.shelters.reads.house_log import PersonHere
from hjemad.areas.shelters.reads.place_order import counted
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


def appointments_on(actor: Actor, *, day: date) -> list[Appointment]:
    """What visible people of the actor's house agreed to for that day; one query."""
    first, last = _bounds(day)
    mine = Appointment.objects.visible_to(actor).current().filter(shelter_id=actor.organisation_id)
    return list(mine.filter(starts_at__gte=first, starts_at__lt=last))


def agreed_lines(day: date) -> Q:
    """The condition that a line of the log says what the house itself agreed to for that day."""
    first, last = _bounds(day)
    return Q(about=About.APPOINTMENT, happened_at__gte=first, happened_at__lt=last, voided=False)


def agreed(
    appointments: Iterable[Appointment], of_house: Iterable[LogLine], *, people: Mapping[int, PersonHere]
) -> list[Agreed]:
    """Both together in order of hour; of people only those that are known."""
    found = [
        Agreed(
            fact_id=row.fact_id,
            starts_at=row.starts_at,
            who=people[row.record_id],
            what=row.what,
            where=Guarded(row.where, record_id=row.record_id),
            follows=row.follows,
        )
        for row in appointments
        if row.record_id in people
    ]
    found += [Agreed(one.fact_id, one.happened_at, None, one.words, None, "") for one in of_house]
    return sorted(found, key=lambda one: one.starts_at)


def _bounds(day: date) -> tuple[datetime, datetime]:
    first, last = (datetime.combine(one, datetime.min.time()) for one in (day, day + _ONE_DAY))
    return timezone.make_aware(first), timezone.make_aware(last)


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


def apart_on(actor: Actor, *, on: date) -> list[Apart]:
    """Visible halves of the pairs in the actor's house that hold on that day; one query."""
    return list(_apart(actor, shelter_id=actor.organisation_id, on=on))


def not_beside(
    rows: Iterable[Apart], *, people: Mapping[int, PersonHere], house: HouseTonight, on: date
) -> list[NotBeside]:
    """The pairs of which both persons are known, and whether their places in `house` are beside."""
    pairs: dict[UUID, list[Apart]] = {}
    for row in rows:
        if row.record_id in people:
            pairs.setdefault(row.pair, []).append(row)
    labels = {one.id: [place.label for place in one.places] for one in house.departments}
    return [
        NotBeside(
            pair=pair,
            one=people[half.record_id],
            other=people[other.record_id],
            last_day=(half.valid_to or on) - _ONE_DAY,
            beside_now=_beside(people[half.record_id], people[other.record_id], labels=labels, on=on),
        )
        for pair, (half, other) in ((pair, both) for pair, both in pairs.items() if len(both) == 2)
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


def _beside(one: PersonHere, other: PersonHere, *, labels: Mapping[int, list[str]], on: date) -> bool:
    """They sleep beside each other on that day."""
    both_here = all(who.here is not None and who.here.contains(on) for who in (one, other))
    if not both_here or one.department_id is None or one.department_id != other.department_id:
        return False
    return other.place_label in neighbours(labels.get(one.department_id, []), of=one.place_label)


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
    rows = Place.objects.filter(department_id__in=departments, valid_to__isnull=True) if departments else ()
    for place in sorted(rows, key=lambda one: counted(one.label)):
        found[place.department_id].append(place)
    return found
