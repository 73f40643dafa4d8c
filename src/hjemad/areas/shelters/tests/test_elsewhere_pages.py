"""Stays of a shelter that is not here, read in by the economist: the same pages as any list."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hjemad.areas.citizens.models import ResponsibleMunicipality
from hjemad.areas.citizens.queries import records_paid_by
from hjemad.areas.shelters.models import StayFile
from hjemad.areas.shelters.tests.pages import current, words_of
from hjemad.areas.shelters.tests.test_incoming import ANNE, BENT, a_list, leader
from hjemad.foundation.organisations.models import Kind, Organisation
from tests.people import NOW, a_house, ditte, mette, municipality
from tests.web import hidden_fields, signed_in

pytestmark = pytest.mark.django_db
NEW = "shelters:elsewhere_new"
ROWS = (f"1;{ANNE};Anne;1/8-26;9/8-26;;", f"2;{BENT};Bent;aldrig;;Loftet;")


@pytest.fixture(autouse=True)
def in_november() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def desk() -> Client:
    return signed_in(mette())


def upload(desk: Client, raw: bytes = a_list(*ROWS), **typed: str) -> Any:
    given = {"shelter": "", "code": "", "name": "", "origin": "invoice"} | typed
    sent = hidden_fields(desk, reverse(NEW)) | given
    return desk.post(reverse(NEW), sent | {"file": SimpleUploadedFile("liste.csv", raw)}, follow=True)


def page_of(name: str) -> str:
    return reverse(f"shelters:elsewhere_{name}", args=[StayFile.objects.latest("pk").pk])


def columns(desk: Client) -> Any:
    chosen = {"admitted": "3", "discharged": "4", "cpr": "1", "name": "2", "place": "5", "stay_number": "0"}
    return desk.post(page_of("columns"), hidden_fields(desk, page_of("columns")) | chosen, follow=True)


def test_a_shelter_that_is_not_here_is_named_and_its_stays_are_looked_over_saved_and_paid_for(
    desk: Client,
) -> None:
    page = upload(desk, code="102", name="Havnely")
    assert "Hvilken kolonne er hvad?" in words_of(page)

    seen = words_of(columns(desk))
    assert "1 af 2 rækker" in seen
    assert "betaler jeres" in seen
    assert current() == []

    done = desk.post(page_of("preview"), hidden_fields(desk, page_of("preview")), follow=True)
    assert "Listen er gemt" in words_of(done)
    assert reverse("shelters:tonight") not in done.content.decode()

    (stay,) = current()
    assert (stay.shelter.code, stay.origin) == ("102", "invoice")
    assert set(records_paid_by(municipality().pk).values_list("record_id", flat=True)) == {stay.record_id}
    assert desk.get(page_of("refused")).status_code == 200
    assert "Der er allerede en boform med den kode" in words_of(upload(desk, code="102", name="Havnely"))
    assert Organisation.objects.filter(kind=Kind.SHELTER).count() == 1


def test_a_citizen_known_from_one_list_is_read_in_from_another_and_paid_for_from_the_first_night_of_all(
    desk: Client,
) -> None:
    for code, row in (("102", f"1;{ANNE};Anne;1/8-26;9/8-26;;"), ("103", f"7;{ANNE};Anne;1/6-26;9/6-26;;")):
        upload(desk, a_list(row), code=code, name=f"Boform {code}")
        columns(desk)
        done = desk.post(page_of("preview"), hidden_fields(desk, page_of("preview")), follow=True)
        assert "Listen er gemt" in words_of(done)

    first, second = current()
    assert first.record_id == second.record_id
    paid = ResponsibleMunicipality.objects.everything(reason="a test looks").current()
    assert sorted(paid.values_list("valid_from", "valid_to")) == [
        (date(2026, 6, 1), date(2026, 8, 1)),
        (date(2026, 8, 1), None),
    ]


def test_a_shelter_that_writes_its_nights_itself_is_not_offered_and_not_taken(desk: Client) -> None:
    here, away = a_house(), a_house("Havnely", code="102")
    ditte(here)

    offered = desk.get(reverse(NEW)).content.decode()
    assert f'<option value="{away.shelter.pk}">' in offered
    assert f'<option value="{here.shelter.pk}">' not in offered

    assert upload(desk, shelter=str(here.shelter.pk)).status_code == 200
    assert StayFile.objects.count() == 0


def test_a_shelter_both_chosen_and_named_or_neither_is_asked_for_again_with_what_was_typed(
    desk: Client,
) -> None:
    away = a_house("Havnely", code="102")

    both = upload(desk, shelter=str(away.shelter.pk), code="103", name="Skovly")
    neither = upload(desk, name="Skovly")

    assert "ikke begge dele" in words_of(both)
    assert "skriv dens kode og navn her" in words_of(neither)
    assert 'value="Skovly"' in neither.content.decode()
    assert StayFile.objects.count() == 0


def test_a_file_that_is_no_list_names_no_shelter_either(desk: Client) -> None:
    page = upload(desk, b"PK\x03\x04 zip", code="102", name="Havnely")

    assert "Regnearket kan ikke læses" in words_of(page)
    assert not Organisation.objects.filter(kind=Kind.SHELTER).exists()


def test_the_leader_of_a_house_and_the_economist_have_each_their_own_pages(desk: Client) -> None:
    away = a_house("Havnely", code="102")
    upload(desk, shelter=str(away.shelter.pk))
    file = StayFile.objects.get()

    assert desk.get(reverse("shelters:list_preview", args=[file.pk])).status_code == 403
    other = signed_in(mette("461"))
    assert other.get(page_of("preview")).status_code == 404
    assert signed_in(leader(a_house())).get(page_of("preview")).status_code == 403


def test_the_first_page_asks_the_database_as_often_for_one_shelter_as_for_many(desk: Client) -> None:
    counts = []
    for some in (range(1), range(1, 12)):
        for n in some:
            a_house(f"Hus {n}", code=f"9{n}")
        with CaptureQueriesContext(
            connection,
        ) as asked:
            desk.get(reverse(NEW))
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 12, counts
