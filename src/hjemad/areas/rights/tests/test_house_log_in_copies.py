"""A copy of what is held about somebody tells their own part in an incident, and nobody else's."""

from datetime import timedelta

import pytest

from hjemad.areas.citizens.actions import PersonDetails
from hjemad.areas.rights.queries.subject_data import holdings
from hjemad.areas.shelters.actions import admit
from hjemad.areas.shelters.writes.agreements import keep_apart
from hjemad.areas.shelters.writes.house_log import IncidentDetails, write_incident
from tests import people

pytestmark = pytest.mark.django_db


def test_an_incident_about_two_is_told_to_each_without_the_other() -> None:
    house = people.a_house()
    ditte = people.ditte(house)
    at = people.NOW
    ole, mona = (
        admit(
            by=ditte,
            place=house.places[n],
            night=people.TODAY,
            decided_at=at,
            at=at,
            person=PersonDetails(full_name=f"{name} Prøve"),
        ).stay.record_id
        for n, name in enumerate(("Ole", "Mona"))
    )
    details = IncidentDetails(
        kind="threat",
        where="opholdsstuen",
        words="To borgere var oppe at skændes",
        people={ole: "Gik i seng bagefter", mona: "Vil gerne tale om det"},
        missing="Hvem taler med de to?",
        who_can="leader",
    )

    write_incident(by=ditte, details=details, happened_at=at, at=at)
    keep_apart(by=ditte, record_ids=(ole, mona), last_day=people.TODAY + timedelta(days=5), at=at)
    told = repr(holdings(ole, organisation_id=house.shelter.pk, on=people.TODAY))

    assert "Gik i seng bagefter" in told
    assert all(word not in told for word in ("Mona", "Vil gerne tale", "To borgere", "Hvem taler"))
