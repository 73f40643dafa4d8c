"""`hjemad refund` by example, for the people who send the claims: one story after the other.

A line reads: payer, quarter, person, shelter, from/to, nights, net cost, refund, kind, cause, missing.
"""

from pathlib import Path

import pytest

from tests.refund_files import RefundFolder

COPENHAGEN, AARHUS = "101", "751"


@pytest.fixture
def folder(tmp_path: Path) -> RefundFolder:
    """A rate of 1,000.00 and a resident payment of 100.00: each night gives 900.00 net and 450.00 refund."""
    return RefundFolder(tmp_path)


class TestTwoMunicipalitiesAndOneCitizen:
    """Copenhagen pays until 1 April 2024, Aarhus after it. Both quarters are closed; then it turns out that
    the citizen left on 12 March. The ceiling of 120 nights follows the person, so Aarhus may claim more.
    """

    as_first_told = ("P1,S1,2024-01-01,2024-04-01,101", "P1,S1,2024-04-01,2024-07-01,751")
    as_known_later = ("P1,S1,2024-01-01,2024-03-12,101", "P1,S1,2024-04-01,2024-07-01,751")

    @pytest.fixture
    def closed(self, folder: RefundFolder) -> list[str]:
        folder.stays(*self.as_first_told)
        first = folder.run("2024Q1", out="q1.csv")
        second = folder.run("2024Q2", out="q2.csv", closed=["q1.csv"])

        assert first.lines == ["101 2024Q1 P1 S1 2024-01-01/2024-04-01 91 81900.00 40950.00 new"]
        assert second.lines == ["751 2024Q2 P1 S1 2024-04-01/2024-04-30 29 26100.00 13050.00 new"]
        return ["q1.csv", "q2.csv"]

    def test_the_next_claims_take_back_the_one_and_give_the_other(
        self, folder: RefundFolder, closed: list[str]
    ) -> None:
        folder.stays(*self.as_known_later)

        assert folder.run("2024Q3", closed=closed).lines == [
            "101 2024Q1 P1 S1 2024-03-12/2024-04-01 -20 -18000.00 -9000.00 difference fact",
            "751 2024Q2 P1 S1 2024-04-30/2024-05-20 20 18000.00 9000.00 difference changed_elsewhere",
        ]

    @pytest.mark.parametrize(
        ("municipality", "nights", "cause"),
        [(COPENHAGEN, "-20", "fact"), (AARHUS, "20", "changed_elsewhere")],
        ids=["Copenhagen", "Aarhus"],
    )
    def test_each_municipality_is_told_its_own_line_alone(
        self, folder: RefundFolder, closed: list[str], municipality: str, nights: str, cause: str
    ) -> None:
        folder.stays(*self.as_known_later)

        [row] = folder.run("2024Q3", "--municipality", municipality, closed=closed).rows

        assert (row["payer"], row["nights"], row["cause"]) == (municipality, nights, cause)

    def test_a_municipality_that_has_only_its_own_lines_is_told_that_it_may_be_either(
        self, folder: RefundFolder, closed: list[str]
    ) -> None:
        folder.stays(*self.as_known_later)

        assert folder.run("2024Q3", "--municipality", AARHUS, closed=["q2.csv"]).lines == [
            "751 2024Q2 P1 S1 2024-04-30/2024-05-20 20 18000.00 9000.00 difference fact_or_elsewhere"
        ]

    def test_after_that_everything_is_settled(self, folder: RefundFolder, closed: list[str]) -> None:
        folder.stays(*self.as_known_later)
        folder.run("2024Q3", closed=closed, out="q3.csv")

        assert folder.run("2024Q4", closed=[*closed, "q3.csv"], out="q4.csv").lines == []


class TestTheReform:
    def test_a_stay_across_1_october_2023_counts_its_120_nights_from_that_day(
        self, folder: RefundFolder
    ) -> None:
        folder.stays("P1,S1,2023-09-01,2024-03-01,101")

        assert folder.run("2023Q3", out="a.csv").lines == [
            "101 2023Q3 P1 S1 2023-09-01/2023-10-01 30 27000.00 13500.00 new"
        ]
        assert folder.run("2023Q4", out="b.csv").lines == [
            "101 2023Q4 P1 S1 2023-10-01/2024-01-01 92 82800.00 41400.00 new"
        ]
        assert folder.run("2024Q1", out="c.csv").lines == [
            "101 2024Q1 P1 S1 2024-01-01/2024-01-29 28 25200.00 12600.00 new"
        ]

    def test_from_1_april_2026_the_ceiling_is_90(self, folder: RefundFolder) -> None:
        folder.stays("P1,S1,2026-02-01,2026-08-01,101")

        assert folder.run("2026Q1", out="a.csv").lines == [
            "101 2026Q1 P1 S1 2026-02-01/2026-04-01 59 53100.00 26550.00 new"
        ]
        assert folder.run("2026Q2", out="b.csv").lines == [
            "101 2026Q2 P1 S1 2026-04-01/2026-05-02 31 27900.00 13950.00 new"
        ]


class TestWhatIsNotKnown:
    """A fact that is missing stops its nights. It is never taken as 0, and it stops nothing else."""

    def test_a_shelter_without_a_rate(self, folder: RefundFolder) -> None:
        folder.stays("P1,S1,2024-01-01,2024-01-11,101", "P1,S9,2024-01-11,2024-01-21,101")

        ran = folder.run("2024Q1")

        assert ran.lines == [
            "101 2024Q1 P1 S1 2024-01-01/2024-01-11 10 9000.00 4500.00 new",
            "101 2024Q1 P1 S9 2024-01-11/2024-01-21 10 - - stopped rate",
        ]
        assert ran.code == 4

    def test_when_the_rate_comes_the_nights_are_claimed(self, folder: RefundFolder) -> None:
        folder.stays("P1,S9,2024-01-11,2024-01-21,101")
        folder.run("2024Q1", out="q1.csv")
        folder.rates("S9,2024-01-01,,1000.00,yes")

        assert folder.run("2024Q2", closed=["q1.csv"], out="q2.csv").lines == [
            "101 2024Q1 P1 S9 2024-01-11/2024-01-21 10 9000.00 4500.00 difference rate"
        ]

    def test_two_shelters_on_one_night(self, folder: RefundFolder) -> None:
        folder.stays("P1,S1,2024-01-01,2024-01-11,101", "P1,S2,2024-01-09,2024-01-15,751")

        assert folder.run("2024Q1").lines == [
            "101 2024Q1 P1 S1 2024-01-01/2024-01-09 8 7200.00 3600.00 new",
            "101 2024Q1 P1 S1 2024-01-09/2024-01-11 2 - - stopped overlap",
            "751 2024Q1 P1 S2 2024-01-09/2024-01-11 2 - - stopped overlap",
            "751 2024Q1 P1 S2 2024-01-11/2024-01-15 4 3600.00 1800.00 new",
        ]

    def test_a_shelter_outside_tilbudsportalen_gives_none_and_waits_for_nothing(
        self, folder: RefundFolder
    ) -> None:
        folder.rates("S1,2000-01-01,,1000.00,no")
        folder.stays("P1,S1,2024-01-01,2024-01-11,101")

        ran = folder.run("2024Q1")

        assert (ran.lines, ran.code) == ([], 0)


class TestWhatChangesLater:
    @pytest.fixture
    def closed(self, folder: RefundFolder) -> list[str]:
        folder.stays("P1,S1,2024-01-01,2024-02-01,101")
        folder.run("2024Q1", out="q1.csv")
        return ["q1.csv"]

    def test_another_municipality_pays(self, folder: RefundFolder, closed: list[str]) -> None:
        folder.stays("P1,S1,2024-01-01,2024-02-01,751")

        assert folder.run("2024Q2", closed=closed).lines == [
            "101 2024Q1 P1 S1 2024-01-01/2024-02-01 -31 -27900.00 -13950.00 difference payer",
            "751 2024Q1 P1 S1 2024-01-01/2024-02-01 31 27900.00 13950.00 difference payer",
        ]

    def test_a_rate_was_another(self, folder: RefundFolder, closed: list[str]) -> None:
        folder.rates("S1,2000-01-01,2024-01-22,1000.00,yes", "S1,2024-01-22,,1100.00,yes")

        assert folder.run("2024Q2", closed=closed).lines == [
            "101 2024Q1 P1 S1 2024-01-22/2024-02-01 0 1000.00 500.00 difference rate_or_payment"
        ]

    def test_the_stay_was_at_another_shelter(self, folder: RefundFolder, closed: list[str]) -> None:
        folder.stays("P1,S2,2024-01-01,2024-02-01,101")

        assert folder.run("2024Q2", closed=closed).lines == [
            "101 2024Q1 P1 S1 2024-01-01/2024-02-01 -31 -27900.00 -13950.00 difference fact",
            "101 2024Q1 P1 S2 2024-01-01/2024-02-01 31 27900.00 13950.00 difference fact",
        ]

    def test_the_person_was_somebody_else(self, folder: RefundFolder, closed: list[str]) -> None:
        folder.stays("P2,S1,2024-01-01,2024-02-01,101")

        assert folder.run("2024Q2", closed=closed).lines == [
            "101 2024Q1 P1 S1 2024-01-01/2024-02-01 -31 -27900.00 -13950.00 difference fact",
            "101 2024Q1 P2 S1 2024-01-01/2024-02-01 31 27900.00 13950.00 difference fact",
        ]


class TestHalfAnOre:
    """1,500.00 less 96.71 is 1,403.29 a night; half of it is 701.645."""

    @pytest.fixture
    def nights(self, folder: RefundFolder) -> RefundFolder:
        folder.rates("S1,2000-01-01,,1500.00,yes")
        folder.payments("P1,2000-01-01,,96.71", "P2,2000-01-01,,96.71")
        return folder

    def test_it_stands_on_the_line_and_the_claim_is_rounded_once(self, nights: RefundFolder) -> None:
        nights.stays("P1,S1,2024-01-01,2024-01-02,101")

        ran = nights.run("2024Q1", "--json")

        assert ran.lines == [
            "101 2024Q1 - - - 0 - 0.005 rounding rounding",
            "101 2024Q1 P1 S1 2024-01-01/2024-01-02 1 1403.29 701.645 new",
        ]
        assert ran.json["totals"][0]["refund_dkk"] == "701.65"

    def test_two_people_with_a_night_each_need_no_rounding(self, nights: RefundFolder) -> None:
        nights.stays("P1,S1,2024-01-01,2024-01-02,101", "P2,S1,2024-01-01,2024-01-02,101")

        assert nights.run("2024Q1").lines == [
            "101 2024Q1 P1 S1 2024-01-01/2024-01-02 1 1403.29 701.645 new",
            "101 2024Q1 P2 S1 2024-01-01/2024-01-02 1 1403.29 701.645 new",
        ]

    def test_each_municipality_has_a_rounding_of_its_own(self, nights: RefundFolder) -> None:
        nights.stays("P1,S1,2024-01-01,2024-01-02,101", "P2,S1,2024-01-01,2024-01-02,751")

        assert [line for line in nights.run("2024Q1").lines if "rounding" in line] == [
            "101 2024Q1 - - - 0 - 0.005 rounding rounding",
            "751 2024Q1 - - - 0 - 0.005 rounding rounding",
        ]

    def test_three_claims_of_one_night_add_up_to_one_claim_of_three(self, nights: RefundFolder) -> None:
        nights.stays("P1,S1,2024-01-01,2024-01-04,101")
        parts = [
            nights.run("2024Q1", "--as-of", "2024-01-02", "--json", out="a.csv"),
            nights.run("2024Q1", "--as-of", "2024-01-03", "--json", out="b.csv", closed=["a.csv"]),
            nights.run("2024Q1", "--as-of", "2024-01-04", "--json", out="c.csv", closed=["a.csv", "b.csv"]),
        ]

        whole = nights.run("2024Q1", "--json", out="whole.csv")

        assert [part.json["totals"][0]["refund_dkk"] for part in parts] == ["701.65", "701.64", "701.65"]
        assert whole.json["totals"][0]["refund_dkk"] == "2104.94"
