"""The lines of the next claim: right by today's facts minus everything ever closed, night by night.

Nothing here asks what changed since last time: a correction made while a claim closes is found by the next
one.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from hjemad.kernel.intervals import Span
from hjemad.kernel.money import Money
from hjemad.kernel.quarters import Quarter
from hjemad.law.claim.causes import CauseFinder, Rules
from hjemad.law.claim.facts import ClosedLine, Line, PersonFacts, RateBook
from hjemad.law.claim.pieces import Piece, Right, Window, right_of
from hjemad.law.parameters_reader import Law
from hjemad.law.settings import Settings

NOTHING = Money.zero()


@dataclass(frozen=True, slots=True)
class Claiming:
    """One run of the ledger: which quarters, under which law and settings, and what was closed before.

    `last_closed` is the latest origin quarter any earlier claim covered; later quarters give `new` lines,
    earlier ones `difference`. `rules` names today's law version and settings, to tell why an unchanged
    night changed.
    """

    window: Window
    rates: RateBook
    law: Law
    settings: Settings
    rules: Rules
    last_closed: Quarter | None = None


def build_lines(person: PersonFacts, closed: Sequence[ClosedLine], *, claiming: Claiming) -> list[Line]:
    """The person's lines for every payer, ordered by payer, origin quarter, day and shelter.

    `closed` are all lines ever closed on the person, by any payer. Lines outside the window's quarters, and
    closed nights from its horizon on, are left alone: what is not seen is not taken back. Stopped lines are
    repeated as long as something is missing (see `told_before`).
    """
    if not closed and not claiming.window.sees_any_of(person.stays):
        return []
    right = right_of(
        person, rates=claiming.rates, window=claiming.window, law=claiming.law, settings=claiming.settings
    )
    inside = [line for line in closed if claiming.window.first <= line.origin <= claiming.window.last]
    payers = {piece.payer for piece in right.pieces} | {line.payer for line in inside}
    lines: list[Line] = []
    for payer in payers:
        mine = [piece for piece in right.pieces if piece.payer == payer]
        past = [line for line in inside if line.payer == payer]
        if past:
            lines += _differences(person, payer, right, past=past, everyone=inside, claiming=claiming)
        else:
            finder = CauseFinder(person, payer, right, everyone=inside, rules=claiming.rules)
            lines += [_line_of(piece, person.person, claiming=claiming, finder=finder) for piece in mine]
    lines.sort(key=line_order)
    return _merged(lines)


def line_order(line: Line | ClosedLine) -> tuple[object, ...]:
    """Sort key of lines everywhere: payer, quarter, person, first night, shelter, kind."""
    return (line.payer, line.origin, line.person, line.span or (0, 0), line.facility, line.kind)


def told_before(line: Line, closed: Sequence[ClosedLine]) -> bool:
    """Whether the same stopped nights, for want of the same facts, stand among the closed lines already."""
    return line.kind == "stopped" and any(
        old.kind == "stopped"
        and (old.payer, old.origin, old.person, old.facility, old.span, old.missing)
        == (line.payer, line.origin, line.person, line.facility, line.span, line.missing)
        for old in closed
    )


def _line_of(piece: Piece, person: str, *, claiming: Claiming, finder: CauseFinder) -> Line:
    nights = piece.end - piece.start
    kind = _kind(piece.origin, claiming)
    if piece.missing:
        kind, cause = "stopped", ""
    else:
        cause = "" if kind == "new" else finder.cause(piece, None, piece.start, piece.facility)
    return Line(
        piece.payer, piece.origin, person, piece.facility, (piece.start, piece.end), nights,
        None if piece.net is None else piece.net * nights,
        None if piece.refund is None else piece.refund * nights,
        kind, cause, piece.missing, piece.basis,
    )  # fmt: skip


def _kind(origin: Quarter, claiming: Claiming) -> str:
    after_all_closed = claiming.last_closed is None or origin > claiming.last_closed
    return "new" if after_all_closed else "difference"


def _differences(
    person: PersonFacts, payer: str, right: Right, *,
    past: Sequence[ClosedLine], everyone: Sequence[ClosedLine], claiming: Claiming,
) -> Iterator[Line]:  # fmt: skip
    finder = CauseFinder(person, payer, right, everyone=everyone, rules=claiming.rules)
    mine = [piece for piece in right.pieces if piece.payer == payer]
    origins = {piece.origin for piece in mine} | {line.origin for line in past}
    for origin in origins:
        pieces = [piece for piece in mine if piece.origin == origin]
        waiting = [piece for piece in right.pieces if piece.origin == origin and piece.missing]
        lines = [line for line in past if line.origin == origin]
        for piece in pieces:
            if piece.missing:
                yield _line_of(piece, person.person, claiming=claiming, finder=finder)
        facilities = {piece.facility for piece in pieces if not piece.missing}
        facilities |= {line.facility for line in lines if line.counts}
        for facility in facilities:
            key = _Key(payer, origin, person.person, facility)
            held = [piece for piece in waiting if piece.holds_back(payer, facility)]
            known = [piece for piece in pieces if not piece.missing and piece.facility == facility]
            old = [line for line in lines if line.counts and line.facility == facility]
            spread = [(line, share) for line in old if (share := _per_night(line)) is not None]
            if len(spread) == len(old):
                yield from _nightly(key, known, spread, held=held, finder=finder, claiming=claiming)
            elif not held and all(_is_seen(line, claiming.window) for line in old):
                yield from _lump(key, known, old)


@dataclass(frozen=True, slots=True)
class _Key:
    payer: str
    origin: Quarter
    person: str
    facility: str


@dataclass(frozen=True, slots=True)
class _Amount:
    """Nights and money of one night; a closed night that was taken back counts -1."""

    nights: int
    net: Money
    refund: Money

    def __add__(self, other: "_Amount") -> "_Amount":
        return _Amount(self.nights + other.nights, self.net + other.net, self.refund + other.refund)

    def __sub__(self, other: "_Amount") -> "_Amount":
        return _Amount(self.nights - other.nights, self.net - other.net, self.refund - other.refund)

    @property
    def nothing(self) -> bool:
        return self.nights == 0 and self.net == NOTHING and self.refund == NOTHING


ZERO = _Amount(0, NOTHING, NOTHING)


def _per_night(line: ClosedLine) -> _Amount | None:
    """The line's share of each of its nights; None when it cannot be laid out evenly (entered by hand)."""
    if line.span is None or line.net is None or line.refund is None:
        return None
    length = line.span[1] - line.span[0]
    if length <= 0 or line.nights % length or line.net.half_ore % length or line.refund.half_ore % length:
        return None
    return _Amount(
        line.nights // length,
        Money(line.net.half_ore // length),
        Money(line.refund.half_ore // length),
    )


def _nightly(
    key: _Key, known: Sequence[Piece], old: Sequence[tuple[ClosedLine, _Amount]], *,
    held: Sequence[Piece], finder: CauseFinder, claiming: Claiming,
) -> Iterator[Line]:  # fmt: skip
    edges = {edge for piece in (*known, *held) for edge in (piece.start, piece.end)}
    edges |= {edge for line, _ in old if line.span for edge in line.span}
    horizon = claiming.window.horizon
    ordered = sorted(edge for edge in {*edges, horizon} if edge <= horizon)
    for start, end in pairwise(ordered):
        if any(piece.start <= start < piece.end for piece in held):
            continue
        piece = next((p for p in known if p.start <= start < p.end), None)
        covering = [(line, share) for line, share in old if _covers(line, start)]
        before = sum((share for _, share in covering), ZERO)
        delta = _right_amount(piece) - before
        if delta.nothing:
            continue
        kind = "new" if not covering and _kind(key.origin, claiming) == "new" else "difference"
        was = covering[-1][0] if before.nights else None
        cause = "" if kind == "new" else finder.cause(piece, was, start, key.facility)
        yield _difference(key, (start, end), delta, kind=kind, cause=cause, piece=piece)


def _covers(line: ClosedLine, day: int) -> bool:
    return line.span is not None and line.span[0] <= day < line.span[1]


def _right_amount(piece: Piece | None) -> _Amount:
    if piece is None or piece.net is None or piece.refund is None:
        return ZERO
    return _Amount(1, piece.net, piece.refund)


def _difference(key: _Key, span: Span, delta: _Amount, *, kind: str, cause: str, piece: Piece | None) -> Line:
    length = span[1] - span[0]
    basis = None
    if piece is not None:
        shift = span[0] - piece.start
        number = piece.basis.first_number + shift if piece.basis.first_number else 0
        basis = replace(piece.basis, first_number=number)
    return Line(
        key.payer, key.origin, key.person, key.facility, span, delta.nights * length,
        delta.net * length, delta.refund * length, kind, cause, "", basis,
    )  # fmt: skip


def _is_seen(line: ClosedLine, window: Window) -> bool:
    """Whether all nights of the line lie before the horizon; without days it holds the whole quarter."""
    last = line.span[1] if line.span else line.origin.end.toordinal()
    return last <= window.horizon


def _lump(key: _Key, known: Sequence[Piece], old: Sequence[ClosedLine]) -> Iterator[Line]:
    """One difference for the whole quarter, where a closed line does not say which night holds how much."""
    nights, net, refund = 0, NOTHING, NOTHING
    spans: list[Span] = []
    for piece in known:
        length = piece.end - piece.start
        amount = _right_amount(piece)
        nights, net, refund = nights + length, net + amount.net * length, refund + amount.refund * length
        spans.append((piece.start, piece.end))
    for line in old:
        nights -= line.nights
        net, refund = net - (line.net or NOTHING), refund - (line.refund or NOTHING)
        if line.span:
            spans.append(line.span)
    if not _Amount(nights, net, refund).nothing:
        hull = (min(s[0] for s in spans), max(s[1] for s in spans)) if spans else None
        yield Line(
            key.payer, key.origin, key.person, key.facility, hull, nights, net, refund, "difference", "fact"
        )


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
    ):  # fmt: skip
        return False
    return _rate_of(one) == _rate_of(other) and _continues(one, other)


def _rate_of(line: Line) -> tuple[object, ...]:
    """Amounts of one night of the line (the span is never empty here)."""
    span = line.span or (0, 1)
    length = span[1] - span[0]
    net = line.net.half_ore // length if line.net else None
    refund = line.refund.half_ore // length if line.refund else None
    return (line.nights // length, net, refund)


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
