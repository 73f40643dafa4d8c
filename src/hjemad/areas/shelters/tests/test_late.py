"""What happened earlier: the true hour and why it is written now; and how somebody left, and came again."""

from datetime import date, datetime, time

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from hjemad.areas.citizens.actions import NAME_NOT_KNOWN
from hjemad.areas.citizens.models import Identity
from hjemad.areas.shelters.actions import Leaving, discharge
from hjemad.areas.shelters.forms.late import HourField
from hjemad.areas.shelters.models import Stay
from hjemad.areas.shelters.tests.pages import Desk, address_of, current, words_of
from hjemad.areas.shelters.writes.undo import undo
from tests import people
from tests.stays import an_admission

MORNING = datetime(2026, 11, 24, 9, 0, tzinfo=people.COPENHAGEN)
ADMIT = reverse("shelters:admit")


@pytest.mark.parametrize(
    ("typed", "hour"),
    [("23.10", time(23, 10)), ("kl. 7", time(7)), ("2310", time(23, 10)), ("0:05", time(0, 5)), ("", None)],
)
def test_an_hour_is_read_as_people_write_it(typed: str, hour: time | None) -> None:
    assert HourField(required=False).clean(typed) == hour


@pytest.mark.parametrize("typed", ["25.00", "sent", "23.61"])
def test_what_is_no_hour_is_refused(typed: str) -> None:
    with pytest.raises(ValidationError):
        HourField(required=False).clean(typed)


@pytest.fixture
def desk() -> Desk:
    return Desk(people.a_house(), at=MORNING)


@pytest.mark.django_db
class TestLate:
    def test_both_hours_are_kept_and_every_page_of_the_stay_says_it(self, desk: Desk) -> None:
        desk.admit("Kaj", late_day="i går", late_hour="23.10", late_why="paper")

        [stay] = current()
        assert stay.decided_at == datetime(2026, 11, 23, 23, 10, tzinfo=people.COPENHAGEN)
        assert (stay.recorded_at, stay.valid_from, stay.late_why) == (MORNING, date(2026, 11, 23), "paper")
        for more in ("", "spoergsmaal/", "udskriv/", "ret/"):
            page = words_of(desk.get(address_of(stay, more=more)))
            assert "Skrevet senere: borgeren kom 23. nov. 2026 kl. 23.10. Det blev skrevet" in page

    def test_an_earlier_hour_past_midnight_asks_which_night(self, desk: Desk) -> None:
        late = {"late_day": "24/11-2026", "late_hour": "01.30", "late_why": "no_network"}
        answer = desk.admit("Kaj", **late)
        assert "Natten mandag 23. til tirsdag 24. nov. 2026" in words_of(answer)
        assert current() == []

        desk.admit("Kaj", night="2026-11-23", **late)
        assert current()[0].valid_from == date(2026, 11, 23)

    @pytest.mark.parametrize(
        ("typed", "reason"),
        [
            ({"late_day": "i går"}, "Dag, klokkeslæt og grund hører sammen"),
            (
                {"late_day": "24/11-2026", "late_hour": "23.10", "late_why": "paper"},
                "Det klokkeslæt er ikke kommet endnu",
            ),
            ({"late_day": "i går", "late_hour": "sent", "late_why": "paper"}, "Skriv et klokkeslæt"),
        ],
        ids=["half", "to come", "no hour"],
    )
    def test_what_cannot_be_is_said_and_nobody_is_admitted(
        self, desk: Desk, typed: dict[str, str], reason: str
    ) -> None:
        answer = desk.admit("Kaj", night="2026-11-24", **typed)

        assert reason in words_of(answer)
        assert 'value="Kaj"' in answer.content.decode()
        assert current() == []

    def test_a_name_that_is_not_known_needs_no_words_at_all(self, desk: Desk) -> None:
        desk.admit("", night="2026-11-24", unknown="on")

        [identity] = Identity.objects.everything(reason="a test looks").current()
        assert (identity.alias, identity.name_known) == (NAME_NOT_KNOWN, False)

    def test_nothing_at_all_is_asked_for(self, desk: Desk) -> None:
        answer = desk.admit("", night="2026-11-24")

        assert "Skriv, hvad borgeren kaldes, eller vælg, at navnet ikke kendes" in words_of(answer)


@pytest.mark.django_db
class TestLeaving:
    def test_where_to_whether_agreed_and_the_hour_are_kept(self, desk: Desk) -> None:
        stay = an_admission(desk.actor, house=desk.house).stay
        desk.send(
            address_of(stay, more="udskriv/"),
            when="2026-11-24",
            mode="moved_elsewhere",
            to="family_friends",
            agreed="yes",
            hour="8.30",
        )

        [now] = current()
        assert (now.discharged_to, now.agreed) == ("family_friends", "yes")
        assert now.discharged_at == datetime(2026, 11, 24, 8, 30, tzinfo=people.COPENHAGEN)
        assert "Hos andre, aftalt med borgeren" in words_of(desk.get(address_of(stay)))

    def test_a_forgotten_discharge_keeps_its_true_day_and_says_it_was_written_later(self, desk: Desk) -> None:
        stay = an_admission(desk.actor, house=desk.house, night=date(2026, 11, 20)).stay
        desk.send(address_of(stay, more="udskriv/"), day="22/11-2026", mode="left", late_why="forgotten")

        assert current()[0].valid_to == date(2026, 11, 22)
        page = words_of(desk.get(address_of(stay)))
        assert "Udskrivningen er skrevet senere end dagen. Det blev glemt" in page

    def test_whoever_comes_back_the_same_day_is_admitted_without_being_asked_who(self, desk: Desk) -> None:
        stay = an_admission(desk.actor, house=desk.house).stay
        discharge(
            by=desk.actor,
            stay=stay,
            day=MORNING.date(),
            mode="left",
            at=MORNING,
            leaving=Leaving(agreed="no"),
        )
        again = ADMIT + f"?igen={stay.fact_id}"
        page = words_of(desk.get(again))
        assert "Kaj Har boet her før" in page
        assert "Hvem, eller hvad kaldes borgeren?" not in page
        desk.send(again, place=str(desk.house.places[1].pk), night="2026-11-24")

        first, second = sorted(current(), key=lambda one: one.valid_from)
        assert first.record_id == second.record_id
        assert (first.valid_to, second.valid_from) == (date(2026, 11, 24), date(2026, 11, 24))

    def test_another_house_s_stay_is_not_there_to_come_back_to(self, desk: Desk) -> None:
        other = Desk(people.a_house("Havnely", code="102"), worker="Niels", at=MORNING)
        stay = an_admission(other.actor, house=other.house).stay

        assert desk.get(ADMIT + f"?igen={stay.fact_id}").status_code == 404


@pytest.mark.django_db
def test_undoing_a_discharge_empties_what_was_said_of_it(desk: Desk) -> None:
    stay = an_admission(desk.actor, house=desk.house).stay
    leaving = Leaving(discharged_to="street", agreed="no", late_why="")
    out: Stay = discharge(
        by=desk.actor, stay=stay, day=MORNING.date(), mode="left", at=MORNING, leaving=leaving
    )
    undo(by=desk.actor, stay=out, version=2, at=MORNING)

    assert (current()[0].discharged_to, current()[0].agreed) == ("", "")
