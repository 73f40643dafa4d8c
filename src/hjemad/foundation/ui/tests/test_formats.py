"""Numbers, days and amounts as a reader sees them."""

from datetime import date, datetime
from decimal import Decimal

import pytest

from hjemad.foundation.ui import formats
from hjemad.kernel.money import Money
from hjemad.kernel.periods import Period

SPACE = "\u00a0"


def plain(text: str) -> str:
    return text.replace(SPACE, " ")


@pytest.mark.parametrize(
    ("dkk", "danish", "english"),
    [
        ("1378.00", "1.378,00 kr.", "DKK 1,378.00"),
        ("701.645", "701,645 kr.", "DKK 701.645"),
        ("-21945.75", "−21.945,75 kr.", "DKK −21,945.75"),
        ("0.00", "0,00 kr.", "DKK 0.00"),
        ("306165.13", "306.165,13 kr.", "DKK 306,165.13"),
        ("1217919.63", "1.217.919,63 kr.", "DKK 1,217,919.63"),
        ("-0.005", "−0,005 kr.", "DKK −0.005"),
    ],
)
def test_an_amount_is_written_as_the_language_writes_it(dkk, danish, english):
    value = Money.parse(dkk)
    assert plain(formats.money(value, language="da")) == danish
    assert plain(formats.money(value, language="en")) == english


def test_an_amount_and_its_unit_are_never_broken_apart():
    value = Money.parse("1378.00")
    assert formats.money(value, language="da") == f"1.378,00{SPACE}kr."
    assert formats.money(value, language="en") == f"DKK{SPACE}1,378.00"


@pytest.mark.parametrize(
    "write", [formats.money, formats.amount, formats.number, formats.percent, formats.nights]
)
def test_what_is_missing_is_unknown_and_never_zero(write):
    assert write(None, language="da") == "ukendt"
    assert write(None, language="en") == "unknown"


def test_a_missing_day_is_unknown():
    assert formats.day(None, language="da") == "ukendt"
    assert formats.near_day(None, today=date(2026, 11, 22), language="en") == "unknown"
    assert formats.clock(None, language="da") == formats.moment(None, language="da") == "ukendt"


def test_a_day_is_written_in_words_with_its_year():
    assert plain(formats.day(date(2026, 11, 22), language="da")) == "22. nov. 2026"
    assert plain(formats.day(date(2026, 11, 22), language="en")) == "22 Nov 2026"
    assert plain(formats.day(date(2026, 5, 1), language="da", year=False)) == "1. maj"


@pytest.mark.parametrize(
    ("value", "danish", "english"),
    [
        (date(2026, 11, 27), "fredag 27. nov. 2026", "Friday 27 Nov 2026"),
        (date(2026, 11, 8), "søndag 8. nov. 2026", "Sunday 8 Nov 2026"),
        (date(2026, 11, 7), "7. nov. 2026", "7 Nov 2026"),
        (date(2026, 12, 7), "7. dec. 2026", "7 Dec 2026"),
    ],
)
def test_the_weekday_stands_within_two_weeks_and_not_beyond(value, danish, english):
    today = date(2026, 11, 22)
    assert plain(formats.near_day(value, today=today, language="da")) == danish
    assert plain(formats.near_day(value, today=today, language="en")) == english


def test_clock_and_moment_follow_the_language():
    at = datetime(2026, 11, 22, 23, 10)  # noqa: DTZ001 - already local time
    assert plain(formats.clock(at, language="da")) == "kl. 23.10"
    assert formats.clock(at, language="en") == "23:10"
    assert plain(formats.moment(at, language="da")) == "22. nov. 2026 kl. 23.10"
    assert plain(formats.moment(at, language="en")) == "22 Nov 2026 at 23:10"


@pytest.mark.parametrize(
    ("first", "last", "danish", "english"),
    [
        (date(2026, 7, 1), date(2026, 9, 30), "1. jul.–30. sep. 2026", "1 Jul–30 Sep 2026"),
        (date(2026, 10, 4), date(2026, 10, 19), "4.–19. okt. 2026", "4–19 Oct 2026"),
        (date(2025, 12, 30), date(2026, 1, 2), "30. dec. 2025–2. jan. 2026", "30 Dec 2025–2 Jan 2026"),
        (date(2026, 6, 20), None, "20. jun. 2026–", "20 Jun 2026–"),
        (date(2026, 6, 20), date(2026, 6, 20), "20. jun. 2026", "20 Jun 2026"),
    ],
)
def test_a_range_says_once_what_both_ends_share(first, last, danish, english):
    assert plain(formats.days(first, last=last, language="da")) == danish
    assert plain(formats.days(first, last=last, language="en")) == english


def test_a_stay_shows_the_day_out_and_a_quarter_its_last_day():
    quarter = Period(date(2026, 7, 1), date(2026, 10, 1))
    assert plain(formats.stay(quarter, language="da")) == "1. jul.–1. okt. 2026"
    assert plain(formats.span(quarter, language="da")) == "1. jul.–30. sep. 2026"
    assert plain(formats.span(Period(date(2026, 7, 1), None), language="da")) == "1. jul. 2026–"


def test_counts_have_thousands_marks_a_real_minus_and_the_right_word():
    assert formats.number(11243, language="da") == "11.243"
    assert formats.number(-11243, language="en") == "−11,243"
    assert formats.number(Decimal("4.5"), language="da") == "4,5"
    assert plain(formats.percent(50, language="da")) == "50 %"
    assert formats.nights(1, language="da") == "1 nat"
    assert formats.nights(0, language="da") == "0 nætter"
    assert formats.nights(83, language="en") == "83 nights"
