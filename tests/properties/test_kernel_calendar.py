"""Deadlines, quarters and years against the plain walk day by day."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from hjemad.kernel.calendar import add_weekdays, easter_sunday, is_weekday, public_holidays
from hjemad.kernel.dates import add_years, parse_danish_date, parse_iso_date
from hjemad.kernel.quarters import Quarter

days = st.dates(date(1950, 1, 1), date(2100, 12, 31))
quarters = st.builds(Quarter, st.integers(1950, 2100), st.integers(1, 4))
ONE_DAY = timedelta(days=1)


@given(days, st.integers(0, 15), st.booleans())
def test_the_nth_weekday_has_n_weekdays_up_to_it(day: date, n: int, saturday_counts: bool) -> None:
    reached = add_weekdays(day, n, saturday_counts=saturday_counts)

    passed = [day + ONE_DAY * k for k in range(1, (reached - day).days + 1)]
    weekdays = [
        each
        for each in passed
        if each.weekday() < (6 if saturday_counts else 5) and each not in public_holidays(each.year)
    ]
    assert len(weekdays) == n
    assert reached == (weekdays[-1] if n else day)


@given(days, st.integers(0, 15))
def test_counting_saturdays_never_makes_a_deadline_later(day: date, n: int) -> None:
    assert add_weekdays(day, n, saturday_counts=True) <= add_weekdays(day, n)


@given(days)
def test_a_weekday_stays_one_when_saturdays_count(day: date) -> None:
    assert is_weekday(day, saturday_counts=True) >= is_weekday(day)


@given(st.integers(1583, 4099))
def test_easter_is_a_sunday_between_22_march_and_25_april(year: int) -> None:
    easter = easter_sunday(year)

    assert easter.weekday() == 6
    assert date(year, 3, 22) <= easter <= date(year, 4, 25)


@given(quarters)
def test_the_next_of_the_previous_quarter_is_the_quarter(quarter: Quarter) -> None:
    assert quarter.previous().next() == quarter.next().previous() == quarter
    assert quarter.end == quarter.next().start
    assert quarter.previous() < quarter < quarter.next()
    assert Quarter.parse(str(quarter)) == quarter


@given(days)
def test_a_day_lies_in_its_quarter_and_in_no_neighbour(day: date) -> None:
    quarter = Quarter.of(day)

    assert quarter.period.contains(day)
    assert not quarter.next().period.contains(day)
    assert not quarter.previous().period.contains(day)


@given(quarters, st.integers(0, 40))
def test_a_range_is_a_walk_from_quarter_to_quarter(first: Quarter, steps: int) -> None:
    walked = [first]
    for _ in range(steps):
        walked.append(walked[-1].next())

    assert Quarter.range(first, walked[-1]) == tuple(walked)


@given(days, st.integers(-40, 40))
def test_years_on_keep_the_day_but_for_leap_days(day: date, years: int) -> None:
    reached = add_years(day, years)

    assert reached.year == day.year + years
    assert (reached.month, reached.day) == (day.month, day.day) or (
        (day.month, day.day, reached.month, reached.day) == (2, 29, 3, 1)
    )


@given(days, days)
def test_a_date_written_in_any_form_with_its_year_is_read_back(day: date, today: date) -> None:
    assert parse_iso_date(day.isoformat()) == day
    for form in ("%d/%m-%Y", "%d/%m %Y", "%d.%m.%Y", "%d-%m-%Y", "%d%m%Y", "%Y-%m-%d", "%d. %b. %Y"):
        assert parse_danish_date(day.strftime(form), today=today) == day


@given(st.dates(date(2010, 1, 1), date(2090, 12, 31)), st.integers(-89, 10))
def test_a_short_year_is_read_within_a_century_of_today(today: date, years: int) -> None:
    day = date(today.year + years, 5, 14)

    assert parse_danish_date(day.strftime("%d/%m-%y"), today=today) == day
    assert parse_danish_date(day.strftime("%d%m%y"), today=today) == day
