"""Two at once: check-then-write races show only where two transactions really run side by side."""

import threading
from collections.abc import Callable

import pytest
from django.db import connection

from hjemad.areas.shelters.actions import correct_stay, discharge
from hjemad.areas.shelters.models import PlaceClosed, Presence, Stay
from hjemad.areas.shelters.rules import AlreadyHere, PlaceNotOpen, PlaceTaken
from hjemad.areas.shelters.writes.places import close_place
from hjemad.areas.shelters.writes.presences import set_seen
from hjemad.areas.shelters.writes.refusals import PlaceInUse
from hjemad.kernel.errors import AlreadyClosed, HjemadError
from hjemad.kernel.periods import Period
from tests.people import NOW, TODAY, a_house, ditte
from tests.stays import a_stay, an_admission

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*calls: Callable[[], object]) -> list[HjemadError]:
    """Every call in a thread of its own, started together; the errors they raised."""
    together = threading.Barrier(len(calls), timeout=20)
    errors: list[HjemadError] = []

    def run(call: Callable[[], object]) -> None:
        try:
            together.wait()
            call()
        except HjemadError as error:
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(call,)) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return errors


def current() -> list[Stay]:
    return list(Stay.objects.everything(reason="a test looks").current())


@pytest.mark.parametrize("attempt", range(5))
def test_of_two_admissions_of_one_person_at_once_exactly_one_stands(attempt: int) -> None:
    house = a_house()
    actor = ditte(house)
    record_id = a_stay(actor, house=house, place=2).record_id

    errors = at_once(
        lambda: an_admission(actor, house=house, place=0, record_id=record_id),
        lambda: an_admission(actor, house=house, place=1, record_id=record_id),
    )

    assert [type(error) for error in errors] == [AlreadyHere]
    assert len([stay for stay in current() if stay.valid_to is None]) == 1


@pytest.mark.parametrize("attempt", range(5))
def test_of_two_people_admitted_to_one_place_at_once_one_gets_it(attempt: int) -> None:
    house = a_house()
    actor = ditte(house)

    errors = at_once(
        lambda: an_admission(actor, house=house, called="Kaj"),
        lambda: an_admission(actor, house=house, called="Ole"),
    )

    assert [type(error) for error in errors] == [PlaceTaken]
    assert len(current()) == 1


def test_a_discharge_and_a_correction_at_once_leave_one_version_and_a_clear_answer() -> None:
    house = a_house()
    actor = ditte(house)
    stay = an_admission(actor, house=house).stay

    errors = at_once(
        lambda: discharge(by=actor, stay=stay, day=TODAY, mode="left", at=NOW),
        lambda: correct_stay(by=actor, stay=stay, valid_from=TODAY, valid_to=None, reason="x", at=NOW),
    )

    assert [type(error) for error in errors] == [AlreadyClosed]
    assert [one.version for one in current()] == [2]


@pytest.mark.parametrize("attempt", range(3))
def test_two_who_see_somebody_at_once_write_it_once(attempt: int) -> None:
    house = a_house()
    actor = ditte(house)
    stay = an_admission(actor, house=house).stay

    errors = at_once(
        lambda: set_seen(stay, by=actor, at=NOW),
        lambda: set_seen(stay, by=actor, at=NOW),
    )

    assert errors == []
    assert Presence.objects.everything(reason="a test looks").count() == 1


@pytest.mark.parametrize("attempt", range(3))
def test_of_closing_a_place_and_giving_it_at_once_exactly_one_happens(attempt: int) -> None:
    house = a_house()
    actor = ditte(house)

    errors = at_once(
        lambda: an_admission(actor, house=house),
        lambda: close_place(house.places[0], by=actor, period=Period(TODAY, None), ground="repair", at=NOW),
    )

    assert len(errors) == 1
    assert {type(error) for error in errors} <= {PlaceNotOpen, PlaceInUse}
    assert len(current()) + PlaceClosed.objects.current().count() == 1
