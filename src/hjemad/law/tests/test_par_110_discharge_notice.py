from datetime import date

import pytest

from hjemad.law.tests.asking import asked, reviews, unknown

NONE = {"task": False, "task_due": None, "task_due_if_saturday_counts": None}
KEPT = {"task": True, "task_due": "2024-11-13", "task_due_if_saturday_counts": "2024-11-12"}


@pytest.mark.parametrize(("chosen", "answer", "other"), [("yes", KEPT, NONE), ("no", NONE, KEPT)])
def test_the_house_chooses_whether_it_keeps_a_task_and_the_law_stays_unknown(
    chosen: str, answer: dict[str, object], other: dict[str, object]
) -> None:
    finding = asked("discharge-notice", {"discharged_on": "2024-11-08"}, discharge_notice=chosen)

    assert not finding.is_known
    assert finding.answer == {"statutory_deadline": None, **answer}
    assert unknown(finding) == ["par_110_stk_6_8_unread"]
    assert reviews(finding) == {"discharge_task_is_local": other}
    assert finding.settings == {"saturday_is_weekday": "no", "discharge_notice": chosen}


def test_saturday_counts_where_that_reading_is_chosen() -> None:
    finding = asked("discharge-notice", {"discharged_on": "2024-11-08"}, saturday_is_weekday="yes")

    assert finding.answer["task_due"] == "2024-11-12"
    assert finding.answer["task_due_if_saturday_counts"] == "2024-11-12"


def test_the_finding_is_dated_by_the_day_asked_or_by_the_discharge() -> None:
    facts = {"discharged_on": "2024-11-08"}

    assert asked("discharge-notice", facts).on == date(2024, 11, 8)
    assert asked("discharge-notice", facts, "2024-11-20").on == date(2024, 11, 20)
    assert [used.id for used in asked("discharge-notice", facts).parameters] == ["sel.110.notice_weekdays"]
    assert [one.paragraph for one in asked("discharge-notice", facts).provisions] == ["§ 110, stk. 6-8"]
