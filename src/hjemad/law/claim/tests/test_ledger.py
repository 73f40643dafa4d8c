"""The next claim: what is right today minus everything ever closed, as lines a person can read."""

from dataclasses import replace

import pytest

from hjemad.kernel.money import Money
from hjemad.law.claim.facts import ClosedLine, PersonFacts
from hjemad.law.claim.ledger import build_lines, by_person, line_order, told_before
from hjemad.law.claim.nights import Amount, per_night
from hjemad.law.claim.tests.written import (
    B,
    claim,
    claiming,
    closed_by,
    closed_line,
    payment,
    person,
    rate,
    shown,
    stay,
)

JANUARY = person(stay("2024-01-01/2024-02-01"))


def again(who: PersonFacts, closed: list[ClosedLine], *, as_of: str | None = None) -> list[str]:
    """The claim for the same quarter after those lines were closed."""
    return claim(who, claiming(last_closed="2024Q1", as_of=as_of), closed=closed)


class TestFirstClaim:
    def test_nights_in_a_row_at_the_same_amount_are_one_line(self) -> None:
        assert claim(JANUARY, claiming()) == ["101 2024Q1 S1 2024-01-01/2024-02-01 31 27900.00 13950.00 new"]

    def test_a_half_ore_stands_on_the_line(self) -> None:
        who = person(stay("2024-01-01/2024-01-02"), payments=[payment("96.71")])

        assert claim(who, claiming(rates=[rate("1500.00")])) == [
            "101 2024Q1 S1 2024-01-01/2024-01-02 1 1403.29 701.645 new"
        ]

    def test_lines_stand_by_payer_quarter_and_day(self) -> None:
        who = person(
            stay("2024-02-01/2024-02-03", payer=B), stay("2024-01-05/2024-01-07", at="S2"),
            stay("2023-12-30/2024-01-02"),
        )  # fmt: skip

        assert claim(who, claiming(first="2023Q4")) == [
            "101 2023Q4 S1 2023-12-30/2024-01-01 2 1800.00 900.00 new",
            "101 2024Q1 S1 2024-01-01/2024-01-02 1 900.00 450.00 new",
            "101 2024Q1 S2 2024-01-05/2024-01-07 2 1800.00 900.00 new",
            "751 2024Q1 S1 2024-02-01/2024-02-03 2 1800.00 900.00 new",
        ]

    def test_neighbouring_stays_of_one_story_are_one_line(self) -> None:
        parted = person(stay("2024-01-01/2024-01-11"), stay("2024-01-11/2024-02-01"))

        assert claim(parted, claiming()) == claim(JANUARY, claiming())

    @pytest.mark.parametrize(
        "second",
        [
            pytest.param(stay("2024-01-11/2024-02-01", at="S2"), id="another shelter"),
            pytest.param(stay("2024-01-12/2024-02-01"), id="a night between"),
            pytest.param(stay("2024-01-11/2024-02-01", refs=("stay:2",)), id="another fact behind"),
            pytest.param(stay("2024-01-11/2024-02-01", payer=B), id="another payer"),
        ],
    )
    def test_nights_of_different_stories_are_lines_of_their_own(self, second: object) -> None:
        who = person(stay("2024-01-01/2024-01-11"), second)  # type: ignore[arg-type]  # a NightFact

        assert len(claim(who, claiming())) == 2

    def test_another_amount_is_a_line_of_its_own(self) -> None:
        who = person(
            stay("2024-01-01/2024-02-01"),
            payments=[payment(of="2024-01-01/2024-01-11"), payment("0.00", of="2024-01-11/")],
        )

        assert claim(who, claiming()) == [
            "101 2024Q1 S1 2024-01-01/2024-01-11 10 9000.00 4500.00 new",
            "101 2024Q1 S1 2024-01-11/2024-02-01 21 21000.00 10500.00 new",
        ]

    def test_nights_that_cost_nothing_are_claimed_with_nothing(self) -> None:
        who = person(stay("2024-01-01/2024-01-11"), payments=[payment("1000.00")])

        assert claim(who, claiming()) == ["101 2024Q1 S1 2024-01-01/2024-01-11 10 0.00 0.00 new"]

    def test_what_waits_says_for_what_and_has_no_amount(self) -> None:
        assert claim(person(stay("2024-01-01/2024-02-01"), payments=[]), claiming()) == [
            "101 2024Q1 S1 2024-01-01/2024-02-01 31 - - stopped resident_payment"
        ]

    def test_neighbours_that_wait_for_the_same_are_one_line(self) -> None:
        who = person(stay("2024-01-01/2024-01-11"), stay("2024-01-11/2024-02-01"), payments=[])

        assert len(claim(who, claiming())) == 1

    def test_nobody_in_the_window_has_no_line(self) -> None:
        assert claim(person(stay("2022-01-01/2022-02-01")), claiming()) == []

    def test_a_quarter_up_to_the_last_closed_gives_differences(self) -> None:
        run = claiming("2024Q2", first="2024Q1", last_closed="2024Q1")

        assert claim(person(stay("2024-03-30/2024-04-02")), run) == [
            "101 2024Q1 S1 2024-03-30/2024-04-01 2 1800.00 900.00 difference fact",
            "101 2024Q2 S1 2024-04-01/2024-04-02 1 900.00 450.00 new",
        ]


class TestNextClaim:
    closed = closed_by(JANUARY, claiming())

    def test_nothing_changed_leaves_nothing_to_claim(self) -> None:
        assert again(JANUARY, self.closed) == []

    def test_a_difference_names_its_nights_and_its_cause(self) -> None:
        assert again(person(stay("2024-01-01/2024-01-22")), self.closed) == [
            "101 2024Q1 S1 2024-01-22/2024-02-01 -10 -9000.00 -4500.00 difference fact"
        ]

    def test_a_changed_amount_moves_no_night(self) -> None:
        run = claiming(last_closed="2024Q1", rates=[rate("1200.00")])

        assert claim(JANUARY, run, closed=self.closed) == [
            "101 2024Q1 S1 2024-01-01/2024-02-01 0 6200.00 3100.00 difference rate_or_payment"
        ]

    def test_a_person_no_longer_in_the_facts_is_taken_back(self) -> None:
        assert again(person(), self.closed) == [
            "101 2024Q1 S1 2024-01-01/2024-02-01 -31 -27900.00 -13950.00 difference fact"
        ]

    def test_neighbouring_lines_are_taken_back_as_one(self) -> None:
        early, late = stay("2024-01-01/2024-01-11", refs=("stay:1",)), stay("2024-01-11/2024-02-01")
        closed = closed_by(person(early, late), claiming())

        assert len(closed) == 2
        assert again(person(), closed) == [
            "101 2024Q1 S1 2024-01-01/2024-02-01 -31 -27900.00 -13950.00 difference fact"
        ]

    def test_what_was_taken_back_can_be_claimed_again(self) -> None:
        back = build_lines(person(), self.closed, claiming=claiming(last_closed="2024Q1"))
        closed = [*self.closed, *(line.closed() for line in back)]

        assert again(person(), closed) == []
        assert again(JANUARY, closed) == [
            "101 2024Q1 S1 2024-01-01/2024-02-01 31 27900.00 13950.00 difference fact"
        ]

    def test_new_nights_of_the_open_quarter_are_new_beside_closed_ones(self) -> None:
        run = claiming("2024Q2", first="2024Q1", last_closed="2024Q1")

        assert claim(person(stay("2024-01-01/2024-02-01"), stay("2024-04-01/2024-04-03")), run,
                     closed=self.closed) == [
            "101 2024Q2 S1 2024-04-01/2024-04-03 2 1800.00 900.00 new"
        ]  # fmt: skip

    def test_what_is_missing_now_holds_closed_nights_where_they_are(self) -> None:
        unpaid = person(stay("2024-01-01/2024-02-01"), payments=[payment(of="2024-01-01/2024-01-11")])

        assert again(unpaid, self.closed) == [
            "101 2024Q1 S1 2024-01-11/2024-02-01 21 - - stopped resident_payment"
        ]

    def test_a_payer_no_longer_known_holds_closed_nights_where_they_are(self) -> None:
        assert again(person(stay("2024-01-01/2024-02-01", payer=None)), self.closed) == [
            "- 2024Q1 S1 2024-01-01/2024-02-01 31 - - stopped payer"
        ]

    def test_nights_that_moved_to_a_shelter_without_a_rate_are_taken_back_at_the_first(self) -> None:
        assert again(person(stay("2024-01-01/2024-02-01", at="S9")), self.closed) == [
            "101 2024Q1 S1 2024-01-01/2024-02-01 -31 -27900.00 -13950.00 difference fact",
            "101 2024Q1 S9 2024-01-01/2024-02-01 31 - - stopped rate",
        ]

    def test_nights_that_moved_into_the_municipalitys_own_house_wait_there(self) -> None:
        own = replace(stay("2024-01-01/2024-02-01", at="S2"), own_house=True)

        assert again(person(own), self.closed) == [
            "101 2024Q1 S1 2024-01-01/2024-02-01 -31 -27900.00 -13950.00 difference fact",
            "101 2024Q1 S2 2024-01-01/2024-02-01 31 - - stopped own_shelter_cost_basis",
        ]

    def test_lines_of_later_quarters_are_left_alone(self) -> None:
        later = replace(self.closed[0], origin=self.closed[0].origin.next())

        assert again(person(), [later]) == []

    def test_a_night_keeps_its_number_in_the_year_on_a_difference(self) -> None:
        closed = closed_by(person(stay("2024-01-01/2024-01-11")), claiming())

        [line] = build_lines(JANUARY, closed, claiming=claiming(last_closed="2024Q1"))

        assert shown(line) == "101 2024Q1 S1 2024-01-11/2024-02-01 21 18900.00 9450.00 difference fact"
        assert line.basis is not None
        assert line.basis.first_number == 11

    def test_a_night_of_the_old_rule_has_no_number_on_a_difference_either(self) -> None:
        closed = closed_by(person(stay("2023-07-01/2023-07-03")), claiming("2023Q3"))
        run = claiming("2023Q3", last_closed="2023Q3")

        [line] = build_lines(person(stay("2023-07-01/2023-07-05")), closed, claiming=run)

        assert line.basis is not None
        assert line.basis.first_number == 0


class TestWhatIsNotSeen:
    """Nights from `as_of` on are not seen: not claimed, and not taken back."""

    closed = closed_by(JANUARY, claiming())

    def test_closed_nights_after_the_day_stay_where_they_are(self) -> None:
        assert again(JANUARY, self.closed, as_of="2024-01-11") == []

    def test_closed_nights_before_the_day_are_taken_back_alone(self) -> None:
        assert again(person(), self.closed, as_of="2024-01-11") == [
            "101 2024Q1 S1 2024-01-01/2024-01-11 -10 -9000.00 -4500.00 difference fact"
        ]

    @pytest.mark.parametrize("of", ["2024-01-01/2024-02-01", None])
    def test_a_line_made_by_hand_waits_until_it_is_seen_whole(self, of: str | None) -> None:
        uneven = [closed_line(of, 31, "1000.01", "500.005")]

        assert again(person(), uneven, as_of="2024-01-11") == []
        assert len(again(person(), uneven)) == 1


class TestLinesMadeByHand:
    """A line whose amounts do not go up in its nights is compared with the whole quarter."""

    @pytest.mark.parametrize(
        ("line", "expected"),
        [
            pytest.param(
                closed_line("2024-01-01/2024-02-01", 31, "27900.00", "13950.00"), [], id="right and even"
            ),
            pytest.param(closed_line(None, 31, "27900.00", "13950.00"), [], id="right, without days"),
            pytest.param(
                closed_line("2024-01-01/2024-02-01", 31, "27000.00", "13500.00"),
                ["101 2024Q1 S1 2024-01-01/2024-02-01 0 900.00 450.00 difference fact"],
                id="too little money",
            ),
            pytest.param(
                closed_line("2024-01-01/2024-02-01", 20, "18000.00", "9000.00"),
                ["101 2024Q1 S1 2024-01-01/2024-02-01 11 9900.00 4950.00 difference fact"],
                id="too few nights",
            ),
            pytest.param(
                closed_line("2024-01-01/2024-01-01", 31, "27900.00", "13950.00"), [], id="no day at all"
            ),
            pytest.param(
                closed_line(None, 40, "36000.00", "18000.00"),
                ["101 2024Q1 S1 2024-01-01/2024-02-01 -9 -8100.00 -4050.00 difference fact"],
                id="too many nights, without days",
            ),
            pytest.param(
                closed_line(None, 5, "4500.00", "2250.00", at="S2"),
                [
                    "101 2024Q1 S2 - -5 -4500.00 -2250.00 difference fact",
                    "101 2024Q1 S1 2024-01-01/2024-02-01 31 27900.00 13950.00 difference fact",
                ],
                id="another shelter, without days",
            ),
        ],
    )
    def test_the_difference_makes_up_for_it(self, line: ClosedLine, expected: list[str]) -> None:
        lines = build_lines(JANUARY, [line], claiming=claiming(last_closed="2024Q1"))

        assert [shown(one) for one in lines] == expected
        closed = [line, *(one.closed() for one in lines)]
        assert again(JANUARY, closed) == [], "and nothing is left after it is closed"

    def test_one_night_is_even(self) -> None:
        line = closed_line("2024-01-01/2024-01-02", 1, "900.00", "450.00")

        assert per_night(line) == Amount(1, Money.parse("900.00"), Money.parse("450.00"))

    @pytest.mark.parametrize(
        ("nights", "net", "refund"),
        [(3, "900.00", "450.00"), (2, "900.005", "450.00"), (2, "900.00", "450.005")],
        ids=["nights", "cost", "refund"],
    )
    def test_what_two_nights_cannot_share_is_uneven(self, nights: int, net: str, refund: str) -> None:
        assert per_night(closed_line("2024-01-01/2024-01-03", nights, net, refund)) is None

    @pytest.mark.parametrize(
        ("net", "refund"), [("9100.00", "4500.00"), ("9000.00", "4600.00")], ids=["cost", "refund"]
    )
    def test_neighbours_with_other_amounts_are_taken_back_one_by_one(self, net: str, refund: str) -> None:
        lines = [
            closed_line("2024-01-01/2024-01-11", 10, "9000.00", "4500.00"),
            closed_line("2024-01-11/2024-01-21", 10, net, refund),
        ]

        assert again(person(), lines) == [
            "101 2024Q1 S1 2024-01-01/2024-01-11 -10 -9000.00 -4500.00 difference fact",
            f"101 2024Q1 S1 2024-01-11/2024-01-21 -10 -{net} -{refund} difference fact",
        ]

    def test_a_night_claimed_twice_and_a_night_that_is_gone_are_not_one_story(self) -> None:
        """Ten nights were claimed twice over, the next ten once; only the first ten were spent."""
        lines = [
            closed_line("2024-01-01/2024-01-11", 20, "18000.00", "9000.00"),
            closed_line("2024-01-11/2024-01-21", 10, "9000.00", "4500.00"),
        ]
        run = claiming(last_closed="2024Q1", rates=[rate(changed=False)])
        who = person(stay("2024-01-01/2024-01-11"), payments=[payment(changed=False)])

        assert claim(who, run, closed=lines) == [
            "101 2024Q1 S1 2024-01-01/2024-01-11 -10 -9000.00 -4500.00 difference fact",
            "101 2024Q1 S1 2024-01-11/2024-01-21 -10 -9000.00 -4500.00 difference fact",
        ]

    def test_it_waits_while_something_is_missing(self) -> None:
        unpaid = person(stay("2024-01-01/2024-02-01"), payments=[])

        assert again(unpaid, [closed_line(None, 30, "1.00", "0.50")]) == [
            "101 2024Q1 S1 2024-01-01/2024-02-01 31 - - stopped resident_payment"
        ]

    def test_amounts_that_are_not_known_leave_the_line_uneven(self) -> None:
        unknown = replace(closed_line("2024-01-01/2024-02-01", 31, "0.00", "0.00"), net=None)

        assert again(JANUARY, [unknown]) == [
            "101 2024Q1 S1 2024-01-01/2024-02-01 0 27900.00 13950.00 difference fact"
        ]

    def test_stopped_and_rounding_lines_claim_no_night(self) -> None:
        stopped = closed_line("2024-01-01/2024-02-01", 31, "0.00", "0.00", kind="stopped")

        assert again(JANUARY, [stopped]) == [
            "101 2024Q1 S1 2024-01-01/2024-02-01 31 27900.00 13950.00 difference fact"
        ]


class TestToldBefore:
    waiting = person(stay("2024-01-01/2024-02-01"), payments=[])

    def test_the_same_nights_waiting_for_the_same_were_told(self) -> None:
        [line] = build_lines(self.waiting, [], claiming=claiming())

        assert told_before(line, [line.closed()])
        assert not told_before(line, [])

    @pytest.mark.parametrize(
        "change",
        [{"missing": "rate"}, {"facility": "S2"}, {"payer": B}, {"span": (1, 2)}, {"kind": "new"}],
        ids=lambda change: next(iter(change)),
    )
    def test_anything_else_is_told(self, change: dict[str, str]) -> None:
        [line] = build_lines(self.waiting, [], claiming=claiming())

        assert not told_before(line, [replace(line.closed(), **change)])  # type: ignore[arg-type]  # own fields

    def test_a_line_that_claims_is_always_told(self) -> None:
        [line] = build_lines(JANUARY, [], claiming=claiming())

        assert not told_before(line, [line.closed()])


def test_closed_lines_are_found_by_person_and_roundings_under_nobody() -> None:
    mine = closed_line("2024-01-01/2024-02-01", 31, "27900.00", "13950.00")
    rounding = replace(mine, person="", kind="rounding")

    assert by_person([mine, rounding]) == {"P1": [mine], "": [rounding]}


def test_lines_without_days_stand_first() -> None:
    dated = closed_line("2024-01-01/2024-02-01", 31, "27900.00", "13950.00")
    undated = replace(dated, span=None)

    assert sorted([dated, undated], key=line_order) == [undated, dated]
