"""The exclusion constraint (PostgreSQL) and the trigger (SQLite) refuse the same rows: `Period.overlaps`."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from hjemad.foundation.facts.actions import Basis, lay_over, record, supersede, void
from hjemad.foundation.facts.models import LocalValue
from hjemad.kernel.periods import Period
from tests.people import NOW, mette

START = date(2024, 1, 10)


def days(first: int, last: int | None) -> Period:
    return Period(START + timedelta(first), None if last is None else START + timedelta(last))


def written(actor, period: Period, *, parameter: str = "p", value: str = "1") -> LocalValue:
    return record(
        LocalValue,
        basis=Basis(by=actor, at=NOW, reason="", origin="entered"),
        valid_from=period.start,
        valid_to=period.end,
        organisation_id=actor.organisation_id,
        parameter=parameter,
        value=value,
        unit="DKK",
        source="letter",
        seen_by="M",
    )


PERIODS = [
    days(0, 5),
    days(5, 8),
    days(2, 3),
    days(0, None),
    days(5, None),
    days(3, 3),
    days(0, 0),
    days(5, 5),
    days(4, 9),
]


@pytest.mark.django_db
@pytest.mark.parametrize("first", PERIODS, ids=str)
def test_the_database_refuses_exactly_the_periods_that_share_a_night(first: Period) -> None:
    actor = mette()
    refused = []
    for n, second in enumerate(PERIODS):
        written(actor, first, parameter=f"p{n}")
        try:
            with transaction.atomic():
                written(actor, second, parameter=f"p{n}")
        except IntegrityError as refusal:
            assert "facts_one_local_value_at_a_time" in str(refusal)  # noqa: PT017 - either outcome is judged below
            refused.append(second)

    assert refused == [second for second in PERIODS if first.overlaps(second)]


@pytest.mark.django_db
def test_superseded_and_voided_versions_and_other_keys_are_in_nobodys_way() -> None:
    actor = mette()
    basis = Basis(by=actor, at=NOW, reason="", origin="entered")
    void(written(actor, days(0, 5)), basis=basis)
    supersede(written(actor, days(0, 5)), basis=basis, valid_to=START + timedelta(1))

    written(actor, days(1, 5))
    written(actor, days(0, 5), parameter="another")

    assert LocalValue.objects.current().count() == 3


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("standing", "laid", "left"),
    [
        (days(0, 10), days(3, 5), [(0, 3, "old"), (3, 5, "new"), (5, 10, "old")]),
        (days(0, None), days(3, 5), [(0, 3, "old"), (3, 5, "new"), (5, None, "old")]),
        (days(0, 10), days(3, None), [(0, 3, "old"), (3, None, "new")]),
        (days(5, 10), days(0, 7), [(0, 7, "new"), (7, 10, "old")]),
        (days(5, 10), days(0, None), [(0, None, "new")]),
        (days(0, 5), days(5, 10), [(0, 5, "old"), (5, 10, "new")]),
        (days(0, 5), days(0, 5), [(0, 5, "new")]),
    ],
)
def test_a_laid_period_leaves_the_rest_of_what_stood_there(standing, laid, left) -> None:
    actor = mette()
    written(actor, standing, value="old")

    lay_over(
        LocalValue,
        key={"organisation_id": actor.organisation_id, "parameter": "p"},
        period=laid,
        basis=Basis(by=actor, at=NOW + timedelta(hours=1), reason="found the letter", origin="letter"),
        value="new",
        unit="DKK",
        source="letter",
        seen_by="M",
    )

    rows = LocalValue.objects.current().order_by("valid_from")
    assert [
        ((row.valid_from - START).days, row.valid_to and (row.valid_to - START).days, row.value)
        for row in rows
    ] == left
    assert {row.origin for row in rows if row.value == "new"} == {"letter"}
    assert list(LocalValue.objects.as_of(NOW).values_list("value", flat=True)) == ["old"]
