"""The register of faults that no test notices, each with its reason, and the score."""

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from scripts.mutation.making import Mutant
from scripts.mutation.results import Kept
from scripts.mutation.suite import ROOT

FILE = ROOT / "tests" / "mutants" / "survivors.yaml"
LOWEST_SCORE = 95.0
MOST_EXCLUDED = 1.0
REASON_AT_LEAST = 15  # letters; less than that explains nothing


@dataclass(frozen=True)
class Register:
    """By name of the fault: why it may survive, and why it is not put in at all."""

    survivors: dict[str, str]
    excluded: dict[str, str]


def read(file: Path = FILE) -> Register:
    """The register as committed: under each reason the names of its faults."""
    data = yaml.safe_load(file.read_text(encoding="utf-8")) or {}

    def by_name(part: str) -> dict[str, str]:
        return {name: entry["reason"] for entry in data.get(part) or [] for name in entry["faults"]}

    return Register(by_name("survivors"), by_name("excluded"))


@dataclass
class Report:
    """What stands at the end of a run; `complaints` is empty when all is as promised."""

    lines: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)


def report(mutants: list[Mutant], *, texts: int, kept: Kept, register: Register, whole: bool) -> Report:
    """Score per package, every survivor with its reason; `whole` is false when only a part was asked for."""
    asked = [one for one in mutants if one.name not in register.excluded]
    results = {one.name: kept.of(one) for one in asked}
    survivors = [one for one in asked if (result := results[one.name]) is not None and not result.killed]
    unknown = [one for one in asked if results[one.name] is None]
    answer = Report()
    for one in survivors:
        reason = register.survivors.get(one.name, "NO REASON GIVEN")
        answer.lines.append(f"survived  {one.name}  (line {one.first})\n          {reason}")
    answer.lines += ["", *_table(asked, survivors), ""]
    killed = len(asked) - len(survivors) - len(unknown)
    score = 100 * killed / max(len(asked), 1)
    left = 100 * (len(mutants) - len(asked)) / max(len(mutants), 1)
    answer.lines += [
        f"{len(mutants)} faults, {len(mutants) - len(asked)} excluded by name ({left:.2f} %)",
        f"{texts} literals are text, whose words are not changed",
        f"score {score:.2f} %: {killed} noticed, {len(survivors)} survived, {len(unknown)} not run.",
    ]
    answer.complaints = [
        *_about_numbers(score, left, len(unknown)),
        *(f"no reason given: {one.name}" for one in survivors if one.name not in register.survivors),
        *_about_reasons(register),
    ]
    if whole:
        names = {one.name for one in survivors}
        answer.complaints += [
            f"in the register, but noticed or gone: {name}"
            for name in register.survivors
            if name not in names
        ]
    return answer


def _about_numbers(score: float, left: float, unknown: int) -> list[str]:
    complaints = []
    if score < LOWEST_SCORE:
        complaints.append(f"the score {score:.2f} % is below {LOWEST_SCORE} %")
    if left > MOST_EXCLUDED:
        complaints.append(f"{left:.2f} % are excluded, more than {MOST_EXCLUDED} %")
    if unknown:
        complaints.append(f"{unknown} faults have no result: run again")
    return complaints


def _about_reasons(register: Register) -> list[str]:
    given = [*register.survivors.items(), *register.excluded.items()]
    return [f"the reason is too short: {name}" for name, reason in given if len(reason) < REASON_AT_LEAST]


def _table(asked: list[Mutant], survivors: list[Mutant]) -> list[str]:
    """A line per package: faults, survivors, score."""
    every = Counter(_package(one) for one in asked)
    left = Counter(_package(one) for one in survivors)
    return [
        f"{100 * (1 - left[name] / count):6.2f} %  {count:5} faults  {left[name]:4} survived  {name}"
        for name, count in sorted(every.items())
    ]


def _package(mutant: Mutant) -> str:
    parts = mutant.module.split(".")
    return ".".join(parts[: 3 if len(parts) > 3 else 2])
