from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hjemad.kernel.errors import InputRejected
from hjemad.kernel.money import Money
from hjemad.law.finding import JSON, Finding
from hjemad.law.parameters_reader import ParameterValue, load_law
from hjemad.law.serviceloven.par_163 import RATE, decide_resident_payment
from hjemad.law.settings import Settings

KNOWN_FROM, KNOWN_TO = date(2018, 1, 1), date(2022, 1, 1)


def asked(start: str, end: str | None, income: str | None = "some", **more: JSON) -> Finding:
    facts: dict[str, JSON] = {"stay": {"from": start, "to": end}, "income": income, **more}
    return decide_resident_payment(facts, on=None, law=load_law(), settings=Settings.default())


def codes(finding: Finding) -> list[str]:
    return [missing.code for missing in finding.unknown]


def test_each_unknown_year_is_named_with_what_to_enter() -> None:
    finding = asked("2021-12-31", "2026-01-02")

    assert codes(finding) == ["rate_2022", "rate_2024", "rate_2025", "rate_2026"]
    assert "local_rates" in finding.unknown[0].text.en
    assert finding.answer["payment_dkk"] is None


def test_income_and_rate_can_both_be_missing() -> None:
    assert codes(asked("2022-01-01", "2022-01-02", income=None)) == ["income", "rate_2022"]


def test_the_parts_show_what_is_known_of_a_payment_that_waits() -> None:
    finding = asked("2021-12-30", "2022-01-03")

    assert finding.answer["parts"] == [
        {"from": "2021-12-30", "nights": 2, "full_per_day_dkk": "93.00", "payment_dkk": "186.00"},
        {"from": "2022-01-01", "nights": 2, "full_per_day_dkk": None, "payment_dkk": None},
    ]


def test_a_local_rate_is_marked_and_carries_its_source() -> None:
    local: JSON = [{"from": "2022-01-01", "to": None, "per_day_dkk": "95.00", "source": "our own letter"}]
    finding = asked("2021-12-31", "2022-01-02", local_rates=local)

    assert finding.answer["payment_dkk"] == "188.00"
    assert [(used.certainty, used.source.da, used.source.en) for used in finding.parameters] == [
        ("sourced", "sm.dk: satser 2021", "sm.dk: satser 2021"),
        ("local", "our own letter", "our own letter"),
    ]
    assert [review.code for review in finding.review] == ["local_rate_2022"]
    assert "our own letter" in finding.review[0].text.da


def test_a_local_rate_that_agrees_with_the_law_needs_no_look() -> None:
    local: JSON = [{"from": "2021-01-01", "to": "2022-01-01", "per_day_dkk": "93.00", "source": "our letter"}]

    assert asked("2021-03-01", "2021-03-02", local_rates=local).review == ()


def test_two_local_rates_for_one_day_are_refused() -> None:
    local: JSON = [
        {"from": "2022-01-01", "to": "2022-07-01", "per_day_dkk": "95.00", "source": "one letter"},
        {"from": "2022-06-30", "to": None, "per_day_dkk": "96.00", "source": "another letter"},
    ]
    with pytest.raises(InputRejected, match=r"local_rates\[1\] overlaps"):
        asked("2022-01-01", "2022-01-02", local_rates=local)


def test_a_local_rate_without_a_source_is_not_used() -> None:
    local: JSON = [{"from": "2022-01-01", "to": None, "per_day_dkk": "95.00", "source": " "}]
    with pytest.raises(InputRejected, match=r"local_rates\[0\]\.source"):
        asked("2022-01-01", "2022-01-02", local_rates=local)


def test_a_reduced_payment_above_the_full_rate_is_refused() -> None:
    with pytest.raises(InputRejected, match="higher than the full rate"):
        asked("2021-03-01", "2021-03-02", reduced_to_per_day_dkk="93.01")


def test_a_reduction_to_nothing_and_to_the_full_rate_are_both_possible() -> None:
    assert asked("2021-03-01", "2021-03-02", reduced_to_per_day_dkk="0.00").answer["payment_dkk"] == "0.00"
    assert asked("2021-03-01", "2021-03-02", reduced_to_per_day_dkk="93.00").answer["payment_dkk"] == "93.00"


def test_a_reduced_payment_is_known_though_the_income_is_not_told() -> None:
    finding = asked("2021-03-01", "2021-03-03", income=None, reduced_to_per_day_dkk="10.00")

    assert finding.answer["payment_dkk"] == "20.00"


@pytest.mark.parametrize(
    ("start", "end", "more", "told"),
    [
        ("2021-03-02", "2021-03-01", {}, "stay.from, stay.to"),
        ("2021-02-29", "2021-03-01", {}, "stay.from"),
        ("2021-03-01", None, {}, "as_of"),
        ("2021-03-01", "2021-03-02", {"income": "a lot"}, "income"),
        ("2021-03-01", "2021-03-02", {"accompanying_children": -1}, "accompanying_children"),
        ("2021-03-01", "2021-03-02", {"reduced_to_per_day_dkk": "-1.00"}, "reduced_to_per_day_dkk"),
    ],
)
def test_facts_that_cannot_be_are_refused(
    start: str, end: str | None, more: dict[str, JSON], told: str
) -> None:
    facts: dict[str, JSON] = {"stay": {"from": start, "to": end}, "income": "some", **more}
    with pytest.raises(InputRejected) as error:
        decide_resident_payment(facts, on=None, law=load_law(), settings=Settings.default())
    assert told in str(error.value)


def test_an_open_stay_is_seen_as_of_the_day_in_the_facts() -> None:
    assert asked("2021-03-01", None, as_of="2021-03-04").answer["payment_dkk"] == "279.00"


@given(start=st.dates(KNOWN_FROM, date(2021, 6, 1)), nights=st.integers(0, 200))
def test_the_payment_is_the_sum_of_the_rates_of_its_nights(start: date, nights: int) -> None:
    parameter = load_law().parameter(RATE)
    one_by_one = [start + timedelta(days=at) for at in range(nights)]
    expected = sum((Money.parse(parameter.on(day).value) for day in one_by_one), start=Money.zero())

    finding = asked(start.isoformat(), (start + timedelta(days=nights)).isoformat())

    assert finding.answer["payment_dkk"] == expected.dkk()
    assert finding.answer["nights"] == nights


def local_rates_of(*rates: tuple[str, str | None, str]) -> JSON:
    return [
        {"from": start, "to": end, "per_day_dkk": amount, "source": "our own letter"}
        for start, end, amount in rates
    ]


def test_the_reason_says_what_was_paid_per_day_for_which_nights() -> None:
    finding = asked("2020-12-30", "2021-01-02")

    assert [reason.en for reason in finding.reasons] == [
        "2 nights from 2020-12-30 at 91 kr. per day.", "1 nights from 2021-01-01 at 93 kr. per day.",
    ]  # fmt: skip
    assert [reason.da for reason in finding.reasons] == [
        "2 nætter fra 2020-12-30 til 91 kr. pr. døgn.", "1 nætter fra 2021-01-01 til 93 kr. pr. døgn.",
    ]  # fmt: skip


def test_nights_whose_rate_is_not_known_have_no_reason_unless_the_payment_was_reduced() -> None:
    def reduced(start: str) -> Finding:
        return asked(start, "2022-01-02", reduced_to_per_day_dkk="10.00")

    assert [one.en for one in asked("2021-12-31", "2022-01-02").reasons] == [
        "1 nights from 2021-12-31 at 93 kr. per day."
    ]
    assert [one.en for one in reduced("2021-12-31").reasons] == [
        "1 nights from 2021-12-31 at the reduced payment of 10.00 kr. per day.",
        "1 nights from 2022-01-01 at the reduced payment of 10.00 kr. per day.",
    ]
    assert [one.da for one in reduced("2022-01-01").reasons] == [
        "1 nætter fra 2022-01-01 til den nedsatte betaling 10.00 kr. pr. døgn."
    ]


def test_a_rate_that_changes_within_a_year_holds_from_its_own_day() -> None:
    rate = load_law().parameter(RATE)
    year = rate.on(date(2021, 1, 1))
    half = [
        replace(year, in_force_to=date(2021, 7, 1)),
        replace(year, value="100", in_force_from=date(2021, 7, 1)),
    ]
    values = [value for value in rate.values if value != year]
    law = load_law().with_parameter(replace(rate, values=tuple(sorted([*values, *half], key=first_day))))
    stay: dict[str, JSON] = {"stay": {"from": "2021-06-30", "to": "2021-07-02"}, "income": "some"}

    finding = decide_resident_payment(stay, on=None, law=law, settings=Settings.default())

    assert finding.answer["payment_dkk"] == "193.00"


def first_day(value: ParameterValue) -> date:
    return value.in_force_from


def test_every_local_rate_that_was_not_used_is_told() -> None:
    local = local_rates_of(("2021-01-01", "2021-02-01", "90.00"), ("2021-02-01", None, "91.00"))
    finding = asked("2021-01-31", "2021-02-02", local_rates=local)

    assert [one.code for one in finding.review] == ["local_rate_not_used_0", "local_rate_not_used_1"]


def test_two_local_rates_in_a_row_are_both_used_and_neither_is_told_unused() -> None:
    local = local_rates_of(("2022-01-01", "2022-07-01", "95.00"), ("2022-07-01", None, "96.00"))
    finding = asked("2022-06-30", "2022-07-02", local_rates=local)

    assert finding.answer["payment_dkk"] == "191.00"
    assert [one.code for one in finding.review] == ["local_rate_2022", "local_rate_2022"]


def test_an_open_stay_that_nobody_says_when_to_look_at_is_named() -> None:
    with pytest.raises(InputRejected) as refused:
        asked("2021-03-01", None)

    assert refused.value.en == "stay is still open. Add as_of, or say which day is asked about"
