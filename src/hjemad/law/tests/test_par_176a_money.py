import pytest

from hjemad.kernel.errors import InputRejected
from hjemad.law.finding import JSON, Finding
from hjemad.law.parameters_reader import load_law
from hjemad.law.rules_registry import decide
from hjemad.law.settings import Settings


def asked(*, chosen: dict[str, str] | None = None, own_team: bool | None = None, costs: JSON) -> Finding:
    facts: dict[str, JSON] = {
        "discharges": ["2024-01-15"], "readmissions": [], "placements_107": [],
        "decisions": [{"provision": "85a", "date": "2024-01-10"}],
        "support": {"from": "2024-01-15", "to": "2024-02-14"}, "own_team": own_team, "costs": costs,
    }  # fmt: skip
    settings = Settings.default().with_values(chosen or {})
    return decide("support-refund", facts, on=None, law=load_law(), settings=settings)


def reviewed(finding: Finding) -> dict[str, dict[str, JSON]]:
    return {review.code: dict(review.alternative) for review in finding.review}


OWN: dict[str, JSON] = {
    "date": "2024-01-20", "minutes": 100, "hour_rate_dkk": "400.00", "salary_dkk": "1000.00", "caseload": 3,
    "agreed_rate_dkk": "750.50", "cost_dkk": "9999.00",
}  # fmt: skip


@pytest.mark.parametrize(
    ("basis", "cost", "refund"),
    [
        ("hours_at_rate", "666.67", "333.33"),
        ("salary_by_caseload", "333.33", "166.67"),
        ("agreed_rate", "750.50", "375.25"),
    ],
)
def test_each_way_to_count_the_cost_of_the_own_team(basis: str, cost: str, refund: str) -> None:
    finding = asked(own_team=True, costs=[OWN], chosen={"own_team_cost_basis": basis})

    assert (finding.answer["refundable_cost_dkk"], finding.answer["refund_dkk"]) == (cost, refund)
    assert finding.is_known
    assert finding.settings["own_team_cost_basis"] == basis


def test_the_cost_of_the_own_team_waits_for_a_choice_and_shows_one() -> None:
    finding = asked(own_team=True, costs=[OWN, OWN])

    assert [missing.code for missing in finding.unknown] == ["setting:own_team_cost_basis"]
    assert finding.answer["refund_dkk"] is None
    assert reviewed(finding)["setting:own_team_cost_basis"] == {
        "own_team_cost_basis": "hours_at_rate", "refundable_cost_dkk": "1333.33", "refund_dkk": "666.67",
    }  # fmt: skip


def test_what_a_way_of_counting_lacks_is_named_by_its_row() -> None:
    rows: list[JSON] = [
        {"date": "2024-01-20", "minutes": 60},
        {"date": "2024-01-21", "hour_rate_dkk": "1.00"},
    ]
    finding = asked(own_team=True, costs=rows, chosen={"own_team_cost_basis": "hours_at_rate"})

    assert [missing.code for missing in finding.unknown] == [
        "fact:costs[0].hour_rate_dkk",
        "fact:costs[1].minutes",
    ]
    assert "costs[0].hour_rate_dkk" in finding.unknown[0].text.da


def test_a_caseload_of_nobody_is_refused() -> None:
    with pytest.raises(InputRejected, match=r"costs\[0\]\.caseload must be at least 1"):
        asked(
            own_team=True, costs=[{**OWN, "caseload": 0}],
            chosen={"own_team_cost_basis": "salary_by_caseload"},
        )  # fmt: skip
    alone = asked(
        own_team=True, costs=[{**OWN, "caseload": 1}],
        chosen={"own_team_cost_basis": "salary_by_caseload"},
    )  # fmt: skip
    assert alone.answer["refund_dkk"] == "500.00"


def test_the_claim_is_rounded_once_and_the_other_rounding_is_shown() -> None:
    rows: list[JSON] = [
        {"date": "2024-01-20", "cost_dkk": "100.01"},
        {"date": "2024-01-20", "cost_dkk": "100.01"},
    ]
    default = asked(costs=rows)
    krone = asked(costs=rows, chosen={"claim_rounding": "down_krone"})

    assert default.answer["refund_dkk"] == "100.01"
    assert krone.answer["refund_dkk"] == "100.00"
    assert "claim_rounding" in default.settings
    assert "own_team_cost_basis" not in default.settings
    assert reviewed(default)["setting:claim_rounding"] == {
        "claim_rounding": "down_krone",
        "refund_dkk": "100.00",
    }


def test_a_caseload_of_nobody_is_refused_in_danish_by_the_same_name() -> None:
    with pytest.raises(InputRejected) as refused:
        asked(
            own_team=True, costs=[{**OWN, "caseload": 0}],
            chosen={"own_team_cost_basis": "salary_by_caseload"},
        )  # fmt: skip

    assert refused.value.da == "costs[0].caseload skal være mindst 1, for borgeren er en af dem"
