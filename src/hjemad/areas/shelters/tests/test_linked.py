"""What is said about stays and claims before two records are joined or separated."""

from datetime import timedelta

import pytest

from hjemad.areas.citizens.actions import set_responsible_municipality
from hjemad.areas.citizens.queries import record_for
from hjemad.areas.citizens.reads.links import consequences
from hjemad.areas.shelters.reads.linked import changed_by_link
from tests.people import HORSENS, NOW, TODAY, a_house, ditte, karen, municipality, niels
from tests.stays import a_stay

pytestmark = pytest.mark.django_db


def test_nights_in_two_houses_are_told_before_the_link_and_nothing_of_what_one_cannot_see() -> None:
    ours, theirs = a_house(), a_house("Havnely", code="102")
    first = TODAY - timedelta(days=9)
    one = a_stay(ditte(ours), house=ours, night=first, nights=5).record_id
    other = a_stay(niels(theirs), house=theirs, night=first + timedelta(days=3), nights=5).record_id
    horsens = municipality(HORSENS)
    for by, record in ((ditte(ours), one), (niels(theirs), other)):
        set_responsible_municipality(
            record_for(by, record_id=record), by=by, acts=horsens, pays=horsens, valid_from=first, at=NOW,
            basis="§ 9",
        )  # fmt: skip
    apart = {1: frozenset({one}), 2: frozenset({other})}
    together = {2: frozenset({one, other})}

    seen = changed_by_link(karen(), apart, together)
    unseen = changed_by_link(ditte(ours), apart, together)

    assert seen == ["2 ophold beholder deres nætter, pladser og sidste dage for besked",
                    "2 nætter ligger i to huse og skal afklares"]  # fmt: skip
    assert unseen == ["1 ophold beholder sine nætter, sin plads og sin sidste dag for besked"]
    assert "Nætter, der lå i to huse, er ikke længere omtvistede" in changed_by_link(karen(), together, apart)


def test_the_house_is_told_what_each_area_would_change_and_no_amount() -> None:
    house = a_house()
    actor = ditte(house)
    one, other = (a_stay(actor, house=house, place=place).record_id for place in (0, 1))

    lines = consequences(
        actor, before={1: frozenset({one}), 2: frozenset({other})}, after={2: frozenset({one, other})}
    )

    assert any("tælles deres nætter som én persons" in line for line in lines)
    assert not any("kr" in line for line in lines)
