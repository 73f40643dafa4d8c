"""Only the total is rounded, and the rounding brings everything ever claimed to a whole amount."""

import pytest

from hjemad.kernel.money import Money
from hjemad.kernel.quarters import Quarter
from hjemad.law.claim.facts import Line
from hjemad.law.claim.rounding import claim_total, rounding_line
from hjemad.law.claim.tests.written import A, B
from hjemad.law.settings import Settings

Q1 = Quarter.parse("2024Q1")


def line(refund: str | None, *, payer: str = A, kind: str = "new") -> Line:
    amount = Money.parse(refund) if refund is not None else None
    return Line(payer, Q1, "P1", "S1", None, 1, amount, amount, kind)


def rounding(lines: list[Line], closed: list[Line], how: str = "half_up_ore") -> str | None:
    settings = Settings.default().with_values({"claim_rounding": how})
    before = [one.closed() for one in closed]
    found = rounding_line(A, lines=lines, closed=before, quarter=Q1, settings=settings)
    return None if found is None or found.refund is None else found.refund.dkk()


@pytest.mark.parametrize(
    ("lines", "closed", "how", "expected"),
    [
        pytest.param([], [], "half_up_ore", None, id="nothing claimed"),
        pytest.param([line("701.64")], [], "half_up_ore", None, id="whole already"),
        pytest.param([line("701.645")], [], "half_up_ore", "0.005", id="half an øre goes up"),
        pytest.param([line("-701.645")], [], "half_up_ore", "-0.005", id="and down on what is paid back"),
        pytest.param([line("701.645"), line("701.645")], [], "half_up_ore", None, id="two halves are whole"),
        pytest.param(
            [line("701.645")], [line("701.645"), line("0.005", kind="rounding")], "half_up_ore", "-0.005",
            id="an earlier rounding is taken back when it is not needed any more",
        ),
        pytest.param([line("701.645")], [], "down_krone", "-0.645", id="the rest of the krone is dropped"),
        pytest.param(
            [line("0.355")], [line("701.645"), line("-0.645", kind="rounding")], "down_krone", "0.645",
            id="and comes back when it is whole",
        ),
        pytest.param([line("0.005", payer=B)], [], "half_up_ore", None, id="another payer's is not ours"),
        pytest.param(
            [line("0.005", payer=B), line("0.005")], [], "half_up_ore", "0.005", id="ours beside it is"
        ),
        pytest.param([line(None, kind="stopped")], [], "half_up_ore", None, id="what waits asks for nothing"),
        pytest.param(
            [line("0.005", kind="stopped")], [], "half_up_ore", None,
            id="nor does what waits for acceptance, whatever it would bring",
        ),
    ],
)  # fmt: skip
def test_the_rounding_makes_the_sum_of_all_claims_whole(
    lines: list[Line], closed: list[Line], how: str, expected: str | None
) -> None:
    assert rounding(lines, closed, how) == expected


def test_the_rounding_is_a_line_of_the_claim_without_person_or_nights() -> None:
    found = rounding_line(A, lines=[line("0.005")], closed=[], quarter=Q1, settings=Settings.default())

    assert found is not None
    assert (found.payer, found.origin, found.kind, found.cause) == (A, Q1, "rounding", "rounding")
    assert (found.person, found.facility, found.span, found.nights, found.net) == ("", "", None, 0, None)


def test_a_claim_asks_for_all_its_lines_and_nothing_for_what_waits() -> None:
    lines = [
        line("701.645"), line("0.005", kind="rounding"),
        line(None, kind="stopped"), line("450.00", kind="stopped"), line(None),
    ]  # fmt: skip

    assert claim_total(lines).dkk() == "701.65"
    assert claim_total([]) == Money.zero()
