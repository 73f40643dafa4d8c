"""A closed quarter then and now: the difference is its changes, each with one cause, down to the person."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from hjemad.areas.refunds.queries.since import since
from hjemad.areas.refunds.queries.what_if import effect_of, rules_today
from hjemad.areas.refunds.tests.world import LONG_AGO, World, small_world
from hjemad.areas.shelters.models import Stay
from hjemad.kernel.money import Money
from hjemad.kernel.periods import Period
from hjemad.kernel.quarters import Quarter
from tests.web import signed_in

pytestmark = pytest.mark.django_db

FIRST, SECOND, THIRD = Quarter(2024, 1), Quarter(2024, 2), Quarter(2024, 3)


@pytest.fixture
def world() -> World:
    """Ten nights in January of 700 kr. each, asked for in the first claim."""
    world = small_world()
    world.person()
    world.payer("S1", "A", LONG_AGO)
    world.rate("S1", Period(LONG_AGO, None), "1500.00")
    world.payment("S1", Period(LONG_AGO, None), "100.00")
    return world


@pytest.fixture
def stay(world: World) -> Stay:
    stay = world.stay("S1", date(2024, 1, 1), date(2024, 1, 11))
    world.close("A", "2024Q1")
    return stay


def right_today(world: World) -> Money:
    """What is right for the first quarter, reckoned without any claim."""
    actor = world.actors["A"]
    rules = rules_today(actor.organisation_id, on=THIRD.end)
    found = effect_of(actor, rules, quarter=THIRD, as_of=THIRD.end, since=FIRST)
    return next(row.refund[0] for row in found.quarters if row.quarter == FIRST)


def test_a_quarter_nothing_was_learnt_about_is_as_it_was(world: World, stay: Stay) -> None:
    found = since(world.actors["A"], 1, as_of=SECOND.end)

    assert found.then == found.now == Money.parse("7000.00")
    assert found.by_cause == ()


def test_changes_of_later_claims_and_of_the_draft_lead_from_then_to_now(world: World, stay: Stay) -> None:
    shorter = world.correct(stay, date(2024, 1, 1), date(2024, 1, 9), "S1")
    world.close("A", "2024Q2")
    world.correct(shorter, date(2024, 1, 1), date(2024, 1, 10), "S1")

    found = since(world.actors["A"], 1, as_of=THIRD.end)

    assert [row[1:] for row in found.by_cause] == [
        (2, 1, -2, Money.parse("-1400.00"), False),
        (None, 1, 1, Money.parse("700.00"), False),
    ]
    assert found.then == Money.parse("7000.00")
    assert found.now == right_today(world) == Money.parse("6300.00")
    assert {row[0] for row in found.by_cause} == {"fact"}


def test_from_the_second_claim_on_the_first_correction_is_in_then(world: World, stay: Stay) -> None:
    world.stay("S1", date(2024, 4, 1), date(2024, 4, 3))
    world.close("A", "2024Q2")
    world.correct(stay, date(2024, 1, 1), date(2024, 1, 9), "S1")

    assert since(world.actors["A"], 2, as_of=THIRD.end).then == Money.parse("1400.00")
    assert since(world.actors["A"], 2, as_of=THIRD.end).by_cause == ()
    assert since(world.actors["A"], 1, as_of=THIRD.end).now == Money.parse("5600.00")


def test_a_stay_learnt_of_later_is_a_change_of_somebody_without_a_line_then(world: World, stay: Stay) -> None:
    first = dict(world.records)
    world.person("Mona Opdigtet", shelters=("S1",))
    world.payer("S1", "A", LONG_AGO)
    world.payment("S1", Period(LONG_AGO, None), "100.00")
    world.stay("S1", date(2024, 2, 1), date(2024, 2, 2))
    assert world.records != first

    [known, late] = since(world.actors["A"], 1, as_of=SECOND.end).records

    assert (known.position, known.changes) == (1, ())
    assert (late.position, late.then, late.now) == (None, Money.zero(), Money.parse("700.00"))


def test_the_page_shows_both_amounts_the_cause_and_the_way_to_the_nights(world: World, stay: Stay) -> None:
    world.correct(stay, date(2024, 1, 1), date(2024, 1, 9), "S1")
    with time_machine.travel(SECOND.end, tick=False):
        page = signed_in(world.actors["A"]).get(reverse("refunds:since", args=[1])).content.decode()

    assert "7.000,00" in page
    assert "5.600,00" in page
    assert "−1.400,00" in page
    assert f"{reverse('refunds:claim_line', args=[1, 1])}?viden=both" in page


def test_another_municipality_has_no_such_claim(world: World, stay: Stay) -> None:
    answer = signed_in(world.actors["B"]).get(reverse("refunds:since", args=[1]))

    assert answer.status_code == 404
