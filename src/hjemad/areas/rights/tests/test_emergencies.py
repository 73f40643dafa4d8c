"""Opened in an emergency: with a reason, for hours, read only, seen by the leader; never the blocked."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from hjemad.areas.citizens.actions import create_record, set_identity
from hjemad.areas.citizens.models import Identity, PersonRecord
from hjemad.areas.citizens.rules import PersonDetails
from hjemad.areas.citizens.writes.protection import hide_from, protect
from hjemad.areas.rights.actions.emergencies import (
    NothingOpened,
    OwnOpening,
    look_at,
    note_try,
    open_in_emergency,
)
from hjemad.areas.rights.models import EmergencyAccess
from hjemad.areas.rights.queries.emergencies import Wanted, emergencies_of
from hjemad.foundation.access.actor import Actor, NotAllowed, ReadOnly
from hjemad.foundation.access.models import User
from hjemad.foundation.audit.models import Event
from hjemad.kernel.errors import InputRejected
from hjemad.kernel.person_number import PersonNumber
from tests.people import NOW, TODAY, House, a_house, an_actor, karen, mette
from tests.web import hidden_fields, signed_in

pytestmark = pytest.mark.django_db

BORN = date(1980, 5, 14)
CPR = PersonNumber.invented(1, birth_date=BORN)
LONG_AGO = date(2020, 1, 1)
WHY = "Fundet bevidstløs, ambulancen spørger"


def at(actor: Actor, moment: datetime = NOW) -> Actor:
    return replace(actor, at=moment)


@pytest.fixture
def house() -> House:
    return a_house()


@pytest.fixture
def leader(house: House) -> Actor:
    return an_actor("Lea", role="shelter_leader", organisation=house.shelter)


@pytest.fixture
def worker(house: House) -> Actor:
    return an_actor("Asta", role="shelter_staff", organisation=house.shelter)


@pytest.fixture
def record(leader: Actor) -> PersonRecord:
    """Long ago: no relation is left."""
    return create_record(
        by=leader,
        details=PersonDetails(full_name="Kaj Prøve", cpr=CPR),
        valid_from=LONG_AGO,
        at=NOW,
    )


def visible(actor: Actor, record: PersonRecord) -> bool:
    return PersonRecord.objects.visible_to(actor).filter(pk=record.pk).exists()


def opened(actor: Actor, wanted: Wanted | None = None) -> EmergencyAccess:
    wanted = wanted or Wanted(cpr=CPR)
    [access] = open_in_emergency(by=at(actor), wanted=wanted, why=WHY, at=NOW)
    return access


def test_a_house_opens_what_it_once_wrote_by_number_or_by_name(worker: Actor, record: PersonRecord) -> None:
    assert not visible(at(worker), record)

    opened(worker, Wanted(full_name="kaj prøve", birth_date=BORN))

    assert visible(at(worker), record)
    assert Identity.objects.visible_to(at(worker)).current().filter(record=record).exists()


def test_it_closes_by_itself_after_eight_hours(worker: Actor, record: PersonRecord) -> None:
    opened(worker)
    ends = NOW + timedelta(hours=8)

    assert visible(at(worker, ends - timedelta(seconds=1)), record)
    assert not visible(at(worker, ends), record)
    assert not visible(worker, record), "without a moment no right that lasts hours"


def test_it_is_open_to_nobody_else_and_under_no_other_assignment(
    worker: Actor, leader: Actor, record: PersonRecord
) -> None:
    opened(worker)
    other_job = an_actor("Asta", role="caseworker", organisation=mette_place())

    assert not visible(at(leader), record)
    assert not visible(at(other_job), record)


def mette_place():
    from tests.people import municipality

    return municipality()


def test_nothing_is_written_because_of_it(worker: Actor, record: PersonRecord) -> None:
    opened(worker)

    with pytest.raises(ReadOnly):
        set_identity(
            record, by=at(worker), details=PersonDetails(full_name="Kaj Ny"), at=NOW, reason="rettet"
        )


def test_a_caseworker_opens_by_whole_number_what_others_wrote(record: PersonRecord) -> None:
    caseworker = karen()

    with pytest.raises(NothingOpened):
        opened(caseworker, Wanted(full_name="Kaj Prøve", birth_date=BORN))
    opened(caseworker)

    assert visible(at(caseworker), record)


def test_a_house_does_not_open_what_another_house_wrote(record: PersonRecord) -> None:
    other = an_actor("Niels", role="shelter_staff", organisation=a_house("Havnely", code="102").shelter)

    with pytest.raises(NothingOpened):
        opened(other)


@pytest.mark.parametrize("kind", ["cpr_special", "own_safety", "staff_conflict"])
def test_the_specially_protected_are_never_opened_and_the_answer_is_that_for_nobody(
    leader: Actor, worker: Actor, record: PersonRecord, kind: str
) -> None:
    opened(leader)
    with pytest.raises(NothingOpened) as unknown:
        opened(worker, Wanted(cpr=PersonNumber.invented(9, birth_date=BORN)))
    by = an_actor("Eva", role="shelter_leader", organisation=mine(leader))
    _protected(record, by=by, kind=kind)

    with pytest.raises(NothingOpened) as refused:
        opened(worker)

    assert str(refused.value) == str(unknown.value)


def mine(actor: Actor):
    from hjemad.foundation.organisations.models import Organisation

    return Organisation.objects.get(pk=actor.organisation_id)


def _protected(record: PersonRecord, *, by: Actor, kind: str) -> None:
    from hjemad.areas.shelters.actions import KnownStay, import_stays
    from hjemad.kernel.periods import Period
    from tests.stays import at_night

    stay = KnownStay(record_id=record.pk, period=Period(TODAY, None), decided_at=at_night(TODAY))
    import_stays(by=by, shelter_id=by.organisation_id, stays=[stay], at=NOW, origin="entered")
    protect(record, by=by, kind=kind, since=TODAY, at=NOW)


def test_whoever_the_person_said_no_to_opens_nothing(
    worker: Actor, leader: Actor, record: PersonRecord
) -> None:
    from hjemad.areas.shelters.actions import KnownStay, import_stays
    from hjemad.kernel.periods import Period
    from tests.stays import at_night

    stay = KnownStay(record_id=record.pk, period=Period(TODAY, None), decided_at=at_night(TODAY))
    import_stays(by=leader, shelter_id=leader.organisation_id, stays=[stay], at=NOW, origin="entered")
    hide_from(record, by=leader, at=NOW, user=User.objects.get(pk=worker.user_id))

    with pytest.raises(NothingOpened):
        opened(worker)


def test_a_block_made_meanwhile_closes_what_is_open(
    worker: Actor, leader: Actor, record: PersonRecord
) -> None:
    opened(worker)
    from hjemad.areas.shelters.actions import KnownStay, import_stays
    from hjemad.kernel.periods import Period
    from tests.stays import at_night

    stay = KnownStay(record_id=record.pk, period=Period(TODAY, None), decided_at=at_night(TODAY))
    import_stays(by=leader, shelter_id=leader.organisation_id, stays=[stay], at=NOW, origin="entered")
    hide_from(record, by=leader, at=NOW, user=User.objects.get(pk=worker.user_id))

    assert not visible(at(worker), record)


def test_a_reason_is_written(worker: Actor, record: PersonRecord) -> None:
    with pytest.raises(InputRejected):
        open_in_emergency(by=at(worker), wanted=Wanted(cpr=CPR), why=" ", at=NOW)


def test_a_role_without_the_permission_opens_nothing(record: PersonRecord) -> None:
    with pytest.raises(NotAllowed):
        opened(mette())


def test_whoever_asks_too_often_gets_nothing(worker: Actor, record: PersonRecord, settings) -> None:
    settings.LOOK_UPS_PER_HOUR = 2
    for _ in range(3):
        note_try(by=worker, at=NOW)

    with pytest.raises(NothingOpened):
        opened(worker)


def test_leader_and_dpo_see_who_and_why_without_a_name_and_somebody_else_looks(
    house: House, worker: Actor, leader: Actor, record: PersonRecord
) -> None:
    access = opened(worker)
    dpo = an_actor("Dorte", role="dpo", organisation=house.shelter)
    [one] = emergencies_of(leader)
    assert (one.why, one.waits) == (WHY, True)
    assert "Kaj" not in str(one)
    assert [shown.fact_id for shown in emergencies_of(dpo)] == [access.fact_id]

    look_at(access, by=leader, words="Rigtigt; ambulancen fik medicinlisten", at=NOW)

    [one] = emergencies_of(leader)
    assert (one.waits, one.looked_words, one.why) == (False, "Rigtigt; ambulancen fik medicinlisten", WHY)
    assert visible(at(worker), record), "looking at it closes nothing"


def test_nobody_looks_at_their_own_opening(leader: Actor, record: PersonRecord) -> None:
    with pytest.raises(OwnOpening):
        look_at(opened(leader), by=leader, words="fint", at=NOW)


def test_another_house_s_leader_sees_nothing(worker: Actor, record: PersonRecord) -> None:
    opened(worker)
    other = an_actor("Lis", role="shelter_leader", organisation=a_house("Havnely", code="102").shelter)

    assert emergencies_of(other) == []


def _page(browser: Client, address: str, **typed: str):
    with time_machine.travel(NOW, tick=False):
        return browser.post(address, hidden_fields(browser, address) | typed)


def test_the_page_opens_the_person_and_a_refusal_keeps_what_was_typed(
    worker: Actor, leader: Actor, record: PersonRecord
) -> None:
    with time_machine.travel(NOW, tick=False):
        browser, boss = signed_in(worker), signed_in(leader)
    address = reverse("rights:emergency")

    refused = _page(browser, address, cpr=PersonNumber.invented(9, birth_date=BORN).full(), why=WHY)
    assert refused.status_code == 200
    assert WHY in refused.content.decode()
    assert "ring 112" in refused.content.decode()

    answer = _page(browser, address, cpr=CPR.full(), why=WHY)
    person = reverse("citizens:person", args=[record.public_id])
    assert answer["Location"] == person
    with time_machine.travel(NOW, tick=False):
        assert browser.get(person).status_code == 200
        assert boss.get(person).status_code == 404
        listed = boss.get(reverse("rights:emergencies")).content.decode()
    assert WHY in listed
    assert "Kaj" not in listed
    assert Event.objects.filter(kind="rights.emergency_asked").count() == 2

    looked = _page(
        boss,
        reverse(
            "rights:look_at_emergency", args=[EmergencyAccess.objects.everything(reason="test").get().fact_id]
        ),
        words="Rigtigt",
    )
    assert looked.status_code == 302
