"""The page of the shift: taken, read, written in, handed over; the next shift finds what was left."""

import re
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hjemad.areas.citizens.queries import record_for
from hjemad.areas.citizens.writes.protection import protect
from hjemad.areas.shelters.models import LogLine, Shift
from hjemad.areas.shelters.reads import shift_rules
from hjemad.areas.shelters.tests.pages import Desk, current, words_of
from hjemad.areas.shelters.views import shift_print
from hjemad.foundation.audit.models import ReadEvent
from tests.people import COPENHAGEN, NOW, TODAY, a_house

pytestmark = pytest.mark.django_db

NIGHT = datetime(2026, 11, 23, 23, 2, tzinfo=COPENHAGEN)
# The page gathers what a night worker needs from nine lists; each is asked once, however long it is.
MOST_QUERIES = 40


def take(desk: Desk, *, ends: str = "7.30") -> Any:
    return desk.send(reverse("shelters:begin_shift"), ends=ends)


def write(desk: Desk, words: str, **more: str) -> Any:
    return desk.send(reverse("shelters:write_line"), about="house", words=words, **more)


def page(desk: Desk) -> str:
    return words_of(desk.get(reverse("shelters:shift")))


def test_the_next_shift_finds_the_message_and_says_that_it_is_read() -> None:
    house = a_house()
    evening = Desk(house, worker="Karim")
    take(evening, ends="23.00")
    write(evening, "Gårdlampen er gået. Meldt til pedel", for_next="on")
    evening.at = NIGHT
    evening.send(reverse("shelters:hand_over"), words="")
    night = Desk(house, worker="Ditte", at=NIGHT)

    take(night)
    before = page(night)
    line = LogLine.objects.current().get()
    night.send(reverse("shelters:read_message", args=[line.fact_id]), form={})

    assert "Gårdlampen er gået. Meldt til pedel" in before
    assert "Ingen har læst det hele endnu" in before
    handed = Shift.objects.get(closed_at__isnull=False)
    assert handed.taken_over_by is not None
    assert handed.taken_over_by.full_name == "Ditte Prøve"
    assert "havde læst det hele kl. 23.02" in page(night)


@pytest.mark.parametrize("hour", [NIGHT, NIGHT.replace(day=24, hour=0, minute=40)], ids=["evening", "night"])
def test_whoever_was_let_in_tonight_is_not_counted_as_not_seen(hour: datetime) -> None:
    desk = Desk(a_house(), at=hour)
    desk.admit("Kaj", night="2026-11-23")

    assert "Ikke set i nat Ingen" in page(desk)


def an_incident(desk: Desk, *record_ids: int) -> Any:
    typed: dict[str, Any] = {
        "kind": "threat",
        "where": "opholdsstuen",
        "words": "To borgere, ingen kom til skade",
        "missing": "Hvem taler med de to?",
        "who_can": "leader",
        "due_day": "1/12-26",
        "people": [str(one) for one in record_ids],
        **{f"about_{one}": f"Rolig, da vi talte {one}" for one in record_ids},
    }
    return desk.send(reverse("shelters:incident_new"), **typed)


def records() -> list[int]:
    return [stay.record_id for stay in current()]


def test_what_turns_out_to_be_an_incident_takes_what_was_typed_along() -> None:
    desk = Desk(a_house())

    answer = desk.send(reverse("shelters:write_line"), about="incident", words="Råben i opholdsstuen")
    form = words_of(desk.get(answer["Location"]))

    assert "Råben i opholdsstuen" in form
    assert "logget af" not in form
    assert "Råben" not in answer["Location"]


def test_a_line_about_a_citizen_lies_in_the_file_and_says_so() -> None:
    desk = Desk(a_house())
    desk.admit("Viggo Prøve")
    [record] = records()

    asked = words_of(desk.send(reverse("shelters:write_line"), about="person", words="Hoster"))
    desk.send(
        reverse("shelters:write_line"), about="person", who=str(record), words="Hoster", look_in="i morgen"
    )
    shift = page(desk)
    stay = words_of(desk.get(reverse("shelters:stay", args=[current()[0].fact_id])))

    assert "Vælg, hvem det handler om" in asked
    assert "Se til 001 Viggo Prøve" in shift
    assert "Det, vagterne har skrevet" in stay
    assert "Hoster" in stay


def test_an_incident_waits_for_follow_up_until_somebody_writes_what_came_of_it() -> None:
    desk = Desk(a_house())
    desk.admit("Viggo Prøve")
    answer = an_incident(desk, *records())
    waiting = page(desk)

    desk.send(answer["Location"], outcome="Lederen talte med begge")

    assert "Hvem taler med de to?" in waiting
    assert "Opfølgning mangler" in waiting
    assert "Opfølgning mangler" not in page(desk)
    assert "Lederen talte med begge" in words_of(desk.get(answer["Location"]))


def test_a_resident_who_is_not_seen_is_chosen_in_the_incident_already() -> None:
    desk = Desk(a_house())
    desk.admit("Viggo Prøve")
    [stay] = current()

    form = desk.get(reverse("shelters:missing", args=[stay.fact_id])).content.decode()

    assert re.search(rf'value="{stay.record_id}"[^>]*checked', form)
    assert re.search(r'value="missing"[^>]*checked', form)


def test_words_about_each_person_are_asked_for_and_stand_in_that_file_only() -> None:
    house = a_house()
    desk = Desk(house)
    desk.admit("Viggo Prøve")
    desk.house = replace(house, places=house.places[1:])
    desk.admit("Lone Prøve")
    first, second = records()
    typed: dict[str, Any] = {"kind": "threat", "words": "To borgere", "missing": "x", "who_can": "leader"}
    typed |= {"due_day": "1/12-26", "people": [str(first), str(second)]}

    asked = words_of(desk.send(reverse("shelters:incident_new"), **typed))
    desk.send(reverse("shelters:incident_new"), **typed, **{f"about_{first}": "Græd", f"about_{second}": ""})
    stays = [words_of(desk.get(reverse("shelters:stay", args=[one.fact_id]))) for one in current()]

    assert "Intet er gemt endnu" in asked
    assert "Hvad om 001 Viggo Prøve?" in asked
    assert ["Græd" in page for page in stays] == [True, False]


@pytest.mark.parametrize(("hour", "says"), [(22, "Tælles ikke endnu fra kl. 23.00"), (23, "1")])
def test_nobody_counts_as_not_seen_before_the_round(hour: int, says: str) -> None:
    desk = Desk(a_house(), at=datetime(2026, 11, 22, 20, 0, tzinfo=COPENHAGEN))
    desk.admit("Viggo Prøve")
    desk.next_shift(datetime(2026, 11, 23, hour, 30, tzinfo=COPENHAGEN))

    assert f"Ikke set i nat {says}" in page(desk)


def test_initials_leave_out_words_about_people() -> None:
    desk = Desk(a_house())
    desk.admit("Viggo Prøve")
    desk.send(reverse("shelters:write_line"), about="person", who=str(records()[0]), words="Hoster meget")

    desk.send("/navne/", form={}, show="initials", next="/vagt/")

    assert "Hoster" not in page(desk)
    assert "Viggo" not in page(desk)


def test_the_page_asks_as_often_for_one_line_as_for_many() -> None:
    desk = Desk(a_house(places=6))
    counts = []
    for number in range(2, 7):
        desk.house = replace(desk.house, places=desk.house.places[1:]) if number > 2 else desk.house
        desk.admit(f"Borger{number} Prøve")
        if number < 3:
            continue
        for record in records():
            desk.send(
                reverse("shelters:write_line"), about="person", who=str(record), words="x", for_next="on"
            )
        an_incident(desk, *records())
        with CaptureQueriesContext(connection) as found:
            desk.get(reverse("shelters:shift"))
        counts.append(len(found))

    assert len(set(counts)) == 1
    assert counts[0] <= MOST_QUERIES


def test_the_handover_on_paper_is_a_pdf_that_stands_in_the_read_log() -> None:
    desk = Desk(a_house())
    desk.admit("Viggo Prøve")

    paper = desk.get(reverse("shelters:handover_print"))

    assert paper.content.startswith(b"%PDF")
    assert ReadEvent.objects.filter(kind="export", path_name="shelters:handover_print").exists()


def test_a_protected_name_stands_on_neither_board_nor_shift() -> None:
    desk = Desk(a_house())
    desk.admit("Viggo Prøve")
    [record] = records()
    take(desk)
    desk.send(
        reverse("shelters:write_line"),
        about="person",
        who=str(record),
        words="Hoster",
        for_next="on",
        look_in="i morgen",
    )
    desk.send(reverse("shelters:hand_over"), words="")
    before = page(desk)
    protect(
        record_for(desk.actor, record_id=record),
        by=desk.actor,
        kind="own_safety",
        since=TODAY,
        at=NOW,
        why="en test",
    )

    shown = page(desk) + words_of(desk.get("/i-nat/"))

    assert "Viggo" in before
    assert "Viggo" not in shown
    assert "Navn beskyttet" in shown


def test_a_protected_name_stands_in_no_choice_of_people() -> None:
    desk = Desk(a_house())
    desk.admit("Viggo Prøve")
    [record] = records()
    take(desk)
    incident = reverse("shelters:incident_new")
    assert "Viggo Prøve" in words_of(desk.get(incident))
    person = record_for(desk.actor, record_id=record)
    protect(person, by=desk.actor, kind="own_safety", since=TODAY, at=NOW)
    for address in (incident, reverse("shelters:write_line"), reverse("shelters:agree")):
        shown = words_of(desk.get(address))
        assert "Viggo" not in shown, address
    assert "Navn beskyttet" in words_of(desk.get(incident))


def test_a_protected_name_is_not_on_the_handover_of_paper(monkeypatch: pytest.MonkeyPatch) -> None:
    desk = Desk(a_house())
    desk.admit("Viggo Prøve")
    [record] = records()
    take(desk)
    desk.send(
        reverse("shelters:write_line"), about="person", who=str(record), words="Hoster", look_in="i morgen",
        for_next="on",
    )  # fmt: skip
    printed: list[Any] = []
    monkeypatch.setattr(shift_print, "pdf_of", lambda report: printed.append(report) or b"%PDF-1.7")
    desk.get(reverse("shelters:handover_print"))
    person = record_for(desk.actor, record_id=record)
    protect(person, by=desk.actor, kind="own_safety", since=TODAY, at=NOW)
    desk.get(reverse("shelters:handover_print"))
    before, after = (str(report) for report in printed)
    assert "Viggo" in before
    assert "Viggo" not in after
    assert "Navn beskyttet" in after


def at(hour: int, minute: int) -> datetime:
    return NIGHT.replace(hour=hour, minute=minute)


def test_a_round_is_one_worker_who_saw_several_without_a_long_pause() -> None:
    seen = [
        (at(22, 40), "Karim"), (at(22, 55), "Karim"), (at(23, 25), "Karim"),
        (at(23, 20), "Ditte"),
        (at(22, 0), "Signe"), (at(22, 10), "Signe"), (at(22, 41), "Signe"), (at(22, 50), "Signe"),
    ]  # fmt: skip

    assert shift_rules.rounds(seen) == [shift_rules.Round(at(23, 25), "Karim", 3)]
    assert shift_rules.rounds(reversed(seen)) == shift_rules.rounds(seen)
    assert shift_rules.rounds([*seen, (at(22, 45), "Signe")])[1] == shift_rules.Round(at(22, 50), "Signe", 3)
    assert shift_rules.rounds([]) == []


def test_the_shift_tells_its_round_among_the_lines_and_who_was_not_seen() -> None:
    house = a_house(places=4)
    desk = Desk(house, at=at(20, 0).replace(day=22))
    for name, place in zip(("Kaj", "Mona", "Ole", "Ida"), house.places, strict=True):
        desk.send(reverse("shelters:admit"), who=name, place=str(place.pk))
    desk.next_shift(at(20, 0))
    take(desk, ends="7.30")
    desk.at = at(23, 5)
    for stay in current()[:3]:
        desk.send(reverse("shelters:seen", args=[stay.fact_id]), form={})
    desk.at = at(23, 10)
    write(desk, "Gårdlampen er gået")

    shown = page(desk)

    assert f"kl. 23.05 Runde 3 set, 1 ikke set ({house.places[3].label}). Ditte Prøve" in shown
    assert shown.index("Gårdlampen er gået") < shown.index("Runde 3 set")


def test_the_log_of_an_earlier_day_is_found_again() -> None:
    desk = Desk(a_house())
    take(desk, ends="23.00")
    write(desk, "Gårdlampen er gået. Meldt til pedel")
    desk.admit("Viggo Prøve")
    [record] = records()
    desk.send(reverse("shelters:write_line"), about="person", who=str(record), words="Hoster")
    desk.next_shift(NIGHT.replace(day=25))

    yesterday = words_of(desk.get(reverse("shelters:log")))
    read = set(ReadEvent.objects.values_list("pk", flat=True))
    that_day = words_of(desk.get(reverse("shelters:log") + "?dag=23/11-26"))

    assert "Intet blev skrevet den dag" in yesterday
    assert "Gårdlampen er gået" in that_day
    assert "Viggo Prøve" in that_day
    assert "Hoster" in that_day
    assert set(ReadEvent.objects.values_list("pk", flat=True)) > read


@pytest.mark.parametrize(
    ("typed", "told"), [("31. feb. 2026", "31. feb. 2026"), ("1/1-2099", "Den dag er ikke kommet endnu")]
)
def test_a_day_without_a_log_is_told_and_stays_in_the_field(typed: str, told: str) -> None:
    desk = Desk(a_house())

    page = desk.get(reverse("shelters:log") + f"?dag={typed}").content.decode()

    assert f'value="{typed}"' in page
    assert told in page
    assert 'id="dag-e"' in page


def test_the_log_of_a_day_asks_the_same_however_long_it_is() -> None:
    desk = Desk(a_house())
    take(desk, ends="23.00")
    counts = []
    for number in (1, 20):
        for line in range(number):
            write(desk, f"Linje {number} {line}")
        with CaptureQueriesContext(connection) as queries:
            desk.get(reverse("shelters:log") + "?dag=i dag")
        counts.append(len(queries))

    assert counts[0] == counts[1]


def test_another_house_does_not_read_the_log() -> None:
    desk = Desk(a_house())
    take(desk, ends="23.00")
    write(desk, "Gårdlampen er gået")

    other = Desk(a_house("Sølund", code="102"))

    assert "Gårdlampen" not in words_of(other.get(reverse("shelters:log") + "?dag=i dag"))
