"""Notice clocks: written with every fact they rest on, stopped by nothing but a notice that was sent."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from hjemad.areas.citizens.actions import (
    PersonDetails,
    rebuild_clocks,
    set_identity,
    set_responsible_municipality,
)
from hjemad.areas.citizens.models import Clock
from hjemad.areas.citizens.reads.clocks import ClockFact, clock_of
from hjemad.areas.shelters.actions import (
    KnownStay,
    admit,
    correct_stay,
    discharge,
    import_stays,
    withdraw_stay,
)
from hjemad.areas.shelters.models import Stay
from hjemad.areas.shelters.reads.clocks import ADMISSION, DISCHARGE
from hjemad.kernel.periods import Period
from tests import people

pytestmark = pytest.mark.django_db

MONDAY = date(2026, 11, 23)
THURSDAY = date(2026, 11, 26)


def the_clock(by: Any, stay: Stay, *, kind: str = ADMISSION) -> ClockFact:
    found = clock_of(by, kind=kind, subject=stay.fact_id)
    assert found is not None
    return found


def admitted(house: people.House, *, name: str = "Kaj Prøve", night: date = MONDAY) -> Stay:
    return admit(
        by=people.ditte(house), place=house.places[0], night=night, decided_at=people.NOW, at=people.NOW,
        person=PersonDetails(full_name=name) if name else PersonDetails(alias="Manden med hatten"),
    ).stay  # fmt: skip


def nothing_differs() -> bool:
    return rebuild_clocks(at=people.NOW)[1] == 0


def test_an_admission_writes_its_clock_three_weekdays_ahead():
    house = people.a_house()
    clock = the_clock(people.ditte(house), admitted(house))
    assert (clock.due, clock.state, clock.missing) == (THURSDAY, "open", "municipality")
    assert clock.provision == "serviceloven § 110, stk. 6"
    assert clock.certainty == "sourced"
    assert nothing_differs()


def test_a_name_and_a_municipality_that_become_known_are_written_to_the_clock():
    house, by = people.a_house(), None
    stay, by = admitted(house, name=""), people.ditte(house)
    assert the_clock(by, stay).missing == "identity,municipality"
    set_identity(
        stay.record, by=by, details=PersonDetails(full_name="Kaj Prøve"), at=people.NOW, reason="sagde det"
    )
    assert the_clock(by, stay).missing == "municipality"
    horsens = people.municipality()
    set_responsible_municipality(
        stay.record, by=by, acts=horsens, pays=horsens, valid_from=MONDAY, at=people.NOW, basis="bopæl"
    )
    assert the_clock(by, stay).missing == ""
    assert the_clock(by, stay).state == "open"
    assert nothing_differs()


def test_a_withdrawn_stay_has_no_clock():
    house = people.a_house()
    stay, by = admitted(house), people.ditte(house)
    withdraw_stay(by=by, stay=stay, reason="forkert person", at=people.NOW)
    assert clock_of(by, kind=ADMISSION, subject=stay.fact_id) is None
    assert nothing_differs()


def test_a_discharge_leaves_the_admissions_clock_open_and_starts_its_own_with_certainty_unknown():
    house = people.a_house()
    stay, by = admitted(house), people.ditte(house)
    later = people.NOW + timedelta(days=1)
    discharge(by=by, stay=stay, day=MONDAY + timedelta(days=1), mode="left", at=later, left_to="En ven")
    assert the_clock(by, stay).state == "open"
    gone = the_clock(by, stay, kind=DISCHARGE)
    assert (gone.due, gone.certainty) == (date(2026, 11, 27), "unknown")
    assert nothing_differs()


def test_a_correction_that_opens_the_stay_again_takes_the_discharges_clock_away():
    house = people.a_house()
    stay, by = admitted(house), people.ditte(house)
    ended = discharge(by=by, stay=stay, day=MONDAY, mode="left", at=people.NOW)
    correct_stay(by=by, stay=ended, valid_from=MONDAY, valid_to=None, reason="er her", at=people.NOW)
    assert clock_of(by, kind=DISCHARGE, subject=stay.fact_id) is None
    assert nothing_differs()


def test_history_that_is_imported_has_no_clock_and_a_new_stay_has():
    house = people.a_house()
    by = people.ditte(house)
    record = admitted(house).record
    old = KnownStay(
        record_id=record.pk, period=Period(date(2020, 1, 1), date(2020, 2, 1)),
        decided_at=datetime(2020, 1, 1, 20, tzinfo=people.COPENHAGEN),
    )  # fmt: skip
    stays = import_stays(by=by, shelter_id=house.shelter.pk, stays=[old], at=people.NOW, origin="import")
    assert clock_of(by, kind=ADMISSION, subject=stays[0].fact_id) is None
    assert nothing_differs()


def test_a_rebuild_mends_what_was_lost_and_what_is_wrong():
    house = people.a_house()
    by = people.ditte(house)
    lost = admitted(house)
    everything = Clock.objects.everything(reason="a test breaks it")
    everything.filter(subject=lost.fact_id).update(due=date(2030, 1, 1), fingerprint="x")
    assert rebuild_clocks(at=people.NOW) == (1, 1)
    assert the_clock(by, lost).due == THURSDAY
    everything.all().delete()
    assert rebuild_clocks(at=people.NOW) == (1, 1)
    assert nothing_differs()


def test_a_day_that_has_passed_is_reckoned_from_today_and_not_stored():
    house = people.a_house()
    clock = the_clock(people.ditte(house), admitted(house))
    assert not clock.passed(on=THURSDAY)
    assert clock.passed(on=THURSDAY + timedelta(days=1))
