"""Of a protected citizen, one named colleague sees both sides of disputed nights; who names them does not."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from hjemad.areas.citizens.writes.protection import hide_from, protect
from hjemad.areas.shelters.models import DisputeWorker
from hjemad.areas.shelters.reads.dispute_workers import can_be_named
from hjemad.areas.shelters.reads.disputes import protected_to_settle, to_settle
from hjemad.areas.shelters.tests.test_disputes import a_dispute
from hjemad.areas.shelters.writes.dispute_workers import end_worker, name_worker
from hjemad.areas.shelters.writes.disputes import decide
from hjemad.foundation.access.actor import NotAllowed
from hjemad.foundation.access.models import User
from hjemad.foundation.access.relation import NotVisible
from hjemad.foundation.audit.models import Event
from hjemad.foundation.facts.actions import Basis, record
from hjemad.kernel.errors import InputRejected, StayOverlaps
from tests import people, web

pytestmark = pytest.mark.django_db

WEEK = people.TODAY + timedelta(days=7)


def leader(code: str = people.HORSENS):
    return people.an_actor("Lone", role="municipal_leader", organisation=people.municipality(code))


def protected_nights(**kwargs):
    """A dispute of a protected citizen, and its reference."""
    two = a_dispute(**kwargs)
    protect(
        two.mine.record, by=people.ditte(two.here), kind="cpr_special", since=people.TODAY, at=people.NOW,
    )  # fmt: skip
    people.svend()
    return two, to_settle(people.mette(), on=people.TODAY)[0].reference


def named(reference: str, *, by=None, worker=None, until=WEEK, reason="Mette er på ferie") -> DisputeWorker:
    return name_worker(
        by=by or people.mette(), reference=reference, worker_id=(worker or people.svend()).user_id,
        until=until, reason=reason, at=people.NOW,
    )  # fmt: skip


def test_the_named_worker_sees_both_sides_and_decides_and_whoever_named_them_still_sees_neither():
    _, reference = protected_nights()
    named(reference)
    (for_svend,) = to_settle(people.svend(), on=people.TODAY)
    (for_mette,) = to_settle(people.mette(), on=people.TODAY)
    assert [side.shelter for side in for_svend.sides] == ["Åhuset", "Havnely"]
    assert (for_mette.sides, for_mette.called, for_mette.why_closed) == ((), None, "protected")
    decide(
        by=people.svend(), reference=reference, shelter_id=for_svend.sides[0].shelter_id, reason="Liste",
        at=people.NOW,
    )  # fmt: skip
    with pytest.raises(NotVisible):
        decide(by=people.mette(), reference=reference, shelter_id=1, reason="x", at=people.NOW)


def test_whoever_names_gets_nights_and_reference_and_nothing_else():
    _, reference = protected_nights()
    (asked,) = protected_to_settle(leader())
    assert set(vars(asked)) == {"record_id", "period", "reference"}
    assert asked.reference == reference
    assert protected_to_settle(leader("461")) == []


def test_it_ends_by_itself_after_its_last_day():
    _, reference = protected_nights()
    named(reference, until=people.TODAY)
    (today,) = to_settle(people.svend(), on=people.TODAY)
    tomorrow = people.TODAY + timedelta(days=1)
    (after,) = to_settle(people.svend(on=tomorrow), on=tomorrow)
    assert (today.why_closed, after.why_closed) == ("", "protected")


def test_it_can_be_ended_sooner_also_by_the_worker_and_stays_in_the_history():
    _, reference = protected_nights()
    fact = named(reference)
    end_worker(by=people.svend(), reference=reference, fact_id=fact.fact_id, at=people.NOW)
    assert to_settle(people.svend(), on=people.TODAY)[0].why_closed == "protected"
    versions = DisputeWorker.objects.everything(reason="a test counts").filter(fact_id=fact.fact_id)
    assert sorted(versions.values_list("version", flat=True)) == [1, 2]
    kinds = Event.objects.filter(kind__startswith="shelters.dispute_worker").order_by("pk")
    assert [event.objects_named["reference"] for event in kinds] == [reference, reference]


def test_nobody_names_themselves_nor_somebody_who_settles_nothing_and_the_database_agrees():
    two, reference = protected_nights()
    for stranger in (people.mette(), people.karen(), people.mette("461"), people.ditte(two.here)):
        with pytest.raises(InputRejected):
            named(reference, worker=stranger)
    mette = people.mette()
    with pytest.raises(IntegrityError), transaction.atomic():
        record(
            DisputeWorker, basis=Basis(by=mette, at=people.NOW, reason="selv", origin="entered"),
            valid_from=people.TODAY, valid_to=WEEK, record_id=two.mine.record_id,
            municipality_id=mette.organisation_id, worker_id=mette.user_id,
        )  # fmt: skip
    assert mette.user_id not in can_be_named(mette, on=people.TODAY)


@pytest.mark.parametrize("days", [-1, 366])
def test_the_last_day_lies_within_a_year(days):
    _, reference = protected_nights()
    with pytest.raises(InputRejected, match="a year from now"):
        named(reference, until=people.TODAY + timedelta(days=days))


def test_a_colleague_is_named_once_and_a_reason_is_needed():
    _, reference = protected_nights()
    with pytest.raises(InputRejected, match="why that colleague"):
        named(reference, reason=" ")
    named(reference)
    with pytest.raises(StayOverlaps, match="already"):
        named(reference, by=leader())


def test_nights_of_others_are_not_there_and_a_caseworker_names_nobody():
    _, reference = protected_nights()
    with pytest.raises(NotVisible):
        named(reference, by=leader("461"), worker=people.mette("461"))
    with pytest.raises(NotAllowed):
        named(reference, by=people.karen())


def test_a_worker_the_citizen_hides_from_sees_nothing_though_named():
    two, reference = protected_nights()
    svend = people.svend()
    hide_from(
        two.mine.record, by=people.ditte(two.here), at=people.NOW, user=User.objects.get(pk=svend.user_id)
    )
    hide_from(
        two.theirs.record, by=people.niels(two.there), at=people.NOW,
        organisation=None, user=User.objects.get(pk=people.a_user("Karen").pk),
    )  # fmt: skip
    named(reference)
    assert to_settle(svend, on=people.TODAY) == []


def test_the_pages_name_a_colleague_and_show_no_name_and_no_shelter():
    _, reference = protected_nights()
    client = web.signed_in(leader())
    address = f"/naetter/hvem/{reference}/"
    typed = {"worker": people.svend().user_id, "until": "1/12-26", "reason": "Kender ingen af husene"}
    listed = client.get("/naetter/hvem/").content.decode()
    assert client.post(address, {**web.hidden_fields(client, address), **typed}).status_code == 302
    then = client.get(address).content.decode()
    fact = DisputeWorker.objects.everything(reason="a test looks").get()
    assert reference in listed
    assert "Svend Prøve" in then
    assert not [secret for secret in ("Kaj", "Åhuset", "Havnely") if secret in listed + then]
    ending = f"{address}{fact.fact_id}/slut/"
    assert client.get(ending).status_code == 405
    assert client.post(ending, web.hidden_fields(client, address)).status_code == 302
    assert "Ingen er udpeget" in client.get(address).content.decode()
