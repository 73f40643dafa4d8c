"""CPR numbers: read with care, shown to nobody. All numbers here are invented."""

from datetime import date

import pytest

from hjemad.kernel.errors import BadPersonNumber
from hjemad.kernel.person_number import FUTURE_BIRTH_DATE, MODULUS_11, PersonNumber, looks_like_holding_one

BORN = date(1988, 5, 14)


@pytest.mark.parametrize(
    ("seventh", "year", "born"),
    [
        pytest.param("0", "00", 1900, id="0 with 00"),
        pytest.param("3", "99", 1999, id="3 with 99"),
        pytest.param("4", "36", 2036, id="4 with 36"),
        pytest.param("4", "37", 1937, id="4 with 37"),
        pytest.param("5", "57", 2057, id="5 with 57"),
        pytest.param("5", "58", 1858, id="5 with 58"),
        pytest.param("8", "00", 2000, id="8 with 00"),
        pytest.param("8", "99", 1899, id="8 with 99"),
        pytest.param("9", "00", 2000, id="9 with 00"),
        pytest.param("9", "99", 1999, id="9 with 99"),
    ],
)
def test_the_seventh_digit_gives_the_century(seventh: str, year: str, born: int) -> None:
    assert PersonNumber.parse(f"7405{year}{seventh}001").birth_date == date(born, 5, 14)


def test_a_replacement_number_has_sixty_added_to_its_day() -> None:
    replacement = PersonNumber.parse("740588-0000")

    assert replacement.is_replacement
    assert replacement.birth_date == BORN
    assert not PersonNumber.parse("010157-5004").is_replacement
    assert not PersonNumber.parse("310157-5000").is_replacement


def test_an_even_number_is_a_woman_s_and_an_odd_one_a_man_s() -> None:
    assert PersonNumber.parse("740588-0002").sex == "female"
    assert PersonNumber.parse("740588-0003").sex == "male"


@pytest.mark.parametrize(
    "text", ["740588-0001", "7405880001", " 740588 0001 ", "740588 \u2013 0001", "74 05 88-00 01"]
)
def test_a_number_is_read_with_or_without_hyphen_and_spaces(text: str) -> None:
    assert PersonNumber.parse(text).digits == "7405880001"


# Born in 2057, so nobody has these numbers yet.
@pytest.mark.parametrize(
    ("text", "warnings"),
    [
        pytest.param("010157-5004", (), id="passes"),
        pytest.param("010157-5005", (MODULUS_11,), id="fails"),
        pytest.param("610157-5005", (), id="a replacement number is not put to the test"),
    ],
)
def test_modulus_11_only_warns(text: str, warnings: tuple[str, ...]) -> None:
    assert PersonNumber.parse(text).warnings == warnings


def test_a_birth_date_after_the_day_asked_warns() -> None:
    number = PersonNumber.parse("740536-4001")

    assert number.warnings_on(date(2026, 11, 24)) == (FUTURE_BIRTH_DATE,)
    assert number.warnings_on(date(2036, 5, 14)) == ()


def test_a_number_never_shows_more_than_its_masked_form() -> None:
    number = PersonNumber.parse("740588-0123")

    assert str(number) == "740588-••••"
    assert f"{number}" == "740588-••••"
    assert f"{number:>12}" == " 740588-••••"
    assert repr([number]) == "[PersonNumber(740588-••••)]"
    assert number.full() == "740588-0123"


def test_numbers_are_equal_by_their_digits() -> None:
    assert {PersonNumber.parse("740588-0001"), PersonNumber.parse("7405880001")} == {
        PersonNumber("7405880001")
    }


@pytest.mark.parametrize(
    ("text", "da", "en"),
    [
        pytest.param("740588-12A4", "9 og et bogstav", "9 and a letter", id="one letter"),
        pytest.param("740588-12AB", "8 og 2 bogstaver", "8 and 2 letters", id="two letters"),
        pytest.param("740588-123", "9", "9", id="too short"),
        pytest.param("740588-12345", "11", "11", id="too long"),
        pytest.param("740588-1234x", "10 og et bogstav", "10 and a letter", id="a letter more"),
    ],
)
def test_the_error_counts_digits_and_letters(text: str, da: str, en: str) -> None:
    with pytest.raises(BadPersonNumber) as caught:
        PersonNumber.parse(text)

    assert caught.value.da == f"Et CPR-nummer har 10 cifre. Du skrev {da}"
    assert caught.value.en == f"A CPR number has 10 digits. You typed {en}"
    letters = sum(char.isalpha() for char in text)
    assert caught.value.context == {"digits": len(text) - letters - 1, "letters": letters}


def test_what_is_odd_but_allowed_has_a_code() -> None:
    assert (MODULUS_11, FUTURE_BIRTH_DATE) == ("modulus_11", "future_birth_date")


@pytest.mark.parametrize("text", ["740588/1234", "7405-881234", "740588--1234"])
def test_other_signs_are_refused(text: str) -> None:
    with pytest.raises(BadPersonNumber, match="Remove the other signs") as caught:
        PersonNumber.parse(text)

    assert caught.value.context == {"digits": 10, "letters": 0}


def test_an_empty_field_asks_for_the_number() -> None:
    with pytest.raises(BadPersonNumber, match="Write the 10 digits"):
        PersonNumber.parse(" ")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("310299-1234", id="31 February"),
        pytest.param("290200-1234", id="29 February 1900"),
        pytest.param("921288-1234", id="day 92"),
        pytest.param("600588-1234", id="day 60 is day 0"),
        pytest.param("141388-1234", id="month 13"),
        pytest.param("000000-0000", id="noughts"),
    ],
)
def test_an_impossible_date_is_refused_and_not_repeated(text: str) -> None:
    with pytest.raises(BadPersonNumber, match="not a date") as caught:
        PersonNumber.parse(text)

    assert text[:6] not in caught.value.en + caught.value.da
    assert caught.value.__context__ is None
    assert caught.value.context == {}


@pytest.mark.parametrize("digits", ["740588-0001", "740588000", "٧٤٠٥٨٨٠٠٠١"])
def test_a_number_cannot_be_made_past_the_reading(digits: str) -> None:
    with pytest.raises(BadPersonNumber):
        PersonNumber(digits)


def test_29_february_2000_is_a_birth_date() -> None:
    assert PersonNumber.parse("890200-4001").birth_date == date(2000, 2, 29)


def test_an_invented_number_is_the_same_each_time_and_says_its_sex() -> None:
    first = PersonNumber.invented(6, birth_date=BORN)

    assert first == PersonNumber.invented(6, birth_date=BORN)
    assert first.full() == "740588-0006"
    assert (first.sex, PersonNumber.invented(7, birth_date=BORN).sex) == ("female", "male")


@pytest.mark.parametrize(
    ("birth_date", "how_many"),
    [
        pytest.param(date(1858, 1, 1), 4000, id="1858"),
        pytest.param(date(1936, 12, 31), 4000, id="1936"),
        pytest.param(date(1937, 1, 1), 6000, id="1937"),
        pytest.param(date(2000, 2, 29), 6000, id="2000"),
        pytest.param(date(2037, 1, 1), 4000, id="2037"),
        pytest.param(date(2058, 1, 1), 0, id="beyond the table"),
        pytest.param(date(1857, 12, 31), 0, id="before the table"),
    ],
)
def test_invented_numbers_run_out_with_an_error(birth_date: date, how_many: int) -> None:
    numbers = {PersonNumber.invented(n, birth_date=birth_date) for n in range(how_many)}

    assert len(numbers) == how_many
    assert all(number.is_replacement and number.birth_date == birth_date for number in numbers)
    for n in (-1, how_many):
        with pytest.raises(BadPersonNumber, match="smaller n"):
            PersonNumber.invented(n, birth_date=birth_date)


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("Bo, 740588-0001", True),
        ("7405880001", True),
        ("740588 0001, Bo", True),
        ("740588 – 0001", True),
        ("7405880001x", True),
        ("140588", False),
        ("74058800012", False),
        ("321388-0001", False),
        ("140588-000", False),
        ("regning 2026-10-14, 1200 kr.", False),
    ],
)
def test_text_that_could_hold_one_is_told(text: str, holds: bool) -> None:
    assert looks_like_holding_one(text) is holds
