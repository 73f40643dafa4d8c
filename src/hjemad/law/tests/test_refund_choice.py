from itertools import permutations

import pytest

from hjemad.kernel.errors import InputRejected
from hjemad.law.finding import JSON, Finding
from hjemad.law.parameters_reader import load_law
from hjemad.law.rules_registry import RULES, decide
from hjemad.law.serviceloven.par_177 import PROVISION
from hjemad.law.serviceloven.refund_choice import NIGHT, PAID_FOR, REFUNDS
from hjemad.law.settings import Settings


def asked(*paid_for: str, **more: JSON) -> Finding:
    facts: dict[str, JSON] = {
        "date": "2024-05-01", "paid_for": list(paid_for), "first_discharge": "2024-04-01", **more,
    }  # fmt: skip
    return decide("refund-choice", facts, on=None, law=load_law(), settings=Settings.default())


def test_a_night_is_refunded_under_the_provision_that_lines_of_a_claim_name() -> None:
    assert REFUNDS[NIGHT].provision == PROVISION == "serviceloven § 177, stk. 1, nr. 5"


def test_every_refund_is_a_rule_of_the_house() -> None:
    assert {refund.rule for refund in REFUNDS.values()} < set(RULES)


@pytest.mark.parametrize("told", list(permutations(PAID_FOR)))
def test_no_line_has_two_refunds_and_the_order_told_changes_nothing(told: tuple[str, ...]) -> None:
    finding = asked(*told)

    assert finding.answer == asked(*PAID_FOR).answer
    assert finding.answer["refund_rule"] == "shelter-refund-nights"
    assert [review.code for review in finding.review] == ["one_line_one_refund"]
    assert [used.id for used in finding.parameters] == ["sel.176a_177.order"]


def test_the_reason_names_the_provision_or_that_there_is_none() -> None:
    assert "§ 176 a, stk. 1" in asked("85a_support").reasons[0].en
    assert asked("other").reasons[0].en.startswith("None of the State's refunds")
    assert asked("other").review == ()


def test_a_refund_not_told_is_asked_for_by_name() -> None:
    finding = asked("110_night", cost_dkk="10.00")

    assert [missing.code for missing in finding.unknown] == ["fact:refund_dkk"]
    assert finding.answer["refund_rule"] == "shelter-refund-nights"


@pytest.mark.parametrize(
    ("paid_for", "more", "told"),
    [
        ([], {}, "paid_for must hold at least one of: 110_night"),
        (["108_day"], {}, "paid_for must hold"),
        (["110_night"], {"cost_dkk": "10.00", "refund_dkk": "10.01"}, "refund_dkk, cost_dkk contradict"),
        (["other"], {"cost_dkk": "10.00", "refund_dkk": "0.01"}, "refund_dkk, cost_dkk contradict"),
    ],
)
def test_facts_that_cannot_be_are_refused(paid_for: list[str], more: dict[str, JSON], told: str) -> None:
    with pytest.raises(InputRejected, match=told):
        asked(*paid_for, **more)


def test_a_line_that_pays_for_nothing_known_is_refused_in_danish_by_its_name() -> None:
    with pytest.raises(InputRejected) as refused:
        asked()

    assert refused.value.da == f"paid_for skal have mindst et af: {', '.join(PAID_FOR)}"


def test_a_line_without_a_refund_has_none_of_even_half_an_ore() -> None:
    assert asked("other", cost_dkk="1.00", refund_dkk="0.00").answer["rest_for_central_scheme_dkk"] == "1.00"
    with pytest.raises(InputRejected, match="contradict each other"):
        asked("other", cost_dkk="1.00", refund_dkk="0.005")
