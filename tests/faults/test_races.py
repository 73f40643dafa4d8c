"""Two processes in the same moment: what must be one is one, what may be two is marked.

Twenty times each in the whole suite, five times on a push.
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from django.urls import reverse

from hjemad.areas.citizens.models import RecordLink
from hjemad.areas.refunds.models import ClaimLine
from hjemad.areas.refunds.tests.world import LONG_AGO, World, small_world
from hjemad.areas.shelters import actions as shelters
from hjemad.areas.shelters.models import Place, Stay
from hjemad.foundation.access.actor import Actor
from hjemad.foundation.organisations.actions import create_organisation
from hjemad.foundation.organisations.models import Kind
from hjemad.kernel.periods import Period
from hjemad.kernel.person_number import PersonNumber
from tests import people
from tests.faults.processes import Process, together
from tests.plugins.repeatable import MEETINGS
from tests.stays import a_stay

pytestmark = [pytest.mark.django_db(transaction=True)]

READ = "a test looks"
EVENING = people.NOW.replace(hour=21, minute=0)
NIGHT = EVENING.date()
# What the second one reads: the first was a moment or a fraction of one ahead.
ALREADY_HERE = (
    "Borgeren sover allerede på plads",
    "Personen har allerede en plads her i en af de nætter. Åbn opholdet i stedet",
)


@pytest.fixture
def rivals() -> Iterator[tuple[Process, Process]]:
    with Process("tests.faults.rival") as first, Process("tests.faults.rival") as second:
        yield first, second


def who(actor: Actor) -> dict[str, int]:
    return {"user": actor.user_id, "assignment": actor.assignment_id, "house": actor.organisation_id}


def words(page: str) -> str:
    """What can be read on the page."""
    return " ".join(re.sub(r"<(head|svg).*?</\1>|<[^>]+>", " ", page, flags=re.DOTALL).split())


def stays(**which: object) -> list[Stay]:
    return list(Stay.objects.everything(reason=READ).current().filter(**which))


# One citizen into two shelters

FIRST = date(2026, 10, 1)


def beds(world: World, shelter: str) -> list[Place]:
    """A bed for each repeat."""
    department = create_organisation(
        Kind.DEPARTMENT, code=f"{shelter}-1", name=f"Stuen i {shelter}", valid_from=LONG_AGO, at=world.now,
        by=None, parent=world.shelters[shelter],
    )  # fmt: skip
    return [
        shelters.open_place(
            by=None, department=department, label=f"{n:03}", valid_from=LONG_AGO, at=world.now
        )
        for n in range(MEETINGS)
    ]


def test_one_citizen_into_two_shelters_at_once_is_two_stays_to_be_checked_and_no_night_in_two_claims(
    rivals: tuple[Process, Process],
) -> None:
    world = small_world()
    houses = ("S1", "S2")
    places = {house: beds(world, house) for house in houses}
    for house in houses:
        world.rate(house, Period(LONG_AGO, None), "1500.00")
    at = people.NOW.replace(year=2026, month=10, day=1, hour=21)
    for n in range(MEETINGS):
        world.person(f"Kaj Opdigtet {n}")
        for house, payer in (("S1", "A"), ("S2", "B")):
            world.payer(house, payer, LONG_AGO)
            world.payment(house, Period(LONG_AGO, None), "96.71")

        outcomes = together(
            [
                (
                    process,
                    {
                        "do": "admit", "by": who(world.actors[house]), "record": world.records[house].pk,
                        "place": places[house][n].pk, "night": FIRST.isoformat(),
                        "on": LONG_AGO.isoformat(), "at": at.isoformat(),
                    },
                )
                for process, house in zip(rivals, houses, strict=True)
            ]
        )  # fmt: skip

        made = stays(valid_from=FIRST, record_id__in=[one.pk for one in world.records.values()])
        assert sorted(str(one.fact_id) for one in made) == sorted(outcomes)
        assert {one.shelter_id for one in made} == {world.shelters[house].pk for house in houses}
    world.now = at + timedelta(days=100)
    for payer in ("A", "B"):
        lines = list(ClaimLine.objects.filter(claim=world.close(payer, "2026Q4")).exclude(kind="rounding"))
        # Every one of them waits in both claims to be checked, and no night is asked for in any.
        assert len({line.citizen_id for line in lines}) == MEETINGS
        assert {(line.kind, line.missing, line.net_half_ore) for line in lines} == {
            ("stopped", "overlap", None)
        }


# One citizen twice into one shelter


def test_one_citizen_twice_into_one_shelter_at_once_is_one_stay_and_one_clear_message_that_keeps_the_text(
    rivals: tuple[Process, Process],
) -> None:
    house = people.a_house(places=2)
    desks = [people.ditte(house), people.an_actor("Anton", role="shelter_staff", organisation=house.shelter)]
    for n in range(MEETINGS):
        name = f"Jonna {n}"
        earlier = people.TODAY - timedelta(days=6 * (MEETINGS - n))
        record_id = a_stay(desks[0], house=house, called=name, night=earlier, nights=5).record_id

        outcomes = together(
            [
                (
                    process,
                    {
                        "do": "page", "by": who(desk), "on": NIGHT.isoformat(), "at": EVENING.isoformat(),
                        "page": reverse("shelters:admit"),
                        "typed": {
                            "who": name, "asked_for": name, "match": str(record_id), "place": str(place.pk),
                        },
                    },
                )
                for process, desk, place in zip(rivals, desks, house.places, strict=True)
            ]
        )  # fmt: skip

        [open_stay] = stays(record_id=record_id, valid_to=None)
        assert sorted(one["status"] for one in outcomes) == [200, 302]
        [refused] = [one["page"] for one in outcomes if one["status"] == 200]
        assert f'value="{name}"' in refused
        assert sum(words(refused).count(said) for said in ALREADY_HERE) == 1, words(refused)
        shelters.withdraw_stay(by=desks[0], stay=open_stay, reason="prøve", at=EVENING)


# A new CPR number twice


def test_a_number_nobody_had_entered_twice_at_once_is_one_citizen(rivals: tuple[Process, Process]) -> None:
    houses = [people.a_house("Åhuset", code="101", places=1), people.a_house("Havnely", code="102", places=1)]
    desks = [people.ditte(houses[0]), people.niels(houses[1])]
    for n in range(MEETINGS):
        number = PersonNumber.invented(n + 1, birth_date=date(1966, 3, 2))

        outcomes = together(
            [
                (
                    process,
                    {
                        "do": "page", "by": who(desk), "on": NIGHT.isoformat(), "at": EVENING.isoformat(),
                        "page": reverse("shelters:admit"),
                        "typed": {"who": number.digits, "place": str(house.places[0].pk)},
                    },
                )
                for process, desk, house in zip(rivals, desks, houses, strict=True)
            ]
        )  # fmt: skip

        assert [one["status"] for one in outcomes] == [302, 302]
        made = stays(valid_to=None)
        links = RecordLink.objects.everything(reason=READ).current()
        citizens = {link.citizen_id for link in links.filter(record_id__in=[one.record_id for one in made])}
        assert len(made) == 2
        assert len(citizens) == 1
        for one, desk in zip(sorted(made, key=lambda stay: stay.shelter_id), desks, strict=True):
            shelters.withdraw_stay(by=desk, stay=one, reason="prøve", at=EVENING)
