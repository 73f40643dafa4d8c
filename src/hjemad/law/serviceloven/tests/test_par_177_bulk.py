"""The bulk form on nights one can count on one's fingers; it is held to the reference in tests/properties."""

from datetime import date

import numpy as np
import pytest

from hjemad.kernel.span_arrays import Spans, day_of, group_of, ints, key
from hjemad.law.parameters_reader import load_law
from hjemad.law.serviceloven.par_177 import Caps, caps_from
from hjemad.law.serviceloven.par_177_bulk import BulkCount, count_nights_bulk, refundable_nights
from hjemad.law.settings import Settings

REFORM = date(2023, 10, 1)


def counted(*nights: tuple[int, str, str], caps: Caps | None = None, **chosen: str) -> BulkCount:
    """The count of (group, from, to) under the shipped ceilings or others."""
    settings = Settings.default().with_values(chosen)
    groups = ints([group for group, _, _ in nights])
    low = key(groups, ints([date.fromisoformat(start).toordinal() for _, start, _ in nights]))
    high = key(groups, ints([date.fromisoformat(end).toordinal() for _, _, end in nights]))
    found = caps or caps_from(load_law(), settings)
    return count_nights_bulk(Spans.union(low, high), caps=found, settings=settings)


def days(some: list[int]) -> list[str]:
    return [date.fromordinal(one).isoformat() for one in some]


def test_each_person_has_a_quota_of_their_own() -> None:
    count = counted((0, "2024-01-01", "2024-07-01"), (2, "2024-01-01", "2024-02-01"))

    assert count.refundable_by_group(groups=4).tolist() == [120, 0, 31, 0]
    assert group_of(count.beyond.low).tolist() == [0]
    assert days(day_of(count.beyond.low).tolist()) == ["2024-04-30"]
    assert days(day_of(count.beyond.high).tolist()) == ["2024-07-01"]


def test_a_night_counts_once_however_often_it_is_written() -> None:
    count = counted((0, "2024-01-01", "2024-03-01"), (0, "2024-02-01", "2024-04-01"))

    assert count.refundable_by_group(groups=1).tolist() == [31 + 29 + 31]


def test_nights_before_the_reform_are_refundable_without_a_year() -> None:
    count = counted((0, "2023-01-01", "2024-06-01"))

    assert count.counted.year_start.tolist() == [0, REFORM.toordinal()]
    assert count.counted.number.tolist() == [0, 1]
    assert count.counted.cap.tolist() == [-1, 120]
    assert count.refundable_by_group(groups=1).tolist() == [273 + 120]


def test_a_year_lapses_and_the_next_begins_with_the_next_night() -> None:
    count = counted((0, "2024-01-10", "2024-01-12"), (0, "2025-03-01", "2025-03-03"))

    assert sorted(days(day_of(count.years.start).tolist())) == ["2024-01-10", "2025-03-01"]
    assert sorted(days(day_of(count.years.end).tolist())) == ["2025-01-10", "2026-03-01"]
    assert count.years.used.tolist() == [2, 2]


def test_chained_years_follow_the_first_night() -> None:
    count = counted((0, "2024-02-29", "2024-03-02"), (0, "2026-03-01", "2026-03-03"), period_anchor="chain")

    assert sorted(days(day_of(count.years.start).tolist())) == ["2024-02-29", "2026-03-01"]


@pytest.mark.parametrize(("cap_mode", "refundable"), [("per_day", 100), ("period_start", 120)])
def test_the_ceiling_that_falls_in_the_middle_of_a_year(cap_mode: str, refundable: int) -> None:
    # 100 nights before 1 April 2026, and 50 from that day on.
    count = counted((0, "2025-12-22", "2026-05-21"), cap_mode=cap_mode)

    assert count.refundable_by_group(groups=1).tolist() == [refundable]


def test_a_night_above_one_ceiling_may_lie_below_the_next() -> None:
    low_then_high = Caps(((REFORM.toordinal(), 2), (date(2024, 1, 5).toordinal(), 6)))

    count = counted((0, "2024-01-01", "2024-01-10"), caps=low_then_high)

    assert days(day_of(count.counted.low).tolist()) == ["2024-01-01", "2024-01-05"]
    assert days(day_of(count.counted.high).tolist()) == ["2024-01-03", "2024-01-07"]
    assert count.counted.number.tolist() == [1, 5]
    assert count.counted.cap.tolist() == [2, 6]
    assert count.refundable_by_group(groups=1).tolist() == [4]


def test_two_steps_moved_to_one_day_leave_the_later_one() -> None:
    both = Caps(
        ((REFORM.toordinal(), 5), (date(2024, 1, 3).toordinal(), 1), (date(2024, 1, 3).toordinal(), 3))
    )

    count = counted((0, "2024-01-01", "2024-01-10"), caps=both)

    assert count.refundable_by_group(groups=1).tolist() == [3]


@pytest.mark.parametrize(
    ("reading", "refundable"),
    [
        ("quota_from_reform", 92 + 120),
        ("real_admission", 92 + 28),
        ("old_rule_until_discharge", 92 + 183),
        ("only_new_admissions", 92 + 183),
    ],
)
def test_a_stay_over_the_day_of_the_reform(reading: str, refundable: int) -> None:
    count = counted((0, "2023-07-01", "2024-04-01"), pre_reform_stay=reading)

    assert count.refundable_by_group(groups=1).tolist() == [refundable]


@pytest.mark.parametrize("reading", ["real_admission", "old_rule_until_discharge"])
def test_a_stay_that_only_touches_the_day_of_the_reform_is_not_over_it(reading: str) -> None:
    ended = counted((0, "2023-08-01", "2023-10-01"), (0, "2023-10-02", "2024-03-01"), pre_reform_stay=reading)
    began = counted((0, "2023-10-01", "2024-03-01"), pre_reform_stay=reading)

    assert ended.refundable_by_group(groups=1).tolist() == [61 + 120]
    assert days(day_of(ended.years.start).tolist()) == ["2023-10-02"]
    assert began.refundable_by_group(groups=1).tolist() == [120]


def test_a_year_that_ends_with_the_last_night_leaves_no_other() -> None:
    whole = counted((0, "2024-01-01", "2025-01-01"))
    one_more = counted((0, "2024-01-01", "2025-01-02"))

    assert days(day_of(whole.years.start).tolist()) == ["2024-01-01"]
    assert days(day_of(one_more.years.start).tolist()) == ["2024-01-01", "2025-01-01"]
    assert one_more.years.used.tolist() == [366, 1]
    assert one_more.refundable_by_group(groups=1).tolist() == [121]


@pytest.mark.parametrize("block", [1, 2, 3, 100])
def test_people_may_be_counted_some_at_a_time(block: int) -> None:
    settings = Settings.default()
    caps = caps_from(load_law(), settings)
    first = date(2024, 1, 1).toordinal()
    person, lengths = ints([0, 2, 2, 3, 5]), ints([200, 10, 30, 1, 121])
    start = first + ints([0, 5, 10, 0, 0])

    nights = refundable_nights(
        person, start, start + lengths, persons=7, caps=caps, settings=settings, block=block
    )

    assert nights.tolist() == [120, 0, 35, 1, 0, 120, 0]


def test_nobody_and_nothing() -> None:
    count = counted()

    assert count.refundable_by_group(groups=1).tolist() == [0]
    assert count.counted.low.tolist() == []
    assert count.beyond.low.tolist() == []
    assert count.years.start.tolist() == []


def test_a_ceiling_that_leaves_no_night_has_no_refundable_nights_to_show() -> None:
    lower = Caps(((REFORM.toordinal(), 5), (date(2024, 1, 3).toordinal(), 1)))

    count = counted((0, "2024-01-01", "2024-01-10"), caps=lower)

    assert days(day_of(count.counted.low).tolist()) == ["2024-01-01"]
    assert days(day_of(count.counted.high).tolist()) == ["2024-01-03"]


def test_numbers_are_whole_and_begin_anew_for_each_person() -> None:
    count = counted((0, "2023-09-30", "2023-10-02"), (1, "2024-01-01", "2024-01-11"))
    found = count.counted

    assert found.number.tolist() == [0, 1, 1]
    columns = (found.low, found.high, found.year_start, found.number, found.cap)
    assert {column.dtype for column in columns} == {np.dtype(np.int64)}


def test_nights_of_people_are_counted_in_whole_numbers() -> None:
    settings = Settings.default()
    none = ints([])
    nights = refundable_nights(
        none, none, none, persons=2, caps=caps_from(load_law(), settings), settings=settings
    )

    assert nights.tolist() == [0, 0]
    assert nights.dtype == np.int64


@pytest.mark.parametrize("reading", ["old_rule_until_discharge", "only_new_admissions"])
def test_an_unbroken_old_stay_lies_under_the_old_rule_until_its_end(reading: str) -> None:
    count = counted((0, "2023-07-01", "2024-04-01"), pre_reform_stay=reading)

    assert days(day_of(count.old.high).tolist()) == ["2024-04-01"]
    assert count.counted.cap.tolist() == [-1]


def test_who_comes_on_the_day_of_the_reform_has_no_night_under_the_old_rule() -> None:
    count = counted((0, "2023-09-01", "2023-09-03"), (1, "2023-10-01", "2023-10-03"))

    assert days(day_of(count.old.low).tolist()) == ["2023-09-01"]
    assert count.counted.number.tolist() == [0, 1]


def test_the_ceiling_of_the_first_day_of_a_year_before_at_and_after_a_change() -> None:
    def caps(stay: tuple[int, str, str]) -> list[int]:
        found = counted(stay, cap_mode="period_start", pre_reform_stay="real_admission").counted
        return [cap for cap in found.cap.tolist() if cap > 0]

    assert caps((0, "2023-08-01", "2023-11-01")) == [120]
    assert caps((0, "2026-03-31", "2026-04-01")) == [120]
    assert caps((0, "2026-04-01", "2026-04-03")) == [90]


def test_who_left_on_the_last_day_of_a_year_begins_the_next_one_with_the_next_night() -> None:
    count = counted((0, "2024-01-01", "2025-01-01"), (0, "2025-03-01", "2025-03-03"))

    assert days(day_of(count.years.start).tolist()) == ["2024-01-01", "2025-03-01"]
