"""`python -m benchmarks`: all that has a budget; exit code 1 when one is broken or an answer is wrong."""

import argparse
import json
import sys
from pathlib import Path

from benchmarks import refund
from benchmarks.measures import Results, machine_seconds

CITIZENS, SEED, ROUNDS = 60_000, 1, 3


def main() -> int:
    """The results are printed, and written as JSON when asked."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--citizens", type=int, default=CITIZENS, metavar="N", help=f"people ({CITIZENS})")
    parser.add_argument("--seed", type=int, default=SEED, metavar="N", help=f"which country ({SEED})")
    parser.add_argument("--rounds", type=int, default=ROUNDS, metavar="N", help=f"per quarter ({ROUNDS})")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the results there too")
    options = parser.parse_args()
    results = Results()
    results.figure("this machine, five million plain steps", machine_seconds(), "s")
    refund.run(results, citizens=options.citizens, seed=options.seed, rounds=options.rounds)
    if options.json:
        options.json.write_text(json.dumps(results.as_json(), indent=1), encoding="utf-8")
    return 1 if results.failed else 0


if __name__ == "__main__":
    sys.exit(main())
