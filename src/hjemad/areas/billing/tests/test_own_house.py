"""A shelter writes rates for itself only; a municipality for every house it pays."""

from datetime import date

import pytest

from hjemad.areas.billing.actions.rates import record_rate
from hjemad.foundation.access.relation import NotVisible
from hjemad.kernel.money import Money
from hjemad.kernel.periods import Period
from tests import people

pytestmark = pytest.mark.django_db
YEAR = Period(date(2026, 1, 1), None)


def write(actor, house):
    return record_rate(
        by=actor, facility=house.shelter, per_day=Money.parse("1500.00"), period=YEAR,
        registered=True, source_kind="agreement", source="opdigtet", at=people.NOW,
    )  # fmt: skip


def test_a_leader_writes_the_rate_of_the_own_house_and_of_no_other():
    own, other = people.a_house(), people.a_house("Havnely", code="102")
    leader = people.an_actor("Bo", role="shelter_leader", organisation=own.shelter)

    assert write(leader, own).facility_id == own.shelter.pk
    with pytest.raises(NotVisible):
        write(leader, other)


def test_an_economist_writes_the_rate_of_any_house():
    house = people.a_house()

    assert write(people.mette(), house).facility_id == house.shelter.pk
