"""`hjemad refund` as other people's scripts rely on it: columns, exit codes, options, summary."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.refund_files import LINES, RefundFolder

JANUARY = "P1,S1,2024-01-01,2024-02-01,101"


@pytest.fixture
def folder(tmp_path: Path) -> RefundFolder:
    folder = RefundFolder(tmp_path)
    folder.stays(JANUARY)
    return folder


class TestLines:
    def test_the_file_is_exactly_as_promised(self, folder: RefundFolder) -> None:
        assert folder.run("2024Q1").text == (
            f"{LINES}\n"
            "101,2024Q1,P1,S1,2024-01-01,2024-02-01,31,27900.00,13950.00,"
            '"serviceloven § 177, stk. 1, nr. 5",new,,\n'
        )

    def test_without_anything_to_claim_only_the_header_stands(self, folder: RefundFolder) -> None:
        ran = folder.run("2025Q1")

        assert (ran.code, ran.text) == (0, f"{LINES}\n")

    def test_an_amount_that_is_not_known_is_empty_and_never_nothing(self, folder: RefundFolder) -> None:
        folder.payments()

        [row] = folder.run("2024Q1").rows

        assert (row["net_dkk"], row["refund_dkk"], row["kind"]) == ("", "", "stopped")
        assert (row["nights"], row["missing"]) == ("31", "resident_payment")

    def test_a_shelter_without_a_rate_is_a_stopped_line(self, folder: RefundFolder) -> None:
        folder.stays("P1,S9,2024-01-01,2024-02-01,101")

        ran = folder.run("2024Q1")

        assert ran.lines == ["101 2024Q1 P1 S9 2024-01-01/2024-02-01 31 - - stopped rate"]
        assert ran.code == 4

    def test_an_open_stay_is_seen_until_the_end_of_the_quarter(self, folder: RefundFolder) -> None:
        folder.stays("P1,S1,2024-03-01,,101")

        assert folder.run("2024Q1").lines == [
            "101 2024Q1 P1 S1 2024-03-01/2024-04-01 31 27900.00 13950.00 new"
        ]

    def test_a_payer_that_is_not_known_is_asked_for(self, folder: RefundFolder) -> None:
        folder.stays("P1,S1,2024-01-01,2024-02-01,")

        assert folder.run("2024Q1").lines == ["- 2024Q1 P1 S1 2024-01-01/2024-02-01 31 - - stopped payer"]

    def test_a_code_with_the_nought_of_the_cpr_register_is_the_same_municipality(
        self, folder: RefundFolder
    ) -> None:
        folder.stays("P1,S1,2024-01-01,2024-02-01,0101")

        assert folder.run("2024Q1").rows[0]["payer"] == "101"


class TestExitCodes:
    def test_done(self, folder: RefundFolder) -> None:
        assert folder.run("2024Q1").code == 0

    def test_a_line_that_is_stopped(self, folder: RefundFolder) -> None:
        folder.payments()

        assert folder.run("2024Q1").code == 4

    def test_a_line_still_stopped_that_was_told_before(self, folder: RefundFolder) -> None:
        folder.payments()
        folder.run("2024Q1")

        ran = folder.run("2024Q1", closed=["lines.csv"], out="again.csv")

        assert (ran.lines, ran.code) == ([], 4)

    def test_a_law_that_is_not_known(self, folder: RefundFolder) -> None:
        folder.stays("P1,S1,2006-12-01,2007-01-01,101")

        ran = folder.run("2006Q4")

        assert (ran.code, ran.text) == (4, None)
        assert "sel.177.refund_share" in ran.err

    @pytest.mark.parametrize(
        ("quarter", "words"),
        [
            pytest.param("2024Q5", [], id="no such quarter"),
            pytest.param("2024", [], id="a year"),
            pytest.param("2024Q1", ["--as-of", "2024-02-30"], id="no such day"),
            pytest.param("2024Q1", ["--municipality", "999"], id="no such municipality"),
            pytest.param("2024Q1", ["--municipality", "Horsens"], id="a name"),
            pytest.param("2024Q1", ["--set", "cap_mode=sometimes"], id="no such alternative"),
            pytest.param("2024Q1", ["--set", "colour=blue"], id="no such setting"),
        ],
    )
    def test_words_that_cannot_be_used_are_rejected(
        self, folder: RefundFolder, quarter: str, words: list[str]
    ) -> None:
        ran = folder.run(quarter, *words)

        assert (ran.code, ran.out, ran.text) == (3, "", None)
        assert ran.err.startswith("hjemad: ")

    @pytest.mark.parametrize(
        ("words", "said"),
        [
            pytest.param(["--set", "cap_mode"], "NAME=VALUE", id="a setting without value"),
            pytest.param(["--colour"], "unrecognized", id="an option that is not there"),
        ],
    )
    def test_a_command_that_is_not_one_is_wrong_usage(
        self, folder: RefundFolder, words: list[str], said: str
    ) -> None:
        ran = folder.run("2024Q1", *words)

        assert (ran.code, ran.text) == (2, None)
        assert said in ran.err

    @pytest.mark.parametrize("name", ["stays", "rates", "payments"])
    def test_a_file_that_is_not_there_is_wrong_usage(self, folder: RefundFolder, name: str) -> None:
        ran = folder.run("2024Q1", **{name: "nowhere.csv"})

        assert (ran.code, ran.text) == (2, None)
        assert "nowhere.csv" in ran.err

    def test_a_process_ends_with_the_code_and_never_loads_django(self, folder: RefundFolder) -> None:
        program = (
            "import sys; from hjemad.config.cli.main import run; code = run(sys.argv[1:]); "
            "print('django' in sys.modules, file=sys.stderr); sys.exit(code)"
        )
        folder.payments()
        words = ["refund", "stays.csv", "--rates", "rates.csv", "--payments", "payments.csv"]

        done = subprocess.run(
            [sys.executable, "-c", program, *words, "--quarter", "2024Q1", "--out", "lines.csv"],
            cwd=folder.folder, capture_output=True, text=True, check=False,
        )  # fmt: skip

        assert (done.returncode, done.stderr.splitlines()[-1]) == (4, "False")
        assert folder.path("lines.csv").exists()


class TestOptions:
    def test_a_municipality_gets_its_own_lines_alone(self, folder: RefundFolder) -> None:
        folder.stays(JANUARY, "P2,S1,2024-01-01,2024-01-11,751", "P2,S1,2024-02-01,2024-02-02,")

        ran = folder.run("2024Q1", "--municipality", "751")

        assert ran.lines == ["751 2024Q1 P2 S1 2024-01-01/2024-01-11 10 9000.00 4500.00 new"]
        assert ran.code == 0

    def test_nights_another_municipality_pays_use_the_persons_quota_all_the_same(
        self, folder: RefundFolder
    ) -> None:
        folder.stays("P1,S1,2023-10-01,2024-01-19,101", "P1,S1,2024-01-19,2024-03-01,751")

        assert folder.run("2024Q1", "--municipality", "751").lines == [
            "751 2024Q1 P1 S1 2024-01-19/2024-01-29 10 9000.00 4500.00 new"
        ]

    def test_as_of_leaves_out_the_nights_from_that_day_on(self, folder: RefundFolder) -> None:
        folder.stays("P1,S1,2024-01-01,,101")

        assert folder.run("2024Q1", "--as-of", "2024-01-11").lines == [
            "101 2024Q1 P1 S1 2024-01-01/2024-01-11 10 9000.00 4500.00 new"
        ]

    def test_as_of_after_the_quarter_shows_no_more_than_the_quarter(self, folder: RefundFolder) -> None:
        folder.stays("P1,S1,2024-03-01,,101")

        assert folder.run("2024Q1", "--as-of", "2024-06-01").text == folder.run("2024Q1").text

    def test_as_of_before_the_quarter_shows_nothing(self, folder: RefundFolder) -> None:
        assert folder.run("2024Q1", "--as-of", "2023-12-31").lines == []

    @pytest.mark.parametrize(
        ("setting", "nights"),
        [
            pytest.param("cap_mode=per_day", 31, id="default"),
            pytest.param("cap_mode=period_start", 61, id="ceiling of the year's first day"),
            pytest.param("day_count=both_days", 31, id="day out beyond the ceiling"),
        ],
    )
    def test_a_setting_of_the_law_can_be_chosen(
        self, folder: RefundFolder, setting: str, nights: int
    ) -> None:
        folder.stays("P1,S1,2026-02-01,2026-08-01,101")
        run = folder.run("2026Q2", "--set", setting, "--json")

        assert run.json["totals"][0]["nights"] == nights
        assert run.json["settings"][setting.split("=", maxsplit=1)[0]] == setting.split("=")[1]

    def test_a_setting_can_be_told_by_its_other_name(self, folder: RefundFolder) -> None:
        run = folder.run("2024Q1", "--set", "count_discharge_day=yes", "--json")

        assert run.json["totals"][0]["nights"] == 32
        assert run.json["settings"]["day_count"] == "both_days"

    def test_rounding_down_is_a_line(self, folder: RefundFolder) -> None:
        folder.payments("P1,2000-01-01,,96.71")

        assert folder.run("2024Q1", "--set", "claim_rounding=down_krone").lines == [
            "101 2024Q1 - - - 0 - -0.995 rounding rounding",
            "101 2024Q1 P1 S1 2024-01-01/2024-02-01 31 28001.99 14000.995 new",
        ]


class TestSummary:
    def test_each_payer_is_named_with_nights_and_what_it_may_ask_for(self, folder: RefundFolder) -> None:
        folder.stays(JANUARY, "P2,S1,2024-01-01,2024-01-11,751", "P2,S2,2024-02-01,2024-02-02,")

        out = folder.path("lines.csv")
        assert folder.run("2024Q1").out == (
            "payer not known: 0 nights, 0.00 DKK\n"
            "101 København: 31 nights, 13950.00 DKK\n"
            "751 Aarhus: 10 nights, 4500.00 DKK\n"
            f"2024Q1: 3 lines in {out}, 1 waiting for facts\n"
        )

    def test_it_speaks_danish_when_asked(self, folder: RefundFolder, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("HJEMAD_LANGUAGE", "da")
        folder.stays(JANUARY, "P2,S2,2024-02-01,2024-02-02,")

        out = folder.path("lines.csv")
        assert folder.run("2024Q1").out == (
            "betaler ukendt: 0 nætter, 0.00 DKK\n"
            "101 København: 31 nætter, 13950.00 DKK\n"
            f"2024Q1: 2 linjer i {out}, 1 venter på oplysninger\n"
        )

    def test_json_holds_what_the_run_rests_on_and_its_totals(self, folder: RefundFolder) -> None:
        folder.stays("P1,S1,2024-01-01,2024-01-02,101", "P2,S2,2024-02-01,2024-02-02,")
        folder.payments("P1,2000-01-01,,96.71")
        folder.rates("S1,2000-01-01,,1500.00,yes")

        answer = folder.run("2024Q1", "--json").json

        law_version = answer.pop("law_version")
        settings = answer.pop("settings")
        assert law_version
        assert settings["claim_rounding"] == "half_up_ore"
        assert answer == {
            "quarter": "2024Q1",
            "first_quarter": "2024Q1",
            "as_of": "2024-04-01",
            "lines": 3,
            "stopped": 1,
            "still_stopped": 0,
            "totals": [
                {
                    "payer": "", "nights": 0, "net_dkk": "0.00", "refund_exact_dkk": "0.00",
                    "rounding_dkk": "0.00", "refund_dkk": "0.00", "lines": {"stopped": 1},
                },
                {
                    "payer": "101", "nights": 1, "net_dkk": "1403.29", "refund_exact_dkk": "701.645",
                    "rounding_dkk": "0.005", "refund_dkk": "701.65", "lines": {"new": 1, "rounding": 1},
                },
            ],
            "warnings": [],
        }  # fmt: skip


class TestWarnings:
    def test_columns_that_are_not_used_are_named(self, folder: RefundFolder) -> None:
        folder.write(
            "stays.csv",
            "note,person_id,facility_id,check_in,check_out,payer_code,stay_id,colour",
            f"kept to ourselves,{JANUARY},S-1,blue",
        )

        ran = folder.run("2024Q1", "--json")

        assert ran.code == 0
        assert ran.err == "stays.csv: columns not used: note, colour\n"
        assert ran.json["warnings"] == ["stays.csv: columns not used: note, colour"]

    @pytest.mark.parametrize("extra", ["stay_id", "municipality_code", "sex", "birth_date", "referral"])
    def test_columns_of_the_statistics_are_at_home_in_the_file(
        self, folder: RefundFolder, extra: str
    ) -> None:
        folder.write(
            "stays.csv", f"{extra},person_id,facility_id,check_in,check_out,payer_code", f"x,{JANUARY}"
        )

        assert folder.run("2024Q1").err == ""

    def test_they_are_told_in_danish_when_asked(
        self, folder: RefundFolder, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("HJEMAD_LANGUAGE", "da")
        folder.write("rates.csv", "facility_id,from,to,rate_dkk,registered")

        assert folder.run("2024Q1").err == "rates.csv: ingen rækker under overskriften\n"
