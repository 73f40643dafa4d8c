"""One municipality's whole claim: everybody's lines, quarters compared as a whole, and the rounding."""

from collections.abc import Sequence

from hjemad.kernel.money import Money
from hjemad.kernel.quarters import Quarter
from hjemad.law.claim.claiming import Claiming
from hjemad.law.claim.facts import ClosedLine, Line, PersonFacts
from hjemad.law.claim.ledger import build_lines, by_person, line_order
from hjemad.law.claim.lumps import whole_quarter_lines
from hjemad.law.claim.rounding import rounding_line
from hjemad.law.claim.rules import WAITING, Step


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

    def under(step: Step) -> Line | None:
        settings = step.under.settings
        return rounding_line(payer, lines=lines, closed=closed, quarter=quarter, settings=settings)

    first, *later = claiming.steps.new
    now = under(first)
    kept = [] if now is None else [now]
    for step in later:
        if step.cause == "setting":
            kept += _changed_rounding(now, under(step), payer=payer, quarter=quarter)
    return kept


def _changed_rounding(now: Line | None, then: Line | None, *, payer: str, quarter: Quarter) -> list[Line]:
    was, becomes = (line.refund or Money.zero() if line is not None else Money.zero() for line in (now, then))
    if was == becomes:
        return []
    missing = f"{WAITING}setting"
    return [Line(payer, quarter, "", "", None, 0, None, becomes - was, "stopped", missing=missing)]
