"""Faults put in on purpose: which are made, and when the command complains."""

from collections.abc import Iterable
from pathlib import Path

import pytest

from scripts.mutation.making import Mutant, mutants_of
from scripts.mutation.register import Register, report
from scripts.mutation.results import Kept, Result, code_digest
from scripts.mutation.suite import PACKAGES

MADE = mutants_of(PACKAGES[0] / "hours.py")
EXACT = 'code = "bad_hour" -> code = None'


def test_the_faults_of_a_module_are_small_and_named_by_what_changes() -> None:
    names = [one.name for one in MADE.mutants]

    assert f"hjemad.kernel.hours:BadHour | {EXACT}" in names
    hour = "if hour > 23 or minute > 59: -> if hour > 24 or minute > 59:"
    assert f"hjemad.kernel.hours:parse_hour | {hour}" in names
    assert len(names) == len(set(names))
    for one in MADE.mutants:
        compile(one.code(), "hours.py", "exec")
        assert one.code() != one.path.read_text(encoding="utf-8")


def test_words_of_texts_types_and_docstrings_are_left_alone() -> None:
    assert MADE.texts > 0
    for one in MADE.mutants:
        assert "XXThe hour cannot be read" not in one.code()
        assert "def parse_hour(text: str) -> time:" in one.code()


def kept(folder: Path, killed: Iterable[Mutant], survived: Iterable[Mutant] = ()) -> Kept:
    answer = Kept(afresh=True, file=folder / "results.jsonl")
    for mutants, was_killed in ((killed, True), (survived, False)):
        for one in mutants:
            answer.add(Result(one.name, code_digest(one), was_killed, "", ""))
    return answer


def complaints(results: Kept, *, survivors: dict[str, str] | None = None, excluded: int = 0) -> list[str]:
    left_out = {one.name: "left out for this test" for one in MADE.mutants[:excluded]}
    register = Register(survivors or {}, left_out)
    return report(MADE.mutants, texts=1, kept=results, register=register, whole=True).complaints


def test_a_survivor_with_its_reason_is_no_complaint(tmp_path: Path) -> None:
    first, *rest = MADE.mutants
    results = kept(tmp_path, rest, [first])

    assert complaints(results, survivors={first.name: "the same either way"}) == []
    assert complaints(results) == [f"no reason given: {first.name}"]
    assert complaints(results, survivors={first.name: "equal"}) == [f"the reason is too short: {first.name}"]


def test_a_reason_without_a_survivor_is_a_complaint(tmp_path: Path) -> None:
    name = MADE.mutants[0].name

    assert complaints(kept(tmp_path, MADE.mutants), survivors={name: "the same either way"}) == [
        f"in the register, but noticed or gone: {name}"
    ]


@pytest.mark.parametrize(("survive", "complaint"), [(10, "is below 95.0 %"), (0, "")])
def test_the_score_must_be_reached(tmp_path: Path, survive: int, complaint: str) -> None:
    few, rest = MADE.mutants[:survive], MADE.mutants[survive:]
    said = complaints(kept(tmp_path, rest, few), survivors={one.name: "the same either way" for one in few})

    assert [line for line in said if complaint and complaint in line] == said


def test_a_fault_without_a_result_and_too_many_left_out_are_complaints(tmp_path: Path) -> None:
    results = kept(tmp_path, MADE.mutants[3:])

    assert "1 faults have no result: run again" in complaints(results, excluded=2)
    assert "are excluded, more than 1.0 %" in " ".join(complaints(results, excluded=3))
