"""No invented name is that of a real shelter."""

from hjemad.synthetic.published import rows_of
from hjemad.synthetic.shelters import NATIONAL_FACILITIES, all_place_names


def test_no_name_a_shelter_can_get_holds_the_name_of_a_real_one() -> None:
    real = [row["name"].casefold() for row in rows_of("real_shelter_names.csv")]
    assert len(real) > 30
    clashes = [(name, known) for name in all_place_names() for known in real if known in name.casefold()]
    assert clashes == []


def test_there_are_more_names_than_shelters_and_none_twice() -> None:
    names = all_place_names()
    assert len(names) == len(set(names)) > NATIONAL_FACILITIES


def test_no_person_name_stands_twice_in_its_list() -> None:
    given = [(row["sex"], row["name"]) for row in rows_of("given_names.csv")]
    parts = [(row["part"], row["text"]) for row in rows_of("name_parts.csv")]
    assert len(given) == len(set(given))
    assert len(parts) == len(set(parts))
