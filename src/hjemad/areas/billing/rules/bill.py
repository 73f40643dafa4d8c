"""Pure: the lines a shelter may bill, from its stays; what a later bill must credit, and why.

A piece is nights in a row in one calendar month at one price. What cannot be priced is `Waiting`, never 0.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from hjemad.kernel.periods import Period
from hjemad.law.claim.facts import PaymentFact, RateFact

GROSS, NET = "gross", "net"


@dataclass(frozen=True, slots=True)
class Payer:
    """Who pays in a period; `ref` names the version of the fact."""

    municipality: int
    period: Period
    ref: str


@dataclass(frozen=True, slots=True)
class HouseStay:
    """One stay with everything a bill needs to know of it."""

    record: int
    department: int | None
    period: Period
    ref: str
    named: bool
    payers: Sequence[Payer]
    rates: Sequence[RateFact]
    payments: Sequence[PaymentFact]
    not_charged: Sequence[Period]


@dataclass(frozen=True, slots=True)
class Piece:
    """Nights [start, end) of one month that a municipality is charged for, or (negative) credited."""

    municipality: int
    record: int
    department: int | None
    start: date
    end: date
    rate_ore: int
    payment_ore: int | None
    refs: tuple[str, ...] = ()
    cause: str = ""
    sign: int = 1

    @property
    def nights(self) -> int:
        """How many nights; less than nothing on a credit."""
        return self.sign * (self.end - self.start).days

    @property
    def month(self) -> date:
        """The first day of the month it is about."""
        return self.start.replace(day=1)

    def amount_ore(self, basis: str) -> int:
        """What the line comes to: the rate, less the resident's payment only where the bill is net."""
        taken = (self.payment_ore or 0) if basis == NET else 0
        return self.nights * (self.rate_ore - taken)

    def key(self, basis: str) -> tuple[object, ...]:
        """What makes two pieces the same thing to pay for; on a gross bill a payment changes nothing."""
        payment = self.payment_ore if basis == NET else None
        return self.record, self.department, self.start, self.end, self.rate_ore, payment


@dataclass(frozen=True, slots=True)
class Waiting:
    """Nights that cannot be billed yet, and what is missing: payer, identity, rate or payment."""

    record: int
    start: date
    end: date
    missing: tuple[str, ...]
    municipality: int | None

    @property
    def nights(self) -> int:
        """How many nights wait."""
        return (self.end - self.start).days


def pieces_of(stay: HouseStay, *, window: Period, basis: str) -> Iterator[Piece | Waiting]:
    """The stay's nights in the window, cut wherever payer, rate, payment or month changes."""
    shared = stay.period.intersection(window)
    if shared is None or shared.end is None:
        return
    for start, end in _cuts(stay, shared.start, shared.end):
        if any(period.contains(start) for period in stay.not_charged):
            continue
        payer = next((one for one in stay.payers if one.period.contains(start)), None)
        rate = next((one for one in stay.rates if one.period.contains(start)), None)
        payment = next((one for one in stay.payments if one.period.contains(start)), None)
        missing = (
            *(["payer"] if payer is None else []),
            *([] if stay.named else ["identity"]),
            *(["rate"] if rate is None else []),
            *(["payment"] if payment is None and basis == NET else []),
        )
        if missing or payer is None or rate is None:
            yield Waiting(stay.record, start, end, missing, payer.municipality if payer else None)
            continue
        refs = (stay.ref, payer.ref, *rate.refs, *(payment.refs if payment else ()))
        yield Piece(
            payer.municipality, stay.record, stay.department, start, end, rate.per_night.half_ore // 2,
            payment.per_night.half_ore // 2 if payment else None, refs,
        )  # fmt: skip


def _cuts(stay: HouseStay, start: date, end: date) -> Iterator[tuple[date, date]]:
    periods = [
        *(payer.period for payer in stay.payers),
        *(rate.period for rate in stay.rates),
        *(payment.period for payment in stay.payments),
        *stay.not_charged,
    ]
    days = {day for period in periods for day in (period.start, period.end) if day and start < day < end}
    days |= {start, end, *_firsts(start, end)}
    ordered = sorted(days)
    yield from pairwise(ordered)


def _firsts(start: date, end: date) -> Iterator[date]:
    day = next_month(start)
    while day < end:
        yield day
        day = next_month(day)


def next_month(day: date) -> date:
    """The first day of the month after."""
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)


def joined(pieces: Iterable[Piece]) -> list[Piece]:
    """Neighbours at one price stand as one, with the facts of both."""
    found: list[Piece] = []
    for piece in sorted(pieces, key=lambda p: (p.municipality, p.record, p.start)):
        last = found[-1] if found else None
        if last is not None and last.end == piece.start and _same(last, piece):
            refs = tuple(dict.fromkeys((*last.refs, *piece.refs)))
            found[-1] = replace(last, end=piece.end, refs=refs)
        else:
            found.append(piece)
    return found


def _same(one: Piece, other: Piece) -> bool:
    return all(
        getattr(one, name) == getattr(other, name)
        for name in ("municipality", "record", "department", "month", "rate_ore", "payment_ore", "sign")
    )


def lines_of(
    right: Sequence[Piece], *, billed: Sequence[Piece], month: date, basis: str, paid_by_other: set[int]
) -> list[Piece]:
    """What one municipality's next bill holds: what is right by the facts, less everything billed before.

    Lines billed before that are no longer right come back as credits; every credit, and every line about an
    earlier month, has one cause. `paid_by_other`: records whose nights another municipality pays now.
    """
    before = Counter[tuple[object, ...]]()
    for piece in billed:
        before[piece.key(basis)] += piece.sign
    now = Counter(piece.key(basis) for piece in right)
    standing = {piece.key(basis): piece for piece in billed if piece.sign > 0}
    credits_ = [
        replace(standing[key], sign=-1)
        for key, count in before.items()
        for _ in range(count - now.get(key, 0))
        if key in standing
    ]
    new = [piece for piece in right if before.get(piece.key(basis), 0) < 1]
    groups: dict[tuple[int, date], list[Piece]] = {}
    for piece in [*credits_, *new]:
        groups.setdefault((piece.record, piece.month), []).append(piece)
    return [
        replace(piece, cause=cause)
        for (record, origin), some in sorted(groups.items(), key=lambda item: (item[0][1], item[0][0]))
        for cause in [_cause(some, late=origin < month, moved=record in paid_by_other)]
        for piece in sorted(some, key=lambda p: (p.sign, p.start))
    ]


def _cause(lines: Sequence[Piece], *, late: bool, moved: bool) -> str:
    """Why an earlier bill is changed; empty where nothing was billed before and it is this month's."""
    gone, new = [p for p in lines if p.sign < 0], [p for p in lines if p.sign > 0]
    if not gone:
        return "late" if late else ""
    if not new:
        return "payer" if moved else "nights"
    if _nights(gone) != _nights(new):
        return "nights"
    return "rate" if {p.rate_ore for p in gone} != {p.rate_ore for p in new} else "payment"


def _nights(pieces: Iterable[Piece]) -> set[int]:
    return {day for p in pieces for day in range(p.start.toordinal(), p.end.toordinal())}


def by_municipality[P: (Piece, Waiting)](pieces: Iterable[P]) -> Mapping[int | None, list[P]]:
    """The pieces grouped by who pays them."""
    found: dict[int | None, list[P]] = {}
    for piece in pieces:
        found.setdefault(piece.municipality, []).append(piece)
    return found
