import logging

import pytest
from django.db import DatabaseError
from django.test import Client

from hjemad.foundation.access.middleware import SESSION_KEY
from hjemad.foundation.access.models import Assignment
from hjemad.foundation.audit import actions
from hjemad.foundation.audit.models import ReadEvent
from tests.people import a_house, an_assignment

pytestmark = [pytest.mark.django_db, pytest.mark.urls("hjemad.foundation.audit.tests.pages")]


@pytest.fixture
def assignment() -> Assignment:
    return an_assignment("Ditte", role="shelter_staff", organisation=a_house().shelter)


@pytest.fixture
def browser(client: Client, assignment: Assignment) -> Client:
    client.force_login(assignment.user)
    session = client.session
    session[SESSION_KEY] = assignment.pk
    session.save()
    return client


def test_a_list_is_one_event_with_its_ids_written_before_the_page_is_sent(
    browser: Client, assignment
) -> None:
    response = browser.get("/residents/?q=kaj")

    event = ReadEvent.objects.get()
    assert response.content.decode() == "Kaj sover her"
    assert (event.kind, event.record_ids, event.path_name) == ("list", [1, 2, 3], "residents")
    assert (event.user_id, event.assignment_id) == (assignment.user_id, assignment.pk)
    assert event.purpose == "Tager imod, indskriver og udskriver i sit eget hus"


def test_a_page_without_persons_is_not_logged(browser: Client) -> None:
    browser.get("/law/")

    assert not ReadEvent.objects.exists()


def test_no_log_no_page(browser: Client, monkeypatch, caplog) -> None:
    def broken(*_: object, **__: object) -> None:
        raise DatabaseError("Failing row contains (Kaj)")

    monkeypatch.setattr(actions, "log_reads", broken)
    with caplog.at_level(logging.ERROR):
        response = browser.get("/residents/")

    assert response.status_code == 500
    assert "Kaj" not in response.content.decode()
    assert "Kaj" not in caplog.text
    assert "read_log_failed error=DatabaseError" in caplog.text


def test_nobody_reads_persons_without_an_assignment(client: Client) -> None:
    response = client.get("/residents/")

    assert response.status_code == 500
    assert "Kaj" not in response.content.decode()
    assert not ReadEvent.objects.exists()
