"""Which nights the State refunds: ceilings, running years and each reading of what the text leaves open."""

from datetime import date
from itertools import pairwise

import pytest

from hjemad.kernel.intervals import Span
from hjemad.law.parameters_reader import load_law
from hjemad.law.serviceloven.par_177 import (
    REFUND_NIGHTS,
    Caps,
    NightCount,
    RunningYear,
    caps_from,
    count_nights,
)
from hjemad.law.settings import Settings

LAW = load_law()


def ordinal(day: str) -> int:
    return date.fromisoformat(day).toordinal()


def span(text: str) -> Span:
    """`2024-01-01/2024-02-01`: nights from the first day, not the last."""
    first, last = text.split("/")
    return ordinal(first), ordinal(last)


def shown(some: Span) -> str:
    return "/".join(date.fromordinal(day).isoformat() for day in some)


def count(*stays: str, **chosen: str) -> NightCount:
    settings = Settings.default().with_values(chosen)
    return count_nights([span(stay) for stay in stays], caps=caps_from(LAW, settings), settings=settings)


def refundable(*stays: str, **chosen: str) -> list[str]:
    return [shown(some) for some in count(*stays, **chosen).refundable_spans]


def test_nobody_without_nights_has_a_running_year() -> None:
    counted = count()

    assert (counted.refundable, counted.years, counted.nights_total) == ((), (), 0)
    assert (counted.refundable_spans, counted.beyond_spans) == ([], [])


@pytest.mark.parametrize(
    ("stays", "expected"),
    [
        pytest.param(["2023-10-01/2024-01-29"], ["2023-10-01/2024-01-29"], id="exactly 120"),
        pytest.param(["2023-10-01/2024-01-30"], ["2023-10-01/2024-01-29"], id="the 121st is beyond"),
        pytest.param(["2026-04-01/2026-06-30"], ["2026-04-01/2026-06-30"], id="exactly 90"),
        pytest.param(["2026-04-01/2026-07-01"], ["2026-04-01/2026-06-30"], id="the 91st is beyond"),
        pytest.param(
            ["2023-05-01/2023-09-30"], ["2023-05-01/2023-09-30"], id="before the reform there is no ceiling"
        ),
        pytest.param(
            ["2024-01-01/2024-01-05", "2024-01-03/2024-01-07", "2024-01-03/2024-01-07"],
            ["2024-01-01/2024-01-07"],
            id="a night counts once",
        ),
        pytest.param(["2024-01-01/2024-01-01"], [], id="in and out on a day is no night"),
    ],
)
def test_the_first_nights_of_a_running_year_are_refundable(stays: list[str], expected: list[str]) -> None:
    assert refundable(*stays) == expected


def test_the_order_of_stays_changes_nothing() -> None:
    stays = ["2024-03-01/2024-03-15", "2024-03-10/2024-08-20", "2023-09-01/2023-10-10"]

    assert count(*stays) == count(*reversed(stays))


def test_each_counted_night_has_its_number_and_ceiling() -> None:
    first, second = count("2026-01-01/2026-01-31", "2026-03-30/2026-04-05").refundable[:2]
    third = count("2026-01-01/2026-01-31", "2026-03-30/2026-04-05").refundable[2]

    assert (shown(first.span), first.number, first.cap) == ("2026-01-01/2026-01-31", 1, 120)
    assert (shown(second.span), second.number, second.cap) == ("2026-03-30/2026-04-01", 31, 120)
    assert (shown(third.span), third.number, third.cap) == ("2026-04-01/2026-04-05", 33, 90)
    assert {some.year_start for some in (first, second, third)} == {ordinal("2026-01-01")}


def test_a_night_before_the_reform_belongs_to_no_running_year() -> None:
    before, after = count("2023-09-29/2023-10-02").refundable

    assert (shown(before.span), before.year_start, before.number, before.cap) == (
        "2023-09-29/2023-10-01", None, 0, None,
    )  # fmt: skip
    assert (shown(after.span), after.year_start, after.number) == (
        "2023-10-01/2023-10-02", ordinal("2023-10-01"), 1,
    )  # fmt: skip
    assert count("2023-09-29/2023-10-02").nights_pre_reform == 2


def test_nights_above_the_ceiling_are_counted_but_not_refunded() -> None:
    counted = count("2024-01-01/2024-07-01")

    assert (counted.nights_total, counted.nights_refundable) == (182, 120)
    assert [shown(some) for some in counted.beyond_spans] == ["2024-04-30/2024-07-01"]
    assert counted.years == (RunningYear(ordinal("2024-01-01"), ordinal("2025-01-01"), 182),)


@pytest.mark.parametrize(
    ("setting", "expected"),
    [
        pytest.param("per_day", "2026-02-01/2026-05-02", id="each night under the ceiling of its day"),
        pytest.param("period_start", "2026-02-01/2026-06-01", id="the ceiling of the year's first day"),
    ],
)
def test_cap_mode_decides_a_running_year_across_the_change(setting: str, expected: str) -> None:
    assert refundable("2026-02-01/2026-08-01", cap_mode=setting) == [expected]


@pytest.mark.parametrize(
    ("setting", "expected"),
    [
        pytest.param("2026-04-01", ["2026-01-01/2026-04-01"], id="the night of 1 April is under 90"),
        pytest.param("2026-04-02", ["2026-01-01/2026-04-02"], id="the night of 1 April is under 120"),
    ],
)
def test_first_day_of_90_moves_the_change_by_a_day(setting: str, expected: list[str]) -> None:
    assert refundable("2026-01-01/2026-04-10", first_day_of_90=setting) == expected


class TestTheNextRunningYear:
    """REF-20: the readings differ only when a person comes back well after the anniversary."""

    stays = ("2024-01-10/2024-01-20", "2025-06-01/2025-12-01", "2026-01-10/2026-03-01")

    def test_lapse_starts_it_on_the_next_night_spent(self) -> None:
        counted = count(*self.stays, period_anchor="lapse")

        assert [shown((year.start, year.end)) for year in counted.years] == [
            "2024-01-10/2025-01-10", "2025-06-01/2026-06-01",
        ]  # fmt: skip
        assert counted.nights_refundable == 10 + 120

    def test_chain_lets_years_follow_each_other_from_the_first_admission(self) -> None:
        counted = count(*self.stays, period_anchor="chain")

        assert [shown((year.start, year.end)) for year in counted.years] == [
            "2024-01-10/2025-01-10", "2025-01-10/2026-01-10", "2026-01-10/2027-01-10",
        ]  # fmt: skip
        assert counted.nights_refundable == 10 + 120 + 50

    @pytest.mark.parametrize("anchor", ["lapse", "chain"])
    def test_an_unbroken_stay_gets_a_new_quota_on_the_anniversary(self, anchor: str) -> None:
        assert refundable("2024-01-10/2025-02-01", period_anchor=anchor) == [
            "2024-01-10/2024-05-09", "2025-01-10/2025-02-01",
        ]  # fmt: skip

    @pytest.mark.parametrize("anchor", ["lapse", "chain"])
    def test_a_readmission_on_the_anniversary_starts_a_new_count(self, anchor: str) -> None:
        counted = count("2024-01-10/2024-05-20", "2025-01-10/2025-03-01", period_anchor=anchor)

        assert counted.nights_refundable == 170

    @pytest.mark.parametrize("anchor", ["lapse", "chain"])
    def test_the_day_before_the_anniversary_still_belongs_to_the_old_year(self, anchor: str) -> None:
        counted = count("2024-01-10/2024-05-20", "2025-01-09/2025-01-10", period_anchor=anchor)

        assert counted.nights_refundable == 120

    @pytest.mark.parametrize("anchor", ["lapse", "chain"])
    def test_a_year_from_29_february_ends_before_1_march(self, anchor: str) -> None:
        counted = count("2024-02-29/2024-07-28", "2025-02-28/2025-03-05", period_anchor=anchor)

        assert [shown((year.start, year.end)) for year in counted.years] == [
            "2024-02-29/2025-03-01", "2025-03-01/2026-03-01",
        ]  # fmt: skip
        assert counted.nights_refundable == 124

    def test_in_a_chain_from_29_february_the_night_of_28_february_belongs_to_the_year_before(self) -> None:
        counted = count("2024-02-29/2024-03-01", "2027-02-28/2027-03-02", period_anchor="chain")

        assert [shown((year.start, year.end)) for year in counted.years] == [
            "2024-02-29/2025-03-01", "2026-03-01/2027-03-01", "2027-03-01/2028-02-29",
        ]  # fmt: skip


class TestAStayBegunBeforeTheReform:
    """R4: four readings of a stay that crosses 1 October 2023, here with a readmission after it."""

    stays = ("2023-05-01/2023-05-11", "2023-08-01/2024-03-01", "2024-06-01/2024-07-01")

    @pytest.mark.parametrize(
        ("reading", "expected"),
        [
            pytest.param(
                "quota_from_reform",
                ["2023-05-01/2023-05-11", "2023-08-01/2024-01-29"],
                id="as if admitted then",
            ),
            pytest.param(
                "real_admission",
                ["2023-05-01/2023-05-11", "2023-08-01/2023-11-29"],
                id="counted from the real admission",
            ),
            pytest.param(
                "old_rule_until_discharge",
                ["2023-05-01/2023-05-11", "2023-08-01/2024-03-01", "2024-06-01/2024-07-01"],
                id="no ceiling until discharge",
            ),
            pytest.param(
                "only_new_admissions",
                ["2023-05-01/2023-05-11", "2023-08-01/2024-03-01", "2024-06-01/2024-07-01"],
                id="the count starts at the next admission",
            ),
        ],
    )
    def test_each_reading_has_its_nights(self, reading: str, expected: list[str]) -> None:
        assert refundable(*self.stays, pre_reform_stay=reading) == expected

    @pytest.mark.parametrize("reading", ["quota_from_reform", "real_admission"])
    def test_the_readings_agree_where_no_stay_crosses_the_day(self, reading: str) -> None:
        stays = "2023-08-01/2023-10-01", "2023-10-02/2024-03-01"

        assert refundable(*stays, pre_reform_stay=reading) == [
            "2023-08-01/2023-10-01", "2023-10-02/2024-01-30",
        ]  # fmt: skip

    def test_a_count_from_the_real_admission_renews_on_its_anniversary(self) -> None:
        assert refundable("2023-08-01/2024-09-01", pre_reform_stay="real_admission") == [
            "2023-08-01/2023-11-29", "2024-08-01/2024-09-01",
        ]  # fmt: skip

    def test_the_year_before_the_reform_keeps_its_first_ceiling(self) -> None:
        assert refundable(
            "2023-08-01/2024-03-01", pre_reform_stay="real_admission", cap_mode="period_start"
        ) == ["2023-08-01/2023-11-29"]

    @pytest.mark.parametrize("reading", ["old_rule_until_discharge", "only_new_admissions", "real_admission"])
    def test_an_admission_on_the_day_of_the_reform_is_a_new_one(self, reading: str) -> None:
        stays = ("2023-08-01/2023-09-01", "2023-10-01/2024-03-01")

        assert refundable(*stays, pre_reform_stay=reading) == [
            "2023-08-01/2023-09-01",
            "2023-10-01/2024-01-29",
        ]

    def test_nothing_after_the_reform_leaves_the_old_rule_alone(self) -> None:
        assert refundable("2023-01-01/2023-10-01", pre_reform_stay="real_admission") == [
            "2023-01-01/2023-10-01"
        ]


class TestCeilings:
    caps = Caps(((ordinal("2023-10-01"), 120), (ordinal("2026-04-01"), 90)))

    @pytest.mark.parametrize(
        ("day", "nights"),
        [
            ("2020-01-01", 120),
            ("2023-10-01", 120),
            ("2026-03-31", 120),
            ("2026-04-01", 90),
            ("2030-01-01", 90),
        ],
    )
    def test_each_day_has_its_ceiling(self, day: str, nights: int) -> None:
        assert self.caps.at(ordinal(day)) == nights

    def test_a_span_is_cut_where_the_ceiling_changes(self) -> None:
        pieces = self.caps.pieces(span("2026-03-30/2026-04-03"))

        assert [(shown((start, end)), nights) for start, end, nights in pieces] == [
            ("2026-03-30/2026-04-01", 120), ("2026-04-01/2026-04-03", 90),
        ]  # fmt: skip

    def test_a_span_that_begins_or_ends_on_the_day_of_a_change_is_one_piece(self) -> None:
        assert self.caps.pieces(span("2026-04-01/2026-04-03")) == [(*span("2026-04-01/2026-04-03"), 90)]
        assert self.caps.pieces(span("2026-03-30/2026-04-01")) == [(*span("2026-03-30/2026-04-01"), 120)]

    def test_nights_above_the_ceiling_stand_nowhere_among_the_refundable(self) -> None:
        counted = count("2024-01-01/2024-06-01", "2024-07-01/2024-07-03")

        assert [shown(one.span) for one in counted.refundable] == ["2024-01-01/2024-04-30"]

    def test_a_night_before_the_reform_is_refunded_once_though_it_uses_the_quota(self) -> None:
        counted = count("2023-08-01/2024-03-01", pre_reform_stay="real_admission")

        assert counted.nights_refundable == 120

    def test_the_parameters_give_them(self) -> None:
        assert caps_from(LAW, Settings.default()) == self.caps

    def test_every_day_since_the_reform_has_a_known_ceiling(self) -> None:
        """A gap would need an answer of its own: the counting takes the steps as they follow each other."""
        parameter = LAW.parameter(REFUND_NIGHTS)

        assert (parameter.gaps, parameter.last_known) == ((), None)
        assert all(one.in_force_to == other.in_force_from for one, other in pairwise(parameter.values))
