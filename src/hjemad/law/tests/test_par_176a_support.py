from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hjemad.kernel.errors import InputRejected
from hjemad.law.finding import JSON, Finding
from hjemad.law.parameters_reader import load_law
from hjemad.law.rules_registry import decide
from hjemad.law.settings import Settings
from hjemad.law.tests.asking import changed_on

EARLY = ("2024-01-10",)


def asked(
    discharges: list[str],
    decisions: tuple[str, ...] = EARLY,
    support: tuple[str, str | None] | None = ("2024-01-15", "2024-02-14"),
    *,
    on: date | None = None,
    chosen: dict[str, str] | None = None,
    **more: JSON,
) -> Finding:
    facts: dict[str, JSON] = {
        "discharges": discharges,
        "readmissions": [],
        "decisions": [{"provision": "85a", "date": day} for day in decisions],
        "placements_107": [],
        "support": None if support is None else {"from": support[0], "to": support[1]},
        **more,
    }
    settings = Settings.default().with_values(chosen or {})
    return decide("support-refund", facts, on=on, law=load_law(), settings=settings)


def reviewed(finding: Finding) -> dict[str, dict[str, JSON]]:
    return {review.code: dict(review.alternative) for review in finding.review}


def figures(finding: Finding) -> tuple[JSON, JSON, JSON, JSON]:
    keys = ("reason", "refund_from", "refund_to", "refundable_days")
    reason, first, last, days = (finding.answer[key] for key in keys)
    return reason, first, last, days


def test_a_plain_answer_names_the_numbers_and_the_open_questions_it_rests_on() -> None:
    finding = asked(["2024-01-15"])

    assert [(used.id, used.value) for used in finding.parameters] == [
        ("sel.176a.support_months", "24"),
        ("sel.176a.refund_share", "50"),
    ]
    assert list(finding.settings) == [
        "same_day_decision_and_discharge", "gap_days_before_107", "new_window_after_expiry",
        "discharge_before_reform", "same_day_move", "support_while_readmitted",
    ]  # fmt: skip
    assert finding.on == date(2024, 1, 15)
    assert [one.paragraph for one in finding.provisions] == ["§ 176 a, stk. 1 og 3"]
    assert finding.review == ()
    assert "to år" in finding.reasons[0].da


def test_the_day_asked_about_stands_in_the_answer() -> None:
    assert asked(["2024-01-15"], on=date(2026, 1, 1)).on == date(2026, 1, 1)


def test_without_refund_no_number_is_named() -> None:
    finding = asked([])

    assert finding.parameters == ()
    assert finding.on is None


def test_an_entitlement_without_days_names_only_the_length_of_the_period() -> None:
    assert [used.id for used in asked(["2024-01-15"], support=None).parameters] == ["sel.176a.support_months"]


def test_the_same_date_can_be_refused() -> None:
    finding = asked(["2024-01-15"], ("2024-01-15",))
    refused = asked(["2024-01-15"], ("2024-01-15",), chosen={"same_day_decision_and_discharge": "reject"})

    assert reviewed(finding) == {
        "setting:same_day_decision_and_discharge": {
            "same_day_decision_and_discharge": "reject", "eligible": False,
            "reason": "decision_after_discharge", "window_from": None, "window_to": None,
            "refund_from": None, "refund_to": None, "refundable_days": 0,
        }
    }  # fmt: skip
    assert figures(refused) == ("decision_after_discharge", None, None, 0)
    assert "setting:same_day_decision_and_discharge" in reviewed(refused)


@pytest.mark.parametrize(
    ("gap", "begins", "eligible"),
    [("0", "2024-01-15", True), ("0", "2024-01-16", False), ("1", "2024-01-16", True),
     ("1", "2024-01-17", False), ("3", "2024-01-18", True), ("3", "2024-01-19", False),
     ("7", "2024-01-22", True), ("7", "2024-01-23", False), ("7", "2024-01-14", False)],
)  # fmt: skip
def test_how_directly_the_placement_follows(gap: str, begins: str, *, eligible: bool) -> None:
    finding = asked(
        ["2024-01-15"], ("2024-05-01",), ("2024-06-01", "2024-06-11"),
        placements_107=[{"from": begins, "to": "2024-06-01"}], chosen={"gap_days_before_107": gap},
    )  # fmt: skip

    assert finding.answer["eligible"] is eligible


def test_the_smallest_tolerance_that_would_help_is_shown() -> None:
    finding = asked(
        ["2024-01-15"], ("2024-05-01",), ("2024-06-01", "2024-06-11"),
        placements_107=[{"from": "2024-01-17", "to": "2024-06-01"}],
    )  # fmt: skip

    shown = reviewed(finding)["setting:gap_days_before_107"]
    assert (shown["gap_days_before_107"], shown["eligible"], shown["refundable_days"]) == ("3", True, 10)


def test_the_placement_must_come_before_the_decision() -> None:
    finding = asked(
        ["2024-01-15"], ("2024-01-16",), ("2024-06-01", "2024-06-11"),
        placements_107=[{"from": "2024-01-17", "to": "2024-06-01"}], chosen={"gap_days_before_107": "3"},
    )  # fmt: skip

    assert figures(finding) == ("decision_after_discharge", None, None, 0)


def test_the_first_decision_after_the_placement_began_counts() -> None:
    finding = asked(
        ["2024-01-15"], ("2024-06-08", "2024-06-03"), ("2024-06-01", "2024-06-11"),
        placements_107=[{"from": "2024-01-15", "to": "2024-06-01"}],
    )  # fmt: skip

    assert figures(finding) == (None, "2024-06-03", "2024-06-10", 8)


@pytest.mark.parametrize(
    ("until", "reason", "days"), [("2024-06-01", None, 10), (None, "placement_outlasts_period", 0)]
)
def test_a_decision_on_the_day_the_placement_began_came_after_it(
    until: str | None, reason: str | None, days: int
) -> None:
    finding = asked(
        ["2024-01-15"], ("2024-01-15",), ("2024-06-01", "2024-06-11"),
        placements_107=[{"from": "2024-01-15", "to": until}],
        chosen={"same_day_decision_and_discharge": "reject"},
    )  # fmt: skip

    assert (finding.answer["reason"], finding.answer["refundable_days"]) == (reason, days)


def test_a_decision_after_the_placement_is_shown_with_the_stricter_reading() -> None:
    finding = asked(
        ["2024-01-15"], ("2024-06-02",), ("2024-06-01", "2024-06-11"),
        placements_107=[{"from": "2024-01-15", "to": "2024-06-01"}],
    )  # fmt: skip

    assert figures(finding) == (None, "2024-06-02", "2024-06-10", 9)
    assert reviewed(finding)["decision_after_107_ended"]["eligible"] is False


def test_a_decision_between_two_discharges_is_shown_with_the_stricter_reading() -> None:
    finding = asked(
        ["2024-01-15", "2024-09-01"], ("2024-08-20",), ("2024-09-01", "2024-09-11"),
        readmissions=["2024-06-01"],
    )  # fmt: skip

    assert reviewed(finding)["decision_after_first_discharge"]["refundable_days"] == 0


def test_a_new_period_on_an_old_decision_is_shown_with_the_stricter_reading() -> None:
    old = asked(
        ["2024-01-15", "2026-02-01"], EARLY, ("2026-02-01", "2026-02-11"), readmissions=["2025-12-01"]
    )
    new = asked(
        ["2024-01-15", "2026-02-01"], ("2026-01-20",), ("2026-02-01", "2026-02-11"),
        readmissions=["2025-12-01"],
    )  # fmt: skip
    on_the_day = asked(
        ["2024-01-15", "2026-02-01"], ("2024-01-15",), ("2026-02-01", "2026-02-11"),
        readmissions=["2025-12-01"],
    )  # fmt: skip

    assert figures(old) == figures(new) == (None, "2026-02-01", "2026-02-10", 10)
    assert reviewed(old)["old_decision"]["eligible"] is False
    assert "old_decision" not in reviewed(new)
    assert "old_decision" not in reviewed(on_the_day)


def test_a_second_period_can_be_refused() -> None:
    again: JSON = ["2025-12-01"]
    support = ("2026-02-01", "2026-02-11")
    refused = asked(
        ["2024-01-15", "2026-02-01"],
        EARLY,
        support,
        chosen={"new_window_after_expiry": "no"},
        readmissions=again,
    )

    assert figures(refused) == ("support_outside_period", None, None, 0)
    assert reviewed(asked(["2024-01-15", "2026-02-01"], EARLY, support, readmissions=again))[
        "setting:new_window_after_expiry"
    ] == {
        "new_window_after_expiry": "no", "eligible": False, "reason": "support_outside_period",
        "window_to": "2026-01-14", "refund_from": None, "refund_to": None, "refundable_days": 0,
    }  # fmt: skip


def test_a_discharge_before_the_rule_can_open_a_period_for_the_days_since() -> None:
    opened = asked(
        ["2023-05-01"], ("2023-04-20",), ("2023-05-01", "2023-10-11"),
        chosen={"discharge_before_reform": "opens_period"},
    )  # fmt: skip

    assert figures(opened) == (None, "2023-10-01", "2023-10-10", 10)
    assert opened.answer["window_to"] == "2025-04-30"
    assert [used.value for used in opened.parameters] == ["24", "50"]
    refused = asked(["2023-05-01"], ("2023-04-20",), ("2023-05-01", "2023-10-11"))
    assert figures(refused) == ("discharge_before_reform", None, None, 0)
    assert reviewed(refused)["setting:discharge_before_reform"]["refundable_days"] == 10


def test_a_move_on_the_same_day_can_be_a_discharge() -> None:
    days = ["2024-01-15", "2024-03-01"]
    default = asked(days, ("2024-01-10",), ("2024-01-15", "2024-03-11"), readmissions=["2024-01-15"])
    moved = asked(
        days, ("2024-01-10",), ("2024-01-15", "2024-03-11"), readmissions=["2024-01-15"],
        chosen={"same_day_move": "is_a_discharge"},
    )  # fmt: skip

    assert figures(default) == (None, "2024-03-01", "2024-03-10", 10)
    assert default.answer["window_to"] == "2026-02-28"
    assert figures(moved) == (None, "2024-03-01", "2024-03-10", 10)
    assert moved.answer["window_to"] == "2026-01-14"


def test_days_back_in_a_shelter_can_count() -> None:
    back: JSON = ["2024-01-20"]
    default = asked(["2024-01-15"], readmissions=back)
    counted = asked(["2024-01-15"], chosen={"support_while_readmitted": "refund"}, readmissions=back)

    assert figures(default) == (None, "2024-01-15", "2024-01-19", 5)
    assert figures(counted) == (None, "2024-01-15", "2024-02-13", 30)
    assert reviewed(default)["setting:support_while_readmitted"] == {
        "support_while_readmitted": "refund", "refund_to": "2024-02-13", "refundable_days": 30,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("discharges", "readmissions"),
    [
        (["2024-05-01"], ["2024-04-30"]),
        ([], ["2024-04-30"]),
        (["2024-05-01"], ["2024-06-01", "2024-07-01"]),
        (["2024-05-01", "2024-08-01"], ["2024-06-01", "2024-07-01"]),
    ],
)
def test_readmissions_that_cannot_be_are_refused_and_both_facts_named(
    discharges: list[str], readmissions: list[str]
) -> None:
    with pytest.raises(InputRejected, match=r"^readmissions, discharges contradict") as refused:
        asked(discharges, readmissions=list(readmissions))
    assert "readmissions, discharges modsiger" in refused.value.da


def test_a_readmission_that_is_not_told_is_asked_for() -> None:
    finding = asked(["2024-01-15", "2024-03-01"])

    assert [missing.code for missing in finding.unknown] == ["fact:readmissions"]


def test_support_that_is_not_told_is_asked_for_only_when_it_matters() -> None:
    assert [missing.code for missing in asked(["2024-01-15"], support=None).unknown] == ["fact:support"]
    assert asked(["2024-01-15"], ("2024-01-16",), support=None).unknown == ()
    assert asked(["2024-01-15"], ("2024-01-16",), support=None).answer["refundable_days"] == 0


def test_open_support_without_a_day_to_see_it_on_is_refused() -> None:
    with pytest.raises(InputRejected, match=r"^support is still open"):
        asked(["2024-01-15"], support=("2024-01-15", None))


def test_a_day_that_is_no_day_is_refused_by_its_place() -> None:
    with pytest.raises(InputRejected, match=r"discharges\[1\]"):
        asked(["2024-01-15", "soon"])


DAYS = st.integers(0, 1200)
BEGIN = date(2023, 9, 1)


def day(number: int) -> str:
    return (BEGIN + timedelta(days=number)).isoformat()


@given(st.data())
def test_the_order_of_facts_and_a_split_placement_change_nothing(data: st.DataObject) -> None:
    edges = sorted(data.draw(st.lists(DAYS, min_size=1, max_size=7, unique=True)))
    discharges, readmissions = [day(n) for n in edges[::2]], [day(n) for n in edges[1::2]]
    decisions = tuple(day(n) for n in data.draw(st.lists(DAYS, max_size=4)))
    first, middle, last = sorted(data.draw(st.tuples(DAYS, DAYS, DAYS)))
    start, end = sorted(data.draw(st.tuples(DAYS, DAYS)))
    support = (day(start), day(end))
    whole: list[JSON] = [{"from": day(first), "to": day(last)}]
    split: list[JSON] = [{"from": day(middle), "to": day(last)}, {"from": day(first), "to": day(middle)}]

    one = asked(discharges, decisions, support, readmissions=list(readmissions), placements_107=whole)
    other = asked(
        discharges[::-1], decisions[::-1], support, readmissions=readmissions[::-1], placements_107=split
    )

    assert one.answer == other.answer
    assert one.review == other.review


@given(st.data())
def test_refunded_days_add_up_when_support_is_cut_and_lie_in_the_period(data: st.DataObject) -> None:
    edges = sorted(data.draw(st.lists(DAYS, min_size=1, max_size=5, unique=True)))
    discharges, readmissions = [day(n) for n in edges[::2]], [day(n) for n in edges[1::2]]
    decisions = tuple(day(n) for n in data.draw(st.lists(DAYS, max_size=3)))
    start, cut, end = sorted(data.draw(st.tuples(DAYS, DAYS, DAYS)))

    def days(first: int, after: int) -> int:
        finding = asked(discharges, decisions, (day(first), day(after)), readmissions=list(readmissions))
        found = finding.answer["refundable_days"]
        assert isinstance(found, int)
        assert finding.answer["eligible"] is (found > 0)
        assert found <= after - first
        return found

    assert days(start, end) == days(start, cut) + days(cut, end)


def test_the_share_of_the_first_day_with_refund_is_named() -> None:
    law = changed_on(load_law(), "sel.176a.refund_share", day="2024-02-14", value="60")
    facts: dict[str, JSON] = {
        "discharges": ["2024-01-15"], "readmissions": [], "placements_107": [],
        "decisions": [{"provision": "85a", "date": "2024-01-10"}],
        "support": {"from": "2024-01-15", "to": "2024-02-14"},
    }  # fmt: skip
    finding = decide("support-refund", facts, on=None, law=law, settings=Settings.default())

    assert [(used.id, used.value) for used in finding.parameters][-1] == ("sel.176a.refund_share", "50")
