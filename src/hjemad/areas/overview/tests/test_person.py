"""The page about a person: each reader the part they may see, and nothing that betrays the rest."""

import re
from datetime import date, datetime, timedelta
from io import BytesIO
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pypdf import PdfReader

from hjemad.areas.citizens.actions import PersonDetails, create_record, set_responsible_municipality
from hjemad.areas.citizens.models import PersonRecord
from hjemad.areas.citizens.writes.links import join
from hjemad.areas.citizens.writes.protection import hide_from, protect
from hjemad.areas.overview.reads.way import Way, way_of
from hjemad.areas.shelters.actions import correct_stay
from hjemad.areas.shelters.writes.leaves import Agreed, begin_leave
from hjemad.areas.shelters.writes.moves import move
from hjemad.areas.shelters.writes.notices import send_to_inbox
from hjemad.foundation.access.actor import Actor
from hjemad.foundation.access.models import User
from hjemad.foundation.audit.models import ReadEvent
from tests.people import (
    HORSENS,
    NOW,
    ODENSE,
    TODAY,
    House,
    a_house,
    an_actor,
    ditte,
    karen,
    municipality,
    niels,
)
from tests.stays import a_stay
from tests.web import signed_in

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(minutes=5)


@pytest.fixture
def house() -> House:
    return a_house()


def way(actor: Actor, record: PersonRecord, *, known_on: date | None = None) -> Way:
    return way_of(actor, public_id=record.public_id, known_on=known_on, at=NOW)


def page(actor: Actor, record: PersonRecord, **asked: str) -> Any:
    with time_machine.travel(NOW, tick=False):
        return signed_in(actor).get(reverse("overview:person", args=[record.public_id]), asked)


def same_every_time(html: str) -> str:
    """Without what differs between two requests: tokens."""
    return re.sub(r'(value|content)="[A-Za-z0-9:_-]{30,}"', "", html)


def acted_for(
    record: PersonRecord, *, by: Actor, code: str = HORSENS, since: date = date(2026, 1, 1)
) -> None:
    town = municipality(code)
    set_responsible_municipality(record, by=by, acts=town, pays=town, valid_from=since, at=NOW, basis="Bopæl")


def named(house: House, *, by: Actor, name: str = "Kaj Opdigtet", **more: Any) -> Any:
    stay = a_stay(by, house=house, called=name, **more)
    from hjemad.areas.citizens.actions import set_identity

    set_identity(stay.record, by=by, details=PersonDetails(full_name=name), at=LATER, reason="Sagt selv")
    return stay


def test_a_house_sees_the_same_page_whether_or_not_the_person_lived_elsewhere(house: House) -> None:
    there = a_house("Havnely", code="102")
    here = named(there, by=niels(there), nights=None)
    page(niels(there), here.record)  # the first look counts as one; both that are compared come after it
    before = page(niels(there), here.record).content.decode()
    elsewhere = named(house, by=ditte(house), night=TODAY - timedelta(days=200), nights=60)
    acted_for(elsewhere.record, by=ditte(house), since=TODAY - timedelta(days=200))
    leader = an_actor("Lone", role="shelter_leader", organisation=there.shelter)
    _joined(elsewhere.record, here.record, by=leader)

    after = page(niels(there), here.record).content.decode()

    assert same_every_time(after) == same_every_time(before)
    assert "Åhuset" not in after


def _joined(one: PersonRecord, other: PersonRecord, *, by: Actor) -> None:
    """As an exact look-up joins them: by the house itself, showing nobody."""
    from hjemad.areas.citizens.models import RecordLink
    from hjemad.foundation.facts.actions import Basis, supersede

    links = RecordLink.objects.everything(reason="a test joins").current()
    mine = links.get(record=other)
    supersede(
        mine,
        basis=Basis(by=by, at=LATER, reason="", origin="entered"),
        citizen_id=links.get(record=one).citizen_id,
    )


def test_the_municipality_that_acts_sees_the_stay_and_its_notice(house: House) -> None:
    stay = named(house, by=ditte(house), night=TODAY, nights=None)
    acted_for(stay.record, by=ditte(house))
    an_actor("Karen", role="caseworker", organisation=municipality())
    send_to_inbox(by=ditte(house), stay=stay, kind="admission", at=LATER)

    found = way(karen(), stay.record)

    assert [one.label for one in found.line.strands] == ["Herberg, Åhuset"]
    assert "Orientering om indskrivningen" in [one.label for one in found.line.marks]
    assert any("Plan (§ 142)" in one.label for one in found.line.phases)


def test_a_municipality_that_acted_once_sees_its_own_facts_and_nothing_that_came_after(house: House) -> None:
    caseworker = karen()
    record = create_record(
        by=caseworker, details=PersonDetails(full_name="Kaj Opdigtet"), valid_from=date(2026, 1, 1), at=NOW
    )
    acted_for(record, by=caseworker)
    odense = karen(ODENSE)
    acted_for(record, by=caseworker, code=ODENSE, since=TODAY - timedelta(days=40))
    before = way(caseworker, record).line
    protect(record, by=odense, kind="cpr_ordinary", since=TODAY, at=LATER, why="ny")

    after = way(caseworker, record).line

    assert after == before
    assert after.phases == ()
    assert len(way(odense, record).line.phases) == 1


def test_where_a_protected_person_stays_is_told_only_in_the_house_itself(house: House) -> None:
    stay = named(house, by=ditte(house), night=TODAY, nights=None)
    acted_for(stay.record, by=ditte(house))
    protect(stay.record, by=ditte(house), kind="cpr_ordinary", since=TODAY, at=LATER)

    outside = page(karen(), stay.record).content.decode()

    assert "Åhuset" not in outside
    assert [one.label for one in way(ditte(house), stay.record).line.strands] == ["Herberg, Åhuset"]


def test_whoever_the_person_said_no_to_finds_no_page(house: House) -> None:
    stay = named(house, by=ditte(house), nights=None)
    worker = an_actor("Bente", role="shelter_staff", organisation=house.shelter)
    hide_from(stay.record, by=ditte(house), at=LATER, user=User.objects.get(pk=worker.user_id))

    assert page(worker, stay.record).status_code == 404


def test_the_line_as_it_was_known_another_day_is_made_from_what_was_written_then(house: House) -> None:
    came, known = TODAY - timedelta(days=30), TODAY - timedelta(days=25)
    stay = named(house, by=ditte(house), night=came, nights=None)
    correct_stay(by=ditte(house), stay=stay, valid_from=came - timedelta(days=2), valid_to=None,
                 reason="Kom to dage før", at=LATER)  # fmt: skip

    then, now = way(ditte(house), stay.record, known_on=known), way(ditte(house), stay.record)

    assert (then.line.today, then.line.strands[0].period.start) == (known, came)
    assert now.line.strands[0].period.start == came - timedelta(days=2)
    shown = page(ditte(house), stay.record, som_vidst=known.isoformat()).content.decode()
    assert "Som vi vidste det" in shown


def test_before_anything_was_written_there_was_nothing_to_know(house: House) -> None:
    stay = named(house, by=ditte(house), nights=None)

    assert way(ditte(house), stay.record, known_on=date(2025, 1, 1)).line.is_empty


@pytest.mark.parametrize("typed", ["hvornår", "31. dec. 2031"])
def test_a_day_that_cannot_be_asked_about_is_told_beside_the_field_and_kept(house: House, typed: str) -> None:
    stay = named(house, by=ditte(house), nights=None)

    answer = page(ditte(house), stay.record, som_vidst=typed)

    assert answer.status_code == 200
    assert f'value="{typed}"' in answer.content.decode()
    assert "form-error-message" in answer.content.decode()


def test_no_amount_stands_beside_a_person(house: House) -> None:
    stay = named(house, by=ditte(house), nights=None)

    text = page(ditte(house), stay.record).content.decode()

    assert not re.search(r"\bkr\.|DKK|refusion|takst", text)


def test_opening_the_page_is_noted_for_every_record_it_rests_on(house: House) -> None:
    leader = an_actor("Lone", role="shelter_leader", organisation=house.shelter)
    one, other = (named(house, by=ditte(house), place=n, nights=None) for n in (0, 1))
    join(one.record, other.record, by=leader, evidence="cpr", reason="samme nummer", at=LATER)

    page(ditte(house), one.record)

    event = ReadEvent.objects.get(path_name="overview:person", kind="page")
    assert event.record_ids == sorted([one.record_id, other.record_id])


def queries(actor: Actor, record: PersonRecord) -> int:
    browser, address = signed_in(actor), reverse("overview:person", args=[record.public_id])
    with time_machine.travel(NOW, tick=False):
        browser.get(address)
        with CaptureQueriesContext(connection) as caught:
            browser.get(address)
    return len(caught)


def test_many_facts_take_no_more_queries_than_one(house: House) -> None:
    few = named(house, by=ditte(house), nights=5)
    acted_for(few.record, by=ditte(house))
    once = queries(ditte(house), few.record)
    for ago in range(22, 2, -2):
        a_stay(
            ditte(house),
            house=house,
            record_id=few.record_id,
            nights=1,
            night=TODAY - timedelta(days=ago),
        )

    assert queries(ditte(house), few.record) == once
    assert once <= 6 + 2 * 5 + REQUEST_ITSELF


# Session, user, assignments, frame and read log: what every page of the house asks.
REQUEST_ITSELF = 10


def test_the_print_tells_the_way_in_words(house: House) -> None:
    stay = named(house, by=ditte(house), nights=None)
    with time_machine.travel(NOW, tick=False):
        answer = signed_in(ditte(house)).get(reverse("overview:person_printed", args=[stay.record.public_id]))

    text = " ".join(one.extract_text() for one in PdfReader(BytesIO(answer.content)).pages)

    assert "Herberg, Åhuset" in text
    assert "Åhuset" not in answer["Content-Disposition"]
    assert ReadEvent.objects.filter(path_name="overview:person_printed", kind="export").exists()


def test_drawing_and_words_stand_on_the_page(house: House) -> None:
    stay = named(house, by=ditte(house), nights=None)

    text = page(ditte(house), stay.record).content.decode()

    assert 'role="img"' in text
    assert text.count("Herberg, Åhuset") >= 3
    assert "Det hele står i ord under tegningen." in text
    assert isinstance(stay.decided_at, datetime)


def test_a_stay_that_moves_within_the_house_is_one_strand_and_a_leave_lies_on_it(house: House) -> None:
    came = TODAY - timedelta(days=10)
    stay = named(house, by=ditte(house), night=came, nights=None)
    moved = move(stay, by=ditte(house), place=house.places[1], day=TODAY - timedelta(days=5), at=LATER)
    agreed = Agreed(ground="visit", place_kept="yes", expected_back=None)
    begin_leave(moved, by=ditte(house), first_night=TODAY - timedelta(days=2), agreed=agreed, at=LATER)

    strands = way(ditte(house), stay.record).line.strands

    assert [(one.form, one.period.start, one.period.end) for one in strands] == [
        ("shelter", came, None),
        ("leave", TODAY - timedelta(days=2), None),
    ]
