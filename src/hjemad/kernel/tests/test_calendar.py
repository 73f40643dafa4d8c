"""The Danish calendar against an independent library, and the weekday deadlines of law.md R10."""

from datetime import date

import holidays
import pytest

from hjemad.kernel.calendar import add_weekdays, easter_sunday, is_weekday, public_holidays
from hjemad.kernel.errors import WrongUsage


@pytest.mark.parametrize("year", range(1950, 2101))
def test_public_holidays_are_those_of_the_independent_library(year: int) -> None:
    # They agree on the law as well: store bededag until and including 2023.
    assert set(public_holidays(year)) == set(holidays.country_holidays("DK", years=year))


@pytest.mark.parametrize(
    ("year", "month", "day"),
    [(1818, 3, 22), (1943, 4, 25), (2024, 3, 31), (2026, 4, 5), (2038, 4, 25), (2285, 3, 22)],
)
def test_easter_falls_where_the_tables_say(year: int, month: int, day: int) -> None:
    assert easter_sunday(year) == date(year, month, day)


def easter_by_another_method(year: int) -> date:
    """Oudin's method of 1940, written for other steps: no part of it is shared with ours."""
    century = year // 100
    golden = year % 19
    k = (century - 17) // 25
    moon = (century - century // 4 - (century - k) // 3 + 19 * golden + 15) % 30
    moon -= (moon // 28) * (1 - (moon // 28) * (29 // (moon + 1)) * ((21 - golden) // 11))
    weekday = (year + year // 4 + moon + 2 - century + century // 4) % 7
    day = moon - weekday
    month = 3 + (day + 40) // 44
    return date(year, month, day + 28 - 31 * (month // 4))


def test_two_methods_give_the_same_easter_for_two_thousand_years() -> None:
    years = range(1583, 4100)

    assert [year for year in years if easter_sunday(year) != easter_by_another_method(year)] == []


def test_every_holiday_has_its_names() -> None:
    names = dict(public_holidays(2023).values())

    assert names == {
        "Nytårsdag": "New Year's Day",
        "Skærtorsdag": "Maundy Thursday",
        "Langfredag": "Good Friday",
        "Påskedag": "Easter Sunday",
        "2. påskedag": "Easter Monday",
        "Store bededag": "Great Prayer Day",
        "Kristi himmelfartsdag": "Ascension Day",
        "Pinsedag": "Whit Sunday",
        "2. pinsedag": "Whit Monday",
        "Juledag": "Christmas Day",
        "2. juledag": "Second day of Christmas",
    }


def test_a_holiday_has_a_danish_and_an_english_name() -> None:
    assert public_holidays(2026)[date(2026, 5, 14)] == ("Kristi himmelfartsdag", "Ascension Day")
    assert public_holidays(2023)[date(2023, 5, 5)] == ("Store bededag", "Great Prayer Day")


def test_holidays_come_in_order_and_changing_the_answer_changes_nothing() -> None:
    answer = public_holidays(2026)
    assert list(answer) == sorted(answer)
    answer.clear()

    assert len(public_holidays(2026)) == 10


@pytest.mark.parametrize(
    ("day", "weekday"),
    [
        pytest.param(date(2023, 5, 5), False, id="store bededag 2023"),
        pytest.param(date(2024, 4, 26), True, id="what would have been store bededag 2024"),
        pytest.param(date(2025, 12, 24), True, id="24 December"),
        pytest.param(date(2025, 12, 31), True, id="31 December"),
        pytest.param(date(2026, 5, 1), True, id="1 May"),
        pytest.param(date(2026, 6, 5), True, id="5 June"),
        pytest.param(date(2026, 12, 25), False, id="Christmas Day"),
        pytest.param(date(2026, 11, 29), False, id="a Sunday"),
    ],
)
def test_which_days_are_weekdays(day: date, weekday: bool) -> None:
    assert is_weekday(day) is weekday
    assert is_weekday(day, saturday_counts=True) is weekday


def test_a_saturday_is_a_weekday_only_when_it_counts() -> None:
    assert not is_weekday(date(2026, 11, 28))
    assert is_weekday(date(2026, 11, 28), saturday_counts=True)
    # 26 December 2026 is a Saturday and a holiday.
    assert not is_weekday(date(2026, 12, 26), saturday_counts=True)


@pytest.mark.parametrize(
    ("day", "n", "saturday_counts", "reached"),
    [
        pytest.param(date(2026, 11, 24), 3, False, date(2026, 11, 27), id="Tuesday to Friday"),
        pytest.param(date(2026, 11, 26), 3, False, date(2026, 12, 1), id="over a weekend"),
        pytest.param(date(2026, 11, 26), 3, True, date(2026, 11, 30), id="over a weekend, Saturday counts"),
        pytest.param(date(2026, 11, 28), 1, False, date(2026, 11, 30), id="decided on a Saturday"),
        pytest.param(date(2026, 11, 29), 0, False, date(2026, 11, 29), id="day 0 is the day itself"),
        pytest.param(date(2026, 4, 1), 3, False, date(2026, 4, 9), id="over Easter"),
        pytest.param(date(2026, 12, 23), 3, False, date(2026, 12, 29), id="over Christmas"),
        pytest.param(date(2026, 12, 30), 3, False, date(2027, 1, 5), id="over New Year"),
    ],
)
def test_weekdays_are_counted_from_the_day_after(
    day: date, n: int, saturday_counts: bool, reached: date
) -> None:
    assert add_weekdays(day, n, saturday_counts=saturday_counts) == reached


def test_weekdays_are_not_counted_backwards() -> None:
    with pytest.raises(WrongUsage, match="forward only"):
        add_weekdays(date(2026, 11, 24), -1)
