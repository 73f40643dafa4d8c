"""The invented Denmark has the shape of the published one, within bands said here."""

from collections.abc import Mapping
from datetime import date

import pytest

from hjemad.synthetic.denmark import NATIONAL_USERS, denmark
from hjemad.synthetic.model import InventedDenmark
from hjemad.synthetic.published import figures, published
from hjemad.synthetic.shape import Shape, shape_of_year

CITIZENS = 20_000
YEARS = (2014, 2018, 2022, 2025)
CITIZENS_OF_A_NATIONAL_SIZE = 43_000

# How far outside the lowest and highest published value of any year the invented one may lie. The published
# years differ among themselves (stays of one night: 36, 30, 22 per cent), so the band starts from them.
MARGINS: Mapping[tuple[str, str], float] = {
    ("nights_per_user", ""): 4,
    ("nights_per_stay", ""): 2,
    ("stays_per_user", ""): 0.15,
    ("users_by_nights", "1"): 2,
    ("users_by_nights", "whole_year"): 0,
    ("users_60plus_by_nights", "whole_year"): 2,
    ("users_by_admissions", "1"): 2.5,
    ("users_by_admissions", "2+"): 2.5,
    ("stays_by_nights", "1"): 0,
    ("stays_by_nights", "over_120"): 2,
    ("users_by_sex", "female"): 1.5,
    ("users_by_sex", "male"): 1.5,
    ("stays_by_sex", "female"): 2.5,
    ("stays_by_sex", "male"): 2.5,
    ("mean_age", "female"): 1.5,
    ("mean_age", "male"): 1.5,
    ("users_by_age", "18-24"): 2.5,
    ("users_by_age", "30-49"): 3,
}
# 2007 printed 2.5 stays per user; stays and users of 2008 and 2009 give 2.36 and 2.13.
DERIVED = {("stays_per_user", ""): (14_978 / 6_333, 13_503 / 6_353), ("users_by_age", "18-24"): (919 / 67,)}


def said(text: str) -> None:
    print(text)  # noqa: T201 - `pytest -s` shows what was compared with what


@pytest.fixture(scope="module")
def country() -> InventedDenmark:
    return denmark(citizens=CITIZENS, seed=7, first=date(2012, 1, 1), last=date(2026, 6, 30))


@pytest.fixture(scope="module")
def mean_shape(country: InventedDenmark) -> Shape:
    """Each measure on average over some years, so that no single year of a small country decides."""
    shapes = [shape_of_year(country, year=year) for year in YEARS]
    return {key: sum(shape[key] for shape in shapes) / len(shapes) for key in shapes[0]}


@pytest.mark.parametrize("key", MARGINS, ids=" ".join)
def test_a_measure_lies_within_its_band_around_the_published_values(
    key: tuple[str, str], mean_shape: Shape
) -> None:
    values = [row.value for row in published(*key) if row.unit != "persons"] + list(DERIVED.get(key, ()))
    low, high = min(values) - MARGINS[key], max(values) + MARGINS[key]
    years = ", ".join(f"{row.year}: {row.value:g} ({row.source})" for row in published(*key))
    said(f"{' '.join(key)}: invented {mean_shape[key]:.2f}, band {low:.2f} to {high:.2f}, published {years}")
    assert low <= mean_shape[key] <= high


def test_a_country_of_national_size_has_as_many_users_a_year_as_were_published(mean_shape: Shape) -> None:
    users = mean_shape["users", ""] * CITIZENS_OF_A_NATIONAL_SIZE / CITIZENS
    values = [row.value for row in published("users")]
    said(f"users: invented {users:.0f} at national size, published {min(values):.0f} to {max(values):.0f}")
    assert 0.95 * min(values) <= users <= 1.05 * max(values)
    assert min(values) <= NATIONAL_USERS <= max(values)


def test_a_country_of_national_size_has_as_many_shelters_as_were_published() -> None:
    country = denmark(citizens=7_000, seed=1, first=date(2025, 1, 1), last=date(2025, 12, 31))
    values = [row.value for row in published("facilities")]
    said(f"facilities: invented {len(country.shelters)}, published {min(values):.0f} to {max(values):.0f}")
    assert min(values) <= len(country.shelters) <= max(values)


def test_no_year_drifts_away_from_the_others(country: InventedDenmark) -> None:
    users = [shape_of_year(country, year=year)["users", ""] for year in range(2012, 2026)]
    assert min(users) > 0.85 * max(users)


def test_every_published_figure_names_its_source() -> None:
    assert figures()
    assert all(row.source.split()[0].isupper() for row in figures())
