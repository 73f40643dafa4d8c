"""Closing and correcting at the same moment, in two processes: nothing is lost, nothing is claimed twice."""

import os
import subprocess
import sys
from datetime import date
from urllib.parse import quote

import pytest
from django.db import connection

from hjemad.areas.refunds.models import Claim
from hjemad.areas.refunds.tests.world import LONG_AGO, World, small_world
from hjemad.kernel.periods import Period
from hjemad.kernel.quarters import Quarter
from tests.properties.refund_twin import right_sums

FIRST = Quarter.parse("2024Q1")
CLOSINGS, ROUNDS = 12, 60


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_closing_and_correcting_in_two_processes_lose_nothing() -> None:
    world = small_world()
    world.person()
    stay = world.stay("S1", date(2024, 1, 1), date(2024, 4, 1))
    world.payer("S1", "A", LONG_AGO)
    world.rate("S1", Period(LONG_AGO, None), "1500.00")
    world.payment("S1", Period(LONG_AGO, None), "96.71")
    rival = start_rival(world, str(stay.fact_id))

    quarter = FIRST
    for _ in range(CLOSINGS):
        world.close("A", str(quarter))
        quarter = quarter.next()
    outcome = rival.wait(timeout=120)
    world.close("A", str(quarter))

    assert outcome == 0
    right, _ = right_sums(world.twin_facts(), first=str(FIRST), last=str(quarter), horizon=quarter.end)
    assert world.closed_sums() == {key: value for key, value in right.items() if value != (0, 0, 0)}
    assert Claim.objects.count() == CLOSINGS + 1


def start_rival(world: World, fact_id: str) -> subprocess.Popen[bytes]:
    settings, by = connection.settings_dict, world.actors["S1"]
    where = f"{settings['HOST']}:{settings['PORT']}/{quote(settings['NAME'])}"
    environment = {
        **os.environ,
        "DATABASE_URL": f"postgres://{settings['USER']}@{where}",
        "HJEMAD_ENV": "test",
    }
    module = "hjemad.areas.refunds.tests.rival"
    who = [str(by.user_id), str(by.assignment_id), str(by.organisation_id)]
    return subprocess.Popen([sys.executable, "-m", module, fact_id, *who, str(ROUNDS)], env=environment)
