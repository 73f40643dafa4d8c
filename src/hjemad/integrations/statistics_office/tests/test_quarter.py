"""A quarter for Statistics Denmark: who is in it, what is looked at first, and nothing guessed."""

from datetime import UTC, date, datetime

import pytest

from hjemad.integrations.statistics_office.quarter import (
    COLUMNS,
    StayRow,
    cells,
    checks,
    due,
    file_of,
    rows_in,
)
from hjemad.kernel.person_number import PersonNumber
from hjemad.kernel.quarters import Quarter

Q3 = Quarter(2026, 3)
ANNE = PersonNumber.parse("610190-4000")


def stay(
    start: str, end: str = "", *, ended: str = "", key: str = "a", cpr: PersonNumber | None = ANNE
) -> StayRow:
    return StayRow(key, cpr, date.fromisoformat(start), date.fromisoformat(end) if end else None, ended)


@pytest.mark.parametrize(
    ("quarter", "day"),
    [("2022Q1", "2022-04-29"), ("2022Q2", "2022-07-29"), ("2022Q3", "2022-10-31"), ("2022Q4", "2023-01-31")],
)
def test_the_last_day_is_the_last_weekday_of_the_month_after(quarter: str, day: str) -> None:
    assert due(Quarter.parse(quarter)).isoformat() == day


def test_a_stay_is_in_the_quarter_it_began_or_ended_in_and_in_no_other() -> None:
    before, ends, begins, spans, later = (
        stay("2026-05-01", "2026-06-30"),
        stay("2026-05-01", "2026-07-01"),
        stay("2026-09-30"),
        stay("2026-05-01", "2026-10-01"),
        stay("2026-10-01"),
    )

    assert rows_in([before, ends, begins, spans, later], Q3) == [ends, begins]


def test_a_stay_that_ends_after_the_quarter_is_sent_as_running() -> None:
    row = cells(stay("2026-09-01", "2026-10-02", ended="moved_home"), facility="101", quarter=Q3)

    assert dict(zip(COLUMNS, row, strict=True)) == {
        "facility_id": "101", "cpr": ANNE.digits, "check_in": "2026-09-01", "stay_type": "1", "last_stay": "",
        "check_out": "", "discharge_mode": "", "discharged_to": "",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("ended", "mode", "to"),
    [
        ("moved_home", "", "own_dwelling"), ("other_shelter", "", "other_s110"),
        ("left", "own_departure", ""), ("died", "death", ""), ("institution", "", ""), ("unknown", "", ""),
    ],
)  # fmt: skip
def test_what_our_word_does_not_say_is_empty(ended: str, mode: str, to: str) -> None:
    row = cells(stay("2026-09-01", "2026-09-10", ended=ended), facility="101", quarter=Q3)

    assert row[-2:] == (mode, to)


def test_what_is_missing_is_named_by_row() -> None:
    rows = [
        stay("2026-07-01", "2026-07-09", ended="unknown"),
        stay("2026-07-09", "2026-07-20", ended="left"),
        stay("2026-08-01", key="b", cpr=None),
        stay("2020-01-01", key="c"),
        stay("2026-08-01", "2026-08-09", ended="died", key="d"),
    ]

    assert [(one.row, one.rule) for one in checks(rows, Q3)] == [
        (0, "mode_missing"), (1, "destination_missing"), (1, "adjoining"), (2, "no_number"),
        (3, "still_here"),
    ]  # fmt: skip


def test_the_file_has_a_header_and_one_line_per_stay_and_no_number_where_none_is_known() -> None:
    made = datetime(2026, 10, 5, tzinfo=UTC)
    raw = file_of(
        [stay("2026-08-01", key="b-1", cpr=None)], facility="101", quarter=Q3, suffix="csv", made_at=made
    )

    assert raw.decode().split("\r\n") == [";".join(COLUMNS), "101;b-1;2026-08-01;1;;;;", ""]
