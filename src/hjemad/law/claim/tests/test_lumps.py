"""A quarter compared as a whole: openings and lines by hand, step by step, for one person or for all."""

from dataclasses import replace

from hjemad.kernel.quarters import Quarter
from hjemad.law.claim.claiming import Claiming
from hjemad.law.claim.facts import ClosedLine, Line, PersonFacts
from hjemad.law.claim.ledger import build_lines
from hjemad.law.claim.lumps import whole_quarter_lines
from hjemad.law.claim.rules import RuleSet, steps_between
from hjemad.law.claim.tests.written import (
    LAW,
    A,
    B,
    claim,
    claiming,
    closed_line,
    payment,
    person,
    shown,
    stay,
)
from hjemad.law.settings import Settings

Q1, Q2 = Quarter.parse("2024Q1"), Quarter.parse("2024Q2")
NOW = claiming("2024Q2", first="2024Q1", last_closed="2024Q1")
TEN_NIGHTS = person(stay("2024-01-01/2024-01-11"))


def opening(nights: int, net: str, refund: str, *, at: str = "", quarter: str = "2024Q1") -> ClosedLine:
    return closed_line(None, nights, net, refund, at=at, quarter=quarter, kind="opening")


class TestStepByStep:
    """The municipality tries a reading, and has not accepted it."""

    @staticmethod
    def trying(**chosen: str) -> Claiming:
        default = Settings.default()
        steps = steps_between(
            RuleSet(LAW, default), RuleSet(LAW, default.with_values(chosen)), accepted=set()
        )
        return replace(NOW, steps=steps)

    def test_what_facts_and_what_the_reading_change_are_lines_of_their_own(self) -> None:
        """Eight nights were claimed, ten were spent, and the day out would be the eleventh."""
        run = self.trying(day_count="both_days")

        assert claim(TEN_NIGHTS, run, closed=[opening(8, "7200.00", "3600.00")]) == [
            "101 2024Q1 - 2024-01-01/2024-01-12 2 1800.00 900.00 difference opening",
            "101 2024Q1 - 2024-01-01/2024-01-12 1 900.00 450.00 stopped acceptance:setting",
        ]

    def test_a_reading_changes_also_what_facts_leave_as_it_is(self) -> None:
        run = self.trying(day_count="both_days")

        assert claim(TEN_NIGHTS, run, closed=[opening(10, "9000.00", "4500.00")]) == [
            "101 2024Q1 - 2024-01-01/2024-01-12 1 900.00 450.00 stopped acceptance:setting"
        ]

    def test_a_stay_without_a_rate_is_told_beside_what_a_reading_would_change(self) -> None:
        """The reading's line spans all days at S1; the two nights at S9 lie between them."""
        who = person(
            stay("2024-01-01/2024-01-06"),
            stay("2024-01-08/2024-01-10", at="S9"),
            stay("2024-01-20/2024-01-26"),
        )
        closed = [opening(11, "9900.00", "4950.00", at="S1")]

        assert claim(who, self.trying(day_count="at_least_one"), closed=closed) == [
            "101 2024Q1 S9 2024-01-08/2024-01-10 2 - - stopped rate"
        ]
        assert claim(who, self.trying(day_count="both_days"), closed=closed) == [
            "101 2024Q1 S1 2024-01-01/2024-01-27 2 1800.00 900.00 stopped acceptance:setting",
            "101 2024Q1 S9 2024-01-08/2024-01-10 2 - - stopped rate",
        ]

    def test_a_reading_may_give_an_amount_where_there_was_none(self) -> None:
        own = person(replace(stay("2024-01-01/2024-01-11"), own_house=True))
        run = self.trying(own_shelter_cost_basis="as_if_charged")

        assert claim(own, run, closed=[opening(8, "7200.00", "3600.00")]) == [
            "101 2024Q1 - 2024-01-01/2024-01-11 2 1800.00 900.00 stopped acceptance:setting"
        ]


class TestWhatIsCompared:
    def test_a_quarter_without_a_known_night_says_what_it_waits_for(self) -> None:
        found = build_lines(person(), [opening(8, "7200.00", "3600.00", at="S1")], claiming=NOW)

        assert found == [
            Line(A, Q1, "P1", "S1", None, 0, None, None, "stopped", "", "opening_nights"),
        ]  # fmt: skip

    def test_the_difference_spans_the_days_of_what_was_closed_too(self) -> None:
        """Eleven days with 1000 kroner cannot be laid out by night; five of them were spent."""
        by_hand = closed_line("2024-01-01/2024-01-12", 11, "1000.00", "500.00")

        assert claim(person(stay("2024-01-03/2024-01-08")), NOW, closed=[by_hand]) == [
            "101 2024Q1 S1 2024-01-01/2024-01-12 -6 3500.00 1750.00 difference fact"
        ]

    def test_days_that_are_all_seen_are_compared_before_the_quarter_is_over(self) -> None:
        by_hand = closed_line("2024-01-01/2024-01-12", 11, "1000.00", "500.00")
        early = claiming(last_closed="2024Q1", as_of="2024-01-12")

        assert claim(TEN_NIGHTS, early, closed=[by_hand]) == [
            "101 2024Q1 S1 2024-01-01/2024-01-12 -1 8000.00 4000.00 difference fact"
        ]


class TestEverybodyTogether:
    """Openings that name no person: each a quarter of a payer."""

    people = tuple(
        PersonFacts(name, (stay("2024-01-01/2024-01-06"), stay("2024-04-01/2024-04-03")), (payment(),))
        for name in ("P1", "P2")
    )

    def whole(self, nights: int, net: str, refund: str, *, quarter: str = "2024Q1") -> ClosedLine:
        return replace(opening(nights, net, refund, quarter=quarter), person="")

    def lines(self, closed: list[ClosedLine], *quarters: tuple[str, str]) -> list[Line]:
        named = frozenset((payer, Quarter.parse(quarter)) for payer, quarter in quarters)
        run = replace(NOW, last_closed=Q2, whole_quarters=named)
        return whole_quarter_lines(self.people, closed, claiming=run)

    def test_each_quarter_has_its_difference_and_names_nobody(self) -> None:
        """Ten nights were spent in the first quarter and four in the second, the last of the window."""
        closed = [
            self.whole(8, "7200.00", "3600.00"), self.whole(1, "900.00", "450.00", quarter="2024Q2"),
        ]  # fmt: skip

        found = self.lines(closed, (A, "2024Q1"), (A, "2024Q2"))

        assert [shown(line) for line in found] == [
            "101 2024Q1 - 2024-01-01/2024-01-06 2 1800.00 900.00 difference opening",
            "101 2024Q2 - 2024-04-01/2024-04-03 3 2700.00 1350.00 difference opening",
        ]
        assert {line.person for line in found} == {""}

    def test_only_quarters_of_the_window_are_compared(self) -> None:
        closed = [
            self.whole(8, "7200.00", "3600.00", quarter=quarter) for quarter in ("2023Q4", "2024Q1", "2024Q3")
        ]

        found = self.lines(closed, (A, "2023Q4"), (A, "2024Q1"), (A, "2024Q3"))

        assert [str(line.origin) for line in found] == ["2024Q1"]

    def test_only_what_was_claimed_of_that_quarter_by_that_payer_stands(self) -> None:
        """Beside the ten nights that are right lie another payer's, another quarter's and a stopped line."""
        right = self.whole(10, "9000.00", "4500.00")
        others = [
            replace(right, payer=B), replace(right, origin=Q2),
            closed_line("2024-01-01/2024-01-06", 5, "4500.00", "2250.00", kind="stopped"),
        ]  # fmt: skip

        assert self.lines([right, *others], (A, "2024Q1")) == []
