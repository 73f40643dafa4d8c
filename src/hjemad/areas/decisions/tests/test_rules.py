"""Which grounds are decisions, which way an appeal goes, and what is missing."""

from datetime import date, datetime, timedelta

import pytest

from hjemad.areas.decisions import rules
from tests.people import COPENHAGEN

NIGHT = date(2026, 11, 24)


def complete(**changes: object) -> None:
    given: dict[str, object] = {
        "own_words": "Jeg ville have min taske",
        "not_heard_why": "",
        "reasons": "En stol blev løftet",
        "decider": "Birgit, telefon",
        "first": NIGHT,
        "last_day": NIGHT,
    }
    rules.check_complete(**{**given, **changes})  # type: ignore[arg-type]


def test_a_complete_decision_passes() -> None:
    complete()


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"own_words": " "}, rules.NotHeard),
        ({"not_heard_why": "Gik straks"}, rules.NotHeard),
        ({"reasons": ""}, rules.ReasonsMissing),
        ({"decider": ""}, rules.DeciderMissing),
        ({"last_day": NIGHT - timedelta(days=1)}, rules.LastDayMissing),
    ],
)
def test_hearing_reasons_leader_and_last_day_are_each_asked_for(
    changes: dict[str, object], error: type[Exception]
) -> None:
    with pytest.raises(error):
        complete(**changes)


@pytest.mark.parametrize("is_resident", [False, True])
def test_a_target_group_decision_is_never_an_expulsion(is_resident: bool) -> None:
    assert rules.kind_of(rules.NOT_TARGET_GROUP, is_resident=is_resident) != rules.EXPULSION


def test_safety_at_the_door_is_a_refusal_and_the_houses_rules_follow_expulsion() -> None:
    assert rules.kind_of(rules.SAFETY, is_resident=False) == rules.REFUSAL
    assert rules.kind_of(rules.HOUSE_RULES, is_resident=False) == rules.EXPULSION
    assert rules.kind_of(rules.SAFETY, is_resident=True) == rules.EXPULSION


@pytest.mark.parametrize(
    ("kind", "ground", "on", "route"),
    [
        ("expulsion", "house_rules", date(2025, 6, 30), rules.UNSETTLED),
        ("expulsion", "house_rules", date(2025, 7, 1), rules.NOT_ANKESTYRELSEN),
        ("refusal", "safety", date(2025, 7, 1), rules.ANKESTYRELSEN),
        ("discharge", "not_target_group", NIGHT, rules.ANKESTYRELSEN),
    ],
)
def test_day_and_ground_decide_which_way_an_appeal_goes(kind: str, ground: str, on: date, route: str) -> None:
    found = rules.guidance(kind, ground=ground, on=on)

    assert found.route == route
    assert found.certainty != "sourced", "§ 166 itself was not read: never shown as settled"


def test_the_time_to_appeal_runs_from_the_day_the_sheet_was_handed_over() -> None:
    finding = rules.appeal_deadline(NIGHT, read_aloud=False)

    assert rules.day_in(finding, "appeal_by") == date(2026, 12, 22)


def test_a_sheet_is_handed_over_after_it_was_written_and_not_in_the_future() -> None:
    decided = datetime(2026, 11, 24, 2, 25, 40, tzinfo=COPENHAGEN)
    now = decided + timedelta(hours=1)

    rules.check_handed(decided.replace(second=0), decided_at=decided, at=now)
    for wrong in (decided - timedelta(minutes=5), now + timedelta(minutes=1)):
        with pytest.raises(rules.HandedAtAnotherTime):
            rules.check_handed(wrong, decided_at=decided, at=now)


def test_what_is_changed_entirely_is_not_passed_on() -> None:
    rules.check_may_be_passed_on("partly", already=False)
    for reassessment, already in (("", False), ("changed", False), ("stands", True)):
        with pytest.raises(Exception, match=r"."):
            rules.check_may_be_passed_on(reassessment, already=already)
