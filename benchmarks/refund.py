"""`hjemad refund` on the whole invented country: 60,000 people and some 270,000 stays over fifteen years."""

import gc
import subprocess
import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from benchmarks import what_if
from benchmarks.measures import Measure, Results, timed
from hjemad.integrations.claim_files.run import ClaimFiles, FactsOfFiles, read_files, refund_lines
from hjemad.kernel.quarters import Quarter
from hjemad.law.parameters_reader import load_law
from hjemad.law.settings import Settings
from hjemad.synthetic.denmark import denmark
from hjemad.synthetic.files import write_files
from tests.properties.refund_country import claimed_in, nights_in, people_of_files, rows_of, twin_of
from tests.properties.refund_twin import Facts

FIRST, LAST = date(2012, 1, 1), date(2026, 9, 30)
# The reform, a year under 120 nights, and the first whole quarter under 90.
QUARTERS = ("2023Q4", "2024Q3", "2026Q3")
BUDGET_SECONDS = 10.0
SAMPLE = 1_000
LINES_STOPPED = 4


@dataclass(frozen=True)
class Country:
    """The files of the country in a folder, and its people as the twin reads them."""

    folder: Path
    people: dict[str, Facts]

    def claim(self, quarter: str, *, closed: Path | None = None) -> tuple[Path, float]:
        """The file of lines, and the seconds of the whole process from start to end."""
        out = self.folder / f"{quarter}{'-again' if closed else ''}.csv"
        program = Path(sys.executable).with_name("hjemad")
        command = [
            str(program), "refund", "stays.csv", "--rates", "rates.csv", "--payments", "payments.csv",
            "--quarter", quarter, "--out", out.name, *(["--closed", closed.name] if closed else []),
        ]  # fmt: skip
        done, seconds = timed(
            lambda: subprocess.run(command, cwd=self.folder, capture_output=True, text=True, check=False)
        )
        if done.returncode not in {0, LINES_STOPPED}:
            raise SystemExit(done.stderr)
        return out, seconds


def run(results: Results, *, citizens: int, seed: int, rounds: int) -> None:
    """Every quarter is claimed `rounds` times, checked against the twin and claimed again as closed."""
    with TemporaryDirectory() as name:
        country = _country(Path(name), results, citizens=citizens, seed=seed)
        for quarter in QUARTERS:
            _measure(country, quarter, results, rounds=rounds)
        _compare(country, results)
        what_if.run(results, folder=country.folder, people=country.people, rounds=rounds)


def _country(folder: Path, results: Results, *, citizens: int, seed: int) -> Country:
    made, seconds = timed(lambda: denmark(citizens=citizens, seed=seed, first=FIRST, last=LAST))
    write_files(made, folder)
    results.figure("invented citizens", len(made.persons))
    results.figure("invented stays", len(made.stays))
    results.figure("inventing them", seconds, "s")
    return Country(folder, people_of_files(folder))


def _measure(country: Country, quarter: str, results: Results, *, rounds: int) -> None:
    runs = [country.claim(quarter) for _ in range(rounds)]
    lines = runs[0][0]
    results.add(Measure(f"refund {quarter}", BUDGET_SECONDS, tuple(seconds for _, seconds in runs)))
    claimed = claimed_in(lines)
    sample = _sample(country, quarter)
    expected = twin_of((country.people[person] for person in sample), quarter)
    results.check(
        f"{quarter}: {len(sample):,} people equal the twin to the øre",
        holds=claimed_in(lines, people=set(sample)) == expected,
    )
    nights = nights_in(twin_of(country.people.values(), quarter)[0])
    results.check(
        f"{quarter}: {nights:,} nights in all, as the twin counts", holds=nights_in(claimed[0]) == nights
    )
    again, seconds = country.claim(quarter, closed=lines)
    results.check(f"{quarter}: its own lines closed leave nothing", holds=rows_of(again) == [])
    results.add(Measure(f"refund {quarter} with its own lines closed", BUDGET_SECONDS, (seconds,)))


def _compare(country: Country, results: Results) -> None:
    """Reading and claiming apart, and the ledger against the twin on the same people in the same process."""
    quarter = QUARTERS[-1]
    folder = country.folder
    where = ClaimFiles(folder / "stays.csv", folder / "rates.csv", folder / "payments.csv")
    gc.disable()  # as the command does
    facts, reading = timed(lambda: read_files(where))
    _, claiming = timed(lambda: _ledger(facts, quarter))
    results.figure("reading the files", reading, "s")
    results.figure("claiming", claiming, "s")
    sample = _sample(country, quarter)
    few = FactsOfFiles({p: facts.stays[p] for p in sample}, facts.payments, facts.rates, (), ())
    _, ledger = timed(lambda: _ledger(few, quarter))
    _, twin = timed(lambda: twin_of([country.people[person] for person in sample], quarter))
    results.figure("ledger per citizen", ledger / len(sample) * 1e6, "µs")
    results.figure("twin per citizen", twin / len(sample) * 1e6, "µs")
    results.figure("ledger faster than twin", twin / ledger, "times")


def _ledger(facts: FactsOfFiles, quarter: str) -> int:
    asked = Quarter.parse(quarter)
    done = refund_lines(
        facts, quarter=asked, as_of=asked.end, municipality=None, law=load_law(), settings=Settings.default()
    )
    return len(done.lines)


def _sample(country: Country, quarter: str) -> list[str]:
    people = sorted(country.people)
    return Random(quarter).sample(people, min(SAMPLE, len(people)))
