"""One person's small world written as text, and lines shown as text, so that a test reads as a table."""

from collections.abc import Iterable, Sequence
from datetime import date

from hjemad.kernel.intervals import Span
from hjemad.kernel.money import Money
from hjemad.kernel.periods import Period
from hjemad.kernel.quarters import Quarter
from hjemad.law.claim.claiming import Claiming
from hjemad.law.claim.facts import ClosedLine, Line, NightFact, PaymentFact, PersonFacts, RateBook, RateFact
from hjemad.law.claim.ledger import build_lines
from hjemad.law.claim.pieces import Right, Window, right_of
from hjemad.law.claim.rules import RuleSet, Steps, under
from hjemad.law.parameters_reader import load_law
from hjemad.law.settings import Settings

LAW = load_law()
A, B = "101", "751"
ALWAYS = "2000-01-01/"


def days(text: str) -> Period:
    """`2024-01-01/2024-02-01`; nothing after the stroke is an open end."""
    first, last = text.split("/")
    return Period(date.fromisoformat(first), date.fromisoformat(last) if last else None)


def span(text: str) -> Span:
    period = days(text)
    assert period.end is not None
    return period.start.toordinal(), period.end.toordinal()


def stay(
    text: str, *, at: str = "S1", payer: str | None = A, refs: tuple[str, ...] = (), known: bool = True,
    payer_changed: bool | None = None, rate_key: str = "",
) -> NightFact:  # fmt: skip
    return NightFact(at, payer, days(text), refs, known, payer_changed, rate_key)


def rate(
    per_night: str = "1000.00", *, at: str = "S1", of: str = ALWAYS, registered: bool = True,
    refs: tuple[str, ...] = (), changed: bool | None = None, marks: tuple[str, ...] = (),
) -> RateFact:  # fmt: skip
    return RateFact(at, days(of), Money.parse(per_night), registered, refs, changed, marks)


def payment(
    per_night: str = "100.00", *, of: str = ALWAYS, at: str | None = None,
    refs: tuple[str, ...] = (), changed: bool | None = None, marks: tuple[str, ...] = (),
) -> PaymentFact:  # fmt: skip
    return PaymentFact(days(of), Money.parse(per_night), at, refs, changed, marks)


def person(
    *stays: NightFact, payments: Sequence[PaymentFact] | None = None,
    own_changed: dict[str, bool] | None = None, link_changed: bool = False,
) -> PersonFacts:  # fmt: skip
    paid = (payment(),) if payments is None else tuple(payments)
    return PersonFacts("P1", stays, paid, own_changed, link_changed)


def claiming(
    quarter: str = "2024Q1", *, first: str | None = None, last_closed: str | None = None,
    rates: Iterable[RateFact] | None = None, as_of: str | None = None, steps: Steps | None = None,
    **chosen: str,
) -> Claiming:  # fmt: skip
    """A run for `quarter` at the usual price in S1 and S2, everything seen until the quarter's end."""
    last = Quarter.parse(quarter)
    horizon = date.fromisoformat(as_of) if as_of else last.end
    prices = [rate(), rate(at="S2")] if rates is None else rates
    return Claiming(
        Window(Quarter.parse(first or quarter), last, horizon.toordinal()),
        RateBook.of(prices),
        steps or under(RuleSet(LAW, Settings.default().with_values(chosen))),
        Quarter.parse(last_closed) if last_closed else None,
    )


def right(who: PersonFacts, run: Claiming) -> Right:
    rules = run.steps.claimed
    return right_of(who, rates=run.rates, window=run.window, law=rules.law, settings=rules.settings)


def claim(who: PersonFacts, run: Claiming, *, closed: Sequence[ClosedLine] = ()) -> list[str]:
    return [shown(line) for line in build_lines(who, closed, claiming=run)]


def closed_by(who: PersonFacts, run: Claiming) -> list[ClosedLine]:
    """What a first closing of those facts leaves behind."""
    return [line.closed() for line in build_lines(who, [], claiming=run)]


def closed_line(
    of: str | None, nights: int, net: str, refund: str, *, payer: str = A, at: str = "S1",
    quarter: str = "2024Q1", kind: str = "new",
) -> ClosedLine:  # fmt: skip
    """A line as a person might have made it by hand; `of` None: without days."""
    return ClosedLine(
        payer, Quarter.parse(quarter), "P1", at, span(of) if of else None, nights,
        Money.parse(net), Money.parse(refund), kind,
    )  # fmt: skip


def shown(line: Line) -> str:
    """`101 2024Q1 S1 2024-01-01/2024-02-01 31 27900.00 13950.00 new`, then cause and what is missing."""
    of = "/".join(date.fromordinal(day).isoformat() for day in line.span) if line.span else "-"
    net = line.net.dkk() if line.net is not None else "-"
    refund = line.refund.dkk() if line.refund is not None else "-"
    words = [line.payer or "-", str(line.origin), line.facility or "-", of, str(line.nights), net, refund]
    return " ".join([*words, line.kind, *filter(None, [line.cause, line.missing])])
