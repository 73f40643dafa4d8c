"""What waits about requests goes away with each step that is taken, and comes back with the next."""

from dataclasses import replace
from datetime import date

import pytest

from hjemad.areas.refunds.actions import remarks, requests, statements
from hjemad.areas.refunds.queries import tasks
from hjemad.areas.refunds.tests.test_requests import FIRST, PORTAL, another, checked, drawn, final, world
from hjemad.areas.refunds.tests.world import World
from hjemad.foundation.access.actor import Actor

pytestmark = pytest.mark.django_db
__all__ = ["world"]  # the fixture is used by its name


def waits(actor: Actor, *, on: date = date(2024, 4, 1)) -> list[str]:
    return [task.address for task in tasks.tasks(replace(actor, on=on))]


def test_a_request_goes_from_draft_to_sent_and_each_step_is_the_next_ones_task(world: World) -> None:
    first, second = world.actors["A"], another(world, "A2")
    assert waits(first) == ["/anmodninger/kvartal/2024Q1/", "/anmodninger/aabning/"]

    fingerprint = drawn(world)
    assert waits(first)[0] == "/anmodninger/kvartal/2024Q1/"
    assert waits(second)[0] == "/anmodninger/kvartal/2024Q1/kontroller/"

    claim = requests.check(by=second, quarter=FIRST, at=world.tick(), expected=fingerprint)
    assert waits(first) == ["/anmodninger/1/send/"]

    requests.send(claim, by=first, sending=PORTAL, at=world.tick())
    assert waits(first) == []
    assert waits(first, on=date(2024, 7, 1)) == ["/anmodninger/kvartal/2024Q2/"]


def test_a_remark_waits_until_somebody_answers_it(world: World) -> None:
    second, auditor = another(world, "A2"), another(world, "R", role="auditor")
    claim = checked(world, second)
    requests.send(claim, by=second, sending=PORTAL, at=world.tick())
    remark = remarks.remark(claim, by=auditor, text="Hvorfor?", at=world.tick())
    assert waits(second) == [f"/anmodninger/bemaerkninger/{remark.pk}/"]
    assert len(tasks.open_remarks(auditor)) == 1

    remarks.answer(remark, by=second, text="Derfor", at=world.tick())

    assert waits(second) == []
    assert tasks.open_remarks(auditor) == []


def test_a_final_statement_waits_for_the_auditor_once_it_is_sent(world: World) -> None:
    second, auditor = another(world, "A2"), another(world, "R", role="auditor")
    checked(world, second)
    found = final(world, second)
    assert tasks.to_endorse(auditor) == []

    statements.send(found, by=second, sending=PORTAL, at=world.tick())
    assert [task.address for task in tasks.to_endorse(auditor)] == ["/anmodninger/aar/2024/endelig/"]

    statements.endorse(found, by=auditor, note="Uden forbehold", at=world.tick())
    assert tasks.to_endorse(auditor) == []


def test_the_statements_of_the_year_before_have_the_days_of_the_law(world: World) -> None:
    second = another(world, "A2")
    claim = checked(world, second)
    requests.send(claim, by=second, sending=PORTAL, at=world.tick())

    waiting = [one for one in tasks.tasks(replace(second, on=date(2025, 1, 5))) if one.day_of == "law"]

    assert [one.address.rsplit("/", 2)[1] for one in waiting] == ["foreloebig", "endelig"]
    assert all(one.due is not None and one.due.year == 2025 for one in waiting)
