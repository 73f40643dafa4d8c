"""Person numbers come back from every written form, and no text about them holds one."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hjemad.kernel.errors import BadPersonNumber
from hjemad.kernel.person_number import MODULUS_11, PersonNumber

birth_dates = st.dates(date(1858, 1, 1), date(2057, 12, 31))
serials = st.integers(0, 3999)


@given(birth_dates, serials)
def test_an_invented_number_is_a_replacement_number_of_its_birth_date(birth_date: date, n: int) -> None:
    number = PersonNumber.invented(n, birth_date=birth_date)

    assert number.is_replacement
    assert number.birth_date == birth_date
    assert number.warnings == ()
    assert number.sex == ("male" if n % 2 else "female")


@pytest.mark.parametrize("month", range(1, 13))
def test_a_number_passes_when_its_digits_weighted_4327654321_are_a_multiple_of_eleven(month: int) -> None:
    """Born in 2057, so nobody has these numbers yet."""
    for serial in range(5000, 9000, 7):
        text = f"{serial % 28 + 1:02}{month:02}57{serial}"
        weighted = sum(int(digit) * int(weight) for digit, weight in zip(text, "4327654321", strict=True))

        assert PersonNumber.parse(text).warnings == (() if weighted % 11 == 0 else (MODULUS_11,))


@given(birth_dates, serials)
def test_every_written_form_is_read_back(birth_date: date, n: int) -> None:
    number = PersonNumber.invented(n, birth_date=birth_date)
    d = number.digits

    for form in (d, number.full(), f"{d[:6]} {d[6:]}", f" {d[:6]} - {d[6:]} "):
        assert PersonNumber.parse(form) == number


@given(birth_dates, serials, serials)
def test_different_n_give_different_numbers(birth_date: date, n: int, m: int) -> None:
    same = PersonNumber.invented(n, birth_date=birth_date) == PersonNumber.invented(m, birth_date=birth_date)

    assert same is (n == m)


@given(birth_dates, serials)
def test_every_form_shows_the_birth_date_and_nothing_more(birth_date: date, n: int) -> None:
    number = PersonNumber.invented(n, birth_date=birth_date)

    masked = f"{number.digits[:6]}-••••"
    assert (str(number), f"{number}", f"{number:>12}") == (masked, masked, f" {masked}")
    assert repr(number) == f"PersonNumber({masked})"


def read_or_refused(text: str) -> PersonNumber | BadPersonNumber:
    try:
        return PersonNumber.parse(text)
    except BadPersonNumber as refused:
        return refused


@given(st.text(max_size=14) | st.from_regex(r"[0-9]{6}-?[0-9]{4}", fullmatch=True))
def test_any_text_is_read_or_refused_with_an_error_that_does_not_repeat_it(text: str) -> None:
    typed = "".join(char for char in text if char in "0123456789")

    answer = read_or_refused(text)

    if isinstance(answer, PersonNumber):
        assert answer.digits == typed
    else:
        assert len(typed) < 3 or typed not in answer.da + answer.en
        assert answer.__context__ is None


@given(st.from_regex(r"[0-9]{10}", fullmatch=True))
def test_a_number_that_is_read_has_a_birth_date_within_the_table(digits: str) -> None:
    answer = read_or_refused(digits)

    if isinstance(answer, PersonNumber):
        assert answer.full().replace("-", "") == digits
        assert 1858 <= answer.birth_date.year <= 2057
