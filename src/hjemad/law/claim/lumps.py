"""A quarter compared as a whole, where a closed line does not say which night holds how much.

So stand opening balances, and lines entered by hand: of one person at one shelter or at all, or (without a
person) of the whole municipality.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from hjemad.kernel.intervals import Span
from hjemad.kernel.quarters import Quarter
from hjemad.law.claim.claiming import Claiming
from hjemad.law.claim.facts import ClosedLine, Line, PersonFacts
from hjemad.law.claim.nights import NOTHING, ZERO, Amount, Key, Rights, Stage, amount_of, waiting
from hjemad.law.claim.pieces import Piece, Window
from hjemad.law.claim.rules import Step

NO_NIGHTS_KNOWN = "opening_nights"
"""What is missing where something was claimed before Hjemad, and not one night of it is known here."""


@dataclass(frozen=True, slots=True)
class _Total:
    """What is right for the whole key under one step; None while something holds it back."""

    step: Step
    amount: Amount | None


def lump_lines(
    key: Key, stages: Sequence[Stage], old: Sequence[ClosedLine], *, claiming: Claiming, nights_known: bool
) -> Iterator[Line]:
    """One difference for the whole quarter and each step; nothing while some night of it waits.

    A quarter claimed before Hjemad with no night known here is not taken back: that is unknown, not nothing.
    """
    if not all(_is_seen(line, claiming.window) for line in old):
        return
    opening = any(line.kind == "opening" for line in old)
    if opening and not nights_known:
        yield Line(
            key.payer, key.origin, key.person, key.facility, None, 0, None, None,
            "stopped", missing=NO_NIGHTS_KNOWN,
        )  # fmt: skip
        return
    known = [piece for stage in stages for piece in stage.known(key)]
    span = _hull([*((piece.start, piece.end) for piece in known), *(line.span for line in old if line.span)])
    totals = [_Total(stage.step, None if stage.held(key) else _sum(stage.known(key))) for stage in stages]
    yield from _differences(key, totals, old, span=span)


def _differences(
    key: Key, totals: Sequence[_Total], old: Sequence[ClosedLine], *, span: Span | None
) -> Iterator[Line]:
    stands = sum((Amount(line.nights, line.net or NOTHING, line.refund or NOTHING) for line in old), ZERO)
    cause_of_facts = "opening" if any(line.kind == "opening" for line in old) else "fact"
    for total in totals:
        if total.amount is None:
            continue
        delta = total.amount - stands
        if delta.nothing:
            continue
        stands = total.amount
        line = Line(
            key.payer, key.origin, key.person, key.facility, span, delta.nights, delta.net, delta.refund,
            "difference", total.step.cause or cause_of_facts,
        )  # fmt: skip
        yield waiting(line, total.step.cause) if total.step.waits else line


def _sum(pieces: Iterable[Piece]) -> Amount:
    return sum((amount_of(piece).times(piece.end - piece.start) for piece in pieces), ZERO)


def _hull(spans: Sequence[Span]) -> Span | None:
    return (min(start for start, _ in spans), max(end for _, end in spans)) if spans else None


def _is_seen(line: ClosedLine, window: Window) -> bool:
    """Whether all nights of the line lie before the horizon; without days it holds the whole quarter."""
    last = line.span[1] if line.span else line.origin.end.toordinal()
    return last <= window.horizon


def whole_quarter_lines(
    people: Sequence[PersonFacts], closed: Sequence[ClosedLine], *, claiming: Claiming
) -> list[Line]:
    """The differences of quarters whose opening balance names no person, over everybody together.

    `closed` are all lines of the payers concerned. Without such quarters nothing is computed.
    """
    lines: list[Line] = []
    if not claiming.whole_quarters:
        return lines
    rights = [Rights.of_person(person, claiming=claiming) for person in people]
    for payer, origin in sorted(claiming.whole_quarters):
        if not claiming.window.first <= origin <= claiming.window.last:
            continue
        key = Key(payer, origin, "", "")
        stages = _together(rights, origin, claiming=claiming)
        old = [line for line in closed if (line.payer, line.origin) == (payer, origin) and line.counts]
        nights = any(piece.payer == payer for stage in stages for piece in stage.pieces)
        lines += lump_lines(key, stages, old, claiming=claiming, nights_known=nights)
    return lines


def _together(rights: Sequence[Rights], origin: Quarter, *, claiming: Claiming) -> list[Stage]:
    """Each step with everybody's nights of the quarter."""
    of_each = [right.stages(origin, claiming=claiming) for right in rights]
    return [
        Stage(step, tuple(piece for stages in of_each for piece in stages[at].pieces))
        for at, step in enumerate(claiming.steps_of(origin))
    ]
