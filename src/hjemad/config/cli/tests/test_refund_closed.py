"""`hjemad refund --closed`: the next claim holds only what is right and was not claimed yet."""

from pathlib import Path

import pytest

from tests.refund_files import RefundFolder

JANUARY = "P1,S1,2024-01-01,2024-02-01,101"
PROVISION = '"serviceloven § 177, stk. 1, nr. 5"'


@pytest.fixture
def folder(tmp_path: Path) -> RefundFolder:
    folder = RefundFolder(tmp_path)
    folder.stays(JANUARY)
    return folder


def row(
    of: str, nights: str, net: str, refund: str, *, kind: str = "new", missing: str = "", payer: str = "101",
    quarter: str = "2024Q1", person: str = "P1", facility: str = "S1",
) -> str:  # fmt: skip
    """One closed line; `of` is `2024-01-01,2024-02-01`, or `,` for no days."""
    cells = [payer, quarter, person, facility, of, nights, net, refund, PROVISION, kind, "", missing]
    return ",".join(cells)


class TestOwnOutput:
    def test_leaves_nothing_to_claim(self, folder: RefundFolder) -> None:
        folder.payments("P1,2000-01-01,,96.71")
        first = folder.run("2024Q1")

        again = folder.run("2024Q1", closed=["lines.csv"], out="again.csv")

        assert [line.split()[8] for line in first.lines] == ["rounding", "new"]
        assert (again.lines, again.code) == ([], 0)

    def test_leaves_nothing_of_several_quarters_either(self, folder: RefundFolder) -> None:
        folder.stays("P1,S1,2023-09-01,,101", "P2,S2,2023-12-01,2024-02-01,751")
        files: list[str] = []
        for quarter in ("2023Q3", "2023Q4", "2024Q1", "2024Q2"):
            folder.run(quarter, closed=files, out=f"{quarter}.csv")
            files.append(f"{quarter}.csv")

        assert folder.run("2024Q2", closed=files).lines == []

    def test_a_stopped_line_is_told_once(self, folder: RefundFolder) -> None:
        folder.payments()
        first = folder.run("2024Q1")

        again = folder.run("2024Q1", "--json", closed=["lines.csv"], out="again.csv")

        assert first.lines == ["101 2024Q1 P1 S1 2024-01-01/2024-02-01 31 - - stopped resident_payment"]
        assert again.lines == []
        assert (again.json["stopped"], again.json["still_stopped"]) == (0, 1)

    def test_a_stopped_line_becomes_a_difference_when_its_fact_comes(self, folder: RefundFolder) -> None:
        folder.payments()
        folder.run("2024Q1")
        folder.payments("P1,2000-01-01,,100.00")

        assert folder.run("2024Q2", closed=["lines.csv"], out="again.csv").lines == [
            "101 2024Q1 P1 S1 2024-01-01/2024-02-01 31 27900.00 13950.00 difference payment"
        ]

    def test_of_one_municipality_leaves_it_nothing_and_the_others_theirs(self, folder: RefundFolder) -> None:
        folder.stays(JANUARY, "P2,S2,2024-01-01,2024-01-02,751")
        folder.run("2024Q1", "--municipality", "101")

        assert folder.run("2024Q1", "--municipality", "101", closed=["lines.csv"], out="a.csv").lines == []
        assert folder.run("2024Q1", closed=["lines.csv"], out="b.csv").lines == [
            "751 2024Q1 P2 S2 2024-01-01/2024-01-02 1 900.00 450.00 difference fact"
        ]

    def test_what_a_stay_changed_comes_in_the_quarter_it_changed(self, folder: RefundFolder) -> None:
        folder.stays("P1,S1,2024-03-20,,101")
        folder.run("2024Q1")
        folder.stays("P1,S1,2024-03-20,2024-03-25,101")

        assert folder.run("2024Q2", closed=["lines.csv"], out="again.csv").lines == [
            "101 2024Q1 P1 S1 2024-03-25/2024-04-01 -7 -6300.00 -3150.00 difference fact"
        ]

    def test_nights_before_the_first_closed_quarter_are_never_claimed(self, folder: RefundFolder) -> None:
        folder.run("2024Q1")
        folder.stays("P1,S1,2023-11-01,2024-02-01,101")

        assert folder.run("2024Q2", closed=["lines.csv"], out="again.csv").lines == []

    def test_lines_after_the_quarter_are_left_alone(self, folder: RefundFolder) -> None:
        folder.stays("P1,S1,2024-05-01,2024-05-03,101")
        folder.run("2024Q2")
        folder.stays(JANUARY)

        assert folder.run("2024Q1", closed=["lines.csv"], out="again.csv").lines == [
            "101 2024Q1 P1 S1 2024-01-01/2024-02-01 31 27900.00 13950.00 difference fact"
        ]

    def test_nights_closed_after_an_earlier_as_of_are_left_alone(self, folder: RefundFolder) -> None:
        folder.run("2024Q1")

        ran = folder.run("2024Q1", "--as-of", "2024-01-11", closed=["lines.csv"], out="again.csv")

        assert ran.lines == []


class TestRounding:
    """One night at 1,500.00 less 96.71 is 701.645."""

    @pytest.fixture
    def night(self, folder: RefundFolder) -> RefundFolder:
        folder.rates("S1,2000-01-01,,1500.00,yes")
        folder.payments("P1,2000-01-01,,96.71")
        folder.stays("P1,S1,2024-01-01,2024-01-04,101")
        return folder

    def test_the_half_ore_stands_on_the_line_and_the_rounding_beside_it(self, night: RefundFolder) -> None:
        ran = night.run("2024Q1", "--as-of", "2024-01-02")

        assert ran.lines == [
            "101 2024Q1 - - - 0 - 0.005 rounding rounding",
            "101 2024Q1 P1 S1 2024-01-01/2024-01-02 1 1403.29 701.645 new",
        ]
        assert "701.65 DKK" in ran.out

    def test_three_claims_of_one_night_add_up_to_one_claim_of_three(self, night: RefundFolder) -> None:
        files: list[str] = []
        totals = []
        for day in ("2024-01-02", "2024-01-03", "2024-01-04"):
            ran = night.run("2024Q1", "--as-of", day, "--json", closed=files, out=f"{day}.csv")
            totals.append(ran.json["totals"][0]["refund_dkk"])
            files.append(f"{day}.csv")
        [whole] = night.run("2024Q1", "--json", out="whole.csv").json["totals"]

        assert totals == ["701.65", "701.64", "701.65"]
        assert whole["refund_dkk"] == "2104.94"
        assert sum(round(float(total) * 100) for total in totals) == 210494

    def test_three_quarters_of_one_night_add_up_the_same_way(self, night: RefundFolder) -> None:
        night.stays(*(f"P1,S1,2024-{month}-01,2024-{month}-02,101" for month in ("01", "04", "07")))
        files: list[str] = []
        totals = []
        for quarter in ("2024Q1", "2024Q2", "2024Q3"):
            ran = night.run(quarter, "--json", closed=files, out=f"{quarter}.csv")
            totals.append(ran.json["totals"][0]["refund_dkk"])
            files.append(f"{quarter}.csv")

        assert totals == ["701.65", "701.64", "701.65"]

    def test_a_night_taken_back_takes_its_rounding_with_it(self, night: RefundFolder) -> None:
        night.stays("P1,S1,2024-01-01,2024-01-02,101")
        night.run("2024Q1")
        night.stays("P2,S2,2023-01-01,2023-01-02,101")

        assert night.run("2024Q2", closed=["lines.csv"], out="again.csv").lines == [
            "101 2024Q1 P1 S1 2024-01-01/2024-01-02 -1 -1403.29 -701.645 difference fact",
            "101 2024Q2 - - - 0 - -0.005 rounding rounding",
        ]


class TestPeopleWhoAreGone:
    def test_a_person_no_longer_in_the_file_is_taken_back(self, folder: RefundFolder) -> None:
        folder.stays(JANUARY, "P2,S1,2024-01-01,2024-01-02,101")
        folder.run("2024Q1")
        folder.stays("P2,S1,2024-01-01,2024-01-02,101")

        assert folder.run("2024Q2", closed=["lines.csv"], out="again.csv").lines == [
            "101 2024Q1 P1 S1 2024-01-01/2024-02-01 -31 -27900.00 -13950.00 difference fact"
        ]

    def test_a_file_without_rows_takes_everything_back_and_warns(self, folder: RefundFolder) -> None:
        folder.run("2024Q1")
        folder.stays()

        ran = folder.run("2024Q2", closed=["lines.csv"], out="again.csv")

        assert len(ran.lines) == 1
        assert ran.err == "stays.csv: no rows below the header\n"


class TestLinesMadeByHand:
    """What was claimed before this program is told by lines a person made."""

    @pytest.mark.parametrize(
        ("line", "expected"),
        [
            pytest.param(row("2024-01-01,2024-02-01", "31", "27900.00", "13950.00"), [], id="right"),
            pytest.param(row(",", "31", "27900", "13950"), [], id="right, without days"),
            pytest.param(
                row(",", "30", "27000.01", "13500.005"),
                ["101 2024Q1 P1 S1 2024-01-01/2024-02-01 1 899.99 449.995 difference fact"],
                id="uneven",
            ),
            pytest.param(
                row("2024-01-01,2024-02-01", "31", "", "", kind="stopped", missing="rate"),
                ["101 2024Q1 P1 S1 2024-01-01/2024-02-01 31 27900.00 13950.00 difference rate"],
                id="stopped",
            ),
        ],
    )
    def test_only_the_rest_is_claimed_once(
        self, folder: RefundFolder, line: str, expected: list[str]
    ) -> None:
        folder.closed(line)

        ran = folder.run("2024Q1", closed=["closed.csv"])

        claims = [told for told in ran.lines if " rounding" not in told]
        assert claims == expected
        assert folder.run("2024Q1", closed=["closed.csv", "lines.csv"], out="again.csv").lines == []

    def test_a_rounding_made_by_hand_is_part_of_what_was_asked(self, folder: RefundFolder) -> None:
        folder.closed(
            row("2024-01-01,2024-02-01", "31", "27900.00", "13950.00"),
            row(",", "0", "", "0.50", kind="rounding", person="", facility=""),
        )

        assert folder.run("2024Q2", closed=["closed.csv"]).lines == [
            "101 2024Q2 - - - 0 - -0.50 rounding rounding"
        ]
