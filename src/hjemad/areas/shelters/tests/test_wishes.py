"""Moving on: two words that may differ, each dated, and what is missing with who can do it."""

from datetime import date, datetime

import pytest
from django.urls import reverse

from hjemad.areas.shelters.models import MoveWish, SaidBy
from hjemad.areas.shelters.reads.wishes import wishes_of
from hjemad.areas.shelters.tests.pages import Desk, address_of, hidden, words_of
from hjemad.areas.shelters.writes.wishes import Thing, Word, miss, say, there
from hjemad.foundation.access.relation import NotVisible
from hjemad.kernel.errors import InputRejected
from tests import people
from tests.stays import an_admission

pytestmark = pytest.mark.django_db

MORNING = datetime(2026, 11, 24, 9, 0, tzinfo=people.COPENHAGEN)
TODAY = date(2026, 11, 24)


@pytest.fixture
def desk() -> Desk:
    return Desk(people.a_house(), at=MORNING)


def test_the_citizen_and_the_house_may_differ_and_a_new_word_keeps_the_earlier(desk: Desk) -> None:
    stay = an_admission(desk.actor, house=desk.house).stay
    say(Word("person", "not_now"), by=desk.actor, stay=stay, on=people.TODAY, at=MORNING)
    say(Word("person", "yes", "Jeg vil hjem"), by=desk.actor, stay=stay, on=TODAY, at=MORNING)
    say(Word("shelter", "not_now"), by=desk.actor, stay=stay, on=TODAY, at=MORNING)

    found = wishes_of(desk.actor, stay_facts=[stay.fact_id])[stay.fact_id]
    person, house = found.of(SaidBy.PERSON), found.of(SaidBy.SHELTER)
    assert person is not None
    assert house is not None
    assert (person.answer, person.words, person.since) == ("yes", "Jeg vil hjem", TODAY)
    assert house.answer == "not_now"
    assert found.wishes
    earlier = MoveWish.objects.everything(reason="a test looks").current().filter(answer="not_now")
    assert [(one.valid_from, one.valid_to) for one in earlier.filter(said_by="person")] == [
        (people.TODAY, TODAY)
    ]


def test_what_is_missing_says_who_can_do_it_and_ends_on_the_day_it_is_there(desk: Desk) -> None:
    stay = an_admission(desk.actor, house=desk.house).stay
    plan = miss(Thing("plan", "municipality"), by=desk.actor, stay=stay, on=people.TODAY, at=MORNING)
    for _ in range(2):
        there(plan.fact_id, by=desk.actor, stay=stay, on=TODAY, at=MORNING)

    found = wishes_of(desk.actor, stay_facts=[stay.fact_id])[stay.fact_id]
    assert found.missing == []
    assert [(one.kind, one.there_on) for one in found.there] == [("plan", TODAY)]
    with pytest.raises(InputRejected):
        miss(Thing("other", "person"), by=desk.actor, stay=stay, on=TODAY, at=MORNING)


def test_many_stays_take_as_many_queries_as_one(desk: Desk, django_assert_num_queries: object) -> None:
    stays = [an_admission(desk.actor, house=desk.house, place=n, called=f"Prøve {n}").stay for n in range(3)]
    for stay in stays:
        say(Word("person", "yes"), by=desk.actor, stay=stay, on=TODAY, at=MORNING)
        miss(Thing("dwelling", "housing"), by=desk.actor, stay=stay, on=TODAY, at=MORNING)

    for some in (stays[:1], stays):
        with django_assert_num_queries(1):  # type: ignore[operator]
            found = wishes_of(desk.actor, stay_facts=[one.fact_id for one in some])
        assert len(found) == len(some)


def test_another_house_says_and_sees_nothing(desk: Desk) -> None:
    stay = an_admission(desk.actor, house=desk.house).stay
    say(Word("person", "yes"), by=desk.actor, stay=stay, on=TODAY, at=MORNING)
    house = people.a_house("Havnely", code="102")
    niels = people.an_actor("Niels", role="shelter_staff", organisation=house.shelter)

    with pytest.raises(NotVisible):
        say(Word("shelter", "yes"), by=niels, stay=stay, on=TODAY, at=MORNING)
    assert wishes_of(niels, stay_facts=[stay.fact_id]) == {}


def test_the_page_of_the_stay_says_what_only_is_missing_and_who_can_do_it(desk: Desk) -> None:
    stay = an_admission(desk.actor, house=desk.house).stay
    page = reverse("shelters:moving", args=[stay.fact_id])
    form = hidden(desk.get(page))
    typed = {"person": "yes", "person_words": "Jeg vil hjem", "kind": "dwelling", "who_can": "housing"}
    first, again = desk.send(page, form=form, **typed), desk.send(page, form=form, **typed)

    assert first.headers["Location"] == again.headers["Location"]
    said = words_of(desk.get(address_of(stay)))
    assert "Ønsker at flytte; mangler kun 1 ting" in said
    assert "Borgeren: Ønsker at flytte »Jeg vil hjem«" in said
    assert "Mangler: en bolig" in said
    assert "Kan gøres af: dem, der anviser boliger" in said

    [thing] = wishes_of(desk.actor, stay_facts=[stay.fact_id])[stay.fact_id].missing
    desk.send(page, there=str(thing.fact_id))
    assert "intet mangler, som vi ved af" in words_of(desk.get(address_of(stay)))


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ({"kind": "plan"}, "Hvem kan gøre det? Vælg én"),
        ({"kind": "other", "who_can": "person"}, "Skriv, hvad der mangler"),
        ({"who_can": "person"}, "Vælg, hvad der mangler"),
        ({"shelter_words": "fordi"}, "Hvad siger I i huset? Vælg én"),
    ],
    ids=["nobody can", "other what", "who for nothing", "words without an answer"],
)
def test_half_an_answer_is_kept_and_asked_for(desk: Desk, typed: dict[str, str], reason: str) -> None:
    stay = an_admission(desk.actor, house=desk.house).stay
    answer = desk.send(reverse("shelters:moving", args=[stay.fact_id]), **typed)

    assert reason in words_of(answer)
    assert wishes_of(desk.actor, stay_facts=[stay.fact_id]) == {}
