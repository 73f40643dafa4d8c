"""Two records of one person: joined, separated, refused, and joined by their number."""

from datetime import date

import pytest

from hjemad.areas.citizens.actions import create_record, set_identity
from hjemad.areas.citizens.models import CitizenCpr, PersonRecord, RecordLink
from hjemad.areas.citizens.queries import record_for
from hjemad.areas.citizens.reads.links import joined_with, proposals
from hjemad.areas.citizens.rules import PersonDetails
from hjemad.areas.citizens.writes.links import (
    NotJoined,
    RefusedPair,
    join,
    say_not_same,
    separate,
    take_back_not_same,
)
from hjemad.foundation.access.actor import Actor
from hjemad.foundation.access.relation import NotVisible
from hjemad.kernel.errors import InputRejected
from hjemad.kernel.person_number import PersonNumber
from tests.people import HORSENS, NOW, TODAY, a_house, ditte, karen, niels
from tests.stays import a_stay

pytestmark = pytest.mark.django_db
BORN = date(1988, 5, 14)
NUMBER = PersonNumber.invented(1, birth_date=BORN)
OTHER_NUMBER = PersonNumber.invented(3, birth_date=BORN)


def written(
    by: Actor, name: str, *, cpr: PersonNumber | None = None, born: date | None = None
) -> PersonRecord:
    details = PersonDetails(full_name=name, cpr=cpr, birth_date=born)
    return create_record(by=by, details=details, valid_from=date(2026, 1, 1), at=NOW)


def citizen_of(record: PersonRecord) -> int:
    link: RecordLink = RecordLink.objects.everything(reason="a test looks").current().get(record=record)
    return link.citizen_id


def joined(one: PersonRecord, other: PersonRecord, *, by: Actor) -> None:
    join(one, other, by=by, at=NOW, evidence="Pas set", reason="Sagde det selv")


def apart(one: PersonRecord, other: PersonRecord, *, by: Actor) -> None:
    separate(one, other, by=by, at=NOW, evidence="Andet pas", reason="Forveksling")


def test_joined_records_are_one_citizen_and_the_earlier_links_stand() -> None:
    by = karen()
    one, other = written(by, "Kaj Prøve"), written(by, "Kai Prøve")

    joined(one, other, by=by)

    assert citizen_of(one) == citizen_of(other)
    assert [row.record_id for row in joined_with(by, record_id=one.pk)] == [other.pk]
    assert RecordLink.objects.everything(reason="a test").filter(record=one).count() == 2


def test_what_was_believed_to_be_the_same_comes_along_and_goes_back_together() -> None:
    by = karen()
    a, b, c = written(by, "A"), written(by, "B"), written(by, "C")
    joined(a, b, by=by)
    first = citizen_of(b)
    joined(b, c, by=by)
    assert len({citizen_of(one) for one in (a, b, c)}) == 1

    apart(b, c, by=by)

    assert citizen_of(a) == citizen_of(b) == first != citizen_of(c)


def test_the_first_record_can_leave_the_one_that_was_joined_to_it() -> None:
    by = karen()
    a, b = written(by, "A"), written(by, "B")
    joined(a, b, by=by)

    apart(b, a, by=by)

    assert citizen_of(a) != citizen_of(b)


def test_joining_and_separating_again_and_again_never_joins_what_was_separated() -> None:
    by = karen()
    a, b, c = written(by, "A"), written(by, "B"), written(by, "C")
    for _ in range(3):
        joined(a, b, by=by)
        apart(a, b, by=by)
        take_back_not_same(a, b, by=by, at=NOW, reason="Prøver igen")
    joined(a, c, by=by)
    apart(a, c, by=by)

    assert len({citizen_of(one) for one in (a, b, c)}) == 3


def test_a_pair_said_not_to_be_the_same_is_not_joined_until_it_is_taken_back() -> None:
    by = karen()
    one, other = written(by, "Kaj Prøve", born=BORN), written(by, "Kaj Prøve", born=BORN)
    assert [row.record_id for row in proposals(by, record_id=one.pk)] == [other.pk]

    say_not_same(one, other, by=by, at=NOW, reason="To fætre")

    assert proposals(by, record_id=one.pk) == proposals(by, record_id=other.pk) == []
    with pytest.raises(RefusedPair):
        joined(one, other, by=by)
    take_back_not_same(one, other, by=by, at=NOW, reason="Alligevel")
    joined(one, other, by=by)
    assert citizen_of(one) == citizen_of(other)


def test_a_refused_pair_is_not_proposed_after_a_new_import_of_the_same_source() -> None:
    by = karen()
    one, other = written(by, "Kaj Prøve", born=BORN), written(by, "Kaj  Prøve", born=BORN)
    third = written(karen("461"), "Kaj Prøve", born=BORN)
    say_not_same(one, other, by=by, at=NOW, reason="To fætre")

    again = written(by, "Kaj Prøve", born=BORN)

    # The same organisation says the same of the same person: the old answer holds for the new record too.
    assert again.pk not in {row.record_id for row in proposals(by, record_id=other.pk)}
    with pytest.raises(RefusedPair):
        joined(again, other, by=by)
    take_back_not_same(again, other, by=by, at=NOW, reason="Alligevel")
    joined(again, other, by=by)
    assert third.pk not in {row.record_id for row in proposals(by, record_id=other.pk)}


def test_a_number_does_not_join_again_what_somebody_separated() -> None:
    by = karen()
    one, other = written(by, "Kaj Prøve", cpr=NUMBER), written(by, "Kai Prøve", cpr=NUMBER)
    assert citizen_of(one) == citizen_of(other)
    apart(other, one, by=by)

    set_identity(
        other, by=by, details=PersonDetails(full_name="Kai Ny", cpr=NUMBER), at=NOW, reason="retter navn"
    )

    assert citizen_of(one) != citizen_of(other)
    assert proposals(by, record_id=one.pk) == []


def test_the_same_number_in_two_organisations_is_one_citizen_and_opens_nothing() -> None:
    one = written(karen(), "Kaj Prøve", cpr=NUMBER)
    other = written(karen("461"), "Kaj Prøve", cpr=NUMBER)

    assert citizen_of(one) == citizen_of(other)
    assert joined_with(karen(), record_id=one.pk) == []
    with pytest.raises(NotVisible):
        record_for(karen(), record_id=other.pk)


def test_a_number_typed_later_joins_and_takes_along_who_has_none() -> None:
    by = karen()
    holder = written(by, "Kaj Prøve", cpr=NUMBER)
    one, friend, own = written(by, "Kaj"), written(by, "Kajse"), written(by, "Karl", cpr=OTHER_NUMBER)
    joined(one, own, by=by)
    joined(friend, own, by=by)

    set_identity(
        one, by=by, details=PersonDetails(full_name="Kaj Prøve", cpr=NUMBER), at=NOW, reason="Fandt kortet"
    )

    assert citizen_of(one) == citizen_of(friend) == citizen_of(holder) != citizen_of(own)


def test_a_replaced_number_keeps_the_old_one_findable_and_one_citizen() -> None:
    by = karen()
    one = written(by, "Kaj Prøve", cpr=NUMBER)

    set_identity(
        one,
        by=by,
        details=PersonDetails(full_name="Kaj Prøve", cpr=OTHER_NUMBER),
        at=NOW,
        reason="Nyt",
    )

    assert CitizenCpr.objects.filter(citizen_id=citizen_of(one)).count() == 2
    late = written(karen("461"), "Kaj Prøve", cpr=NUMBER)
    assert citizen_of(late) == citizen_of(one)


def test_proposals_stay_inside_what_the_actor_may_see() -> None:
    ours, theirs = a_house(), a_house("Havnely", code="102")
    mine = record_for(
        ditte(ours), record_id=a_stay(ditte(ours), house=ours, nights=None, night=TODAY).record_id
    )
    record = record_for(
        niels(theirs), record_id=a_stay(niels(theirs), house=theirs, nights=None, night=TODAY).record_id
    )
    for by, one in ((ditte(ours), mine), (niels(theirs), record)):
        set_identity(
            one, by=by, details=PersonDetails(full_name="Kaj Prøve", birth_date=BORN), at=NOW, reason=""
        )

    assert proposals(ditte(ours), record_id=mine.pk) == []


def test_nobody_links_without_reason_and_evidence_or_what_they_cannot_see() -> None:
    by, stranger = karen(HORSENS), karen("461")
    one, other = written(by, "A"), written(by, "B")
    theirs = written(stranger, "C")

    with pytest.raises(InputRejected):
        join(one, other, by=by, at=NOW, evidence="", reason="x")
    with pytest.raises(NotVisible):
        joined(one, theirs, by=by)
    with pytest.raises(NotJoined):
        apart(one, other, by=by)
