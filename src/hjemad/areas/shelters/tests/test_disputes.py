"""Nights two shelters claim: each hears only of its own, the paying municipality sees both and decides."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hjemad.areas.citizens.actions import PersonDetails, create_record, set_responsible_municipality
from hjemad.areas.citizens.writes.protection import protect
from hjemad.areas.shelters.actions import correct_stay, withdraw_stay
from hjemad.areas.shelters.facts import dispute_decisions
from hjemad.areas.shelters.models import DisputeDecision, Stay
from hjemad.areas.shelters.reads.disputes import decisions_of, dispute_for, nights_to_check, to_settle
from hjemad.areas.shelters.writes.disputes import decide
from hjemad.foundation.access.relation import NotVisible
from hjemad.foundation.audit.models import Event
from hjemad.kernel.errors import InputRejected, StayOverlaps
from hjemad.kernel.periods import Period
from hjemad.kernel.person_number import PersonNumber
from tests import people
from tests.stays import many_stays
from tests.web import signed_in

pytestmark = pytest.mark.django_db

CPR = PersonNumber.invented(7, birth_date=date(1983, 3, 14))
FIRST, SECOND = Period(date(2026, 10, 1), date(2026, 10, 11)), Period(date(2026, 10, 8), date(2026, 10, 15))
SAVEPOINTS = 2  # those of the read log, inside the transaction of a test
SHARED = Period(date(2026, 10, 8), date(2026, 10, 11))


@dataclass(frozen=True)
class Two:
    """Åhuset and Havnely, each with its own record of Kaj, both saying that he slept there."""

    here: people.House
    there: people.House
    mine: Stay
    theirs: Stay


def a_dispute(*, paid_there: str = people.HORSENS, cpr: PersonNumber | None = CPR) -> Two:
    here, there = people.a_house(), people.a_house("Havnely", code="102")
    ditte, niels = people.ditte(here), people.niels(there)
    return Two(
        here, there,
        mine=a_stay_of(ditte, here, FIRST, cpr=cpr),
        theirs=a_stay_of(niels, there, SECOND, cpr=cpr, paid=paid_there),
    )  # fmt: skip


def a_stay_of(by, house, period, *, cpr, paid=people.HORSENS) -> Stay:
    details = PersonDetails(full_name="Kaj Prøve", cpr=cpr)
    record = create_record(by=by, details=details, valid_from=period.start, at=people.NOW)
    stay = many_stays(by, house=house, records=[record.pk], period=period)[0]
    pays = people.municipality(paid)
    set_responsible_municipality(
        record, by=by, acts=pays, pays=pays, valid_from=period.start, at=people.NOW, basis="bopæl"
    )
    return stay


def test_each_shelter_hears_of_its_own_nights_and_of_a_reference_both_can_quote():
    two = a_dispute()
    here = nights_to_check(people.ditte(two.here), record_ids=[two.mine.record_id])
    there = nights_to_check(people.niels(two.there), record_ids=[two.theirs.record_id])
    (mine,), (theirs,) = here[two.mine.record_id], there[two.theirs.record_id]
    assert mine.period == theirs.period == SHARED
    assert mine.reference == theirs.reference
    assert mine.counts is None


def test_what_a_shelter_is_told_holds_nothing_about_the_other():
    two = a_dispute()
    (told,) = nights_to_check(people.ditte(two.here), record_ids=[two.mine.record_id])[two.mine.record_id]
    assert set(vars(told)) == {"record_id", "period", "reference", "counts"}
    assert nights_to_check(people.ditte(two.here), record_ids=[two.theirs.record_id]) == {}


def test_the_page_of_a_disputed_stay_that_ended_says_so_within_its_queries():
    two = a_dispute()
    browser, address = signed_in(people.ditte(two.here)), reverse("shelters:stay", args=[two.mine.fact_id])
    (told,) = nights_to_check(people.ditte(two.here), record_ids=[two.mine.record_id])[two.mine.record_id]

    with time_machine.travel(people.NOW + timedelta(minutes=10), tick=False):
        browser.get(address)
        with CaptureQueriesContext(connection) as asked:
            page = browser.get(address).content.decode()

    assert told.reference in page
    assert len(asked) == 17 + SAVEPOINTS


def test_nights_of_two_citizens_or_one_after_the_other_are_no_dispute():
    strangers = a_dispute(cpr=None)
    assert nights_to_check(people.ditte(strangers.here), record_ids=[strangers.mine.record_id]) == {}
    assert to_settle(people.mette(), on=people.TODAY) == []


def test_a_correction_that_parts_the_stays_ends_the_dispute_and_nothing_was_stored():
    two = a_dispute()
    niels = people.niels(two.there)
    correct_stay(
        by=niels,
        stay=two.theirs,
        valid_from=date(2026, 10, 11),
        valid_to=SECOND.end,
        reason="kom senere",
        at=people.NOW,
    )
    assert nights_to_check(people.ditte(two.here), record_ids=[two.mine.record_id]) == {}
    assert to_settle(people.mette(), on=people.TODAY) == []
    assert not DisputeDecision.objects.everything(reason="a test counts").exists()


def test_the_paying_municipality_sees_both_sides():
    a_dispute()
    (found,) = to_settle(people.mette(), on=people.TODAY)
    assert [side.shelter for side in found.sides] == ["Åhuset", "Havnely"]
    assert (found.period, found.why_closed, found.is_decided) == (SHARED, "", False)
    assert to_settle(people.mette("461"), on=people.TODAY) == []
    with pytest.raises(NotVisible):
        dispute_for(people.mette("461"), reference=found.reference)


def test_where_somebody_else_pays_for_the_other_side_neither_sees_it():
    a_dispute(paid_there="461")
    for code in (people.HORSENS, "461"):
        (found,) = to_settle(people.mette(code), on=people.TODAY)
        assert (found.sides, found.called, found.why_closed) == ((), None, "payers")
        with pytest.raises(NotVisible):
            dispute_for(people.mette(code), reference=found.reference)


def test_of_a_protected_person_neither_name_nor_place_is_shown():
    two = a_dispute()
    protect(
        two.mine.record, by=people.ditte(two.here), kind="cpr_ordinary", since=people.TODAY, at=people.NOW,
    )  # fmt: skip
    (found,) = to_settle(people.mette(), on=people.TODAY)
    assert (found.sides, found.called, found.why_closed) == ((), None, "protected")
    with pytest.raises(NotVisible):
        decide(by=people.mette(), reference=found.reference, shelter_id=1, reason="x", at=people.NOW)


def decided(two: Two, *, for_house: people.House, reason: str = "Sengelisten viser det") -> str:
    (found,) = to_settle(people.mette(), on=people.TODAY)
    decide(
        by=people.mette(),
        reference=found.reference,
        shelter_id=for_house.shelter.pk,
        reason=reason,
        at=people.NOW,
    )
    return found.reference


def test_a_decision_says_which_nights_count_and_each_shelter_hears_only_its_own_answer():
    two = a_dispute()
    reference = decided(two, for_house=two.here)
    here = nights_to_check(people.ditte(two.here), record_ids=[two.mine.record_id])[two.mine.record_id]
    there = nights_to_check(people.niels(two.there), record_ids=[two.theirs.record_id])[two.theirs.record_id]
    assert ([one.counts for one in here], [one.counts for one in there]) == ([True], [False])
    facts = dispute_decisions([two.mine.record_id, two.theirs.record_id])
    assert [(f.shelter_id, f.period, f.counts) for some in facts.values() for f in some] == [
        (two.here.shelter.pk, SHARED, True), (two.there.shelter.pk, SHARED, False),
    ]  # fmt: skip
    assert to_settle(people.mette(), on=people.TODAY)[0].is_decided
    assert Event.objects.get(kind="shelters.dispute_decided").objects_named == {"reference": reference}


def test_a_decision_needs_a_reason_and_one_of_the_sides():
    two = a_dispute()
    (found,) = to_settle(people.mette(), on=people.TODAY)
    for shelter, reason in ((two.here.shelter.pk, " "), (999, "x")):
        with pytest.raises((InputRejected, StayOverlaps), match=r"Write why|changed meanwhile"):
            decide(
                by=people.mette(), reference=found.reference, shelter_id=shelter, reason=reason, at=people.NOW
            )
    assert not DisputeDecision.objects.everything(reason="a test counts").exists()


def test_a_decision_can_be_changed_and_the_earlier_one_is_kept():
    two = a_dispute()
    decided(two, for_house=two.here)
    decided(two, for_house=two.there, reason="Åhuset tog fejl af dagen")
    current = {
        row.shelter_id: row.counts
        for row in DisputeDecision.objects.everything(reason="a test counts").current()
    }
    assert current == {two.here.shelter.pk: False, two.there.shelter.pk: True}
    (found,) = to_settle(people.mette(), on=people.TODAY)
    history = decisions_of(dispute_for(people.mette(), reference=found.reference))
    assert {row.reason for row in history} == {"Sengelisten viser det", "Åhuset tog fejl af dagen"}


def test_a_decision_about_fewer_nights_than_are_disputed_now_leaves_them_open():
    two = a_dispute()
    decided(two, for_house=two.here)
    correct_stay(
        by=people.niels(two.there), stay=two.theirs, valid_from=date(2026, 10, 6), valid_to=SECOND.end,
        reason="kom før", at=people.NOW,
    )  # fmt: skip
    (told,) = nights_to_check(people.ditte(two.here), record_ids=[two.mine.record_id])[two.mine.record_id]
    assert (told.period.start, told.counts) == (date(2026, 10, 6), None)


def test_a_withdrawn_stay_claims_no_night():
    two = a_dispute()
    withdraw_stay(by=people.niels(two.there), stay=two.theirs, reason="forkert", at=people.NOW)
    assert nights_to_check(people.ditte(two.here), record_ids=[two.mine.record_id]) == {}


def test_the_queries_are_the_same_for_one_and_for_many():
    two = a_dispute()
    ditte = people.ditte(two.here)
    with CaptureQueriesContext(
        connection,
    ) as one:
        nights_to_check(ditte, record_ids=[two.mine.record_id])
    for number in range(2, 6):
        cpr = PersonNumber.invented(number, birth_date=date(1970, 1, 1))
        a_stay_of(ditte, two.here, FIRST, cpr=cpr)
        a_stay_of(people.niels(two.there), two.there, SECOND, cpr=cpr)
    records = list(Stay.objects.everything(reason="a test counts").values_list("record_id", flat=True))
    with CaptureQueriesContext(connection) as many:
        assert len(nights_to_check(ditte, record_ids=records)) == 5
    assert len(one) == len(many) <= 4
    mette = people.mette()
    with CaptureQueriesContext(connection) as settling:
        assert len(to_settle(mette, on=people.TODAY)) == 5
    assert len(settling) <= 12


def test_open_stays_are_disputed_until_one_of_them_ends():
    two = a_dispute()
    for stay, by in ((two.mine, people.ditte(two.here)), (two.theirs, people.niels(two.there))):
        correct_stay(
            by=by, stay=stay, valid_from=stay.valid_from, valid_to=None, reason="er her endnu",
            at=datetime.combine(people.TODAY, time(23, 30), tzinfo=people.COPENHAGEN),
        )  # fmt: skip
    (found,) = to_settle(people.mette(), on=people.TODAY)
    assert found.period == Period(SHARED.start, None)
