"""Undo: five minutes, the same person, nothing on top; and nothing is deleted."""

from datetime import date, datetime, timedelta

import pytest
from django.urls import reverse

from hjemad.areas.citizens.actions import set_identity, set_responsible_municipality
from hjemad.areas.citizens.queries import record_for
from hjemad.areas.citizens.rules import PersonDetails
from hjemad.areas.shelters.actions import admit, correct_stay, discharge
from hjemad.areas.shelters.models import Stay
from hjemad.areas.shelters.reads.undo import UNDONE
from hjemad.areas.shelters.rules import PlaceTaken, UndoOver, may_still_undo
from hjemad.areas.shelters.tests.pages import AFTER_MIDNIGHT, Desk, address_of, current, hidden, words_of
from hjemad.areas.shelters.writes.notices import draft_letter
from hjemad.areas.shelters.writes.undo import undo
from hjemad.foundation.access.relation import NotVisible
from tests import people
from tests.stays import an_admission

MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize(
    ("at", "may"),
    [("00:41:20", True), ("00:46:59", True), ("00:47:00", False), ("00:41:19", False)],
)
def test_the_whole_of_the_minute_that_is_shown_counts(at: str, may: bool) -> None:
    done = datetime(2026, 11, 24, 0, 41, 20, tzinfo=people.COPENHAGEN)

    assert may_still_undo(done, at=datetime.fromisoformat(f"2026-11-24T{at}+01:00")) is may


@pytest.fixture
def desk() -> Desk:
    return Desk(people.a_house(), at=AFTER_MIDNIGHT)


def versions(stay: Stay) -> list[Stay]:
    rows = Stay.objects.everything(reason="a test looks").filter(fact_id=stay.fact_id)
    return list(rows.order_by("version"))


@pytest.mark.django_db
class TestUndo:
    def test_an_admission_is_withdrawn_and_its_version_is_kept(self, desk: Desk) -> None:
        stay = an_admission(desk.actor, house=desk.house).stay

        undo(by=desk.actor, stay=stay, version=1, at=people.NOW + 4 * MINUTE)

        assert current() == []
        assert [(one.version, one.voided, one.reason) for one in versions(stay)] == [
            (1, False, ""),
            (2, True, UNDONE),
        ]

    def test_a_discharge_is_taken_back_and_the_stay_lasts(self, desk: Desk) -> None:
        stay = an_admission(desk.actor, house=desk.house, night=date(2026, 11, 20)).stay
        out = discharge(
            by=desk.actor, stay=stay, day=people.TODAY, mode="left", at=people.NOW, left_to="Aarhus"
        )

        undo(by=desk.actor, stay=out, version=2, at=people.NOW + MINUTE)

        [now] = current()
        assert (now.valid_to, now.discharge_mode, now.left_to, now.version) == (None, "", "", 3)

    def test_a_correction_is_taken_back_to_the_nights_before(self, desk: Desk) -> None:
        stay = an_admission(desk.actor, house=desk.house, night=date(2026, 11, 20)).stay
        other = correct_stay(
            by=desk.actor,
            stay=stay,
            valid_from=date(2026, 11, 19),
            valid_to=None,
            reason="forkert dag",
            at=people.NOW,
        )

        undo(by=desk.actor, stay=other, version=2, at=people.NOW + MINUTE)

        assert current()[0].valid_from == date(2026, 11, 20)

    def test_the_bed_given_to_somebody_else_meanwhile_stays_theirs(self, desk: Desk) -> None:
        stay = an_admission(desk.actor, house=desk.house, night=date(2026, 11, 20)).stay
        out = discharge(by=desk.actor, stay=stay, day=people.TODAY, mode="left", at=people.NOW)
        an_admission(desk.actor, house=desk.house, called="Mona")

        with pytest.raises(PlaceTaken):
            undo(by=desk.actor, stay=out, version=2, at=people.NOW + MINUTE)

    def test_nobody_else_undoes_it_and_not_another_house(self, desk: Desk) -> None:
        stay = an_admission(desk.actor, house=desk.house).stay
        colleague = people.an_actor("Per", role="shelter_staff", organisation=desk.house.shelter)
        stranger = people.an_actor(
            "Niels", role="shelter_staff", organisation=people.a_house("Havnely", code="102").shelter
        )

        with pytest.raises(UndoOver):
            undo(by=colleague, stay=stay, version=1, at=people.NOW)
        with pytest.raises(NotVisible):
            undo(by=stranger, stay=stay, version=1, at=people.NOW)

    def test_undoing_is_not_undone(self, desk: Desk) -> None:
        stay = an_admission(desk.actor, house=desk.house, night=date(2026, 11, 20)).stay
        out = discharge(by=desk.actor, stay=stay, day=people.TODAY, mode="left", at=people.NOW)
        back = undo(by=desk.actor, stay=out, version=2, at=people.NOW)

        with pytest.raises(UndoOver):
            undo(by=desk.actor, stay=back, version=3, at=people.NOW)

    def test_what_rests_on_it_keeps_it(self, desk: Desk) -> None:
        stay = an_admission(desk.actor, house=desk.house, at=people.NOW).stay
        record, home = record_for(desk.actor, record_id=stay.record_id), people.municipality()
        details = PersonDetails(full_name="Mona Prøve")
        set_identity(record, by=desk.actor, details=details, at=people.NOW + MINUTE, reason="")

        with pytest.raises(UndoOver):
            undo(by=desk.actor, stay=stay, version=1, at=people.NOW + 2 * MINUTE)

        set_responsible_municipality(
            record, by=desk.actor, acts=home, pays=home, valid_from=people.TODAY, at=people.NOW, basis="test"
        )
        out = discharge(by=desk.actor, stay=stay, day=people.TODAY, mode="left", at=people.NOW + MINUTE)
        draft_letter(by=desk.actor, stay=out, kind="discharge", at=people.NOW + 2 * MINUTE)

        with pytest.raises(UndoOver):
            undo(by=desk.actor, stay=out, version=2, at=people.NOW + 3 * MINUTE)

    def test_the_version_that_was_seen_is_the_one_that_is_undone(self, desk: Desk) -> None:
        stay = an_admission(desk.actor, house=desk.house, night=date(2026, 11, 20)).stay
        out = discharge(by=desk.actor, stay=stay, day=people.TODAY, mode="left", at=people.NOW)

        with pytest.raises(UndoOver):
            undo(by=desk.actor, stay=out, version=1, at=people.NOW)


@pytest.mark.django_db
class TestThePage:
    def test_says_what_was_saved_and_the_last_minute_and_frees_the_bed(self, desk: Desk) -> None:
        desk.admit("Jonna", night="2026-11-23")
        [stay] = current()
        page = desk.get(address_of(stay))
        said = words_of(page)

        assert "Jonna er indskrevet på plads 001" in said
        assert "Natten mandag 23. til tirsdag 24. nov. 2026. Gemt kl. 00.40." in said
        assert "Fortryd indtil kl. 00.45." in said

        form = hidden(page)
        desk.at = AFTER_MIDNIGHT + 5 * MINUTE
        first = desk.send(address_of(stay, more="fortryd/"), form=form)
        again = desk.send(address_of(stay, more="fortryd/"), form=form)

        assert first.headers["Location"] == again.headers["Location"] == reverse("shelters:tonight")
        assert current() == []
        assert "Fortrudt. Ingen er indskrevet, og pladsen er fri" in words_of(
            desk.get(reverse("shelters:tonight"))
        )

    def test_after_the_last_minute_says_to_correct_instead(self, desk: Desk) -> None:
        desk.admit("Jonna", night="2026-11-23")
        [stay] = current()
        form = hidden(desk.get(address_of(stay)))
        desk.at = AFTER_MIDNIGHT + 6 * MINUTE

        assert "Fortryd" not in words_of(desk.get(address_of(stay)))
        desk.send(address_of(stay, more="fortryd/"), form=form)

        assert "Det kan ikke fortrydes længere. Ret opholdet" in words_of(desk.get(address_of(stay)))
        assert current() == [stay]

    def test_a_colleague_is_not_offered_it(self, desk: Desk) -> None:
        desk.admit("Jonna", night="2026-11-23")
        other = Desk(desk.house, worker="Per", at=AFTER_MIDNIGHT)

        assert "Fortryd" not in words_of(other.get(address_of(current()[0])))

    def test_the_history_says_it_was_undone(self, desk: Desk) -> None:
        stay = an_admission(desk.actor, house=desk.house, night=date(2026, 11, 20)).stay
        out = discharge(by=desk.actor, stay=stay, day=people.TODAY, mode="left", at=people.NOW)
        undo(by=desk.actor, stay=out, version=2, at=people.NOW)

        assert "fortrudt inden for fem minutter" in words_of(desk.get(address_of(stay)))


@pytest.mark.django_db
def test_a_person_let_in_again_after_an_undone_admission_has_one_stay(desk: Desk) -> None:
    done = an_admission(desk.actor, house=desk.house)
    undo(by=desk.actor, stay=done.stay, version=1, at=people.NOW)
    admit(
        by=desk.actor,
        place=desk.house.places[1],
        night=people.TODAY,
        decided_at=people.NOW,
        at=people.NOW,
        person=PersonDetails(alias="Kaj"),
    )

    assert [one.place_id for one in current()] == [desk.house.places[1].pk]
