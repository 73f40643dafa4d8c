from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, transaction

from hjemad.areas.citizens.actions import (
    import_responsible_municipalities,
    set_identity,
    set_responsible_municipality,
)
from hjemad.areas.citizens.models import Identity, PersonRecord, ResponsibleMunicipality
from hjemad.areas.citizens.queries import called, identity_of, record_for, responsible_of
from hjemad.areas.citizens.rules import PersonDetails, ResponsibleTwice
from hjemad.areas.citizens.writes.links import join
from hjemad.foundation.access.relation import NotVisible
from hjemad.foundation.audit.models import Event
from hjemad.kernel.errors import UnknownMunicipality
from hjemad.kernel.periods import Period
from hjemad.kernel.person_number import PersonNumber
from tests.people import (
    HORSENS,
    NOW,
    ODENSE,
    TODAY,
    a_house,
    an_actor,
    ditte,
    karen,
    mette,
    municipality,
    niels,
    opened,
)
from tests.stays import an_admission

pytestmark = pytest.mark.django_db
JAN, APR, JUL = date(2026, 1, 1), date(2026, 4, 1), date(2026, 7, 1)


def paid(record: PersonRecord, *, by, code: str, valid_from: date) -> ResponsibleMunicipality:
    body = municipality(code)
    return set_responsible_municipality(
        record, by=by, acts=body, pays=body, valid_from=valid_from, at=NOW, basis="retssikkerhedsloven § 9"
    )


def a_record(*, by, house) -> PersonRecord:
    stay = an_admission(by, house=house).stay
    return record_for(by, record_id=stay.record_id)


def payers(by, record: PersonRecord) -> list[tuple[str, Period]]:
    return [(one.pays_code, one.period) for one in responsible_of(by, record_id=record.pk)]


def test_what_was_an_alias_becomes_a_name_and_both_versions_stand() -> None:
    house = a_house()
    actor = ditte(house)
    record = a_record(by=actor, house=house)

    set_identity(
        record,
        by=actor,
        details=PersonDetails(full_name="Kaj Prøve", alias="Kaj"),
        at=NOW,
        reason="Sagde det selv",
    )

    identity = identity_of(actor, record_id=record.pk)
    assert (opened(identity.called.shown), identity.called.name_known, identity.recorded_by) == (
        "Kaj Prøve",
        True,
        "Ditte Prøve",
    )
    versions = Identity.objects.everything(reason="a test looks").filter(record=record).order_by("version")
    assert [one.full_name for one in versions] == ["", "Kaj Prøve"]


def test_an_identity_shows_a_masked_number_and_logs_no_name() -> None:
    house = a_house()
    actor = ditte(house)
    record = a_record(by=actor, house=house)
    number = PersonNumber.invented(8, birth_date=date(1970, 3, 2))

    set_identity(
        record, by=actor, details=PersonDetails(full_name="Kaj Mærkelig", cpr=number), at=NOW, reason=""
    )

    identity = identity_of(actor, record_id=record.pk)
    assert identity.cpr == number
    assert number.digits[6:] not in str(identity)
    assert "Mærkelig" not in str(list(Event.objects.values_list("objects_named", "data")))


def test_another_house_reads_and_writes_nothing_about_the_person() -> None:
    ours, theirs = a_house(), a_house("Havnely", code="102")
    record = a_record(by=niels(theirs), house=theirs)
    actor = ditte(ours)
    leader = an_actor("Leder", role="shelter_leader", organisation=ours.shelter)

    assert called(actor, record_ids=[record.pk]) == {}
    assert responsible_of(actor, record_id=record.pk) == []
    for attempt in (
        lambda: record_for(actor, public_id=record.public_id),
        lambda: record_for(actor, public_id=uuid4()),
        lambda: identity_of(actor, record_id=record.pk),
        lambda: set_identity(record, by=actor, details=PersonDetails(alias="X"), at=NOW, reason=""),
        lambda: paid(record, by=actor, code=HORSENS, valid_from=JAN),
        lambda: join(record, record, by=leader, at=NOW, evidence="x", reason="x"),
    ):
        with pytest.raises(NotVisible):
            attempt()


def test_a_municipality_pays_until_the_next_change() -> None:
    house = a_house()
    actor = ditte(house)
    record = a_record(by=actor, house=house)

    paid(record, by=actor, code=HORSENS, valid_from=JAN)
    paid(record, by=actor, code=ODENSE, valid_from=APR)

    assert payers(actor, record) == [(HORSENS, Period(JAN, APR)), (ODENSE, Period(APR, None))]


def test_a_change_written_late_takes_its_place_between_the_others() -> None:
    house = a_house()
    actor = ditte(house)
    record = a_record(by=actor, house=house)
    paid(record, by=actor, code=HORSENS, valid_from=JAN)
    paid(record, by=actor, code=HORSENS, valid_from=JUL)

    paid(record, by=actor, code=ODENSE, valid_from=APR)

    assert payers(actor, record) == [
        (HORSENS, Period(JAN, APR)),
        (ODENSE, Period(APR, JUL)),
        (HORSENS, Period(JUL, None)),
    ]


def test_the_same_day_written_again_replaces_what_stood_there() -> None:
    house = a_house()
    actor = ditte(house)
    record = a_record(by=actor, house=house)
    paid(record, by=actor, code=HORSENS, valid_from=JAN)

    paid(record, by=actor, code=ODENSE, valid_from=JAN)

    assert payers(actor, record) == [(ODENSE, Period(JAN, None))]


def test_only_a_municipality_acts_and_pays() -> None:
    house = a_house()
    actor = ditte(house)
    record = a_record(by=actor, house=house)

    with pytest.raises(UnknownMunicipality):
        set_responsible_municipality(
            record, by=actor, acts=house.shelter, pays=house.shelter, valid_from=JAN, at=NOW, basis="§ 9"
        )


def test_the_paying_municipality_sees_the_person_and_others_do_not() -> None:
    house = a_house()
    actor = ditte(house)
    record = a_record(by=actor, house=house)
    paid(record, by=actor, code=HORSENS, valid_from=JAN)
    horsens = mette()
    odense = replace(horsens, organisation_id=municipality(ODENSE).pk)

    assert record_for(horsens, record_id=record.pk) == record
    with pytest.raises(NotVisible):
        record_for(odense, record_id=record.pk)


def test_who_paid_once_sees_the_person_for_five_years_after() -> None:
    house = a_house()
    actor = ditte(house)
    record = a_record(by=actor, house=house)
    paid(record, by=actor, code=HORSENS, valid_from=JAN)
    paid(record, by=actor, code=ODENSE, valid_from=APR)
    economist = mette()

    def sees(on: date) -> bool:
        return PersonRecord.objects.visible_to(replace(economist, on=on)).exists()

    assert sees(date(2031, 4, 1))
    assert not sees(date(2031, 4, 2))


def test_the_acting_municipality_sees_the_person_while_it_acts() -> None:
    house = a_house()
    actor = ditte(house)
    record = a_record(by=actor, house=house)
    paid(record, by=actor, code=HORSENS, valid_from=JAN)
    paid(record, by=actor, code=ODENSE, valid_from=APR)
    caseworker = karen()

    def sees(on: date) -> bool:
        return PersonRecord.objects.visible_to(replace(caseworker, on=on)).exists()

    assert sees(JAN)
    assert not sees(APR)


def test_imported_payers_clash_with_nothing_or_nothing_is_written() -> None:
    house = a_house()
    actor = ditte(house)
    record = a_record(by=actor, house=house)
    horsens, odense = municipality(HORSENS).pk, municipality(ODENSE).pk
    rows = [
        (record.pk, horsens, horsens, Period(JAN, APR), "§ 9"),
        (record.pk, odense, odense, Period(APR - timedelta(days=1), None), "§ 9"),
    ]

    with pytest.raises(ResponsibleTwice):
        import_responsible_municipalities(by=actor, rows=rows, at=NOW, origin="import")
    assert payers(actor, record) == []

    assert import_responsible_municipalities(by=actor, rows=rows[:1], at=NOW, origin="import") == 1
    with pytest.raises(NotVisible):
        import_responsible_municipalities(
            by=niels(a_house("H", code="9")), rows=rows[:1], at=NOW, origin="import"
        )


def test_the_public_id_says_nothing() -> None:
    house = a_house()
    record = a_record(by=ditte(house), house=house)

    assert isinstance(record.public_id, UUID)
    assert record.public_id.version == 4


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("citizens_identity_called_something", {"alias": "", "full_name": ""}),
        ("citizens_identity_name_known_means_name", {"name_known": True}),
        ("citizens_identity_name_known_means_name", {"full_name": "Kaj"}),
        ("citizens_identity_cpr_both_or_none", {"cpr_lookup": "ab"}),
    ],
)
def test_the_database_refuses_an_identity_that_cannot_be(name: str, change: dict[str, object]) -> None:
    house = a_house()
    a_record(by=ditte(house), house=house)
    one = Identity.objects.everything(reason="a test looks").get()
    fields = {field.attname: getattr(one, field.attname) for field in Identity._meta.concrete_fields}
    fields |= {"id": None, "fact_id": uuid4(), "voided": True, **change}

    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Identity(**fields).save(force_insert=True)


@pytest.mark.parametrize("count", [1, 40])
def test_names_of_many_take_one_query(count: int, django_assert_num_queries) -> None:
    house = a_house(places=count)
    actor = ditte(house)
    ids = [an_admission(actor, house=house, place=n, called=f"P{n}").stay.record_id for n in range(count)]

    with django_assert_num_queries(1):
        assert len(called(actor, record_ids=ids)) == count
    assert actor.on == TODAY
