"""Why a night's claim differs from what was closed: one cause for each line.

`fact` the person's own nights at this payer · `link` records joined or parted · `payer` another municipality
pays · `rate` · `payment` · `rate_or_payment` where the source cannot tell (files) · `overlap` a disputed
night was decided · `identity` a name became known · `expected` the night was only expected when it was
claimed, and came otherwise · `opening` what was claimed before Hjemad is not what the facts give · `setting`
· `parameter` · `law_version` (see `rules`) · `changed_elsewhere` nights another municipality pays moved the
person's place in the running year: the line says so and nothing about the other's facts ·
`fact_or_elsewhere` where the source cannot tell: files without the other's closed lines.
"""

from collections.abc import Sequence, Set
from functools import cached_property
from itertools import groupby, pairwise

from hjemad.kernel.intervals import Span, difference, union
from hjemad.law.claim.facts import ClosedLine, PersonFacts
from hjemad.law.claim.pieces import Piece, Right
from hjemad.law.claim.rules import WAITING
from hjemad.law.claim.segments import Segment, spans_paid_by

STOPPED_CAUSE = {"rate": "rate", "resident_payment": "payment", "payment_exceeds_rate": "rate",
                 "payer": "payer", "identity": "identity", "overlap": "overlap",
                 "own_shelter_cost_basis": "setting", "own_shelter_cost": "rate"}  # fmt: skip

CAUSES = frozenset({
    "fact", "link", "payer", "rate", "payment", "rate_or_payment", "overlap", "identity", "expected",
    "opening",
    "setting", "parameter", "law_version", "changed_elsewhere", "fact_or_elsewhere", "rounding",
})  # fmt: skip

LONGEST_YEAR = 366


class CauseFinder:
    """Finds the cause of each difference of one person and payer."""

    def __init__(
        self, person: PersonFacts, payer: str, right: Right, *,
        everyone: Sequence[ClosedLine], code_changed: bool, expected: range,
    ) -> None:  # fmt: skip
        """`expected`: the nights that were only expected when the payer claimed last."""
        self._person, self._payer, self._right = person, payer, right
        self._everyone, self._code_changed, self._expected = everyone, code_changed, expected
        self._past = [line for line in everyone if line.payer == payer]

    def causes(
        self, piece: Piece | None, span: Span, facility: str, *, claimed: bool
    ) -> list[tuple[Span, str]]:
        """The stretches of `span`, in order, each with its one cause: some nights may have waited before."""
        starts = sorted({span[0], *(edge for edge in self._edges if edge in range(*span))})
        told = groupby(starts, key=lambda day: self.cause(piece, day, facility, claimed=claimed))
        first = [(next(days), cause) for cause, days in told]
        ends = [*(start for start, _ in first[1:]), span[1]]
        return [((start, end), cause) for (start, cause), end in zip(first, ends, strict=True)]

    @cached_property
    def _edges(self) -> set[int]:
        """The nights, as ordinals, at which another cause may begin."""
        found = {edge for line in self._everyone if line.span for edge in line.span}
        found |= {edge for segment in self._right.segments for edge in (segment.start, segment.end)}
        return found | {self._expected.start, self._expected.stop}

    def cause(self, piece: Piece | None, day: int, facility: str, *, claimed: bool) -> str:
        """Why the night `day` at `facility` is claimed differently than before; `claimed`: it was then."""
        if piece is not None and claimed:
            return self._amount_changed(piece)
        if piece is not None:
            return self._came(piece, day, facility)
        return self._went(day, facility)

    def _amount_changed(self, piece: Piece) -> str:
        if piece.rate_changed:
            return "rate"
        if piece.payment_changed:
            return "payment"
        if piece.rate_changed is None:  # a source that cannot tell of the one can tell of neither
            return "rate_or_payment"
        return "law_version" if self._code_changed else "fact"

    def _came(self, piece: Piece, day: int, facility: str) -> str:
        stopped = next((line for line in self._past if _lacked_a_fact(line) and _covers(line, day)), None)
        if stopped is not None:
            return STOPPED_CAUSE.get(stopped.missing.split(";")[0], "fact")
        if self._closed_by_other(day, facility) or piece.night.payer_changed:
            return "payer"
        return self._unknown_then(day) or self._own_or_elsewhere(day)

    def _went(self, day: int, facility: str) -> str:
        segment = self._segment_at(day)
        now = segment.stays if segment else ()
        mine = [fact for fact in now if fact.payer == self._payer]
        here = any(fact.facility == facility for fact in mine)
        if segment is not None and segment.decided and not here:
            return "overlap"
        if now and not mine:
            return "payer"
        if not here:
            return "link" if self._person.link_changed else self._unknown_then(day) or "fact"
        return self._own_or_elsewhere(day)

    def _unknown_then(self, day: int) -> str:
        return "expected" if day in self._expected and not self._person.link_changed else ""

    def _own_or_elsewhere(self, day: int) -> str:
        if self._person.link_changed:
            return "link"
        if self.own_changed or (self.own_changed is None and not self._others_before(day)):
            return "fact"
        elsewhere = "fact_or_elsewhere" if self.own_changed is None else "changed_elsewhere"
        return "law_version" if self._code_changed else elsewhere

    @cached_property
    def own_changed(self) -> bool | None:
        """Whether this payer's own nights changed; inferred from the nights where the source cannot tell.

        None where the nights cannot tell either: they stand, and nobody else's closed lines are known.
        """
        if self._person.own_changed is not None:
            return self._person.own_changed.get(self._payer, True)
        closed = _nights_closed(self._past)
        if difference(closed, spans_paid_by(self._right.segments, self._payer)):
            return True
        others = {line.payer for line in self._everyone if line.counts} - {self._payer}
        return not self._elsewhere_changed(others) if others else None

    def _elsewhere_changed(self, others: Set[str]) -> bool:
        for other in others:
            closed = _nights_closed([line for line in self._everyone if line.payer == other])
            right = union([(p.start, p.end) for p in self._right.pieces if p.payer == other])
            if closed != right:
                return True
        return False

    def _others_before(self, day: int) -> bool:
        """Whether another payer has nights that may lie in the same running year, before `day`."""
        return any(
            segment.start < day < segment.end + LONGEST_YEAR
            for segment in self._right.segments
            if any(fact.payer != self._payer for fact in segment.stays)
        )

    def _closed_by_other(self, day: int, facility: str) -> bool:
        return any(
            line.counts and line.payer != self._payer and line.facility == facility and _covers(line, day)
            for line in self._everyone
        )

    def _segment_at(self, day: int) -> Segment | None:
        return next((s for s in self._right.segments if s.start <= day < s.end), None)


def _lacked_a_fact(line: ClosedLine) -> bool:
    return line.kind == "stopped" and not line.missing.startswith(WAITING)


def _covers(line: ClosedLine, day: int) -> bool:
    return line.span is not None and line.span[0] <= day < line.span[1]


def _nights_closed(lines: Sequence[ClosedLine]) -> list[Span]:
    """Nights with a positive count after all closed lines are added up."""
    edges = sorted({edge for line in lines if line.counts and line.span for edge in line.span})
    kept: list[Span] = []
    for start, end in pairwise(edges):
        covering = [line for line in lines if line.counts and _covers(line, start)]
        if sum(_sign(line.nights) for line in covering) > 0:
            kept.append((start, end))
    return union(kept)


def _sign(nights: int) -> int:
    return (nights > 0) - (nights < 0)
