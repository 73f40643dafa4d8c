"""What a change moves, against a twin that counts night by night under each of the two laws."""

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hjemad.integrations.claim_files.bulk_reader import read_bulk
from hjemad.integrations.claim_files.run import ClaimFiles
from hjemad.law.claim.bulk_facts import BulkFacts, bulk_facts
from hjemad.law.claim.change import read_change
from hjemad.law.claim.what_if import Amount, WhatIf, reasons, what_if
from hjemad.law.parameters_reader import load_law
from hjemad.synthetic.denmark import denmark
from hjemad.synthetic.files import write_files
from tests.properties.refund_country import people_of_files
from tests.properties.refund_twin import DEFAULT, NINETY, REFORM, Facts, Key, Reading, right_sums
from tests.properties.refund_worlds import FIRST_DAY, person_facts, rate_book, worlds

AS_OF = date(2027, 1, 1)
FIRST_QUARTER, LAST_QUARTER = "2000Q1", "2026Q4"


@dataclass(frozen=True)
class Tried:
    """A change as the file says it, and as the twin reads it."""

    text: str
    before: Reading
    after: Reading


CHANGES = (
    Tried(
        "parameters: {sel.177.refund_nights: [{from: 2026-04-01, value: 60}]}",
        DEFAULT, replace(DEFAULT, caps=((REFORM, 120), (NINETY, 60))),
    ),
    Tried(
        "parameters: {sel.177.refund_nights: [{from: 2024-02-10, value: 30}, {from: 2025-01-01, value: 99}]}",
        DEFAULT,
        replace(DEFAULT, caps=((REFORM, 120), (date(2024, 2, 10), 30), (date(2025, 1, 1), 99), (NINETY, 90))),
    ),
    Tried(
        "parameters: {sel.177.refund_share: [{from: 2024-07-01, value: 41}]}",
        DEFAULT, replace(DEFAULT, shares=((date(2007, 1, 1), 50), (date(2024, 7, 1), 41))),
    ),
    Tried("settings: {period_anchor: chain}", DEFAULT, replace(DEFAULT, chain=True)),
    Tried(
        "before: {settings: {period_anchor: chain}}\nsettings: {disputed_night_uses_quota: no}",
        replace(DEFAULT, chain=True), replace(DEFAULT, chain=True, disputed_uses_quota=False),
    ),
)  # fmt: skip


def asked(facts: BulkFacts, tried: Tried, *, as_of: date = AS_OF) -> WhatIf:
    text = f"title: Tried\nas_of: {as_of}\n{tried.text}"
    return what_if(facts, read_change(text, where="change", law=load_law()))


def twin(world: Facts, reading: Reading, *, as_of: date = AS_OF) -> dict[Key, tuple[int, int]]:
    """(nights, hundredths of half an øre) of each payer, quarter and person; shares change with a quarter."""
    sums, _ = right_sums(world, first=FIRST_QUARTER, last=LAST_QUARTER, horizon=as_of, reading=reading)
    return {key: (nights, net * share_in(key[1], reading)) for key, (nights, net, _) in sums.items()}


def share_in(quarter: str, reading: Reading) -> int:
    year, number = quarter.split("Q")
    first_day = date(int(year), 3 * int(number) - 2, 1)
    return [percent for day, percent in reading.shares if day <= first_day][-1]


def added_up(
    sums: dict[Key, tuple[int, int]], *, by_year: bool = False
) -> dict[tuple[str, str], tuple[int, int]]:
    """The sums of each payer, or of each payer and year."""
    found: dict[tuple[str, str], tuple[int, int]] = defaultdict(lambda: (0, 0))
    for (payer, quarter, _), (nights, hundredths) in sums.items():
        key = payer, quarter[:4] if by_year else ""
        found[key] = (found[key][0] + nights, found[key][1] + hundredths)
    return dict(found)


def of(amount: Amount) -> tuple[int, int]:
    return amount.nights, amount.hundredths


def check(answer: WhatIf, before: dict[Key, tuple[int, int]], after: dict[Key, tuple[int, int]]) -> None:
    """Sums of every payer and year, everybody who is moved, and the reasons, are as the twin counts."""
    was, now = added_up(before), added_up(after)
    for moved in answer.payers:
        assert of(moved.before) == was.get((moved.payer, ""), (0, 0))
        assert of(moved.after) == now.get((moved.payer, ""), (0, 0))
    years_was, years_now = added_up(before, by_year=True), added_up(after, by_year=True)
    for payer, year in {*years_was, *years_now}:
        one, other = years_was.get((payer, year), (0, 0)), years_now.get((payer, year), (0, 0))
        moved = next(one for one in answer.payers if one.payer == payer)
        found = moved.years.get(int(year), Amount(0, 0, 0))
        assert of(found) == (other[0] - one[0], other[1] - one[1])
    keys = {*before, *after}
    differing = {key[2] for key in keys if before.get(key, (0, 0)) != after.get(key, (0, 0))}
    affected = {answer.facts.persons[number] for number in answer.affected}
    assert differing <= affected
    told = list(reasons(answer))
    assert [stretches[0].person for stretches in told] == sorted(affected)


@given(everybody=st.lists(worlds(), min_size=1, max_size=3), tried=st.sampled_from(CHANGES))
def test_what_moves_is_what_the_twin_counts_under_each_law(everybody: list[Facts], tried: Tried) -> None:
    world = everybody[0]
    named = [
        replace(facts, stays=[(f"P{at}", *row[1:]) for row in facts.stays], rates=world.rates,
                payments=[(f"P{at}", *row[1:]) for row in facts.payments])
        for at, facts in enumerate(everybody)
    ]  # fmt: skip
    facts = bulk_facts([person_facts(one, f"P{at}") for at, one in enumerate(named)], rate_book(world))

    answer = asked(facts, tried)

    before: dict[Key, tuple[int, int]] = {}
    after: dict[Key, tuple[int, int]] = {}
    for one in named:
        before |= twin(one, tried.before)
        after |= twin(one, tried.after)
    check(answer, before, after)


def test_the_worlds_begin_where_the_twin_looks() -> None:
    assert date(2000, 1, 1) < FIRST_DAY


def country(folder: Path, citizens: int) -> tuple[BulkFacts, dict[str, Facts]]:
    write_files(denmark(citizens=citizens, seed=7, first=date(2012, 1, 1), last=date(2026, 9, 30)), folder)
    where = ClaimFiles(folder / "stays.csv", folder / "rates.csv", folder / "payments.csv")
    return read_bulk(where)[0], people_of_files(folder)


@pytest.mark.parametrize("tried", CHANGES[:1])
def test_a_small_country_moves_as_the_twin_counts(tmp_path: Path, tried: Tried) -> None:
    facts, people = country(tmp_path, 600)

    compare_country(facts, people, tried)


@pytest.mark.slow
@pytest.mark.parametrize("tried", CHANGES)
def test_a_larger_country_moves_as_the_twin_counts(tmp_path: Path, tried: Tried) -> None:
    facts, people = country(tmp_path, 6_000)

    compare_country(facts, people, tried)


def compare_country(facts: BulkFacts, people: dict[str, Facts], tried: Tried) -> None:
    as_of = date(2026, 10, 1)
    before: dict[Key, tuple[int, int]] = {}
    after: dict[Key, tuple[int, int]] = {}
    for world in people.values():
        before |= twin(world, tried.before, as_of=as_of)
        after |= twin(world, tried.after, as_of=as_of)

    check(asked(facts, tried, as_of=as_of), before, after)


@pytest.mark.slow
def test_the_whole_country_moves_as_the_twin_counts_a_thousand_of_it(tmp_path: Path) -> None:
    facts, people = country(tmp_path, 60_000)
    answer = asked(facts, CHANGES[0], as_of=date(2026, 10, 1))
    some = set(Random(7).sample(sorted(people), 1_000))  # noqa: S311 - a sample, not a secret

    moved = {stretches[0].person: sum(one.hundredths for one in stretches) for stretches in reasons(answer)}

    for person in some:
        sums = [
            sum(
                hundredths
                for _, hundredths in twin(people[person], reading, as_of=date(2026, 10, 1)).values()
            )
            for reading in (CHANGES[0].before, CHANGES[0].after)
        ]
        assert moved.get(person, 0) == sums[1] - sums[0]
    assert sum(moved.values()) == answer.total.difference.hundredths
