"""What it looks like to say no: two decisions, three nights a house was full, two houses that share."""

from datetime import datetime, timedelta

from django.utils import timezone

from hjemad.areas.decisions.actions import NewDecision, hand_over, write_decision
from hjemad.areas.decisions.writes.appeals import receive
from hjemad.areas.shelters.writes.no_place import Asked, full_nights, house_line, refuse
from hjemad.areas.shelters.writes.sharing import NewNearby, share_places, write_contact, write_nearby
from hjemad.config.demo.houses import Houses
from hjemad.config.demo.people import ORIGIN, RecordIds
from hjemad.config.demo.staff import Staff, busiest_shelters
from hjemad.foundation.access.actor import Actor
from hjemad.foundation.organisations.queries import name_on
from hjemad.synthetic.model import InventedDenmark

_CAFE = NewNearby(
    position=2,
    name="Natcaféen ved Havnen",
    phone="00 00 00 02",
    address="Kajen 3",
    way="15 minutter at gå, til venstre ved vandet. Åbent til kl. 8.",
)
_LATELY = timedelta(days=60)


def say_no(
    country: InventedDenmark, *, records: RecordIds, houses: Houses, staff: Staff, at: datetime
) -> None:
    """The two busiest houses show each other their free places; the first said no twice lately."""
    at = timezone.localtime(at)
    first, second = busiest_shelters(country)[:2]
    for here, there, phone in ((first, second, "00 00 00 00"), (second, first, "00 00 00 01")):
        leader, other = staff.leaders[here], houses.shelters[there]
        write_contact(by=leader, phone=phone, address="", at=at)
        share_places(
            by=leader, with_id=other.pk, agreement="Aftalt mellem lederne", since=country.last, at=at
        )
        name = name_on(other.pk, day=country.last)
        line = NewNearby(position=1, name=name, phone="00 00 00 01", house_id=other.pk)
        write_nearby(line, by=leader, at=at)
        write_nearby(_CAFE, by=leader, at=at)
    by = staff.staff[first]
    full_nights([country.last - timedelta(days=days) for days in (2, 9, 16)], by=by, at=at, origin=ORIGIN)
    _at_the_door(by, at=at)
    lived_here = _lately(country, shelter=first)
    if lived_here is not None:
        _resident(by, record_id=records[lived_here, first], at=at)


def _at_the_door(by: Actor, *, at: datetime) -> None:
    """Last night, somebody without a record; the sheet was handed over ten minutes later."""
    then = at - timedelta(hours=18)
    asked = Asked(night=then.date(), sleep_here=_CAFE_TEXT, language="da", called="Ronny")
    decision = refuse(asked, _new(by, at=then, days=0), by=by, at=then)
    handed = then + timedelta(minutes=10)
    hand_over(decision, by=by, handed_at=handed, read_aloud=True, at=handed)


def _resident(by: Actor, *, record_id: int, at: datetime) -> None:
    """A week ago, somebody who lived here; they disagree, and the hour of the sheet is not written."""
    then = at - timedelta(days=7)
    new = _new(by, at=then, days=21, record_id=record_id, ground="house_rules", is_resident=True)
    decision = write_decision(new, by=by, decided_at=then, at=then)
    receive(decision, by=by, on=at.date(), words="Det var ikke mig, der tog nøglen.", at=at)


_CAFE_TEXT = f"{_CAFE.name}, {_CAFE.address}. Tlf. {_CAFE.phone}\n{_CAFE.way}"


def _new(
    by: Actor,
    *,
    at: datetime,
    days: int,
    record_id: int | None = None,
    ground: str = "safety",
    is_resident: bool = False,
) -> NewDecision:
    return NewDecision(
        ground=ground,
        is_resident=is_resident,
        first=at.date(),
        last_day=at.date() + timedelta(days=days),
        own_words="Jeg ville bare have min taske, og jeg blev bange, da døren gik i.",
        not_heard_why="",
        reasons="Du løftede en stol mod to andre i opholdsstuen. Vi tilbød dig en plads med en af os ved "
        "døren. Det sagde du nej tak til.",
        decider="Lederen, telefon kl. 02.18",
        sleep_here=_CAFE_TEXT,
        practical="Din taske står hos os.",
        language="da",
        house_line=house_line(by),
        record_id=record_id,
        called="" if record_id else "Ronny",
    )


def _lately(country: InventedDenmark, *, shelter: str) -> str | None:
    """Somebody who moved on from the house not long ago."""
    return next(
        (
            stay.person
            for stay in country.stays
            if stay.shelter == shelter
            and stay.check_out is not None
            and country.last - _LATELY <= stay.check_out < country.last
        ),
        None,
    )
