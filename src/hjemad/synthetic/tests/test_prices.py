"""Rates and resident payments: real where the law floor knows them, else invented and marked."""

from datetime import date
from itertools import pairwise

import pytest

from hjemad.kernel.money import Money
from hjemad.kernel.quarters import Quarter
from hjemad.law.parameters_reader import load_law
from hjemad.synthetic.denmark import denmark
from hjemad.synthetic.model import InventedDenmark
from hjemad.synthetic.prices import RESIDENT_PAYMENT, national_amount

LAST = date(2026, 11, 24)


@pytest.fixture(scope="module")
def country() -> InventedDenmark:
    return denmark(citizens=1_500, seed=5, first=date(2017, 1, 1), last=LAST)


@pytest.mark.parametrize("year", range(2005, 2035))
def test_a_year_the_law_floor_knows_has_its_amount_and_every_other_year_is_marked(year: int) -> None:
    parameter = load_law().parameter(RESIDENT_PAYMENT)
    amount = national_amount(year)
    known = parameter.is_known_on(date(year, 1, 1))
    assert amount.mark == ("" if known else "invented")
    assert not known or amount.per_day == Money.parse(parameter.on(date(year, 1, 1)).value)
    assert amount.per_day > Money.zero()


def test_invented_amounts_are_those_of_the_list() -> None:
    assert [national_amount(year).per_day.dkk() for year in (2022, 2024, 2025, 2026)] == [
        "95.00",
        "100.50",
        "102.25",
        "104.00",
    ]


def test_every_night_has_one_payment_in_whole_ore_marked_by_its_year(
    country: InventedDenmark,
) -> None:
    paid = {(payment.person, payment.start.year): payment for payment in country.payments}
    assert len(paid) == len(country.payments)
    for stay in country.stays:
        for year in range(stay.check_in.year, (stay.check_out or LAST).year + 1):
            assert (stay.person, year) in paid
    for payment in country.payments:
        assert payment.per_day.is_whole_ore
        assert payment.mark == national_amount(payment.start.year).mark
        assert (payment.kind == "lapsed") == (payment.per_day == Money.zero())
    assert {payment.kind for payment in country.payments} == {"full", "reduced", "lapsed"}


def test_every_shelter_has_one_rate_per_day_but_one_that_told_none_lately(
    country: InventedDenmark,
) -> None:
    silent, since = country.truth.rate_missing_from
    assert since == Quarter.of(LAST).previous().start
    first = min(stay.check_in for stay in country.stays)
    for shelter in country.shelters:
        rates = sorted((rate for rate in country.rates if rate.facility == shelter.id), key=lambda r: r.start)
        assert rates[0].start <= first
        assert all(one.end == other.start for one, other in pairwise(rates))
        assert rates[-1].end == (since if shelter.id == silent else date(2027, 1, 1))
        assert all(rate.per_night.is_whole_ore for rate in rates)


def test_somebody_sleeps_where_the_rate_is_missing(country: InventedDenmark) -> None:
    silent, since = country.truth.rate_missing_from
    assert any(
        stay.shelter == silent and (stay.check_out is None or stay.check_out > since)
        for stay in country.stays
    )


def test_the_unregistered_shelters_are_those_the_truth_names(country: InventedDenmark) -> None:
    unregistered = {rate.facility for rate in country.rates if not rate.registered}
    assert unregistered == set(country.truth.unregistered_facilities) != set()
