from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hjemad.kernel.errors import InputRejected
from hjemad.law.finding import JSON, Finding
from hjemad.law.parameters_reader import Law, load_law
from hjemad.law.rules_registry import decide
from hjemad.law.serviceloven.par_176a_placement_costs import narrow_days
from hjemad.law.settings import Settings
from hjemad.law.tests.asking import changed_on

AUTUMN = ("2024-09-01", "2024-11-01")


def asked(
    discharges: list[str],
    decisions: tuple[str, ...],
    *placed: tuple[str, str | None],
    on: date | None = None,
    chosen: dict[str, str] | None = None,
    law: Law | None = None,
    **more: JSON,
) -> Finding:
    facts: dict[str, JSON] = {
        "discharges": discharges,
        "readmissions": [],
        "decisions": [{"provision": "107", "date": day} for day in decisions],
        "placements_107": [{"from": start, "to": end} for start, end in placed],
        **more,
    }
    settings = Settings.default().with_values(chosen or {})
    return decide("temporary-placement-refund", facts, on=on, law=law or load_law(), settings=settings)


def reviewed(finding: Finding) -> dict[str, dict[str, JSON]]:
    return {review.code: dict(review.alternative) for review in finding.review}


def figures(finding: Finding) -> tuple[JSON, JSON, JSON, JSON]:
    keys = ("reason", "refund_from", "refund_to", "refundable_days")
    reason, first, last, days = (finding.answer[key] for key in keys)
    return reason, first, last, days


def test_a_plain_answer_names_the_numbers_and_the_open_questions_it_rests_on() -> None:
    sums: JSON = {"stay": "1.00", "support": "1.00"}
    finding = asked(["2024-09-01"], ("2024-08-20",), AUTUMN, costs_dkk=sums)

    assert [(used.id, used.value) for used in finding.parameters] == [
        ("sel.176a.placement_frame_months", "12"),
        ("sel.176a.placement_months", "6"),
        ("sel.176a.placement_costs", "stay support"),
        ("sel.176a.refund_share", "50"),
    ]
    assert set(finding.settings) == {
        "same_day_decision_and_discharge", "new_window_after_expiry", "discharge_before_reform",
        "same_day_move", "six_months_broken_stay", "claim_rounding",
    }  # fmt: skip
    assert finding.on == date(2024, 9, 1)
    assert [one.paragraph for one in finding.provisions] == ["§ 176 a, stk. 2 og 3"]
    assert finding.review == ()
    assert "seks måneder" in finding.reasons[0].da


def test_the_costs_in_force_on_the_last_day_are_named() -> None:
    finding = asked(["2024-07-01"], ("2024-06-20",), ("2024-07-01", "2024-07-03"), costs_dkk={"stay": "1.00"})

    assert ("sel.176a.placement_costs", "stay") in [(used.id, used.value) for used in finding.parameters]


def test_without_costs_no_money_is_told_and_no_share_named() -> None:
    finding = asked(["2024-09-01"], ("2024-08-20",), AUTUMN, on=date(2025, 1, 1))

    assert "refund_dkk" not in finding.answer
    assert len(finding.parameters) == 2
    assert "claim_rounding" not in finding.settings
    assert finding.on == date(2025, 1, 1)


def test_without_a_period_no_number_is_named() -> None:
    finding = asked([], ("2024-08-20",), AUTUMN, costs_dkk={"stay": "1.00"})

    assert (finding.parameters, finding.on) == ((), None)
    no_days = asked(["2024-09-01"], ("2024-09-02",), AUTUMN, costs_dkk={"stay": "1.00"})
    assert len(no_days.parameters) == 2


def test_the_same_date_can_be_refused() -> None:
    chosen = {"same_day_decision_and_discharge": "reject"}

    assert figures(asked(["2024-09-01"], ("2024-09-01",), AUTUMN, chosen=chosen)) == (
        "decision_after_discharge", None, None, 0,
    )  # fmt: skip
    assert asked(["2024-09-01"], ("2024-08-31",), AUTUMN, chosen=chosen).answer["eligible"] is True


BROKEN = (("2024-09-01", "2024-11-01"), ("2025-01-01", "2025-08-01"))


@pytest.mark.parametrize(
    ("choice", "last", "days"),
    [("calendar_months", "2025-04-30", 181), ("180", "2025-04-29", 180), ("183", "2025-05-02", 183),
     ("span", "2025-02-28", 120)],
)  # fmt: skip
def test_each_way_to_count_six_months_in_a_broken_stay(choice: str, last: str, days: int) -> None:
    finding = asked(["2024-09-01"], ("2024-08-20",), *BROKEN, chosen={"six_months_broken_stay": choice})

    assert figures(finding) == (None, "2024-09-01", last, days)


def test_another_way_to_count_six_months_is_shown() -> None:
    finding = asked(["2024-09-01"], ("2024-08-20",), *BROKEN)

    assert reviewed(finding)["setting:six_months_broken_stay"] == {
        "six_months_broken_stay": "180", "refund_to": "2025-04-29", "refundable_days": 180,
    }  # fmt: skip


def test_a_second_period_can_be_refused() -> None:
    finding = asked(
        ["2024-09-01", "2025-09-01"], ("2024-08-20",), ("2025-09-01", "2025-10-01"),
        readmissions=["2025-08-01"], chosen={"new_window_after_expiry": "no"},
    )  # fmt: skip

    assert figures(finding) == ("placement_outside_period", None, None, 0)


def test_a_discharge_before_the_rule_can_open_a_year_for_the_days_since() -> None:
    facts = (["2023-05-01"], ("2023-04-20",), ("2023-09-01", "2024-06-01"))
    opened = asked(*facts, chosen={"discharge_before_reform": "opens_period"})

    assert figures(opened) == (None, "2023-10-01", "2024-03-31", 183)
    assert [used.value for used in opened.parameters] == ["12", "6"]
    assert figures(asked(*facts)) == ("discharge_before_reform", None, None, 0)


def test_stricter_readings_are_shown_where_they_differ() -> None:
    between = asked(
        ["2024-09-01", "2025-03-01"], ("2025-02-20",), ("2025-03-01", "2025-03-11"),
        readmissions=["2025-01-01"],
    )  # fmt: skip
    old = asked(
        ["2024-09-01", "2025-03-01"], ("2024-08-20",), ("2025-03-01", "2025-03-11"),
        readmissions=["2025-01-01"],
    )  # fmt: skip
    on_the_day = asked(
        ["2024-09-01", "2025-03-01"], ("2024-09-01",), ("2025-03-01", "2025-03-11"),
        readmissions=["2025-01-01"],
    )  # fmt: skip

    assert set(reviewed(between)) == {"decision_after_first_discharge"}
    assert reviewed(between)["decision_after_first_discharge"]["refundable_days"] == 0
    assert set(reviewed(old)) == {"old_decision"}
    assert reviewed(old)["old_decision"] == {
        "eligible": False, "reason": "placement_outside_period", "window_to": "2025-02-28",
        "refund_from": None, "refund_to": None, "refundable_days": 0,
    }  # fmt: skip
    assert "old_decision" not in reviewed(on_the_day)


def test_a_decision_from_before_the_very_last_discharge_is_old() -> None:
    finding = asked(
        ["2024-09-01", "2025-01-15", "2025-05-01"], ("2024-08-20", "2025-01-10"),
        ("2025-05-01", "2025-05-11"), readmissions=["2024-12-01", "2025-04-01"],
    )  # fmt: skip

    assert reviewed(finding)["old_decision"]["eligible"] is False


def test_the_older_words_are_shown_with_what_the_newer_would_give() -> None:
    sums: JSON = {"stay": "100.00", "support": "50.00"}
    only_stay: JSON = {"stay": "100.00"}
    placed = ("2023-11-01", "2023-11-11")

    assert reviewed(asked(["2023-11-01"], ("2023-10-20",), placed, costs_dkk=sums))["older_wording"] == {
        "refund_dkk": "75.00"
    }
    for finding in (
        asked(["2023-11-01"], ("2023-10-20",), placed, costs_dkk=only_stay),
        asked(["2023-11-01"], ("2023-10-20",), placed),
    ):
        assert reviewed(finding)["older_wording"] == {}
    assert reviewed(asked(["2024-07-03"], ("2024-06-20",), ("2024-07-03", "2024-07-04"))) == {}


def test_the_other_rounding_is_shown() -> None:
    finding = asked(["2024-09-01"], ("2024-08-20",), AUTUMN, costs_dkk={"stay": "101.00", "support": "0.00"})

    assert finding.answer["refund_dkk"] == "50.50"
    assert reviewed(finding) == {
        "setting:claim_rounding": {"claim_rounding": "down_krone", "refund_dkk": "50.00"}
    }


def codes(finding: Finding) -> list[str]:
    return [missing.code for missing in finding.unknown]


def row(start: str, end: str, **amounts: str) -> JSON:
    return {"from": start, "to": end, **{f"{word}_per_day_dkk": amount for word, amount in amounts.items()}}


def test_what_is_missing_of_the_costs_is_named() -> None:
    facts = (["2024-09-01"], ("2024-08-20",), ("2024-09-01", "2024-09-11"))
    rows: JSON = [
        row("2024-09-01", "2024-09-05", stay="1.00"),
        row("2024-09-05", "2024-09-10", support="1.00"),
    ]

    assert codes(asked(*facts, costs_dkk={"support": "1.00"})) == ["fact:costs_dkk.stay"]
    assert codes(asked(*facts, costs_dkk={})) == ["fact:costs_dkk.stay", "fact:costs_dkk.support"]
    assert codes(asked(*facts, costs=rows)) == [
        "fact:costs", "fact:costs[0].support_per_day_dkk", "fact:costs[1].stay_per_day_dkk",
    ]  # fmt: skip
    assert "costs[1].stay_per_day_dkk" in asked(*facts, costs=rows).unknown[2].text.da
    assert codes(asked(*facts, costs=[])) == ["fact:costs"]


def test_a_sum_that_can_not_be_divided_says_so() -> None:
    finding = asked(["2024-09-01"], ("2024-08-20",), ("2024-08-31", "2024-09-11"), costs_dkk={"stay": "1.00"})

    assert codes(finding) == ["fact:costs"]
    assert "costs_dkk" in finding.unknown[0].text.en


def test_a_missing_amount_on_days_without_refund_matters_to_nobody() -> None:
    rows: JSON = [
        row("2024-08-01", "2024-09-01"),
        row("2024-09-01", "2024-09-11", stay="2.00", support="0.00"),
    ]
    finding = asked(["2024-09-01"], ("2024-08-20",), ("2024-08-01", "2024-09-11"), costs=rows)

    assert finding.is_known
    assert finding.answer["refund_dkk"] == "10.00"


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({"costs": [], "costs_dkk": {}}, "costs, costs_dkk"),
        (
            {"costs": [row("2024-09-01", "2024-09-03"), row("2024-09-02", "2024-09-04")]},
            r"costs\[1\] overlaps",
        ),
    ],
)
def test_costs_that_cannot_be_are_refused(more: dict[str, JSON], told: str) -> None:
    facts: dict[str, JSON] = {
        "discharges": ["2024-09-01"], "readmissions": [], "placements_107": [],
        "decisions": [{"provision": "107", "date": "2024-08-20"}], **more,
    }  # fmt: skip
    with pytest.raises(InputRejected, match=told):
        decide("temporary-placement-refund", facts, on=None, law=load_law(), settings=Settings.default())


def test_an_open_placement_without_a_day_to_see_it_on_is_refused() -> None:
    with pytest.raises(InputRejected, match=r"placements_107\[0\]\.to is still open"):
        asked(["2024-09-01"], ("2024-08-20",), ("2024-09-01", None))


DAYS = st.integers(0, 900)
BEGIN = date(2023, 9, 1)


def day(number: int) -> str:
    return (BEGIN + timedelta(days=number)).isoformat()


@given(st.data())
def test_order_and_a_same_day_move_change_nothing_and_the_quota_is_kept(data: st.DataObject) -> None:
    edges = sorted(data.draw(st.lists(DAYS, min_size=1, max_size=5, unique=True)))
    discharges, back = [day(n) for n in edges[::2]], [day(n) for n in edges[1::2]]
    decisions = tuple(day(n) for n in data.draw(st.lists(DAYS, max_size=3)))
    first, middle, last = sorted(data.draw(st.tuples(DAYS, DAYS, DAYS)))
    other = (day(last + 20), day(last + 200))

    whole = asked(discharges, decisions, (day(first), day(last)), other, readmissions=list(back))
    split = asked(
        discharges[::-1], decisions[::-1], (day(middle), day(last)), other, (day(first), day(middle)),
        readmissions=back[::-1],
    )  # fmt: skip

    assert whole.answer == split.answer
    assert whole.review == split.review
    found = whole.answer["refundable_days"]
    assert isinstance(found, int)
    assert found <= 184 * len(discharges)
    assert whole.answer["eligible"] is (found > 0)


@given(st.integers(1, 180), st.integers(0, 10**7), st.integers(0, 10**7))
def test_a_cost_per_day_and_its_sum_give_the_same_refund(nights: int, stay: int, support: int) -> None:
    end = (date(2024, 9, 1) + timedelta(days=nights)).isoformat()
    facts = (["2024-09-01"], ("2024-08-20",), ("2024-09-01", end))

    def dkk(ore: int) -> str:
        return f"{ore // 100}.{ore % 100:02d}"

    by_day = asked(*facts, costs=[row("2024-09-01", end, stay=dkk(stay), support=dkk(support))])
    in_all = asked(*facts, costs_dkk={"stay": dkk(stay * nights), "support": dkk(support * nights)})

    assert by_day.answer == in_all.answer
    assert by_day.answer["refund_dkk"] == dkk(((stay + support) * nights + 1) // 2)


def test_the_months_are_those_of_the_day_the_period_begins() -> None:
    law = changed_on(load_law(), "sel.176a.placement_months", day="2025-01-01", value="3")
    placed = ("2025-03-01", "2025-12-01")

    shorter = asked(["2025-03-01"], ("2025-02-20",), placed, law=law)
    begun_before = asked(["2024-12-31"], ("2024-12-20",), placed, law=law)

    assert figures(shorter) == (None, "2025-03-01", "2025-05-31", 92)
    assert figures(begun_before) == (None, "2025-03-01", "2025-08-31", 184)


def test_each_day_has_its_own_share_and_its_own_words() -> None:
    facts = (["2024-09-01"], ("2024-08-20",), ("2024-09-01", "2024-09-11"))
    costs: JSON = [row("2024-09-01", "2024-09-11", stay="100.00", support="10.00")]
    share = changed_on(load_law(), "sel.176a.refund_share", day="2024-09-09", value="60")
    words = changed_on(load_law(), "sel.176a.placement_costs", day="2024-09-09", value="stay")

    assert asked(*facts, costs=costs).answer["refund_dkk"] == "550.00"
    assert asked(*facts, costs=costs, law=share).answer["refund_dkk"] == "572.00"
    assert asked(*facts, costs=costs, law=words).answer["refund_dkk"] == "540.00"


def test_words_without_support_are_seen_on_any_of_the_days() -> None:
    law = changed_on(load_law(), "sel.176a.placement_costs", day="2024-09-09", value="stay")
    first, last = date(2024, 9, 1).toordinal(), date(2024, 9, 9).toordinal()

    assert not narrow_days([(first, last)], law=law)
    assert narrow_days([(first, last + 1)], law=law)


def test_a_sum_for_no_placement_gives_nothing() -> None:
    finding = asked(["2024-09-01"], ("2024-08-20",), costs_dkk={"stay": "1.00", "support": "1.00"})

    assert finding.answer["refund_dkk"] == "0.00"
    assert finding.unknown == ()


def test_a_later_period_opens_though_a_discharge_lay_within_the_first() -> None:
    finding = asked(
        ["2024-09-01", "2025-01-01", "2025-10-01"], ("2024-08-20", "2025-09-20"),
        ("2025-10-01", "2025-10-11"), readmissions=["2024-12-01", "2025-09-01"],
    )  # fmt: skip

    assert figures(finding) == (None, "2025-10-01", "2025-10-10", 10)


def test_a_stricter_reading_is_shown_with_its_refund() -> None:
    finding = asked(
        ["2024-09-01", "2025-03-01"], ("2025-02-20",), ("2025-03-01", "2025-03-11"),
        readmissions=["2025-01-01"], costs_dkk={"stay": "100.00", "support": "0.00"},
    )  # fmt: skip

    assert finding.answer["refund_dkk"] == "50.00"
    assert reviewed(finding)["decision_after_first_discharge"]["refund_dkk"] == "0.00"


def test_what_the_newer_words_would_give_is_rounded_as_chosen() -> None:
    finding = asked(
        ["2023-11-01"], ("2023-10-20",), ("2023-11-01", "2023-11-11"),
        costs_dkk={"stay": "101.00", "support": "52.00"}, chosen={"claim_rounding": "down_krone"},
    )  # fmt: skip

    assert finding.answer["refund_dkk"] == "50.00"
    assert reviewed(finding)["older_wording"] == {"refund_dkk": "76.00"}


def test_costs_told_twice_are_refused_in_danish_by_both_names() -> None:
    with pytest.raises(InputRejected) as refused:
        asked(["2024-09-01"], ("2024-08-20",), costs=[], costs_dkk={})

    assert refused.value.da == "costs, costs_dkk: angiv udgiften kun én gang"
