"""Put small faults into law and kernel, one at a time, and print the share that the tests notice.

    .venv/bin/python scripts/mutants.py [--only MODULE] [--jobs N] [--afresh] [--no-run]

Results are kept in build/mutants: a run puts in only what changed since the last one, in the code or in its
tests. `--afresh` forgets them, as is right after a change of parameters, of helpers that tests share, or of
a function that others call. Exit code 1: below the score, a survivor without a reason, or one too many.
"""

import argparse
import hashlib
import multiprocessing
import os
import pickle
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from scripts.mutation import making  # noqa: E402  (found through the line above)
from scripts.mutation.making import Made, Mutant, mutants_of  # noqa: E402
from scripts.mutation.register import Register, read, report  # noqa: E402
from scripts.mutation.results import FOLDER, Kept, Result, code_digest, tests_digest  # noqa: E402
from scripts.mutation.suite import Reach, source_files  # noqa: E402


def made(path: Path) -> Made:
    """The mutants of the file, kept beside the digest of its text."""
    text = path.read_bytes() + Path(making.__file__).read_bytes() + str(path).encode()
    kept = FOLDER / "made" / hashlib.sha256(text).hexdigest()
    if not kept.exists():
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_bytes(pickle.dumps(mutants_of(path)))
    answer: Made = pickle.loads(kept.read_bytes())  # noqa: S301  (written by the line above)
    return answer


def in_functions(mutants: list[Mutant], *, jobs: int, afresh: bool) -> None:
    """Every fault in the body of a function has a result, or is left for `at_import`."""
    from scripts.mutation import swapping  # noqa: PLC0415  (not before the others are forked)

    code = swapping.run(mutants, jobs=jobs, afresh=afresh)
    if code:
        sys.exit(code)


def at_import(mutants: list[Mutant], *, reach: Reach, jobs: int) -> None:
    """Every fault has a result."""
    from scripts.mutation import fresh, swapping  # noqa: PLC0415  (as above)

    kept = Kept(afresh=False)
    waiting = [one for one in mutants if not kept.holds(one, reach, swapping.asked_about(one, reach))]
    print(f"mutants: {len(waiting)} faults need everything imported anew", flush=True)
    done = 0

    def ended(mutant: Mutant, code: int) -> None:
        nonlocal done
        done += 1
        killed = code != 0
        tests = [] if killed else list(reach.digest)
        kept.add(
            Result(
                name=mutant.name,
                code=code_digest(mutant),
                killed=killed,
                by="import" if killed else "",
                tests=tests_digest(reach, tests),
            )
        )
        if done % 50 == 0:
            print(f"mutants: {done} of {len(waiting)}", flush=True)

    fresh.run(waiting, reach=reach, jobs=jobs, ended=ended)


def apart(work: "multiprocessing.process.BaseProcess") -> None:
    """A process of its own has done the work, so that this one has imported nothing of the house."""
    work.start()
    work.join()
    if work.exitcode:
        sys.exit(1)


def run(mutants: list[Mutant], *, jobs: int, afresh: bool) -> None:
    """Every mutant has a result."""
    forked = multiprocessing.get_context("fork")
    bodies = [one for one in mutants if one.function]
    apart(forked.Process(target=in_functions, args=(bodies,), kwargs={"jobs": jobs, "afresh": afresh}))
    reach: Reach = pickle.loads((FOLDER / "reach.pickle").read_bytes())  # noqa: S301  (just written)
    apart(forked.Process(target=at_import, args=(mutants,), kwargs={"reach": reach, "jobs": jobs}))


def chosen(only: list[str], jobs: int) -> tuple[list[Mutant], int]:
    """The mutants of the modules asked for, and how many texts are in them."""
    files = [path for path in source_files() if not only or any(part in str(path) for part in only)]
    with multiprocessing.get_context("fork").Pool(jobs) as pool:
        answers = pool.map(made, files, chunksize=1)
    return [one for answer in answers for one in answer.mutants], sum(answer.texts for answer in answers)


def main() -> int:
    """0 when the score is reached and every survivor has its reason."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--only", action="append", default=[], metavar="PART", help="modules with this in the path"
    )
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--afresh", action="store_true", help="forget what is known")
    parser.add_argument("--no-run", action="store_true", help="only print what is known")
    asked = parser.parse_args()
    began = time.monotonic()
    os.chdir(ROOT)
    os.environ["HJEMAD_HYPOTHESIS_PROFILE"] = "mutants"
    register: Register = read()
    mutants, texts = chosen(asked.only, asked.jobs)
    if not asked.no_run:
        wanted = [one for one in mutants if one.name not in register.excluded]
        run(wanted, jobs=asked.jobs, afresh=asked.afresh)
    said = report(mutants, texts=texts, kept=Kept(afresh=False), register=register, whole=not asked.only)
    print("\n".join(said.lines))
    print(f"{time.monotonic() - began:.0f} seconds")
    print("\n".join(f"mutants: {complaint}" for complaint in said.complaints))
    return 1 if said.complaints else 0


if __name__ == "__main__":
    sys.exit(main())
