"""A person's timeline cut into stretches of nights where the same stays hold."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from hjemad.kernel.intervals import Span, difference, union
from hjemad.law.claim.facts import NightFact
from hjemad.law.settings import Settings


@dataclass(frozen=True, slots=True)
class Segment:
    """Nights [start, end) as ordinals, and every stay reported for them, the first admitted first.

    Those admitted on one day stand in order of shelter and payer: not of their ends, which a later day of
    asking would move.
    `decided`: several were reported, and a decision says which of them count; the others are left out.
    """

    start: int
    end: int
    stays: tuple[NightFact, ...]
    decided: bool = False

    @property
    def disputed(self) -> bool:
        """Two shelters, or two payers, claim the same nights: a person must decide, nothing is guessed."""
        return len({(fact.facility, fact.payer) for fact in self.stays}) > 1


def segments_of(stays: Sequence[NightFact], *, horizon: int, settings: Settings) -> list[Segment]:
    """Disjoint segments in order, cut at `horizon` (exclusive ordinal); open stays run to the horizon.

    Declared nights are in none of them.
    """
    spans = _spans(stays, horizon=horizon, settings=settings)
    spans.sort(key=lambda item: (item[0], item[2].facility, item[2].payer or "", item[2].refs))
    if all(first[1] <= second[0] for first, second in pairwise(spans)):
        return [Segment(start, end, (fact,)) for start, end, fact in spans]
    return _sweep(spans)


def _spans(
    stays: Sequence[NightFact], *, horizon: int, settings: Settings
) -> list[tuple[int, int, NightFact]]:
    spans: list[tuple[int, int, NightFact]] = []
    extra: list[tuple[int, NightFact]] = []
    for fact in stays:
        if fact.declared:
            continue
        start = fact.period.start.toordinal()
        left = fact.period.end.toordinal() if fact.period.end is not None else horizon
        if fact.period.end is not None and left < horizon:
            one_day = settings.day_count == "at_least_one" and left == start
            if settings.day_count == "both_days" or one_day:
                extra.append((left, fact))
        end = min(left, horizon)
        if start < end:
            spans.append((start, end, fact))
    taken = union([(start, end) for start, end, _ in spans])
    # The day out counts only where no stay has the night (R3); two shelters left that day are in dispute.
    free = [(day, fact) for day, fact in extra if difference([(day, day + 1)], taken)]
    return [*spans, *((day, day + 1, fact) for day, fact in free)]


def _sweep(spans: list[tuple[int, int, NightFact]]) -> list[Segment]:
    edges = sorted({edge for start, end, _ in spans for edge in (start, end)})
    found: list[Segment] = []
    active: list[tuple[int, int, NightFact]] = []
    upcoming = 0
    for start, end in pairwise(edges):
        active = [item for item in active if item[1] > start]
        while upcoming < len(spans) and spans[upcoming][0] <= start:
            active.append(spans[upcoming])
            upcoming += 1
        if active:
            found.append(_segment(start, end, tuple(item[2] for item in active)))
    return _joined(found)


def _segment(start: int, end: int, stays: tuple[NightFact, ...]) -> Segment:
    """The nights with the stays a decision lets count, where there is one among them; else with all."""
    kept = tuple(fact for fact in stays if fact.counts)
    if kept and len(kept) < len(stays):
        return Segment(start, end, kept, decided=True)
    return Segment(start, end, stays)


def _joined(segments: list[Segment]) -> list[Segment]:
    """Neighbours with the same stays become one: a day out beside its own nights leaves no seam."""
    joined: list[Segment] = []
    for segment in segments:
        last = joined[-1] if joined else None
        if last is not None and last.end == segment.start and _alike(last, segment):
            joined[-1] = Segment(last.start, segment.end, segment.stays, segment.decided)
        else:
            joined.append(segment)
    return joined


def _alike(one: Segment, other: Segment) -> bool:
    return one.stays == other.stays and one.decided == other.decided


def declared_spans(stays: Sequence[NightFact], *, horizon: int) -> list[tuple[Span, str]]:
    """Nights known only because somebody declared them, with the payer named (empty: none)."""
    far = [
        (fact.period.start.toordinal(), fact.period.end.toordinal() if fact.period.end else horizon, fact)
        for fact in stays
        if fact.declared
    ]
    return [
        ((start, min(end, horizon)), fact.payer or "")
        for start, end, fact in far
        if start < min(end, horizon)
    ]


def spans_paid_by(segments: Sequence[Segment], payer: str) -> list[Span]:
    """Nights for which `payer` is named on at least one stay."""
    return union([(s.start, s.end) for s in segments if any(f.payer == payer for f in s.stays)])
