from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from hjemad.areas.shelters.actions import (
    KnownStay,
    correct_stay,
    discharge,
    import_stays,
    open_place,
    withdraw_stay,
)
from hjemad.areas.shelters.models import Stay
from hjemad.areas.shelters.reads.stay_versions import stay_with_versions
from hjemad.areas.shelters.rules import AlreadyHere, DischargeBeforeAdmission, NightInFuture, PlaceTaken
from hjemad.foundation.access.actor import NotAllowed
from hjemad.foundation.access.relation import NotVisible
from hjemad.kernel.errors import AlreadyClosed, InputRejected
from hjemad.kernel.periods import Period
from tests.people import NOW, TODAY, a_house, ditte, niels
from tests.stays import a_stay, an_admission, at_night

pytestmark = pytest.mark.django_db
YESTERDAY = TODAY - timedelta(days=1)


def current() -> list[Stay]:
    return list(Stay.objects.everything(reason="a test looks").current())


def test_a_discharge_ends_the_stay_with_the_night_before() -> None:
    house = a_house()
    actor = ditte(house)
    stay = an_admission(actor, house=house, night=YESTERDAY).stay

    ended = discharge(by=actor, stay=stay, day=TODAY, mode="moved_home", at=NOW)

    assert (ended.valid_from, ended.valid_to, ended.discharge_mode) == (YESTERDAY, TODAY, "moved_home")
    assert current() == [ended]
    assert [one.version for one in stay_with_versions(actor, fact_id=stay.fact_id).versions] == [2, 1]


def test_leaving_on_the_day_of_coming_is_a_stay_without_nights() -> None:
    house = a_house()
    actor = ditte(house)

    ended = discharge(by=actor, stay=an_admission(actor, house=house).stay, day=TODAY, mode="left", at=NOW)

    assert Period(ended.valid_from, ended.valid_to).is_empty


@pytest.mark.parametrize(
    ("day", "error"),
    [(YESTERDAY - timedelta(days=1), DischargeBeforeAdmission), (TODAY + timedelta(days=1), NightInFuture)],
)
def test_a_day_that_cannot_be_is_refused(day: date, error: type) -> None:
    house = a_house()
    actor = ditte(house)
    stay = an_admission(actor, house=house, night=YESTERDAY).stay

    with pytest.raises(error):
        discharge(by=actor, stay=stay, day=day, mode="left", at=NOW)

    assert current() == [stay]


def test_nobody_is_discharged_twice_also_from_two_open_pages() -> None:
    house = a_house()
    actor = ditte(house)
    as_both_saw_it = an_admission(actor, house=house, night=YESTERDAY).stay
    ended = discharge(by=actor, stay=as_both_saw_it, day=TODAY, mode="left", at=NOW)

    for stay in (as_both_saw_it, ended):
        with pytest.raises(AlreadyClosed):
            discharge(by=actor, stay=stay, day=TODAY, mode="left", at=NOW)


def test_another_house_s_stay_is_neither_discharged_corrected_nor_withdrawn() -> None:
    ours, theirs = a_house(), a_house("Havnely", code="102")
    actor = ditte(ours)
    stay = an_admission(niels(theirs), house=theirs).stay

    with pytest.raises(NotVisible):
        discharge(by=actor, stay=stay, day=TODAY, mode="left", at=NOW)
    with pytest.raises(NotVisible):
        correct_stay(by=actor, stay=stay, valid_from=TODAY, valid_to=None, reason="x", at=NOW)
    with pytest.raises(NotVisible):
        withdraw_stay(by=actor, stay=stay, reason="x", at=NOW)


def test_a_correction_is_a_version_beside_the_old_one_with_its_reason() -> None:
    house = a_house()
    actor = ditte(house)
    stay = a_stay(actor, house=house, night=date(2026, 10, 1), nights=10)

    right = correct_stay(
        by=actor,
        stay=stay,
        valid_from=date(2026, 10, 2),
        valid_to=date(2026, 10, 9),
        reason="Talt på papirlisten",
        at=NOW,
    )

    assert current() == [right]
    assert (right.version, right.reason, right.discharge_mode) == (3, "Talt på papirlisten", "unknown")
    stay.refresh_from_db()
    assert (stay.valid_from, stay.superseded_at) == (date(2026, 10, 1), NOW)


def test_a_correction_can_say_that_the_person_is_still_there() -> None:
    house = a_house()
    actor = ditte(house)
    stay = a_stay(actor, house=house)

    right = correct_stay(
        by=actor, stay=stay, valid_from=stay.valid_from, valid_to=None, reason="Kom aldrig af sted", at=NOW
    )

    assert (right.valid_to, right.discharged_at, right.discharge_mode) == (None, None, "")


def test_a_correction_needs_a_reason_and_possible_days() -> None:
    house = a_house()
    actor = ditte(house)
    stay = a_stay(actor, house=house)

    with pytest.raises(InputRejected):
        correct_stay(by=actor, stay=stay, valid_from=stay.valid_from, valid_to=None, reason=" ", at=NOW)
    with pytest.raises(DischargeBeforeAdmission):
        correct_stay(by=actor, stay=stay, valid_from=TODAY, valid_to=YESTERDAY, reason="x", at=NOW)
    with pytest.raises(NightInFuture):
        correct_stay(
            by=actor, stay=stay, valid_from=TODAY + timedelta(days=1), valid_to=None, reason="x", at=NOW
        )


def test_a_correction_into_another_stay_of_the_place_or_person_is_refused() -> None:
    house = a_house()
    actor = ditte(house)
    first = a_stay(actor, house=house, night=TODAY - timedelta(days=20), nights=5)
    a_stay(actor, house=house, night=TODAY - timedelta(days=10), nights=5, called="Ole")
    a_stay(actor, house=house, night=TODAY - timedelta(days=4), nights=2, place=1, record_id=first.record_id)

    with pytest.raises(PlaceTaken):
        correct_stay(
            by=actor,
            stay=first,
            valid_from=first.valid_from,
            valid_to=TODAY - timedelta(days=9),
            reason="x",
            at=NOW,
        )
    with pytest.raises((PlaceTaken, AlreadyHere)):
        correct_stay(by=actor, stay=first, valid_from=first.valid_from, valid_to=None, reason="x", at=NOW)
    assert first in current()


def test_a_withdrawn_stay_holds_no_night_and_is_kept() -> None:
    house = a_house()
    actor = ditte(house)
    stay = an_admission(actor, house=house).stay

    withdraw_stay(by=actor, stay=stay, reason="Forkert person", at=NOW)

    assert current() == []
    an_admission(actor, house=house, record_id=None, called="Ole")
    assert Stay.objects.everything(reason="a test looks").filter(fact_id=stay.fact_id).count() == 2


def test_a_place_label_is_used_once_in_a_department() -> None:
    house = a_house()

    actor = ditte(house)
    other = a_house("Havnely", code="102")

    with pytest.raises(InputRejected):
        open_place(by=actor, department=house.department, label="001", valid_from=TODAY, at=NOW)
    with pytest.raises(NotVisible):
        open_place(by=actor, department=other.department, label="9", valid_from=TODAY, at=NOW)


def test_an_import_writes_all_stays_or_none() -> None:
    house = a_house()
    actor = ditte(house)
    record_id = a_stay(actor, house=house).record_id
    known = [
        KnownStay(
            record_id=record_id,
            period=Period(date(2025, 1, day), date(2025, 1, day + 5)),
            decided_at=at_night(date(2025, 1, day)),
        )
        for day in (1, 10, 12)
    ]

    with pytest.raises(AlreadyHere):
        import_stays(by=actor, shelter_id=actor.organisation_id, stays=known, at=NOW, origin="import")
    assert len(current()) == 1

    import_stays(by=actor, shelter_id=actor.organisation_id, stays=known[:2], at=NOW, origin="import")
    assert len(current()) == 3
    with pytest.raises(NotAllowed):
        import_stays(
            by=actor, shelter_id=a_house("H", code="9").shelter.pk, stays=known, at=NOW, origin="import"
        )


@pytest.mark.parametrize(
    "change",
    [{"valid_to": TODAY}, {"discharged_at": NOW}, {"discharge_mode": "left"}],
    ids=["an end without how", "a moment without an end", "a mode without an end"],
)
def test_the_database_wants_end_moment_and_mode_together(change: dict[str, object]) -> None:
    house = a_house()
    stay = an_admission(ditte(house), house=house).stay
    fields = {field.attname: getattr(stay, field.attname) for field in Stay._meta.concrete_fields}
    fields |= {"id": None, "place_id": None, "superseded_at": NOW, "version": 2, **change}

    with pytest.raises(IntegrityError, match="shelters_stay_discharge_said_together"), transaction.atomic():
        Stay(**fields).save(force_insert=True)
