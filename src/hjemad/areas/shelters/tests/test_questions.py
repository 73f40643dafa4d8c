"""Tomorrow's questions: what is asked, what an answer is, and what two colleagues do to each other."""

from datetime import date, datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hjemad.areas.citizens.queries import identity_of, responsible_of
from hjemad.areas.shelters.models import ContactPerson, StayAnswer
from hjemad.areas.shelters.reads.asked import (
    QUESTIONS,
    Answer,
    AnsweredMeanwhile,
    NoYes,
    open_questions,
)
from hjemad.areas.shelters.reads.questions import admission_tasks, answers_of, contact_of
from hjemad.areas.shelters.tests.pages import Desk, address_of, current, hidden, words_of
from hjemad.areas.shelters.writes.questions import NewContact, save_answers, withdraw_contact
from hjemad.foundation.access.relation import NotVisible
from hjemad.foundation.privacy.guarded import reveal
from hjemad.kernel.person_number import PersonNumber
from tests import people
from tests.stays import an_admission

MORNING = datetime(2026, 11, 24, 9, 0, tzinfo=people.COPENHAGEN)
STREET = Answer("slept", "answered", ("street",))
SISTER = NewContact(name="Mona Prøve", phone="12 34 56 78", relation="søster", agreed=True)


def test_what_is_known_or_answered_is_not_asked_and_the_rest_keeps_its_order() -> None:
    assert open_questions((), name=False, number=False, municipality=False) == QUESTIONS
    assert open_questions({"along", "number"}, name=True, number=False, municipality=True) == (
        "slept",
        "contact",
        "language",
    )


@pytest.fixture
def desk() -> Desk:
    return Desk(people.a_house(), at=MORNING)


def page_of(stay: object) -> str:
    return reverse("shelters:questions", args=[stay.fact_id])  # type: ignore[attr-defined]


@pytest.mark.django_db
class TestAnswers:
    def test_no_row_is_not_asked_and_will_not_say_is_an_answer(self, desk: Desk) -> None:
        stay = an_admission(desk.actor, house=desk.house).stay
        save_answers(by=desk.actor, stay=stay, answers=[Answer("slept", "declined")], at=MORNING)

        answers = answers_of(desk.actor, stay_fact=stay.fact_id)
        assert {name: one.state for name, one in answers.items()} == {"slept": "declined"}

    def test_the_same_answer_twice_is_one_and_another_one_is_refused(self, desk: Desk) -> None:
        stay = an_admission(desk.actor, house=desk.house).stay
        for _ in range(2):
            save_answers(by=desk.actor, stay=stay, answers=[STREET], at=MORNING)
        other = Answer("slept", "answered", ("prison",))

        with pytest.raises(AnsweredMeanwhile):
            save_answers(by=desk.actor, stay=stay, answers=[other], at=MORNING)
        save_answers(by=desk.actor, stay=stay, answers=[other], at=MORNING, corrects="slept")

        rows = StayAnswer.objects.everything(reason="a test counts").order_by("version")
        assert [(one.version, one.chosen) for one in rows] == [(1, "street"), (2, "prison")]

    def test_whom_to_call_stands_only_with_a_yes_and_is_emptied_with_it(self, desk: Desk) -> None:
        stay = an_admission(desk.actor, house=desk.house).stay
        named = [Answer("contact", "answered", ("named",))]
        no = NewContact(name="Mona Prøve", phone="12345678", relation="", agreed=False)
        with pytest.raises(NoYes):
            save_answers(by=desk.actor, stay=stay, answers=named, at=MORNING, contact=no)
        save_answers(by=desk.actor, stay=stay, answers=named, at=MORNING, contact=SISTER)
        contact = contact_of(desk.actor, record_id=stay.record_id)
        assert contact is not None
        assert (reveal(contact.name, desk.actor), contact.consent_on) == ("Mona Prøve", MORNING.date())

        withdraw_contact(by=desk.actor, stay=stay, contact_id=contact.id, at=MORNING + timedelta(days=3))

        [row] = ContactPerson.objects.everything(reason="a test looks")
        assert (row.name, row.phone, row.relation) == ("", "", "")
        assert (row.consent_on, row.withdrawn_on) == (date(2026, 11, 24), date(2026, 11, 27))
        assert contact_of(desk.actor, record_id=stay.record_id) is None
        assert answers_of(desk.actor, stay_fact=stay.fact_id)["contact"].state == "declined"

    def test_the_database_keeps_no_name_without_a_yes_and_no_answer_without_words(self, desk: Desk) -> None:
        stay = an_admission(desk.actor, house=desk.house).stay
        named = [Answer("contact", "answered", ("named",))]
        save_answers(by=desk.actor, stay=stay, answers=named, at=MORNING, contact=SISTER)
        rows = ContactPerson.objects.everything(reason="a test tries to break it")

        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(withdrawn_on=MORNING.date(), withdrawn_by_id=desk.actor.user_id)
        empty = [Answer("slept", "answered", ())]
        with pytest.raises(IntegrityError), transaction.atomic():
            save_answers(by=desk.actor, stay=stay, answers=empty, at=MORNING)

    def test_another_house_writes_nothing(self, desk: Desk) -> None:
        stay = an_admission(desk.actor, house=desk.house).stay
        house = people.a_house("Havnely", code="102")
        niels = people.an_actor("Niels", role="shelter_staff", organisation=house.shelter)

        with pytest.raises(NotVisible):
            save_answers(by=niels, stay=stay, answers=[STREET], at=MORNING)
        assert answers_of(niels, stay_fact=stay.fact_id) == {}

    def test_the_tasks_of_the_house_take_as_many_queries_for_one_as_for_many(
        self, desk: Desk, django_assert_num_queries: object
    ) -> None:
        first = an_admission(desk.actor, house=desk.house).stay
        with django_assert_num_queries(3):  # type: ignore[operator]
            [task] = admission_tasks(desk.actor)
        assert task.open == QUESTIONS

        answered = [Answer(one, "declined") for one in QUESTIONS]
        save_answers(by=desk.actor, stay=first, answers=answered, at=MORNING)
        for place, called in ((1, "Mona"), (2, "Bo")):
            an_admission(desk.actor, house=desk.house, place=place, called=called)
        with django_assert_num_queries(3):  # type: ignore[operator]
            tasks = admission_tasks(desk.actor)
        assert first.fact_id not in [one.who.stay_fact_id for one in tasks]
        assert len(tasks) == 2


@pytest.mark.django_db
class TestThePage:
    def test_after_an_admission_stands_what_was_saved_and_what_to_ask(self, desk: Desk) -> None:
        answer = desk.admit("Jonna", night="2026-11-24")
        [stay] = current()

        assert answer.headers["Location"] == page_of(stay)
        page = words_of(desk.get(page_of(stay)))
        assert "Jonna er indskrevet på plads 001" in page
        assert "0 af 7 besvaret" in page
        assert page.index("fulde navn") < page.index("CPR-nummer?") < page.index("Hvor sov du, før du kom?")

    def test_answers_are_saved_a_few_at_a_time_and_then_listed_and_not_asked(self, desk: Desk) -> None:
        people.municipality()
        stay = an_admission(desk.actor, house=desk.house).stay
        desk.send(page_of(stay), slept="street", language="pl", number_no="declined")

        page = words_of(desk.get(page_of(stay)))
        assert "3 af 7 besvaret" in page
        assert "Sov før På gaden" in page
        assert "Hvor sov du, før du kom?" not in page
        assert "CPR-nummer Vil ikke sige" in page

        number = PersonNumber.invented(5, birth_date=date(1988, 5, 14))
        horsens = str(people.municipality().pk)
        desk.send(page_of(stay), full_name="Kaj Prøve", municipality=horsens, since="23/11-2026")
        known = identity_of(desk.actor, record_id=stay.record_id)
        assert reveal(known.called.name, desk.actor) == "Kaj Prøve"
        assert responsible_of(desk.actor, record_id=stay.record_id)[0].acts_code == people.HORSENS
        desk.send(page_of(stay) + "?ret=number", cpr=number.full(), number_no="")
        assert identity_of(desk.actor, record_id=stay.record_id).birth_date == date(1988, 5, 14)

    def test_an_answer_is_corrected_and_the_earlier_one_kept(self, desk: Desk) -> None:
        stay = an_admission(desk.actor, house=desk.house).stay
        save_answers(by=desk.actor, stay=stay, answers=[STREET], at=MORNING)
        page = desk.get(page_of(stay) + "?ret=slept")

        assert 'value="street" id="id_slept_1" checked' in page.content.decode().replace("  ", " ")
        desk.send(page_of(stay) + "?ret=slept", form=hidden(page), slept="prison")

        assert answers_of(desk.actor, stay_fact=stay.fact_id)["slept"].version == 2

    @pytest.mark.parametrize(
        ("typed", "reason"),
        [
            ({"contact_name": "Mona", "contact_yes": "on"}, "Telefon: Feltet er tomt"),
            ({"contact_name": "Mona", "contact_phone": "1"}, "Spørg borgeren først"),
            ({"full_name": "Kaj Prøve", "name_no": "declined"}, "Der står et svar ovenfor"),
            ({"along": ["none", "dog"]}, "Svarene passer ikke sammen"),
            ({"ages": "4"}, "Vælg også »Børn«"),
            ({"along": ["children"], "ages": "fire"}, "Skriv alderen i år"),
            ({"cpr": "123"}, "Et CPR-nummer har 10 cifre"),
        ],
        ids=["no phone", "no yes", "both", "none and a dog", "ages alone", "ages in words", "no number"],
    )
    def test_what_cannot_be_keeps_everything_typed_and_saves_nothing(
        self, desk: Desk, typed: dict[str, str], reason: str
    ) -> None:
        stay = an_admission(desk.actor, house=desk.house).stay
        answer = desk.send(page_of(stay), contact_relation="søsterlig", slept="street", **typed)

        assert reason in words_of(answer)
        assert "søsterlig" in answer.content.decode()
        assert not answers_of(desk.actor, stay_fact=stay.fact_id)

    def test_children_are_a_number_and_ages_and_no_record(self, desk: Desk) -> None:
        stay = an_admission(desk.actor, house=desk.house).stay
        desk.send(page_of(stay), along=["children", "dog"], children="2", ages="7 og 4")  # type: ignore[arg-type]

        assert "Børn: 2, 7, 4 år, Hund" in words_of(desk.get(address_of(stay)))

    def test_whom_to_call_is_deleted_on_a_page_of_its_own(self, desk: Desk) -> None:
        stay = an_admission(desk.actor, house=desk.house).stay
        desk.send(page_of(stay), contact_name="Mona Prøve", contact_phone="12345678", contact_yes="on")
        there = reverse("shelters:remove_contact", args=[stay.fact_id])

        assert "Mona Prøve" in words_of(desk.get(address_of(stay)))
        assert "tømmes og kommer ikke tilbage" in words_of(desk.get(there))
        form = hidden(desk.get(there))
        first, again = desk.send(there, form=form), desk.send(there, form=form)

        assert first.headers["Location"] == again.headers["Location"] == address_of(stay)
        assert "Mona Prøve" not in words_of(desk.get(address_of(stay)))

    def test_the_board_says_what_is_to_be_asked_of_whom(self, desk: Desk) -> None:
        stay = an_admission(desk.actor, house=desk.house).stay
        save_answers(
            by=desk.actor,
            stay=stay,
            answers=[Answer(one, "declined") for one in QUESTIONS if one not in {"slept", "language"}],
            at=MORNING,
        )

        assert "Kaj hvor borgeren sov før og sprog" in words_of(desk.get(reverse("shelters:tonight")))


@pytest.mark.django_db
def test_the_pages_about_a_stay_ask_no_more_when_much_is_known(desk: Desk) -> None:
    stay = an_admission(desk.actor, house=desk.house).stay
    pages = {"questions": page_of(stay), "stay": address_of(stay)}

    def asked() -> dict[str, int]:
        found = {}
        for name, address in pages.items():
            with CaptureQueriesContext(connection) as queries:
                desk.get(address)
            found[name] = sum(not one["sql"].startswith(("SAVEPOINT", "RELEASE")) for one in queries)
        return found

    save_answers(by=desk.actor, stay=stay, answers=[STREET], at=MORNING)
    before = asked()
    rest = [Answer(one, "declined") for one in QUESTIONS if one != "slept"]
    save_answers(by=desk.actor, stay=stay, answers=rest, at=MORNING)

    after = asked()
    assert after["stay"] == before["stay"]
    assert after["questions"] <= before["questions"]
    assert before["questions"] <= 12
