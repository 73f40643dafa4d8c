"""What is expected, what waits for acceptance, and what was claimed before."""

from dataclasses import replace
from datetime import date

import pytest

from hjemad.kernel.quarters import Quarter
from hjemad.law.claim.claim import claim_lines
from hjemad.law.claim.claiming import Claiming
from hjemad.law.claim.facts import ClosedLine, NightsUsed, PersonFacts
from hjemad.law.claim.rules import Rules, RuleSet, as_kept, steps_between
from hjemad.law.claim.tests.written import (
    LAW,
    A,
    B,
    claim,
    claiming,
    closed_by,
    closed_line,
    person,
    shown,
    span,
    stay,
)
from hjemad.law.settings import Settings

DEFAULT = RuleSet(LAW, Settings.default())
CHARGED = RuleSet(LAW, Settings.default().with_values({"own_shelter_cost_basis": "as_if_charged"}))
CHAIN = RuleSet(LAW, Settings.default().with_values({"period_anchor": "chain"}))
OWN = replace(stay("2024-01-01/2024-01-11"), own_house=True)


def expecting(run: Claiming, day: str) -> Claiming:
    return replace(run, expected_from=date.fromisoformat(day).toordinal())


class TestExpected:
    early = expecting(claiming(), "2024-02-01")

    def test_an_open_stay_runs_to_the_quarters_end_and_the_line_says_from_when(self) -> None:
        lines = claim_lines([person(stay("2024-01-30/"))], [], payer=A, claiming=self.early)

        assert [(line.span, line.expected) for line in lines] == [
            (span("2024-01-30/2024-02-01"), False),
            (span("2024-02-01/2024-04-01"), True),
        ]

    def test_nights_that_lack_a_fact_say_from_when_they_are_expected_too(self) -> None:
        lines = claim_lines([person(stay("2024-01-30/"), payments=[])], [], payer=A, claiming=self.early)

        assert [(line.span, line.kind, line.cause, line.expected) for line in lines] == [
            (span("2024-01-30/2024-02-01"), "stopped", "", False),
            (span("2024-02-01/2024-04-01"), "stopped", "", True),
        ]
        assert [line.basis.first_number for line in lines if line.basis] == [1, 3]

    @pytest.mark.parametrize(
        ("days", "expected"), [("2024-01-30/2024-02-01", False), ("2024-02-01/2024-02-03", True)]
    )
    def test_nights_up_to_that_day_or_from_it_on_are_one_line(self, days: str, expected: bool) -> None:
        [line] = claim_lines([person(stay(days), payments=[])], [], payer=A, claiming=self.early)

        assert (line.nights, line.expected) == (2, expected)

    def test_who_left_sooner_gives_the_expected_nights_back_with_that_cause(self) -> None:
        closed = closed_by(person(stay("2024-01-30/")), self.early)
        now = replace(
            claiming("2024Q2", first="2024Q1", last_closed="2024Q1"), expected_before=first_quarter()
        )

        assert claim(person(stay("2024-01-30/2024-02-11")), now, closed=closed) == [
            "101 2024Q1 S1 2024-02-11/2024-04-01 -50 -45000.00 -22500.00 difference expected"
        ]

    def test_who_came_unexpected_is_claimed_with_that_cause(self) -> None:
        now = replace(
            claiming("2024Q2", first="2024Q1", last_closed="2024Q1"), expected_before=first_quarter()
        )

        assert claim(person(stay("2024-02-20/2024-02-22")), now) == [
            "101 2024Q1 S1 2024-02-20/2024-02-22 2 1800.00 900.00 difference expected"
        ]

    def test_an_expected_night_that_came_true_gives_no_line(self) -> None:
        closed = closed_by(person(stay("2024-01-30/")), self.early)

        assert (
            claim(person(stay("2024-01-30/2024-04-01")), claiming(last_closed="2024Q1"), closed=closed) == []
        )


def first_quarter() -> range:
    return range(*span("2024-02-01/2024-04-01"))


def after(closed_under: RuleSet, now: RuleSet, *accepted: RuleSet) -> Claiming:
    steps = steps_between(closed_under, now, accepted={one.rules for one in accepted})
    return claiming(last_closed="2024Q1", steps=steps)


class TestAcceptance:
    who = person(stay("2022-10-10/2022-10-11"), stay("2023-10-20/2024-04-01"), stay("2022-12-01/2022-12-02"))
    closed = closed_by(person(OWN), claiming())

    def test_own_citizens_in_an_own_house_wait_until_somebody_has_chosen(self) -> None:
        assert claim(person(OWN), claiming()) == [
            "101 2024Q1 S1 2024-01-01/2024-01-11 10 - - stopped own_shelter_cost_basis"
        ]
        assert claim(person(OWN), claiming(own_shelter_cost_basis="actual_cost")) == [
            "101 2024Q1 S1 2024-01-01/2024-01-11 10 - - stopped own_shelter_cost"
        ]

    def test_a_choice_that_is_not_accepted_says_what_it_would_bring_and_asks_for_nothing(self) -> None:
        [line] = claim_lines([person(OWN)], self.closed, payer=A, claiming=after(DEFAULT, CHARGED))

        assert shown(line) == (
            "101 2024Q1 S1 2024-01-01/2024-01-11 10 9000.00 4500.00 stopped acceptance:setting"
        )
        assert not line.asks
        assert (line.cause, line.missing) == ("", "acceptance:setting")

    def test_what_lacks_a_fact_is_told_under_the_rules_that_are_accepted(self) -> None:
        day_out = RuleSet(LAW, Settings.default().with_values({"day_count": "both_days"}))
        unpaid = person(stay("2024-01-01/2024-01-11"), payments=[])

        assert claim(unpaid, after(DEFAULT, day_out)) == [
            "101 2024Q1 S1 2024-01-01/2024-01-11 10 - - stopped resident_payment"
        ]

    def test_what_an_accepted_choice_changes_has_that_cause_and_no_other(self) -> None:
        day_out = RuleSet(LAW, Settings.default().with_values({"day_count": "both_days"}))
        ten_nights = person(stay("2024-01-01/2024-01-11"))

        told = claim(ten_nights, after(DEFAULT, day_out, day_out), closed=closed_by(ten_nights, claiming()))

        assert told == ["101 2024Q1 S1 2024-01-11/2024-01-12 1 900.00 450.00 difference setting"]

    def test_once_accepted_it_comes_with_its_cause_and_what_facts_changed_with_theirs(self) -> None:
        longer = person(replace(stay("2024-01-01/2024-01-13"), own_house=True), stay("2024-02-01/2024-02-02"))

        assert claim(longer, after(DEFAULT, CHARGED, CHARGED), closed=self.closed) == [
            "101 2024Q1 S1 2024-01-01/2024-01-13 12 10800.00 5400.00 difference setting",
            "101 2024Q1 S1 2024-02-01/2024-02-02 1 900.00 450.00 difference fact",
        ]

    def test_steps_count_as_far_as_the_last_accepted_set(self) -> None:
        steps = steps_between(DEFAULT, CHAIN, accepted=set())
        taken = steps_between(DEFAULT, CHAIN, accepted={CHAIN.rules})

        assert (steps.claimed, steps.waiting) == (DEFAULT, ("setting",))
        assert (taken.claimed, taken.waiting) == (CHAIN, ())

    def test_under_new_code_every_difference_waits_and_new_nights_are_asked_for(self) -> None:
        before = replace(DEFAULT, code="an earlier version")
        who = person(stay("2024-01-01/2024-01-03"), stay("2024-04-01/2024-04-02"))
        steps = steps_between(before, DEFAULT, accepted=set())
        run = claiming("2024Q2", first="2024Q1", last_closed="2024Q1", steps=steps)

        assert claim(who, run) == [
            "101 2024Q1 S1 2024-01-01/2024-01-03 2 1800.00 900.00 stopped acceptance:law_version",
            "101 2024Q2 S1 2024-04-01/2024-04-02 1 900.00 450.00 new",
        ]

    def test_a_rounding_that_would_change_waits_too(self) -> None:
        down = RuleSet(LAW, Settings.default().with_values({"claim_rounding": "down_krone"}))
        half = closed_line("2024-01-01/2024-01-02", 1, "1403.30", "701.65")
        lines = claim_lines([], [half], payer=A, claiming=after(DEFAULT, down))

        assert [shown(line) for line in lines] == ["101 2024Q1 - - 0 - -0.65 stopped acceptance:setting"]

    def test_rules_are_made_again_from_what_a_claim_kept(self) -> None:
        again = as_kept(CHARGED.kept(), settings=CHARGED.settings.as_mapping(), law=LAW)

        assert again.rules == CHARGED.rules
        assert Rules.parse(str(again.rules)) == CHARGED.rules


def opening(nights: int, net: str, refund: str, *, at: str = "S1") -> ClosedLine:
    return closed_line(None, nights, net, refund, at=at, kind="opening")


class TestOpening:
    run = claiming("2024Q2", first="2024Q1", last_closed="2024Q1")

    def test_what_was_claimed_before_is_compared_as_a_whole(self) -> None:
        who = person(stay("2024-01-01/2024-01-11"))

        assert claim(who, self.run, closed=[opening(10, "9000.00", "4500.00")]) == []
        assert claim(who, self.run, closed=[opening(8, "7200.00", "3600.00", at="")]) == [
            "101 2024Q1 - 2024-01-01/2024-01-11 2 1800.00 900.00 difference opening"
        ]

    def test_without_one_known_night_nothing_is_taken_back(self) -> None:
        assert claim(person(), self.run, closed=[opening(8, "7200.00", "3600.00")]) == [
            "101 2024Q1 S1 - 0 - - stopped opening_nights"
        ]

    def test_it_waits_as_long_as_a_night_of_the_quarter_lacks_a_fact(self) -> None:
        who = person(stay("2024-01-01/2024-01-11"), stay("2024-02-01/2024-02-02", payer=None))
        told = claim(who, self.run, closed=[opening(8, "7200.00", "3600.00")])

        assert not any("difference" in line for line in told)

    def test_a_quarter_without_persons_is_compared_for_everybody(self) -> None:
        whole = replace(opening(8, "7200.00", "3600.00", at=""), person="")
        run = replace(self.run, whole_quarters=frozenset({(A, Quarter.parse("2024Q1"))}))
        people = [
            PersonFacts(name, (stay("2024-01-01/2024-01-06"),), person().payments) for name in ("P1", "P2")
        ]

        lines = claim_lines(people, [whole], payer=A, claiming=run)

        assert [shown(line) for line in lines] == [
            "101 2024Q1 - 2024-01-01/2024-01-06 2 1800.00 900.00 difference opening"
        ]

    @pytest.mark.parametrize(("used", "claimed"), [(0, 120), (20, 100), (120, 0)])
    def test_nights_used_before_count_in_the_running_year(self, used: int, claimed: int) -> None:
        start = date(2023, 10, 1).toordinal()
        facts = replace(person(stay("2024-04-01/2024-08-31")), used_before=(NightsUsed(start, used, A),))
        lines = claim_lines([facts], [], payer=A, claiming=claiming("2024Q3", first="2024Q1"))

        assert sum(line.nights for line in lines) == claimed
        assert {line.basis.declared for line in lines if line.basis} == ({used} if claimed else set())


class TestDecisions:
    both = (stay("2024-01-01/2024-01-11"), stay("2024-01-06/2024-01-11", at="S2", payer=B))

    def test_the_nights_a_decision_names_count_and_the_others_do_not(self) -> None:
        first, second = self.both
        known = person(first, replace(second, counts=True))

        assert claim(known, claiming()) == [
            "101 2024Q1 S1 2024-01-01/2024-01-06 5 4500.00 2250.00 new",
            "751 2024Q1 S2 2024-01-06/2024-01-11 5 4500.00 2250.00 new",
        ]

    def test_nights_lost_by_a_decision_are_given_back_with_that_cause(self) -> None:
        first, second = self.both
        closed = closed_by(person(first), claiming())

        told = claim(
            person(first, replace(second, counts=True)), claiming(last_closed="2024Q1"), closed=closed
        )

        assert told[0] == "101 2024Q1 S1 2024-01-06/2024-01-11 -5 -4500.00 -2250.00 difference overlap"

    def test_declared_nights_use_the_year_and_give_no_line(self) -> None:
        elsewhere = replace(stay("2023-10-01/2024-01-09", payer=None), declared=True)
        lines = claim_lines(
            [person(elsewhere, stay("2024-01-09/2024-03-01"))], [], payer=A, claiming=claiming()
        )

        assert [(line.nights, line.basis.declared) for line in lines if line.basis] == [(20, 100)]
