"""One municipality's claim: its own lines, what was closed before, and the rounding of the total."""

from dataclasses import replace

from hjemad.kernel.money import Money
from hjemad.kernel.quarters import Quarter
from hjemad.law.claim.claim import claim_lines
from hjemad.law.claim.claiming import Claiming
from hjemad.law.claim.facts import Line
from hjemad.law.claim.rules import RuleSet, steps_between
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
    shown,
    stay,
)
from hjemad.law.serviceloven.par_177 import REFUND_NIGHTS
from hjemad.law.settings import Settings

Q1 = Quarter.parse("2024Q1")
DEFAULT = RuleSet(LAW, Settings.default())
DOWN = RuleSet(LAW, Settings.default().with_values({"claim_rounding": "down_krone"}))
# One night of 1403.29 kroner: the State's half ends in half an øre.
HALF_AN_ORE = closed_line("2024-01-01/2024-01-02", 1, "1403.29", "701.645")


def trying(rules: RuleSet) -> Claiming:
    """Nothing is accepted but what was."""
    return claiming(last_closed="2024Q1", steps=steps_between(DEFAULT, rules, accepted=set()))


def test_a_municipality_claims_its_own_nights_only() -> None:
    who = person(stay("2024-01-01/2024-01-11"), stay("2024-01-11/2024-01-21", payer=B))

    lines = claim_lines([who], [], payer=B, claiming=claiming())

    assert [shown(line) for line in lines] == ["751 2024Q1 S1 2024-01-11/2024-01-21 10 9000.00 4500.00 new"]


def test_what_was_closed_on_the_person_is_not_claimed_again() -> None:
    who = person(stay("2024-01-01/2024-01-11"))
    closed = closed_by(who, claiming())

    assert claim_lines([who], closed, payer=A, claiming=claiming(last_closed="2024Q1")) == ()


def test_half_an_ore_is_rounded_up_on_a_line_of_the_claims_own_quarter() -> None:
    who = person(stay("2024-01-01/2024-01-02"), payments=[payment("96.71")])

    lines = claim_lines([who], [], payer=A, claiming=claiming(rates=[rate("1500.00")]))

    assert [shown(line) for line in lines] == [
        "101 2024Q1 - - 0 - 0.005 rounding rounding",
        "101 2024Q1 S1 2024-01-01/2024-01-02 1 1403.29 701.645 new",
    ]


class TestARoundingThatIsTried:
    def test_it_waits_beside_the_one_that_counts(self) -> None:
        """701.645 is asked for as 701.65; down to the krone it would be 701.00, so 0.65 less."""
        counts, waits = claim_lines([], [HALF_AN_ORE], payer=A, claiming=trying(DOWN))

        assert counts == Line(A, Q1, "", "", None, 0, None, Money.parse("0.005"), "rounding", "rounding")
        assert waits == Line(
            A, Q1, "", "", None, 0, None, Money.parse("-0.65"), "stopped", "", "acceptance:setting"
        )

    def test_it_is_told_once_where_a_parameter_changes_too(self) -> None:
        law = LAW.with_parameter(
            replace(LAW.parameter(REFUND_NIGHTS), values=LAW.parameter(REFUND_NIGHTS).values[:1])
        )

        lines = claim_lines([], [HALF_AN_ORE], payer=A, claiming=trying(replace(DOWN, law=law)))

        assert [line.missing for line in lines] == ["", "acceptance:setting"]
