"""`python -m benchmarks`: all that has a budget; exit code 1 when one is broken or an answer is wrong."""

import argparse
import json
import sys
from pathlib import Path

from benchmarks import http_pages, openfisca, refund
from benchmarks.country import DATABASES, WHOLE
from benchmarks.measures import Results, machine_seconds

SMALL, SEED, ROUNDS = 3_000, 1, 3
PAGE_ROUNDS = 10
PARTS = ("refund", "openfisca", "pages")
PEOPLE, SMALL_PEOPLE = 1_000_000, 50_000


def main() -> int:
    """The results are printed, and written as JSON when asked."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--whole", action="store_true", help=f"the whole country: {WHOLE} people")
    parser.add_argument("--citizens", type=int, metavar="N", help=f"people ({SMALL})")
    parser.add_argument("--seed", type=int, default=SEED, metavar="N", help=f"which country ({SEED})")
    parser.add_argument("--rounds", type=int, default=ROUNDS, metavar="N", help=f"per quarter ({ROUNDS})")
    parser.add_argument("--only", choices=PARTS, help="one part of it")
    parser.add_argument("--database", choices=DATABASES, help="pages on one database only")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the results there too")
    options = parser.parse_args()
    citizens = options.citizens or (WHOLE if options.whole else SMALL)
    results = Results()
    results.figure("this machine, five million plain steps", machine_seconds(), "s")
    if options.only in {None, "refund"}:
        refund.run(results, citizens=citizens, seed=options.seed, rounds=options.rounds)
    if options.only in {None, "openfisca"}:
        openfisca.run(results, people=PEOPLE if options.whole else SMALL_PEOPLE, seed=options.seed)
    if options.only in {None, "pages"}:
        databases = (options.database,) if options.database else DATABASES
        http_pages.run(results, databases=databases, citizens=citizens, seed=options.seed, rounds=PAGE_ROUNDS)
    if options.json:
        options.json.write_text(json.dumps(results.as_json(), indent=1), encoding="utf-8")
    return 1 if results.failed else 0


if __name__ == "__main__":
    sys.exit(main())
