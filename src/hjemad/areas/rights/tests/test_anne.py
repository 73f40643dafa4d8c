"""Anne of the stories asks for a copy: it names no other person, and tells nobody but her of a place."""

import csv
import io
import json
import logging
import zipfile
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest
from pypdf import PdfReader

from hjemad.areas.citizens import actions as citizens
from hjemad.areas.citizens.models import PersonRecord, RecordLink
from hjemad.areas.citizens.reads.finding import Asked
from hjemad.areas.citizens.rules import PersonDetails
from hjemad.areas.citizens.writes.finding import look_up
from hjemad.areas.citizens.writes.protection import protect
from hjemad.areas.rights.actions import access_requests as requests
from hjemad.areas.rights.models import AccessRequest, RequestState
from hjemad.areas.rights.queries.access_requests import package
from hjemad.areas.rights.queries.subject_data import holdings
from hjemad.areas.shelters.actions import correct_stay
from hjemad.foundation.access.actor import Actor, NotAllowed
from hjemad.foundation.access.relation import NotVisible
from hjemad.foundation.audit.actions import log_reads
from hjemad.foundation.audit.models import Disclosure, DisclosureOf, Event, ReadKind
from hjemad.foundation.audit.reads import Reads
from hjemad.kernel.errors import InputRejected
from hjemad.kernel.periods import Period
from hjemad.kernel.person_number import PersonNumber
from tests import people
from tests.people import HORSENS, NOW, TODAY, House, an_actor, ditte, niels
from tests.stays import a_stay, at_night, many_stays

pytestmark = pytest.mark.django_db

ANNE = PersonNumber.invented(42, birth_date=date(1975, 4, 9))
MONTHS_AGO = TODAY - timedelta(days=90)
OTHERS = ("Sofie", "Hald", "Malik", "Ditte", "Niels", "Lone", "Prøve")


@dataclass(frozen=True)
class Story:
    """Åhuset, where Anne stays behind a locked door, and Havnely, which must not be known from there."""

    here: House
    there: House
    leader: Actor
    record_id: int


@pytest.fixture
def story() -> Story:
    """The threats, the brother, the other resident, the stay elsewhere: all of it by ordinary actions."""
    here, there = people.a_house(), people.a_house("Havnely", code="102")
    worker = ditte(here)
    a_stay(worker, house=here, night=MONTHS_AGO, nights=None, place=1, called="Sofie Hald")
    stay = a_stay(worker, house=here, night=MONTHS_AGO, nights=60, called="Anne")
    details = PersonDetails(full_name="Anne Opdigtet", alias="Anne", cpr=ANNE)
    citizens.set_identity(stay.record, by=worker, details=details, at=NOW, reason="Fortalt til Ditte")
    correct_stay(
        by=worker,
        stay=stay,
        valid_from=stay.valid_from,
        valid_to=stay.valid_to,
        reason="Sofie har set det. Anne er truet af sin bror Malik. Døren skal være låst",
        at=NOW + timedelta(minutes=1),
    )
    protect(
        stay.record,
        by=worker,
        kind="own_safety",
        since=TODAY,
        at=NOW,
        why="truet af familien, også af sofie",
        remind_on=TODAY + timedelta(days=90),
    )
    horsens = people.municipality(HORSENS)
    citizens.set_responsible_municipality(
        stay.record,
        by=worker,
        acts=horsens,
        pays=horsens,
        valid_from=MONTHS_AGO,
        at=NOW,
        basis="own_statement",
        evidence="sagt til Ditte",
    )
    log_reads(Reads([(ReadKind.PAGE, [stay.record_id])]), by=worker, at=NOW, path_name="shelters:stay")
    and_elsewhere(there, stay.record_id, details)
    leader = an_actor("Lone", role="shelter_leader", organisation=here.shelter)
    return Story(here, there, leader, stay.record_id)


def and_elsewhere(there: House, record_id: int, details: PersonDetails) -> None:
    """Niels looks her up by her number, is told *known*, and she sleeps three nights in his house."""
    elsewhere = niels(there)
    look_up(by=elsewhere, asked=Asked(cpr=ANNE), purpose="indskrivning", at=NOW)
    [other] = citizens.create_records(
        by=elsewhere,
        new=[citizens.NewRecord(details, valid_from=TODAY, citizen=_citizen_of(record_id))],
        at=NOW,
        origin="entered",
    )
    nights = Period(TODAY - timedelta(days=5), TODAY - timedelta(days=2))
    many_stays(elsewhere, house=there, records=[other.pk], period=nights)


def _citizen_of(record_id: int) -> Any:
    return RecordLink.objects.everything(reason="test").get(record_id=record_id).citizen.public_id


def reviewed(story: Story, *, decision: str = "mask") -> AccessRequest:
    asked = requests.receive(story.record_id, by=story.leader, received=TODAY, at=NOW)
    held = holdings(story.record_id, organisation_id=story.leader.organisation_id, on=TODAY)
    return requests.review(
        asked,
        by=story.leader,
        decided={one.key: decision for one in held.to_review},
        seen=held.digest,
        at=NOW + timedelta(minutes=2),
    )


def the_package(story: Story, *, whole: bool = False) -> dict[str, bytes]:
    released, held = requests.release(reviewed(story), by=story.leader, at=NOW + timedelta(minutes=3))
    content = package(released, held, reader="Åhuset", language="da", at=at_night(TODAY), whole=whole)
    with zipfile.ZipFile(io.BytesIO(content)) as folder:
        return {name: folder.read(name) for name in folder.namelist()}


def test_the_copy_names_no_other_person(story: Story) -> None:
    files = the_package(story)

    told = "".join(content.decode() for name, content in files.items() if not name.endswith(".pdf"))
    assert "Anne Opdigtet" in told
    assert ANNE.full() in told
    assert "truet af sin bror ▇▇▇" in told
    assert [name for name in OTHERS if name.casefold() in told.casefold()] == []


def test_the_pdf_holds_the_same_and_names_no_other_person(story: Story) -> None:
    files = the_package(story)

    pages = PdfReader(io.BytesIO(files["indsigt.pdf"])).pages
    text = " ".join(page.extract_text() for page in pages)
    assert "Anne Opdigtet" in text
    assert [name for name in OTHERS if name.casefold() in text.casefold()] == []


def test_the_copy_of_one_house_tells_of_no_other_house(story: Story) -> None:
    files = the_package(story)

    told = "".join(content.decode() for name, content in files.items() if not name.endswith(".pdf"))
    assert "Åhuset" in told
    assert "Havnely" not in told
    assert "indskrivning" not in told


def test_nothing_but_the_copy_itself_names_a_place_or_her(story: Story, caplog) -> None:
    with caplog.at_level(logging.DEBUG):
        files = the_package(story)

    outside = [*files, caplog.text]
    outside += [json.dumps([one.objects_named, one.data]) for one in Event.objects.all()]
    outside += [f"{one.to} {one.what}" for one in Disclosure.objects.all()]
    words = ("Åhuset", "Havnely", "Anne", ANNE.digits, "\\u00c5huset")
    assert [(word, text) for text in outside for word in words if word in text] == []


def test_giving_it_out_stands_in_the_log_of_what_left_the_house(story: Story) -> None:
    the_package(story)

    assert Disclosure.objects.get().what == "access_package"
    assert DisclosureOf.objects.get().record_id == story.record_id


def test_nothing_is_given_out_before_a_person_has_looked_it_through(story: Story) -> None:
    asked = requests.receive(story.record_id, by=story.leader, received=TODAY, at=NOW)

    with pytest.raises(requests.NotReviewed):
        requests.release(asked, by=story.leader, at=NOW)

    assert not Disclosure.objects.exists()


def test_a_text_nobody_decided_about_stops_the_review(story: Story) -> None:
    asked = requests.receive(story.record_id, by=story.leader, received=TODAY, at=NOW)
    held = holdings(story.record_id, organisation_id=story.leader.organisation_id, on=TODAY)
    assert held.to_review

    with pytest.raises(InputRejected):
        requests.review(asked, by=story.leader, decided={}, seen=held.digest, at=NOW)


def test_what_is_written_after_the_review_is_looked_through_again(story: Story) -> None:
    asked = reviewed(story)
    citizens.set_identity(
        asked.record,
        by=ditte(story.here),
        details=PersonDetails(full_name="Anne Opdigtet", alias="Ane", cpr=ANNE),
        at=NOW + timedelta(minutes=4),
        reason="sagt af Sofie",
    )

    with pytest.raises(requests.NotReviewed):
        requests.release(asked, by=story.leader, at=NOW + timedelta(minutes=5))


def test_a_text_may_be_shown_or_left_out_by_the_one_who_looks(story: Story) -> None:
    left_out = reviewed(story, decision="leave_out")
    held = holdings(story.record_id, organisation_id=story.leader.organisation_id, on=TODAY)

    content = package(left_out, held, reader="Åhuset", language="da", at=at_night(TODAY), whole=False)
    with zipfile.ZipFile(io.BytesIO(content)) as folder:
        assert "truet af sin bror" not in folder.read("data.json").decode()


def test_the_whole_log_of_the_acting_municipality_tells_of_the_look_up_elsewhere(story: Story) -> None:
    files = the_package(story, whole=True)

    log = json.loads(files["data.json"])["logs"][0]["rows"]
    assert [one["why"] for one in log if "Havnely" in one["who"]][:1] == ["indskrivning"]
    assert "Niels" not in files["data.json"].decode()


def test_a_table_of_the_copy_holds_no_formula(story: Story) -> None:
    citizens.set_identity(
        PersonRecord.objects.everything(reason="test").get(pk=story.record_id),
        by=ditte(story.here),
        details=PersonDetails(full_name="=1+1 Anne", cpr=ANNE),
        at=NOW + timedelta(minutes=1),
        reason="",
    )

    files = the_package(story)

    cells = [
        cell
        for name, content in files.items()
        if name.endswith(".csv")
        for row in csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";")
        for cell in row
    ]
    assert "'=1+1 Anne" in cells


def test_the_request_is_answered_within_a_month_or_two_more_with_a_reason(story: Story) -> None:
    asked = requests.receive(story.record_id, by=story.leader, received=TODAY, at=NOW)
    assert asked.due_on == date(2026, 12, 23)

    extended = requests.extend(asked, by=story.leader, why="mange tekster", at=NOW)
    assert (extended.due_on, extended.state) == (date(2027, 2, 23), RequestState.RECEIVED)
    with pytest.raises(InputRejected):
        requests.extend(extended, by=story.leader, why="igen", at=NOW)


def test_another_house_neither_receives_nor_sees_the_request(story: Story) -> None:
    asked = reviewed(story)
    other = an_actor("Lis", role="shelter_leader", organisation=story.there.shelter)

    with pytest.raises(NotVisible):
        requests.receive(story.record_id, by=other, received=TODAY, at=NOW)
    with pytest.raises(NotVisible):
        requests.release(asked, by=other, at=NOW)
    with pytest.raises(NotAllowed):
        requests.receive(story.record_id, by=ditte(story.here), received=TODAY, at=NOW)
