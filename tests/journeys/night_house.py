"""Åhuset on a November evening, before the walk through its night: ten places, four of them slept in."""

from datetime import date, datetime, timedelta

from hjemad.areas.citizens.actions import set_identity, set_responsible_municipality
from hjemad.areas.citizens.queries import record_for
from hjemad.areas.citizens.rules import PersonDetails
from hjemad.areas.shelters.writes.presences import set_seen
from hjemad.foundation.access.actor import Actor
from tests import people
from tests.stays import a_stay

SLEEPERS = (("Torben Skovfryd", 120), ("Preben Ålykke", 41), ("Alex Rudkær", 20), ("Lone Enghave", 17))
LIVED_HERE = "Jonna Lyngbæk"
# All were seen last night but Alex, whom nobody has seen for three.
LAST_NIGHT = datetime(2026, 11, 22, 22, 10, tzinfo=people.COPENHAGEN)
MISSING, LAST_SEEN = "Alex Rudkær", datetime(2026, 11, 20, 22, 10, tzinfo=people.COPENHAGEN)


def an_evening_in_the_house() -> people.House:
    """Four sleep here; Jonna lived here in June. Lene leads, Ditte and Sofus work at night."""
    house = people.a_house(places=10)
    ditte = people.ditte(house)
    people.an_actor("Sofus", role="shelter_staff", organisation=house.shelter)
    people.an_actor("Lene", role="shelter_leader", organisation=house.shelter)
    for place, (name, ago) in enumerate(SLEEPERS):
        since = people.TODAY - timedelta(days=ago)
        stay = a_stay(ditte, house=house, night=since, nights=None, place=place, called=name)
        _named(ditte, stay.record_id, name=name, since=since)
        set_seen(stay, by=ditte, at=LAST_SEEN if name == MISSING else LAST_NIGHT)
    june = date(2026, 6, 11)
    before = a_stay(ditte, house=house, night=june, nights=13, place=9, called=LIVED_HERE)
    _named(ditte, before.record_id, name=LIVED_HERE, since=june)
    return house


def _named(by: Actor, record_id: int, *, name: str, since: date) -> None:
    record = record_for(by, record_id=record_id)
    set_identity(record, by=by, details=PersonDetails(full_name=name), at=LAST_SEEN, reason="")
    home = people.municipality()
    set_responsible_municipality(
        record, by=by, acts=home, pays=home, valid_from=since, at=LAST_SEEN, basis="en test"
    )
