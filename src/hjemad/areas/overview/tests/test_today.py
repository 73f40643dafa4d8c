"""What a caseworker must do, by when, and why; a task goes away because a fact was written."""

from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hjemad.areas.citizens.actions import (
    NewRecord,
    PersonDetails,
    create_records,
    rebuild_clocks,
    set_responsible_municipality,
)
from hjemad.areas.citizens.models import PersonRecord
from hjemad.areas.citizens.writes.protection import end_protection, protect
from hjemad.areas.overview.reads.today import today_of
from hjemad.areas.overview.rules.groups import group_of
from hjemad.areas.shelters.actions import discharge
from hjemad.areas.shelters.models import Stay
from hjemad.areas.shelters.writes.notices import receive, send_to_inbox
from hjemad.foundation.access.actor import Actor
from hjemad.foundation.audit.models import ReadEvent
from hjemad.kernel.periods import Period
from tests.people import HORSENS, NOW, ODENSE, TODAY, House, a_house, ditte, karen, municipality
from tests.stays import at_night, many_stays
from tests.web import signed_in

pytestmark = pytest.mark.django_db
ADDRESS = "/i-dag/"


@pytest.fixture
def house() -> House:
    return a_house()


def residents(
    house: House, count: int, *, since: date = TODAY - timedelta(days=3), acts: str = HORSENS
) -> list[Stay]:
    """So many people with a name came to the house that day; the municipality acts for them."""
    by, town = ditte(house), municipality(acts)
    new = [
        NewRecord(details=PersonDetails(full_name=f"Opdigtet{n} Prøve"), valid_from=since)
        for n in range(count)
    ]
    records: list[PersonRecord] = create_records(by=by, new=new, at=NOW, origin="entered")
    stays = many_stays(by, house=house, records=[one.pk for one in records], period=Period(since, None))
    for record in records:
        set_responsible_municipality(record, by=by, acts=town, pays=town, valid_from=since, at=NOW, basis="x")
    return stays


def page(actor: Actor, **asked: Any) -> str:
    with time_machine.travel(NOW, tick=False):
        return signed_in(actor).get(ADDRESS, asked).content.decode()


def test_a_notice_waits_until_it_is_answered(house: House) -> None:
    caseworker = karen()
    [stay] = residents(house, 1)
    notice = send_to_inbox(by=ditte(house), stay=stay, kind="admission", at=NOW)
    assert [task.address for task in today_of(caseworker).tasks] == [
        reverse("shelters:arrived", args=[notice.fact_id])
    ]

    receive(notice, by=caseworker, at=NOW + timedelta(minutes=1))

    assert today_of(caseworker).tasks == []


def test_a_protection_is_asked_about_from_its_reminder_until_somebody_ends_it(house: House) -> None:
    caseworker = karen()
    [stay] = residents(house, 1)
    fact = protect(stay.record, by=ditte(house), kind="cpr_ordinary", since=TODAY, at=NOW,
                   remind_on=TODAY, expires_on=TODAY + timedelta(days=30))  # fmt: skip
    [task] = today_of(caseworker).groups["later"]
    assert (task.due, task.day_of) == (TODAY + timedelta(days=30), "own")

    end_protection(fact, by=caseworker, day=TODAY, reason="Det er slut", at=NOW + timedelta(minutes=1))

    assert today_of(caseworker).tasks == []


def test_the_duty_to_make_a_plan_has_no_day_and_ends_with_the_stay(house: House) -> None:
    caseworker = karen()
    old = residents(house, 1, since=TODAY - timedelta(days=100))[0]
    new = residents(house, 1)[0]

    assert [one.record_id for one in today_of(caseworker).plans] == [old.record_id, new.record_id]
    text = page(caseworker)
    assert "Ingen lovfastsat frist fundet" in text
    assert rebuild_clocks(at=NOW)[1] == 0

    discharge(by=ditte(house), stay=old, day=TODAY, mode="unknown", at=at_night(TODAY))

    assert [one.record_id for one in today_of(caseworker).plans] == [new.record_id]


def test_those_another_municipality_acts_for_are_not_there(house: House) -> None:
    residents(house, 2, acts=ODENSE)

    assert today_of(karen()).plans == []
    assert len(today_of(karen(ODENSE)).plans) == 2


def test_a_protected_person_is_neither_named_nor_placed(house: House) -> None:
    caseworker = karen()
    [stay] = residents(house, 1)
    send_to_inbox(by=ditte(house), stay=stay, kind="admission", at=NOW)
    protect(stay.record, by=ditte(house), kind="cpr_ordinary", since=TODAY, at=NOW)

    text = page(caseworker)

    assert "Opdigtet0" not in text
    assert "Åhuset" not in text
    assert "Navn beskyttet" in text


def test_nothing_today_says_so_and_the_next_day(house: House) -> None:
    caseworker = karen()
    [stay] = residents(house, 1)
    protect(stay.record, by=ditte(house), kind="cpr_ordinary", since=TODAY, at=NOW,
            remind_on=TODAY, expires_on=TODAY + timedelta(days=2))  # fmt: skip

    assert "Intet venter til på onsdag 25. nov. 2026." in page(caseworker).replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("due", "group"),
    [(None, "now"), (-1, "now"), (0, "now"), (1, "soon"), (2, "soon"), (3, "later")],
)
def test_what_has_no_day_or_a_day_that_has_passed_is_todays(due: int | None, group: str) -> None:
    day = None if due is None else TODAY + timedelta(days=due)

    assert group_of(day, on=TODAY) == group


def queries(actor: Actor) -> int:
    browser = signed_in(actor)
    with time_machine.travel(NOW, tick=False):
        browser.get(ADDRESS)
        with CaptureQueriesContext(connection) as caught:
            browser.get(ADDRESS)
    return len(caught)


# Session, user, assignments, frame and read log: what every page of the house asks.
REQUEST_ITSELF = 10


def test_many_rows_take_no_more_queries_than_one_and_groups_page_at_25(house: House) -> None:
    caseworker = karen()
    for stay in residents(house, 1):
        send_to_inbox(by=ditte(house), stay=stay, kind="admission", at=NOW)
    once = queries(caseworker)
    for stay in residents(house, 30, since=TODAY - timedelta(days=2)):
        send_to_inbox(by=ditte(house), stay=stay, kind="admission", at=NOW)

    assert queries(caseworker) == once
    assert once <= 6 + 2 * 2 + REQUEST_ITSELF
    text = page(caseworker)
    assert text.count('class="hj-todo"') == 25
    assert "Se alle 31" in text
    assert page(caseworker, gruppe="now", page="2").count('class="hj-todo"') == 6
    assert page(caseworker, gruppe="plan", page="2").count('<th scope="row">') == 6


def test_the_list_is_noted_with_everybody_it_shows(house: House) -> None:
    caseworker = karen()
    stays = residents(house, 3)

    page(caseworker)

    event = ReadEvent.objects.get(path_name="overview:today", kind="list")
    assert event.record_ids == sorted(stay.record_id for stay in stays)
