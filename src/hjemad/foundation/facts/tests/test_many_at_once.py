"""What came in at once is known to the database's planner before the next question."""

from datetime import date, timedelta

import pytest
from django.db import connection

from hjemad.foundation.facts.actions import Basis, record_many
from hjemad.foundation.facts.models import LocalValue
from tests.people import NOW, mette

MANY, FIRST = 120, date(2024, 1, 1)
ASKED = {
    "postgresql": "SELECT reltuples FROM pg_class WHERE relname = %s",
    "sqlite": "SELECT CAST(stat AS INTEGER) FROM sqlite_stat1 WHERE tbl = %s",
}


@pytest.mark.django_db
def test_many_rows_recorded_at_once_are_counted() -> None:
    worker = mette()
    rows = [
        {
            "valid_from": FIRST + timedelta(days=n), "valid_to": FIRST + timedelta(days=n + 1),
            "organisation_id": worker.organisation_id, "parameter": "sel.163.resident_payment_110",
            "value": "98.00", "unit": "DKK per day", "source": "letter of 3 January", "seen_by": "M. Prøve",
        }
        for n in range(MANY)
    ]  # fmt: skip

    record_many(LocalValue, basis=Basis(by=worker, at=NOW, reason="", origin="entered"), rows=rows)

    with connection.cursor() as cursor:
        cursor.execute(ASKED[connection.vendor], [LocalValue._meta.db_table])
        assert {int(count) for (count,) in cursor.fetchall()} == {MANY}
