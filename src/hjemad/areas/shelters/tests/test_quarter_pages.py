"""The quarter for Statistics Denmark on screen: looked at first, fetched, and noted as given."""

from collections.abc import Iterator

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from hjemad.areas.shelters.tests.pages import words_of
from hjemad.areas.shelters.tests.test_incoming import ANNE, a_list, leader, sent
from hjemad.areas.shelters.writes.incoming import save
from hjemad.foundation.audit.models import Disclosure, DisclosureOf, ReadEvent
from tests.people import NOW, House, a_house
from tests.web import signed_in

pytestmark = pytest.mark.django_db
QUARTER = "2026Q3"


@pytest.fixture(autouse=True)
def in_november() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def desk() -> Client:
    house: House = a_house()
    rows = (f"1;{ANNE};Anne;1/8-26;9/8-26;;", "2;;Bent;1/9-26;;;", "3;;Carl;1/10-26;;;")
    save(by=leader(house), file=sent(house, a_list(*rows)), at=NOW)
    return signed_in(leader(house))


def test_what_is_missing_is_shown_with_the_way_to_mend_it(desk: Client) -> None:
    page = words_of(desk.get(reverse("shelters:quarter", args=[QUARTER])))

    assert "Sendes 2 ophold" in page
    assert "Hvordan opholdet sluttede, er ikke kendt" in page
    assert "Intet CPR-nummer" in page
    assert "Carl" not in page


def test_the_file_holds_the_whole_numbers_and_that_it_was_given_stands_in_the_log(desk: Client) -> None:
    answer = desk.get(reverse("shelters:quarter_file", args=[QUARTER, "csv"]))

    lines = answer.content.decode().split("\r\n")
    assert answer["Content-Disposition"] == 'attachment; filename="boform-101-2026Q3.csv"'
    assert lines[1] == f"101;{ANNE.replace('-', '')};2026-08-01;1;;2026-08-09;;"
    assert len(lines) == 4
    (given,) = Disclosure.objects.filter(what="statistics_quarter")
    assert (given.to, given.basis, DisclosureOf.objects.filter(disclosure=given).count()) == (
        "Danmarks Statistik",
        "duty",
        2,
    )
    assert ReadEvent.objects.filter(kind="export", path_name="shelters:quarter_file").exists()


@pytest.mark.parametrize("quarter", ["2026Q4", "2019Q1", "2026Q5", "nu"])
def test_a_quarter_that_is_not_over_or_no_longer_open_is_not_there(desk: Client, quarter: str) -> None:
    assert desk.get(reverse("shelters:quarter", args=[quarter])).status_code == 404
