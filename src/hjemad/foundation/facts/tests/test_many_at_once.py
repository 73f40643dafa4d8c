"""What came in at once is known to PostgreSQL's planner before the next question."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hjemad.foundation.access.actor import Actor
from hjemad.foundation.facts.actions import Basis, record_many
from hjemad.foundation.facts.models import LocalValue
from tests.people import NOW, mette

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]
FIRST = date(2024, 1, 1)


@pytest.fixture(autouse=True)
def empty_as_far_as_is_known() -> None:
    """What was counted outlives the test that counted it: taken back are rows only."""
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {LocalValue._meta.db_table}")


def days(worker: Actor, *, after: int, many: int) -> None:
    rows = [
        {
            "valid_from": FIRST + timedelta(days=n), "valid_to": FIRST + timedelta(days=n + 1),
            "organisation_id": worker.organisation_id, "parameter": "sel.163.resident_payment_110",
            "value": "98.00", "unit": "DKK per day", "source": "letter of 3 January", "seen_by": "M. Prøve",
        }
        for n in range(after, after + many)
    ]  # fmt: skip
    record_many(LocalValue, basis=Basis(by=worker, at=NOW, reason="", origin="entered"), rows=rows)


def test_many_rows_recorded_at_once_are_counted() -> None:
    days(mette(), after=0, many=120)

    with connection.cursor() as cursor:
        cursor.execute("SELECT reltuples FROM pg_class WHERE relname = %s", [LocalValue._meta.db_table])
        assert cursor.fetchall() == [(120,)]


@pytest.mark.parametrize(("before", "more"), [(0, 99), (1500, 120)], ids=["a few", "few among many"])
def test_a_few_rows_are_not(before: int, more: int) -> None:
    worker = mette()
    if before:
        days(worker, after=0, many=before)
    with CaptureQueriesContext(connection) as asked:
        days(worker, after=before, many=more)

    assert not [query for query in asked if "ANALYZE" in query["sql"]]
