"""Every difference has one cause, and it never says anything about another payer's facts."""

from dataclasses import replace

import pytest

from hjemad.law.claim.causes import CAUSES, CauseFinder
from hjemad.law.claim.facts import ClosedLine, PersonFacts, RateFact
from hjemad.law.claim.ledger import build_lines
from hjemad.law.claim.rules import RuleSet, Steps, under
from hjemad.law.claim.tests.written import (
    LAW,
    A,
    B,
    claiming,
    closed_by,
    closed_line,
    payment,
    person,
    rate,
    right,
    stay,
)
from hjemad.law.settings import Settings

Q1 = "2024-01-01/2024-04-01"


def causes(
    who: PersonFacts,
    closed: list[ClosedLine],
    *,
    quarter: str = "2024Q1",
    rates: list[RateFact] | None = None,
    steps: Steps | None = None,
    payer: str = A,
    **chosen: str,
) -> list[tuple[int, str]]:
    """(nights, cause) of the payer's differences after everything up to `quarter` was closed."""
    run = claiming(quarter, first="2024Q1", last_closed=quarter, rates=rates, steps=steps, **chosen)
    lines = build_lines(who, closed, claiming=run)
    return [(line.nights, line.cause) for line in lines if line.payer == payer and line.kind == "difference"]


def test_the_codes_that_closed_lines_hold_for_good_stay_as_they_are() -> None:
    assert " ".join(sorted(CAUSES)) == (
        "changed_elsewhere expected fact fact_or_elsewhere identity law_version link opening overlap "
        "parameter payer payment rate rate_or_payment rounding setting"
    )


class TestAmount:
    """The same night costs something else."""

    before = closed_by(person(stay("2024-01-01/2024-01-11")), claiming())

    def test_a_rate_recorded_since_is_the_cause(self) -> None:
        told = causes(
            person(stay("2024-01-01/2024-01-11")), self.before, rates=[rate("1200.00", changed=True)]
        )

        assert told == [(0, "rate")]

    def test_a_payment_recorded_since_is_the_cause(self) -> None:
        who = person(stay("2024-01-01/2024-01-11"), payments=[payment("0.00", changed=True)])

        assert causes(who, self.before, rates=[rate(changed=False)]) == [(0, "payment")]

    def test_files_cannot_tell_rate_from_payment(self) -> None:
        told = causes(person(stay("2024-01-01/2024-01-11")), self.before, rates=[rate("1200.00")])

        assert told == [(0, "rate_or_payment")]

    @pytest.mark.parametrize(
        ("code_changed", "cause"), [pytest.param(True, "law_version"), pytest.param(False, "fact")]
    )
    def test_without_a_new_rate_or_payment_new_code_is_the_cause(
        self, code_changed: bool, cause: str
    ) -> None:
        who = person(stay("2024-01-01/2024-01-11"), payments=[payment("0.00", changed=False)])
        steps = replace(under(RuleSet(LAW, Settings.default())), code_changed=code_changed)

        told = causes(who, self.before, rates=[rate(changed=False)], steps=steps)

        assert told == [(0, cause)]


class TestNightsThatCame:
    @pytest.mark.parametrize(
        ("missing", "cause"),
        [
            pytest.param("rate", "rate", id="a rate was entered"),
            pytest.param("rate;resident_payment", "rate", id="the first thing missing counts"),
            pytest.param("resident_payment", "payment", id="a payment was entered"),
            pytest.param("payment_exceeds_rate", "rate", id="the rate was corrected"),
            pytest.param("payer", "payer", id="the payer became known"),
            pytest.param("identity", "identity", id="the name became known"),
            pytest.param("overlap", "overlap", id="a disputed night was decided"),
            pytest.param(
                "own_shelter_cost_basis", "setting", id="it was chosen how a house's cost is reckoned"
            ),
            pytest.param("own_shelter_cost", "rate", id="a house's cost was entered"),
            pytest.param("something else", "fact", id="a reason we do not know"),
        ],
    )
    def test_what_was_stopped_comes_with_what_it_waited_for(self, missing: str, cause: str) -> None:
        who = person(stay("2024-01-01/2024-01-11"))
        waiting = [
            ClosedLine(
                A, line.origin, line.person, line.facility, line.span, 10, None, None, "stopped", missing
            )
            for line in closed_by(who, claiming())
        ]

        assert causes(who, waiting) == [(10, cause)]

    def test_nights_after_the_stopped_ones_came_by_themselves(self) -> None:
        """Ten nights waited for a payment and still do; the stay went on, with a payment."""
        unpaid = payment(of="2024-01-11/")
        waiting = closed_by(person(stay("2024-01-01/2024-01-11"), payments=[unpaid]), claiming())

        told = causes(person(stay("2024-01-01/2024-01-21"), payments=[unpaid]), waiting)

        assert told == [(10, "fact")]

    def test_one_stay_of_nights_that_waited_and_nights_that_are_new_has_two_causes(self) -> None:
        """Ten nights waited for a rate. Then the rate came, and it was told that the stay had gone on."""
        waiting = closed_by(person(stay("2024-01-01/2024-01-11")), claiming(rates=[]))

        told = causes(person(stay("2024-01-01/2024-01-21")), waiting)

        assert [line.kind for line in waiting] == ["stopped"]
        assert told == [(10, "rate"), (10, "fact")]

    def test_nights_that_waited_in_two_lines_for_the_same_come_in_one(self) -> None:
        first = closed_by(person(stay("2024-01-01/2024-01-11")), claiming(rates=[]))
        second = [replace(line, span=(line.span[1], line.span[1] + 10)) for line in first if line.span]

        told = causes(person(stay("2024-01-01/2024-01-21")), [*first, *second])

        assert told == [(20, "rate")]

    def test_nights_that_went_in_two_ways_have_two_causes(self) -> None:
        """Twenty nights were claimed. Another municipality pays the first ten; the person left after them."""
        before = closed_by(person(stay("2024-01-01/2024-01-21")), claiming())

        told = causes(person(stay("2024-01-01/2024-01-11", payer=B)), before)

        assert told == [(-10, "payer"), (-10, "fact")]

    def test_nights_taken_back_that_come_again_have_their_own_cause(self) -> None:
        gone = closed_by(person(stay("2024-01-01/2024-01-11")), claiming())
        back = build_lines(person(), gone, claiming=claiming(last_closed="2024Q1"))
        closed = [*gone, *(line.closed() for line in back)]

        assert causes(person(stay("2024-01-01/2024-01-11"), link_changed=True), closed) == [(10, "link")]

    def test_nights_another_payer_had_claimed_come_with_the_payer(self) -> None:
        before = closed_by(person(stay("2024-01-01/2024-01-11", payer=B)), claiming())
        now = person(stay("2024-01-01/2024-01-11"))

        assert causes(now, before) == [(10, "payer")]
        assert causes(now, before, payer=B) == [(-10, "payer")]

    def test_a_payer_recorded_since_is_the_cause_even_where_nobody_had_claimed(self) -> None:
        who = person(stay("2024-01-01/2024-01-11", payer_changed=True), own_changed={A: True})

        assert causes(who, []) == [(10, "payer")]

    def test_a_stay_told_late_is_a_fact(self) -> None:
        assert causes(person(stay("2024-01-01/2024-01-11")), []) == [(10, "fact")]

    def test_records_joined_since_are_the_cause(self) -> None:
        who = person(stay("2024-01-01/2024-01-11"), link_changed=True)

        assert causes(who, []) == [(10, "link")]


class TestNightsThatWent:
    before = closed_by(person(stay("2024-01-01/2024-01-11")), claiming())

    def test_a_shorter_stay_is_a_fact(self) -> None:
        assert causes(person(stay("2024-01-01/2024-01-06")), self.before) == [(-5, "fact")]

    def test_a_stay_withdrawn_is_a_fact(self) -> None:
        assert causes(person(), self.before) == [(-10, "fact")]

    def test_records_parted_since_are_the_cause(self) -> None:
        assert causes(person(link_changed=True), self.before) == [(-10, "link")]

    def test_another_shelter_of_the_same_payer_is_a_fact_on_both_sides(self) -> None:
        told = causes(person(stay("2024-01-01/2024-01-11", at="S2")), self.before)

        assert sorted(told) == [(-10, "fact"), (10, "fact")]

    @pytest.mark.parametrize("other", [B, "999"])
    def test_another_payer_is_the_cause(self, other: str) -> None:
        assert causes(person(stay("2024-01-01/2024-01-11", payer=other)), self.before) == [(-10, "payer")]

    def test_a_shelter_that_left_tilbudsportalen_takes_its_nights_back(self) -> None:
        told = causes(person(stay("2024-01-01/2024-01-11")), self.before, rates=[rate(registered=False)])

        assert told == [(-10, "fact")]

    @pytest.mark.parametrize(("code_changed", "cause"), [(True, "law_version"), (False, "changed_elsewhere")])
    def test_nights_whose_facts_stand_went_for_new_code_or_for_something_elsewhere(
        self, code_changed: bool, cause: str
    ) -> None:
        who = person(stay("2024-01-01/2024-01-11"), own_changed={A: False})
        steps = replace(under(RuleSet(LAW, Settings.default())), code_changed=code_changed)

        told = causes(who, self.before, rates=[rate(registered=False)], steps=steps)

        assert told == [(-10, cause)]


class TestTheRunningYear:
    """A stay of A, then one of B: where A's nights change, B's place in the year does."""

    run = claiming("2024Q2", first="2024Q1")
    both = (stay(Q1), stay("2024-04-01/2024-07-01", payer=B))
    before = closed_by(person(*both), run)
    left_early = (stay("2024-01-01/2024-03-12"), stay("2024-04-01/2024-07-01", payer=B))

    def test_the_other_payer_hears_only_that_something_changed_elsewhere(self) -> None:
        who = person(*self.left_early)

        assert causes(who, self.before, quarter="2024Q2") == [(-20, "fact")]
        assert causes(who, self.before, quarter="2024Q2", payer=B) == [(20, "changed_elsewhere")]

    def test_a_source_that_knows_whose_facts_changed_is_believed(self) -> None:
        who = person(*self.left_early, own_changed={A: True, B: False})

        assert causes(who, self.before, quarter="2024Q2") == [(-20, "fact")]
        assert causes(who, self.before, quarter="2024Q2", payer=B) == [(20, "changed_elsewhere")]

    def test_a_payer_the_source_says_nothing_about_has_changed_facts(self) -> None:
        who = person(*self.left_early, own_changed={})

        assert causes(who, self.before, quarter="2024Q2", payer=B) == [(20, "fact")]

    def test_nights_can_be_lost_to_an_earlier_stay_elsewhere(self) -> None:
        before = closed_by(person(*self.left_early), self.run)

        told = causes(person(*self.both), before, quarter="2024Q2", payer=B)

        assert told == [(-20, "changed_elsewhere")]


class TestFilesTellFromTheNightsAlone:
    """Files do not say when a fact was recorded."""

    def test_more_nights_of_the_year_with_nothing_changed_elsewhere_are_a_fact(self) -> None:
        before = closed_by(person(stay("2023-10-01/2024-04-01")), claiming())

        assert causes(person(stay("2023-10-11/2024-04-01")), before) == [(10, "fact")]

    def test_a_night_that_moved_in_the_year_beside_an_own_stay_withdrawn_is_a_fact(self) -> None:
        early, late = stay("2024-01-01/2024-01-11"), stay("2024-01-11/2024-07-01", at="S2")
        run = claiming("2024Q2", first="2024Q1")
        before = closed_by(person(early, late), run)

        told = causes(person(late), before, quarter="2024Q2")

        assert sorted(told) == [(-10, "fact"), (10, "fact")]

    def test_without_the_other_payers_lines_it_may_be_either(self) -> None:
        both = person(stay(Q1), stay("2024-04-01/2024-07-01", payer=B))
        mine = [line for line in closed_by(both, claiming("2024Q2", first="2024Q1")) if line.payer == B]
        now = person(stay("2024-01-01/2024-03-12"), stay("2024-04-01/2024-07-01", payer=B))

        assert causes(now, mine, quarter="2024Q2", payer=B) == [(20, "fact_or_elsewhere")]

    def test_nights_that_went_may_be_either_too(self) -> None:
        short = person(stay("2024-01-01/2024-03-12"), stay("2024-04-01/2024-07-01", payer=B))
        mine = [line for line in closed_by(short, claiming("2024Q2", first="2024Q1")) if line.payer == B]
        now = person(stay(Q1), stay("2024-04-01/2024-07-01", payer=B))

        assert causes(now, mine, quarter="2024Q2", payer=B) == [(-20, "fact_or_elsewhere")]

    def test_a_payer_who_only_waited_has_claimed_nothing_that_could_have_changed(self) -> None:
        unpaid = payment(of="2024-04-01/")
        both = person(stay(Q1), stay("2024-04-01/2024-07-01", payer=B), payments=[unpaid])
        closed = closed_by(both, claiming("2024Q2", first="2024Q1"))
        now = person(stay("2024-01-01/2024-03-12"), stay("2024-04-01/2024-07-01", payer=B), payments=[unpaid])

        assert [line.kind for line in closed if line.payer == A] == ["stopped"]
        assert causes(now, closed, quarter="2024Q2", payer=B) == [(20, "fact_or_elsewhere")]

    def test_own_nights_that_went_come_before_what_changed_elsewhere(self) -> None:
        """B's stay begins five nights later, and A's stay before it is twenty nights shorter."""
        run = claiming("2024Q2", first="2024Q1")
        before = closed_by(person(stay(Q1), stay("2024-04-01/2024-07-01", payer=B)), run)
        now = person(stay("2024-01-01/2024-03-12"), stay("2024-04-06/2024-07-01", payer=B))

        assert causes(now, before, quarter="2024Q2", payer=B) == [(-5, "fact"), (25, "fact")]

    def test_days_between_two_stays_were_never_claimed(self) -> None:
        """B's two stays stand; that nobody was there between them says nothing of B's facts."""
        run = claiming("2024Q2", first="2024Q1")
        two = (stay("2024-04-01/2024-04-06", payer=B), stay("2024-04-11/2024-07-01", payer=B))
        before = closed_by(person(stay(Q1), *two), run)

        told = causes(person(stay("2024-01-01/2024-03-12"), *two), before, quarter="2024Q2", payer=B)

        assert told == [(20, "changed_elsewhere")]

    @pytest.mark.parametrize(
        ("closed", "changed"),
        [
            pytest.param([], None, id="nothing was claimed"),
            pytest.param([1], True, id="a single night was claimed"),
            pytest.param([31, 0], True, id="nights were claimed, then other money"),
            pytest.param([31, 0, -31], None, id="and taken back"),
        ],
    )
    def test_nights_that_stood_and_are_gone_are_a_change_of_the_payers_own(
        self, closed: list[int], changed: bool | None
    ) -> None:
        of = "2024-01-01/2024-01-02" if closed == [1] else "2024-01-01/2024-02-01"
        lines = [closed_line(of, nights, "900.00", "450.00") for nights in closed]
        finder = CauseFinder(
            person(), A, right(person(), claiming()), everyone=lines, code_changed=False, expected=range(0)
        )

        assert finder.own_changed is changed

    @pytest.mark.parametrize(("left", "cause"), [("2023-01-28", "fact"), ("2023-01-29", "fact_or_elsewhere")])
    def test_nights_elsewhere_more_than_a_year_ago_are_not_the_cause(self, left: str, cause: str) -> None:
        """Ten nights came from 29 January 2024 on, 366 days after 28 January 2023."""
        long_ago, early = stay(f"2022-12-01/{left}", payer=B), stay("2023-10-01/2024-04-01")
        before = closed_by(person(long_ago, early), claiming())

        assert causes(person(long_ago, stay("2023-10-11/2024-04-01")), before) == [(10, cause)]

    def test_nights_elsewhere_from_the_same_day_on_are_not_the_cause(self) -> None:
        """An own earlier stay of five nights pushes 25 to 29 April above the ceiling."""
        run = claiming("2024Q2", first="2024Q1")
        before = closed_by(person(stay("2024-01-01/2024-05-01")), run)
        now = person(
            stay("2023-12-20/2023-12-25"), stay("2024-01-01/2024-05-01"),
            stay("2024-04-25/2024-06-01", at="S2", payer=B),
        )  # fmt: skip

        assert causes(now, before, quarter="2024Q2") == [(-5, "fact")]

    def test_another_payer_whose_nights_stand_is_not_the_cause(self) -> None:
        early = stay("2024-01-01/2024-01-11", payer=B)
        before = closed_by(person(early, stay("2024-02-01/2024-02-06")), claiming())

        assert causes(person(early, stay("2024-02-01/2024-02-08")), before) == [(2, "fact")]

    def test_nights_claimed_and_taken_back_elsewhere_count_as_never_claimed(self) -> None:
        """B claimed ten nights and took them back; A's later night is A's own news."""
        gone = closed_by(person(stay("2024-01-01/2024-01-11", payer=B)), claiming())
        back = build_lines(person(), gone, claiming=claiming(last_closed="2024Q1"))
        closed = [*gone, *(line.closed() for line in back)]

        assert causes(person(stay("2024-02-01/2024-02-03")), closed) == [(2, "fact")]
