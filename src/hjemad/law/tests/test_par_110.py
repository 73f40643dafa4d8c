from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hjemad.kernel.calendar import public_holidays
from hjemad.law.finding import Finding
from hjemad.law.parameters_reader import load_law
from hjemad.law.serviceloven.par_110 import decide_notice_deadline, notice_due
from hjemad.law.settings import Settings


def asked(decided_on: str, **settings: str) -> Finding:
    return decide_notice_deadline(
        {"decided_on": decided_on},
        on=None,
        law=load_law(),
        settings=Settings.default().with_values(settings),
    )


def codes(finding: Finding) -> list[str]:
    return [review.code for review in finding.review]


def test_saturday_is_shown_as_the_other_reading_when_it_matters() -> None:
    finding = asked("2024-11-08")

    assert finding.answer["due"] == "2024-11-13"
    assert [(review.code, review.alternative) for review in finding.review] == [
        ("saturday", {"due": "2024-11-12"})
    ]
    assert finding.settings == {"saturday_is_weekday": "no"}


def test_the_setting_makes_the_date_with_saturday_the_deadline() -> None:
    finding = asked("2024-11-08", saturday_is_weekday="yes")

    assert finding.answer == {"due": "2024-11-12", "due_if_saturday_counts": "2024-11-12"}
    assert [(review.code, review.alternative) for review in finding.review] == [
        ("saturday", {"due": "2024-11-13"})
    ]


def test_nothing_is_to_be_looked_at_in_a_plain_week() -> None:
    assert asked("2024-11-04").review == ()


def test_christmas_eve_counts_and_the_other_reading_is_told() -> None:
    finding = asked("2025-12-23", saturday_is_weekday="yes")

    assert finding.answer["due"] == "2025-12-29"
    assert codes(finding) == ["saturday", "customary_days_off"]
    assert finding.review[1].alternative == {"due": "2025-12-30"}


@pytest.mark.parametrize("day_before", ["2026-04-30", "2026-06-04", "2026-12-23", "2026-12-30"])
def test_each_customary_day_off_after_the_decision_is_told(day_before: str) -> None:
    """1 May, 5 June, 24 and 31 December 2026 are a Friday or a Thursday."""
    assert "customary_days_off" in codes(asked(day_before))


@given(decided=st.dates(date(2023, 10, 1), date(2099, 12, 1)), weekdays=st.integers(1, 10))
def test_the_readings_stand_in_order_and_never_on_a_sunday_or_holiday(decided: date, weekdays: int) -> None:
    plain = notice_due(decided, weekdays=weekdays, saturday_counts=False)

    assert decided < plain.with_saturday <= plain.without_saturday <= plain.with_days_off
    for due in (plain.with_saturday, plain.without_saturday, plain.with_days_off):
        assert due.weekday() != 6
        assert due not in public_holidays(due.year)
    assert plain.without_saturday - decided <= timedelta(days=2 * weekdays + 10)


def test_the_finding_is_dated_by_the_decision_when_no_day_is_asked() -> None:
    assert asked("2024-11-08").on == date(2024, 11, 8)
