"""Places stand as a house counts them, on the board and beside each other."""

import pytest

from hjemad.areas.shelters.actions import open_place
from hjemad.areas.shelters.reads.house import tonight
from hjemad.areas.shelters.reads.place_order import counted
from hjemad.areas.shelters.reads.places import kept_places
from tests.people import LONG_AGO, NOW, TODAY, a_house, an_actor


@pytest.mark.parametrize(
    "in_order",
    [
        ["Seng 1", "Seng 2", "Seng 10"],
        ["9", "10", "101", "201"],
        ["001", "002", "010"],
        ["1a", "1b", "2a", "10a"],
        ["A 2", "a 10", "B 1"],
        ["", "Stuen", "Stuen ²"],
    ],
)
def test_numbers_in_a_label_count_as_numbers(in_order: list[str]) -> None:
    backwards = list(reversed(in_order))

    assert sorted(backwards, key=counted) == in_order


@pytest.mark.django_db
def test_the_board_and_the_list_of_places_count_alike() -> None:
    house = a_house(places=0)
    leader = an_actor("Lone", role="shelter_leader", organisation=house.shelter)
    for label in ("Seng 10", "Seng 2", "Seng 1"):
        open_place(by=leader, department=house.department, label=label, valid_from=LONG_AGO, at=NOW)

    board = [place.label for place in tonight(leader, night=TODAY).places]

    assert board == [place.label for place in kept_places(leader, day=TODAY)]
    assert board == ["Seng 1", "Seng 2", "Seng 10"]
