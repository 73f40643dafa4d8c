"""`hjemad refund` on invented files: neither the order of rows nor a later day of asking changes a claim."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from random import Random

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from hjemad.kernel.quarters import Quarter
from tests.properties.refund_twin import Facts
from tests.properties.refund_worlds import worlds
from tests.refund_files import Ran, RefundFolder

# Two shelters that admitted on one day: whose name the nights wait under hangs on no day of asking.
ADMITTED_TWICE = Facts(
    stays=[
        ("P1", "S1", date(2024, 1, 1), None, "101"),
        ("P1", "S2", date(2024, 1, 1), date(2024, 4, 2), "101"),
    ]
)
QUARTERS = ["2023Q3", "2023Q4", "2024Q3", "2026Q1", "2026Q2", "2026Q3"]
quarters = st.sampled_from(QUARTERS)
randoms = st.randoms(use_true_random=False)
# Readings that change what a day, a year or a quota is.
settings = st.sampled_from(
    [
        "cap_mode=per_day", "cap_mode=period_start", "period_anchor=chain", "quota_follows=person_and_payer",
        "day_count=both_days", "day_count=at_least_one", "pre_reform_stay=real_admission",
        "pre_reform_stay=old_rule_until_discharge", "disputed_night_uses_quota=no",
        "claim_rounding=down_krone",
    ]
)  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> RefundFolder:
    return RefundFolder(tmp_path_factory.mktemp("files"))


def write(folder: RefundFolder, facts: Facts, order: Callable[[list[str]], None] = lambda rows: None) -> None:
    stays = [f"{who},{where},{a},{_day(b)},{payer or ''}" for who, where, a, b, payer in facts.stays]
    rates = [f"{where},{a},{_day(b)},{_dkk(ore)},{listed}" for where, a, b, ore, listed in facts.rates]
    payments = [f"{who},{a},{_day(b)},{_dkk(ore)}" for who, a, b, ore in facts.payments]
    for rows, writing in ((stays, folder.stays), (rates, folder.rates), (payments, folder.payments)):
        order(rows)
        writing(*rows)


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _dkk(ore: int) -> str:
    return f"{ore // 100}.{ore % 100:02d}"


@given(worlds(), quarters, settings, randoms)
def test_the_order_of_rows_changes_nothing(
    folder: RefundFolder, facts: Facts, quarter: str, setting: str, random: Random
) -> None:
    write(folder, facts)
    ordered = folder.run(quarter, "--set", setting)

    write(folder, facts, random.shuffle)
    mixed = folder.run(quarter, "--set", setting)

    assert (mixed.code, mixed.text) == (ordered.code, ordered.text)


@given(worlds(), quarters, settings)
def test_its_own_lines_leave_nothing_whatever_the_reading(
    folder: RefundFolder, facts: Facts, quarter: str, setting: str
) -> None:
    write(folder, facts)
    folder.run(quarter, "--set", setting)

    assert folder.run(quarter, "--set", setting, closed=["lines.csv"], out="again.csv").lines == []


@given(worlds(), quarters, settings, st.integers(0, 400))
def test_a_later_day_of_asking_never_changes_a_quarter_that_had_ended(
    folder: RefundFolder, facts: Facts, quarter: str, setting: str, days: int
) -> None:
    ended = Quarter.parse(quarter).end
    write(folder, facts)

    on_its_last_day = folder.run(quarter, "--set", setting, "--as-of", ended.isoformat())
    later = folder.run(quarter, "--set", setting, "--as-of", (ended + timedelta(days=days)).isoformat())

    assert later.text == on_its_last_day.text


@given(worlds(), settings, st.integers(1, 91), st.integers(0, 91))
@example(ADMITTED_TWICE, "cap_mode=per_day", 1, 1)
def test_a_later_day_of_asking_only_adds_to_the_quarters_before(
    folder: RefundFolder, facts: Facts, setting: str, early: int, more: int
) -> None:
    """Two quarters in one run: the earlier one, already over, reads the same on any later day."""
    write(folder, Facts())
    folder.closed("101,2024Q1,nobody,S1,,,0,0.00,0.00,,difference,,", name="opening.csv")
    write(folder, facts)
    start = Quarter.parse("2024Q2").start

    def first_quarter(days: int) -> list[str]:
        as_of = (start + timedelta(days=days)).isoformat()
        ran = folder.run("2024Q2", "--set", setting, "--as-of", as_of, closed=["opening.csv"])
        return lines_of_first_quarter(ran)

    assert first_quarter(early + more) == first_quarter(early)


def lines_of_first_quarter(ran: Ran) -> list[str]:
    return [line for line in ran.lines if " 2024Q1 " in line]


@given(worlds(), st.lists(st.integers(1, 91), min_size=1, max_size=4), settings)
def test_claims_as_of_any_days_add_up_to_the_claim_of_the_whole_quarter(
    folder: RefundFolder, facts: Facts, days: list[int], setting: str
) -> None:
    write(folder, facts)
    start = Quarter.parse("2024Q1").start
    files: list[str] = []
    totals: dict[str, float] = {}
    for number, day in enumerate([*sorted(days), 91]):
        as_of = (start + timedelta(days=day)).isoformat()
        ran = folder.run("2024Q1", "--as-of", as_of, "--set", setting, closed=files, out=f"{number}.csv")
        files.append(f"{number}.csv")
        _add(totals, ran)
    whole: dict[str, float] = {}
    _add(whole, folder.run("2024Q1", "--set", setting, out="whole.csv"))

    assert {payer: total for payer, total in totals.items() if total} == {
        payer: total for payer, total in whole.items() if total
    }


def _add(totals: dict[str, float], ran: Ran) -> None:
    """In half øre, so that floats stay whole numbers."""
    for row in ran.rows:
        if row["refund_dkk"]:
            totals[row["payer"]] = totals.get(row["payer"], 0) + round(float(row["refund_dkk"]) * 200)


@pytest.mark.parametrize("quarter", QUARTERS)
def test_an_empty_country_claims_nothing(tmp_path: Path, quarter: str) -> None:
    assert RefundFolder(tmp_path).run(quarter).lines == []
