"""The lines of the next claim: right by today's facts minus everything ever closed, night by night.

Nothing here asks what changed since last time: a correction made while a claim closes is found by the next
one. What is right is computed once for each step of `Claiming.steps`: first under the rules of the latest
claim, where the difference to the closed lines is made by facts, then under each later set of rules, where
it is made by them.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from hjemad.kernel.money import Money
from hjemad.law.claim.causes import CauseFinder
from hjemad.law.claim.claiming import Claiming
from hjemad.law.claim.facts import ClosedLine, Line, PersonFacts
from hjemad.law.claim.lumps import lump_lines
from hjemad.law.claim.nights import Key, Rights, Stage, lacking_lines, nightly_lines, per_night
from hjemad.law.claim.pieces import Right


def build_lines(person: PersonFacts, closed: Sequence[ClosedLine], *, claiming: Claiming) -> list[Line]:
    """The person's lines for every payer, ordered by payer, origin quarter, day and shelter.

    `closed` are all lines ever closed on the person, by any payer. Lines outside the window's quarters, and
    closed nights from its horizon on, are left alone: what is not seen is not taken back. Stopped lines are
    repeated as long as something is missing (see `told_before`).
    """
    if not closed and not claiming.window.sees_any_of(person.stays):
        return []
    rights = Rights.of_person(person, claiming=claiming)
    inside = [line for line in closed if claiming.window.first <= line.origin <= claiming.window.last]
    payers = {piece.payer for right in rights.every for piece in right.pieces} | {
        line.payer for line in inside
    }
    lines: list[Line] = []
    for payer in payers:
        past = [line for line in inside if line.payer == payer]
        lines += _lines_of_payer(person, payer, rights, past=past, everyone=inside, claiming=claiming)
    lines.sort(key=line_order)
    return _merged(lines)


def line_order(line: Line | ClosedLine) -> tuple[object, ...]:
    """Sort key of lines everywhere: payer, quarter, person, first night, shelter, kind."""
    return (line.payer, line.origin, line.person, line.span or (0, 0), line.facility, line.kind, line.missing)


def told_before(line: Line, closed: Sequence[ClosedLine]) -> bool:
    """Whether the same stopped nights, for want of the same facts, stand among the closed lines already."""
    return line.kind == "stopped" and any(
        old.kind == "stopped"
        and (old.payer, old.origin, old.person, old.facility, old.span, old.missing)
        == (line.payer, line.origin, line.person, line.facility, line.span, line.missing)
        for old in closed
    )


def _lines_of_payer(
    person: PersonFacts, payer: str, rights: Rights, *,
    past: Sequence[ClosedLine], everyone: Sequence[ClosedLine], claiming: Claiming,
) -> Iterator[Line]:  # fmt: skip
    first = rights.of(claiming.steps.earlier[0])
    finder = CauseFinder(
        person, payer, first, everyone=everyone, code_changed=claiming.steps.code_changed,
        expected=claiming.expected_before,
    )  # fmt: skip
    # In a quarter where only others have nights, none of the payer's is found.
    origins = {piece.origin for right in rights.every for piece in right.pieces}
    for origin in origins | {line.origin for line in past}:
        stages = rights.stages(origin, claiming=claiming)
        old = [line for line in past if line.origin == origin and line.counts]
        asked: list[Line] = []
        if (payer, origin) not in claiming.whole_quarters:
            for facility in _facilities(stages, old):
                key = Key(payer, origin, person.person, facility)
                asked += _asked(key, stages, old, known=first, finder=finder, claiming=claiming)
        yield from asked
        yield from lacking_lines(
            Key(payer, origin, person.person, ""), stages, asked=asked, claiming=claiming
        )


def _facilities(stages: Sequence[Stage], old: Sequence[ClosedLine]) -> set[str]:
    """Each shelter by itself; all together (the empty text) where a closed line does not name one.

    Shelters where only others pay are among them: there is nothing to ask for there.
    """
    named = {line.facility for line in old}
    if "" in named:
        return {""}
    return named | {piece.facility for stage in stages for piece in stage.pieces}


def _asked(
    key: Key, stages: Sequence[Stage], old: Sequence[ClosedLine], *,
    known: Right, finder: CauseFinder, claiming: Claiming,
) -> Iterator[Line]:  # fmt: skip
    mine = [line for line in old if not key.facility or line.facility == key.facility]
    spread = [(line, share) for line in mine if (share := per_night(line)) is not None]
    if key.facility and len(spread) == len(mine):
        return nightly_lines(key, stages, spread, finder=finder, claiming=claiming)
    return lump_lines(key, stages, mine, claiming=claiming, nights_known=known.has_nights_in(key.origin))


def _merged(lines: Sequence[Line]) -> list[Line]:
    """Neighbouring lines that say the same per night become one."""
    merged: list[Line] = []
    for line in lines:
        last = merged[-1] if merged else None
        if last is not None and last.span and line.span and _same_story(last, line):
            both = (last.span[0], line.span[1])
            merged[-1] = replace(
                last, span=both, nights=last.nights + line.nights, net=_sum(last.net, line.net),
                refund=_sum(last.refund, line.refund),
            )  # fmt: skip
        else:
            merged.append(line)
    return merged


def _sum(one: Money | None, other: Money | None) -> Money | None:
    return None if one is None or other is None else one + other


def _same_story(one: Line, other: Line) -> bool:
    if one.span is None or other.span is None or one.span[1] != other.span[0]:
        return False
    if (one.payer, one.origin, one.person, one.facility, one.kind, one.cause, one.missing) != (
        other.payer, other.origin, other.person, other.facility, other.kind, other.cause, other.missing
    ) or one.expected != other.expected:  # fmt: skip
        return False
    long, longer = (span[1] - span[0] for span in (one.span, other.span))
    return _times(one, longer) == _times(other, long) and _continues(one, other)


def _times(line: Line, count: int) -> tuple[object, ...]:
    """So many times the line. Two with the same per night are equal, each as often as the other has days."""
    net, refund = (None if money is None else money * count for money in (line.net, line.refund))
    return (line.nights * count, net, refund)


def _continues(one: Line, other: Line) -> bool:
    """Same values, same fact versions, same running year: the numbers of the nights simply go on."""
    if one.basis is None or other.basis is None:
        return one.basis is other.basis
    return replace(one.basis, first_number=0) == replace(other.basis, first_number=0)


def by_person(lines: Sequence[ClosedLine]) -> Mapping[str, list[ClosedLine]]:
    """Closed lines grouped by person; roundings (no person) under the empty text."""
    grouped: dict[str, list[ClosedLine]] = {}
    for line in lines:
        grouped.setdefault(line.person, []).append(line)
    return grouped
