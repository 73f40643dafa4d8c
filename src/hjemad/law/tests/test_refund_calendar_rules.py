from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hjemad.kernel.errors import InputRejected
from hjemad.kernel.money import Money
from hjemad.law.finding import JSON, Finding
from hjemad.law.parameters_reader import load_law
from hjemad.law.rules_registry import decide
from hjemad.law.settings import Settings


def asked(year: JSON, on: date | None = None, request: JSON = None) -> Finding:
    facts: dict[str, JSON] = {"year": year, "request": request}
    return decide("refund-calendar", facts, on=on, law=load_law(), settings=Settings.default())


def request(quarter: str, actual: Money, expected: Money, before: Money) -> dict[str, JSON]:
    return {
        "quarter": quarter, "actual_so_far_dkk": actual.dkk(), "expected_dkk": expected.dkk(),
        "requested_before_dkk": before.dkk(),
    }  # fmt: skip


def test_the_days_say_that_the_order_in_force_was_not_read() -> None:
    finding = asked(2026)

    assert [used.id for used in finding.parameters] == ["refund.year_provisional_by", "refund.year_final_by"]
    assert [(review.code, dict(review.alternative)) for review in finding.review] == [
        ("order_in_force_unread", {}),
        ("last_day_no_weekday", {"final_by": "2027-05-18"}),
    ]
    assert finding.on == date(2026, 12, 31)
    assert asked(2026, date(2026, 5, 1)).on == date(2026, 5, 1)
    assert len(finding.reasons) == 2
    assert "request_dkk" not in finding.answer


def test_a_provisional_day_that_is_no_weekday_is_shown() -> None:
    reviews = {review.code: dict(review.alternative) for review in asked(2024).review}

    assert reviews["last_day_no_weekday"] == {"provisional_by": "2025-02-17"}


@pytest.mark.parametrize(
    ("year", "asks", "told"),
    [
        (0, None, "year must be a year"),
        (9999, None, "year must be a year"),
        ("2026", None, "year must be a whole number"),
        (2026, request("2025Q4", Money.zero(), Money.zero(), Money.zero()), r"request\.quarter, year"),
        (2026, request("2026Q5", Money.zero(), Money.zero(), Money.zero()), "no such quarter"),
    ],
)
def test_facts_that_cannot_be_are_refused(year: JSON, asks: JSON, told: str) -> None:
    with pytest.raises(InputRejected, match=told):
        asked(year, request=asks)


def test_the_last_year_of_the_calendar_is_a_year() -> None:
    assert asked(9998).answer["final_by"] == "9999-05-15"


SPENT = st.lists(st.integers(0, 10**8).map(Money), min_size=4, max_size=4)


@given(SPENT, SPENT)
def test_four_requests_and_what_is_settled_afterwards_add_up_to_what_was_spent(
    spent: list[Money], expected: list[Money]
) -> None:
    so_far = asked_before = Money.zero()
    for number in range(4):
        asks = request(f"2026Q{number + 1}", so_far, expected[number], asked_before)
        answer = asked(2026, request=asks).answer
        assert answer["cumulative_dkk"] == (so_far + expected[number]).dkk()
        asked_before += Money.parse(str(answer["request_dkk"]))
        assert asked_before == so_far + expected[number]
        so_far += spent[number]
    final = asked(2026, request=request("2026Q4", so_far, Money.zero(), asked_before)).answer
    assert asked_before + Money.parse(str(final["request_dkk"])) == sum(spent, start=Money.zero())


def test_a_year_and_a_quarter_are_refused_in_danish_by_their_names() -> None:
    with pytest.raises(InputRejected) as year:
        asked(9999)
    with pytest.raises(InputRejected) as quarter:
        asked(2026, request=request("2025Q1", Money.zero(), Money.zero(), Money.zero()))

    assert year.value.da == "year skal være et år med fire cifre"
    assert quarter.value.da == "request.quarter, year: kvartalet ligger i et andet år"


def test_the_first_year_of_the_calendar_is_a_year_whose_law_is_not_known() -> None:
    assert [one.code for one in asked(1).unknown] == ["parameter:refund.year_provisional_by"]
