from datetime import date, datetime, timedelta

import pytest

from hjemad.areas.citizens.models import Identity, PersonRecord, RecordLink
from hjemad.areas.citizens.rules import BornLater, NotCalledAnything, PersonDetails
from hjemad.areas.shelters.actions import admit
from hjemad.areas.shelters.models import Stay
from hjemad.areas.shelters.rules import AlreadyHere, DecidedTooLate, NightInFuture, PlaceNotOpen, PlaceTaken
from hjemad.foundation.access.relation import NotVisible
from hjemad.foundation.audit.models import Event
from hjemad.kernel.errors import StayOverlaps
from hjemad.kernel.person_number import PersonNumber
from tests.people import COPENHAGEN, NOW, TODAY, a_house, ditte, niels
from tests.stays import a_stay, an_admission, at_night

pytestmark = pytest.mark.django_db


def everything(model):
    return model.objects.everything(reason="a test looks").current()


def test_an_alias_and_a_bed_are_enough() -> None:
    house = a_house()

    admission = an_admission(ditte(house), house=house, called="Ham med hunden")

    stay = everything(Stay).get()
    identity = everything(Identity).get()
    assert (stay.valid_from, stay.valid_to, stay.place_id) == (TODAY, None, house.places[0].pk)
    assert (stay.shelter_id, stay.department_id) == (house.shelter.pk, house.department.pk)
    assert (identity.full_name, identity.alias, identity.name_known) == ("", "Ham med hunden", False)
    assert everything(RecordLink).get().record_id == stay.record_id
    assert admission.decided_on == TODAY
    assert (
        admission.record_public_id == PersonRecord.objects.everything(reason="a test looks").get().public_id
    )


def test_an_admission_is_logged_with_ids_and_without_the_name() -> None:
    house = a_house()

    an_admission(ditte(house), house=house, called="Kaj Mærkelig")

    event = Event.objects.get(kind="shelters.admitted")
    assert set(event.objects_named) == {"record", "stay"}
    assert "Mærkelig" not in str(list(Event.objects.values_list("objects_named", "data")))


def test_after_midnight_the_night_may_be_the_one_that_began_yesterday() -> None:
    house = a_house()
    knock = datetime(2026, 11, 24, 0, 40, tzinfo=COPENHAGEN)

    admission = admit(
        by=ditte(house),
        place=house.places[0],
        night=TODAY,
        decided_at=knock,
        at=knock,
        person=PersonDetails(alias="Kaj"),
    )

    assert admission.stay.valid_from == TODAY
    assert admission.decided_on == TODAY + timedelta(days=1)


def test_a_night_that_has_not_come_is_refused() -> None:
    house = a_house()

    with pytest.raises(NightInFuture):
        an_admission(ditte(house), house=house, night=TODAY + timedelta(days=1))


@pytest.mark.parametrize(
    "decided_at",
    [NOW + timedelta(minutes=1), at_night(TODAY)],
    ids=["after now", "two days after the night began"],
)
def test_a_decision_after_the_night_is_refused(decided_at: datetime) -> None:
    house = a_house()

    with pytest.raises(DecidedTooLate):
        admit(
            by=ditte(house),
            place=house.places[0],
            night=TODAY - timedelta(days=2),
            decided_at=decided_at,
            at=NOW,
            person=PersonDetails(alias="Kaj"),
        )


@pytest.mark.parametrize("when", [TODAY, TODAY - timedelta(days=3)], ids=["tonight", "an earlier night"])
def test_a_taken_place_is_refused_without_saying_by_whom(when: date) -> None:
    house = a_house()
    actor = ditte(house)
    an_admission(actor, house=house, called="Kaj")

    with pytest.raises(PlaceTaken) as refusal:
        an_admission(actor, house=house, called="Ole", night=when)

    assert "Kaj" not in refusal.value.en + refusal.value.da
    assert everything(Stay).count() == 1
    assert PersonRecord.objects.everything(reason="a test looks").count() == 1, "nothing is half written"


def test_a_place_is_free_again_from_the_day_somebody_leaves() -> None:
    house = a_house()
    actor = ditte(house)
    a_stay(actor, house=house, night=TODAY - timedelta(days=5), nights=5)

    an_admission(actor, house=house, called="Ole")

    assert everything(Stay).count() == 2


def test_the_same_person_has_one_place_in_the_house_at_a_time() -> None:
    house = a_house()
    actor = ditte(house)
    stay = an_admission(actor, house=house).stay

    with pytest.raises(AlreadyHere):
        an_admission(actor, house=house, place=1, record_id=stay.record_id)


def test_a_former_resident_comes_back_to_the_same_record() -> None:
    house = a_house()
    actor = ditte(house)
    before = a_stay(actor, house=house)

    again = an_admission(actor, house=house, record_id=before.record_id).stay

    assert again.record_id == before.record_id
    assert again.fact_id != before.fact_id
    assert PersonRecord.objects.everything(reason="a test looks").count() == 1


def test_a_person_of_another_house_is_not_there_for_this_one() -> None:
    ours, theirs = a_house(), a_house("Havnely", code="102")
    stay = an_admission(niels(theirs), house=theirs).stay

    with pytest.raises(NotVisible):
        an_admission(ditte(ours), house=ours, record_id=stay.record_id)


def test_a_place_of_another_house_or_closed_that_night_is_refused() -> None:
    ours, theirs = a_house(), a_house("Havnely", code="102")
    actor = ditte(ours)

    with pytest.raises(PlaceNotOpen):
        an_admission(actor, house=theirs)
    ours.places[0].valid_to = TODAY
    ours.places[0].save()
    with pytest.raises(PlaceNotOpen):
        an_admission(actor, house=ours)


@pytest.mark.parametrize(
    ("person", "error"),
    [
        (PersonDetails(), NotCalledAnything),
        (PersonDetails(full_name="  ", alias=" "), NotCalledAnything),
        (PersonDetails(alias="Kaj", birth_date=TODAY + timedelta(days=1)), BornLater),
        (
            PersonDetails(
                alias="Kaj",
                birth_date=date(1980, 1, 1),
                cpr=PersonNumber.invented(1, birth_date=date(1981, 1, 1)),
            ),
            BornLater,
        ),
    ],
    ids=["nothing", "only blanks", "born tomorrow", "another birth date than the number"],
)
def test_a_person_who_cannot_be_is_refused_and_nothing_is_written(person: PersonDetails, error: type) -> None:
    house = a_house()

    with pytest.raises(error):
        admit(by=ditte(house), place=house.places[0], night=TODAY, decided_at=NOW, at=NOW, person=person)

    assert not PersonRecord.objects.everything(reason="a test looks").exists()


def test_birth_date_and_sex_are_read_from_the_number() -> None:
    house = a_house()
    number = PersonNumber.invented(2, birth_date=date(1975, 6, 1))

    admit(
        by=ditte(house),
        place=house.places[0],
        night=TODAY,
        decided_at=NOW,
        at=NOW,
        person=PersonDetails(full_name="Kaj  Prøve ", cpr=number),
    )

    identity = everything(Identity).get()
    assert (identity.full_name, identity.birth_date, identity.sex) == (
        "Kaj Prøve",
        date(1975, 6, 1),
        "female",
    )
    assert number.digits not in identity.cpr_encrypted + identity.cpr_lookup


def test_either_a_record_or_a_person_is_admitted() -> None:
    house = a_house()

    with pytest.raises(ValueError, match="either"):
        admit(by=ditte(house), place=house.places[0], night=TODAY, decided_at=NOW, at=NOW)


def test_the_conflicts_are_overlaps_to_whoever_does_not_care_which() -> None:
    assert issubclass(PlaceTaken, StayOverlaps)
    assert issubclass(AlreadyHere, StayOverlaps)


def test_a_number_typed_for_somebody_new_who_sleeps_here_already_is_the_same_person() -> None:
    house = a_house()
    cpr = PersonNumber.invented(4, birth_date=date(1983, 3, 14))
    admit(
        by=ditte(house), place=house.places[0], night=TODAY, decided_at=NOW,
        at=NOW, person=PersonDetails(full_name="Kaj Prøve", cpr=cpr),
    )  # fmt: skip
    with pytest.raises(AlreadyHere):
        admit(
            by=ditte(house), place=house.places[1], night=TODAY, decided_at=NOW,
            at=NOW, person=PersonDetails(full_name="Kai Prøve", cpr=cpr),
        )  # fmt: skip
