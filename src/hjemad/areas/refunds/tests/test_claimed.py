"""Nights in claims, as the page about a bill shows them beside what is known."""

from datetime import date

import pytest

from hjemad.areas.refunds.queries.claimed import claimed_nights
from hjemad.areas.refunds.tests.world import LONG_AGO, small_world
from hjemad.kernel.periods import Period

pytestmark = pytest.mark.django_db
FEBRUARY = Period(date(2024, 2, 1), date(2024, 3, 1))


def test_nights_are_told_month_by_month_once_the_quarter_is_claimed_and_differences_count() -> None:
    world = small_world()
    world.person()
    world.payer("S1", "A", LONG_AGO)
    stay = world.stay("S1", date(2024, 2, 10), date(2024, 3, 5))
    world.rate("S1", Period(LONG_AGO, None), "1500.00")
    world.payment("S1", Period(LONG_AGO, None), "96.71")
    payer, house = world.municipalities["A"].pk, world.shelters["S1"].pk
    record = world.records["S1"].pk

    assert claimed_nights(payer, house, [FEBRUARY])[FEBRUARY] is None

    world.close("A", "2024Q1")
    assert claimed_nights(payer, house, [FEBRUARY])[FEBRUARY] == {record: 20}

    world.correct(stay, date(2024, 2, 15), date(2024, 3, 5), "S1")
    world.close("A", "2024Q2")
    assert claimed_nights(payer, house, [FEBRUARY])[FEBRUARY] == {record: 15}
