"""The command on an invented country against the twin, to the øre: small on every push, whole at night."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from random import Random

import pytest

from hjemad.config.cli import main
from hjemad.synthetic.denmark import denmark
from hjemad.synthetic.files import write_files
from tests.properties.refund_country import claimed_in, nights_in, people_of_files, rows_of, twin_of
from tests.properties.refund_twin import Facts

FIRST, LAST = date(2012, 1, 1), date(2026, 9, 30)
# The reform, a year under 120 nights, and the first whole quarter under 90.
QUARTERS = ["2023Q4", "2024Q3", "2026Q3"]


@dataclass(frozen=True)
class Country:
    folder: Path
    people: dict[str, Facts]

    def claim(self, quarter: str, *, closed: Path | None = None) -> Path:
        out = self.folder / f"{quarter}{'-again' if closed else ''}.csv"
        words = ["--rates", "rates.csv", "--payments", "payments.csv", "--quarter", quarter]
        paths = [str(self.folder / word) if word.endswith(".csv") else word for word in words]
        given = ["--closed", str(closed)] if closed else []
        code = main.run(["refund", str(self.folder / "stays.csv"), *paths, "--out", str(out), *given])
        assert code == 4, "an invented country has nights that wait for a fact"
        return out


def country_of(folder: Path, citizens: int) -> Country:
    write_files(denmark(citizens=citizens, seed=7, first=FIRST, last=LAST), folder)
    return Country(folder, people_of_files(folder))


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Country:
    return country_of(tmp_path_factory.mktemp("small"), 3_000)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Country:
    return country_of(tmp_path_factory.mktemp("whole"), 60_000)


@pytest.mark.parametrize("quarter", QUARTERS)
def test_every_person_of_a_small_country_equals_the_twin(small: Country, quarter: str) -> None:
    lines = small.claim(quarter)

    assert claimed_in(lines) == twin_of(small.people.values(), quarter)


@pytest.mark.parametrize("quarter", QUARTERS)
def test_a_small_country_run_again_with_its_own_lines_gives_none(small: Country, quarter: str) -> None:
    lines = small.claim(quarter)

    assert rows_of(small.claim(quarter, closed=lines)) == []


@pytest.mark.slow
@pytest.mark.parametrize("quarter", QUARTERS)
def test_a_thousand_people_and_all_nights_of_the_whole_country_equal_the_twin(
    whole: Country, quarter: str
) -> None:
    lines = whole.claim(quarter)
    some = set(Random(quarter).sample(sorted(whole.people), 1_000))  # noqa: S311 - a sample, not a secret

    assert claimed_in(lines, people=some) == twin_of((whole.people[person] for person in some), quarter)
    assert nights_in(claimed_in(lines)[0]) == nights_in(twin_of(whole.people.values(), quarter)[0])


@pytest.mark.slow
@pytest.mark.parametrize("quarter", QUARTERS)
def test_the_whole_country_run_again_with_its_own_lines_gives_none(whole: Country, quarter: str) -> None:
    lines = whole.claim(quarter)

    assert rows_of(whole.claim(quarter, closed=lines)) == []
