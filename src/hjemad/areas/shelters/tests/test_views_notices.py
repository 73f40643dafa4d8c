"""Pages for giving notice, the municipality's inbox, and the nights to settle, as browsers meet them."""

from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hjemad.areas.citizens.actions import PersonDetails, set_identity, set_responsible_municipality
from hjemad.areas.shelters.models import Notice, Stay
from hjemad.areas.shelters.reads.disputes import to_settle
from hjemad.areas.shelters.tests.pages import EVENING, Desk, hidden, words_of
from hjemad.areas.shelters.tests.test_disputes import Two, a_dispute
from hjemad.areas.shelters.writes.notices import send_to_inbox
from hjemad.foundation.access.actor import Actor
from hjemad.foundation.audit.models import ReadOf
from tests import people
from tests.stays import an_admission
from tests.web import signed_in

pytestmark = pytest.mark.django_db


class Office(Desk):
    """Somebody at a desk in a municipality."""

    def __init__(self, actor: Actor) -> None:
        self.actor, self.client, self.at = actor, signed_in(actor), EVENING


@pytest.fixture
def desk() -> Desk:
    return Desk(people.a_house())


def known(desk: Desk, *, name: str = "Ole Kragelund") -> Stay:
    stay = an_admission(desk.actor, house=desk.house, at=EVENING).stay
    set_identity(
        stay.record, by=desk.actor, details=PersonDetails(full_name=name), at=EVENING, reason="sagde det"
    )
    horsens = people.municipality()
    set_responsible_municipality(
        stay.record, by=desk.actor, acts=horsens, pays=horsens, valid_from=people.TODAY, at=EVENING, basis="x"
    )
    return stay


def notice_page(stay: Stay, about: str = "optagelse") -> str:
    return reverse("shelters:notice", args=[stay.fact_id, about])


def notices() -> list[Notice]:
    return list(Notice.objects.everything(reason="a test counts").current())


def sent_notice(desk: Desk) -> Notice:
    return send_to_inbox(by=desk.actor, stay=known(desk), kind="admission", at=EVENING)


def test_what_is_missing_is_said_with_the_way_to_it(desk: Desk):
    stay = an_admission(desk.actor, house=desk.house, at=EVENING).stay
    page = words_of(desk.get(notice_page(stay)))
    assert "Der kan ikke sendes besked endnu Navnet er ikke kendt." in page
    assert "Det vides ikke, hvilken kommune der er handlekommune." in page
    assert "Skriv, hvem det er" in page


def test_into_the_inbox_by_one_choice_and_the_stay_says_so(desk: Desk):
    people.karen()
    stay = known(desk)
    answer = desk.send(notice_page(stay), way="inbox")
    assert answer.status_code == 302
    assert [one.state for one in notices()] == ["sent"]
    page = words_of(desk.get(reverse("shelters:stay", args=[stay.fact_id])))
    assert "Kommunen har fået besked om indskrivningen" in page
    assert "af Ditte Prøve" in page


def test_nobody_there_reads_so_only_the_letter_is_offered(desk: Desk):
    page = words_of(desk.get(notice_page(known(desk))))
    assert "Som et brev, vi selv sender" in page
    assert "Til kommunens indbakke" not in page


def test_a_letter_is_made_printed_and_marked_as_sent(desk: Desk):
    stay = known(desk)
    desk.send(notice_page(stay), way="letter")
    assert "skal ske i dag" not in words_of(desk.get("/i-nat/"))
    assert "Ole Kragelund, kom mandag 23. nov." in words_of(desk.get("/i-nat/"))
    letter = desk.get(reverse("shelters:notice_letter", args=[notices()[0].fact_id]))
    assert letter["Content-Type"] == "application/pdf"
    assert letter.content.startswith(b"%PDF")
    assert "Ole" not in letter["Content-Disposition"]
    refused = words_of(desk.send(notice_page(stay), way="secure_mail", day="23/11-26", proof=""))
    assert "Skriv, hvad der viser, at den er sendt" in refused
    desk.send(notice_page(stay), way="secure_mail", day="23/11-26", proof="Kvittering 77")
    assert [(one.state, one.way, one.proof) for one in notices()] == [
        ("sent", "secure_mail", "Kvittering 77")
    ]
    assert "Ingen skal have besked lige nu." in words_of(desk.get("/i-nat/"))


def test_a_letter_that_is_not_to_be_sent_is_thrown_away(desk: Desk):
    stay = known(desk)
    desk.send(notice_page(stay), way="letter")
    desk.send(notice_page(stay), way="not_sent", day="23/11-26", proof="")
    assert notices() == []


def test_sent_twice_with_one_form_is_one_notice(desk: Desk):
    people.karen()
    stay = known(desk)
    form = hidden(desk.get(notice_page(stay)))
    for _ in range(2):
        assert desk.send(notice_page(stay), form=form, way="inbox").status_code == 302
    assert len(notices()) == 1


def test_a_notice_about_something_else_is_not_there(desk: Desk):
    assert desk.get(notice_page(known(desk), "noget")).status_code == 404


def test_another_house_has_no_notice_page_and_no_letter(desk: Desk):
    people.karen()
    notice = sent_notice(desk)
    other = Desk(people.a_house("Havnely", code="102"), worker="Niels")
    assert other.get(reverse("shelters:notice", args=[notice.stay_fact, "optagelse"])).status_code == 404
    assert other.get(reverse("shelters:notice_letter", args=[notice.fact_id])).status_code == 404


def test_the_inbox_shows_what_came_and_reading_is_noted(desk: Desk):
    karen = people.karen()
    notice = sent_notice(desk)
    page = words_of(Office(karen).get(reverse("shelters:inbox")))
    assert "Ikke besvaret 1 Ole Kragelund" in page
    read = ReadOf.objects.filter(event__path_name="shelters:inbox", event__user_id=karen.user_id)
    assert read.filter(record_id=notice.record_id).exists()


def test_the_inbox_asks_at_most_twelve_questions_and_as_many_for_one_as_for_many(desk: Desk):
    office = Office(people.karen())

    def asked() -> int:
        with CaptureQueriesContext(connection) as found:
            office.get(reverse("shelters:inbox"))
        return sum(not one["sql"].startswith(("SAVEPOINT", "RELEASE")) for one in found)

    sent_notice(desk)
    office.get(reverse("shelters:inbox"))
    for_one = asked()
    for place in (1, 2):
        stay = an_admission(desk.actor, house=desk.house, place=place, called=f"Nr. {place}", at=EVENING).stay
        set_identity(
            stay.record, by=desk.actor, details=PersonDetails(full_name="Bo Eng"), at=EVENING, reason="x"
        )
        horsens = people.municipality()
        set_responsible_municipality(
            stay.record, by=desk.actor, acts=horsens, pays=horsens, valid_from=people.TODAY, at=EVENING,
            basis="x",
        )  # fmt: skip
        send_to_inbox(by=desk.actor, stay=stay, kind="admission", at=EVENING)
    assert len(notices()) == 3
    assert for_one == asked() <= 12


def answered(notice: Notice, **typed: str) -> Any:
    return Office(people.karen()).send(reverse("shelters:arrived", args=[notice.fact_id]), **typed)


def test_the_municipality_answers_that_it_has_it(desk: Desk):
    people.karen()
    assert answered(sent_notice(desk), answer="received").status_code == 302
    assert notices()[0].state == "received"


def test_a_notice_goes_back_only_with_why_and_the_shelter_reads_it(desk: Desk):
    people.karen()
    notice = sent_notice(desk)
    assert "Skriv, hvorfor den sendes tilbage" in words_of(answered(notice, answer="returned"))
    answered(notice, answer="returned", why="Flyttet til Odense")
    page = words_of(desk.get(reverse("shelters:notice", args=[notice.stay_fact, "optagelse"])))
    assert "Orienteringen kom tilbage Flyttet til Odense" in page
    assert "Giv besked" in page
    assert "Sendt tilbage: Flyttet til Odense" in words_of(
        desk.get(reverse("shelters:stay", args=[notice.stay_fact]))
    )


def test_another_municipality_cannot_open_it(desk: Desk):
    people.karen()
    notice = sent_notice(desk)
    odense = Office(people.an_actor("Lene", role="caseworker", organisation=people.municipality("461")))
    assert odense.get(reverse("shelters:arrived", args=[notice.fact_id])).status_code == 404
    assert odense.get(reverse("shelters:arrived_letter", args=[notice.fact_id])).status_code == 404


def test_a_shelter_has_no_inbox_and_a_caseworker_gives_no_notice(desk: Desk):
    stay = known(desk)
    assert desk.get(reverse("shelters:inbox")).status_code == 403
    assert Office(people.karen()).get(notice_page(stay)).status_code == 403


@pytest.fixture
def two() -> Two:
    return a_dispute()


def test_the_page_of_a_stay_names_the_nights_and_the_reference_and_never_the_other_house(two: Two):
    page = words_of(Desk(two.here).get(reverse("shelters:stay", args=[two.mine.fact_id])))
    (found,) = to_settle(people.mette(), on=people.TODAY)
    assert "Disse nætter skal efterses" in page
    assert found.reference in page
    assert "Havnely" not in page


def test_the_economist_decides_with_a_reason_and_both_shelters_get_their_own_answer(two: Two):
    mette = Office(people.mette())
    (found,) = to_settle(mette.actor, on=people.TODAY)
    listed = words_of(mette.get(reverse("shelters:disputes")))
    assert f"Kaj Prøve 8.–11. okt. 2026 · {found.reference} · Åhuset · Havnely" in listed
    address = reverse("shelters:dispute", args=[found.reference])
    assert mette.send(address, counts=str(two.here.shelter.pk), reason="Sengelisten").status_code == 302
    assert "Sengelisten" in words_of(mette.get(address))
    mine = words_of(Desk(two.here).get(reverse("shelters:stay", args=[two.mine.fact_id])))
    theirs = words_of(
        Desk(two.there, worker="Niels").get(reverse("shelters:stay", args=[two.theirs.fact_id]))
    )
    assert "Disse nætter tæller her" in mine
    assert "Disse nætter tæller ikke her" in theirs
    assert "Åhuset" not in theirs


def test_another_municipality_finds_no_dispute(two: Two):
    (found,) = to_settle(people.mette(), on=people.TODAY)
    odense = Office(people.an_actor("Lene", role="economist", organisation=people.municipality("461")))
    assert odense.get(reverse("shelters:dispute", args=[found.reference])).status_code == 404
    with time_machine.travel(EVENING, tick=False):
        assert found.reference not in words_of(odense.get(reverse("shelters:disputes")))
