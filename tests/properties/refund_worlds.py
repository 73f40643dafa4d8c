"""Invented claim worlds for property tests: facts as the twin holds them, and as the ledger takes them."""

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import strategies as st

from hjemad.kernel.money import Money
from hjemad.kernel.periods import Period
from hjemad.kernel.quarters import Quarter
from hjemad.law.claim.claiming import Claiming
from hjemad.law.claim.facts import ClosedLine, Line, NightFact, PaymentFact, PersonFacts, RateBook, RateFact
from hjemad.law.claim.ledger import build_lines
from hjemad.law.claim.pieces import Window
from hjemad.law.claim.rounding import rounding_line
from hjemad.law.claim.rules import RuleSet, under
from hjemad.law.parameters_reader import load_law
from hjemad.law.settings import Settings
from tests.properties.refund_twin import Facts, Key, Sums

PAYERS = ("101", "751", None)
SHELTERS = ("S1", "S2", "S3")
FIRST_DAY, LAST_DAY = date(2023, 6, 1), date(2026, 12, 31)
LAW, SETTINGS = load_law(), Settings.default()

days = st.dates(FIRST_DAY, LAST_DAY)
amounts = st.integers(0, 200_000)


@st.composite
def stays(draw: st.DrawFn) -> tuple[str, str, date, date | None, str | None]:
    start = draw(days)
    length = draw(st.one_of(st.none(), st.integers(0, 200)))
    end = None if length is None else start + timedelta(days=length)
    return "P1", draw(st.sampled_from(SHELTERS)), start, end, draw(st.sampled_from(PAYERS))


@st.composite
def steps(draw: st.DrawFn, most: int) -> list[tuple[date, date | None, int]]:
    """Neighbouring dated amounts, with a gap now and then."""
    cuts = sorted(draw(st.lists(days, max_size=most, unique=True)))
    edges = [date(2020, 1, 1), *cuts, None]
    spans = pairwise(edges)
    return [(a, b, draw(amounts)) for a, b in spans if a is not None and draw(st.integers(0, 9))]


@st.composite
def worlds(draw: st.DrawFn) -> Facts:
    return Facts(
        stays=draw(st.lists(stays(), max_size=6)),
        rates=[(s, *step, draw(st.integers(0, 9)) > 0) for s in SHELTERS for step in draw(steps(2))],
        payments=[("P1", *step) for step in draw(steps(2))],
    )


def rate_book(facts: Facts) -> RateBook:
    return RateBook.of(
        RateFact(facility, Period(start, end), Money.of_ore(ore), registered)
        for facility, start, end, ore, registered in facts.rates
    )


def person_facts(facts: Facts, person: str = "P1") -> PersonFacts:
    return PersonFacts(
        person,
        tuple(NightFact(f, payer, Period(a, b)) for who, f, a, b, payer in facts.stays if who == person),
        tuple(
            PaymentFact(Period(a, b), Money.of_ore(ore)) for who, a, b, ore in facts.payments if who == person
        ),
    )


def claim(
    facts: Facts, closed: list[ClosedLine], *, first: str, last: str, last_closed: str | None = None
) -> list[Line]:
    """The claim for `last` over every person of the facts, roundings included."""
    quarter = Quarter.parse(last)
    window = Window(Quarter.parse(first), quarter, quarter.end.toordinal())
    before = Quarter.parse(last_closed) if last_closed else None
    claiming = Claiming(window, rate_book(facts), under(RuleSet(LAW, SETTINGS)), before)
    people = {row[0] for row in facts.stays} | {line.person for line in closed if line.person}
    lines: list[Line] = []
    for person in sorted(people):
        own = [line for line in closed if line.person == person]
        lines += build_lines(person_facts(facts, person), own, claiming=claiming)
    payers = {line.payer for line in lines} | {line.payer for line in closed}
    payers -= {""}
    roundings = [
        rounding_line(p, lines=lines, closed=closed, quarter=quarter, settings=SETTINGS) for p in payers
    ]
    return [*lines, *(line for line in roundings if line is not None)]


def as_closed(lines: list[Line]) -> list[ClosedLine]:
    """The lines as an earlier claim's."""
    return [line.closed() for line in lines]


def sums_of(lines: list[Line] | list[ClosedLine]) -> Sums:
    """What the lines claim per payer, quarter and person; keys that add up to nothing are left out."""
    sums: dict[Key, tuple[int, int, int]] = {}
    for line in lines:
        if line.kind in {"new", "difference"} and line.net is not None and line.refund is not None:
            key = (line.payer, str(line.origin), line.person)
            old = sums.get(key, (0, 0, 0))
            sums[key] = (old[0] + line.nights, old[1] + line.net.half_ore, old[2] + line.refund.half_ore)
    return {key: value for key, value in sums.items() if value != (0, 0, 0)}


def without_nothing(sums: Sums) -> Sums:
    return {key: value for key, value in sums.items() if value != (0, 0, 0)}
