import re
from collections.abc import Iterator
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override

from hjemad.areas.citizens.actions import set_identity, set_responsible_municipality
from hjemad.areas.citizens.rules import PersonDetails
from hjemad.areas.citizens.writes.links import join
from hjemad.areas.rights.actions import access_requests, breaches, retention, words
from hjemad.areas.rights.models import AccessRequest, Breach, Disagreement, ReadingQuestion, UnusualNote
from hjemad.areas.rights.queries import retention as retention_queries
from hjemad.areas.rights.queries.log import log_for
from hjemad.areas.rights.queries.subject_data import holdings
from hjemad.areas.shelters.models import Stay
from hjemad.foundation.access.actor import Actor
from hjemad.foundation.audit.actions import log_reads
from hjemad.foundation.audit.models import ReadEvent
from hjemad.foundation.audit.reads import Reads
from hjemad.foundation.privacy.declarations import declared
from hjemad.foundation.privacy.register_words import in_words
from hjemad.foundation.privacy.retention_table import RULES
from tests import people
from tests.people import HORSENS, NOW, TODAY, House, an_actor, ditte, karen, niels
from tests.stays import a_stay
from tests.web import hidden_fields, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tonight")]


@pytest.fixture
def tonight() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def house() -> House:
    return people.a_house()


@pytest.fixture
def stay(house: House) -> Stay:
    return a_stay(ditte(house), house=house, nights=None, called="Kaj")


def leader(house: House) -> Actor:
    return an_actor("Lone", role="shelter_leader", organisation=house.shelter)


def officer(house: House) -> Actor:
    return an_actor("Dorte", role="dpo", organisation=house.shelter)


def looked(by: Actor, *records: int, kind: str = "page", path: str = "shelters:stay") -> ReadEvent:
    reads = Reads()
    reads.add(kind, records)
    log_reads(reads, by=by, at=NOW, path_name=path)
    return ReadEvent.objects.latest("pk")


def seen_by(actor: Actor, stay: Stay) -> str:
    page = signed_in(actor).get(reverse("rights:who_has_seen", args=[stay.record.public_id]))
    assert page.status_code == 200
    return page.content.decode()


def post(client: Client, address: str, **typed: Any) -> Any:
    return client.post(address, hidden_fields(client, address) | typed)


def test_the_log_says_house_role_and_why_and_never_which_worker(house: House, stay: Stay) -> None:
    looked(ditte(house), stay.record_id)

    page = seen_by(leader(house), stay)

    assert "Åhuset" in page
    assert "Medarbejder på boform" in page
    assert "Tager imod, indskriver og udskriver i sit eget hus" in page
    assert "Ditte" not in page


def test_no_look_of_another_house_stands_on_the_screen_here(house: House, stay: Stay) -> None:
    other = people.a_house("Havnely", code="102")
    looked(niels(other), stay.record_id)
    looked(niels(other), stay.record_id, kind="look_up", path="citizens:find")

    assert log_for(ditte(house), stay.record_id).lines == ()
    assert "Havnely" not in seen_by(ditte(house), stay)


def test_the_page_is_the_same_whether_somebody_elsewhere_looked_or_not(house: House, stay: Stay) -> None:
    before = log_for(ditte(house), stay.record_id)
    looked(niels(people.a_house("Havnely", code="102")), stay.record_id, kind="look_up")

    assert log_for(ditte(house), stay.record_id) == before


def test_the_log_asks_as_many_questions_for_one_look_as_for_forty(house: House, stay: Stay) -> None:
    actor = ditte(house)
    address = reverse("rights:who_has_seen", args=[stay.record.public_id])
    client = signed_in(actor)

    def asked() -> int:
        with CaptureQueriesContext(connection) as found:
            client.get(address)
        return sum(not one["sql"].startswith(("SAVEPOINT", "RELEASE")) for one in found)

    client.get(address)
    one = asked()
    for _ in range(40):
        looked(actor, stay.record_id)

    assert one == asked()


def test_the_log_asks_as_many_questions_for_one_record_as_for_three_joined(house: House, stay: Stay) -> None:
    actor = ditte(house)
    looked(actor, stay.record_id)
    with CaptureQueriesContext(connection) as one:
        log_for(actor, stay.record_id)
    for number in range(2):
        other = a_stay(actor, house=house, nights=None, place=number + 1, called=f"Kaj {number}").record
        join(stay.record, other, by=leader(house), at=NOW, evidence="Pas set", reason="Sagde det selv")
        looked(actor, other.pk)

    with CaptureQueriesContext(connection) as three:
        lines = log_for(actor, stay.record_id).lines

    assert len({line.record_id for line in lines}) == 3
    assert len(three) == len(one)


def test_a_question_goes_to_the_leader_and_the_answer_comes_back_to_the_page(
    house: House, stay: Stay
) -> None:
    event = looked(ditte(house), stay.record_id)
    client = signed_in(ditte(house))
    post(client, reverse("rights:ask", args=[stay.record.public_id, event.pk]), words="Hvorfor?")

    asked = ReadingQuestion.objects.everything(reason="test").current().get()
    post(
        signed_in(leader(house)), reverse("rights:answer_question", args=[asked.fact_id]), words="Vagtskifte"
    )

    page = seen_by(ditte(house), stay)
    assert "Hvorfor?" in page
    assert "Vagtskifte" in page


def test_nobody_asks_about_a_look_that_is_not_on_their_screen(house: House, stay: Stay) -> None:
    event = looked(niels(people.a_house("Havnely", code="102")), stay.record_id)

    page = signed_in(ditte(house)).get(reverse("rights:ask", args=[stay.record.public_id, event.pk]))

    assert page.status_code == 404


def test_the_persons_words_stand_with_versions_and_the_answer(house: House, stay: Stay) -> None:
    client = signed_in(ditte(house))
    address = reverse("rights:disagree", args=[stay.record.public_id])
    post(client, address, about="stay", words="Jeg kom først tirsdag")
    said = Disagreement.objects.everything(reason="test").current().get()
    post(client, reverse("rights:change_words", args=[said.fact_id]), words="Jeg kom onsdag")
    post(
        signed_in(leader(house)),
        reverse("rights:answer_disagreement", args=[said.fact_id]),
        outcome="rectified",
        words="Rettet til onsdag",
    )

    page = seen_by(ditte(house), stay)
    assert "Jeg kom onsdag" in page
    assert "Rettet til onsdag" in page
    versions = Disagreement.objects.everything(reason="test").filter(fact_id=said.fact_id)
    assert [one.words for one in versions.order_by("version")][:2] == [
        "Jeg kom først tirsdag",
        "Jeg kom onsdag",
    ]


@pytest.mark.parametrize(
    ("about", "route"),
    [("stay", "shelters:stay"), ("identity", "citizens:identity"), ("other", "citizens:person")],
)
def test_the_persons_words_stand_beside_what_they_are_about(
    house: House, stay: Stay, about: str, route: str
) -> None:
    client = signed_in(leader(house))
    public_id = stay.record.public_id
    address = reverse(route, args=[stay.fact_id if route == "shelters:stay" else public_id])
    said = "Jeg kom først om onsdagen"
    before = client.get(address).content.decode()

    post(client, reverse("rights:disagree", args=[public_id]), about=about, words=said)

    assert said not in before
    assert said in client.get(address).content.decode()
    elsewhere = "citizens:identity" if about == "stay" else "shelters:stay"
    other = reverse(elsewhere, args=[stay.fact_id if elsewhere == "shelters:stay" else public_id])
    assert said not in client.get(other).content.decode()


def test_a_copy_is_asked_for_looked_through_and_given_out_by_clicks(house: House, stay: Stay) -> None:
    a_stay(ditte(house), house=house, nights=None, place=1, called="Sofie")
    words.write_disagreement(
        stay.record_id, by=ditte(house), about="other", entry=None, words="Det var sofie", on=TODAY, at=NOW
    )
    client = signed_in(leader(house))
    post(client, reverse("rights:receive_request", args=[stay.record.public_id]), received="23/11-26")
    asked = AccessRequest.objects.everything(reason="test").current().get()
    address = reverse("rights:access_request", args=[asked.fact_id])
    assert "<mark>sofie</mark>" in client.get(address).content.decode()
    held = holdings(stay.record_id, organisation_id=house.shelter.pk, on=TODAY)

    post(client, address, **{f"text_{one.key}": "mask" for one in held.to_review})
    given = client.post(reverse("rights:release", args=[asked.fact_id]))

    assert given["content-type"] == "application/zip"
    assert "Kaj" not in given["content-disposition"]
    assert ReadEvent.objects.filter(kind="export", path_name="rights:release").count() == 1


def test_only_the_house_that_answers_sees_the_request(house: House, stay: Stay) -> None:
    asked = access_requests.receive(stay.record_id, by=leader(house), received=TODAY, at=NOW)
    other = an_actor("Lis", role="shelter_leader", organisation=people.a_house("Havnely", code="102").shelter)

    page = signed_in(other).get(reverse("rights:access_request", args=[asked.fact_id]))

    assert page.status_code == 404


def test_the_officer_previews_runs_and_gets_a_proof_by_clicks(settings, tmp_path, house: House) -> None:
    settings.ARCHIVE = tmp_path
    old = TODAY - timedelta(days=365 * 7)
    a_stay(ditte(house, on=old), house=house, night=old, called="Kaj")
    client = signed_in(officer(house))
    address = reverse("rights:retention")
    assert "Kaj" not in client.get(address).content.decode()

    done = post(client, address, sure="on")
    proof = client.get(done["location"]).content.decode()

    assert "shelters.Stay" in proof
    assert retention_queries.plan(house.shelter.pk, on=TODAY).people == ()


def test_the_officer_holds_a_record_back_and_lets_it_go(house: House) -> None:
    old = TODAY - timedelta(days=365 * 7)
    stay = a_stay(ditte(house, on=old), house=house, night=old)
    client = signed_in(officer(house))

    post(client, reverse("rights:hold", args=[stay.record.public_id]), ground="klagesag", until="")
    page = client.get(reverse("rights:retention")).content.decode()
    assert "klagesag" in page

    [held] = retention_queries.holds_of(house.shelter.pk, on=TODAY)
    post(client, reverse("rights:end_hold", args=[held.fact_id]), words="slut")
    assert len(retention_queries.plan(house.shelter.pk, on=TODAY).people) == 1


def test_a_leader_writes_a_breach_and_the_officer_sees_its_clock(house: House) -> None:
    post(
        signed_in(leader(house)),
        reverse("rights:new_breach"),
        known_day="23/11-26",
        known_time="12.00",
        happened="En liste lå i printeren",
    )

    page = signed_in(officer(house)).get(reverse("rights:breaches")).content.decode().replace("\xa0", " ")

    assert "En liste lå i printeren" in page
    assert "26. nov. 2026 kl. 12.00" in page


def test_a_breach_keeps_what_was_known_before(house: House) -> None:
    breach = breaches.write_breach(
        breaches.BreachDetails(known_at=NOW - timedelta(days=1), happened="Liste i printer"),
        by=officer(house),
        at=NOW,
    )
    client = signed_in(officer(house))
    address = reverse("rights:breach", args=[breach.fact_id])
    typed = {"known_day": "22/11-26", "known_time": "23.20", "happened": "Liste i printer"}

    post(client, address, **typed, not_reported_why="Ingen så den")

    assert [one.not_reported_why for one in Breach.objects.order_by("version")] == ["", "Ingen så den"]
    assert "Liste i printer" in client.get(address).content.decode()


def test_a_worker_who_opens_a_namesake_is_asked_about_and_the_person_is_not_named(house: House) -> None:
    stay = a_stay(ditte(house), house=house, nights=None, called="Kaj")
    details = PersonDetails(full_name="Kaj Prøve", alias="Kaj")
    set_identity(stay.record, by=ditte(house), details=details, at=NOW, reason="")
    looked(ditte(house), stay.record_id)
    client = signed_in(leader(house))

    page = client.get(reverse("rights:unusual")).content.decode()
    assert "Ditte Prøve" in page
    assert "Kaj" not in page

    key = re.findall(r'href="/usaedvanlige-opslag/([^/"]+)/"', page)[0]
    post(client, reverse("rights:note_unusual", args=[key]), words="Er ikke i familie")
    assert UnusualNote.objects.current().get().words == "Er ikke i familie"
    assert "Er ikke i familie" in client.get(reverse("rights:unusual")).content.decode()


def test_the_register_is_shown_and_fetched_as_a_table(house: House) -> None:
    client = signed_in(officer(house))

    assert "shelters.Stay" in client.get(reverse("rights:register")).content.decode()
    table = client.get(reverse("rights:register_file"))
    assert "shelters.Stay" in table.content.decode()
    assert "fortegnelse.csv" in table["content-disposition"]


@pytest.mark.parametrize("language", ["da", "en"])
def test_the_register_is_told_in_the_readers_language(house: House, language: str) -> None:
    client = signed_in(officer(house))
    client.cookies["hjemad_language"] = language

    page = unescape(client.get(reverse("rights:register")).content.decode())
    table = client.get(reverse("rights:register_file")).content.decode()

    said = {text for one in declared().values() for text in (one.controller, one.purpose, one.basis)}
    for text in said | {one.retention for one in declared().values()}:
        with override(language):
            shown = in_words(text)
        assert (shown == text) == (language == "en")
        assert shown in page or shown[:1].upper() + shown[1:] in page
        assert f"{shown};" in table.replace('"', "")
    for rule in {RULES[label].why for label in declared()}:
        with override(language):
            assert in_words(rule) in page


def test_a_caseworker_shows_the_log_of_whom_the_municipality_acts_for(house: House, stay: Stay) -> None:
    horsens = people.municipality(HORSENS)
    set_responsible_municipality(
        stay.record,
        by=ditte(house),
        acts=horsens,
        pays=horsens,
        valid_from=stay.valid_from,
        at=NOW,
        basis="own_statement",
    )
    looked(ditte(house), stay.record_id)

    assert "Åhuset" in seen_by(karen(), stay)


def test_many_looks_of_the_same_kind_within_an_hour_are_one_line(house: House, stay: Stay) -> None:
    for _ in range(5):
        looked(ditte(house), stay.record_id)

    page = seen_by(leader(house), stay)

    assert "5 gange inden for timen" in page
    assert page.count("Din side i huset: navn, plads og nætter") == 1


@pytest.mark.parametrize("name", ["rights:retention", "rights:breaches", "rights:unusual", "rights:requests"])
def test_a_night_worker_opens_none_of_the_duties(house: House, name: str) -> None:
    assert signed_in(ditte(house)).get(reverse(name)).status_code == 403


def test_the_runs_of_another_house_are_not_there(settings, tmp_path, house: House) -> None:
    settings.ARCHIVE = tmp_path
    actor = officer(house)
    plan = retention_queries.plan(house.shelter.pk, on=TODAY)
    done = retention.run(by=actor, on=TODAY, at=NOW, expected=plan.fingerprint)
    other = officer(people.a_house("Havnely", code="102"))

    page = signed_in(other).get(reverse("rights:retention_proof", args=[done.public_id]))

    assert page.status_code == 404
