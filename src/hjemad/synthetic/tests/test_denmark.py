"""What holds in every invented Denmark, whatever its size, span and seed."""

from collections import defaultdict
from datetime import date
from itertools import combinations, pairwise

import pytest

from hjemad.kernel.errors import InputRejected, PeriodReversed
from hjemad.kernel.municipalities import MunicipalityCode
from hjemad.synthetic.denmark import denmark
from hjemad.synthetic.model import InventedDenmark, InventedStay

FIRST, LAST = date(2021, 1, 1), date(2026, 11, 24)
FAR = date(2100, 1, 1)


@pytest.fixture(scope="module")
def country() -> InventedDenmark:
    return denmark(citizens=4_000, seed=3, first=FIRST, last=LAST)


def nights(stay: InventedStay) -> tuple[date, date]:
    return stay.check_in, stay.check_out or FAR


def share_a_night(one: InventedStay, other: InventedStay) -> bool:
    start, end = max(one.check_in, other.check_in), min(nights(one)[1], nights(other)[1])
    return start < end


def test_there_are_exactly_as_many_citizens_as_asked_for_each_with_a_stay(country: InventedDenmark) -> None:
    ids = [person.id for person in country.persons]
    assert len(ids) == len(set(ids)) == country.truth.citizens == 4_000
    assert {stay.person for stay in country.stays} == set(ids)


def test_stays_stand_in_order_of_person_and_day_and_their_ids_in_the_same_order(
    country: InventedDenmark,
) -> None:
    order = [(stay.person, stay.check_in) for stay in country.stays]
    assert order == sorted(order)
    assert [stay.id for stay in country.stays] == sorted({stay.id for stay in country.stays})


def test_no_stay_is_over_before_the_first_day_nor_begins_after_the_last(country: InventedDenmark) -> None:
    assert all(nights(stay)[1] >= FIRST and stay.check_in <= LAST for stay in country.stays)
    assert all(stay.check_out is None or stay.check_in <= stay.check_out <= LAST for stay in country.stays)


def test_nobody_has_two_stays_in_one_shelter_in_the_same_night(country: InventedDenmark) -> None:
    by_house = defaultdict(list)
    for stay in country.stays:
        by_house[stay.person, stay.shelter].append(stay)
    clashes = [pair for own in by_house.values() for pair in combinations(own, 2) if share_a_night(*pair)]
    assert clashes == []


def test_no_two_people_have_one_place_in_the_same_night(country: InventedDenmark) -> None:
    by_place = defaultdict(list)
    for stay in country.stays:
        if stay.place is not None:
            by_place[stay.shelter, stay.place].append(nights(stay))
    for taken in by_place.values():
        assert all(one[1] <= other[0] for one, other in pairwise(sorted(taken)))


def test_a_place_belongs_to_the_department_of_the_stay_and_women_have_theirs_alone(
    country: InventedDenmark,
) -> None:
    departments = {part.id: part for shelter in country.shelters for part in shelter.departments}
    sex = {person.id: person.sex for person in country.persons}
    for stay in country.stays:
        department = departments[stay.department]
        assert department.id.startswith(stay.shelter)
        assert stay.place is None or stay.place in department.places
        assert "women_only" not in department.traits or sex[stay.person] == "female"


def test_place_labels_are_unique_within_a_shelter(country: InventedDenmark) -> None:
    for shelter in country.shelters:
        labels = [label for part in shelter.departments for label in part.places]
        assert len(labels) == len(set(labels)) == shelter.place_count


def test_few_stays_meet_a_full_house_and_tonight_most_shelters_have_a_place_free(
    country: InventedDenmark,
) -> None:
    assert 0 < len(country.truth.without_place) < 0.08 * len(country.stays)
    taken = defaultdict(set)
    for stay in country.stays:
        if stay.check_out is None and stay.place:
            taken[stay.shelter].add(stay.place)
    free = [shelter.place_count - len(taken[shelter.id]) for shelter in country.shelters]
    places = sum(shelter.place_count for shelter in country.shelters)
    assert 0.6 * places < places - sum(free) < 0.97 * places
    assert sum(count > 0 for count in free) > 0.6 * len(free)


def test_the_truth_names_every_overlap_and_nothing_else(country: InventedDenmark) -> None:
    by_person = defaultdict(list)
    for stay in country.stays:
        by_person[stay.person].append(stay)
    found = {
        (one.id, other.id)
        for own in by_person.values()
        for one, other in combinations(own, 2)
        if share_a_night(one, other)
    }
    assert found == set(country.truth.overlaps)
    assert 0 < len(found) < 0.02 * len(country.stays)


def test_the_truth_counts_each_night_of_a_person_once(country: InventedDenmark) -> None:
    slept = {
        (stay.person, night)
        for stay in country.stays
        for night in range(stay.check_in.toordinal(), min(LAST, nights(stay)[1]).toordinal())
    }
    assert country.truth.nights == len(slept)


def test_the_truth_counts_who_is_there_tonight(country: InventedDenmark) -> None:
    present = {stay.person for stay in country.stays if stay.check_out is None}
    assert country.truth.still_there == len(present)


@pytest.mark.parametrize(
    "oddity",
    ["same_day_moves", "same_day_in_and_out", "unknown_payer", "payer_changes", "alias_only_persons"],
)
def test_each_oddity_is_there_and_is_rare(oddity: str, country: InventedDenmark) -> None:
    assert 0 < len(getattr(country.truth, oddity)) < 0.06 * len(country.stays)


def test_payers_cover_a_stay_without_gap_and_follow_the_municipalities_of_the_person(
    country: InventedDenmark,
) -> None:
    persons = {person.id: person for person in country.persons}
    for stay in country.stays:
        assert stay.payers[0].start == stay.check_in
        assert stay.payers[-1].end == stay.check_out
        assert all(one.end == other.start and one.code != other.code for one, other in pairwise(stay.payers))
        for span in stay.payers:
            assert persons[stay.person].home_on(span.start) == span.code
            assert span.code is None or MunicipalityCode.parse(span.code).code == span.code


def test_people_are_grown_up_and_have_a_number_that_belongs_to_nobody_and_to_no_second(
    country: InventedDenmark,
) -> None:
    numbers = [person.cpr for person in country.persons if person.cpr is not None]
    assert len(numbers) == len({number.digits for number in numbers})
    assert all(number.is_replacement for number in numbers)
    first_stay = {stay.person: stay.check_in for stay in reversed(country.stays)}
    for person in country.persons:
        assert (first_stay[person.id] - person.birth_date).days >= 18 * 365.25 - 1
        assert person.cpr is None or (person.cpr.birth_date, person.cpr.sex) == (
            person.birth_date,
            person.sex,
        )
        assert person.is_known == bool(person.full_name)
        assert person.is_known or person.alias


@pytest.mark.parametrize(("citizens", "first", "last"), [(1, LAST, LAST), (3, FIRST, LAST), (60, LAST, LAST)])
def test_a_very_small_country_can_be_made(citizens: int, first: date, last: date) -> None:
    country = denmark(citizens=citizens, seed=1, first=first, last=last)
    assert country.truth.citizens == citizens
    assert len(country.shelters) >= 4


def test_days_the_wrong_way_round_are_refused() -> None:
    with pytest.raises(PeriodReversed):
        denmark(citizens=5, seed=1, first=LAST, last=FIRST)


@pytest.mark.parametrize("citizens", [0, -1, 1_000_001])
def test_a_country_of_no_people_or_too_many_is_refused(citizens: int) -> None:
    with pytest.raises(InputRejected):
        denmark(citizens=citizens, seed=1, first=FIRST, last=LAST)
