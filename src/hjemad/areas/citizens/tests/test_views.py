"""The page about who a person is."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from hjemad.areas.citizens.actions import create_record, set_responsible_municipality
from hjemad.areas.citizens.models import Identity, PersonRecord, ResponsibleMunicipality
from hjemad.areas.citizens.queries import identity_of, record_for, responsible_of
from hjemad.areas.citizens.rules import PersonDetails
from hjemad.foundation.access.actor import Actor
from hjemad.foundation.audit import clock
from hjemad.foundation.audit.models import ReadEvent
from hjemad.kernel.person_number import MODULUS_11, PersonNumber
from tests.people import (
    COPENHAGEN,
    HORSENS,
    ODENSE,
    House,
    a_house,
    ditte,
    karen,
    mette,
    municipality,
    niels,
    opened,
)
from tests.stays import a_stay
from tests.web import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def house() -> House:
    return a_house()


@pytest.fixture
def actor(house: House) -> Actor:
    return ditte(house)


@pytest.fixture
def record(actor: Actor, house: House) -> PersonRecord:
    return record_for(actor, record_id=a_stay(actor, house=house).record_id)


def address_of(record: PersonRecord) -> str:
    return reverse("citizens:identity", args=[record.public_id])


def typed(**changes: object) -> dict[str, object]:
    return {"submission": str(uuid4()), "full_name": "", "cpr": "", "municipality": "", "since": ""} | changes


def versions(record: PersonRecord) -> int:
    return Identity.objects.everything(reason="a test counts").filter(record=record).count()


def test_the_page_opens_and_notes_the_reading(actor: Actor, record: PersonRecord) -> None:
    page = signed_in(actor).get(address_of(record))

    assert page.status_code == 200
    assert "Kaj" in page.content.decode()
    assert ReadEvent.objects.filter(path_name="citizens:identity").count() == 1


def test_name_and_municipality_are_saved_and_shown(actor: Actor, record: PersonRecord) -> None:
    horsens = municipality(HORSENS)
    form = typed(full_name="Kaj Prøve", municipality=str(horsens.pk), since="1/10-26")

    answer = signed_in(actor).post(address_of(record), form, follow=True)

    assert answer.redirect_chain == [(address_of(record), 302)]
    assert "Horsens" in answer.content.decode()
    assert opened(identity_of(actor, record_id=record.pk).called.name) == "Kaj Prøve"
    (one,) = responsible_of(actor, record_id=record.pk)
    assert (one.acts_code, one.pays_code, one.period.start.isoformat()) == (HORSENS, HORSENS, "2026-10-01")
    assert "retssikkerhedsloven § 9" in one.basis_text


def test_an_invented_number_is_saved_and_shown_masked(actor: Actor, record: PersonRecord) -> None:
    number = PersonNumber.invented(1, birth_date=date(1988, 5, 14))

    answer = signed_in(actor).post(address_of(record), typed(cpr=number.full()), follow=True)

    assert identity_of(actor, record_id=record.pk).cpr == number
    assert "740588-••••" in answer.content.decode()
    assert number.full() not in answer.content.decode()


def test_a_number_that_fails_modulus_11_is_saved_with_a_warning(
    actor: Actor, house: House, time_machine
) -> None:
    record = record_for(actor, record_id=a_stay(actor, house=house, nights=None).record_id)
    # Nobody has this number yet: it is somebody's who is born in 2050. The page is read in 2051.
    number = PersonNumber.parse("010150-5001")
    time_machine.move_to(datetime(2051, 1, 1, 12, tzinfo=COPENHAGEN))

    answer = signed_in(actor).post(address_of(record), typed(cpr=number.full()), follow=True)

    assert number.warnings == (MODULUS_11,)
    assert "modulus 11" in answer.content.decode()
    assert identity_of(replace(actor, on=date(2051, 1, 1)), record_id=record.pk).cpr == number


def test_a_number_that_is_none_is_refused_and_the_name_stays_typed(
    actor: Actor, record: PersonRecord
) -> None:
    answer = signed_in(actor).post(address_of(record), typed(full_name="Kaj Prøve", cpr="12"))

    assert answer.status_code == 200
    assert "Kaj Prøve" in answer.content.decode()
    assert versions(record) == 1


def test_a_municipality_needs_its_first_day(actor: Actor, record: PersonRecord) -> None:
    form = typed(full_name="Kaj Prøve", municipality=str(municipality(HORSENS).pk))

    answer = signed_in(actor).post(address_of(record), form)

    assert answer.status_code == 200
    assert "Kaj Prøve" in answer.content.decode()
    everything = ResponsibleMunicipality.objects.everything(reason="a test counts")
    assert (versions(record), everything.count()) == (1, 0)


def test_sent_twice_is_saved_once(actor: Actor, record: PersonRecord) -> None:
    client, form = signed_in(actor), typed(full_name="Kaj Prøve")

    first, second = client.post(address_of(record), form), client.post(address_of(record), form)

    assert (first.status_code, second.status_code) == (302, 302)
    assert versions(record) == 2


def test_another_house_finds_no_such_person(record: PersonRecord) -> None:
    stranger = niels(a_house("Havnely", code="102"))
    client = signed_in(stranger)

    assert client.get(address_of(record)).status_code == 404
    assert client.post(address_of(record), typed(full_name="Kaj Prøve")).status_code == 404
    assert versions(record) == 1


def test_an_economist_may_not_write_who_a_person_is(record: PersonRecord) -> None:
    assert signed_in(mette()).get(address_of(record)).status_code == 403


def test_the_whole_number_is_shown_when_asked_for_and_that_is_noted(
    actor: Actor, record: PersonRecord
) -> None:
    number = PersonNumber.invented(1, birth_date=date(1988, 5, 14))
    client = signed_in(actor)
    client.post(address_of(record), typed(cpr=number.full()))
    show = reverse("citizens:cpr", args=[record.public_id])

    by_link, by_button = client.get(show), client.post(show)

    assert by_link.status_code == 405
    assert number.full() in by_button.content.decode()
    assert "no-store" in by_button.headers["Cache-Control"]
    assert ReadEvent.objects.get(path_name="citizens:cpr").record_ids == [record.pk]


def test_the_first_day_is_the_admission_and_the_municipality_rests_on_the_law(
    actor: Actor, record: PersonRecord
) -> None:
    client = signed_in(actor)
    opened = client.get(address_of(record)).content.decode()

    client.post(address_of(record), typed(municipality=str(municipality(HORSENS).pk), since="24/10-2026"))

    page = client.get(address_of(record)).content.decode()
    assert "24.\xa0okt. 2026" in opened
    assert "Bopælen hviler på personens egen forklaring." in page
    assert "Udledt" in page
    (one,) = responsible_of(actor, record_id=record.pk)
    assert one.basis_text.startswith("retssikkerhedsloven § 9, stk. 1, 3 og 4")


def test_an_answer_that_is_known_already_writes_no_version(actor: Actor, record: PersonRecord) -> None:
    client, form = signed_in(actor), {"municipality": str(municipality(HORSENS).pk), "since": "24/10-2026"}
    client.post(address_of(record), typed(full_name="Kaj Prøve", **form))
    client.post(address_of(record), typed(full_name="Kaj Prøve", **form))

    everything = ResponsibleMunicipality.objects.everything(reason="a test counts")
    assert (versions(record), everything.count()) == (2, 1)


def test_a_birth_date_that_is_not_the_numbers_is_told_at_its_field(
    actor: Actor, record: PersonRecord
) -> None:
    number = PersonNumber.invented(1, birth_date=date(1988, 5, 14))

    answer = signed_in(actor).post(address_of(record), typed(cpr=number.full(), birth_date="15/5-1988"))

    assert list(answer.context["form"].errors) == ["birth_date"]
    assert versions(record) == 1


def test_a_birth_date_after_the_day_is_refused(actor: Actor, record: PersonRecord) -> None:
    answer = signed_in(actor).post(address_of(record), typed(birth_date="1/1-2030"))

    assert list(answer.context["form"].errors) == ["birth_date"]
    assert versions(record) == 1


@pytest.mark.parametrize(
    ("language", "sentence"),
    [("da", "Du kan læse dette og intet ændre."), ("en", "You can read this and change nothing.")],
)
def test_who_may_only_read_is_told_why_and_offered_no_way_to_write(language: str, sentence: str) -> None:
    horsens, today = karen(), clock.today()
    record = create_record(
        by=horsens,
        details=PersonDetails(full_name="Kaj Prøve"),
        valid_from=today - timedelta(days=20),
        at=clock.now(),
    )
    odense = municipality(ODENSE)
    person = reverse("citizens:person", args=[record.public_id])
    client = signed_in(horsens)
    client.cookies["hjemad_language"] = language
    assert address_of(record) in client.get(person).content.decode()
    set_responsible_municipality(
        record, by=horsens, acts=odense, pays=odense, valid_from=today, at=clock.now(), basis="§ 9"
    )

    page = client.get(person).content.decode()
    refused = client.post(address_of(record), typed(full_name="Kaj Ny"))

    assert sentence in page
    for name in ("identity", "address", "protection", "dispute"):
        assert f'"{reverse(f"citizens:{name}", args=[record.public_id])}"' not in page
    for name in ("identity", "address"):
        typed_there = client.get(reverse(f"citizens:{name}", args=[record.public_id])).content.decode()
        assert (sentence in typed_there, 'class="hj-form"' in typed_there) == (True, False)
    assert (refused.status_code, sentence in refused.content.decode()) == (403, True)
    assert versions(record) == 1
