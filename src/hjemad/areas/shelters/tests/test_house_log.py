"""The log of the house: what is about a person lies in that person's file, and is seen by nobody else."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.utils import IntegrityError
from django.test.utils import CaptureQueriesContext

from hjemad.areas.citizens.models import PersonRecord
from hjemad.areas.citizens.rules import PersonDetails
from hjemad.areas.citizens.writes.protection import hide_from
from hjemad.areas.shelters.actions import admit
from hjemad.areas.shelters.models import LogLine, Shift
from hjemad.areas.shelters.reads.agreements import places_to_avoid
from hjemad.areas.shelters.reads.house import tonight
from hjemad.areas.shelters.reads.house_log import Line, line_shown, record_notes
from hjemad.areas.shelters.reads.shift_page import Told, told
from hjemad.areas.shelters.reads.shift_rules import (
    NotHappenedYet,
    ShiftOpen,
    ShiftTooLong,
    check_shift,
    first_sentence,
    neighbours,
)
from hjemad.areas.shelters.reads.shifts import shift_now, shift_tasks
from hjemad.areas.shelters.writes import agreements, shifts
from hjemad.areas.shelters.writes.house_log import (
    IncidentDetails,
    close_incident,
    strike,
    write_about_person,
    write_incident,
    write_note,
)
from hjemad.foundation.access.actor import Actor
from hjemad.foundation.access.models import User
from hjemad.foundation.access.relation import NotVisible
from hjemad.kernel.errors import AlreadyClosed
from tests import people
from tests.web import signed_in

pytestmark = pytest.mark.django_db

NOW, TODAY = people.NOW, people.TODAY
HOUR_AGO = NOW - timedelta(hours=1)


@pytest.fixture
def house() -> people.House:
    return people.a_house(places=4)


@pytest.fixture
def ditte(house: people.House) -> Actor:
    return people.ditte(house)


def a_resident(by: Actor, house: people.House, name: str, *, place: int) -> int:
    done = admit(
        by=by,
        place=house.places[place],
        night=TODAY,
        decided_at=HOUR_AGO,
        at=HOUR_AGO,
        person=PersonDetails(full_name=name),
    )
    return done.stay.record_id


def an_incident(by: Actor, *record_ids: int) -> LogLine:
    details = IncidentDetails(
        kind="threat",
        where="opholdsstuen",
        words="To borgere, ingen kom til skade",
        people={one: f"Kun om {n}" for n, one in enumerate(record_ids)},
        missing="Hvem taler med de to?",
        who_can="leader",
    )
    return write_incident(by=by, details=details, happened_at=HOUR_AGO, at=NOW)


def told_to(actor: Actor, *, since: datetime = HOUR_AGO, on: date = TODAY) -> Told:
    """What the page of the shift tells this reader on that day."""
    reader = replace(actor, on=on)
    before = shift_now(actor).before
    house = tonight(reader, night=on)
    return told(reader, before=before, since=since, until=NOW, tomorrow=on, house=house)


def lines_since(actor: Actor, *, since: datetime, until: datetime) -> list[Line]:
    assert until == NOW
    return told_to(actor, since=since).lines


def open_incidents(actor: Actor) -> list[Line]:
    return told_to(actor).incidents


def everything(actor: Actor) -> str:
    return repr(lines_since(actor, since=NOW - timedelta(hours=9), until=NOW))


def test_an_incident_about_two_shows_each_only_their_own_part(ditte: Actor, house: people.House) -> None:
    ole, mona = (a_resident(ditte, house, f"{name} Prøve", place=n) for n, name in enumerate(("Ole", "Mona")))

    an_incident(ditte, ole, mona)

    assert [one.words for one in record_notes(ditte, record_id=ole)] == ["Kun om 0"]
    assert [one.words for one in record_notes(ditte, record_id=mona)] == ["Kun om 1"]


def test_who_is_said_no_to_sees_only_that_a_line_is_there(ditte: Actor, house: people.House) -> None:
    ole = a_resident(ditte, house, "Ole Prøve", place=0)
    about: dict[str, Any] = {"record_id": ole, "words": "Sov uroligt", "at": NOW, "for_next": True}
    write_about_person(by=ditte, happened_at=HOUR_AGO, **about)
    karim = people.an_actor("Karim", role="shelter_staff", organisation=house.shelter)
    hide_from(_record(ole), by=ditte, at=NOW, user=User.objects.get(pk=karim.user_id))

    [line] = lines_since(karim, since=HOUR_AGO - timedelta(minutes=1), until=NOW)

    assert line.hidden
    assert "Sov uroligt" not in everything(karim)
    assert "Sov uroligt" in everything(ditte)
    with pytest.raises(NotVisible):
        write_about_person(by=karim, happened_at=HOUR_AGO, **about)


def test_an_incident_about_hidden_persons_only_tells_no_more_than_that_there_is_a_line(
    ditte: Actor, house: people.House
) -> None:
    ole = a_resident(ditte, house, "Ole Prøve", place=0)
    incident = an_incident(ditte, ole)
    karim = people.an_actor("Karim", role="shelter_staff", organisation=house.shelter)
    assert [line.fact_id for line in open_incidents(karim)] == [incident.fact_id]

    hide_from(_record(ole), by=ditte, at=NOW, user=User.objects.get(pk=karim.user_id))

    [line] = lines_since(karim, since=HOUR_AGO - timedelta(minutes=1), until=NOW)
    assert line.hidden
    assert open_incidents(karim) == []
    with pytest.raises(NotVisible):
        line_shown(karim, fact_id=incident.fact_id)
    assert line_shown(ditte, fact_id=incident.fact_id).people
    assert incident.words not in signed_in(karim).get("/vagt/").content.decode()


def _record(record_id: int) -> PersonRecord:
    found = PersonRecord.objects.everything(reason="a test hides somebody").get(pk=record_id)
    assert isinstance(found, PersonRecord)
    return found


def test_a_struck_line_can_be_read_with_why_and_is_struck_in_the_file_too(
    ditte: Actor, house: people.House
) -> None:
    ole = a_resident(ditte, house, "Ole Prøve", place=0)
    line = an_incident(ditte, ole)

    strike(line, by=ditte, reason="Det var en anden", at=NOW)

    [shown] = lines_since(ditte, since=HOUR_AGO - timedelta(minutes=1), until=NOW)
    assert (shown.struck, shown.struck_why, shown.head) == (True, "Det var en anden", line.words)
    assert [one.struck for one in record_notes(ditte, record_id=ole)] == [True]
    assert open_incidents(ditte) == []
    with pytest.raises(AlreadyClosed):
        strike(line, by=ditte, reason="igen", at=NOW)


def test_no_line_is_overwritten_by_anybody(ditte: Actor) -> None:
    line = write_note(by=ditte, words="Lampen er gået", happened_at=NOW, at=NOW, for_next=False)

    with pytest.raises(DatabaseError), transaction.atomic():
        LogLine.objects.filter(pk=line.pk).update(words="noget andet")
    names_somebody = LogLine(**{**_columns(line), "about": "person"})
    with pytest.raises(IntegrityError), transaction.atomic():
        names_somebody.save(force_insert=True)


def _columns(line: LogLine) -> dict[str, object]:
    found = {field.attname: getattr(line, field.attname) for field in line._meta.concrete_fields}
    return {name: value for name, value in found.items() if name not in {"id", "fact_id"}}


def test_an_incident_is_closed_once_with_what_came_of_it(ditte: Actor) -> None:
    line = close_incident(an_incident(ditte), by=ditte, outcome="Lederen talte med begge", at=NOW)

    assert open_incidents(ditte) == []
    with pytest.raises(AlreadyClosed):
        close_incident(line, by=ditte, outcome="igen", at=NOW)


def test_a_line_says_when_it_happened_and_when_it_was_written(ditte: Actor) -> None:
    write_note(by=ditte, words="Nettet var væk", happened_at=HOUR_AGO, at=NOW, for_next=False)

    [line] = lines_since(ditte, since=HOUR_AGO - timedelta(minutes=1), until=NOW)

    assert (line.happened_at, line.written_at, line.late) == (HOUR_AGO, NOW, True)
    with pytest.raises(NotHappenedYet):
        write_note(by=ditte, words="x", happened_at=NOW + timedelta(minutes=1), at=NOW, for_next=False)


def test_two_who_are_not_to_be_neighbours_are_said_to_be_and_beds_beside_are_known(
    ditte: Actor, house: people.House
) -> None:
    ole, mona = (a_resident(ditte, house, f"{name} Prøve", place=n) for n, name in enumerate(("Ole", "Mona")))

    agreements.keep_apart(by=ditte, record_ids=(ole, mona), last_day=TODAY + timedelta(days=6), at=NOW)

    [pair] = told_to(ditte).apart
    assert (pair.beside_now, pair.last_day) == (True, TODAY + timedelta(days=6))
    assert places_to_avoid(ditte, record_id=ole, on=TODAY) == {house.places[0].pk, house.places[2].pk}
    assert told_to(ditte, on=TODAY + timedelta(days=7)).apart == []


def test_the_page_of_the_shift_asks_as_little_for_many_lines_as_for_one(
    ditte: Actor, house: people.House
) -> None:
    residents = [a_resident(ditte, house, f"Ole {n} Prøve", place=n) for n in range(4)]
    lene = people.an_actor("Lene", role="shelter_leader", organisation=house.shelter)
    shifts.begin_shift(by=lene, ends_at=NOW, at=HOUR_AGO)
    client, counts = signed_in(ditte), []

    for some in (residents[:1], residents):
        for record in some:
            write_about_person(
                by=lene, record_id=record, words="Sov", happened_at=HOUR_AGO, at=NOW, for_next=True
            )
        an_incident(ditte, *some[:2])
        with CaptureQueriesContext(connection) as caught:
            page = client.get("/vagt/")
        assert page.status_code == 200
        counts.append(len(caught))

    assert counts[0] == counts[1] <= 18


def test_a_shift_not_taken_over_is_told_until_all_is_read(ditte: Actor, house: people.House) -> None:
    lene = people.an_actor("Lene", role="shelter_leader", organisation=house.shelter)
    shifts.begin_shift(by=lene, ends_at=NOW, at=HOUR_AGO)
    write_note(by=lene, words="Lampen er gået", happened_at=HOUR_AGO, at=HOUR_AGO, for_next=True)
    shifts.hand_over(by=lene, words="", at=NOW)
    waits = [(one.kind, one.count) for one in shift_tasks(lene)]

    shifts.begin_shift(by=ditte, ends_at=NOW + timedelta(hours=8), at=NOW)
    [message] = told_to(ditte).handed
    shifts.read_message(by=ditte, line_fact=message.line_fact, at=NOW)

    assert waits == [("handover", 1), ("message", 1)]
    assert shift_tasks(lene) == []
    assert shift_now(ditte).before == Shift.objects.get(taken_over_by_id=ditte.user_id)
    with pytest.raises(ShiftOpen):
        shifts.begin_shift(by=lene, ends_at=NOW + timedelta(hours=8), at=NOW)


def test_a_shift_lasts_hours() -> None:
    check_shift(NOW, ends_at=NOW + timedelta(hours=16))
    for ends_at in (NOW, NOW + timedelta(hours=16, minutes=1)):
        with pytest.raises(ShiftTooLong):
            check_shift(NOW, ends_at=ends_at)


def test_neighbours_stand_on_either_side() -> None:
    assert neighbours(["101", "102", "103"], of="102") == {"101", "103"}
    assert neighbours(["101", "102", "103"], of="101") == {"102"}
    assert neighbours(["101"], of="999") == set()


def test_the_first_sentence_is_the_heading() -> None:
    assert first_sentence("Lampen er gået. Meldt til pedel.") == ("Lampen er gået", "Meldt til pedel.")
    assert first_sentence("Lampen\ner gået") == ("Lampen", "er gået")
    assert first_sentence("Kun en.") == ("Kun en", "")
