"""What `shelter-refund-nights` and `shelter-refund-amount` say beside the case tables of tests/spec."""

from dataclasses import replace
from datetime import date

import pytest

from hjemad.kernel.errors import InputRejected, NotInForce
from hjemad.law.finding import JSON, Finding
from hjemad.law.parameters_reader import load_law
from hjemad.law.serviceloven.par_177 import REFUND_NIGHTS
from hjemad.law.serviceloven.par_177_rules import decide_amount, decide_nights
from hjemad.law.settings import Settings

LAW = load_law()


def nights(*stays: tuple[str, str | None], on: str | None = None, **more: JSON) -> Finding:
    """Stays as (admitted, discharged); `as_of` and `settings` may follow."""
    chosen = more.pop("settings", {})
    assert isinstance(chosen, dict)
    facts: dict[str, JSON] = {
        "stays": [{"shelter": "A", "admitted": start, "discharged": end} for start, end in stays], **more
    }  # fmt: skip
    return decide_nights(
        facts,
        on=date.fromisoformat(on) if on else None,
        law=LAW,
        settings=Settings.default().with_values({name: str(value) for name, value in chosen.items()}),
    )


def amount(
    changes: dict[str, JSON] | None = None, *, on: str | None = None, rounding: str = "half_up_ore"
) -> Finding:
    """One line as in MON-07, with these changes."""
    plain: dict[str, JSON] = {
        "shelter": "A",
        "refundable_nights": 1,
        "rate_per_day_dkk": "1500.00",
        "resident_payment_per_day_dkk": "96.71",
        "registered_on_tilbudsportalen": True,
    }
    return decide_amount(
        {"lines": [plain | (changes or {})]},
        on=date.fromisoformat(on) if on else None,
        law=LAW,
        settings=Settings.default().with_values({"claim_rounding": rounding}),
    )


@pytest.mark.parametrize(("on", "left"), [("2024-01-01", 120), ("2026-11-22", 90)])
def test_without_stays_the_whole_ceiling_of_the_day_is_left(on: str, left: int) -> None:
    answer = nights(on=on).answer

    assert answer["nights_total"] == answer["nights_refundable"] == 0
    assert answer["first_unrefundable_night"] is None
    assert answer["quota_reset_date"] is None
    assert (answer["nights_used"], answer["nights_left"]) == (0, left)


def test_without_stays_or_a_day_nothing_is_said_of_a_ceiling() -> None:
    answer = nights().answer

    assert answer["nights_total"] == 0
    assert "nights_left" not in answer


def test_the_shelter_may_stay_unnamed() -> None:
    facts: dict[str, JSON] = {"stays": [{"admitted": "2024-01-01", "discharged": "2024-01-03"}]}

    finding = decide_nights(facts, on=None, law=LAW, settings=Settings.default())

    assert finding.answer["nights_total"] == 2


def test_the_first_night_without_refund_is_named() -> None:
    answer = nights(("2024-01-01", "2024-06-01")).answer

    assert answer["last_refundable_night"] == "2024-04-29"
    assert answer["first_unrefundable_night"] == "2024-04-30"


def test_an_open_stay_is_seen_as_of_the_day_asked() -> None:
    assert nights(("2026-10-01", None), on="2026-11-22").answer["nights_total"] == 52


def test_as_of_goes_before_the_day_asked() -> None:
    finding = nights(("2026-10-01", None), on="2026-12-22", as_of="2026-11-22")

    assert finding.answer["nights_total"] == 52


def test_an_open_stay_without_a_day_cannot_be_counted() -> None:
    with pytest.raises(InputRejected, match="discharged"):
        nights(("2026-10-01", None))


def test_a_discharge_after_the_day_of_asking_is_not_counted_yet() -> None:
    finding = nights(("2026-10-01", "2026-12-01"), as_of="2026-10-11")

    assert finding.answer["nights_total"] == 10
    assert finding.answer["forecast_first_unrefundable_night"] == "2026-12-30"


class TestForecast:
    def test_nobody_there_has_none(self) -> None:
        answer = nights(("2026-10-01", "2026-10-05"), as_of="2026-11-22").answer

        assert answer["forecast_last_refundable_night"] is None
        assert answer["forecast_first_unrefundable_night"] is None
        assert (answer["nights_used"], answer["nights_left"]) == (4, 86)

    def test_who_stays_on_reaches_the_ceiling_on_a_known_day(self) -> None:
        answer = nights(("2026-10-01", None), as_of="2026-11-22").answer

        assert answer["forecast_last_refundable_night"] == "2026-12-29"
        assert answer["forecast_first_unrefundable_night"] == "2026-12-30"

    def test_above_the_ceiling_the_first_night_is_the_one_of_the_day(self) -> None:
        answer = nights(("2026-05-01", None), as_of="2026-11-22").answer

        assert answer["nights_left"] == 0
        assert answer["forecast_first_unrefundable_night"] == "2026-11-22"
        assert answer["forecast_last_refundable_night"] == "2026-07-29"

    def test_a_stay_that_never_counts_has_none(self) -> None:
        answer = nights(
            ("2023-01-01", None), as_of="2024-01-01", settings={"pre_reform_stay": "only_new_admissions"}
        ).answer

        assert answer["forecast_first_unrefundable_night"] is None

    def test_a_ceiling_of_no_nights_leaves_no_last_refundable_night(self) -> None:
        ceiling = LAW.parameter(REFUND_NIGHTS)
        none_at_all = replace(ceiling, values=tuple(replace(value, value="0") for value in ceiling.values))
        facts: dict[str, JSON] = {
            "stays": [{"shelter": "A", "admitted": "2026-10-01", "discharged": None}], "as_of": "2026-11-22"
        }  # fmt: skip

        finding = decide_nights(
            facts, on=None, law=LAW.with_parameter(none_at_all), settings=Settings.default()
        )

        assert finding.answer["forecast_last_refundable_night"] is None


class TestReadings:
    def test_a_reading_that_gives_another_number_is_shown_with_its_figures(self) -> None:
        finding = nights(("2026-02-01", "2026-08-01"))

        [review] = [review for review in finding.review if review.code == "setting:cap_mode"]
        assert review.alternative["cap_mode"] == "period_start"
        assert review.alternative["nights_refundable"] == 120
        assert "nights_total" not in review.alternative

    def test_readings_that_agree_are_not_shown(self) -> None:
        codes = {review.code for review in nights(("2024-01-01", "2024-01-11")).review}

        assert codes == {"setting:day_count"}

    def test_the_chosen_reading_is_named(self) -> None:
        finding = nights(("2026-02-01", "2026-08-01"), settings={"cap_mode": "period_start"})

        assert finding.settings["cap_mode"] == "period_start"
        assert finding.answer["nights_refundable"] == 120
        assert {r.alternative.get("cap_mode") for r in finding.review if r.code == "setting:cap_mode"} == {
            "per_day"
        }

    @pytest.mark.parametrize(
        ("setting", "total"),
        [
            pytest.param({"day_count": "nights"}, 10, id="the day out is no night"),
            pytest.param({"day_count": "both_days"}, 12, id="the day out counts, in every stay"),
            pytest.param({"day_count": "at_least_one"}, 11, id="a stay counts at least once"),
            pytest.param({"count_discharge_day": "yes"}, 12, id="the same under its other name"),
        ],
    )
    def test_day_count_decides_what_a_day_is(self, setting: dict[str, JSON], total: int) -> None:
        finding = nights(("2024-01-01", "2024-01-11"), ("2024-02-01", "2024-02-01"), settings=setting)

        assert finding.answer["nights_total"] == total

    def test_a_day_out_that_is_not_seen_yet_does_not_count(self) -> None:
        finding = nights(
            ("2024-01-01", "2024-01-11"), as_of="2024-01-05", settings={"day_count": "both_days"}
        )

        assert finding.answer["nights_total"] == 4

    def test_with_a_quota_for_each_payer_no_single_running_year_is_told(self) -> None:
        facts: dict[str, JSON] = {
            "stays": [
                {"shelter": "A", "admitted": "2024-01-01", "discharged": "2024-05-01", "payer": "101"},
                {"shelter": "A", "admitted": "2024-05-01", "discharged": "2024-09-01", "payer": "751"},
            ]
        }
        settings = Settings.default().with_values({"quota_follows": "person_and_payer"})

        apart = decide_nights(facts, on=None, law=LAW, settings=settings)
        together = decide_nights(facts, on=None, law=LAW, settings=Settings.default())

        assert apart.answer["nights_refundable"] == 240
        assert "nights_left" not in apart.answer
        assert together.answer["nights_refundable"] == 120


class TestParametersUsed:
    @pytest.mark.parametrize(
        ("stay", "values"),
        [
            pytest.param(("2023-01-01", "2023-03-01"), [], id="no ceiling before the reform"),
            pytest.param(("2024-01-01", "2024-03-01"), ["120"], id="only 120"),
            pytest.param(("2026-05-01", "2026-06-01"), ["90"], id="only 90"),
            pytest.param(("2026-03-30", "2026-04-03"), ["120", "90"], id="both, each for its nights"),
        ],
    )
    def test_only_the_ceilings_that_nights_fall_under_are_named(
        self, stay: tuple[str, str], values: list[str]
    ) -> None:
        assert [use.value for use in nights(stay).parameters] == values


class TestAmount:
    def test_a_half_ore_stands_on_the_line_and_is_rounded_once(self) -> None:
        answer = amount().answer

        assert answer["refund_exact_dkk"] == "701.645"
        assert answer["refund_dkk"] == "701.65"
        assert answer["municipal_net_dkk"] == "701.64"

    def test_rounding_down_drops_the_ore(self) -> None:
        assert amount(rounding="down_krone").answer["refund_dkk"] == "701.00"

    @pytest.mark.parametrize("name", ["rate_per_day_dkk", "resident_payment_per_day_dkk"])
    def test_an_amount_that_is_missing_gives_no_amount_at_all(self, name: str) -> None:
        finding = amount({name: None})

        assert finding.outcome == "unknown"
        assert [missing.code for missing in finding.unknown] == [f"fact:lines[0].{name}"]
        assert [key for key in finding.answer if key.endswith("_dkk")] == []

    def test_a_payment_above_the_rate_is_refused(self) -> None:
        with pytest.raises(InputRejected, match="larger than the rate"):
            amount({"resident_payment_per_day_dkk": "1500.01"})

    def test_a_shelter_outside_tilbudsportalen_gives_none_and_says_why(self) -> None:
        finding = amount({"registered_on_tilbudsportalen": False})

        assert finding.answer["refund_dkk"] == "0.00"
        assert finding.answer["reason"] == "not_registered"
        assert "Tilbudsportal" in finding.reasons[0].da

    def test_meals_are_never_deducted(self) -> None:
        assert amount({"meals_paid_to_shelter_dkk": "800.00"}).answer == amount().answer

    @pytest.mark.parametrize("value", ["eight", "1.2345"])
    def test_meals_that_are_no_amount_are_refused_all_the_same(self, value: str) -> None:
        with pytest.raises(InputRejected, match="meals_paid_to_shelter_dkk"):
            amount({"meals_paid_to_shelter_dkk": value})

    def test_the_share_is_the_one_of_the_day_asked(self) -> None:
        [use] = amount(on="2023-09-30").parameters

        assert (use.value, use.unit) == ("50", "pct")

    def test_a_day_before_the_known_law_has_no_answer(self) -> None:
        with pytest.raises(NotInForce):
            amount(on="2006-12-31")


class TestTheDayOfAsking:
    def test_it_stands_in_the_answer(self) -> None:
        assert nights(("2026-10-01", "2026-10-05"), on="2026-11-22").on == date(2026, 11, 22)

    def test_who_left_that_day_has_no_forecast_however_the_day_counts(self) -> None:
        answer = nights(("2024-01-01", "2024-06-01"), settings={"day_count": "both_days"}).answer

        assert answer["nights_total"] == 153
        assert answer["forecast_first_unrefundable_night"] is None

    def test_nights_above_the_ceiling_of_an_earlier_year_are_no_forecast(self) -> None:
        answer = nights(("2024-01-01", "2024-06-01"), ("2026-11-01", None), as_of="2026-11-22").answer

        assert answer["forecast_last_refundable_night"] == "2027-01-29"
        assert answer["forecast_first_unrefundable_night"] == "2027-01-30"

    def test_a_year_that_begins_that_day_has_its_own_forecast(self) -> None:
        answer = nights(("2024-01-01", None), as_of="2024-12-31").answer
        next_year = nights(("2024-01-01", None), as_of="2025-01-01").answer

        assert answer["forecast_first_unrefundable_night"] == "2024-12-31"
        assert next_year["forecast_last_refundable_night"] == "2025-04-30"
        assert next_year["forecast_first_unrefundable_night"] == "2025-05-01"

    def test_a_stay_that_ended_uses_its_nights_and_no_more(self) -> None:
        answer = nights(("2026-05-01", "2026-05-11"), ("2026-11-01", None), as_of="2026-11-22").answer

        assert (answer["nights_used"], answer["nights_left"]) == (31, 59)
        assert answer["forecast_first_unrefundable_night"] == "2027-01-20"

    def test_the_year_runs_from_its_first_day_until_the_day_after_its_last(self) -> None:
        same_day = nights(("2024-02-01", "2024-02-01"), settings={"day_count": "at_least_one"}).answer
        last = nights(("2024-01-01", "2024-01-11"), as_of="2024-12-31").answer
        after = nights(("2024-01-01", "2024-01-11"), as_of="2025-01-01").answer

        assert (same_day["nights_used"], same_day["quota_reset_date"]) == (1, "2025-02-01")
        assert (last["nights_used"], last["quota_reset_date"]) == (10, "2025-01-01")
        assert (after["nights_used"], after["quota_reset_date"]) == (0, None)

    def test_the_ceiling_is_that_of_the_day_or_of_the_day_the_year_began(self) -> None:
        stay = ("2025-12-01", "2025-12-11")
        by_year: JSON = {"cap_mode": "period_start"}

        assert nights(stay, as_of="2026-05-01").answer["nights_left"] == 80
        assert nights(stay, as_of="2026-05-01", settings=by_year).answer["nights_left"] == 110

    def test_a_quota_for_each_payer_is_one_running_year_where_there_is_one_payer(self) -> None:
        facts: dict[str, JSON] = {
            "stays": [{"admitted": "2026-10-01", "discharged": "2026-10-11", "payer": "101"}]
        }
        settings = Settings.default().with_values({"quota_follows": "person_and_payer"})

        finding = decide_nights(facts, on=None, law=LAW, settings=settings)

        assert finding.answer["nights_left"] == 80


def test_a_shelter_that_is_no_text_is_refused_by_its_place() -> None:
    facts: dict[str, JSON] = {"stays": [{"shelter": 7, "admitted": "2026-10-01", "discharged": None}]}

    with pytest.raises(InputRejected, match=r"^stays\[0\]\.shelter must be text"):
        decide_nights(facts, on=date(2026, 11, 1), law=LAW, settings=Settings.default())


def test_an_open_stay_is_named_by_its_place() -> None:
    with pytest.raises(InputRejected, match=r"^stays\[0\]\.discharged is still open"):
        nights(("2026-10-01", None))


def test_the_reading_used_and_the_other_are_named() -> None:
    [review] = [one for one in nights(("2026-02-01", "2026-08-01")).review if "cap_mode" in one.code]

    assert review.text.en.endswith("We use per_day; period_start gives another figure.")
    assert review.text.da.endswith("Vi regner med per_day; period_start giver et andet tal.")


class TestSeveralLines:
    def lines(self, *shelters: str) -> Finding:
        facts: dict[str, JSON] = {
            "lines": [
                {
                    "shelter": "A", "refundable_nights": at, "rate_per_day_dkk": "1500.00",
                    "resident_payment_per_day_dkk": "100.00",
                    "registered_on_tilbudsportalen": shelter == "listed",
                }
                for at, shelter in enumerate(shelters, start=1)
            ]
        }  # fmt: skip
        return decide_amount(facts, on=None, law=LAW, settings=Settings.default())

    def test_costs_and_shares_are_added_up(self) -> None:
        answer = self.lines("listed", "listed").answer

        assert (answer["net_expense_dkk"], answer["refund_dkk"]) == ("4200.00", "2100.00")

    def test_one_shelter_outside_tilbudsportalen_is_told_wherever_its_line_stands(self) -> None:
        for lines in (
            self.lines("not listed", "listed", "listed"),
            self.lines("listed", "listed", "not listed"),
        ):
            assert lines.answer["reason"] == "not_registered"
        answer = self.lines("not listed", "listed", "listed").answer
        assert (answer["net_expense_dkk"], answer["refund_dkk"]) == ("8400.00", "3500.00")

    def test_the_reason_names_the_share_and_the_condition_only_where_it_mattered(self) -> None:
        assert self.lines("listed").reasons[0].en == "The State pays 50 % of the rate less resident payment."
        assert self.lines("listed").reasons[0].da == "Staten betaler 50 % af taksten minus egenbetaling."
        assert self.lines("not listed").reasons[0].en == (
            "The State pays 50 % of rate less resident payment, on Tilbudsportalen only."
        )

    def test_a_payment_as_large_as_the_rate_leaves_nothing_and_a_larger_one_is_refused(self) -> None:
        assert amount({"resident_payment_per_day_dkk": "1500.00"}).answer["refund_dkk"] == "0.00"
        with pytest.raises(InputRejected) as refused:
            amount({"resident_payment_per_day_dkk": "1500.01"})
        name = "lines[0].resident_payment_per_day_dkk"
        assert refused.value.en == f"{name} is larger than the rate. Check both amounts"
        assert refused.value.da == f"{name} er større end taksten. Se efter begge beløb"
