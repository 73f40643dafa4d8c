"""The 98 municipalities: real codes, real names, five regions."""

from collections import Counter

import pytest

from hjemad.kernel.errors import UnknownMunicipality
from hjemad.kernel.municipalities import MunicipalityCode, Region, all_municipalities, all_regions


def test_there_are_98_municipalities_in_five_regions() -> None:
    by_region = Counter(
        (municipality.region_code, municipality.region) for municipality in all_municipalities()
    )

    assert by_region == {
        ("1084", "Region Hovedstaden"): 29,
        ("1085", "Region Sjælland"): 17,
        ("1083", "Region Syddanmark"): 22,
        ("1082", "Region Midtjylland"): 19,
        ("1081", "Region Nordjylland"): 11,
    }


def test_no_two_municipalities_share_a_code_or_a_name() -> None:
    assert len({municipality.code for municipality in all_municipalities()}) == 98
    assert len({municipality.name for municipality in all_municipalities()}) == 98


def test_municipalities_and_regions_come_by_code() -> None:
    assert list(all_municipalities()) == sorted(all_municipalities())
    assert list(all_regions()) == sorted(all_regions())


def test_the_regions_of_the_two_lists_are_the_same() -> None:
    named = {Region(municipality.region_code, municipality.region) for municipality in all_municipalities()}

    assert named == set(all_regions())


# Code, name and region as printed in the published counts of homelessness (2009 to 2022) and by VIVE.
@pytest.mark.parametrize(
    ("code", "name", "region"),
    [
        ("101", "København", "Region Hovedstaden"),
        ("147", "Frederiksberg", "Region Hovedstaden"),
        ("161", "Glostrup", "Region Hovedstaden"),
        ("167", "Hvidovre", "Region Hovedstaden"),
        ("175", "Rødovre", "Region Hovedstaden"),
        ("400", "Bornholm", "Region Hovedstaden"),
        ("259", "Køge", "Region Sjælland"),
        ("265", "Roskilde", "Region Sjælland"),
        ("330", "Slagelse", "Region Sjælland"),
        ("376", "Guldborgsund", "Region Sjælland"),
        ("461", "Odense", "Region Syddanmark"),
        ("510", "Haderslev", "Region Syddanmark"),
        ("530", "Billund", "Region Syddanmark"),
        ("540", "Sønderborg", "Region Syddanmark"),
        ("550", "Tønder", "Region Syddanmark"),
        ("561", "Esbjerg", "Region Syddanmark"),
        ("563", "Fanø", "Region Syddanmark"),
        ("573", "Varde", "Region Syddanmark"),
        ("575", "Vejen", "Region Syddanmark"),
        ("580", "Aabenraa", "Region Syddanmark"),
        ("607", "Fredericia", "Region Syddanmark"),
        ("621", "Kolding", "Region Syddanmark"),
        ("630", "Vejle", "Region Syddanmark"),
        ("615", "Horsens", "Region Midtjylland"),
        ("751", "Aarhus", "Region Midtjylland"),
        ("766", "Hedensted", "Region Midtjylland"),
        ("779", "Skive", "Region Midtjylland"),
        ("773", "Morsø", "Region Nordjylland"),
        ("851", "Aalborg", "Region Nordjylland"),
    ],
)
def test_a_municipality_has_its_official_name_and_region(code: str, name: str, region: str) -> None:
    municipality = MunicipalityCode.parse(code)

    assert (municipality.name, municipality.region) == (name, region)
    assert str(municipality) == code


@pytest.mark.parametrize("text", ["615", "0615", " 615 "])
def test_the_code_is_read_with_or_without_the_leading_nought(text: str) -> None:
    assert MunicipalityCode.parse(text) == MunicipalityCode("615")


@pytest.mark.parametrize("text", ["", "411", "0411", "999", "00615", "61", "Horsens", "1615", "６１５"])
def test_any_other_code_is_refused_with_the_way_on(text: str) -> None:
    with pytest.raises(UnknownMunicipality, match="615 for Horsens"):
        MunicipalityCode.parse(text)
