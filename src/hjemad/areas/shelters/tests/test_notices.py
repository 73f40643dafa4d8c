"""Notices: what is missing is said, a draft stops nothing, sent has proof, returned starts over."""

import hashlib
import io
from datetime import date, timedelta
from typing import Any

import pytest
from pypdf import PdfReader

from hjemad.areas.citizens.actions import PersonDetails, rebuild_clocks, set_responsible_municipality
from hjemad.areas.citizens.reads.clocks import clock_of
from hjemad.areas.citizens.writes.protection import protect
from hjemad.areas.shelters.actions import admit, discharge, withdraw_stay
from hjemad.areas.shelters.models import Notice, Stay
from hjemad.areas.shelters.reads.clocks import ADMISSION, DISCHARGE
from hjemad.areas.shelters.reads.letters import letter_of, rows_of
from hjemad.areas.shelters.reads.notices import arrived_for, inbox, notice_for, notices_of_stay
from hjemad.areas.shelters.rules import NoticeNotPossible, NoticeStands, ProofMissing, SentOnAnotherDay
from hjemad.areas.shelters.writes.notices import (
    draft_letter,
    drop_draft,
    mark_sent,
    receive,
    send_back,
    send_to_inbox,
)
from hjemad.documents.pdf import pdf_of
from hjemad.foundation.access.relation import NotVisible
from hjemad.foundation.audit.models import Disclosure, Event
from hjemad.kernel.errors import AlreadyClosed, InputRejected
from hjemad.kernel.person_number import PersonNumber
from tests import people

pytestmark = pytest.mark.django_db

BORN = date(1983, 3, 14)
CPR = PersonNumber.invented(7, birth_date=BORN)


@pytest.fixture
def house() -> people.House:
    return people.a_house()


def a_known_stay(house: people.House, *, name: str = "Kaj Prøve", acts: bool = True) -> Stay:
    by = people.ditte(house)
    details = PersonDetails(full_name=name, cpr=CPR) if name else PersonDetails(alias="Manden med hatten")
    stay = admit(
        by=by, place=house.places[0], night=people.TODAY, decided_at=people.NOW, at=people.NOW, person=details
    ).stay
    if acts:
        horsens = people.municipality()
        set_responsible_municipality(
            stay.record, by=by, acts=horsens, pays=horsens, valid_from=people.TODAY, at=people.NOW, basis="x"
        )
    return stay


def state_of(house: people.House, stay: Stay, *, kind: str = ADMISSION) -> str:
    clock = clock_of(people.ditte(house), kind=kind, subject=stay.fact_id)
    assert clock is not None
    return clock.state


def nothing_differs() -> bool:
    return rebuild_clocks(at=people.NOW)[1] == 0


def sent(house: people.House, stay: Stay, *, kind: str = "admission") -> Notice:
    return send_to_inbox(by=people.ditte(house), stay=stay, kind=kind, at=people.NOW)


def drafted(house: people.House, stay: Stay) -> Notice:
    return draft_letter(by=people.ditte(house), stay=stay, kind="admission", at=people.NOW)


def marked(house: people.House, notice: Notice, **changed: Any) -> Notice:
    values: dict[str, Any] = {
        "by": people.ditte(house), "way": "letter", "sent_on": people.TODAY, "proof": "RR 1234",
        "decided_on": people.TODAY, "at": people.NOW,
    }  # fmt: skip
    return mark_sent(notice, **(values | changed))


def test_into_an_inbox_the_notice_is_sent_at_once_and_the_clock_stops(house: people.House):
    karen, stay = people.karen(), a_known_stay(house)
    notice = sent(house, stay)
    assert (notice.state, notice.way, notice.sent_at) == ("sent", "inbox", people.NOW)
    assert state_of(house, stay) == "stopped"
    assert [one.notice.fact_id for one in inbox(karen)] == [notice.fact_id]
    assert nothing_differs()


def test_without_a_name_or_a_municipality_it_says_what_is_missing(house: people.House):
    stay = a_known_stay(house, name="", acts=False)
    with pytest.raises(NoticeNotPossible) as refused:
        drafted(house, stay)
    assert refused.value.da == (
        "Navnet er ikke kendt. Skriv først, hvem det er. Ingen handlekommune er kendt. Skriv først kommunen"
    )
    assert state_of(house, stay) == "open"


def test_a_municipality_without_readers_here_gets_a_letter(house: people.House):
    stay = a_known_stay(house)
    with pytest.raises(NoticeNotPossible, match="letter instead"):
        sent(house, stay)
    assert drafted(house, stay).state == "draft"


def test_a_draft_stops_no_clock_and_a_letter_that_was_sent_does(house: people.House):
    stay = a_known_stay(house)
    draft = drafted(house, stay)
    assert state_of(house, stay) == "open"
    assert not Disclosure.objects.exists()
    notice = marked(house, draft, way="secure_mail")
    assert state_of(house, stay) == "stopped"
    assert (notice.way, notice.proof, notice.sent_by_id) == (
        "secure_mail",
        "RR 1234",
        people.ditte(house).user_id,
    )
    assert nothing_differs()


def test_a_letter_is_sent_with_proof_and_on_a_day_that_can_be(house: people.House):
    draft = drafted(house, a_known_stay(house))
    with pytest.raises(ProofMissing):
        marked(house, draft, proof=" ")
    for impossible in (people.TODAY - timedelta(days=1), people.TODAY + timedelta(days=1)):
        with pytest.raises(SentOnAnotherDay):
            marked(house, draft, sent_on=impossible)


def test_the_database_refuses_a_letter_without_proof(house: people.House):
    draft = drafted(house, a_known_stay(house))
    notice = marked(house, draft)
    assert notice.proof
    names = {one.name for one in Notice._meta.constraints}
    assert "shelters_notice_has_proof" in names


def test_two_notices_about_one_thing_are_one(house: people.House):
    people.karen()
    stay = a_known_stay(house)
    sent(house, stay)
    with pytest.raises(NoticeStands):
        sent(house, stay)
    with pytest.raises(NoticeStands):
        drafted(house, stay)


def test_a_draft_can_be_dropped_and_made_again(house: people.House):
    stay = a_known_stay(house)
    drop_draft(drafted(house, stay), by=people.ditte(house), at=people.NOW)
    assert notices_of_stay(people.ditte(house), stay_facts=[stay.fact_id]) == []
    assert drafted(house, stay).state == "draft"


def test_the_municipality_takes_it_and_answers_once(house: people.House):
    karen, stay = people.karen(), a_known_stay(house)
    taken = receive(sent(house, stay), by=karen, at=people.NOW)
    assert (taken.state, taken.answered_by_id) == ("received", karen.user_id)
    assert state_of(house, stay) == "stopped"
    with pytest.raises(AlreadyClosed):
        send_back(taken, by=karen, why="for sent", at=people.NOW)
    assert nothing_differs()


def test_one_sent_to_the_wrong_municipality_comes_back_with_why_and_the_clock_runs_again(house: people.House):
    karen, stay = people.karen(), a_known_stay(house)
    notice = sent(house, stay)
    with pytest.raises(InputRejected):
        send_back(notice, by=karen, why=" ", at=people.NOW)
    back = send_back(notice, by=karen, why="Flyttet til Odense i maj", at=people.NOW)
    assert (back.state, back.answer) == ("returned", "Flyttet til Odense i maj")
    assert state_of(house, stay) == "open"
    assert nothing_differs()
    assert sent(house, stay).state == "sent"


def test_another_municipality_and_another_house_find_no_notice(house: people.House):
    people.karen()
    notice = sent(house, a_known_stay(house))
    other = people.a_house("Havnely", code="102")
    odense = people.karen("461")
    assert inbox(odense) == []
    with pytest.raises(NotVisible):
        arrived_for(odense, fact_id=notice.fact_id)
    with pytest.raises(NotVisible):
        receive(notice, by=odense, at=people.NOW)
    with pytest.raises(NotVisible):
        notice_for(people.niels(other), fact_id=notice.fact_id)


def test_a_stay_taken_back_is_told_in_the_inbox(house: people.House):
    karen, stay = people.karen(), a_known_stay(house)
    notice = sent(house, stay)
    withdraw_stay(by=people.ditte(house), stay=stay, reason="forkert person", at=people.NOW)
    assert arrived_for(karen, fact_id=notice.fact_id).withdrawn


def test_a_discharge_has_its_own_notice_with_certainty_unknown(house: people.House):
    people.karen()
    stay = a_known_stay(house)
    with pytest.raises(NoticeNotPossible):
        sent(house, stay, kind="discharge")
    gone = discharge(by=people.ditte(house), stay=stay, day=people.TODAY, mode="left", at=people.NOW)
    notice = sent(house, gone, kind="discharge")
    assert state_of(house, stay, kind=DISCHARGE) == "stopped"
    assert state_of(house, stay) == "open"
    assert Disclosure.objects.get().basis == "task"
    assert notice.content["title"] == "Orientering om udskrivning"
    assert nothing_differs()


def test_what_left_the_house_is_logged_with_ids_only(house: people.House):
    people.karen()
    stay = a_known_stay(house)
    sent(house, stay)
    gone = Disclosure.objects.get()
    assert (gone.to, gone.what, gone.basis) == ("Horsens Kommune", "notice_admission_inbox", "duty")
    event = Event.objects.get(kind="shelters.notice_sent")
    assert "Kaj" not in str(event.objects_named) + str(event.data)


def test_the_letter_says_what_the_law_asks_and_can_be_made_again(house: people.House):
    notice = drafted(house, a_known_stay(house))
    data = pdf_of(letter_of(notice.content))
    text = " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages).split())
    for part in ("Kaj Prøve", CPR.full(), "Åhuset", "Horsens Kommune", "23. nov. 2026", notice.reference):
        assert part in text
    assert hashlib.sha256(data).hexdigest() == notice.digest


def test_a_title_names_no_place_no_town_and_no_person(house: people.House):
    title = drafted(house, a_known_stay(house)).content["title"]
    assert title == "Orientering efter serviceloven § 110, stk. 6"


def test_the_number_is_encrypted_where_it_is_kept_and_masked_on_a_page(house: people.House):
    notice = drafted(house, a_known_stay(house))
    digits = CPR.full().replace("-", "")
    assert digits not in str(notice.content).replace("-", "")
    assert ("CPR-nummer", str(CPR)) in rows_of(notice.content)


def test_of_a_protected_person_only_who_and_the_day_of_the_decision_are_told(house: people.House):
    stay = a_known_stay(house)
    protect(
        stay.record, by=people.ditte(house), kind="own_safety", since=people.TODAY, why="Den grå bil",
        at=people.NOW,
    )  # fmt: skip
    notice = drafted(house, stay)
    assert [name for name, _ in rows_of(notice.content)] == ["Navn", "CPR-nummer", "Afgørelse om optagelse"]
    assert "Personen er beskyttet." in notice.content["paragraphs"][1]
    assert "grå" not in str(notice.content)


def test_a_hostile_name_is_printed_and_kept_as_it_is(house: people.House):
    name = '<script>alert(1)</script> #import "x" $ =1+1'
    notice = drafted(house, a_known_stay(house, name=name))
    data = pdf_of(letter_of(notice.content))
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages)
    assert "".join(name.split()) in "".join(text.split())


def test_telling_a_municipality_that_does_not_act_after_all_tells_nobody(house: people.House):
    people.karen()
    stay, by = a_known_stay(house), people.ditte(house)
    sent(house, stay)
    odense = people.municipality("461")
    set_responsible_municipality(
        stay.record, by=by, acts=odense, pays=odense, valid_from=people.TODAY, at=people.NOW, basis="flyttet"
    )
    assert state_of(house, stay) == "open"
    assert nothing_differs()
    draft = drafted(house, stay)
    assert draft.content["municipality"] == "Odense Kommune"
    marked(house, draft)
    assert state_of(house, stay) == "stopped"
    assert nothing_differs()


def test_a_letter_to_a_municipality_that_does_not_act_after_all_is_thrown_away(house: people.House):
    stay, by = a_known_stay(house), people.ditte(house)
    drafted(house, stay)
    odense = people.municipality("461")
    set_responsible_municipality(
        stay.record, by=by, acts=odense, pays=odense, valid_from=people.TODAY, at=people.NOW, basis="flyttet"
    )
    drafted(house, stay)
    (left,) = notices_of_stay(by, stay_facts=[stay.fact_id])
    assert left.content["municipality"] == "Odense Kommune"
