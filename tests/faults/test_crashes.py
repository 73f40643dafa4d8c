"""A process killed with `kill -9` at any point of an action leaves all of it or nothing, the log included."""

import hashlib
import signal
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.apps import apps
from django.db import connection

from hjemad.areas.refunds.tests.world import LONG_AGO, World, small_world
from hjemad.areas.shelters import actions as shelters
from hjemad.foundation.audit.models import Event
from hjemad.foundation.organisations.actions import create_organisation
from hjemad.foundation.organisations.models import Kind
from hjemad.kernel.periods import Period
from tests.faults.crash import AFTER_COMMIT, BEFORE_COMMIT
from tests.faults.processes import Process

pytestmark = [pytest.mark.django_db(transaction=True)]

READ = "a test looks"


@pytest.fixture
def doomed() -> Iterator[Process]:
    with Process("tests.faults.crash") as process:
        yield process


@pytest.fixture
def world() -> World:
    """Kaj is known in two shelters, has a stay that has ended, and municipality A pays."""
    made = small_world()
    made.person()
    for shelter in ("S1", "S2"):
        made.payer(shelter, "A", LONG_AGO)
        made.rate(shelter, Period(LONG_AGO, None), "1500.00")
        made.payment(shelter, Period(LONG_AGO, None), "96.71")
    return made


def stored() -> dict[str, str]:
    """Table -> fingerprint of every row in it."""
    connection.close()
    prints = {}
    with connection.cursor() as cursor:
        for model in apps.get_models(include_auto_created=True):
            table = model._meta.db_table
            if table == "django_session":
                continue
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 - names of our own tables only
            rows = sorted(repr(row) for row in cursor.fetchall())
            prints[table] = f"{len(rows)} {hashlib.sha256(repr(rows).encode()).hexdigest()}"
    return prints


def changed(before: dict[str, str], after: dict[str, str]) -> set[str]:
    return {table for table in before if before[table] != after[table]}


def killed_everywhere(doomed: Process, task: dict[str, Any], *, event: str) -> set[str]:
    """Kills the action at every point; returns the tables that the whole of it has changed."""
    doomed.tell(task)
    writes = doomed.read()
    assert writes
    before = stored()
    for point in [*range(len(writes)), BEFORE_COMMIT]:
        doomed.tell({**task, "point": point})
        assert doomed.read() == signal.SIGKILL
        assert changed(before, stored()) == set(), f"half done at {point} of {writes}"
    events = Event.objects.filter(kind=event).count()

    doomed.tell({**task, "point": AFTER_COMMIT})

    assert doomed.read() == signal.SIGKILL
    after = changed(before, stored())
    assert after <= set(writes)
    assert Event.objects.filter(kind=event).count() == events + 1
    return after


def by(world: World, key: str) -> dict[str, Any]:
    actor = world.actors[key]
    return {
        "user": actor.user_id, "assignment": actor.assignment_id, "house": actor.organisation_id,
        "role": actor.role,
    }  # fmt: skip


def test_an_admission_stands_with_its_log_or_not_at_all(doomed: Process, world: World) -> None:
    department = create_organisation(
        Kind.DEPARTMENT, code="S1-1", name="Stuen", valid_from=LONG_AGO, at=world.now, by=None,
        parent=world.shelters["S1"],
    )  # fmt: skip
    place = shelters.open_place(
        by=None, department=department, label="001", valid_from=LONG_AGO, at=world.now
    )

    after = killed_everywhere(
        doomed,
        {
            "do": "admit", "by": by(world, "S1"), "place": place.pk, "record": world.records["S1"].pk,
            "day": "2027-01-01", "at": "2027-01-01T22:00:00+00:00",
        },
        event="shelters.admitted",
    )  # fmt: skip

    assert {"shelters_stay", "audit_event"} <= after


def test_a_correction_stands_with_its_log_or_not_at_all(doomed: Process, world: World) -> None:
    stay = world.stay("S1", date(2026, 10, 1), date(2026, 10, 20))

    after = killed_everywhere(
        doomed,
        {
            "do": "correct", "by": by(world, "S1"), "stay": str(stay.fact_id), "day": "2026-10-12",
            "at": "2027-01-02T12:00:00+00:00",
        },
        event="shelters.stay_corrected",
    )  # fmt: skip

    assert {"shelters_stay", "audit_event"} <= after


def test_a_link_stands_with_its_log_or_not_at_all(doomed: Process, world: World) -> None:
    world.payer("S1", "A", LONG_AGO)
    mine = world.records["S1"].pk
    world.person("Ole Opdigtet")
    world.payer("S2", "A", LONG_AGO)

    after = killed_everywhere(
        doomed,
        {
            "do": "link", "by": by(world, "A caseworker"), "record": mine, "other": world.records["S2"].pk,
            "at": "2027-01-02T12:00:00+00:00",
        },
        event="citizens.record_linked",
    )  # fmt: skip

    assert {"citizens_recordlink", "audit_event"} <= after


def test_a_closed_claim_stands_with_its_lines_and_log_or_not_at_all(doomed: Process, world: World) -> None:
    world.stay("S1", date(2026, 10, 1), date(2026, 10, 20))

    after = killed_everywhere(
        doomed,
        {"do": "close", "by": by(world, "A"), "quarter": "2026Q4", "at": "2027-01-02T12:00:00+00:00"},
        event="refunds.claim_closed",
    )

    assert {"refunds_claim", "refunds_claimline", "audit_event"} <= after
