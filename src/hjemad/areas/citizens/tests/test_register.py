"""What the CPR register tells is written with its origin; a register that is away stops nothing."""

from datetime import date

import pytest

from hjemad.areas.citizens.actions import create_record
from hjemad.areas.citizens.models import Address, Identity, PersonRecord, RecordLink
from hjemad.areas.citizens.queries import identity_of
from hjemad.areas.citizens.reads.protection import protections_of
from hjemad.areas.citizens.reads.register import addresses_of, register, told_by_register
from hjemad.areas.citizens.rules import PersonDetails
from hjemad.areas.citizens.writes.register import fetch, note_seen, set_address
from hjemad.foundation.access.actor import Actor
from hjemad.foundation.access.relation import NotVisible
from hjemad.foundation.audit.models import Event
from hjemad.foundation.privacy.guarded import reveal
from hjemad.integrations.cpr_register import fake
from hjemad.integrations.cpr_register.fake import FakeRegister
from hjemad.integrations.cpr_register.register import RegisterAway
from hjemad.kernel.errors import InputRejected
from hjemad.kernel.person_number import PersonNumber
from tests.people import HORSENS, NOW, TODAY, karen, municipality

pytestmark = pytest.mark.django_db


@pytest.fixture
def by(db: None) -> Actor:
    return karen()


def written(by: Actor, number: PersonNumber | None, name: str = "Kaj") -> PersonRecord:
    details = PersonDetails(alias=name, cpr=number)
    return create_record(by=by, details=details, valid_from=date(2026, 1, 1), at=NOW)


def name_of(by: Actor, record: PersonRecord) -> str:
    return reveal(identity_of(by, record_id=record.pk).called.name, by)


def test_name_and_address_are_versions_from_the_register(by: Actor) -> None:
    record = written(by, fake.ORDINARY)

    done = fetch(record, by=by, register=FakeRegister(), at=NOW)

    assert (done.known, done.name, done.address, done.protected) == (True, True, True, False)
    assert name_of(by, record) == "Kaj Opdigtet"
    current = Identity.objects.everything(reason="a test").current().get(record=record)
    assert (current.origin, current.alias) == ("cpr_register", "Kaj")
    (address,) = addresses_of(by, record_id=record.pk)
    assert (address.municipality, address.origin, str(address.text)) == (
        "Horsens",
        "cpr_register",
        "••••",
    )


def test_fetching_again_writes_nothing_new(by: Actor) -> None:
    record = written(by, fake.ORDINARY)
    fetch(record, by=by, register=FakeRegister(), at=NOW)

    again = fetch(record, by=by, register=FakeRegister(), at=NOW)

    assert (again.name, again.address, again.notes) == (False, False, 0)
    assert Identity.objects.everything(reason="a test").filter(record=record).count() == 2


def test_a_register_that_is_away_changes_nothing(by: Actor) -> None:
    record = written(by, fake.ORDINARY)

    with pytest.raises(RegisterAway):
        fetch(record, by=by, register=FakeRegister(away=True), at=NOW)

    assert name_of(by, record) == ""


def test_a_number_the_register_does_not_know_is_told(by: Actor) -> None:
    record = written(by, PersonNumber.invented(77, birth_date=date(1990, 1, 1)))

    assert not fetch(record, by=by, register=FakeRegister(), at=NOW).known


def test_a_record_without_a_number_is_not_asked_about(by: Actor) -> None:
    with pytest.raises(InputRejected):
        fetch(written(by, None), by=by, register=FakeRegister(), at=NOW)


def test_protection_in_the_register_protects_here_with_its_last_day_as_reminder(by: Actor) -> None:
    record = written(by, fake.PROTECTED)

    assert fetch(record, by=by, register=FakeRegister(), at=NOW).protected

    (one,) = protections_of(by, record_id=record.pk)
    assert (one.kind, one.expires_on, one.remind_on) == ("cpr_ordinary", date(2027, 6, 30), date(2027, 6, 30))


def test_death_is_a_note_until_somebody_has_looked(by: Actor) -> None:
    record = written(by, fake.DEAD)
    fetch(record, by=by, register=FakeRegister(), at=NOW)
    (note,) = told_by_register(by, record_id=record.pk)
    assert (note.kind, note.day) == ("died", date(2026, 3, 2))

    with pytest.raises(NotVisible):
        note_seen(note.fact_id, by=karen("461"), at=NOW)
    note_seen(note.fact_id, by=by, at=NOW)

    assert told_by_register(by, record_id=record.pk) == []
    fetch(record, by=by, register=FakeRegister(), at=NOW)
    assert told_by_register(by, record_id=record.pk) == []


def test_a_replaced_number_becomes_the_new_one_and_both_numbers_are_one_citizen(by: Actor) -> None:
    old, friend = written(by, fake.REPLACED), written(karen("461"), fake.REPLACED)
    new = written(karen("751"), fake.REPLACEMENT)

    fetch(old, by=by, register=FakeRegister(), at=NOW)

    links = RecordLink.objects.everything(reason="a test").current()
    assert len({links.get(record=one).citizen_id for one in (old, friend, new)}) == 1
    assert identity_of(by, record_id=old.pk).cpr == fake.REPLACEMENT
    assert [one.kind for one in told_by_register(by, record_id=old.pk)] == ["new_number"]


def test_without_fixed_abode_is_an_address_that_says_so_and_nothing_more(by: Actor) -> None:
    record = written(by, fake.WITHOUT_ADDRESS)

    fetch(record, by=by, register=FakeRegister(), at=NOW)

    (address,) = addresses_of(by, record_id=record.pk)
    assert (address.no_fixed_abode, bool(address.text)) == (True, False)


def test_an_address_that_moved_ends_where_the_new_one_begins(by: Actor) -> None:
    record = written(by, None)
    for text, since in (("Prøvevej 1", date(2026, 1, 1)), ("Prøvevej 2", TODAY)):
        set_address(
            record, by=by, kind="post", text=text, no_fixed_abode=False,
            municipality=municipality(HORSENS), since=since, at=NOW,
        )  # fmt: skip

    standing = Address.objects.everything(reason="a test").current().filter(record=record)
    assert sorted((row.text, row.valid_to) for row in standing if row.valid_to) == [("Prøvevej 1", TODAY)]
    assert [reveal(one.text, by) for one in addresses_of(by, record_id=record.pk)] == ["Prøvevej 2"]


def test_no_log_holds_what_the_register_told(by: Actor) -> None:
    fetch(written(by, fake.PROTECTED), by=by, register=FakeRegister(), at=NOW)

    told = str(list(Event.objects.values_list("objects_named", "data")))
    assert "Sanne" not in told
    assert "Skjult" not in told
    assert fake.PROTECTED.digits not in told


def test_the_register_is_chosen_by_the_setting(settings) -> None:
    settings.CPR_REGISTER = "off"
    assert register() is None
    settings.CPR_REGISTER = "fake"
    assert isinstance(register(), FakeRegister)
