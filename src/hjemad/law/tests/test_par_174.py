from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hjemad.kernel.errors import InputRejected
from hjemad.law.finding import JSON, Finding
from hjemad.law.parameters_reader import load_law
from hjemad.law.rules_registry import decide
from hjemad.law.settings import Settings


def asked(on: date | None = None, **facts: JSON) -> Finding:
    given: dict[str, JSON] = {"cost_until": "2025-10-30", **facts}
    return decide("intermunicipal-claim", given, on=on, law=load_law(), settings=Settings.default())


def reviewed(finding: Finding) -> dict[str, dict[str, JSON]]:
    return {review.code: dict(review.alternative) for review in finding.review}


def test_other_starts_of_the_months_are_shown_with_their_limit() -> None:
    finding = asked(cost_from="2025-10-01", invoiced_on="2025-11-10", claimed_on="2026-10-02")

    assert reviewed(finding) == {
        "months_from_first_day": {"claim_by": "2026-10-01", "in_time": False},
        "months_from_invoice": {"claim_by": "2026-11-10", "in_time": True},
    }
    assert [used.id for used in finding.parameters] == ["sel.174.claim_months"]
    assert "12 måneder" in finding.reasons[0].da


def test_the_last_day_of_another_reading_is_still_in_time() -> None:
    finding = asked(cost_from="2025-10-01", claimed_on="2026-10-01")

    assert reviewed(finding)["months_from_first_day"]["in_time"] is True


def test_without_a_day_to_hold_against_it_nothing_is_said_of_being_in_time() -> None:
    finding = asked(cost_from="2025-10-01")

    assert finding.answer["in_time"] is None
    assert reviewed(finding)["months_from_first_day"] == {"claim_by": "2026-10-01", "in_time": None}
    assert finding.on == date(2025, 10, 30)
    assert asked(date(2026, 1, 1)).on == date(2026, 1, 1)


def test_a_last_day_that_is_no_weekday_is_shown() -> None:
    assert reviewed(asked(cost_until="2025-10-31")) == {"last_day_no_weekday": {"claim_by": "2026-11-02"}}


def test_a_cost_that_ends_before_it_begins_is_refused_and_both_days_named() -> None:
    with pytest.raises(InputRejected, match=r"^cost_from, cost_until: the first day is after the last"):
        asked(cost_from="2025-10-31")


@given(st.dates(date(2007, 1, 1), date(2100, 1, 1)), st.dates(date(2007, 1, 1), date(2100, 1, 1)))
def test_a_later_cost_never_has_an_earlier_limit(one: date, other: date) -> None:
    limits = [str(asked(cost_until=day.isoformat()).answer["claim_by"]) for day in sorted((one, other))]

    assert limits == sorted(limits)
