"""What a fact says when nothing more is said about it, and how lines and rates are asked."""

import dataclasses
from datetime import date

import pytest

from hjemad.kernel.money import Money
from hjemad.kernel.quarters import Quarter
from hjemad.law.claim import facts
from hjemad.law.claim.claiming import Claiming
from hjemad.law.claim.facts import ClosedLine, Line, LineBasis, RateBook
from hjemad.law.claim.rules import RuleSet
from hjemad.law.claim.tests.written import claiming, rate, span

# Nothing that is not known is taken for a no, a nought or a yes: None is "not known" here.
SAID_BY_DEFAULT: dict[type, dict[str, object]] = {
    facts.NightFact: {
        "refs": (), "identity_known": True, "payer_changed": None, "rate_key": "", "counts": None,
        "own_house": False, "declared": False,
    },
    facts.NightsUsed: {"refs": ()},
    facts.RateFact: {"refs": (), "changed": None, "marks": ()},
    facts.PaymentFact: {"facility": None, "refs": (), "changed": None, "marks": ()},
    facts.PersonFacts: {"payments": (), "own_changed": None, "link_changed": False, "used_before": ()},
    facts.ClosedLine: {"missing": ""},
    facts.Line: {"cause": "", "missing": "", "basis": None, "expected": False},
    facts.LineBasis: {
        "rate": None, "payment": None, "year_start": None, "first_number": 0, "cap": None, "refs": (),
        "marks": (), "declared": 0,
    },
    RuleSet: {"code": ""},
    Claiming: {"last_closed": None, "expected_from": None, "expected_before": range(0)},
}  # fmt: skip


@pytest.mark.parametrize("one", SAID_BY_DEFAULT, ids=lambda one: one.__name__)
def test_what_is_not_said_is_not_assumed(one: type) -> None:
    told = {
        item.name: item.default for item in dataclasses.fields(one) if item.default is not dataclasses.MISSING
    }

    assert told == SAID_BY_DEFAULT[one]
    assert [type(value) for value in told.values()] == [
        type(value) for value in SAID_BY_DEFAULT[one].values()
    ]


def closed(kind: str) -> ClosedLine:
    money = Money.of_ore(100)
    return ClosedLine(
        "101", Quarter(2024, 1), "P1", "S1", span("2024-01-01/2024-01-02"), 1, money, money, kind
    )


@pytest.mark.parametrize(
    ("kind", "counts", "asks"),
    [
        ("new", True, True),
        ("difference", True, True),
        ("opening", True, True),
        ("rounding", False, True),
        ("stopped", False, False),
    ],
)
def test_a_line_counts_nights_or_asks_for_money_by_its_kind(kind: str, counts: bool, asks: bool) -> None:
    line = Line("101", Quarter(2024, 1), "P1", "S1", None, 0, None, None, kind)

    assert (closed(kind).counts, closed(kind).asks) == (counts, asks)
    assert line.asks is asks


def test_a_line_is_closed_as_it_stands() -> None:
    of, net, refund = span("2024-01-01/2024-01-03"), Money.of_ore(300), Money.of_ore(150)
    line = Line(
        "101", Quarter(2024, 2), "P1", "S1", of, 2, net, refund, "stopped", "fact", "rate", LineBasis()
    )

    assert line.closed() == ClosedLine(
        "101", Quarter(2024, 2), "P1", "S1", of, 2, net, refund, "stopped", "rate"
    )


def test_rates_are_found_by_facility_in_the_order_of_their_days() -> None:
    late, early = rate("2.00", of="2024-01-01/"), rate("1.00", of="2023-01-01/2024-01-01")
    other = rate(at="S2")
    book = RateBook.of([late, other, early])

    assert book.of_facility("S1") == (early, late)
    assert book.of_facility("S2") == (other,)
    assert book.of_facility("S3") == ()
    assert RateBook().of_facility("S1") == ()


@pytest.mark.parametrize(
    ("last_closed", "origin", "kind"),
    [(None, "2024Q1", "new"), ("2024Q1", "2024Q1", "difference"), ("2024Q1", "2024Q2", "new")],
)
def test_a_quarter_claimed_before_gives_differences(last_closed: str | None, origin: str, kind: str) -> None:
    run = claiming("2024Q2", first="2024Q1", last_closed=last_closed)

    assert run.kind(Quarter.parse(origin)) == kind
    assert run.steps_of(Quarter.parse(origin)) is (run.steps.new if kind == "new" else run.steps.earlier)


def test_nights_are_expected_from_a_day_on() -> None:
    day = date(2024, 2, 1).toordinal()
    run = dataclasses.replace(claiming(), expected_from=day)

    assert [run.is_expected(at) for at in (day - 1, day, day + 1)] == [False, True, True]
    assert not claiming().is_expected(day)
    assert claiming().whole_quarters == frozenset()
