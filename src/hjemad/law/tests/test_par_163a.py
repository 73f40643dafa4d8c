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

APRIL: dict[str, JSON] = {
    "month": "2023-04", "rent_dkk": "5000.00", "other_obligatory_dkk": "0.00",
    "housing_benefit_calculated_dkk": "1000.00", "applied_for_benefit": True, "lodging_per_day_dkk": "100.00",
    "adults": 1,
}  # fmt: skip


def asked(
    chosen: dict[str, str] | None = None,
    on: date | None = None,
    facts: dict[str, JSON] | None = None,
    **more: JSON,
) -> Finding:
    settings = Settings.default().with_values(chosen or {})
    return decide(
        "transitional-subsidy", {**APRIL, **(facts or {}), **more}, on=on, law=load_law(), settings=settings
    )


def reviewed(finding: Finding) -> dict[str, dict[str, JSON]]:
    return {review.code: dict(review.alternative) for review in finding.review}


def test_the_other_way_from_day_to_month_is_shown_and_can_be_chosen() -> None:
    twelfth = {"month_from_day_rate": "365/12"}

    assert reviewed(asked()) == {
        "setting:month_from_day_rate": {
            **twelfth, "would_have_paid_dkk": "3041.67", "subsidy_dkk": "958.33",
        }
    }  # fmt: skip
    assert asked(twelfth).answer == {
        "would_have_paid_dkk": "3041.67", "subsidy_dkk": "958.33", "reason": None,
    }  # fmt: skip
    assert asked(twelfth).settings == twelfth


def test_a_month_of_either_length_has_the_same_twelfth() -> None:
    twelfth = {"month_from_day_rate": "365/12"}

    assert asked(twelfth, month="2024-02").answer == asked(twelfth, month="2023-12").answer


def test_obligatory_payments_are_shown_without_them() -> None:
    assert reviewed(asked(other_obligatory_dkk="300.00"))["obligatory_list_unread"] == {
        "subsidy_dkk": "1000.00"
    }
    assert reviewed(asked(rent_dkk="3999.00", other_obligatory_dkk="2.00"))["obligatory_list_unread"] == {
        "subsidy_dkk": "0.00", "reason": "nothing_left",
    }  # fmt: skip


def test_a_lodging_that_is_not_the_rate_is_shown_with_the_rate() -> None:
    shown = reviewed(asked(came_from="elsewhere"))

    assert shown["lodging_is_not_the_rate"] == {"would_have_paid_dkk": "2901.30", "subsidy_dkk": "1098.70"}
    assert "lodging_is_not_the_rate" not in reviewed(asked(came_from="107"))
    assert "lodging_is_not_the_rate" not in reviewed(asked(came_from="110", lodging_per_day_dkk="96.71"))


def test_the_rate_is_named_only_when_it_was_used() -> None:
    told = asked(came_from="110")
    not_told = asked(came_from="110", lodging_per_day_dkk=None)

    assert [used.id for used in told.parameters] == ["sel.163a.subsidy_formula"]
    assert [used.id for used in not_told.parameters] == [
        "sel.163a.subsidy_formula", "sel.163.resident_payment_110",
    ]  # fmt: skip
    assert told.on == date(2023, 4, 1)
    assert asked(on=date(2026, 1, 1)).on == date(2026, 1, 1)


def test_the_reason_says_which_of_the_three_it_is() -> None:
    assert asked().reasons[0].en.startswith("The subsidy is the housing cost")
    assert asked(rent_dkk="1.00").reasons[0].en.startswith("The housing cost less the benefit is no higher")
    refused = asked(applied_for_benefit=False)
    assert "applied for" in refused.reasons[0].en
    assert refused.unknown == ()
    assert (refused.on, refused.settings, len(refused.parameters)) == (date(2023, 4, 1), {}, 1)


def test_what_is_missing_is_named() -> None:
    assert [one.code for one in asked(lodging_per_day_dkk=None).unknown] == ["fact:lodging_per_day_dkk"]
    finding = asked(lodging_per_day_dkk=None, came_from="110", month="2022-04")
    assert [one.code for one in finding.unknown] == ["rate_2022"]
    assert "lodging_per_day_dkk" in finding.unknown[0].text.da
    assert finding.answer == {"subsidy_dkk": None, "would_have_paid_dkk": None}
    assert (finding.on, finding.reasons) == (date(2022, 4, 1), ())


@pytest.mark.parametrize(
    ("key", "value"),
    [("month", "2023"), ("month", "2023-13"), ("month", "2023-04-01"), ("adults", 0), ("adults", -1),
     ("came_from", "108"), ("rent_dkk", "-1.00"), ("deposit_dkk", "much"),
     ("reminder_fee_dkk", "much"), ("housing_benefit_paid_dkk", "much")],
)  # fmt: skip
def test_facts_that_cannot_be_are_refused_by_name(key: str, value: JSON) -> None:
    with pytest.raises(InputRejected, match=key):
        asked(facts={key: value})


AMOUNTS = st.integers(0, 10**7).map(Money.of_ore)


@given(AMOUNTS, AMOUNTS, AMOUNTS, AMOUNTS, st.integers(1, 5))
def test_the_shares_of_the_adults_add_up_to_the_household(
    rent: Money, obligatory: Money, benefit: Money, lodging: Money, adults: int
) -> None:
    def one(adults: int) -> Money:
        household: dict[str, JSON] = {
            "rent_dkk": rent.dkk(), "other_obligatory_dkk": obligatory.dkk(), "adults": adults,
            "housing_benefit_calculated_dkk": benefit.dkk(), "lodging_per_day_dkk": lodging.dkk(),
        }  # fmt: skip
        finding = asked(facts=household)
        amount = finding.answer["subsidy_dkk"]
        assert isinstance(amount, str)
        return Money.parse(amount)

    alone, shared = one(1), one(adults)

    household = rent + obligatory - benefit - lodging * 30
    assert alone == max(household, Money.zero())
    others = rent + obligatory - benefit - lodging * 30 * adults
    difference = (shared * adults - max(others, Money.zero())).half_ore
    assert -adults <= difference <= adults
    assert shared <= alone


def test_a_month_and_the_adults_are_refused_in_both_languages() -> None:
    with pytest.raises(InputRejected) as month:
        asked(month="2023")
    with pytest.raises(InputRejected) as adults:
        asked(adults=0)

    assert month.value.en == "month must be a year and a month, for example 2026-03"
    assert month.value.da == "month skal være år og måned, for eksempel 2026-03"
    assert adults.value.en == "adults must be at least 1"
    assert adults.value.da == "adults skal være mindst 1"


def test_an_answer_without_amounts_is_dated_by_the_day_asked_about() -> None:
    assert asked(applied_for_benefit=False, on=date(2026, 1, 1)).on == date(2026, 1, 1)


def test_the_review_of_a_reading_names_the_one_used_and_the_other() -> None:
    [review] = asked().review

    assert review.text.da.endswith("Vi regner med days_of_month; 365/12 giver et andet tal.")
    assert review.text.en.endswith("We use days_of_month; 365/12 gives another figure.")
