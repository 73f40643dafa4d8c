"""A stay's page, its end, its correction and its withdrawal; and the list of those the house knows."""

from datetime import date, datetime

import pytest

from hjemad.areas.citizens.actions import set_identity, set_responsible_municipality
from hjemad.areas.citizens.queries import record_for
from hjemad.areas.citizens.rules import PersonDetails
from hjemad.areas.shelters.models import Stay
from hjemad.areas.shelters.tests.pages import Desk, address_of, current, hidden, words_of
from hjemad.foundation.audit.models import ReadEvent
from hjemad.kernel.person_number import PersonNumber
from tests import people
from tests.stays import a_stay, an_admission

pytestmark = pytest.mark.django_db

NUMBER = PersonNumber.invented(5, birth_date=date(1988, 5, 14))


@pytest.fixture
def desk() -> Desk:
    return Desk(people.a_house())


@pytest.fixture
def stay(desk: Desk) -> Stay:
    """Kaj sleeps on 001 since Friday 20 November."""
    return a_stay(desk.actor, house=desk.house, night=date(2026, 11, 20), nights=None)


def discharged(desk: Desk, stay: Stay, **typed: str) -> object:
    return desk.send(address_of(stay, more="udskriv/"), **{"mode": "moved_home", **typed})


def test_the_page_says_what_follows_and_what_is_not_asked_yet(desk: Desk, stay: Stay) -> None:
    page = words_of(desk.get(address_of(stay)))

    assert "Plads 001, Stuen i Åhuset · 20. nov. 2026–" in page
    assert "0 af 7 besvaret" in page
    assert "Mangler at spørge om: navn, CPR-nummer eller fødselsdato, kommune, hvor borgeren sov" in page
    assert "Handlekommunen skal have besked Senest tirsdag 24. nov. 2026" in page
    assert "Kommunen skal lave en plan" in page
    assert "Før her intet tidligere ophold her" in page


def test_what_is_known_stands_there_with_the_number_masked(desk: Desk, stay: Stay) -> None:
    record = record_for(desk.actor, record_id=stay.record_id)
    details = PersonDetails(full_name="Kaj Prøve", cpr=NUMBER)
    set_identity(record, by=desk.actor, details=details, at=people.NOW, reason="")
    home = people.municipality()
    set_responsible_municipality(
        record,
        by=desk.actor,
        acts=home,
        pays=home,
        valid_from=stay.valid_from,
        at=people.NOW,
        basis="en test",
    )

    page = words_of(desk.get(address_of(stay)))

    assert "CPR-nummer 740588-••••" in page
    assert NUMBER.full() not in page
    assert "Horsens Kommune fra 20. nov. 2026" in page
    assert "3 af 7 besvaret" in page
    assert "Horsens Kommune skal have besked" in page


def test_a_deadline_that_has_passed_is_said_as_passed(desk: Desk, stay: Stay) -> None:
    desk.next_shift(datetime(2026, 12, 1, 9, 0, tzinfo=people.COPENHAGEN))

    assert "Sidste dag var 24. nov. 2026." in words_of(desk.get(address_of(stay)))


def test_an_earlier_stay_in_the_house_is_shown(desk: Desk) -> None:
    june = a_stay(desk.actor, house=desk.house, night=date(2026, 6, 11), nights=13)
    now = an_admission(desk.actor, house=desk.house, record_id=june.record_id).stay

    assert "Før her 11.–24. jun. 2026" in words_of(desk.get(address_of(now)))


def test_today_is_one_click_and_says_how_many_nights(desk: Desk, stay: Stay) -> None:
    discharged(desk, stay, when="2026-11-23", where="Egen lejlighed")

    page = words_of(desk.get(address_of(stay)))
    assert current()[0].valid_to == date(2026, 11, 23)
    assert "Opholdet har 3 nætter" in page
    assert "Flyttet i egen bolig" in page
    assert "Egen lejlighed" in page
    assert "Orientér kommunen om udskrivningen" in page


def test_no_day_is_chosen_beforehand(desk: Desk, stay: Stay) -> None:
    page = desk.get(address_of(stay, more="udskriv/"))

    assert "I dag, 23. nov. 2026" in words_of(page)
    assert "checked" not in page.content.decode()


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ({}, "Vælg i dag, eller skriv en anden dag"),
        ({"when": "other"}, "Vælg i dag, eller skriv en anden dag"),
        ({"when": "2026-11-23", "day": "22/11-2026"}, "Der er to forskellige dage. Vælg den ene"),
        ({"day": "19/11-2026"}, "Skriv en dato fra 20. nov. 2026 og frem"),
        ({"day": "24/11-2026"}, "Dagen er ikke kommet endnu."),
        ({"day": "31/2-2026"}, "Den dag findes ikke i kalenderen."),
    ],
    ids=["none", "another, not written", "two days", "before admission", "in the future", "impossible"],
)
def test_a_day_out_that_cannot_be_keeps_the_stay_and_says_what_to_write(
    desk: Desk, stay: Stay, typed: dict[str, str], reason: str
) -> None:
    answer = discharged(desk, stay, **typed)

    assert reason in words_of(answer)
    assert current()[0].valid_to is None


def test_how_the_stay_ended_is_asked(desk: Desk, stay: Stay) -> None:
    answer = desk.send(address_of(stay, more="udskriv/"), when="2026-11-23")

    assert list(answer.context["form"].errors) == ["mode"]


def test_whoever_is_discharged_already_gets_no_second_form(desk: Desk, stay: Stay) -> None:
    form = hidden(desk.get(address_of(stay, more="udskriv/")))
    discharged(desk, stay, when="2026-11-23")

    page = words_of(desk.get(address_of(stay, more="udskriv/")))
    late = desk.send(address_of(stay, more="udskriv/"), form=form, when="2026-11-23", mode="left")

    assert "Borgeren er allerede udskrevet 20.–23. nov. 2026, Flyttet i egen bolig." in page
    assert late.status_code == 200
    assert current()[0].discharge_mode == "moved_home"


def test_discharged_twice_with_one_form_is_discharged_once(desk: Desk, stay: Stay) -> None:
    form = hidden(desk.get(address_of(stay, more="udskriv/"))) | {"when": "2026-11-23", "mode": "left"}
    address = address_of(stay, more="udskriv/")

    first, second = desk.send(address, form=form), desk.send(address, form=form)

    assert first.headers["Location"] == second.headers["Location"] == address_of(stay)
    assert current()[0].version == 2


def test_every_version_stands_with_who_when_and_why(desk: Desk, stay: Stay) -> None:
    desk.send(address_of(stay, more="ret/"), start="19/11-2026", end="22/11-2026", reason="Kom torsdag")

    page = words_of(desk.get(address_of(stay)))
    assert "19.–22. nov. 2026, Vides ikke gælder nu" in page
    assert "Ditte Prøve, 23. nov. 2026 kl. 21.00: Kom torsdag" in page
    assert "20. nov. 2026– Plads 001. Ditte Prøve, 20. nov. 2026 kl. 23.20" in page


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"start": "22/11-2026", "end": "21/11-2026", "reason": "Fejl"}, "end"),
        ({"start": "", "reason": "Fejl"}, "start"),
        ({"start": "20/11-2026", "reason": ""}, "reason"),
        ({"start": "24/12-2026", "reason": "Fejl"}, "end"),
    ],
    ids=["reversed", "no day in", "no reason", "in the future"],
)
def test_a_correction_that_cannot_be_changes_nothing(
    desk: Desk, stay: Stay, typed: dict[str, str], field: str
) -> None:
    answer = desk.send(address_of(stay, more="ret/"), **typed)

    assert list(answer.context["form"].errors) == [field]
    assert current()[0].version == 1


def test_a_correction_into_somebody_elses_nights_is_refused(desk: Desk, stay: Stay) -> None:
    discharged(desk, stay, when="2026-11-23")
    an_admission(desk.actor, house=desk.house, called="Ida")

    answer = desk.send(address_of(stay, more="ret/"), start="20/11-2026", end="", reason="Blev")

    assert "Pladsen er optaget den nat." in words_of(answer)
    assert "Blev" in words_of(answer)


def test_a_stay_written_by_mistake_is_withdrawn_with_a_reason(desk: Desk, stay: Stay) -> None:
    address = address_of(stay, more="traek-tilbage/")
    empty = desk.send(address, reason="")
    form = hidden(desk.get(address)) | {"reason": "Skrevet på den forkerte"}

    first, second = desk.send(address, form=form), desk.send(address, form=form)

    assert list(empty.context["form"].errors) == ["reason"]
    assert first.headers["Location"] == second.headers["Location"] == "/i-nat/"
    assert "Opholdet er trukket tilbage" in words_of(desk.get("/i-nat/"))
    assert current() == []


def test_residents_are_those_who_live_here_and_those_who_have_moved_on(desk: Desk, stay: Stay) -> None:
    a_stay(desk.actor, house=desk.house, place=1, called="Ida")

    page = words_of(desk.get("/beboere/"))

    assert "Bor her nu 1 Navne Forbogstaver Kaj Plads 001, siden 20. nov. 2026" in page
    assert "Rejst videre 1 Ida 24.–29. okt. 2026" in page
    assert ReadEvent.objects.get(path_name="shelters:residents").kind == "list"


def test_a_search_is_posted_and_finds_only_the_houses_own(desk: Desk, stay: Stay) -> None:
    other = people.a_house("Havnely", code="102")
    a_stay(people.niels(other), house=other, nights=None, called="Kaj fra Havnely")

    found = desk.send("/beboere/", who="kaj")
    nobody = desk.send("/beboere/", who="havnely")

    assert "Kaj 20. nov. 2026–, Plads 001" in words_of(found)
    assert "Havnely" not in words_of(found)
    assert "Ingen blandt jeres egne passer." in words_of(nobody)
    assert [one.kind for one in ReadEvent.objects.filter(path_name="shelters:residents")][-1] == "search"


def test_an_empty_search_says_so(desk: Desk) -> None:
    assert list(desk.send("/beboere/", who="").context["form"].errors) == ["who"]


@pytest.mark.parametrize("more", ["", "udskriv/", "ret/", "traek-tilbage/"])
def test_a_stay_of_another_house_does_not_exist(desk: Desk, stay: Stay, more: str) -> None:
    stranger = Desk(people.a_house("Havnely", code="102"), worker="Niels")

    assert stranger.get(address_of(stay, more=more)).status_code == 404
