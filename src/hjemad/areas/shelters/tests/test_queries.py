from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hjemad.areas.citizens.actions import NewRecord, create_records
from hjemad.areas.citizens.models import PersonRecord
from hjemad.areas.citizens.rules import PersonDetails
from hjemad.areas.shelters.actions import admit
from hjemad.areas.shelters.queries import (
    months_before,
    place_for,
    residents,
    stay_for,
    stays_of_record,
)
from hjemad.areas.shelters.reads.house import tonight
from hjemad.areas.shelters.reads.residents import search_residents
from hjemad.foundation.access.relation import NotVisible
from hjemad.kernel.periods import Period
from hjemad.kernel.person_number import PersonNumber
from tests.people import NOW, TODAY, a_house, ditte, niels, opened
from tests.stays import a_stay, an_admission, many_stays

pytestmark = pytest.mark.django_db


def full_of(count: int, *, actor, house, first: int = 0) -> None:
    records = create_records(
        by=actor,
        new=[
            NewRecord(details=PersonDetails(full_name=f"Prøve {first + n:04}"), valid_from=TODAY)
            for n in range(count)
        ],
        at=NOW,
        origin="import",
    )
    many_stays(actor, house=house, records=[one.pk for one in records], period=Period(TODAY, None))


def queries_of(call) -> int:
    with CaptureQueriesContext(connection) as captured:
        call()
    return len(captured)


def test_tonight_shows_each_place_with_who_sleeps_there() -> None:
    house = a_house(places=3)
    actor = ditte(house)
    an_admission(actor, house=house, place=1, called="Kaj")
    a_stay(actor, house=house, place=0, called="Ole")

    board = tonight(actor, night=TODAY)

    assert [(p.label, p.occupant and opened(p.occupant.called.shown)) for p in board.places] == [
        ("001", None),
        ("002", "Kaj"),
        ("003", None),
    ]
    assert (board.sleeping, len(board.free), len(board.record_ids)) == (1, 2, 1)
    assert [place.label for place in board.free] == ["001", "003"]


def test_somebody_whose_bed_is_not_known_is_shown_too() -> None:
    house = a_house(places=1)
    actor = ditte(house)
    full_of(1, actor=actor, house=house)

    board = tonight(actor, night=TODAY)

    assert [opened(one.called.shown) for one in board.without_place] == ["Prøve 0000"]
    assert board.sleeping == 1


def test_tonight_and_residents_and_search_take_the_same_queries_for_1_and_1000_people() -> None:
    house = a_house()
    actor = ditte(house)
    calls = [
        lambda: tonight(actor, night=TODAY),
        lambda: residents(actor, on=TODAY),
        lambda: search_residents(actor, text="prøve", on=TODAY, limit=2000),
    ]
    full_of(1, actor=actor, house=house)
    with_one = [queries_of(call) for call in calls]

    full_of(999, actor=actor, house=house, first=1)

    assert [queries_of(call) for call in calls] == with_one
    assert all(count <= 8 for count in with_one)
    assert len(residents(actor, on=TODAY)) == 1000
    assert len(search_residents(actor, text="prøve", on=TODAY, limit=2000)) == 1000


def test_residents_stand_in_the_danish_order_of_their_names() -> None:
    house = a_house(places=4)
    actor = ditte(house)
    for n, name in enumerate(["Åse", "Øjvind", "Zoe", "Ærø"]):
        an_admission(actor, house=house, place=n, called=name)

    assert [opened(one.called.shown) for one in residents(actor, on=TODAY)] == ["Zoe", "Ærø", "Øjvind", "Åse"]


def test_the_night_of_discharge_is_not_slept_here() -> None:
    house = a_house()
    actor = ditte(house)
    a_stay(actor, house=house, night=TODAY - timedelta(days=3), nights=3)

    assert residents(actor, on=TODAY) == []
    assert len(residents(actor, on=TODAY - timedelta(days=1))) == 1


def test_another_house_s_stay_is_not_visible() -> None:
    ours, theirs = a_house(), a_house("Havnely", code="102")
    stay = an_admission(niels(theirs), house=theirs).stay
    actor = ditte(ours)

    with pytest.raises(NotVisible):
        stay_for(actor, fact_id=stay.fact_id)
    with pytest.raises(NotVisible):
        stay_for(actor, fact_id=uuid4())
    with pytest.raises(NotVisible):
        place_for(actor, place_id=theirs.places[0].pk, night=TODAY)
    assert tonight(actor, night=TODAY).sleeping == 0
    assert stays_of_record(actor, record_id=stay.record_id) == []
    assert search_residents(actor, text="Kaj", on=TODAY) == []


def test_a_former_resident_is_visible_for_six_months_and_no_longer() -> None:
    house = a_house()
    actor = ditte(house)
    stay = a_stay(actor, house=house, night=date(2026, 10, 19), nights=5)

    def visible(on: date) -> bool:
        return PersonRecord.objects.visible_to(replace(actor, on=on)).filter(pk=stay.record_id).exists()

    assert visible(date(2027, 4, 24))
    assert not visible(date(2027, 4, 25))


@pytest.mark.parametrize(
    ("text", "matched"),
    [
        ("østergaard", "name"),
        ("oestergård", "name"),
        ("tim", "alias"),
        ("1/2-1980", "birth_date"),
        ("610280", None),
        ("ukendt", None),
        ("t", None),
        ("", None),
    ],
)
def test_a_resident_is_found_by_name_alias_birth_date_or_number(text: str, matched: str | None) -> None:
    house = a_house()
    actor = ditte(house)
    admit(
        by=actor,
        place=house.places[0],
        night=TODAY,
        decided_at=NOW,
        at=NOW,
        person=PersonDetails(
            full_name="Bent Østergård", alias="Tim", cpr=PersonNumber.invented(1, birth_date=date(1980, 2, 1))
        ),
    )

    hits = search_residents(actor, text=text, on=TODAY)

    assert [(hit.matched, hit.here_now) for hit in hits] == ([(matched, True)] if matched else [])


def test_a_whole_number_finds_its_person_and_nobody_else() -> None:
    house = a_house()
    actor = ditte(house)
    numbers = [PersonNumber.invented(n, birth_date=date(1980, 2, 1)) for n in (1, 2)]
    for n, number in enumerate(numbers):
        admit(
            by=actor,
            place=house.places[n],
            night=TODAY,
            decided_at=NOW,
            at=NOW,
            person=PersonDetails(full_name=f"Prøve {n}", cpr=number),
        )

    (hit,) = search_residents(actor, text=numbers[1].full(), on=TODAY)

    assert (opened(hit.called.shown), hit.matched) == ("Prøve 1", "cpr")


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 11, 23), 6, date(2026, 5, 23)),
        (date(2026, 8, 31), 6, date(2026, 2, 28)),
        (date(2024, 8, 31), 6, date(2024, 2, 29)),
        (date(2026, 1, 15), 1, date(2025, 12, 15)),
        (date(2026, 12, 31), 12, date(2025, 12, 31)),
        (date(2026, 5, 4), 0, date(2026, 5, 4)),
    ],
)
def test_months_before_a_day(day: date, months: int, expected: date) -> None:
    assert months_before(day, months=months) == expected
