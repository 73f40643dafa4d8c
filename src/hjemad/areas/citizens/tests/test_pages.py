"""The pages about a person, walked by a caseworker and a night worker."""

import re
from datetime import date
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hjemad.areas.citizens.actions import NAME_NOT_KNOWN, create_record, create_records
from hjemad.areas.citizens.actions import NewRecord as New
from hjemad.areas.citizens.models import LookUp, PersonRecord, RelationBlock
from hjemad.areas.citizens.queries import identity_of, record_for
from hjemad.areas.citizens.reads.disputes import disputes_of
from hjemad.areas.citizens.reads.links import joined_with, register_consequence
from hjemad.areas.citizens.reads.protection import blocks_of, protected
from hjemad.areas.citizens.reads.register import addresses_of
from hjemad.areas.citizens.rules import PersonDetails
from hjemad.areas.citizens.writes.links import join
from hjemad.areas.citizens.writes.protection import hide_from, protect
from hjemad.foundation.access.actor import Actor
from hjemad.foundation.access.models import User
from hjemad.foundation.audit.models import ReadEvent
from hjemad.foundation.privacy.guarded import reveal
from hjemad.integrations.cpr_register import fake
from hjemad.kernel.person_number import PersonNumber
from tests.people import HORSENS, NOW, ODENSE, TODAY, a_house, an_actor, ditte, karen, mette, municipality
from tests.stays import a_stay
from tests.web import signed_in

pytestmark = pytest.mark.django_db
BORN = date(1988, 5, 14)
NUMBER, STRANGE = (PersonNumber.invented(n, birth_date=BORN) for n in (1, 3))
FIND = "/find-en-person/"


@pytest.fixture
def by(db: None) -> Actor:
    return karen()


@pytest.fixture
def record(by: Actor) -> PersonRecord:
    return written(by, "Kaj Mærkelig")


def written(by: Actor, name: str, **more: object) -> PersonRecord:
    details = PersonDetails(full_name=name, **more)  # type: ignore[arg-type] # what a test gives
    return create_record(by=by, details=details, valid_from=date(2026, 1, 1), at=NOW)


def at(name: str, record: PersonRecord, *more: object) -> str:
    return reverse(f"citizens:{name}", args=[record.public_id, *more])


def sent(**fields: object) -> dict[str, object]:
    return {"submission": str(uuid4()), **fields}


def asked(**fields: object) -> dict[str, object]:
    empty = {"cpr": "", "full_name": "", "birth_date": "", "purpose": "indskrivning", "ask": "exact"}
    return sent(**(empty | fields))


PAGES = ["person", "identity", "hide", "protection", "same_person", "address", "dispute"]


@pytest.mark.parametrize("name", PAGES)
def test_each_page_opens_for_who_may_see_the_record_and_is_noted(
    name: str, by: Actor, record: PersonRecord
) -> None:
    answer = signed_in(by).get(at(name, record))

    assert answer.status_code == 200
    assert "Kaj Mærkelig" in answer.content.decode()
    assert ReadEvent.objects.filter(path_name=f"citizens:{name}").exists()


@pytest.mark.parametrize("name", PAGES)
def test_for_another_municipality_there_is_no_such_page(name: str, record: PersonRecord) -> None:
    assert signed_in(karen(ODENSE)).get(at(name, record)).status_code == 404


@pytest.mark.parametrize("name", PAGES)
def test_for_whom_the_person_is_hidden_from_there_is_no_such_page(
    name: str, by: Actor, record: PersonRecord
) -> None:
    sofie = an_actor("Sofie", role="caseworker", organisation=municipality(HORSENS))
    hide_from(record, by=by, user=User.objects.get(pk=sofie.user_id), at=NOW)

    assert signed_in(sofie).get(at(name, record)).status_code == 404


@pytest.mark.parametrize("name", PAGES)
def test_an_economist_has_none_of_the_pages(name: str, record: PersonRecord) -> None:
    assert signed_in(mette()).get(at(name, record)).status_code == 403


def test_known_is_one_word_and_the_page_of_known_names_nothing_more(by: Actor) -> None:
    written(karen(ODENSE), "Kaj Mærkelig", cpr=NUMBER)

    known = signed_in(by).post(FIND, asked(cpr=NUMBER.full())).content.decode()
    nobody = signed_in(by).post(FIND, asked(cpr=STRANGE.full())).content.decode()

    assert "Kendt</h" in known
    assert "Ikke kendt</h" in nobody
    assert "Odense" not in known
    assert "Mærkelig" not in known
    assert [row.known for row in LookUp.objects.order_by("pk")] == [True, False]


def test_protected_and_unprotected_get_the_same_page(by: Actor) -> None:
    stranger = karen(ODENSE)
    written(stranger, "A", cpr=NUMBER)
    hidden = written(stranger, "B", cpr=STRANGE)
    protect(hidden, by=stranger, kind="cpr_special", since=TODAY, at=NOW)
    client = signed_in(by)

    def page(number: PersonNumber) -> str:
        text = client.post(FIND, asked(cpr=number.full())).content.decode()
        # What may differ: the number typed, the keys of the forms, and how many look-ups are left.
        return re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}|value=\"[^\"]*\"|Du har \d+ af", "", text)

    assert page(NUMBER) == page(STRANGE)


def test_over_the_limit_the_page_says_so_and_keeps_what_was_typed(by: Actor, settings) -> None:
    settings.LOOK_UPS_PER_HOUR = 1
    client = signed_in(by)
    client.post(FIND, asked(cpr=STRANGE.full()))

    page = client.post(FIND, asked(cpr="", full_name="Kaj Prøve", birth_date="14/5-88", sex="male"))

    assert "Du har slået 1 personer op" in page.content.decode()
    assert 'value="Kaj Prøve"' in page.content.decode()
    assert LookUp.objects.count() == 1


def test_a_caseworker_begins_a_record_of_their_own_about_whom_was_found(by: Actor) -> None:
    written(karen(ODENSE), "Kaj Mærkelig", cpr=NUMBER)
    client = signed_in(by)
    client.post(FIND, asked(cpr=NUMBER.full()))

    answer = client.post(FIND, asked(cpr=NUMBER.full(), ask="attach", look_up=LookUp.objects.get().pk))

    page = client.get(answer["Location"]).content.decode()
    assert "Navn kendes ikke endnu" in page
    assert "Mærkelig" not in page
    assert "Odense" not in page


def test_among_ones_own_anything_finds(by: Actor, record: PersonRecord) -> None:
    page = signed_in(by).post(FIND, {"ask": "own", "own-submission": str(uuid4()), "own-who": "maerk"})

    assert reverse("overview:person", args=[record.public_id]) in page.content.decode()
    assert ReadEvent.objects.filter(path_name="citizens:find", kind="search").exists()


def test_an_address_that_names_a_number_looks_nobody_up(by: Actor) -> None:
    page = signed_in(by).get(FIND, {"cpr": NUMBER.full(), "purpose": "x", "ask": "exact"})

    assert page.status_code == 200
    assert LookUp.objects.count() == 0


def test_a_worker_is_kept_away_by_whole_name_and_the_citizen_takes_it_back(
    by: Actor, record: PersonRecord
) -> None:
    an_actor("Sofie", role="caseworker", organisation=municipality(HORSENS))
    client = signed_in(by)

    client.post(at("hide", record), sent(kind="person", name="sofie prøve"))
    (block,) = blocks_of(by, record_id=record.pk)
    assert (block.name, block.is_person) == ("Sofie Prøve", True)
    client.post(at("stop_hiding", record, block.fact_id))

    assert "Ingen er holdt ude" in client.get(at("hide", record)).content.decode()


def test_several_of_one_name_are_told_apart(by: Actor, record: PersonRecord) -> None:
    for username in ("Sofie", "SOFIE"):
        user = an_actor("Sofie" if username == "Sofie" else "Anna", role="caseworker",
                        organisation=municipality(HORSENS if username == "Sofie" else ODENSE))  # fmt: skip
        User.objects.filter(pk=user.user_id).update(full_name="Sofie Prøve")
        last = user.user_id
    client = signed_in(by)

    page = client.post(at("hide", record), sent(kind="person", name="Sofie Prøve"))
    assert "Sofie Prøve, Odense" in page.content.decode()
    assert RelationBlock.objects.everything(reason="a test").count() == 0
    client.post(at("hide", record), sent(kind="person", name="Sofie Prøve", which=str(last)))

    assert RelationBlock.objects.everything(reason="a test").get().hidden_from_user_id == last


def test_a_place_bound_by_law_is_told_apart_in_plain_words(by: Actor, record: PersonRecord) -> None:
    client = signed_in(by)
    client.post(
        at("dispute", record),
        sent(one=municipality(HORSENS).pk, other=municipality(ODENSE).pk,
             registered_in=municipality(ODENSE).pk, opened_on="1/11-26", grounds=""),
    )  # fmt: skip

    page = client.post(at("hide", record), sent(kind="place", name="Odense"), follow=True).content.decode()

    assert "Det kan ikke holdes helt ude" in page
    assert "Kan ikke holdes helt ude" in page


def test_a_name_that_nobody_has_keeps_nobody_away(by: Actor, record: PersonRecord) -> None:
    page = signed_in(by).post(at("hide", record), sent(kind="person", name="Ingen Ukendt"))

    assert "Ingen med hele det navn" in page.content.decode()
    assert blocks_of(by, record_id=record.pk) == []


def test_protection_is_written_and_ended_with_a_reason(by: Actor, record: PersonRecord) -> None:
    client = signed_in(by)
    form = sent(kind="own_safety", since="1/11-26", expires_on="", remind_on="1/12-26", why="Ved ikke")
    client.post(at("protection", record), form)
    assert protected([record.pk])[record.pk].kinds == ("own_safety",)
    page = client.get(at("person", record)).content.decode()
    assert "Navn beskyttet" in page

    end = page_of_end(client, record)
    assert client.post(end, sent(reason="")).status_code == 200
    assert set(protected([record.pk])) == {record.pk}
    client.post(end, sent(reason="Flyttet"))

    assert protected([record.pk]) == {}


def page_of_end(client, record: PersonRecord) -> str:
    page = client.get(at("protection", record)).content.decode()
    return str(next(part for part in page.split('"') if part.endswith("/ophaev/")))


def test_what_would_change_is_said_before_a_link_and_its_undoing(by: Actor, record: PersonRecord) -> None:
    other = written(by, "Kai Mærkelig")
    register_consequence("test", lambda _, before, after: [f"Linjer: {len(before)} bliver {len(after)}"])
    client = signed_in(by)
    address = at("same_person_change", record, other.public_id)

    assert "Linjer: 2 bliver 1" in client.get(address).content.decode()
    client.post(address, sent(evidence="Pas", reason="Sagde det selv", answer="same"))
    assert [one.record_id for one in joined_with(by, record_id=record.pk)] == [other.pk]
    assert "Linjer: 1 bliver 2" in client.get(address).content.decode()
    client.post(address, sent(evidence="Andet pas", reason="Forveksling"))

    assert joined_with(by, record_id=record.pk) == []


def test_a_proposal_turned_down_is_gone_from_the_page(by: Actor) -> None:
    one, other = written(by, "Kaj Prøve", birth_date=BORN), written(by, "Kaj Prøve", birth_date=BORN)
    client = signed_in(by)
    assert "Måske samme person" in client.get(at("person", one)).content.decode()

    client.post(
        at("same_person_change", one, other.public_id),
        sent(evidence="Spurgt", reason="To fætre", answer="not_same"),
    )

    assert "Måske samme person" not in client.get(at("person", one)).content.decode()


def test_fetching_from_the_register_writes_and_an_outage_changes_nothing(by: Actor, settings) -> None:
    settings.CPR_REGISTER = "fake"
    record, away = written(by, "X", cpr=fake.PROTECTED), written(by, "Y", cpr=fake.AWAY)
    client = signed_in(by)

    page = client.post(at("from_register", record), follow=True).content.decode()
    assert "Registret beskytter navn og adresse" in page
    assert set(protected([record.pk])) == {record.pk}
    page = client.post(at("from_register", away), follow=True).content.decode()

    assert "CPR-registret svarer ikke nu" in page
    assert reveal(identity_of(by, record_id=away.pk).called.name, by) == "Y"


def test_without_a_register_the_page_offers_none(by: Actor, settings) -> None:
    settings.CPR_REGISTER = "off"
    record = written(by, "X", cpr=NUMBER)
    client = signed_in(by)

    assert "Hent fra CPR" not in client.get(at("person", record)).content.decode()
    page = client.post(at("from_register", record), follow=True).content.decode()
    assert "intet CPR-register" in page


def test_what_the_register_told_is_shown_until_somebody_has_looked(by: Actor, settings) -> None:
    settings.CPR_REGISTER = "fake"
    record = written(by, "Else", cpr=fake.DEAD)
    client = signed_in(by)
    page = client.post(at("from_register", record), follow=True).content.decode()
    assert "at personen er død" in page

    seen = next(part for part in page.split('"') if "/set/" in part)
    client.post(seen)

    assert "at personen er død" not in client.get(at("person", record)).content.decode()


def test_an_address_without_fixed_abode_says_what_it_does_not_prove(by: Actor, record: PersonRecord) -> None:
    client = signed_in(by)
    form = sent(kind="registered", text="", no_fixed_abode="on", municipality="", since="1/11-26")

    client.post(at("address", record), form)

    (address,) = addresses_of(by, record_id=record.pk)
    assert address.no_fixed_abode
    assert "beviser hverken et hjem eller hjemløshed" in client.get(at("person", record)).content.decode()


def test_a_disagreement_goes_its_steps_on_one_page(by: Actor, record: PersonRecord) -> None:
    client = signed_in(by)
    horsens, odense = municipality(HORSENS).pk, municipality(ODENSE).pk
    client.post(
        at("dispute", record),
        sent(one=horsens, other=odense, registered_in=odense, opened_on="1/11-26", grounds="Kort bopæl"),
    )
    assert (
        "Odense handler og betaler, til det er afgjort" in client.get(at("dispute", record)).content.decode()
    )
    client.post(at("dispute", record), sent(step="sent", on="5/11-26", result="", acts_from="", reason=""))
    page = client.post(at("dispute", record), sent(step="decided", on="20/11-26", result=""))
    assert "Skal med, når uenigheden er afgjort" in page.content.decode()
    client.post(
        at("dispute", record),
        sent(step="decided", on="20/11-26", result=horsens, acts_from="1/11-26", reason="Nr. 1"),
    )

    (one,) = disputes_of(by, record_id=record.pk)
    assert (one.result, [step.step for step in one.steps]) == ("Horsens", ["opened", "sent", "decided"])


def test_a_name_that_is_not_known_is_read_in_each_readers_language(by: Actor) -> None:
    record = create_record(
        by=by, details=PersonDetails(alias=NAME_NOT_KNOWN, cpr=NUMBER), valid_from=TODAY, at=NOW
    )
    client = signed_in(by)

    assert "Navn kendes ikke endnu" in client.get(at("person", record)).content.decode()
    client.cookies["hjemad_language"] = "en"
    assert "Name not known yet" in client.get(at("person", record)).content.decode()


def test_a_night_worker_opens_the_person_of_a_resident() -> None:
    house = a_house()
    actor = ditte(house)
    record = record_for(actor, record_id=a_stay(actor, house=house, nights=None, night=TODAY).record_id)

    page = signed_in(actor).get(at("person", record)).content.decode()

    assert "Kaj" in page
    assert reverse("citizens:same_person", args=[record.public_id]) not in page


def test_the_person_page_takes_no_more_queries_for_many_joined_records(
    by: Actor, record: PersonRecord
) -> None:
    client = signed_in(by)

    def queries() -> int:
        with CaptureQueriesContext(connection) as caught:
            client.get(at("person", record))
        return len(caught)

    join(written(by, "A"), record, by=by, at=NOW, evidence="x", reason="x")
    few = queries()
    for one in create_records(
        by=by, new=[New(PersonDetails(full_name=f"B {n}"), TODAY) for n in range(8)], at=NOW, origin="import"
    ):
        join(one, record, by=by, at=NOW, evidence="x", reason="x")

    assert queries() == few


def test_what_was_said_not_to_be_the_same_person_is_taken_back_by_clicks(by: Actor) -> None:
    one, other = written(by, "Kaj Prøve"), written(by, "Kai Mærkelig")
    client, change = signed_in(by), at("same_person_change", one, other.public_id)
    assert change not in client.get(at("same_person", one)).content.decode()

    client.post(change, sent(evidence="Spurgt", reason="To fætre", answer="not_same"))
    listed = client.get(at("same_person", one)).content.decode()
    client.post(change, sent(evidence="Spurgt igen", reason="En fejl", answer="same"))

    assert change in listed
    assert change not in client.get(at("same_person", one)).content.decode()
    assert joined_with(by, record_id=one.pk) == [], "Taking it back joins nobody"
    client.post(change, sent(evidence="Pas", reason="Samme", answer="same"))
    assert [row.record_id for row in joined_with(by, record_id=one.pk)] == [other.pk]
