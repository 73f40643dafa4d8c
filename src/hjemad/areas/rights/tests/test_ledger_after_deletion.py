"""A person deleted by rule is neither claimed again nor paid back: the next request holds nothing of them."""

from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest

from hjemad.areas.refunds.models import ClaimLine
from hjemad.areas.refunds.queries import ledger
from hjemad.areas.refunds.tests.world import LONG_AGO, World, small_world
from hjemad.areas.rights.actions import retention
from hjemad.areas.rights.queries.retention import plan
from hjemad.kernel.periods import Period
from hjemad.kernel.quarters import Quarter
from tests.people import COPENHAGEN, an_actor

pytestmark = pytest.mark.django_db
LATER = date(2034, 1, 10)


@pytest.fixture
def world(settings: Any, tmp_path: Path) -> World:
    """One person, paid by A, whose first quarter of 2024 was claimed in 2027 and brought to whole øre."""
    settings.ARCHIVE = tmp_path
    world = small_world()
    world.person(shelters=("S1",))
    world.rate("S1", Period(LONG_AGO, None), "1500.01")
    world.payment("S1", Period(LONG_AGO, date(2026, 1, 1)), "96.70")
    world.payer("S1", "A", LONG_AGO)
    world.stay("S1", date(2024, 1, 1), date(2024, 3, 2))
    world.close("A", "2024Q1")
    return world


def the_next_request(world: World) -> tuple[list[Any], int]:
    draft = ledger.draft(world.municipalities["A"].pk, Quarter.parse("2033Q4"), as_of=LATER)
    return [line for line in draft.lines if line.kind != "rounding"], draft.total.half_ore


def test_after_a_deletion_the_next_request_is_what_it_was_before(world: World) -> None:
    before = the_next_request(world)
    assert before == ([], 0)
    shelter = world.shelters["S1"]
    officer = an_actor("Dorte", role="dpo", organisation=shelter, on=LATER)

    at = datetime.combine(LATER, time(10), tzinfo=COPENHAGEN)
    expected = plan(shelter.pk, on=LATER).fingerprint
    done = retention.run(by=officer, on=LATER, at=at, expected=expected)

    assert done.people == 1
    assert not ClaimLine.objects.exclude(kind="rounding").exists()
    assert the_next_request(world) == before


def test_a_line_within_its_years_holds_the_person_and_the_request_does_not_move(world: World) -> None:
    shelter = world.shelters["S1"]

    found = plan(shelter.pk, on=date(2032, 12, 31))

    assert found.people == ()
    assert [(one.reason, one.until) for one in found.held] == [("accounts", date(2033, 1, 1))]
