"""One payer, person, quarter and shelter, night by night: right less closed, and why they differ."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from hjemad.kernel.intervals import Span, difference
from hjemad.kernel.money import Money
from hjemad.kernel.quarters import Quarter
from hjemad.law.claim.causes import CauseFinder
from hjemad.law.claim.claiming import Claiming
from hjemad.law.claim.facts import ClosedLine, Line, LineBasis, PersonFacts
from hjemad.law.claim.pieces import Piece, Right, right_of
from hjemad.law.claim.rules import WAITING, Step

NOTHING = Money.zero()
OWN_COST = "own_shelter_cost_basis"


@dataclass(frozen=True, slots=True)
class Key:
    """What one comparison is about; `facility` empty: all shelters of the payer together."""

    payer: str
    origin: Quarter
    person: str
    facility: str


@dataclass(frozen=True, slots=True)
class Amount:
    """Nights and money; a closed night that was taken back counts -1."""

    nights: int
    net: Money
    refund: Money

    def __add__(self, other: "Amount") -> "Amount":
        return Amount(self.nights + other.nights, self.net + other.net, self.refund + other.refund)

    def __sub__(self, other: "Amount") -> "Amount":
        return Amount(self.nights - other.nights, self.net - other.net, self.refund - other.refund)

    def times(self, length: int) -> "Amount":
        """The amount of as many nights."""
        return Amount(self.nights * length, self.net * length, self.refund * length)

    @property
    def nothing(self) -> bool:
        """Neither nights nor money."""
        return self.nights == 0 and self.net == NOTHING and self.refund == NOTHING


ZERO = Amount(0, NOTHING, NOTHING)


@dataclass(frozen=True, slots=True)
class Stage:
    """A step of the rules with what is right under it in one quarter, whoever pays."""

    step: Step
    pieces: tuple[Piece, ...]

    def known(self, key: Key) -> list[Piece]:
        """Nights of the key with an amount."""
        return [
            piece
            for piece in self.pieces
            if piece.payer == key.payer and not piece.missing and key.facility in {"", piece.facility}
        ]

    def held(self, key: Key) -> list[Piece]:
        """Nights whose missing facts hold the key's closed lines back."""
        return [piece for piece in self.pieces if piece.holds_back(key.payer, key.facility)]


@dataclass(slots=True)
class Rights:
    """What is right for one person under each set of rules."""

    _by_rules: dict[int, Right] = field(default_factory=dict)

    @classmethod
    def of_person(cls, person: PersonFacts, *, claiming: Claiming) -> "Rights":
        """Each set the claim steps through computed once; steps share the sets they are made of."""
        rights = cls()
        for step in (*claiming.steps.earlier, *claiming.steps.new):
            if id(step.under) not in rights._by_rules:
                rights._by_rules[id(step.under)] = right_of(
                    person, rates=claiming.rates, window=claiming.window,
                    law=step.under.law, settings=step.under.settings,
                )  # fmt: skip
        return rights

    def of(self, step: Step) -> Right:
        """What is right under the step's rules."""
        return self._by_rules[id(step.under)]

    @property
    def every(self) -> Sequence[Right]:
        """All of them."""
        return tuple(self._by_rules.values())

    def stages(self, origin: Quarter, *, claiming: Claiming) -> tuple[Stage, ...]:
        """The steps that count for the quarter, each with its nights there."""
        return tuple(
            Stage(step, tuple(piece for piece in self.of(step).pieces if piece.origin == origin))
            for step in claiming.steps_of(origin)
        )


def per_night(line: ClosedLine) -> Amount | None:
    """The line's share of each of its nights; None when it cannot be laid out evenly (entered by hand)."""
    if line.span is None or line.net is None or line.refund is None:
        return None
    length = line.span[1] - line.span[0]
    if length <= 0 or line.nights % length or line.net.half_ore % length or line.refund.half_ore % length:
        return None
    return Amount(
        line.nights // length,
        Money(line.net.half_ore // length),
        Money(line.refund.half_ore // length),
    )


def amount_of(piece: Piece | None) -> Amount:
    """What one night of the piece gives."""
    if piece is None or piece.net is None or piece.refund is None:
        return ZERO
    return Amount(1, piece.net, piece.refund)


def nightly_lines(
    key: Key, stages: Sequence[Stage], old: Sequence[tuple[ClosedLine, Amount]], *,
    finder: CauseFinder, claiming: Claiming,
) -> Iterator[Line]:  # fmt: skip
    """A line for each stretch of nights and each step that gives another amount than stood before it."""
    laid = [_Laid(stage.step, stage.known(key), stage.held(key)) for stage in stages]
    for span in _spans(laid, [line for line, _ in old], claiming=claiming):
        covering = [(line, share) for line, share in old if _covers(line, span[0])]
        before = sum((share for _, share in covering), ZERO)
        stands = before
        for stage in laid:
            if stage.holds(span[0]):
                continue
            piece = stage.at(span[0])
            delta = amount_of(piece) - stands
            if delta.nothing:
                continue
            stands = amount_of(piece)
            kind, parts = "difference", [(span, stage.step.cause)]
            if not stage.step.cause and not covering and claiming.kind(key.origin) == "new":
                kind = "new"
            elif not stage.step.cause:
                parts = finder.causes(piece, span, key.facility, claimed=before.nights != 0)
            for part, cause in parts:
                basis = None if piece is None else _basis_from(piece, part[0])
                line = Line(
                    key.payer, key.origin, key.person, key.facility, part, *_money(delta, part), kind, cause,
                    "", basis, expected=claiming.is_expected(part[0]),
                )  # fmt: skip
                yield waiting(line, stage.step.cause) if stage.step.waits else line


@dataclass(frozen=True, slots=True)
class _Laid:
    """One stage's nights of one key."""

    step: Step
    known: list[Piece]
    held: list[Piece]

    def at(self, day: int) -> Piece | None:
        return next((piece for piece in self.known if piece.start <= day < piece.end), None)

    def holds(self, day: int) -> bool:
        return any(piece.start <= day < piece.end for piece in self.held)


def _spans(laid: Sequence[_Laid], old: Sequence[ClosedLine], *, claiming: Claiming) -> Iterator[Span]:
    """Stretches in which nothing changes from one night to the next, before the horizon."""
    edges = {
        edge for stage in laid for piece in (*stage.known, *stage.held) for edge in (piece.start, piece.end)
    }
    edges |= {edge for line in old if line.span for edge in line.span}
    edges.add(claiming.window.horizon)
    if claiming.expected_from is not None:
        edges.add(claiming.expected_from)
    return pairwise(sorted(edge for edge in edges if edge <= claiming.window.horizon))


def _money(delta: Amount, span: Span) -> tuple[int, Money, Money]:
    whole = delta.times(span[1] - span[0])
    return whole.nights, whole.net, whole.refund


def waiting(line: Line, cause: str) -> Line:
    """The line as what accepting the change would bring: it asks for nothing until then."""
    return replace(line, kind="stopped", cause="", missing=f"{WAITING}{cause}")


def _basis_from(piece: Piece, day: int) -> LineBasis:
    number = piece.basis.first_number + day - piece.start if piece.basis.first_number else 0
    return replace(piece.basis, first_number=number)


def _covers(line: ClosedLine, day: int) -> bool:
    return line.span is not None and line.span[0] <= day < line.span[1]


def lacking_lines(
    key: Key, stages: Sequence[Stage], *, asked: Sequence[Line], claiming: Claiming
) -> Iterator[Line]:
    """The nights that wait for a fact, under the rules the claim is made under.

    Nights that only lack a choice the municipality has made, and not yet accepted, are told once: as `asked`.
    """
    stage = next((one for one in reversed(stages) if not one.step.waits), stages[-1])
    told = [line.span for line in asked if line.span and line.missing.startswith(WAITING)]
    for piece in stage.pieces:
        if piece.payer != key.payer or not piece.missing:
            continue
        spans = [(piece.start, piece.end)]
        if piece.missing == OWN_COST:
            spans = difference(spans, told)
        for span in spans:
            for part in _cut_at(span, claiming.expected_from):
                yield Line(
                    key.payer, key.origin, key.person, piece.facility, part, part[1] - part[0], None, None,
                    "stopped", "", piece.missing, _basis_from(piece, part[0]),
                    expected=claiming.is_expected(part[0]),
                )  # fmt: skip


def _cut_at(span: Span, day: int | None) -> list[Span]:
    if day is None or not span[0] < day < span[1]:
        return [span]
    return [(span[0], day), (day, span[1])]
