"""One municipality's whole claim: everybody's lines, quarters compared as a whole, and the rounding."""

from collections.abc import Sequence

from hjemad.kernel.money import Money
from hjemad.kernel.quarters import Quarter
from hjemad.law.claim.claiming import Claiming
from hjemad.law.claim.facts import ClosedLine, Line, PersonFacts
from hjemad.law.claim.ledger import build_lines, by_person, line_order
from hjemad.law.claim.lumps import whole_quarter_lines
from hjemad.law.claim.nights import waiting
from hjemad.law.claim.rounding import rounding_line


def claim_lines(
    people: Sequence[PersonFacts], closed: Sequence[ClosedLine], *, payer: str, claiming: Claiming
) -> tuple[Line, ...]:
    """All lines of `payer`'s claim for the window's last quarter, stopped ones and rounding included."""
    of_person = by_person(closed)
    lines = [
        line
        for person in people
        for line in build_lines(person, of_person.get(person.person, []), claiming=claiming)
        if line.payer == payer
    ]
    lines += whole_quarter_lines(people, closed, claiming=claiming)
    lines += _roundings(payer, lines, closed, claiming=claiming)
    return tuple(sorted(lines, key=line_order))


def _roundings(
    payer: str, lines: Sequence[Line], closed: Sequence[ClosedLine], *, claiming: Claiming
) -> list[Line]:
    """The rounding by the accepted setting, and what another one that waits would change in it."""
    quarter = claiming.window.last
    steps = claiming.steps.new
    found = [
        rounding_line(payer, lines=lines, closed=closed, quarter=quarter, settings=step.under.settings)
        for step in steps
    ]
    kept = [line for line in found[:1] if line is not None]
    for step, line in zip(steps[1:], found[1:], strict=True):
        if step.cause == "setting":
            kept += _changed_rounding(found[0], line, payer=payer, quarter=quarter)
    return kept


def _changed_rounding(now: Line | None, then: Line | None, *, payer: str, quarter: Quarter) -> list[Line]:
    of = [line.refund or Money.zero() if line is not None else Money.zero() for line in (now, then)]
    if of[0] == of[1]:
        return []
    line = Line(payer, quarter, "", "", None, 0, None, of[1] - of[0], "rounding", "rounding")
    return [waiting(line, "setting")]
