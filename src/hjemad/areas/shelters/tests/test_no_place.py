"""Saying no: what counts as a night without a place, what is a decision, and what other houses see."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hjemad.areas.decisions.queries import ban_in_force, decisions_of_house
from hjemad.areas.decisions.tests.making import AT_THE_DOOR, a_ban
from hjemad.areas.shelters import queries
from hjemad.areas.shelters.models import Refusal
from hjemad.areas.shelters.reads import nearby, no_place
from hjemad.areas.shelters.reads.house import tonight
from hjemad.areas.shelters.writes import no_place as writes
from hjemad.areas.shelters.writes import sharing
from hjemad.areas.shelters.writes.refusals import PlacesAreFree
from hjemad.foundation.access.actor import Actor, NotAllowed
from hjemad.kernel.errors import AlreadyClosed
from tests.people import NOW, TODAY, House, a_house, an_actor, ditte, niels
from tests.stays import a_stay, an_admission
from tests.web import hidden_fields, signed_in

pytestmark = pytest.mark.django_db
ASKED = writes.Asked(night=TODAY, sleep_here="Natcaféen, Kajen 3", language="da", called="Ronny")
SAID = {
    "ground": "safety",
    "own_words": "Jeg ville bare have min taske",
    "reasons": "Du løftede en stol mod to andre.",
    "decider": "Birgit Prøve, telefon kl. 23.10",
    "how_long": "one_night",
    "language": "da",
}


@pytest.fixture
def house() -> House:
    return a_house(places=2)


def a_leader(house: House) -> Actor:
    return an_actor(f"Leder{house.shelter.code}", role="shelter_leader", organisation=house.shelter)


def fill(house: House) -> None:
    for n, _ in enumerate(house.places):
        an_admission(ditte(house), house=house, place=n, called=f"Sover{n}")


def counted(house: House) -> list[tuple[int, int]]:
    return [(row.full, row.decided) for row in no_place.by_month(ditte(house), on=TODAY)]


def test_full_is_said_only_while_no_place_is_free_and_decides_nothing(house: House) -> None:
    by = ditte(house)
    with pytest.raises(PlacesAreFree):
        writes.no_place(ASKED, why="full", by=by, at=NOW)

    fill(house)
    refusal = writes.no_place(ASKED, why="full", by=by, at=NOW)

    assert (refusal.record_id, refusal.called) == (None, "Ronny")
    assert counted(house) == [(1, 0)]
    assert decisions_of_house(by, since=TODAY) == []


def test_a_refusal_is_a_decision_and_a_night_without_a_place(house: House) -> None:
    decision = writes.refuse(ASKED, AT_THE_DOOR, by=ditte(house), at=NOW)

    assert decisions_of_house(ditte(house), since=TODAY) == [decision]
    assert counted(house) == [(0, 1)]


def test_another_house_reads_no_night_of_this_one(house: House) -> None:
    writes.refuse(ASKED, AT_THE_DOOR, by=ditte(house), at=NOW)
    other = niels(a_house("Havnely", code="102"))

    assert no_place.lately(other) == []
    assert no_place.by_month(other, on=TODAY) == []


def test_who_must_leave_today_is_discharged_and_the_bed_is_free(house: House) -> None:
    by = ditte(house)
    stay = an_admission(by, house=house).stay
    new = replace(
        AT_THE_DOOR,
        is_resident=True,
        ground="house_rules",
        record_id=stay.record_id,
        called="",
        last_day=TODAY + timedelta(days=3),
    )

    writes.send_out(stay, new, leaves_today=True, by=by, at=NOW)

    ended = queries.stay_for(by, fact_id=stay.fact_id)
    assert (ended.valid_to, ended.discharge_mode) == (TODAY, "expelled")
    assert ban_in_force(by, record_id=stay.record_id, on=TODAY + timedelta(days=3)) is not None


def test_who_leaves_later_still_has_the_bed(house: House) -> None:
    by = ditte(house)
    stay = an_admission(by, house=house).stay
    new = replace(AT_THE_DOOR, is_resident=True, record_id=stay.record_id, called="")

    writes.send_out(stay, new, leaves_today=False, by=by, at=NOW)

    assert queries.stay_for(by, fact_id=stay.fact_id).valid_to is None


# Free places between houses ------------------------------------------------------------------------


def a_list(house: House, other: House) -> Actor:
    """The house's list: the other house first, then a night café that is none of Hjemad's."""
    leader = a_leader(house)
    line = sharing.NewNearby(position=1, name="Havnely", phone="+45 00 00 00 01", house_id=other.shelter.pk)
    sharing.write_nearby(line, by=leader, at=NOW)
    cafe = sharing.NewNearby(position=2, name="Natcaféen", phone="00 00 00 02", way="Åben til kl. 8")
    sharing.write_nearby(cafe, by=leader, at=NOW)
    return leader


def test_nothing_is_shown_until_the_other_leader_says_so_and_then_only_numbers(house: House) -> None:
    other = a_house("Havnely", code="102", places=3)
    an_admission(niels(other), house=other, called="Hemmelig")
    reader = a_list(house, other)
    assert [one.free for one in nearby.near(reader, night=TODAY)] == [None, None]

    theirs = a_leader(other)
    shown = sharing.share_places(
        by=theirs, with_id=house.shelter.pk, agreement="Lederne, 3. nov.", since=TODAY, at=NOW
    )

    first, second = nearby.near(reader, night=TODAY)
    assert (first.free, second.free) == (2, None)
    assert "Hemmelig" not in repr(first)
    assert nearby.nearest([second, first]) == first
    assert first.dial == "+4500000001"

    later = replace(theirs, on=TODAY)
    sharing.stop_sharing(shown, by=later, at=NOW)
    assert [one.free for one in nearby.near(reader, night=TODAY)] == [None, None]


def test_sharing_is_the_leaders_and_stands_once(house: House) -> None:
    other = a_house("Havnely", code="102")
    with pytest.raises(NotAllowed):
        sharing.share_places(by=ditte(house), with_id=other.shelter.pk, agreement="x", since=TODAY, at=NOW)
    sharing.share_places(by=a_leader(house), with_id=other.shelter.pk, agreement="x", since=TODAY, at=NOW)
    with pytest.raises(AlreadyClosed):
        sharing.share_places(by=a_leader(house), with_id=other.shelter.pk, agreement="x", since=TODAY, at=NOW)


# Pages -----------------------------------------------------------------------------------------------


@time_machine.travel(NOW, tick=False)
def test_the_page_writes_a_decision_and_leads_to_its_sheet_once(house: House) -> None:
    client, address = signed_in(ditte(house)), reverse("shelters:say_no")
    form = {**hidden_fields(client, address), **SAID, "who": "Ronny"}

    answers = [client.post(address, form) for _ in range(2)]

    [decision] = decisions_of_house(ditte(house), since=TODAY)
    sheet = reverse("decisions:decision", args=[decision.fact_id])
    assert [answer.headers["Location"] for answer in answers] == [sheet, sheet]
    assert Refusal.objects.everything(reason="a test counts").count() == 1


@time_machine.travel(NOW, tick=False)
@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"ground": "full"}, "er fri"),
        ({"own_words": ""}, "eller hvorfor ingen kunne spørge"),
        ({"reasons": ""}, "Skriv, hvad der skete"),
        ({"decider": ""}, "Lederen afgør det"),
        ({"how_long": "until"}, "Skriv den sidste dag"),
    ],
)
def test_what_is_missing_is_said_and_nothing_typed_is_lost(
    house: House, changes: dict[str, str], told: str
) -> None:
    client, address = signed_in(ditte(house)), reverse("shelters:say_no")

    answer = client.post(address, {**hidden_fields(client, address), **SAID, "who": "Ronny", **changes})

    page = answer.content.decode()
    assert answer.status_code == 200
    assert told in page
    assert "Ronny" in page
    assert decisions_of_house(ditte(house), since=TODAY) == []


@time_machine.travel(NOW, tick=False)
def test_a_full_house_gives_a_sheet_without_an_appeal(house: House) -> None:
    fill(house)
    client, address = signed_in(ditte(house)), reverse("shelters:say_no")
    form = {**hidden_fields(client, address), "ground": "full", "language": "en", "who": ""}

    page = client.post(address, form, follow=True)

    [refusal] = no_place.lately(ditte(house))
    assert "intet at klage over" in page.content.decode()
    assert refusal.sheet is not None
    assert refusal.sheet["title"] == "You could not get a place with us tonight"
    file = client.get(reverse("shelters:refusal_sheet", args=[refusal.fact_id]))
    assert file.content.startswith(b"%PDF")


@time_machine.travel(NOW, tick=False)
def test_somebody_the_house_knows_is_asked_about_first(house: House) -> None:
    a_stay(ditte(house), house=house, called="Jonna")
    client, address = signed_in(ditte(house)), reverse("shelters:say_no")

    page = client.post(address, {**hidden_fields(client, address), **SAID, "who": "Jonna"}).content.decode()

    assert "Det kan være en, huset kender" in page
    assert decisions_of_house(ditte(house), since=TODAY) == []


@time_machine.travel(NOW, tick=False)
def test_who_lets_somebody_with_a_ban_in_is_told_once_and_the_bed_is_not_stopped(house: House) -> None:
    by = ditte(house)
    record_id = a_stay(by, house=house, called="Jonna").record_id
    ban = a_ban(by, record_id=record_id, last_day=date(2026, 11, 30))
    client, address = signed_in(by), reverse("shelters:admit")
    form = {
        **hidden_fields(client, address),
        "who": "Jonna",
        "asked_for": "Jonna",
        "match": str(record_id),
        "place": str(house.places[1].pk),
    }

    told = client.post(address, form)
    assert "Den stopper ikke sengen" in told.content.decode()
    assert tonight(by, night=TODAY).sleeping == 0

    assert client.post(address, {**form, "ban_read": str(ban.fact_id)}).status_code == 302
    assert tonight(by, night=TODAY).sleeping == 1


@time_machine.travel(NOW, tick=False)
def test_the_pages_cost_the_same_for_one_and_many(house: House) -> None:
    other = a_house("Havnely", code="102", places=3)
    a_list(house, other)
    sharing.share_places(by=a_leader(other), with_id=house.shelter.pk, agreement="x", since=TODAY, at=NOW)
    client = signed_in(a_leader(house))

    def cost(page: str) -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(reverse(f"shelters:{page}")).status_code == 200
        return len(captured)

    pages = ("no_places", "say_no", "places_elsewhere")
    writes.refuse(ASKED, AT_THE_DOOR, by=ditte(house), at=NOW)
    before = {page: cost(page) for page in pages}
    for _ in range(3):
        writes.refuse(ASKED, AT_THE_DOOR, by=ditte(house), at=NOW)
    an_admission(niels(other), house=other)
    assert {page: cost(page) for page in pages} == before
    assert before["no_places"] <= 12
    assert before["say_no"] <= 20
