"""Who did what: an auditor reads the money's events, a data protection officer all, and nobody a person."""

import importlib
from pathlib import Path

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

import hjemad.areas
from hjemad.areas.rights.queries.done import events_of, told
from hjemad.areas.rights.views.event_words import EVENT_WORDS
from hjemad.foundation.audit.actions import log
from tests import people
from tests.stays import a_stay
from tests.web import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def tonight():
    with time_machine.travel(people.NOW, tick=False):
        yield


def auditor(code: str = people.HORSENS):
    return people.an_actor("Rie", role="auditor", organisation=people.municipality(code))


def kinds(actor) -> list[str]:
    return [one.kind for one in events_of(actor, first=people.TODAY, last=people.TODAY)]


def test_every_event_of_every_area_has_words():
    areas = sorted(path.parent.name for path in Path(hjemad.areas.__file__).parent.glob("*/events.py"))
    named = {
        value
        for area in areas
        for name, value in vars(importlib.import_module(f"hjemad.areas.{area}.events")).items()
        if name.isupper() and isinstance(value, str)
    }
    assert len(named) > 70
    assert named - set(EVENT_WORDS) == set()


def test_an_auditor_reads_what_was_done_about_the_money_and_nothing_else():
    mette = people.mette()
    log("refunds.request_sent", by=mette, at=people.NOW, objects={"claim": 7})
    log("citizens.protected", by=mette, at=people.NOW, objects={"record": "x"})
    log("refunds.request_sent", by=people.mette("461"), at=people.NOW, objects={"claim": 8})
    assert kinds(auditor()) == ["refunds.request_sent"]
    (done,) = told(list(events_of(auditor(), first=people.TODAY, last=people.TODAY)), day=people.TODAY)
    assert (done.who, done.role, done.about) == ("Mette Prøve", "economist", (("claim", "7"),))


def test_an_officer_reads_all_that_was_done_in_the_house_and_no_name_of_a_citizen():
    house = people.a_house()
    a_stay(people.ditte(house), house=house, night=people.TODAY, nights=None, called="Kaj")
    officer = people.an_actor("Dorte", role="dpo", organisation=house.shelter)
    page = signed_in(officer).get("/hvem-gjorde-hvad/").content.decode()
    assert "skrev en person ned" in page
    assert "indskrev en person" in page
    assert "Kaj" not in page


def test_days_in_the_wrong_order_are_said_and_kept_as_typed():
    page = signed_in(auditor()).get("/hvem-gjorde-hvad/?fra=3/11-26&til=1/11-26").content.decode()
    assert "Den sidste dag ligger før den første" in page
    assert 'value="3.\xa0nov. 2026"' in page


def test_the_last_day_is_included_and_the_day_after_is_not():
    mette = people.mette()
    for hour in ("2026-11-01T22:59:00Z", "2026-11-01T23:01:00Z"):
        at = people.NOW.fromisoformat(hour)
        log("billing.rate_recorded", by=mette, at=at, objects={})
    day = people.TODAY.replace(day=1)
    assert [one.at.minute for one in events_of(auditor(), first=day, last=day)] == [59]


def test_the_queries_are_the_same_for_one_and_for_many_and_the_second_page_is_there():
    mette, client = people.mette(), signed_in(auditor())
    log("billing.rate_recorded", by=mette, at=people.NOW, objects={})
    with CaptureQueriesContext(connection) as one:
        client.get("/hvem-gjorde-hvad/")
    for number in range(50):
        log("billing.rate_recorded", by=people.svend(), at=people.NOW, objects={"bill": number})
    with CaptureQueriesContext(connection) as many:
        page = client.get("/hvem-gjorde-hvad/").content.decode()
    assert len(one) == len(many) <= 12
    assert "page=2" in page
    assert "Mette Prøve</b>" not in page
    assert "Mette Prøve</b>" in client.get("/hvem-gjorde-hvad/?page=2").content.decode()
