"""The pages of the house: what is typed is saved once, or comes back with a reason and nothing lost."""

import re
from datetime import date, datetime

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hjemad.areas.shelters.models import Stay
from tests import people
from tests.web import hidden_fields, signed_in

pytestmark = pytest.mark.django_db
EVENING = datetime(2026, 11, 23, 21, 0, tzinfo=people.COPENHAGEN)


@pytest.fixture
def house() -> people.House:
    return people.a_house()


@pytest.fixture
def client(house: people.House) -> Client:
    return signed_in(people.ditte(house))


def admitted(client: Client, house: people.House, who: str = "Kaj", **more: str) -> str:
    """The address of the stay after an admission in the evening."""
    address = reverse("shelters:admit")
    with time_machine.travel(EVENING, tick=False):
        form = hidden_fields(client, address) | {"who": who, "place": str(house.places[0].pk), **more}
        answer = client.post(address, form)
    assert answer.status_code == 302, re.sub(r"<[^>]+>|\s+", " ", answer.content.decode())[-900:]
    return answer.headers["Location"].removesuffix("spoergsmaal/")


def current() -> list[Stay]:
    return list(Stay.objects.everything(reason="a test counts").current())


def test_a_nickname_and_a_bed_are_enough(client: Client, house: people.House) -> None:
    stay_page = admitted(client, house)
    with time_machine.travel(EVENING, tick=False):
        page = client.get(stay_page).content.decode()

    [stay] = current()
    assert (stay.valid_from, stay.place_id) == (date(2026, 11, 23), house.places[0].pk)
    assert "Kaj" in page
    assert "Navnet kendes ikke" in page


def test_a_form_sent_twice_admits_once(client: Client, house: people.House) -> None:
    address = reverse("shelters:admit")
    with time_machine.travel(EVENING, tick=False):
        form = hidden_fields(client, address) | {"who": "Kaj", "place": str(house.places[0].pk)}
        first, second = client.post(address, form), client.post(address, form)
        page = client.get(second.headers["Location"]).content.decode()

    assert (first.status_code, second.status_code) == (302, 302)
    assert first.headers["Location"] == second.headers["Location"]
    assert len(current()) == 1
    assert "Du sendte to gange" in page


def test_after_midnight_the_night_is_asked_and_none_is_guessed(client: Client, house: people.House) -> None:
    address = reverse("shelters:admit")
    with time_machine.travel(datetime(2026, 11, 24, 0, 40, tzinfo=people.COPENHAGEN), tick=False):
        form = hidden_fields(client, address) | {"who": "Kaj", "place": str(house.places[0].pk)}
        unanswered = client.post(address, form)
        answered = client.post(address, form | {"night": "2026-11-23"})

    assert "Hvilken nat" in unanswered.content.decode()
    assert answered.status_code == 302
    assert current()[0].valid_from == date(2026, 11, 23)


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("31/2-2026", "31/2-2026"),
        ("22/11-2026", "22. nov. 2026"),
        ("24/12-2026", "24. dec. 2026"),
        ("i overmorgen", "i overmorgen"),
    ],
    ids=["impossible", "before admission", "in the future", "not a day"],
)
def test_a_day_out_that_cannot_be_comes_back_with_a_reason(
    client: Client, house: people.House, typed: str, shown: str
) -> None:
    address = admitted(client, house) + "udskriv/"
    with time_machine.travel(EVENING, tick=False):
        answer = client.post(address, hidden_fields(client, address) | {"day": typed, "mode": "left"})

    assert answer.status_code == 200
    assert shown in answer.content.decode().replace("\xa0", " ")
    assert "error" in answer.content.decode()
    assert current()[0].valid_to is None


def test_letters_in_a_cpr_number_are_told_and_kept(client: Client, house: people.House) -> None:
    address = reverse("shelters:admit")
    with time_machine.travel(EVENING, tick=False):
        answer = client.post(
            address, hidden_fields(client, address) | {"who": "01019012x4", "place": str(house.places[0].pk)}
        )

    assert answer.status_code == 200
    assert "01019012x4" in answer.content.decode()
    assert current() == []


def test_a_place_taken_meanwhile_is_told_and_the_name_is_kept(client: Client, house: people.House) -> None:
    address = reverse("shelters:admit")
    with time_machine.travel(EVENING, tick=False):
        form = hidden_fields(client, address) | {"who": "Bo", "place": str(house.places[0].pk)}
    admitted(client, house)
    with time_machine.travel(EVENING, tick=False):
        answer = client.post(address, form)

    assert answer.status_code == 200
    assert 'value="Bo"' in answer.content.decode()
    assert len(current()) == 1


def test_a_correction_keeps_the_earlier_version_with_its_reason(client: Client, house: people.House) -> None:
    stay = admitted(client, house)
    address = stay + "ret/"
    with time_machine.travel(EVENING, tick=False):
        client.post(
            address, hidden_fields(client, address) | {"start": "20/11-2026", "reason": "Kom i fredags"}
        )
        page = client.get(stay).content.decode()

    assert current()[0].valid_from == date(2026, 11, 20)
    assert "Kom i fredags" in page


def test_another_houses_stay_is_not_found(client: Client, house: people.House) -> None:
    stay = admitted(client, house)
    other = signed_in(people.niels(people.a_house("Havnely", code="102")))

    assert [other.get(stay + more).status_code for more in ("", "udskriv/", "ret/")] == [404, 404, 404]


def test_an_invalid_form_with_a_new_key_is_no_repeat(client: Client, house: people.House) -> None:
    admitted(client, house)
    address = reverse("shelters:admit")
    with time_machine.travel(EVENING, tick=False):
        answer = client.post(
            address, hidden_fields(client, address) | {"who": "", "place": str(house.places[1].pk)}
        )

    assert answer.status_code == 200
    assert len(current()) == 1


def test_a_bed_emptied_in_the_morning_is_offered_for_the_coming_night() -> None:
    small = people.a_house("Lillehus", code="103", places=1)
    worker = people.ditte(small)
    address = admitted(signed_in(worker), small) + "udskriv/"
    morning = datetime(2026, 11, 24, 9, 0, tzinfo=people.COPENHAGEN)
    with time_machine.travel(morning, tick=False):
        client = signed_in(worker)
        out = hidden_fields(client, address) | {"day": "24/11-2026", "mode": "left"}
        assert client.post(address, out).headers["Location"].startswith("/ophold/")
        admit = reverse("shelters:admit")
        form = hidden_fields(client, admit) | {"who": "Ida", "place": str(small.places[0].pk)}
        taken = client.post(admit, form | {"night": "2026-11-23"})
        free = client.post(admit, form | {"night": "2026-11-24"})

    assert taken.status_code == 200
    assert free.headers["Location"].startswith("/ophold/")
    assert [stay.valid_from for stay in current() if stay.valid_to is None] == [date(2026, 11, 24)]


def test_a_refusal_stands_under_the_question_it_is_about(client: Client, house: people.House) -> None:
    address = reverse("shelters:admit")
    with time_machine.travel(EVENING, tick=False):
        form = hidden_fields(client, address) | {"who": "01019012x4", "place": str(house.places[0].pk)}
        answer = client.post(address, form)

    assert list(answer.context["form"].errors) == ["who"]


def test_digits_in_a_description_are_no_cpr_number(client: Client, house: people.House) -> None:
    admitted(client, house, who="grøn jakke, taske 123456")

    assert len(current()) == 1


def test_the_page_of_a_stay_that_may_be_undone_stays_within_its_queries(
    client: Client, house: people.House
) -> None:
    page = admitted(client, house)
    with time_machine.travel(EVENING, tick=False):
        client.get(page)
        with CaptureQueriesContext(connection) as asked:
            shown = client.get(page)

    assert shown.context["undo"] is not None
    savepoints = 2  # those of the read log, inside the transaction of a test
    assert len(asked) == 17 + savepoints


def test_tonight_asks_the_database_as_much_for_one_as_for_three(client: Client, house: people.House) -> None:
    def asked() -> int:
        with time_machine.travel(EVENING, tick=False):
            client.get(reverse("shelters:tonight"))  # what is asked once only is known then
            with CaptureQueriesContext(connection) as found:
                client.get(reverse("shelters:tonight"))
        return len(found)

    admitted(client, house)
    for_one = asked()
    for who, place in (("Ida", house.places[1]), ("Per", house.places[2])):
        admitted(client, house, who=who, place=str(place.pk))

    assert asked() == for_one
