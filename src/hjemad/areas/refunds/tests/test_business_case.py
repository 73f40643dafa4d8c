"""Shelter or home: the months add up, use the law of each day, and name nobody."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from hjemad.areas.billing.models import Rate
from hjemad.areas.refunds.queries.business_case import BusinessCase, HomeCost, business_case
from hjemad.areas.refunds.tests.world import LONG_AGO, World, small_world
from hjemad.kernel.money import Money
from hjemad.kernel.periods import Period
from tests.web import hidden_fields, signed_in

pytestmark = pytest.mark.django_db

ON = date(2026, 6, 15)
HOME = HomeCost(Money.parse("12000.00"), Money.parse("5000.00"), Money.parse("1000.00"), decided_first=True)


@pytest.fixture
def world() -> World:
    """One person, here since 1 May 2026, 1500 a night less 100; the ceiling of 90 is reached on 30 July."""
    world = small_world()
    world.person()
    world.payer("S1", "A", LONG_AGO)
    world.stay("S1", date(2026, 5, 1), None)
    world.rate("S1", Period(LONG_AGO, None), "1500.00")
    world.payment("S1", Period(LONG_AGO, None), "100.00")
    return world


def case(world: World, *, home: HomeCost = HOME, at_least: int = 1, months: int = 3) -> BusinessCase:
    return business_case(world.actors["A"], on=ON, months=months, at_least=at_least, home=home)


def dkk(*amounts: Money) -> list[str]:
    return [amount.dkk() for amount in amounts]


def test_staying_costs_every_night_and_gives_refund_up_to_the_ceiling(world: World) -> None:
    july, august, september = case(world).months

    # 31 + 30 nights in May and June leave 29 of the 90 for July.
    assert (july.first, july.nights, july.refunded) == (date(2026, 7, 1), 31, 29)
    assert dkk(july.stay_cost, july.stay_refund, july.stay_own) == ["43400.00", "20300.00", "23100.00"]
    assert (august.refunded, august.stay_refund, september.nights) == (0, Money.zero(), 30)


def test_a_home_is_paid_by_the_month_and_its_support_refunded_by_half(world: World) -> None:
    july, august, _ = case(world).months

    assert dkk(july.home_cost, july.home_refund, july.home_own) == ["18000.00", "6000.00", "12000.00"]
    assert dkk(august.home_cost, august.home_refund) == ["13000.00", "6000.00"]
    assert july.difference == Money.parse("-11100.00")


def test_what_is_charged_today_goes_on_where_next_year_s_rate_is_not_known(world: World) -> None:
    dated = small_world_of_a_year(world)

    july, august, _ = dated.months

    assert dkk(july.stay_cost, august.stay_cost) == ["43400.00", "43400.00"]
    assert (dated.citizens, dated.left_out) == (1, 0)


def small_world_of_a_year(world: World) -> BusinessCase:
    """The rate ends on 1 July 2026, and nobody has entered the one that follows."""
    Rate.objects.current().filter(facility=world.shelters["S1"]).update(superseded_at=world.tick())
    world.rate("S1", Period(LONG_AGO, date(2026, 7, 1)), "1500.00")
    return case(world)


def test_a_decision_after_the_discharge_gives_no_refund(world: World) -> None:
    late = HomeCost(HOME.support, HOME.once, HOME.monthly, decided_first=False)

    assert [month.home_refund for month in case(world, home=late).months] == [Money.zero()] * 3


def test_the_two_years_run_from_the_first_discharge(world: World) -> None:
    """Discharged on 11 August 2024 and back since: on 11 August 2026 the period has ended."""
    world.stay("S1", date(2024, 8, 1), date(2024, 8, 11))

    july, august, september = case(world).months

    assert dkk(july.home_refund, august.home_refund, september.home_refund) == [
        "6000.00", "1935.48", "0.00",
    ]  # fmt: skip


def test_the_group_is_who_sleeps_there_now_and_has_done_so_long_enough(world: World) -> None:
    assert case(world, at_least=46).citizens == 1
    assert case(world, at_least=47).citizens == 0
    assert case(world, at_least=47).months[0].nights == 0


def test_whose_rate_is_not_known_is_left_out_of_both_sides(world: World) -> None:
    other = small_world_person(world)
    found = case(world)

    assert (found.citizens, found.left_out) == (1, 1)
    assert found.months[0].home_cost == Money.parse("18000.00")
    assert other != world.records["S1"]


def small_world_person(world: World) -> object:
    """Another person, in the shelter whose rate nobody has entered."""
    first = dict(world.records)
    world.person("Mona Opdigtet", shelters=("S2",))
    world.payer("S2", "A", LONG_AGO)
    world.stay("S2", date(2026, 6, 1), None)
    second = world.records["S2"]
    world.records.update(first)
    return second


def test_the_sum_is_that_of_the_months_and_the_turning_month_is_named(world: World) -> None:
    dear = HomeCost(Money.parse("12000.00"), Money.parse("60000.00"), Money.zero(), decided_first=True)
    found = case(world, home=dear, months=4)

    assert found.difference == sum((month.difference for month in found.months), Money.zero())
    assert dkk(*[month.difference for month in found.months]) == [
        "42900.00", "-37400.00", "-36000.00", "-37400.00",
    ]  # fmt: skip
    assert found.even_from == date(2026, 9, 1)
    assert case(world, home=dear, months=2).even_from is None


def test_the_page_names_nobody_and_keeps_what_was_typed(world: World) -> None:
    client = signed_in(world.actors["A"])
    address = reverse("refunds:business_case")
    typed = {
        "months": "3", "support": "12.000", "once": "5.000", "monthly": "1.000", "decided": "yes",
        "source": "Budget, opdigtet",
    }  # fmt: skip
    with time_machine.travel(ON, tick=False):
        client = signed_in(world.actors["A"])
        page = client.post(address, hidden_fields(client, address) | typed).content.decode()
        wrong = client.post(address, hidden_fields(client, address) | typed | {"support": "tolv"})

    assert "−11.100,00" in page
    assert "Budget, opdigtet" in page
    assert "Kaj Opdigtet" not in page
    assert "case" not in wrong.context
    assert 'value="tolv"' in wrong.content.decode()
