"""Two at once: one number is one citizen, and links of the same people wait for each other."""

import threading
from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection

from hjemad.areas.citizens.actions import create_record, set_identity
from hjemad.areas.citizens.models import CitizenCpr, PersonRecord, RecordLink
from hjemad.areas.citizens.reads.finding import Asked
from hjemad.areas.citizens.rules import PersonDetails
from hjemad.areas.citizens.writes.finding import TooManyLookUps, look_up
from hjemad.areas.citizens.writes.links import NotJoined, join, separate
from hjemad.foundation.access.actor import Actor
from hjemad.kernel.person_number import PersonNumber
from tests.people import NOW, karen

pytestmark = pytest.mark.django_db(transaction=True)
NUMBER = PersonNumber.invented(1, birth_date=date(1988, 5, 14))


def at_once(*calls: Callable[[], object]) -> list[Exception]:
    """Every call in a thread of its own, started together; the errors they raised."""
    together = threading.Barrier(len(calls), timeout=20)
    errors: list[Exception] = []

    def run(call: Callable[[], object]) -> None:
        try:
            together.wait()
            call()
        except Exception as error:  # noqa: BLE001 - the test judges every error
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(call,)) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return errors


def written(by: Actor, *, cpr: PersonNumber | None = None) -> PersonRecord:
    details = PersonDetails(full_name="Kaj Prøve", cpr=cpr)
    return create_record(by=by, details=details, valid_from=date(2026, 1, 1), at=NOW)


def citizens() -> set[int]:
    links = RecordLink.objects.everything(reason="a test looks").current()
    return set(links.values_list("citizen_id", flat=True))


@pytest.mark.parametrize("attempt", range(5))
def test_a_new_number_given_twice_at_once_makes_one_citizen(attempt: int) -> None:
    here, there = karen("615"), karen("461")

    errors = at_once(lambda: written(here, cpr=NUMBER), lambda: written(there, cpr=NUMBER))

    assert errors == []
    assert len(citizens()) == 1
    assert CitizenCpr.objects.count() == 1


@pytest.mark.parametrize("attempt", range(5))
def test_a_number_written_to_two_records_at_once_makes_one_citizen(attempt: int) -> None:
    here, there = karen("615"), karen("461")
    one, other = written(here), written(there)

    def number(record: PersonRecord, by: Actor) -> None:
        details = PersonDetails(full_name="Kaj Prøve", cpr=NUMBER)
        set_identity(record, by=by, details=details, at=NOW, reason="")

    errors = at_once(lambda: number(one, here), lambda: number(other, there))

    assert errors == []
    assert len(citizens()) == 1


@pytest.mark.parametrize("attempt", range(5))
def test_joining_both_ways_at_once_makes_one_citizen_and_no_deadlock(attempt: int) -> None:
    by = karen()
    one, other = written(by), written(by)

    def joined(first: PersonRecord, second: PersonRecord) -> None:
        join(first, second, by=by, at=NOW, evidence="Pas", reason="Sagde det")

    errors = at_once(lambda: joined(one, other), lambda: joined(other, one))

    assert errors == []
    assert len(citizens()) == 1


def test_separating_twice_at_once_separates_once() -> None:
    by = karen()
    one, other = written(by), written(by)
    join(one, other, by=by, at=NOW, evidence="Pas", reason="Sagde det")

    def apart(first: PersonRecord, second: PersonRecord) -> None:
        separate(first, second, by=by, at=NOW, evidence="Pas", reason="Forveksling")

    errors = at_once(lambda: apart(one, other), lambda: apart(other, one))

    assert [type(error) for error in errors] == [NotJoined]
    assert len(citizens()) == 2


def test_the_limit_of_an_hour_holds_for_two_at_once(settings) -> None:
    settings.LOOK_UPS_PER_HOUR = 1
    by = karen()

    def ask() -> None:
        look_up(by=by, asked=Asked(cpr=NUMBER), purpose="x", at=NOW)

    assert [type(error) for error in at_once(ask, ask)] == [TooManyLookUps]
