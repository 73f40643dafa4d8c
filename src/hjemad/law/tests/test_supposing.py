"""A supposed number holds from its day on, and nothing before it changes."""

from datetime import date, timedelta

from hjemad.law.parameters_reader import load_law
from hjemad.law.serviceloven.par_163 import RATE
from hjemad.law.serviceloven.par_177 import REFUND_NIGHTS
from hjemad.law.supposing import TRIED, supposing

FIRST = date(2026, 1, 1)
DAY = timedelta(days=1)


def test_the_number_is_another_from_the_day_on_and_as_it_was_before() -> None:
    law = supposing(load_law(), REFUND_NIGHTS, value="60", first=FIRST)
    nights = law.parameter(REFUND_NIGHTS)

    assert nights.on(FIRST - DAY).value == "120"
    assert nights.on(FIRST).value == nights.on(date(2026, 4, 1)).value == nights.on(date(2040, 1, 1)).value
    assert nights.on(FIRST).value == "60"
    assert nights.last_known is None
    assert [value.in_force_to for value in nights.values] == [FIRST, None]


def test_it_says_of_itself_that_it_was_supposed() -> None:
    value = supposing(load_law(), REFUND_NIGHTS, value="60", first=FIRST).parameter(REFUND_NIGHTS).on(FIRST)

    assert value.source == value.checked_by_means == TRIED
    assert value.certainty == "unknown"


def test_a_day_after_the_last_change_keeps_all_that_came_before() -> None:
    later = date(2027, 1, 1)
    nights = supposing(load_law(), REFUND_NIGHTS, value="60", first=later).parameter(REFUND_NIGHTS)

    days = (date(2026, 3, 31), date(2026, 4, 1), later)
    assert [nights.on(day).value for day in days] == ["120", "90", "60"]


def test_the_shipped_law_is_untouched_and_the_versions_differ() -> None:
    law = supposing(load_law(), REFUND_NIGHTS, value="60", first=FIRST)

    assert load_law().parameter(REFUND_NIGHTS).on(FIRST).value == "120"
    assert law.version != load_law().version


def spans(first: date) -> tuple[list[tuple[date, date | None]], list[tuple[date, date | None]]]:
    """The days of the values and of the gaps of a rate that is not known in 2022 and from 2024 on."""
    rate = supposing(load_law(), RATE, value="100", first=first).parameter(RATE)
    values = [(value.in_force_from, value.in_force_to) for value in rate.values]
    return values, [(gap.start, gap.end) for gap in rate.gaps]


NEW_YEAR = {year: date(year, 1, 1) for year in range(2018, 2027)}
UNKNOWN_2022 = (NEW_YEAR[2022], NEW_YEAR[2023])
FROM_2018 = [(NEW_YEAR[year], NEW_YEAR[year + 1]) for year in (2018, 2019, 2020, 2021)]


def test_days_that_are_not_known_before_stay_so_and_later_ones_are_known() -> None:
    middle = date(2022, 7, 1)

    assert spans(date(2025, 7, 1)) == (
        [*FROM_2018, (NEW_YEAR[2023], NEW_YEAR[2024]), (date(2025, 7, 1), None)],
        [UNKNOWN_2022, (NEW_YEAR[2024], date(2025, 7, 1))],
    )
    assert spans(middle) == ([*FROM_2018, (middle, None)], [(NEW_YEAR[2022], middle)])


def test_a_number_from_the_very_day_of_another_or_of_a_gap_takes_its_place() -> None:
    assert spans(NEW_YEAR[2023]) == ([*FROM_2018, (NEW_YEAR[2023], None)], [UNKNOWN_2022])
    assert spans(NEW_YEAR[2022]) == ([*FROM_2018, (NEW_YEAR[2022], None)], [])


def test_nobody_checked_it_before_its_first_day() -> None:
    assert supposing(load_law(), RATE, value="1", first=FIRST).parameter(RATE).on(FIRST).checked == FIRST
