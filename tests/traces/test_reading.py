"""What looks for a person's data must be able to find it."""

import io
import zipfile

import pytest
from django.http import HttpResponse, StreamingHttpResponse

from hjemad.foundation.audit.models import Event
from tests.people import NOW, a_user
from tests.traces.reading import found_in, tables_with, text_of_answer, text_of_file

MARK = "Mærke Ørum"


def test_a_mark_is_found_in_a_page_where_it_is_escaped_and_broken_over_lines() -> None:
    page = HttpResponse("<p>M&aelig;rke\n   &Oslash;rum</p>")

    assert found_in(text_of_answer(page), {MARK, "nobody"}) == {MARK}


def test_a_mark_is_found_in_a_header_and_in_a_stream() -> None:
    file = StreamingHttpResponse([b"name,", MARK.encode()])
    file["Content-Disposition"] = 'attachment; filename="secret.csv"'

    assert found_in(text_of_answer(file), {MARK, "secret"}) == {MARK, "secret"}


def test_a_mark_is_found_in_a_file_of_an_archive_and_in_its_name() -> None:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("secret.txt", MARK)

    assert found_in(text_of_file(held.getvalue()), {MARK, "secret"}) == {MARK, "secret"}


@pytest.mark.django_db
def test_a_mark_is_found_in_the_table_and_column_it_stands_in() -> None:
    a_user("Planteth")

    assert ("access_user", "full_name", "Planteth Prøve") in tables_with({"Planteth Prøve"})


@pytest.mark.django_db
def test_a_mark_is_found_in_json_where_its_letters_are_escaped() -> None:
    Event.objects.create(at=NOW, kind="test", objects_named={}, data={"who": MARK})

    assert ("audit_event", "data", MARK) in tables_with({MARK})
