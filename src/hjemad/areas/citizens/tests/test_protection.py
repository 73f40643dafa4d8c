"""Protection by kind, and a citizen's word about who must not see."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from hjemad.areas.citizens.actions import NewRecord, create_records, set_responsible_municipality
from hjemad.areas.citizens.models import PersonRecord, Protection, RecordLink, RelationBlock
from hjemad.areas.citizens.queries import called, record_for
from hjemad.areas.citizens.reads.protection import (
    block_for,
    blocks_of,
    protected,
    protection_for,
    protections_of,
    to_look_at_again,
)
from hjemad.areas.citizens.reads.register import addresses_of
from hjemad.areas.citizens.rules import PersonDetails
from hjemad.areas.citizens.writes.protection import (
    AlreadyBlocked,
    AlreadyProtected,
    OwnHouse,
    end_protection,
    hide_from,
    protect,
    stop_hiding,
)
from hjemad.areas.citizens.writes.register import set_address
from hjemad.foundation.access.actor import Actor
from hjemad.foundation.access.models import User
from hjemad.foundation.access.relation import NotVisible
from hjemad.foundation.audit.models import Event, ReadEvent
from hjemad.foundation.facts.actions import Basis, supersede
from hjemad.foundation.privacy.guarded import reveal
from tests.people import HORSENS, NOW, TODAY, a_house, an_actor, ditte, karen, mette, municipality, niels
from tests.stays import a_stay

pytestmark = pytest.mark.django_db


def a_record(by: Actor, *, house) -> PersonRecord:
    return record_for(by, record_id=a_stay(by, house=house, nights=None, night=TODAY).record_id)


def linked(one: PersonRecord, other: PersonRecord, *, by: Actor) -> None:
    """One house cannot see the other's record, so the link is written as a look-up by CPR writes it."""
    links = RecordLink.objects.everything(reason="a test joins two houses").current()
    citizen = links.get(record=other).citizen_id
    basis = Basis(by=by, at=NOW, reason="a test", origin="entered")
    supersede(links.get(record=one), basis=basis, citizen_id=citizen, evidence="a test")


def user_of(actor: Actor) -> User:
    return User.objects.get(pk=actor.user_id)


def test_a_protection_stands_until_somebody_ends_it_whatever_its_expiry() -> None:
    house = a_house()
    actor = ditte(house)
    record = a_record(actor, house=house)

    past = TODAY - timedelta(days=1)
    fact = protect(record, by=actor, kind="own_safety", since=past, expires_on=past, why="x", at=NOW)

    assert protected([record.pk])[record.pk].kinds == ("own_safety",)
    end_protection(fact, by=actor, day=TODAY, reason="Flyttet", at=NOW)
    assert protected([record.pk]) == {}
    assert Protection.objects.everything(reason="a test").filter(record=record).count() == 2


def test_what_the_register_protects_holds_for_every_record_and_a_house_s_own_need_only_there() -> None:
    ours, theirs = a_house(), a_house("Havnely", code="102")
    one, other = a_record(ditte(ours), house=ours), a_record(niels(theirs), house=theirs)
    linked(one, other, by=ditte(ours))

    protect(one, by=ditte(ours), kind="own_safety", since=TODAY, at=NOW)
    assert set(protected([one.pk, other.pk])) == {one.pk}

    protect(one, by=ditte(ours), kind="cpr_ordinary", since=TODAY, at=NOW)
    assert protected([other.pk])[other.pk].kinds == ("cpr_ordinary",)
    assert protected([one.pk])[one.pk].kinds == ("own_safety", "cpr_ordinary")


def test_the_same_protection_does_not_stand_twice() -> None:
    house = a_house()
    record = a_record(ditte(house), house=house)
    protect(record, by=ditte(house), kind="own_safety", since=TODAY, at=NOW)

    with pytest.raises(AlreadyProtected):
        protect(record, by=ditte(house), kind="own_safety", since=TODAY, at=NOW)


def test_a_reminder_that_has_come_is_shown_to_who_may_see_the_record() -> None:
    ours, theirs = a_house(), a_house("Havnely", code="102")
    record = a_record(ditte(ours), house=ours)
    protect(record, by=ditte(ours), kind="cpr_ordinary", since=TODAY, remind_on=TODAY, at=NOW)

    ((record_id, public_id, shown),) = to_look_at_again(ditte(ours))
    assert (record_id, public_id, shown.remind_on) == (record.pk, record.public_id, TODAY)
    assert to_look_at_again(niels(theirs)) == []


def test_another_house_reads_and_ends_no_protection() -> None:
    ours, theirs = a_house(), a_house("Havnely", code="102")
    record = a_record(ditte(ours), house=ours)
    fact = protect(record, by=ditte(ours), kind="own_safety", since=TODAY, why="hemmeligt", at=NOW)

    assert protections_of(niels(theirs), record_id=record.pk) == []
    assert protection_for(niels(theirs), fact_id=fact.fact_id) is None
    with pytest.raises(NotVisible):
        end_protection(fact, by=niels(theirs), day=TODAY, reason="x", at=NOW)
    assert "hemmeligt" not in str(list(Event.objects.values_list("objects_named", "data")))


def test_a_named_worker_sees_nothing_of_any_record_of_the_citizen_and_colleagues_do() -> None:
    ours, theirs = a_house(), a_house("Havnely", code="102")
    one, other = a_record(ditte(ours), house=ours), a_record(niels(theirs), house=theirs)
    linked(one, other, by=ditte(ours))
    colleague = an_actor("Sofie", role="shelter_staff", organisation=theirs.shelter)

    assert hide_from(one, by=ditte(ours), user=user_of(niels(theirs)), at=NOW).wholly

    assert called(niels(theirs), record_ids=[other.pk]) == {}
    with pytest.raises(NotVisible):
        record_for(niels(theirs), record_id=other.pk)
    assert set(called(colleague, record_ids=[other.pk])) == {other.pk}


def test_the_citizen_says_stop_and_the_worker_sees_again() -> None:
    house = a_house()
    record = a_record(ditte(house), house=house)
    sofie = an_actor("Sofie", role="shelter_staff", organisation=house.shelter)
    block = hide_from(record, by=ditte(house), user=user_of(sofie), at=NOW).block
    assert called(sofie, record_ids=[record.pk]) == {}

    stop_hiding(block, by=ditte(house), at=NOW)

    assert set(called(sofie, record_ids=[record.pk])) == {record.pk}
    assert blocks_of(ditte(house), record_id=record.pk) == []


def test_a_municipality_that_acts_or_pays_is_not_wholly_kept_away_and_the_answer_says_so() -> None:
    house = a_house()
    record = a_record(ditte(house), house=house)
    horsens = municipality(HORSENS)
    set_responsible_municipality(
        record, by=ditte(house), acts=horsens, pays=horsens, valid_from=TODAY, at=NOW, basis="§ 9"
    )

    done = hide_from(record, by=ditte(house), organisation=horsens, at=NOW)

    assert not done.wholly
    assert set(called(karen(), record_ids=[record.pk])) == {record.pk}
    assert set(called(mette(), record_ids=[record.pk])) == {record.pk}
    assert [one.holds_wholly for one in blocks_of(ditte(house), record_id=record.pk)] == [False]


def test_a_caseworker_of_the_acting_municipality_can_be_named() -> None:
    house = a_house()
    record = a_record(ditte(house), house=house)
    horsens = municipality(HORSENS)
    set_responsible_municipality(
        record, by=ditte(house), acts=horsens, pays=horsens, valid_from=TODAY, at=NOW, basis="§ 9"
    )

    hide_from(record, by=ditte(house), user=user_of(karen()), at=NOW)

    assert called(karen(), record_ids=[record.pk]) == {}


def test_an_organisation_without_a_duty_sees_nothing_of_the_citizen() -> None:
    ours, theirs = a_house(), a_house("Havnely", code="102")
    one, other = a_record(ditte(ours), house=ours), a_record(niels(theirs), house=theirs)
    linked(one, other, by=ditte(ours))

    assert hide_from(one, by=ditte(ours), organisation=theirs.shelter, at=NOW).wholly

    assert called(niels(theirs), record_ids=[other.pk]) == {}


def test_the_house_where_the_person_sleeps_is_not_kept_away() -> None:
    house = a_house()
    record = a_record(ditte(house), house=house)

    with pytest.raises(OwnHouse):
        hide_from(record, by=ditte(house), organisation=house.shelter, at=NOW)


def test_nobody_is_hidden_twice_from_the_same_one() -> None:
    house = a_house()
    record = a_record(ditte(house), house=house)
    sofie = an_actor("Sofie", role="shelter_staff", organisation=house.shelter)
    block = hide_from(record, by=ditte(house), user=user_of(sofie), at=NOW).block

    with pytest.raises(AlreadyBlocked):
        hide_from(record, by=ditte(house), user=user_of(sofie), at=NOW)
    assert block_for(sofie, fact_id=block.fact_id) is None


def test_the_event_of_a_block_does_not_say_whom() -> None:
    house = a_house()
    record = a_record(ditte(house), house=house)
    sofie = an_actor("Sofie", role="shelter_staff", organisation=house.shelter)

    hide_from(record, by=ditte(house), user=user_of(sofie), at=NOW)

    event = Event.objects.get(kind="citizens.blocked")
    assert set(event.objects_named) == {"record", "fact"}
    assert event.data == {}


def test_the_database_refuses_a_block_of_nobody() -> None:
    house = a_house()
    actor = ditte(house)
    record = a_record(actor, house=house)

    with pytest.raises(IntegrityError), transaction.atomic():
        RelationBlock._base_manager.create(
            record=record, version=1, valid_from=TODAY, recorded_at=NOW, recorded_by_id=actor.user_id,
            recorded_under_id=actor.assignment_id, origin="entered",
        )  # fmt: skip


def test_who_is_protected_is_asked_in_as_many_queries_for_many_as_for_one(
    django_assert_num_queries,
) -> None:
    house = a_house()
    new = [NewRecord(PersonDetails(alias=f"Kaj {n}"), valid_from=date(2026, 1, 1)) for n in range(20)]
    records = create_records(by=ditte(house), new=new, at=NOW, origin="import")

    with django_assert_num_queries(1):
        assert protected([one.pk for one in records]) == {}

    ours = ditte(house)
    guarded = a_record(ours, house=house)
    protect(guarded, by=ours, kind="cpr_ordinary", since=TODAY, at=NOW)
    with django_assert_num_queries(2):
        assert set(protected([one.pk for one in (*records, guarded)])) == {guarded.pk}


def test_a_protected_name_is_not_in_the_lists_of_who_only_pays() -> None:
    house = a_house()
    actor = ditte(house)
    record = a_record(actor, house=house)
    horsens = municipality(HORSENS)
    set_responsible_municipality(
        record, by=actor, acts=horsens, pays=horsens, valid_from=TODAY, at=NOW, basis="§ 9"
    )
    assert reveal(called(mette(), record_ids=[record.pk])[record.pk].shown, mette()) == "Kaj"

    protect(record, by=actor, kind="own_safety", since=TODAY, at=NOW)

    readers = (mette(), karen())
    shown = {one: reveal(called(one, record_ids=[record.pk])[record.pk].shown, one) for one in readers}
    assert "Kaj" not in shown[mette()]
    assert str(record.pk) in shown[mette()]
    assert shown[karen()] == "Kaj"
    assert reveal(called(actor, record_ids=[record.pk])[record.pk].shown, actor) == "Kaj"


def test_a_protected_address_opens_for_who_acts_and_not_for_who_only_pays_and_is_logged() -> None:
    house = a_house()
    actor = ditte(house)
    record = a_record(actor, house=house)
    horsens = municipality(HORSENS)
    set_responsible_municipality(
        record, by=actor, acts=horsens, pays=horsens, valid_from=TODAY, at=NOW, basis="§ 9"
    )
    set_address(
        record, by=actor, kind="post", text="Prøvevej 1", no_fixed_abode=False,
        municipality=horsens, since=TODAY, at=NOW,
    )  # fmt: skip
    protect(record, by=actor, kind="own_safety", since=TODAY, at=NOW)
    payer, caseworker = mette(), karen()

    (withheld,) = addresses_of(payer, record_id=record.pk)
    (known,) = addresses_of(caseworker, record_id=record.pk)
    assert "Prøvevej" not in f"{known} {known.text} {known.text!r} {withheld}"
    assert not ReadEvent.objects.exists()

    assert "Prøvevej" not in reveal(withheld.text, payer)
    assert (withheld.municipality, withheld.municipality_id) == ("", None)
    assert reveal(known.text, caseworker) == "Prøvevej 1"
    assert ReadEvent.objects.count() == 2
