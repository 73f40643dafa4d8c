"""The bulk form of the refund count against OpenFisca-Core on the same rule and people, in one process."""

import json
import os
import subprocess

from benchmarks.measures import Results
from scripts.setup import ROOT, TOOLS, digest, environment, wanted_version

ENVIRONMENT = ROOT / ".bench"
LOCK = ROOT / "requirements" / "bench.txt"
AT_LEAST, PROMISED_FOR = 50.0, 1_000_000
WALL, CPU = 0, 1


def run(results: Results, *, people: int, seed: int) -> None:
    """Both count the same nights; for a million people the bulk form works at most a fiftieth of the time."""
    if not _prepared():
        results.check("OpenFisca-Core can be installed (build/bench.log says why not)", holds=False)
        return
    command = [str(ENVIRONMENT / "bin" / "python"), "-m", "benchmarks.openfisca_rule",
               "--people", str(people), "--seed", str(seed)]  # fmt: skip
    paths = os.pathsep.join([str(ROOT), str(ROOT / "src")])
    done = subprocess.run(
        command,
        cwd=ROOT,
        env={**environment(), "PYTHONPATH": paths},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise SystemExit(done.stderr)
    _tell(results, json.loads(done.stdout))


def _tell(results: Results, found: dict[str, object]) -> None:
    people, stays, days, nights = (int(str(found[name])) for name in ("people", "stays", "days", "nights"))
    theirs, ours, unordered = found["openfisca"], found["bulk"], found["unordered"]
    assert isinstance(theirs, list)  # noqa: S101 - what our own program printed
    assert isinstance(ours, list)  # noqa: S101
    assert isinstance(unordered, list)  # noqa: S101
    results.check(
        f"{people:,} people, {stays:,} stays, {days:,} days: {nights:,} refundable nights, all of them equal",
        holds=found["identical"] is True,
    )
    for name, clock in (("time of the clock", WALL), ("time of the processor", CPU)):
        best, mixed = (min(one[clock] for one in rounds) for rounds in (ours, unordered))
        results.figure(f"OpenFisca-Core, {name}", theirs[clock], "s")
        results.figure(f"bulk form, {name}", best, "s")
        results.figure(f"bulk form on stays in no order, {name}", mixed, "s")
        results.figure(f"bulk form faster, {name}", theirs[clock] / best, "times")
        results.figure(f"bulk form on stays in no order faster, {name}", theirs[clock] / mixed, "times")
    if people >= PROMISED_FOR:
        faster = theirs[CPU] / min(one[CPU] for one in ours)
        results.check(f"the bulk form is at least {AT_LEAST:g} times as fast", holds=faster >= AT_LEAST)


def _prepared() -> bool:
    """The environment holds exactly what requirements/bench.txt names."""
    mark = ENVIRONMENT / "stamp"
    if mark.exists() and mark.read_text(encoding="utf-8") == digest(LOCK):
        return True
    uv, log = TOOLS / "bin" / "uv", ROOT / "build" / "bench.log"
    python = ENVIRONMENT / "bin" / "python"
    steps = (
        [uv, "venv", "--clear", "--python", wanted_version(), ENVIRONMENT],
        [uv, "pip", "sync", "--python", python, "--require-hashes", LOCK],
    )
    log.parent.mkdir(exist_ok=True)
    with log.open("w", encoding="utf-8") as out:
        for step in steps:
            words = [str(word) for word in step]
            if subprocess.run(words, env=environment(), stdout=out, stderr=out, check=False).returncode:
                return False
    mark.write_text(digest(LOCK), encoding="utf-8")
    return True
