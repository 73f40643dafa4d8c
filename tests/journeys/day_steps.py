"""The day after in three offices: the leader of the house, the caseworker and the economist."""

import re
from datetime import datetime

from playwright.sync_api import expect

from hjemad.areas.decisions.tests.making import AT_THE_DOOR
from hjemad.areas.shelters.models import Stay
from hjemad.areas.shelters.writes.house_log import IncidentDetails, write_incident
from hjemad.areas.shelters.writes.no_place import Asked, refuse
from tests import people
from tests.journeys.night_desk import Desk
from tests.journeys.night_house import LIVED_HERE
from tests.journeys.turning import turns_to
from tests.stays import an_admission

TONIGHT = datetime(2026, 11, 24, 23, 59, tzinfo=people.COPENHAGEN)


def the_night_left_its_traces(house: people.House) -> None:
    """As the night leaves it: Jonna came, one was refused, and something happened."""
    ditte = people.ditte(house)
    before = Stay.objects.everything(reason="a test looks").current().get(place=house.places[9])
    an_admission(ditte, house=house, night=people.TODAY, place=4, record_id=before.record_id)
    asked = Asked(night=people.TODAY, sleep_here=AT_THE_DOOR.sleep_here, language="da", called="Ronny")
    refuse(asked, AT_THE_DOOR, by=ditte, at=people.NOW)
    said = IncidentDetails(
        kind="threat", where="opholdsstuen", words="To borgere råbte ad hinanden", people={}, done=[],
        missing="Nogen taler med de to", who_can="leader", due_at=TONIGHT,
    )  # fmt: skip
    write_incident(by=ditte, details=said, happened_at=people.NOW, at=people.NOW)


def the_leader_follows_the_incident_up(desk: Desk) -> None:
    desk.signs_in("lene")
    desk.heading("Det venter")
    desk.look("det-venter")
    desk.menu("Vagt")
    desk.follow(re.compile("^Trussel"))
    desk.write("Hvad blev det til?", "Jeg har talt med dem. De spiser på hver sin tid en uge")
    desk.press("Skriv opfølgning")
    desk.says("Opfølgningen er skrevet")


def the_leader_hears_the_appeal(desk: Desk) -> None:
    desk.menu("Afgørelser")
    desk.follow(re.compile("^Kunne ikke få plads"))
    desk.follow("Skriv en klage")
    desk.write("Klagen kom den", "i dag")
    desk.write("Hvad siger borgeren?", "Jeg gjorde ikke noget")
    desk.press("Gem klagen")
    desk.choose("Afgørelsen står ved magt")
    desk.write("Hvorfor?", "To vidner så dig løfte stolen")
    desk.write("Hvilken dag?", "i dag")
    desk.look("klage")
    desk.press("Gem, hvad du siger nu")
    desk.says("Afgørelsen står ved magt")


def the_leader_gives_the_municipality_notice(desk: Desk) -> None:
    desk.menu("I nat")
    arrived = desk.main.get_by_role("listitem").filter(has_text="kom mandag 23. nov.")
    turns_to(arrived.get_by_role("link", name=f"Giv besked {LIVED_HERE}"))
    desk.choose("Til kommunens indbakke her")
    desk.press("Giv besked")
    desk.says("Horsens Kommune", "Sendt")


def the_caseworker_answers_and_sees_the_way(desk: Desk) -> None:
    desk.signs_in("karen")
    desk.heading("I dag")
    desk.says("Svar: handler I for borgeren?", LIVED_HERE)
    desk.look("i-dag")
    asked = desk.main.get_by_role("listitem").filter(has_text="Svar: handler I")
    turns_to(asked.get_by_role("link").last)
    desk.choose("Ja, vi har modtaget")
    desk.look("orientering-kom")
    desk.press("Svar")
    desk.menu("I dag")
    desk.heading("I dag")
    expect(desk.main.get_by_text("Svar: handler I for borgeren?")).to_have_count(0)
    turns_to(desk.main.get_by_role("row", name=LIVED_HERE).get_by_role("link"))
    expect(desk.page.get_by_role("img", name="Vejen fra")).to_be_visible()
    desk.says("Åhuset")
    desk.look("vejen")


def the_economist_enters_the_rate_a_request_waits_for(desk: Desk) -> None:
    desk.signs_in("mette")
    desk.heading("Det venter")
    desk.menu("Anmodninger")
    desk.follow("Åbn den næste anmodning")
    desk.says("Takst mangler")
    desk.look("anmodning-venter")
    desk.follow(re.compile("^Indtast taksten"))
    desk.write("Takst pr. døgn", "1.500,00")
    desk.choose("Ja", exact=True)
    desk.choose("Faktura", exact=True)
    desk.write("Hvor den står", "Faktura 12, opdigtet")
    desk.press("Gem taksten")
    desk.says("Det er gemt")
    desk.menu("Anmodninger")
    desk.follow("Åbn den næste anmodning")
    expect(desk.main.get_by_text("Takst mangler")).to_have_count(0)
    assert "trussel" not in desk.page.content().lower()
