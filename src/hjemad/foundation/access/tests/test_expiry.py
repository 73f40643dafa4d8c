"""Each relation ends on its day, tried on the days around it; nothing is written because of a past one."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from hjemad.areas.billing.actions.rates import charge_payment
from hjemad.areas.billing.queries import payments_of
from hjemad.areas.citizens.actions import create_record, set_identity, set_responsible_municipality
from hjemad.areas.citizens.models import Identity, PersonRecord, ResponsibleMunicipality
from hjemad.areas.citizens.rules import PersonDetails
from hjemad.areas.shelters.models import Stay
from hjemad.foundation.access.actor import Actor, ReadOnly
from hjemad.kernel.money import Money
from hjemad.kernel.periods import Period
from tests.people import HORSENS, NOW, ODENSE, TODAY, a_house, an_actor, ditte, karen, mette, municipality
from tests.stays import a_stay

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


def sees(actor: Actor, record_id: int, *, on: date) -> bool:
    return PersonRecord.objects.visible_to(replace(actor, on=on)).filter(pk=record_id).exists()


def acts(record: PersonRecord, *, by: Actor, code: str, since: date) -> None:
    place = municipality(code)
    set_responsible_municipality(
        record, by=replace(by, on=since), acts=place, pays=place, valid_from=since, at=NOW, basis="test"
    )


@pytest.fixture
def horsens() -> Actor:
    return karen(HORSENS)


@pytest.fixture
def odense() -> Actor:
    return an_actor("Kirsten", role="caseworker", organisation=municipality(ODENSE))


def test_a_house_sees_its_former_residents_for_six_months() -> None:
    house = a_house()
    stay = a_stay(ditte(house), house=house, night=date(2026, 1, 5), nights=10)
    staff = an_actor("Asta", role="shelter_staff", organisation=house.shelter)

    assert sees(staff, stay.record_id, on=date(2026, 7, 14))
    assert sees(staff, stay.record_id, on=date(2026, 7, 15))
    assert not sees(staff, stay.record_id, on=date(2026, 7, 16))


def test_a_municipality_sees_whom_it_acts_for_until_another_acts(horsens: Actor) -> None:
    house = a_house()
    worker = ditte(house)
    stay = a_stay(worker, house=house, nights=None)
    acts(stay.record, by=worker, code=HORSENS, since=TODAY - 10 * DAY)
    acts(stay.record, by=worker, code=ODENSE, since=TODAY)

    assert not sees(horsens, stay.record_id, on=TODAY - 11 * DAY)
    assert sees(horsens, stay.record_id, on=TODAY - 10 * DAY)
    assert sees(horsens, stay.record_id, on=TODAY - DAY)
    assert not sees(horsens, stay.record_id, on=TODAY)


def test_a_former_municipality_reads_its_own_record_and_writes_nothing(horsens: Actor) -> None:
    record = create_record(
        by=horsens, details=PersonDetails(full_name="Kaj Prøve"), valid_from=TODAY - 20 * DAY, at=NOW
    )
    acts(record, by=horsens, code=ODENSE, since=TODAY - DAY)

    assert sees(horsens, record.pk, on=TODAY)
    assert Identity.objects.visible_to(horsens).current().filter(record=record).exists()
    with pytest.raises(ReadOnly):
        set_identity(record, by=horsens, details=PersonDetails(full_name="Kaj Ny"), at=NOW, reason="rettet")


def test_a_former_municipality_sees_nothing_that_came_after(horsens: Actor, odense: Actor) -> None:
    record = create_record(
        by=horsens, details=PersonDetails(full_name="Kaj Prøve"), valid_from=TODAY - 20 * DAY, at=NOW
    )
    acts(record, by=horsens, code=ODENSE, since=TODAY - DAY)
    set_identity(record, by=odense, details=PersonDetails(full_name="Kaj Ny"), at=NOW, reason="nyt navn")

    mine = Identity.objects.visible_to(horsens).filter(record=record)
    assert [row.full_name for row in mine] == ["Kaj Prøve"]
    assert not mine.current().exists()


def test_a_record_of_one_s_own_that_nobody_acts_for_is_written(horsens: Actor) -> None:
    record = create_record(by=horsens, details=PersonDetails(full_name="Kaj Prøve"), valid_from=TODAY, at=NOW)

    version = set_identity(
        record, by=horsens, details=PersonDetails(full_name="Kaj Ny"), at=NOW, reason="rettet"
    )

    assert version.full_name == "Kaj Ny"


def test_a_payer_sees_whom_it_paid_for_until_the_years_have_passed() -> None:
    house = a_house()
    worker = ditte(house)
    stay = a_stay(worker, house=house, nights=None)
    acts(stay.record, by=worker, code=HORSENS, since=TODAY - 10 * DAY)
    acts(stay.record, by=worker, code=ODENSE, since=TODAY)
    economist = mette(HORSENS)
    auditor = an_actor("Rita", role="auditor", organisation=municipality(HORSENS))

    for reader in (economist, auditor):
        assert sees(reader, stay.record_id, on=TODAY)
        assert sees(reader, stay.record_id, on=TODAY.replace(year=2031))
        assert not sees(reader, stay.record_id, on=TODAY.replace(year=2031) + DAY)
        assert Stay.objects.visible_to(reader).exists()


def test_a_payer_sees_the_payments_of_the_periods_it_pays_and_no_others() -> None:
    house = a_house()
    worker = ditte(house)
    stay = a_stay(worker, house=house, nights=None)
    acts(stay.record, by=worker, code=HORSENS, since=TODAY - 20 * DAY)
    acts(stay.record, by=worker, code=ODENSE, since=TODAY - 10 * DAY)
    for start, end in ((TODAY - 20 * DAY, TODAY - 10 * DAY), (TODAY - 10 * DAY, TODAY)):
        charge_payment(
            by=worker,
            record_id=stay.record_id,
            facility=house.shelter,
            period=Period(start, end),
            kind="full",
            per_day=Money.parse("101"),
            at=NOW,
        )

    auditor = an_actor("Rita", role="auditor", organisation=municipality(HORSENS))
    for reader, seen in ((mette(HORSENS), 1), (auditor, 1), (worker, 2)):
        assert len(payments_of(reader, record_id=stay.record_id)) == seen


def test_two_jobs_are_never_added(horsens: Actor) -> None:
    house = a_house()
    worker = ditte(house)
    stay = a_stay(worker, house=house, nights=None)
    acts(stay.record, by=worker, code=HORSENS, since=TODAY - 10 * DAY)
    other = a_house("Havnely", code="102")
    both = an_actor("Karen", role="shelter_staff", organisation=other.shelter)

    assert both.user_id == horsens.user_id
    assert sees(horsens, stay.record_id, on=TODAY)
    assert not sees(both, stay.record_id, on=TODAY)
    assert not ResponsibleMunicipality.objects.visible_to(both).exists()
