"""Somebody disagrees: each step is kept, and a decision that was changed no longer holds."""

from datetime import timedelta

import pytest

from hjemad.areas.citizens.reads.clocks import clock_of
from hjemad.areas.decisions import queries, rules
from hjemad.areas.decisions.models import DecisionRecord
from hjemad.areas.decisions.reads.appeals import FORWARDING, appeal_of
from hjemad.areas.decisions.tests.making import a_ban, a_decision
from hjemad.areas.decisions.writes import appeals
from hjemad.foundation.access.actor import Actor, NotAllowed
from hjemad.kernel.errors import AlreadyClosed, InputRejected
from tests.people import NOW, TODAY, House, a_house, an_actor, ditte
from tests.stays import a_stay

pytestmark = pytest.mark.django_db
SOON = NOW + timedelta(minutes=30)


def a_leader(house: House) -> Actor:
    return an_actor("Birgit", role="shelter_leader", organisation=house.shelter)


@pytest.fixture
def house() -> House:
    return a_house()


@pytest.fixture
def ban(house: House) -> DecisionRecord:
    by = ditte(house)
    record_id = a_stay(by, house=house).record_id
    return a_ban(by, record_id=record_id, last_day=TODAY + timedelta(days=5))


def test_the_clock_runs_four_weeks_and_stops_when_the_appeal_is_passed_on(
    house: House, ban: DecisionRecord
) -> None:
    leader = a_leader(house)
    appeal = appeals.receive(ban, by=ditte(house), on=TODAY, words="", at=SOON)

    running = clock_of(leader, kind=FORWARDING, subject=appeal.fact_id)
    assert running is not None
    assert (running.due, running.state, running.certainty) == (TODAY + timedelta(weeks=4), "open", "sourced")

    appeal = appeals.reassess(
        appeal, ban, by=leader, result="stands", words="Vi siger det samme", on=TODAY, at=SOON
    )
    appeals.pass_on(appeal, ban, by=leader, on=TODAY, at=SOON)
    stopped = clock_of(leader, kind=FORWARDING, subject=appeal.fact_id)
    assert stopped is not None
    assert stopped.state == "stopped"


def test_what_the_leader_changes_no_longer_keeps_anybody_out(house: House, ban: DecisionRecord) -> None:
    leader, record_id = a_leader(house), ban.record_id
    assert record_id is not None
    appeal = appeals.receive(ban, by=leader, on=TODAY, words="Det var ikke mig", at=SOON)
    assert queries.ban_in_force(leader, record_id=record_id, on=TODAY) == ban

    appeals.reassess(appeal, ban, by=leader, result="changed", words="Det var en anden", on=TODAY, at=SOON)

    assert queries.ban_in_force(leader, record_id=record_id, on=TODAY) is None
    again = queries.decision_for(leader, fact_id=ban.fact_id)
    shown = appeal_of(leader, again)
    assert again.lifted_on == TODAY
    assert shown is not None
    assert shown.waits_for == ""


def test_only_the_leader_looks_again_and_nothing_is_passed_on_before(
    house: House, ban: DecisionRecord
) -> None:
    night, leader = ditte(house), a_leader(house)
    appeal = appeals.receive(ban, by=night, on=TODAY, words="", at=SOON)

    with pytest.raises(NotAllowed):
        appeals.reassess(appeal, ban, by=night, result="stands", words="Nej", on=TODAY, at=SOON)
    with pytest.raises(InputRejected):
        appeals.pass_on(appeal, ban, by=leader, on=TODAY, at=SOON)
    with pytest.raises(InputRejected):
        appeals.reassess(appeal, ban, by=leader, result="stands", words=" ", on=TODAY, at=SOON)


def test_one_appeal_of_one_decision(house: House, ban: DecisionRecord) -> None:
    appeals.receive(ban, by=ditte(house), on=TODAY, words="", at=SOON)

    with pytest.raises(AlreadyClosed):
        appeals.receive(ban, by=ditte(house), on=TODAY, words="", at=SOON)


def test_an_appeal_of_somebody_without_a_record_is_heard_too(house: House) -> None:
    decision, leader = a_decision(ditte(house)), a_leader(house)
    appeal = appeals.receive(decision, by=ditte(house), on=TODAY, words="Nej", at=SOON)

    shown = appeal_of(leader, decision)
    assert shown is not None
    assert (shown.waits_for, shown.forward_by) == ("reassess", TODAY + timedelta(weeks=4))
    with pytest.raises(rules.NotThatDay):
        appeals.reassess(
            appeal, decision, by=leader, result="stands", words="Nej", on=TODAY - timedelta(days=1), at=SOON
        )
