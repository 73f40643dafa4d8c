"""What is right by today's facts: each refundable night with its amount, or with what is missing."""

from dataclasses import replace
from datetime import date

import pytest

from hjemad.kernel.errors import NotInForce
from hjemad.kernel.quarters import Quarter
from hjemad.law.claim.claiming import Claiming
from hjemad.law.claim.facts import NightFact, PersonFacts, RateFact
from hjemad.law.claim.pieces import Piece
from hjemad.law.claim.rules import RuleSet, under
from hjemad.law.claim.tests.written import LAW, A, B, claiming, payment, person, rate, right, stay
from hjemad.law.serviceloven.par_177 import REFUND_SHARE
from hjemad.law.settings import Settings


def told(who: PersonFacts, run: Claiming | None = None) -> list[str]:
    """`101 S1 2024-01-01/2024-02-01 900.00 450.00` per night, or what is missing."""
    return [shown(piece) for piece in right(who, run or claiming()).pieces]


def shown(piece: Piece) -> str:
    of = f"{date.fromordinal(piece.start)}/{date.fromordinal(piece.end)}"
    amounts = piece.missing
    if piece.net is not None and piece.refund is not None:
        amounts = f"{piece.net.dkk()} {piece.refund.dkk()}"
    return f"{piece.payer or '-'} {piece.facility} {of} {amounts}"


def test_a_night_is_half_of_rate_less_payment() -> None:
    assert told(person(stay("2024-01-01/2024-02-01"))) == ["101 S1 2024-01-01/2024-02-01 900.00 450.00"]


def test_only_nights_of_the_window_are_asked_about() -> None:
    assert told(person(stay("2023-12-01/2024-05-01"))) == ["101 S1 2024-01-01/2024-03-30 900.00 450.00"]


def test_several_quarters_are_pieces_of_their_own() -> None:
    run = claiming("2024Q2", first="2023Q4")

    assert told(person(stay("2023-12-30/2024-04-02")), run) == [
        "101 S1 2023-12-30/2024-01-01 900.00 450.00",
        "101 S1 2024-01-01/2024-04-01 900.00 450.00",
        "101 S1 2024-04-01/2024-04-02 900.00 450.00",
    ]


def test_a_stay_over_a_year_begins_its_second_running_year_with_its_anniversary() -> None:
    """120 nights from 1 October 2023 end on 29 January; the next 120 begin on 1 October 2024."""
    run = claiming("2024Q4", first="2023Q4")

    assert told(person(stay("2023-10-01/2024-11-01")), run) == [
        "101 S1 2023-10-01/2024-01-01 900.00 450.00",
        "101 S1 2024-01-01/2024-01-29 900.00 450.00",
        "101 S1 2024-10-01/2024-11-01 900.00 450.00",
    ]


def test_each_night_has_the_states_share_of_its_own_day() -> None:
    share = LAW.parameter(REFUND_SHARE)
    [half] = share.values
    day = date(2024, 1, 11)
    less = replace(half, value="40", in_force_from=day)
    law = LAW.with_parameter(replace(share, values=(replace(half, in_force_to=day), less)))
    run = claiming(steps=under(RuleSet(law, Settings.default())))

    assert told(person(stay("2024-01-01/2024-01-21")), run) == [
        "101 S1 2024-01-01/2024-01-11 900.00 450.00",
        "101 S1 2024-01-11/2024-01-21 900.00 360.00",
    ]


def test_a_person_without_nights_has_no_right() -> None:
    assert told(person()) == []


def test_nights_above_the_ceiling_give_no_piece() -> None:
    assert told(person(stay("2023-10-01/2024-03-01"))) == ["101 S1 2024-01-01/2024-01-29 900.00 450.00"]


class TestMissingFacts:
    """A night whose amount cannot be known waits; it is never 0."""

    january = "2024-01-01/2024-02-01"

    @pytest.mark.parametrize(
        ("night", "rates", "payments", "expected"),
        [
            pytest.param(stay(january), [], [payment()], "101 S1 rate", id="no rate"),
            pytest.param(stay(january, at="S9"), [rate()], [payment()], "101 S9 rate", id="no such shelter"),
            pytest.param(stay(january), [rate()], [], "101 S1 resident_payment", id="no payment"),
            pytest.param(
                stay(january, payer=None), [rate()], [payment()], "- S1 payer", id="payer not known"
            ),
            pytest.param(
                stay(january, known=False), [rate()], [payment()], "101 S1 identity", id="who is not known"
            ),
            pytest.param(
                stay(january), [rate("99.99")], [payment()], "101 S1 payment_exceeds_rate",
                id="payment above rate",
            ),
            pytest.param(
                stay(january, payer=None, known=False), [], [], "- S1 identity;payer;rate;resident_payment",
                id="all of it",
            ),
        ],
    )  # fmt: skip
    def test_each_is_named(
        self, night: NightFact, rates: list[RateFact], payments: list[object], expected: str
    ) -> None:
        [piece] = right(person(night, payments=payments), claiming(rates=rates)).pieces  # type: ignore[arg-type]

        assert f"{piece.payer or '-'} {piece.facility} {piece.missing}" == expected
        assert (piece.net, piece.refund) == (None, None)

    def test_a_payment_of_nothing_is_a_known_payment(self) -> None:
        assert told(person(stay(self.january), payments=[payment("0.00")])) == [
            "101 S1 2024-01-01/2024-02-01 1000.00 500.00"
        ]

    def test_a_payment_as_high_as_the_rate_leaves_nothing(self) -> None:
        assert told(person(stay(self.january), payments=[payment("1000.00")])) == [
            "101 S1 2024-01-01/2024-02-01 0.00 0.00"
        ]

    def test_only_the_days_without_the_fact_wait(self) -> None:
        run = claiming(rates=[rate(of="2024-01-10/2024-01-20")])

        assert told(person(stay(self.january)), run) == [
            "101 S1 2024-01-01/2024-01-10 rate",
            "101 S1 2024-01-10/2024-01-20 900.00 450.00",
            "101 S1 2024-01-20/2024-02-01 rate",
        ]


def test_a_shelter_outside_tilbudsportalen_gives_no_piece_but_its_nights_use_quota() -> None:
    stays = person(stay("2023-10-01/2024-01-20"), stay("2024-01-20/2024-03-01", at="S2"))
    run = claiming(rates=[rate(registered=False), rate(at="S2")])

    assert told(stays, run) == ["101 S2 2024-01-20/2024-01-29 900.00 450.00"]


def test_a_shelter_that_comes_into_tilbudsportalen_is_refunded_from_that_day() -> None:
    rates = [rate(of="2020-01-01/2024-01-10", registered=False), rate(of="2024-01-10/")]

    assert told(person(stay("2024-01-01/2024-02-01")), claiming(rates=rates)) == [
        "101 S1 2024-01-10/2024-02-01 900.00 450.00"
    ]


@pytest.mark.parametrize(
    ("of", "inside"),
    [
        pytest.param("2023-12-31/2024-01-02", True, id="the first night"),
        pytest.param("2024-03-31/2024-04-02", True, id="the last night"),
        pytest.param("2023-12-01/2024-01-01", False, id="left on the first day"),
        pytest.param("2024-04-01/2024-04-05", False, id="came the day after"),
        pytest.param("2023-10-01/2023-10-05", False, id="long before"),
    ],
)
def test_a_quarter_has_the_nights_that_begin_in_it(of: str, inside: bool) -> None:
    known = right(person(stay(of)), claiming("2024Q2", first="2023Q4"))

    assert known.has_nights_in(Quarter.parse("2024Q1")) is inside


def test_a_rate_and_a_payment_that_change_cut_the_nights() -> None:
    run = claiming(rates=[rate(of="2020-01-01/2024-01-10"), rate("1200.00", of="2024-01-10/")])
    who = person(
        stay("2024-01-01/2024-02-01"),
        payments=[payment(of="2020-01-01/2024-01-20"), payment("0.00", of="2024-01-20/")],
    )

    pieces = right(who, run).pieces

    assert [shown(piece) for piece in pieces] == [
        "101 S1 2024-01-01/2024-01-10 900.00 450.00",
        "101 S1 2024-01-10/2024-01-20 1100.00 550.00",
        "101 S1 2024-01-20/2024-02-01 1200.00 600.00",
    ]
    assert [piece.basis.first_number for piece in pieces] == [1, 10, 20]


def test_a_department_with_a_rate_of_its_own_uses_it() -> None:
    run = claiming(rates=[rate(), rate("1500.00", at="S1/after-care")])

    assert told(person(stay("2024-01-01/2024-01-02", rate_key="S1/after-care")), run) == [
        "101 S1 2024-01-01/2024-01-02 1400.00 700.00"
    ]


def test_a_payment_charged_at_one_shelter_is_not_used_at_another() -> None:
    who = person(
        stay("2024-01-01/2024-01-05"), stay("2024-01-05/2024-01-10", at="S2"), payments=[payment(at="S1")]
    )

    assert told(who) == [
        "101 S1 2024-01-01/2024-01-05 900.00 450.00", "101 S2 2024-01-05/2024-01-10 resident_payment",
    ]  # fmt: skip


def test_a_piece_rests_on_the_facts_behind_it() -> None:
    who = person(
        stay("2024-01-01/2024-01-05", refs=("stay:1:1",)),
        payments=[payment(refs=("payment:2:1",), marks=("invented",), changed=True)],
    )
    run = claiming(rates=[rate(refs=("rate:3:2",), marks=("local",), changed=False)])

    [piece] = right(who, run).pieces

    assert piece.basis.refs == ("stay:1:1", "rate:3:2", "payment:2:1")
    assert piece.basis.marks == ("invented", "local")
    assert (piece.rate_changed, piece.payment_changed) == (False, True)
    assert piece.basis.rate is not None
    assert piece.basis.payment is not None
    assert (piece.basis.rate.dkk(), piece.basis.payment.dkk()) == ("1000.00", "100.00")
    assert piece.basis.cap == 120
    assert piece.basis.year_start == date(2024, 1, 1).toordinal()


def test_a_night_before_the_reform_has_no_number_and_no_ceiling() -> None:
    """Nor does it hear of nights declared before it. The payment changes in the middle."""
    declared = replace(stay("2023-06-01/2023-06-11", payer=None), declared=True)
    who = person(
        declared, stay("2023-07-01/2023-07-05"),
        payments=[payment(of="2023-01-01/2023-07-03"), payment("0.00", of="2023-07-03/")],
    )  # fmt: skip

    early, late = right(who, claiming("2023Q3")).pieces

    for basis in (early.basis, late.basis):
        assert (basis.first_number, basis.cap, basis.year_start, basis.declared) == (0, None, None, 0)


def test_a_night_before_the_known_law_has_no_answer() -> None:
    with pytest.raises(NotInForce):
        right(person(stay("2006-12-30/2006-12-31")), claiming("2006Q4"))


class TestDisputedNights:
    both = (
        stay("2024-01-01/2024-01-10", refs=("stay:1",)),
        stay("2024-01-05/2024-01-20", at="S2", payer=B, refs=("stay:2",)),
    )

    def test_each_payer_waits_at_its_shelter(self) -> None:
        assert told(person(*self.both)) == [
            "101 S1 2024-01-01/2024-01-05 900.00 450.00",
            "101 S1 2024-01-05/2024-01-10 overlap",
            "751 S2 2024-01-05/2024-01-10 overlap",
            "751 S2 2024-01-10/2024-01-20 900.00 450.00",
        ]

    def test_a_waiting_night_names_no_fact_of_another_payer(self) -> None:
        pieces = right(person(*self.both), claiming()).pieces

        assert [piece.basis.refs for piece in pieces if piece.missing] == [("stay:1",), ("stay:2",)]
        assert [piece.night for piece in pieces if piece.missing] == list(self.both)

    def test_two_shelters_of_one_payer_wait_once_at_the_first(self) -> None:
        who = person(stay("2024-01-01/2024-01-10"), stay("2024-01-01/2024-01-10", at="S2"))

        assert told(who) == ["101 S1 2024-01-01/2024-01-10 overlap"]

    def test_a_dispute_up_to_the_quarters_end_ends_there(self) -> None:
        who = person(stay("2024-03-30/2024-04-01"), stay("2024-03-30/2024-04-01", at="S2", payer=B))

        assert told(who) == ["101 S1 2024-03-30/2024-04-01 overlap", "751 S2 2024-03-30/2024-04-01 overlap"]

    def test_a_payer_not_known_waits_beside_the_known_one(self) -> None:
        who = person(stay("2024-01-01/2024-01-10"), stay("2024-01-01/2024-01-10", payer=None))

        assert told(who) == [
            "- S1 2024-01-01/2024-01-10 overlap", "101 S1 2024-01-01/2024-01-10 overlap",
        ]  # fmt: skip

    @pytest.mark.parametrize(
        ("choice", "last_night"),
        [pytest.param("yes", "2024-04-30", id="uses"), pytest.param("no", "2024-05-05", id="does not use")],
    )
    def test_a_setting_decides_whether_it_uses_quota(self, choice: str, last_night: str) -> None:
        who = person(stay("2024-01-01/2024-07-01"), stay("2024-01-05/2024-01-10", at="S2", payer=B))
        run = claiming("2024Q2", disputed_night_uses_quota=choice)

        assert told(who, run) == [f"101 S1 2024-04-01/{last_night} 900.00 450.00"]

    def test_above_the_ceiling_a_dispute_has_nothing_to_wait_for(self) -> None:
        who = person(stay("2023-10-01/2024-03-01"), stay("2024-02-01/2024-02-05", at="S2", payer=B))

        assert [piece.missing for piece in right(who, claiming()).pieces] == [""]

    def test_without_use_of_quota_it_waits_wherever_it_lies(self) -> None:
        who = person(stay("2023-10-01/2024-03-01"), stay("2024-02-01/2024-02-05", at="S2", payer=B))
        pieces = right(who, claiming(disputed_night_uses_quota="no")).pieces

        assert [piece.missing for piece in pieces] == ["", "overlap", "overlap"]
        assert (pieces[1].basis.first_number, pieces[1].basis.declared) == (0, 0)


@pytest.mark.parametrize(
    ("choice", "expected"),
    [
        pytest.param("person", ["101 S1 2024-01-01/2024-01-29 900.00 450.00"], id="the person"),
        pytest.param(
            "person_and_payer",
            [
                "101 S1 2024-01-01/2024-01-29 900.00 450.00",
                "751 S1 2024-02-01/2024-04-01 900.00 450.00",
            ],
            id="the person with each payer",
        ),
    ],
)
def test_a_setting_decides_whom_the_quota_follows(choice: str, expected: list[str]) -> None:
    who = person(stay("2023-10-01/2024-02-01"), stay("2024-02-01/2024-06-01", payer=B))

    assert told(who, claiming(quota_follows=choice)) == expected


@pytest.mark.parametrize(
    ("missing", "waiting_payer", "payer", "facility", "held"),
    [
        pytest.param("", A, A, "S1", False, id="nothing is missing"),
        pytest.param("rate", A, A, "S1", True, id="own, same shelter"),
        pytest.param("rate", A, A, "S2", False, id="own, other shelter"),
        pytest.param("rate", A, B, "S1", False, id="another payer's"),
        pytest.param("overlap", A, A, "S2", True, id="a dispute, any shelter"),
        pytest.param("payer", "", B, "S2", True, id="payer not known, anybody's"),
    ],
)
def test_what_was_closed_waits_for_what_is_missing_now(
    missing: str, waiting_payer: str, payer: str, facility: str, held: bool
) -> None:
    [known] = right(person(stay("2024-01-01/2024-01-02")), claiming()).pieces
    piece = replace(known, payer=waiting_payer, net=None, refund=None, missing=missing)

    assert piece.holds_back(payer, facility) is held


@pytest.mark.parametrize(
    ("of", "seen"),
    [
        pytest.param("2023-12-01/2024-01-02", True, id="reaches in"),
        pytest.param("2023-12-01/", True, id="open"),
        pytest.param("2024-03-31/2024-05-01", True, id="starts in"),
        pytest.param("2023-12-01/2024-01-01", True, id="left on the first day, which may count"),
        pytest.param("2023-12-01/2023-12-31", False, id="over before"),
        pytest.param("2024-04-01/", False, id="after"),
    ],
)
def test_a_window_sees_the_stays_that_may_have_a_night_in_it(of: str, seen: bool) -> None:
    assert claiming().window.sees_any_of([stay(of)]) is seen


def test_a_day_out_on_the_first_day_of_the_quarter_is_claimed_where_it_counts() -> None:
    who = person(stay("2023-12-01/2024-01-01"))

    assert told(who, claiming(day_count="both_days")) == ["101 S1 2024-01-01/2024-01-02 900.00 450.00"]
