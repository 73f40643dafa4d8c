"""`hjemad law diff` on the whole invented country: 90 nights become 60, without and with reasons."""

import resource
import subprocess
import sys
from datetime import date
from pathlib import Path
from random import Random

from benchmarks.measures import Measure, Results, timed
from hjemad.integrations.claim_files.bulk_reader import read_bulk
from hjemad.integrations.claim_files.run import ClaimFiles
from hjemad.law.claim.bulk_compare import sums_by_payer
from hjemad.law.claim.bulk_facts import BulkFacts
from hjemad.law.claim.bulk_right import BulkLedger
from hjemad.law.claim.change import read_change
from hjemad.law.claim.what_if import reasons, what_if
from hjemad.law.parameters_reader import load_law
from hjemad.law.settings import Settings
from tests.properties.refund_twin import DEFAULT, NINETY, REFORM, Facts, Reading, right_sums

AS_OF = date(2026, 10, 1)
CHANGE = f"""
title: 90 nights become 60 from 1 April 2026
as_of: {AS_OF}
parameters:
  sel.177.refund_nights:
    - from: 2026-04-01
      value: 60
"""
SIXTY = Reading(caps=((REFORM, 120), (NINETY, 60)))
QUICK_SECONDS, REASONS_SECONDS, REFUND_SECONDS = 3.0, 30.0, 2.0
SAMPLE = 1_000
QUARTERS = ("2026Q2", "2026Q3")


def run(results: Results, *, folder: Path, people: dict[str, Facts], rounds: int) -> None:
    """The command measured as a whole process, the bulk form by itself, and all sums held to the twin."""
    (folder / "change.yaml").write_text(CHANGE, encoding="utf-8")
    worked = _children()
    quick = tuple(_command(folder)[1] for _ in range(rounds))
    results.add(Measure("law diff, 90 nights become 60", QUICK_SECONDS, quick))
    results.figure("law diff, time of the processor", (_children() - worked) / rounds, "s")
    worked = _children()
    told, seconds = _command(folder, "--out", "moved.csv")
    results.add(Measure("law diff with reasons", REASONS_SECONDS, (seconds,)))
    results.figure("law diff with reasons, time of the processor", _children() - worked, "s")
    results.figure("times it told how far it was", len(told.stderr.splitlines()))
    where = ClaimFiles(folder / "stays.csv", folder / "rates.csv", folder / "payments.csv")
    (facts, _), reading = timed(lambda: read_bulk(where))
    results.figure("reading the files as arrays", reading, "s")
    every_quarter = tuple(timed(lambda: _refund(facts))[1] for _ in range(rounds))
    results.add(Measure("refund of every quarter without reasons", REFUND_SECONDS, every_quarter))
    results.figure("with reading the files", reading + min(every_quarter), "s")
    _compare(results, facts, people)


def _children() -> float:
    """Seconds the processor has worked for the commands started here."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _command(folder: Path, *words: str) -> tuple[subprocess.CompletedProcess[str], float]:
    program = Path(sys.executable).with_name("hjemad")
    command = [
        str(program), "law", "diff", "stays.csv", "--rates", "rates.csv", "--payments", "payments.csv",
        "--change", "change.yaml", *words,
    ]  # fmt: skip
    done, seconds = timed(
        lambda: subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    )
    if done.returncode:
        raise SystemExit(done.stderr)
    return done, seconds


def _refund(facts: BulkFacts) -> int:
    """The State's part of every night there is, in hundredths of half an øre."""
    ledger = BulkLedger(facts, date(2007, 1, 1).toordinal(), AS_OF.toordinal())
    right = ledger.right(load_law(), Settings.default())
    return int(sums_by_payer(right, payers=len(facts.payers)).hundredths.sum())


def _compare(results: Results, facts: BulkFacts, people: dict[str, Facts]) -> None:
    """The twin counts a thousand citizens drawn by chance, and everybody with a night after the change."""
    answer = what_if(facts, read_change(CHANGE, where="change", law=load_law()))
    moved = {stretches[0].person: sum(one.hundredths for one in stretches) for stretches in reasons(answer)}
    some = Random(1).sample(sorted(people), min(SAMPLE, len(people)))
    results.check(
        f"law diff: {len(some):,} people equal the twin",
        holds=all(moved.get(person, 0) == _by_twin(people[person]) for person in some),
    )
    late = [facts for facts in people.values() if any((row[3] or AS_OF) > NINETY for row in facts.stays)]
    results.check(
        f"law diff: all of them together, {len(moved):,} people are moved, as the twin counts",
        holds=sum(map(_by_twin, late)) == answer.total.difference.hundredths,
    )


def _by_twin(facts: Facts) -> int:
    """What the State pays more for the person under 60 nights, in hundredths of half an øre."""
    before, after = (
        right_sums(facts, first=QUARTERS[0], last=QUARTERS[-1], horizon=AS_OF, reading=reading)[0]
        for reading in (DEFAULT, SIXTY)
    )
    return 100 * (sum(one[2] for one in after.values()) - sum(one[2] for one in before.values()))
