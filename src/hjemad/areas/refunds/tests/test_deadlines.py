"""What another municipality owes must be asked for within twelve months of the month's last day."""

from collections import Counter
from datetime import date, timedelta

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from hjemad.areas.refunds.queries.deadlines import Span, by_month, owed_to
from hjemad.areas.refunds.tests.world import LONG_AGO, World, small_world
from hjemad.law.parameters_reader import load_law
from hjemad.law.serviceloven.refund_calendar import claim_by, statement_due
from tests.web import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    """B pays for a night in a shelter that A runs."""
    world = small_world(run_by="A")
    world.person()
    world.payer("S2", "B", LONG_AGO)
    world.stay("S2", date(2026, 1, 20), date(2026, 2, 11))
    return world


def test_nights_of_each_month_are_owed_with_their_own_last_day(world: World) -> None:
    owed = owed_to(world.actors["A"], today=date(2026, 3, 1), law=load_law())

    assert [(one.month, one.nights, one.billed, one.by) for one in owed] == [
        (date(2026, 1, 1), 12, 0, date(2027, 1, 31)),
        (date(2026, 2, 1), 10, 0, date(2027, 2, 28)),
    ]
    assert {one.payer_id for one in owed} == {world.municipalities["B"].pk}


def test_what_can_still_be_asked_for_comes_before_what_it_is_too_late_for(world: World) -> None:
    world.stay("S2", date(2026, 12, 1), date(2026, 12, 3))

    owed = owed_to(world.actors["A"], today=date(2027, 2, 10), law=load_law())

    assert [one.by for one in owed] == [date(2027, 2, 28), date(2027, 12, 31), date(2027, 1, 31)]


def test_who_runs_no_shelter_is_owed_nothing_and_the_page_names_nobody(world: World) -> None:
    assert owed_to(world.actors["B"], today=date(2026, 3, 1), law=load_law()) == []
    page = signed_in(world.actors["A"]).get(reverse("refunds:deadlines")).content.decode()
    assert "Kaj" not in page
    assert "Aarhus" in page


def test_the_calendar_is_the_laws_and_lies_in_the_year_after() -> None:
    law = load_law()

    assert statement_due("provisional", year=2026, law=law) == date(2027, 2, 15)
    assert statement_due("final", year=2026, law=law) == date(2027, 5, 15)
    assert claim_by(date(2027, 2, 28), law=law) == date(2028, 2, 28)
    assert claim_by(date(2028, 2, 29), law=law) == date(2029, 2, 28)
    assert claim_by(date(2026, 12, 31), law=law) == date(2027, 12, 31)


DAYS = st.dates(date(2023, 12, 1), date(2026, 2, 28))


@given(st.lists(st.tuples(st.integers(1, 3), DAYS, DAYS).map(lambda one: (one[0], *sorted(one[1:])))))
def test_a_month_has_the_nights_one_counts_in_it_one_by_one(spans: list[Span]) -> None:
    counted = Counter(
        (payer, (start + timedelta(days=night)).replace(day=1))
        for payer, start, end in spans
        for night in range((end - start).days)
    )

    assert by_month(spans) == counted
