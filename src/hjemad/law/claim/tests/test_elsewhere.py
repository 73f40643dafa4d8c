"""Nights known only from elsewhere use the running year and give no piece of their own."""

from dataclasses import replace
from datetime import date

import pytest

from hjemad.law.claim.facts import NightsUsed, PersonFacts
from hjemad.law.claim.tests.written import A, B, claiming, person, right, stay


def numbers(who: PersonFacts, *, quota_follows: str = "person") -> list[tuple[int, int]]:
    """(number in the running year, how many of them were declared) of each piece's first night."""
    pieces = right(who, claiming(quota_follows=quota_follows)).pieces
    return [(piece.basis.first_number, piece.basis.declared) for piece in pieces]


def test_declared_nights_count_for_the_nights_after_them_only() -> None:
    between = replace(stay("2024-01-11/2024-01-21", payer=None), declared=True)
    who = person(stay("2024-01-01/2024-01-11"), between, stay("2024-01-21/2024-02-01"))

    assert numbers(who) == [(1, 0), (21, 10)]


@pytest.mark.parametrize(
    ("whose", "by_payer"),
    [
        pytest.param(A, (11, 10), id="the payer's own"),
        pytest.param(B, (1, 0), id="another payer's"),
        pytest.param(None, (11, 10), id="nobody is named"),
    ],
)
def test_with_a_quota_for_each_payer_they_use_the_one_of_the_payer_named(
    whose: str | None, by_payer: tuple[int, int]
) -> None:
    declared = replace(stay("2023-12-01/2023-12-11", payer=whose), declared=True)
    who = person(declared, stay("2024-01-01/2024-01-11"))

    assert numbers(who, quota_follows="person_and_payer") == [by_payer]
    assert numbers(who) == [(11, 10)]


def test_an_opening_balance_uses_the_quota_of_the_payer_that_says_so() -> None:
    used = NightsUsed(date(2023, 12, 1).toordinal(), 10, B)
    who = replace(person(stay("2024-01-01/2024-01-11")), used_before=(used,))

    assert numbers(who, quota_follows="person_and_payer") == [(1, 0)]
    assert numbers(who) == [(11, 10)]
    own = replace(who, used_before=(replace(used, payer=A),))
    assert numbers(own, quota_follows="person_and_payer") == [(11, 10)]


def test_more_nights_than_a_year_has_use_nothing_of_the_next() -> None:
    """The year from 1 October 2023 has 366 nights; 400 are said to be used."""
    used = NightsUsed(date(2023, 10, 1).toordinal(), 400, A)
    who = replace(person(stay("2024-10-02/2024-10-05")), used_before=(used,))

    [piece] = right(who, claiming("2024Q4")).pieces

    assert (piece.basis.first_number, piece.basis.declared) == (1, 0)


@pytest.mark.parametrize("used", [9, 10, 11, 12, 30])
def test_used_nights_fill_the_first_free_days_of_the_year_whatever_stands_between(used: int) -> None:
    """Free: ten days from 1 December, ten from 12 December, ten from 23 December to 1 January."""
    single = [stay(f"2023-12-{day}/2023-12-{day + 1}") for day in (11, 22)]
    last = stay("2024-01-02/2024-01-11")
    start = date(2023, 12, 1).toordinal()
    who = replace(person(*single, last), used_before=(NightsUsed(start, used, A),))

    assert numbers(who) == [(2 + used + 1, used)]
