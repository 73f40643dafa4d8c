"""Read your own list, page by page: the file, its columns, what it would do, Save, and the rows left over."""

import io
from collections.abc import Iterator
from typing import Any

import openpyxl
import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hjemad.areas.shelters.models import StayFile
from hjemad.areas.shelters.tests.pages import current, words_of
from hjemad.areas.shelters.tests.test_incoming import ANNE, a_list, leader
from tests.people import NOW, House, a_house
from tests.web import hidden_fields, signed_in

pytestmark = pytest.mark.django_db
NEW = "shelters:list_new"


@pytest.fixture(autouse=True)
def tonight() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def house() -> House:
    return a_house()


@pytest.fixture
def desk(house: House) -> Client:
    return signed_in(leader(house))


def upload(desk: Client, raw: bytes, *, about: str = "stays") -> Any:
    address = reverse(NEW)
    form = hidden_fields(desk, address) | {
        "about": about,
        "file": SimpleUploadedFile("vores liste.csv", raw),
    }
    return desk.post(address, form, follow=True)


def page_of(name: str) -> str:
    return reverse(f"shelters:{name}", args=[StayFile.objects.latest("pk").pk])


def send(desk: Client, page: str, **typed: str) -> Any:
    return desk.post(page_of(page), hidden_fields(desk, page_of(page)) | typed, follow=True)


def test_a_list_is_looked_over_before_anything_is_saved_and_its_refused_rows_come_back(
    desk: Client,
) -> None:
    rows = (f"1;{ANNE};Anne;1/11-26;;Loftet;", "2;;Bent;aldrig;;;", "3;=1+1;;2/11-26;;;")
    page = upload(desk, a_list(*rows))
    assert "Hvilken kolonne er hvad?" in words_of(page)

    columns = {"admitted": "3", "cpr": "1", "name": "2", "place": "5", "stay_number": "0"}
    seen = words_of(send(desk, "list_columns", **columns))
    assert "1 af 3 rækker" in seen
    assert "Række 3 Indskrevet: Datoen kan ikke læses" in seen
    assert "Loftet" in seen
    assert current() == []

    department = str(leader_department(desk))
    done = words_of(send(desk, "list_preview", department=department))
    assert "Listen er gemt" in done
    assert [one.place and one.place.label for one in current()] == ["Loftet"]

    book = openpyxl.load_workbook(io.BytesIO(desk.get(page_of("list_refused")).content))
    cells = [[cell.value for cell in row] for row in book.active.iter_rows()]
    assert [row[0] for row in cells] == ["Række", "3", "4"]
    assert cells[2][3] == "=1+1"
    assert book.active["D3"].data_type == "s"


def leader_department(desk: Client) -> int:
    page = desk.get(page_of("list_preview")).content.decode()
    return int(page.split('name="department" value="')[1].split('"')[0])


def test_a_file_that_is_no_list_is_refused_beside_the_field_and_the_choice_is_kept(desk: Client) -> None:
    page = upload(desk, b"PK\x03\x04 zip", about="residents")

    assert page.status_code == 200
    assert "Regnearket kan ikke læses" in words_of(page)
    assert StayFile.objects.count() == 0


def test_columns_that_cannot_say_who_came_when_are_asked_for_again(desk: Client) -> None:
    upload(desk, a_list("a;b", head="Et;To"))

    page = send(desk, "list_columns", admitted="0")
    assert "Vælg kolonnen med dagen for indskrivning" in words_of(page)
    assert "Hvilken kolonne er hvad?" in words_of(desk.get(page_of("list_preview"), follow=True))


def test_sending_the_save_twice_saves_once(desk: Client) -> None:
    upload(desk, a_list(f"1;{ANNE};Anne;1/11-26;;;"))
    form = hidden_fields(desk, page_of("list_preview"))

    first, second = (desk.post(page_of("list_preview"), form, follow=True) for _ in range(2))

    assert len(current()) == 1
    assert "Listen er gemt" in words_of(first)
    assert "Listen er gemt" in words_of(second)


def test_the_preview_asks_the_database_as_often_for_one_row_as_for_many(desk: Client) -> None:
    counts = []
    for rows in (
        [f"1;{ANNE};Anne;1/11-26;;;"],
        [f"{n};;Person {n};{n % 28 + 1}/10-26;;x{n};615" for n in range(60)],
    ):
        upload(desk, a_list(*rows))
        address = page_of("list_preview")
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert desk.get(address).status_code == 200
        counts.append(len(asked))
    assert max(counts) - min(counts) <= 1
    assert max(counts) <= 15, counts
