"""The bulk form against the reference on many people at once, under every reading of every open question."""

from dataclasses import fields, replace
from datetime import date

import numpy as np
import pytest

from hjemad.kernel.errors import BadAmount, HjemadError
from hjemad.kernel.money import Money
from hjemad.kernel.quarters import Quarter
from hjemad.kernel.span_arrays import day_of
from hjemad.law.claim.bulk_facts import BulkFacts, StayRows, bulk_facts, people_of, rate_book_of
from hjemad.law.claim.bulk_prices import missing_codes
from hjemad.law.claim.bulk_right import BulkLedger, BulkRight
from hjemad.law.claim.bulk_segments import segments_bulk
from hjemad.law.claim.change import SETTINGS
from hjemad.law.claim.facts import NightFact, NightsUsed, PersonFacts, RateBook
from hjemad.law.claim.pieces import Window
from hjemad.law.claim.tests.answers import by_reference, in_bulk
from hjemad.law.claim.tests.invented import people, rates
from hjemad.law.claim.tests.written import LAW, payment, person, rate, span, stay
from hjemad.law.settings import CHOICES, Settings

FIRST, LAST = Quarter.parse("2022Q1"), Quarter.parse("2027Q1")
DEFAULT = Settings.default()
ONE_BY_ONE = [
    DEFAULT.with_values({name: other}) for name in SETTINGS for other in CHOICES[name].alternatives[1:]
]
TOGETHER = [
    DEFAULT.with_values(
        {name: CHOICES[name].alternatives[-1 - turn % 2] for turn, name in enumerate(SETTINGS)}
    ),
    DEFAULT.with_values({"quota_follows": "person_and_payer", "disputed_night_uses_quota": "no"}),
    DEFAULT.with_values({"day_count": "both_days", "quota_follows": "person_and_payer"}),
]


def ledger_of(facts: BulkFacts, window: Window) -> BulkLedger:
    return BulkLedger(facts, window.start, window.horizon)


@pytest.mark.parametrize("settings", [DEFAULT, *ONE_BY_ONE, *TOGETHER], ids=str)
@pytest.mark.parametrize("horizon", [date(2026, 7, 1), date(2024, 2, 10)], ids=str)
def test_each_night_has_the_answer_of_the_reference(settings: Settings, horizon: date) -> None:
    some, window = people(120, seed=7), Window(FIRST, LAST, horizon.toordinal())
    facts = bulk_facts(some, rates())

    right = ledger_of(facts, window).right(LAW, settings)

    assert in_bulk(facts, right) == by_reference(some, rates(), window, LAW, settings)


def test_laws_asked_one_after_the_other_do_not_mix() -> None:
    facts = bulk_facts(people(60, seed=3), rates())
    ledger = BulkLedger(facts, FIRST.start.toordinal(), date(2026, 1, 1).toordinal())
    readings = [DEFAULT, *TOGETHER, DEFAULT]

    one_ledger = [in_bulk(facts, ledger.right(LAW, settings)) for settings in readings]
    each_its_own = [
        in_bulk(facts, BulkLedger(facts, ledger.first, ledger.horizon).right(LAW, settings))
        for settings in readings
    ]

    assert one_ledger == each_its_own


def test_every_row_lies_in_one_quarter() -> None:
    facts = bulk_facts([person(stay("2023-01-15/2024-12-20"))], RateBook.of([rate()]))

    right = BulkLedger(facts, FIRST.start.toordinal(), LAST.end.toordinal()).right(LAW, DEFAULT)

    quarters = [
        {str(Quarter.of(date.fromordinal(day))) for day in (low, high - 1)}
        for low, high in zip(day_of(right.low).tolist(), day_of(right.high).tolist(), strict=True)
    ]
    assert sorted(quarter for one in quarters for quarter in one) == [
        "2023Q1", "2023Q2", "2023Q3", "2023Q4", "2024Q1", "2024Q4",
    ]  # fmt: skip
    assert right.nights.sum() == 273 - 14 + 120 + 80


def test_amounts_are_whole_half_ore_and_a_share_finer_than_that_is_refused() -> None:
    facts = bulk_facts([person(stay("2024-01-01/2024-01-03"))], RateBook.of([rate("1000.01")]))
    right = BulkLedger(facts, FIRST.start.toordinal(), LAST.end.toordinal()).right(LAW, DEFAULT)
    third = BulkRight(
        right.low, right.high, right.payer, right.facility, right.net, right.percent - 17, right.lacks
    )

    assert right.refund_half_ore().tolist() == [2 * 90_001]
    assert third.refund_hundredths.tolist() == [2 * 180_002 * 33]
    with pytest.raises(BadAmount, match="finer than half an øre"):
        third.refund_half_ore()


def test_nobody_has_nothing() -> None:
    facts = bulk_facts([], RateBook())
    right = BulkLedger(facts, FIRST.start.toordinal(), LAST.end.toordinal()).right(LAW, DEFAULT)

    assert right.low.tolist() == []
    assert facts.last_day == 1
    assert not facts.has_open_stays


def test_a_window_without_a_day_has_nothing() -> None:
    facts = bulk_facts([person(stay("2024-01-01/2024-01-03"))], RateBook.of([rate()]))

    right = BulkLedger(facts, LAST.end.toordinal(), LAST.end.toordinal()).right(LAW, DEFAULT)

    assert right.low.tolist() == []


def test_what_a_night_lacks_stands_in_the_order_of_a_claim() -> None:
    assert missing_codes(0) == ""
    assert missing_codes(1 + 2 + 4) == "payer;rate;resident_payment"
    assert [missing_codes(number) for number in (8, 16)] == ["payment_exceeds_rate", "overlap"]


def test_the_last_day_seen_may_be_the_first_of_a_quarter() -> None:
    facts = bulk_facts([person(stay("2024-03-30/2024-04-10"))], RateBook.of([rate()]))
    first, horizon = span("2024-01-01/2024-04-02")

    right = BulkLedger(facts, first, horizon).right(LAW, DEFAULT)

    assert sorted(zip(day_of(right.low).tolist(), day_of(right.high).tolist(), strict=True)) == [
        span("2024-03-30/2024-04-01"), span("2024-04-01/2024-04-02"),
    ]  # fmt: skip


def test_a_payment_told_twice_holds_no_longer_than_once() -> None:
    january = payment(of="2024-01-01/2024-01-11")
    who = person(stay("2024-01-01/2024-01-21"), payments=[january, january])
    facts = bulk_facts([who], RateBook.of([rate()]))

    right = BulkLedger(facts, FIRST.start.toordinal(), LAST.end.toordinal()).right(LAW, DEFAULT)

    assert [
        (*map(int, row[:2]), missing_codes(int(row[2])))
        for row in sorted(zip(day_of(right.low), day_of(right.high), right.lacks, strict=True))
    ] == [
        (*span("2024-01-01/2024-01-11"), ""), (*span("2024-01-11/2024-01-21"), "resident_payment"),
    ]  # fmt: skip


@pytest.mark.parametrize("day_count", ["both_days", "at_least_one"])
@pytest.mark.parametrize("days", ["2024-01-10/2024-01-11", "2024-01-11/2024-01-11", "2024-01-15/2024-01-15"])
def test_a_day_out_from_the_horizon_on_is_not_seen(days: str, day_count: str) -> None:
    """Nights and days before 11 January are seen: one at most."""
    facts = bulk_facts([person(stay("2024-01-10/2024-01-10"), stay(days))], RateBook())
    horizon = date(2024, 1, 11).toordinal()

    found = segments_bulk(
        facts.stays, horizon=horizon, settings=DEFAULT.with_values({"day_count": day_count})
    )

    assert (day_of(found.low).tolist(), day_of(found.high).tolist()) == ([horizon - 1], [horizon])


class TestFacts:
    def test_the_stays_of_one_person_come_back_in_the_order_they_were_told_in(self) -> None:
        """A file names them in its own order; the last row is somebody else's."""
        told = tuple(
            stay(f"2024-{month:02d}-{day:02d}/2024-{month:02d}-{day + 1:02d}")
            for month in range(12, 0, -1)
            for day in range(1, 27)
        )
        facts = bulk_facts([person(stay("2024-01-01/")), replace(person(*told), person="P2")], rates())
        columns = [np.roll(getattr(facts.stays, item.name), -1) for item in fields(StayRows)]

        [back] = people_of(replace(facts, stays=StayRows(*columns)), [1])

        assert back.stays == told

    def test_people_and_rates_come_back_as_they_went_in(self) -> None:
        some = sorted(people(40, seed=5), key=lambda one: one.person)
        facts = bulk_facts(some, rates())
        wanted = [2, 0, 39]

        back = people_of(facts, wanted)

        assert [one.person for one in back] == [some[at].person for at in wanted]
        assert [sorted(one.stays, key=repr) for one in back] == [
            sorted(some[at].stays, key=repr) for at in wanted
        ]
        assert [sorted(one.payments, key=repr) for one in back] == [
            sorted(some[at].payments, key=repr) for at in wanted
        ]
        assert rate_book_of(facts) == rates()

    def test_numbers_follow_the_order_of_the_names(self) -> None:
        people_in_no_order = [person(stay("2024-01-01/2024-01-02", at="S2", payer="751"))]

        facts = bulk_facts(people_in_no_order, rates())

        assert list(facts.payers) == ["", "751"]
        assert list(facts.facilities) == ["S1", "S2", "S4", "S9"]

    def test_the_last_day_is_the_one_after_all_that_is_named(self) -> None:
        closed = bulk_facts([person(stay("2024-01-01/2024-01-05"))], RateBook())
        open_later = bulk_facts([person(stay("2024-01-01/2024-01-05"), stay("2024-03-01/"))], RateBook())

        assert date.fromordinal(closed.last_day) == date(2024, 1, 6)
        assert date.fromordinal(open_later.last_day) == date(2024, 3, 2)
        assert (closed.has_open_stays, open_later.has_open_stays) == (False, True)

    @pytest.mark.parametrize(
        "special",
        [
            person(stay("2024-01-01/", known=False)),
            person(stay("2024-01-01/", rate_key="K")),
            person(stay("2024-01-01/"), payments=[payment(at="S1")]),
            PersonFacts("P", (NightFact("S1", "101", stay("2024-01-01/").period, own_house=True),)),
            PersonFacts("P", (NightFact("S1", "101", stay("2024-01-01/").period, declared=True),)),
            PersonFacts("P", (NightFact("S1", "101", stay("2024-01-01/").period, counts=False),)),
            PersonFacts("P", (), used_before=(NightsUsed(1, 2, "101"),)),
        ],
    )
    def test_a_fact_it_does_not_know_is_never_left_out(self, special: PersonFacts) -> None:
        with pytest.raises(HjemadError, match="does not know"):
            bulk_facts([special], RateBook())


def test_money_of_the_invented_people_is_exact_to_half_an_ore() -> None:
    # The invented rate of S1 ends on an odd øre, so that halves are met.
    assert Money.of_ore(150_001).halved().dkk() == "750.005"
