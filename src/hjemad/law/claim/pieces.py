"""What is right by today's facts: each refundable night with its amount, or with what is missing.

Nights above the ceiling and nights in a shelter outside Tilbudsportalen give no piece: their answer is none,
not unknown. A night whose amount cannot be known gives a piece without amounts and with the codes of what is
missing: `rate`, `resident_payment`, `payment_exceeds_rate`, `payer`, `identity`, `overlap`.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import pairwise

from hjemad.kernel.intervals import Span
from hjemad.kernel.money import Money
from hjemad.kernel.quarters import Quarter
from hjemad.law.claim.facts import LineBasis, NightFact, PaymentFact, PersonFacts, RateBook, RateFact
from hjemad.law.claim.segments import Segment, segments_of
from hjemad.law.parameters_reader import Law
from hjemad.law.serviceloven.par_177 import CountedSpan, caps_from, count_nights
from hjemad.law.serviceloven.par_177_amount import refund_of_night
from hjemad.law.settings import Settings

ANYWHERE = ""


@dataclass(frozen=True, slots=True)
class Window:
    """The days a claim looks at: origin quarters [first, last], nights before `horizon` (exclusive)."""

    first: Quarter
    last: Quarter
    horizon: int

    @property
    def start(self) -> int:
        """The first day, as an ordinal."""
        return self.first.start.toordinal()

    def sees_any_of(self, stays: Sequence[NightFact]) -> bool:
        """Whether a night (or, where it counts, a day out) of the stays may lie in the window."""
        first, horizon = self.first.start, date.fromordinal(self.horizon)
        return any(
            fact.period.start < horizon and (fact.period.end is None or fact.period.end >= first)
            for fact in stays
        )


@dataclass(frozen=True, slots=True)
class Piece:
    """Nights [start, end) of one origin quarter with the same answer for each.

    `net` and `refund` are per night and None where `missing` names what must be known first. `payer` is empty
    when it is not known; `facility` is the first of the disputed ones on an overlap.
    """

    start: int
    end: int
    origin: Quarter
    payer: str
    facility: str
    net: Money | None
    refund: Money | None
    missing: str
    basis: LineBasis
    night: NightFact
    rate_changed: bool | None = None
    payment_changed: bool | None = None

    def holds_back(self, payer: str, facility: str) -> bool:
        """Whether a closed line of that payer and facility waits for this piece's missing facts."""
        if not self.missing:
            return False
        if self.payer and self.payer != payer:
            return False
        return "overlap" in self.missing or not self.payer or self.facility == facility


@dataclass(frozen=True, slots=True)
class Right:
    """The right pieces of one person, and the segments they were cut from."""

    pieces: tuple[Piece, ...]
    segments: tuple[Segment, ...]


def right_of(person: PersonFacts, *, rates: RateBook, window: Window, law: Law, settings: Settings) -> Right:
    """Every refundable night of `person` inside `window`, for all payers, in order of day."""
    segments = segments_of(person.stays, horizon=window.horizon, settings=settings)
    pieces: list[Piece] = []
    for segment, counted in _refundable_parts(segments, law=law, settings=settings):
        start = max(segment.start, counted.span[0], window.start)
        end = min(segment.end, counted.span[1])
        for first, last, origin in _by_quarter(start, end):
            part = _Part(first, last, origin, counted)
            if segment.disputed:
                pieces += _disputed(segment, part)
            else:
                pieces += _known_stay(segment.stays[0], part, person=person, rates=rates, law=law)
    pieces.sort(key=lambda piece: (piece.start, piece.payer))
    return Right(tuple(pieces), tuple(segments))


@dataclass(frozen=True, slots=True)
class _Part:
    start: int
    end: int
    origin: Quarter
    counted: CountedSpan

    def basis(self, at: int, **values: object) -> LineBasis:
        number = self.counted.number + (at - self.counted.span[0]) if self.counted.number else 0
        return LineBasis(
            year_start=self.counted.year_start,
            first_number=number,
            cap=self.counted.cap,
            **values,  # type: ignore[arg-type]  # values are LineBasis' own fields
        )


def _refundable_parts(
    segments: Sequence[Segment], *, law: Law, settings: Settings
) -> Iterator[tuple[Segment, CountedSpan]]:
    """Each segment with the refundable spans that touch it."""
    caps = caps_from(law, settings)
    apart = settings.disputed_night_uses_quota == "no"
    counting = [segment for segment in segments if not (apart and segment.disputed)]
    groups: dict[str, list[Segment]] = {}
    for segment in counting:
        payer = segment.stays[0].payer or "" if settings.quota_follows == "person_and_payer" else ""
        groups.setdefault(payer, []).append(segment)
    for group in groups.values():
        spans: list[Span] = [(segment.start, segment.end) for segment in group]
        yield from _touching(group, count_nights(spans, caps=caps, settings=settings).refundable)
    if apart:
        uncounted = [segment for segment in segments if segment.disputed]
        yield from ((s, CountedSpan((s.start, s.end), None, 0, None)) for s in uncounted)


def _touching(
    segments: Sequence[Segment], refundable: Sequence[CountedSpan]
) -> Iterator[tuple[Segment, CountedSpan]]:
    starts = [counted.span[0] for counted in refundable]
    for segment in segments:
        at = max(0, bisect_right(starts, segment.start) - 1)
        while at < len(refundable) and refundable[at].span[0] < segment.end:
            if refundable[at].span[1] > segment.start:
                yield segment, refundable[at]
            at += 1


@cache
def _quarter_at(day: int) -> tuple[int, Quarter]:
    """(first day after the quarter, the quarter) of an ordinal."""
    from_day = Quarter.of(date.fromordinal(day))
    return from_day.end.toordinal(), from_day


def _by_quarter(start: int, end: int) -> Iterator[tuple[int, int, Quarter]]:
    while start < end:
        after, quarter = _quarter_at(start)
        yield start, min(end, after), quarter
        start = after


def _disputed(segment: Segment, part: _Part) -> list[Piece]:
    """One waiting piece for each payer named, at its shelter that admitted first, with its own facts only."""
    pieces: dict[str, Piece] = {}
    for night in segment.stays:
        payer = night.payer or ""
        if payer not in pieces:
            refs = {ref for fact in segment.stays if fact.payer == night.payer for ref in fact.refs}
            basis = part.basis(part.start, refs=tuple(sorted(refs)))
            pieces[payer] = Piece(
                part.start, part.end, part.origin, payer, night.facility, None, None, "overlap", basis, night
            )
    return list(pieces.values())


def _known_stay(
    night: NightFact, part: _Part, *, person: PersonFacts, rates: RateBook, law: Law
) -> Iterator[Piece]:
    payments = [p for p in person.payments if p.facility in {None, night.facility}]
    for start, end, rate, payment in _cut(
        part, rates.of_facility(night.rate_key or night.facility), payments
    ):
        if rate is not None and not rate.registered:
            continue
        yield _priced(night, part, (start, end), rate=rate, payment=payment, law=law)


def _cut(
    part: _Part, rates: Sequence[RateFact], payments: Sequence[PaymentFact]
) -> Iterator[tuple[int, int, RateFact | None, PaymentFact | None]]:
    """The part cut wherever a rate or a payment begins or ends; None where there is none."""
    facts: list[RateFact | PaymentFact] = [*rates, *payments]
    spans = [(*_bounds(fact), fact) for fact in facts]
    near = [item for item in spans if item[0] < part.end and item[1] > part.start]
    edges = {part.start, part.end}
    for first, last, _ in near:
        edges |= {edge for edge in (first, last) if part.start < edge < part.end}
    ordered = sorted(edges)
    for start, end in pairwise(ordered):
        here = [fact for first, last, fact in near if first <= start < last]
        rate = next((fact for fact in here if isinstance(fact, RateFact)), None)
        payment = next((fact for fact in here if isinstance(fact, PaymentFact)), None)
        yield start, end, rate, payment


def _bounds(fact: RateFact | PaymentFact) -> tuple[int, int]:
    last = fact.period.end
    return fact.period.start.toordinal(), last.toordinal() if last is not None else 10**7


def _priced(
    night: NightFact, part: _Part, span: Span, *, rate: RateFact | None, payment: PaymentFact | None, law: Law
) -> Piece:
    missing = [
        code
        for code, lacking in (
            ("identity", not night.identity_known),
            ("payer", night.payer is None),
            ("rate", rate is None),
            ("resident_payment", payment is None),
        )
        if lacking
    ]
    net = refund = None
    if rate is not None and payment is not None and not missing:
        net = rate.per_night - payment.per_night
        if net < Money.zero():
            net, missing = None, ["payment_exceeds_rate"]
        else:
            refund = refund_of_night(net, span[0], law)
    basis = part.basis(
        span[0],
        rate=rate.per_night if rate else None,
        payment=payment.per_night if payment else None,
        refs=(*night.refs, *(rate.refs if rate else ()), *(payment.refs if payment else ())),
        marks=tuple(sorted({*(rate.marks if rate else ()), *(payment.marks if payment else ())})),
    )
    return Piece(
        *span,
        part.origin,
        night.payer or "",
        night.facility,
        net,
        refund,
        ";".join(missing),
        basis,
        night,
        rate_changed=rate.changed if rate else None,
        payment_changed=payment.changed if payment else None,
    )
