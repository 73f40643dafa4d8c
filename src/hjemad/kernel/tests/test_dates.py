"""Dates are read strictly from files and kindly from screens."""

from datetime import date

import pytest

from hjemad.kernel.dates import add_months, add_years, parse_danish_date, parse_iso_date
from hjemad.kernel.errors import BadDate

TODAY = date(2026, 11, 24)


def test_a_date_in_a_file_is_iso() -> None:
    assert parse_iso_date("2026-02-01") == date(2026, 2, 1)


@pytest.mark.parametrize(
    "text",
    ["", "20260201", "2026-W05-7", "2026-2-1", "01-02-2026", "2026-02-01T00:00", "2026-1a-01", "٢٠٢٦-٠٢-٠١"],
)
def test_no_other_form_is_a_date_in_a_file(text: str) -> None:
    with pytest.raises(BadDate, match="year-month-day"):
        parse_iso_date(text)


@pytest.mark.parametrize("text", ["2026-02-30", "2026-13-01", "0000-01-01", "2025-02-29"])
def test_a_day_no_calendar_has_is_refused_and_not_repeated(text: str) -> None:
    with pytest.raises(BadDate, match="no such day") as caught:
        parse_iso_date(text)

    assert text not in caught.value.en + caught.value.da
    assert caught.value.__context__ is None


@pytest.mark.parametrize(
    "text",
    [
        "1. feb. 2026",
        "1. februar 2026",
        "1 Feb 2026",
        "1 february 26",
        "1.feb.26",
        "1/2-26",
        "1/2 2026",
        "1/2/2026",
        "01-02-2026",
        "1.2.2026",
        "1 2 26",
        "010226",
        "01022026",
        "2026-02-01",
        "2026-2-1",
        "  1.  feb.\u00a02026 ",
    ],
)
def test_a_typed_date_is_read_day_first(text: str) -> None:
    assert parse_danish_date(text, today=TODAY) == date(2026, 2, 1)


@pytest.mark.parametrize(
    ("word", "month"),
    [
        ("maj", 5),
        ("may", 5),
        ("marts", 3),
        ("march", 3),
        ("juni", 6),
        ("jul.", 7),
        ("sept.", 9),
        ("okt.", 10),
        ("oct", 10),
        ("dec.", 12),
    ],
)
def test_months_are_known_in_both_languages(word: str, month: int) -> None:
    assert parse_danish_date(f"3. {word} 2026", today=TODAY) == date(2026, month, 3)


@pytest.mark.parametrize(
    ("number", "danish", "english"),
    [
        (1, "januar", "january"), (2, "februar", "february"), (3, "marts", "march"), (4, "april", "april"),
        (5, "maj", "may"), (6, "juni", "june"), (7, "juli", "july"), (8, "august", "august"),
        (9, "september", "september"), (10, "oktober", "october"), (11, "november", "november"),
        (12, "december", "december"),
    ],
)  # fmt: skip
def test_a_month_is_known_by_its_name_and_by_three_letters_of_it(
    number: int, danish: str, english: str
) -> None:
    for word in (danish, english, danish[:3], english[:3]):
        assert parse_danish_date(f"3. {word} 2026", today=TODAY) == date(2026, number, 3)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("i dag", 24),
        ("idag", 24),
        ("I går", 23),
        ("i forgårs", 22),
        ("iforgårs", 22),
        ("i morgen", 25),
        ("imorgen", 25),
        ("tomorrow", 25),
        ("igår", 23),
        ("Yesterday", 23),
        ("today", 24),
    ],
)
def test_days_near_today_have_words(text: str, day: int) -> None:
    assert parse_danish_date(text, today=TODAY) == date(2026, 11, day)


@pytest.mark.parametrize(
    ("digits", "year"),
    [("26", 2026), ("36", 2036), ("37", 1937), ("88", 1988), ("00", 2000)],
)
def test_a_short_year_is_at_most_ten_years_ahead(digits: str, year: int) -> None:
    assert parse_danish_date(f"14/5-{digits}", today=TODAY) == date(year, 5, 14)


@pytest.mark.parametrize("text", ["1/2", "22. nov.", "22 november"])
def test_a_year_is_not_guessed(text: str) -> None:
    with pytest.raises(BadDate, match="year is missing"):
        parse_danish_date(text, today=TODAY)


@pytest.mark.parametrize("text", ["31/2-26", "310226", "29. feb. 2025", "0/1-26", "1/13-26", "2026-02-31"])
def test_an_impossible_day_is_refused_and_not_repeated(text: str) -> None:
    with pytest.raises(BadDate, match="no such day") as caught:
        parse_danish_date(text, today=TODAY)

    assert text not in caught.value.en + caught.value.da
    assert caught.value.__context__ is None


@pytest.mark.parametrize("text", ["snart", "1. xyz 2026", "1.2.026", "12345", "1/2-26 kl. 3", "mandag"])
def test_what_is_no_date_gets_an_example_of_one(text: str) -> None:
    with pytest.raises(BadDate, match="for example as 1 Feb 2026"):
        parse_danish_date(text, today=TODAY)


@pytest.mark.parametrize("text", ["", "   "])
def test_an_empty_field_asks_for_a_date(text: str) -> None:
    with pytest.raises(BadDate) as caught:
        parse_danish_date(text, today=TODAY)

    assert caught.value.da == "Skriv en dato, for eksempel 1. feb. 2026 eller 1/2-26"


@pytest.mark.parametrize(
    ("day", "years", "expected"),
    [
        pytest.param(date(2025, 4, 1), 1, date(2026, 4, 1), id="the same day"),
        pytest.param(date(2024, 2, 29), 1, date(2025, 3, 1), id="leap day to a common year"),
        pytest.param(date(2024, 2, 29), 4, date(2028, 2, 29), id="leap day to a leap year"),
        pytest.param(date(2024, 2, 28), 1, date(2025, 2, 28), id="the day before leap day"),
        pytest.param(date(2025, 3, 1), -1, date(2024, 3, 1), id="back"),
    ],
)
def test_a_year_on_is_the_same_day_and_no_day_is_lost(day: date, years: int, expected: date) -> None:
    assert add_years(day, years) == expected


def test_the_calendar_has_the_years_1_to_9999() -> None:
    assert add_years(TODAY, 9999 - 2026) == date(9999, 11, 24)
    assert add_years(TODAY, 1 - 2026) == date(1, 11, 24)
    assert parse_danish_date("24/11 9999", today=TODAY) == date(9999, 11, 24)


@pytest.mark.parametrize("years", [8000, -3000, 9999 - 2026 + 1, 0 - 2026])
def test_years_beyond_the_calendar_are_refused(years: int) -> None:
    with pytest.raises(BadDate, match="1 to 9999"):
        add_years(TODAY, years)


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2024, 2, 1), 6, date(2024, 8, 1)),
        (date(2024, 8, 1), 6, date(2025, 2, 1)),
        (date(2024, 12, 15), 1, date(2025, 1, 15)),
        (date(2024, 11, 30), 1, date(2024, 12, 30)),
        (date(2024, 1, 31), 1, date(2024, 3, 1)),
        (date(2024, 1, 30), 1, date(2024, 3, 1)),
        (date(2024, 1, 29), 1, date(2024, 2, 29)),
        (date(2023, 1, 29), 1, date(2023, 3, 1)),
        (date(2024, 8, 31), 6, date(2025, 3, 1)),
        (date(2024, 2, 29), 24, date(2026, 3, 1)),
        (date(2024, 2, 29), 48, date(2028, 2, 29)),
        (date(2024, 5, 31), 0, date(2024, 5, 31)),
        (date(2024, 5, 31), 7, date(2024, 12, 31)),
    ],
)
def test_months_on_are_the_same_day_and_no_day_is_lost(day: date, months: int, expected: date) -> None:
    assert add_months(day, months) == expected
