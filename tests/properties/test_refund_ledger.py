"""The ledger against its slow twin, and what must hold whatever the facts."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from hjemad.kernel.money import Money
from hjemad.kernel.quarters import Quarter
from hjemad.law.claim.facts import ClosedLine
from hjemad.law.claim.rounding import claim_total
from tests.properties.refund_twin import Facts, right_sums
from tests.properties.refund_worlds import (
    SHELTERS,
    as_closed,
    claim,
    stays,
    steps,
    sums_of,
    without_nothing,
    worlds,
)

FIRST = "2023Q3"
QUARTERS = [str(q) for q in Quarter.range(Quarter.parse(FIRST), Quarter.parse("2026Q4"))]
quarters = st.sampled_from(QUARTERS)


@given(worlds(), quarters)
def test_claim_of_a_quarter_equals_the_twin(facts: Facts, last: str) -> None:
    lines = claim(facts, [], first=FIRST, last=last)

    expected, waiting = right_sums(facts, first=FIRST, last=last, horizon=Quarter.parse(last).end)
    assert sums_of(lines) == without_nothing(expected)
    assert {
        (line.payer, str(line.origin), line.person) for line in lines if line.kind == "stopped"
    } == waiting


@given(worlds(), quarters)
def test_running_again_with_own_lines_closed_claims_nothing(facts: Facts, last: str) -> None:
    lines = claim(facts, [], first=FIRST, last=last)

    again = claim(facts, as_closed(lines), first=FIRST, last=last, last_closed=last)

    assert [line for line in again if line.kind != "stopped"] == []


@st.composite
def edits(draw: st.DrawFn, facts: Facts) -> Facts:
    """One thing learnt: a stay added, corrected or withdrawn, a payer, a rate or a payment changed."""
    now = Facts(list(facts.stays), list(facts.rates), list(facts.payments))
    kind = draw(st.sampled_from(["add", "withdraw", "correct", "payer", "rate", "payment"]))
    at = draw(st.integers(0, len(now.stays) - 1)) if now.stays else None
    if kind == "rate":
        now.rates = [(s, *step, True) for s in SHELTERS for step in draw(steps(2))]
    elif kind == "payment":
        now.payments = [("P1", *step) for step in draw(steps(2))]
    elif kind == "add" or at is None:
        now.stays.append(draw(stays()))
    elif kind == "withdraw":
        del now.stays[at]
    else:
        new, old = draw(stays()), now.stays[at]
        now.stays[at] = (*old[:4], new[4]) if kind == "payer" else (*old[:2], new[2], new[3], old[4])
    return now


@given(st.data())
def test_after_any_edits_and_closings_the_closed_lines_add_up_to_a_fresh_claim(data: st.DataObject) -> None:
    facts = data.draw(worlds())
    closed: list[ClosedLine] = []
    for index, quarter in enumerate(QUARTERS[:6]):
        facts = data.draw(edits(facts))
        before = QUARTERS[index - 1] if index else None
        closed += as_closed(claim(facts, closed, first=FIRST, last=quarter, last_closed=before))

    known, waiting = right_sums(facts, first=FIRST, last=QUARTERS[5], horizon=Quarter.parse(QUARTERS[5]).end)
    ledger = sums_of(closed)
    settled = {key for key in {*known, *ledger} if key not in waiting and ("", *key[1:]) not in waiting}
    assert {k: ledger[k] for k in settled if k in ledger} == {
        k: known[k] for k in settled if known.get(k, (0, 0, 0)) != (0, 0, 0)
    }


@given(st.data())
def test_every_claim_total_is_whole_ore_and_all_totals_are_the_rounded_truth(data: st.DataObject) -> None:
    facts = data.draw(worlds())
    closed: list[ClosedLine] = []
    for index, quarter in enumerate(QUARTERS[:4]):
        facts = data.draw(edits(facts))
        lines = as_closed(
            claim(
                facts, closed, first=FIRST, last=quarter, last_closed=QUARTERS[index - 1] if index else None
            )
        )
        closed += lines
        for payer in {line.payer for line in lines} - {""}:
            assert claim_total([line for line in lines if line.payer == payer]).is_whole_ore

    for payer in {line.payer for line in closed} - {""}:
        mine = [line for line in closed if line.payer == payer]
        exact = claim_total([line for line in mine if line.kind != "rounding"])
        assert claim_total(mine) == exact.rounded("half_up_ore")


@given(worlds(), quarters, st.randoms(use_true_random=False))
def test_the_order_of_facts_changes_nothing(facts: Facts, last: str, random: object) -> None:
    mixed = Facts(list(facts.stays), list(facts.rates), list(facts.payments))
    random.shuffle(mixed.stays)  # type: ignore[attr-defined]  # hypothesis gives random.Random
    random.shuffle(mixed.rates)  # type: ignore[attr-defined]  # as above

    assert claim(mixed, [], first=FIRST, last=last) == claim(facts, [], first=FIRST, last=last)


@given(worlds(), quarters, st.integers(1, 199))
def test_splitting_a_stay_at_a_day_changes_nothing(facts: Facts, last: str, nights: int) -> None:
    split: list[tuple[str, str, date, date | None, str | None]] = []
    for who, facility, start, end, payer in facts.stays:
        cut = date.fromordinal(start.toordinal() + nights)
        if end is not None and cut < end:
            split += [(who, facility, start, cut, payer), (who, facility, cut, end, payer)]
        else:
            split.append((who, facility, start, end, payer))

    parted = claim(Facts(split, facts.rates, facts.payments), [], first=FIRST, last=last)

    assert sums_of(parted) == sums_of(claim(facts, [], first=FIRST, last=last))


@given(worlds())
def test_a_refundable_night_is_never_claimed_by_two(facts: Facts) -> None:
    lines = claim(facts, [], first=FIRST, last="2026Q4")

    nights = [n for line in lines if line.kind == "new" and line.span for n in range(*line.span)]
    assert len(nights) == len(set(nights))
    assert all(line.refund is None or line.refund >= Money.zero() for line in lines if line.kind == "new")
