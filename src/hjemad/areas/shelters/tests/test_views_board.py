"""Tonight's house: who sleeps here, what is free, who must have notice, what is not known yet."""

from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hjemad.areas.citizens.actions import set_identity, set_responsible_municipality
from hjemad.areas.citizens.queries import record_for
from hjemad.areas.citizens.rules import PersonDetails
from hjemad.areas.shelters.actions import discharge, open_place
from hjemad.areas.shelters.models import LogLine, Stay
from hjemad.areas.shelters.tests.pages import EVENING, Desk, current, words_of
from hjemad.areas.shelters.writes import wishes
from hjemad.areas.shelters.writes.presences import set_seen
from hjemad.foundation.audit.models import ReadEvent
from tests import people
from tests.stays import a_stay

pytestmark = pytest.mark.django_db

TONIGHT = "/i-nat/"
MOST_QUERIES = 12


@pytest.fixture
def desk() -> Desk:
    return Desk(people.a_house())


def sleeps(desk: Desk, called: str, *, place: int, ago: int = 0, name: str = "", code: str = "") -> Stay:
    """Somebody sleeps there since that many nights; a name or a municipality only where given."""
    night = people.TODAY - timedelta(days=ago)
    stay = a_stay(desk.actor, house=desk.house, night=night, nights=None, place=place, called=called)
    record = record_for(desk.actor, record_id=stay.record_id)
    if name:
        set_identity(
            record, by=desk.actor, details=PersonDetails(full_name=name), at=people.NOW, reason="en test"
        )
    if code:
        home = people.municipality(code)
        set_responsible_municipality(
            record, by=desk.actor, acts=home, pays=home, valid_from=night, at=people.NOW, basis="en test"
        )
    return stay


def test_an_empty_house_is_all_free(desk: Desk) -> None:
    page = words_of(desk.get(TONIGHT))

    assert "Sover her 0 af 3" in page
    assert "Pladser 3 fri: 001, 002 og 003" in page
    assert "Ingen skal have besked lige nu." in page
    assert "Ingen sover her." in page


def test_a_full_house_says_so_and_admits_nobody(desk: Desk) -> None:
    for place, who in enumerate(("Ida", "Bo", "Per")):
        sleeps(desk, who, place=place)

    page = words_of(desk.get(TONIGHT))

    assert "Sover her 3 af 3 3 set i aften, 0 ikke set endnu · huset er fuldt" in page
    assert "Pladser ingen fri" in page
    assert "Ingen plads er fri i nat." in words_of(desk.get(reverse("shelters:admit")))


def test_a_long_name_stands_in_full(desk: Desk) -> None:
    name = "Christian-Alexander Bredal Wolthersen-Kjeldgaard"
    sleeps(desk, "Chris", place=0, name=name)

    assert name in words_of(desk.get(TONIGHT))


def test_initials_leave_out_names_states_and_reasons(desk: Desk) -> None:
    sleeps(desk, "Torben", place=0, name="Torben Skovfryd")
    sleeps(desk, "grøn jakke, ca. 60 år", place=1)

    desk.client.post(reverse("access:names"), {"show": "initials", "next": TONIGHT})
    page = words_of(desk.get(TONIGHT))

    assert "T. S." in page
    assert "G. J. C. Å." in page
    assert not any(word in page for word in ("Skovfryd", "jakke", "kendes ikke endnu", "Senest"))


def test_a_place_that_opens_later_is_closed_until_then(desk: Desk) -> None:
    opens = date(2026, 11, 25)
    open_place(by=None, department=desk.house.department, label="009", valid_from=opens, at=people.NOW)

    page = words_of(desk.get(TONIGHT))

    assert "009 Lukket Åbner onsdag 25. nov. 2026" in page
    assert "0 af 3" in page


def test_the_municipality_must_have_notice_by_the_earliest_day_with_its_reason(desk: Desk) -> None:
    sleeps(desk, "Ole", place=0, name="Ole Kragelund", code=people.HORSENS, ago=1)

    page = words_of(desk.get(TONIGHT))

    assert "Skal have besked 1 kommune den første senest onsdag 25. nov." in page
    assert "Horsens Kommune Ole Kragelund, kom søndag 22. nov. · senest onsdag 25. nov." in page
    assert "Giv besked" in page


def test_whoever_left_yesterday_is_still_told_about(desk: Desk) -> None:
    stay = sleeps(desk, "Ole", place=0, name="Ole Kragelund", code=people.HORSENS, ago=1)
    discharge(by=desk.actor, stay=stay, day=people.TODAY, mode="left", at=people.NOW)
    desk.at = datetime(2026, 11, 24, 9, 0, tzinfo=people.COPENHAGEN)

    page = words_of(desk.get(TONIGHT))

    assert "Ole Kragelund, kom søndag 22. nov. · senest onsdag 25. nov." in page
    assert "001 Fri" in page


def test_a_day_that_has_passed_stays_until_notice_is_given(desk: Desk) -> None:
    sleeps(desk, "Ole", place=0, name="Ole Kragelund", code=people.HORSENS, ago=7)

    page = words_of(desk.get(TONIGHT))

    assert "skal ske i dag" in page


def test_names_and_municipalities_not_known_are_counted_and_asked_for(desk: Desk) -> None:
    sleeps(desk, "rød hue", place=0, ago=9)
    sleeps(desk, "Lone", place=1, name="Lone Enghave", ago=9)

    page = words_of(desk.get(TONIGHT))

    assert "Ved vi ikke endnu 2 borgere 1 uden navn, 2 uden kommune" in page
    assert "rød hue navn, CPR-nummer eller fødselsdato, kommune" in page
    assert "Lone Enghave CPR-nummer eller fødselsdato, kommune" in page


def test_the_duty_to_make_a_plan_is_said_with_how_sure_the_law_is(desk: Desk) -> None:
    sleeps(desk, "Ida", place=0)

    page = words_of(desk.get(TONIGHT))

    assert "Kommunen skal lave en plan for den, der bor her" in page
    assert "Ingen lovfastsat frist fundet." in page
    assert "§ 142" in page


def test_after_midnight_the_night_is_still_the_one_before(desk: Desk) -> None:
    desk.at = datetime(2026, 11, 24, 2, 0, tzinfo=people.COPENHAGEN)
    assert "Natten til tirsdag 24. nov. 2026 · kl. 02.00" in words_of(desk.get(TONIGHT))

    desk.at = EVENING
    assert "Natten til tirsdag 24. nov. 2026 · kl. 21.00" in words_of(desk.get(TONIGHT))


def test_everybody_on_the_board_stands_in_the_read_log(desk: Desk) -> None:
    stay = sleeps(desk, "Ida", place=0)

    desk.get(TONIGHT)

    read = ReadEvent.objects.get(path_name="shelters:tonight")
    assert (read.kind, read.record_ids) == ("list", [stay.record_id])


def a_message(desk: Desk, words: str, **more: str) -> None:
    """The evening shift writes it and hands over."""
    evening = Desk(desk.house, worker="Karim")
    evening.send(reverse("shelters:begin_shift"), ends="22.00")
    evening.send(reverse("shelters:write_line"), words=words, for_next="on", **more)
    evening.send(reverse("shelters:hand_over"), words="")


def test_what_the_last_shift_left_stands_on_the_board_until_it_is_read(desk: Desk) -> None:
    stay = sleeps(desk, "Ida", place=0, name="Ida Prøve")
    a_message(desk, "Skal vækkes kl. 6.30", about="person", who=str(stay.record_id))
    before = words_of(desk.get(TONIGHT))
    desk.send(reverse("shelters:begin_shift"), ends="7.30")
    read = reverse("shelters:read_message", args=[LogLine.objects.current().get().fact_id])

    answer = desk.send(read, form={"from": "board"})
    after = words_of(desk.get(TONIGHT))

    assert "Sidste vagt efterlod 1 besked 1 er ikke læst endnu" in before
    assert "Ida Prøve Skal vækkes kl. 6.30 Karim Prøve" in before
    assert "Tag vagten, og sig, hvad du har læst" in before
    assert answer["Location"] == TONIGHT
    assert "Sidste vagt efterlod 1 besked alle er læst" in after


def test_a_wish_to_move_stands_in_one_line_with_what_is_missing(desk: Desk) -> None:
    stay = sleeps(desk, "Ida", place=0, name="Ida Prøve", code=people.HORSENS)
    wishes.say(
        wishes.Word(said_by="person", answer="yes", words=""),
        by=desk.actor,
        stay=stay,
        on=people.TODAY,
        at=people.NOW,
    )
    wishes.miss(
        wishes.Thing(kind="dwelling", detail="", who_can="housing"),
        by=desk.actor,
        stay=stay,
        on=people.TODAY,
        at=people.NOW,
    )

    page = words_of(desk.get(TONIGHT))

    assert "Ida Prøve Ønsker at flytte; mangler kun: en bolig" in page
    assert "Hvem venter på hvad" in page


def test_not_seen_leads_to_writing_what_was_done_after_the_round(desk: Desk) -> None:
    stay = sleeps(desk, "Ida", place=0, ago=1)
    write = reverse("shelters:missing", args=[stay.fact_id])
    before = desk.get(TONIGHT).content.decode()
    desk.at = datetime(2026, 11, 23, 23, 10, tzinfo=people.COPENHAGEN)

    assert write not in before
    assert write in desk.get(TONIGHT).content.decode()


def test_the_board_asks_at_most_twelve_questions_and_as_many_for_one_as_for_sixty() -> None:
    desk = Desk(people.a_house(places=60))

    def asked() -> int:
        with CaptureQueriesContext(connection) as found:
            desk.get(TONIGHT)
        return sum(not one["sql"].startswith(("SAVEPOINT", "RELEASE")) for one in found)

    desk.get(TONIGHT)
    ida = sleeps(desk, "Ida", place=0, code=people.HORSENS)
    set_seen(ida, by=desk.actor, at=people.NOW)
    a_message(desk, "Skal vækkes", about="person", who=str(ida.record_id))
    for_one = asked()
    for place in range(1, 60):
        stay = sleeps(desk, f"Prøve {place}", place=place, ago=place % 3)
        if place % 2:
            set_seen(stay, by=desk.actor, at=people.NOW)

    assert len(current()) == 60
    assert for_one == asked() <= MOST_QUERIES
