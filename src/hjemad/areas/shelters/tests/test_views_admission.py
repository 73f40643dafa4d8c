"""Admit in two steps: whom the house may know is asked about, and nothing typed is lost or saved twice."""

from datetime import date, datetime

import pytest
from django.test import Client
from django.urls import reverse

from hjemad.areas.citizens.actions import NAME_NOT_KNOWN, set_identity
from hjemad.areas.citizens.models import Identity
from hjemad.areas.citizens.queries import record_for
from hjemad.areas.citizens.rules import PersonDetails
from hjemad.areas.shelters.models import Stay
from hjemad.areas.shelters.tests.pages import AFTER_MIDNIGHT, Desk, address_of, current, hidden, words_of
from hjemad.foundation.audit.models import ReadEvent
from hjemad.foundation.organisations.actions import choose_setting
from hjemad.kernel.periods import Period
from hjemad.kernel.person_number import PersonNumber
from tests import people
from tests.stays import a_stay

pytestmark = pytest.mark.django_db

ADMIT = "/i-nat/indskriv/"
ASKED = "Huset kender nogen, der passer. Ingen er indskrevet endnu"
NUMBER = PersonNumber.invented(3, birth_date=date(1966, 3, 2))


@pytest.fixture
def desk() -> Desk:
    return Desk(people.a_house())


@pytest.fixture
def jonna(desk: Desk) -> Stay:
    """Lived here in June: name, birth date and number are known."""
    stay = a_stay(desk.actor, house=desk.house, night=date(2026, 6, 11), nights=13, called="Jon")
    set_identity(
        record_for(desk.actor, record_id=stay.record_id),
        by=desk.actor,
        details=PersonDetails(full_name="Jonna Lyngbæk", alias="Nana", cpr=NUMBER),
        at=people.NOW,
        reason="",
    )
    return stay


def identity(stay: Stay) -> Identity:
    found = Identity.objects.everything(reason="a test looks").current().get(record_id=stay.record_id)
    assert isinstance(found, Identity)
    return found


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("jonna", "Navnet passer."),
        ("nana", "Kaldenavnet passer."),
        ("2/3-1966", "Fødselsdatoen passer."),
    ],
)
def test_whom_the_house_knows_is_asked_about_with_the_reason_and_nothing_else(
    desk: Desk, jonna: Stay, typed: str, why: str
) -> None:
    answer = desk.admit(typed)

    page = words_of(answer)
    assert ASKED in page
    assert f"Jonna Lyngbæk, 60 år {why} Boede her 11.–24. jun. 2026." in page
    assert f'value="{typed}"' in answer.content.decode()
    assert not answer.context["form"].errors
    assert len(current()) == 1
    assert ReadEvent.objects.get(kind="search").record_ids == [jonna.record_id]


def test_the_one_recognised_gets_the_bed_on_the_record_the_house_has(desk: Desk, jonna: Stay) -> None:
    answer = desk.admit("jonna", asked_for="jonna", match=str(jonna.record_id))

    assert answer.status_code == 302
    assert {stay.record_id for stay in current()} == {jonna.record_id}


def test_somebody_else_of_that_name_is_a_new_person(desk: Desk, jonna: Stay) -> None:
    desk.admit("jonna", asked_for="jonna", match="new")

    new = current()[-1]
    assert new.record_id != jonna.record_id
    assert (identity(new).alias, identity(new).name_known) == ("jonna", False)


def test_an_unknown_name_asks_for_a_few_words_and_stands_as_them(desk: Desk, jonna: Stay) -> None:
    empty = desk.admit("jonna", asked_for="jonna", match="unknown")
    desk.admit("jonna", asked_for="jonna", match="unknown", description="rød hue, høj")

    assert "Skriv et par ord, som næste vagt kan genkende" in words_of(empty)
    assert identity(current()[-1]).alias == "rød hue, høj"


def test_once_asked_an_answer_is_needed(desk: Desk, jonna: Stay) -> None:
    answer = desk.admit("jonna", asked_for="jonna")

    assert list(answer.context["form"].errors) == ["match"]
    assert len(current()) == 1


def test_another_text_than_the_one_asked_about_is_asked_about_again(desk: Desk, jonna: Stay) -> None:
    answer = desk.admit("nana", asked_for="jonna", match="new")

    assert ASKED in words_of(answer)
    assert len(current()) == 1


def test_a_number_the_house_knows_finds_its_person_at_once(desk: Desk, jonna: Stay) -> None:
    answer = desk.admit(NUMBER.full())

    assert answer.status_code == 302
    assert current()[-1].record_id == jonna.record_id


def test_a_number_nobody_has_is_kept_with_the_name_still_unknown(desk: Desk) -> None:
    desk.admit(NUMBER.full())

    written = identity(current()[0])
    assert (written.alias, written.name_known, written.birth_date) == (
        NAME_NOT_KNOWN,
        False,
        NUMBER.birth_date,
    )
    assert NUMBER.digits not in f"{written.alias}{written.search_key}{written.cpr_encrypted}"


def test_a_birth_date_nobody_has_asks_what_the_person_is_called(desk: Desk) -> None:
    answer = desk.admit("14/05-1988")

    assert "Ingen i huset har den fødselsdato. Skriv, hvad borgeren kaldes" in words_of(answer)
    assert current() == []


@pytest.mark.parametrize("typed", ["torben", NUMBER.full()])
def test_whoever_sleeps_here_already_is_told_with_the_way_to_the_stay(desk: Desk, typed: str) -> None:
    here = a_stay(desk.actor, house=desk.house, nights=None, place=1, called="Torben")
    set_identity(
        record_for(desk.actor, record_id=here.record_id),
        by=desk.actor,
        details=PersonDetails(full_name="Torben Skovfryd", cpr=NUMBER),
        at=people.NOW,
        reason="",
    )

    answer = desk.admit(typed, asked_for=typed, match=str(here.record_id))

    assert "Borgeren sover allerede på plads 002 Indskrevet 24. okt. 2026." in words_of(answer)
    assert address_of(here) in answer.content.decode()
    assert len(current()) == 1


def test_a_place_is_chosen_beforehand_by_its_number_on_the_door(desk: Desk) -> None:
    by_label = desk.get(f"{ADMIT}?plads=002").content.decode()
    unknown = desk.get(f"{ADMIT}?plads=999").content.decode()

    assert by_label.count("checked") == 1
    assert "checked" not in unknown


def test_neither_night_is_chosen_beforehand_and_both_are_spelled_out(desk: Desk) -> None:
    desk.at = AFTER_MIDNIGHT

    page = desk.get(ADMIT)

    assert "Natten mandag 23. til tirsdag 24. nov. 2026" in words_of(page)
    assert "Natten tirsdag 24. til onsdag 25. nov. 2026" in words_of(page)
    assert "checked" not in page.content.decode()


def test_what_follows_is_said_before_it_is_saved(desk: Desk) -> None:
    page = words_of(desk.get(ADMIT))

    assert "Handlekommunen skal have besked Senest torsdag 26. nov. 2026." in page
    assert "Kommunen får pligt til en plan" in page
    assert "Vi spørger ikke om statsborgerskab." in page


def test_sent_twice_answers_the_stay_even_though_the_house_now_knows_somebody(desk: Desk) -> None:
    form = hidden(desk.get(ADMIT))
    first, second = desk.admit("Kaj", form=form), desk.admit("Kaj", form=form)
    page = desk.get(second.headers["Location"])

    assert first.headers["Location"] == second.headers["Location"]
    assert "Du sendte to gange. Opholdet er gemt én gang" in words_of(page)
    assert len(current()) == 1


def test_two_who_admit_to_the_same_bed_get_one_stay_and_one_reason(desk: Desk) -> None:
    colleague = Desk(desk.house, worker="Bo")
    form = hidden(colleague.get(ADMIT))
    desk.admit("Ida")

    answer = colleague.admit("Bo", form=form)

    assert "Pladsen er ikke fri mere. Vælg en anden plads" in words_of(answer)
    assert 'value="Bo"' in answer.content.decode()
    assert len(current()) == 1


def test_a_session_that_ends_while_somebody_types_loses_nothing(desk: Desk) -> None:
    form = hidden(desk.get(ADMIT)) | {"who": "Kaj i grøn jakke", "place": str(desk.house.places[1].pk)}
    desk.client.logout()

    sign_in = desk.send(ADMIT, form=form)
    typed = hidden(sign_in) | {"username": "ditte", "password": people.PASSWORD}
    desk.send("/log-paa/", form=typed)
    page = desk.get(ADMIT).content.decode()

    assert sign_in.status_code == 403
    assert current() == []
    assert 'value="Kaj i grøn jakke"' in page
    assert page.count("checked") == 1


def test_only_the_house_itself_admits() -> None:
    desk = Desk(people.a_house())
    economist = people.mette()
    desk.client.force_login(people.a_user("Mette"))
    session = desk.client.session
    session["assignment"] = economist.assignment_id
    session.save()

    assert desk.get(reverse("shelters:admit")).status_code == 403
    assert Client().get(ADMIT).status_code == 302


@pytest.mark.parametrize(
    ("hour", "night"), [(5, date(2026, 11, 23)), (6, date(2026, 11, 24)), (13, date(2026, 11, 24))]
)
def test_a_house_that_chose_when_its_night_turns_is_not_asked(desk: Desk, hour: int, night: date) -> None:
    choose_setting(
        desk.house.shelter.pk, name="night_turns_at", value="06:00", period=Period(date(2026, 1, 1), None),
        source="husets instruks", reason="vagtskifte", by=desk.actor, at=people.NOW,
    )  # fmt: skip
    desk.next_shift(datetime(2026, 11, 24, hour, 10, tzinfo=people.COPENHAGEN))

    assert "Hvilken nat er det?" not in words_of(desk.get(reverse("shelters:admit")))
    desk.admit("Kaj")
    assert [stay.valid_from for stay in current()] == [night]
