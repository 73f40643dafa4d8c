"""The house's pages: seen in one tap, away, moved, announced, places kept, and what is printed."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.urls import reverse

from hjemad.areas.citizens.queries import record_for
from hjemad.areas.citizens.writes.protection import protect
from hjemad.areas.shelters.models import Expected, Leave, Place, Presence, Stay
from hjemad.areas.shelters.reads.places import free_places
from hjemad.areas.shelters.tests.pages import AFTER_MIDNIGHT, Desk, address_of, current, hidden, words_of
from hjemad.areas.shelters.writes.presences import set_seen
from hjemad.foundation.audit.models import ReadEvent
from tests import people
from tests.stays import a_stay
from tests.web import signed_in

pytestmark = pytest.mark.django_db

TONIGHT = "/i-nat/"
LOOKS = "a test looks"


@pytest.fixture
def desk() -> Desk:
    return Desk(people.a_house())


@pytest.fixture
def stay(desk: Desk) -> Stay:
    """Kaj sleeps on 001 since five days."""
    first = people.TODAY - timedelta(days=5)
    return a_stay(desk.actor, house=desk.house, night=first, nights=None)


def presences() -> list[Presence]:
    return list(Presence.objects.everything(reason=LOOKS))


def test_one_tap_writes_the_hour_and_goes_back_to_the_box(desk: Desk, stay: Stay) -> None:
    assert "001 Kaj" in words_of(desk.get(TONIGHT))
    assert "Ikke set Set 001" in words_of(desk.get(TONIGHT))

    answer = desk.send(address_of(stay, more="set/"), form={})

    assert answer["Location"] == f"/i-nat/#b{stay.place_id}"
    page = words_of(desk.get(TONIGHT))
    assert "Set 21.00 Fortryd 001" in page
    assert "Sover her 1 af 3 1 set i aften, 0 ikke set endnu" in page


def test_whoever_is_let_in_after_midnight_has_been_seen_this_night(desk: Desk) -> None:
    desk.at = AFTER_MIDNIGHT
    desk.admit("Kaj", night="2026-11-23")

    page = words_of(desk.get(TONIGHT))

    assert "Kom 00.40" in page
    assert "Ikke set" not in page


def test_looking_at_the_address_writes_nothing(desk: Desk, stay: Stay) -> None:
    desk.get(address_of(stay, more="set/"))

    assert presences() == []


def test_a_tap_is_taken_back_within_minutes_and_not_later(desk: Desk, stay: Stay) -> None:
    desk.send(address_of(stay, more="set/"), form={})
    desk.send(address_of(stay, more="ikke-set/"), form={})
    assert "Ikke set Set 001" in words_of(desk.get(TONIGHT))

    desk.send(address_of(stay, more="set/"), form={})
    desk.at += timedelta(minutes=6)
    assert "Fortryd" not in words_of(desk.get(TONIGHT))
    desk.send(address_of(stay, more="ikke-set/"), form={})
    assert "Minutterne til at fortryde er gået." in words_of(desk.get(TONIGHT))
    assert [one.taken_back_at is None for one in presences()] == [False, True]


def test_a_late_line_has_its_true_time_and_says_that_it_was_written_later(desk: Desk, stay: Stay) -> None:
    desk.send(address_of(stay, more="set-tidligere/"), day="i dag", clock="19.15")

    assert "Set 19.15 skrevet 21.00" in words_of(desk.get(TONIGHT))


def test_a_time_that_is_none_is_said_beside_its_field(desk: Desk, stay: Stay) -> None:
    page = words_of(desk.send(address_of(stay, more="set-tidligere/"), day="i dag", clock="halv ni"))

    assert "Skriv klokkeslættet som 22.40" in page
    assert presences() == []


def test_who_was_not_seen_for_nights_is_asked_about_and_nothing_ends(desk: Desk, stay: Stay) -> None:
    other = a_stay(desk.actor, house=desk.house, night=people.TODAY, nights=None, place=1, called="Ole")
    set_seen(other, by=desk.actor, at=people.NOW - timedelta(hours=3))
    set_seen(stay, by=desk.actor, at=people.NOW - timedelta(days=4))

    page = words_of(desk.get(TONIGHT))

    assert "Set sidst torsdag 19. nov." in page
    assert "001: ikke set i 4 døgn" in page
    assert "Plads og ophold står." in page
    assert current()[0].valid_to is None


def test_a_house_that_begins_to_write_who_is_seen_asks_about_nobody_yet(desk: Desk, stay: Stay) -> None:
    other = a_stay(desk.actor, house=desk.house, night=people.TODAY, nights=None, place=1, called="Ole")
    set_seen(other, by=desk.actor, at=people.NOW - timedelta(hours=3))
    assert "Skal tjekkes" not in words_of(desk.get(TONIGHT))

    desk.next_shift(people.NOW + timedelta(days=3))

    assert "001: ikke set i 3 døgn Kaj. Ikke set siden mandag 23. nov." in words_of(desk.get(TONIGHT))


def test_away_stands_striped_with_until_when_and_is_back_only_by_a_person(desk: Desk, stay: Stay) -> None:
    typed = {"first_night": "i dag", "expected_back": "26/11-26", "place_kept": "yes", "ground": "hospital"}
    desk.send(address_of(stay, more="vaek/"), **typed)

    page = words_of(desk.get(TONIGHT))
    assert "Sygehus til torsdag 26. nov., plads holdt" in page
    assert "Sover her 0 af 3" in page

    desk.next_shift(people.NOW + timedelta(days=5))
    page = words_of(desk.get(TONIGHT))
    assert "001: skulle være tilbage Kaj. Ventet torsdag 26. nov." in page

    desk.send(address_of(stay, more="tilbage/"), when=desk.at.date().isoformat())
    [leave] = Leave.objects.everything(reason=LOOKS).current()
    assert leave.valid_to == desk.at.date()
    assert [one.night for one in presences()] == [desk.at.date()]


def test_nothing_is_preselected_about_whether_the_place_is_kept(desk: Desk, stay: Stay) -> None:
    answer = desk.send(address_of(stay, more="vaek/"), first_night="i dag")

    assert {"place_kept", "ground"} == set(answer.context["form"].errors)
    assert "checked" not in answer.content.decode()
    assert not Leave.objects.everything(reason=LOOKS).exists()


def test_moved_to_another_bed_and_undone(desk: Desk, stay: Stay) -> None:
    place = desk.house.places[2]
    answer = desk.send(address_of(stay, more="flyt/"), place=str(place.pk), when=people.TODAY.isoformat())

    page = words_of(desk.get(answer["Location"]))
    assert "Flyttet. Den forrige seng er fri" in page
    assert "Fortryd flytningen" in page
    assert "Handlekommunen skal have besked" in page
    assert "003 Kaj" in words_of(desk.get(TONIGHT))

    part = next(one for one in current() if one.part_of)
    desk.send(address_of(part, more="flyt/fortryd/"), form={})
    assert "001 Kaj" in words_of(desk.get(TONIGHT))


def test_somebody_announced_becomes_the_admission_and_is_typed_once(desk: Desk) -> None:
    place = str(desk.house.places[1].pk)
    desk.send("/i-nat/meld/", called="Jonna", told_by="gadeteamet", night="i dag", clock="23.45", place=place)
    page = words_of(desk.get(TONIGHT))
    assert "Kommer 1 ca. kl. 23.45, gadeteamet, 002" in page
    assert "002 Kommer ca. kl. 23.45 Jonna. Meldt af gadeteamet" in page

    waiting = Expected.objects.get()
    form = desk.get(f"/i-nat/indskriv/?kommer={waiting.pk}")
    assert 'value="Jonna"' in form.content.decode()
    desk.send("/i-nat/indskriv/", form=hidden(form), who="Jonna", place=place)

    waiting.refresh_from_db()
    assert (waiting.outcome, waiting.called) == ("admitted", "")
    assert "002 Jonna" in words_of(desk.get(TONIGHT))


def test_somebody_who_does_not_come_is_taken_off_with_a_reason(desk: Desk) -> None:
    desk.send("/i-nat/meld/", called="Jonna", night="i dag")
    waiting = Expected.objects.get()

    assert desk.send(f"/i-nat/meldt/{waiting.pk}/").status_code == 200  # said beside the choice
    desk.send(f"/i-nat/meldt/{waiting.pk}/", outcome="elsewhere")

    assert "Ingen er meldt." in words_of(desk.get(TONIGHT))
    other = Desk(people.a_house("Havnely", code="102"), worker="Niels")
    assert other.get(f"/i-nat/meldt/{waiting.pk}/").status_code == 404


def test_after_midnight_a_time_in_the_small_hours_is_tonight(desk: Desk) -> None:
    desk.next_shift(AFTER_MIDNIGHT)
    desk.send("/i-nat/meld/", told_by="112", night="23/11-26", clock="1.30")

    assert Expected.objects.get().due_at == datetime(2026, 11, 24, 1, 30, tzinfo=people.COPENHAGEN)


def test_initials_leave_out_who_comes_and_a_protected_person_is_taken(desk: Desk, stay: Stay) -> None:
    record = record_for(desk.actor, record_id=stay.record_id)
    protect(record, by=desk.actor, kind="cpr_ordinary", since=people.TODAY, at=people.NOW)
    desk.send("/i-nat/meld/", called="Jonna", told_by="gadeteamet", night="i dag")
    assert "001 Navn beskyttet" in words_of(desk.get(TONIGHT))

    desk.send(reverse("access:names"), form={}, show="initials", next=TONIGHT)
    page = words_of(desk.get(TONIGHT))

    assert "001 Optaget" in page
    assert not any(word in page for word in ("Kaj", "Jonna", "gadeteamet", "beskyttet"))


def test_the_leader_keeps_the_places_and_nobody_else(desk: Desk) -> None:
    leader = people.an_actor("Lis", role="shelter_leader", organisation=desk.house.shelter)
    assert desk.get("/pladser/").status_code == 403
    desk.client = signed_in(leader)
    department = str(desk.house.department.pk)

    chosen: Any = ["couple", "dog"]
    desk.send("/pladser/", department=department, label="104", traits=chosen, opens="i dag")
    place = Place.objects.get(label="104")
    assert "104 par · hund Fri" in words_of(desk.get("/pladser/"))

    at = f"/pladser/{place.pk}/"
    desk.send(
        at, which="close", **{"close-starts": "i dag", "close-ground": "water", **_key(desk, at, "close")}
    )
    assert "104 par · hund Lukket Vandskade, indtil videre" in words_of(desk.get(TONIGHT))
    assert "104" not in words_of(desk.get("/i-nat/indskriv/"))


def _key(desk: Desk, at: str, prefix: str) -> dict[str, str]:
    name = f"{prefix}-submission"
    return {name: hidden(desk.get(at))[name]}


def test_the_night_list_is_one_reading_with_everybody_and_no_protected_name(desk: Desk, stay: Stay) -> None:
    record = record_for(desk.actor, record_id=stay.record_id)
    other = a_stay(desk.actor, house=desk.house, night=people.TODAY, nights=None, place=1, called="Ole")
    protect(record, by=desk.actor, kind="cpr_ordinary", since=people.TODAY, at=people.NOW)

    page = words_of(desk.get("/i-nat/natliste/"))

    assert "2 personer i huset : 1 set i aften. 0 væk." in page
    assert "001 Navn beskyttet ikke set endnu" in page
    assert "002 Ole" in page
    read = ReadEvent.objects.get(path_name="shelters:night_list")
    assert (read.kind, set(read.record_ids)) == ("list", {stay.record_id, other.record_id})


def test_both_prints_come_as_pdf(desk: Desk, stay: Stay) -> None:
    for address in ("/i-nat/natliste.pdf", "/i-nat/papirskema.pdf"):
        answer = desk.get(address)
        assert (answer["Content-Type"], answer.content[:5]) == ("application/pdf", b"%PDF-")
    assert "Indskrivning på papir" in words_of(desk.get("/i-nat/papirskema/"))


def test_a_big_house_folds_departments_without_work() -> None:
    desk = Desk(people.a_house(places=41))

    assert '<details class="hj-fold"><summary>' in desk.get(TONIGHT).content.decode()
    a_stay(desk.actor, house=desk.house, night=people.TODAY - timedelta(days=1), nights=None)
    assert '<details class="hj-fold" open>' in desk.get(TONIGHT).content.decode()


def test_another_house_is_told_how_many_places_are_free_of_which_kind_and_never_who(desk: Desk) -> None:
    Place.objects.filter(pk=desk.house.places[2].pk).update(traits="women,dog")
    a_stay(desk.actor, house=desk.house, night=people.TODAY, nights=None)

    [house] = free_places(night=people.TODAY)

    assert (house.free, house.traits) == (2, {"women": 1, "dog": 1})
