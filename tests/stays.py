"""Stays for tests: valid and boring unless the test says otherwise."""

from datetime import date, datetime, time, timedelta

from hjemad.areas.citizens.rules import PersonDetails
from hjemad.areas.shelters.actions import Admission, KnownStay, admit, discharge, import_stays
from hjemad.areas.shelters.models import Stay
from hjemad.foundation.access.actor import Actor
from hjemad.kernel.periods import Period
from tests.people import COPENHAGEN, NOW, TODAY, House


def at_night(day: date) -> datetime:
    """Twenty past eleven in the evening of that day."""
    return datetime.combine(day, time(23, 20), tzinfo=COPENHAGEN)


def an_admission(
    by: Actor,
    *,
    house: House,
    night: date = TODAY,
    place: int = 0,
    called: str = "Kaj",
    record_id: int | None = None,
    at: datetime = NOW,
) -> Admission:
    """Somebody called Kaj is let in tonight, in the first place."""
    return admit(
        by=by,
        place=house.places[place],
        night=night,
        decided_at=min(at_night(night), at),
        at=at,
        record_id=record_id,
        person=None if record_id else PersonDetails(alias=called),
    )


def a_stay(
    by: Actor,
    *,
    house: House,
    night: date = TODAY - timedelta(days=30),
    nights: int | None = 5,
    place: int = 0,
    called: str = "Kaj",
    record_id: int | None = None,
) -> Stay:
    """A stay of five nights, a month ago. `nights` None: still there."""
    stay = an_admission(
        by, house=house, night=night, place=place, called=called, record_id=record_id, at=at_night(night)
    ).stay
    if nights is None:
        return stay
    last = night + timedelta(days=nights)
    return discharge(by=by, stay=stay, day=last, mode="unknown", at=at_night(last))


def many_stays(by: Actor, *, house: House, records: list[int], period: Period) -> list[Stay]:
    """One stay per record without a place, as an import writes them."""
    return import_stays(
        by=by,
        shelter_id=by.organisation_id,
        stays=[
            KnownStay(
                record_id=one,
                period=period,
                decided_at=at_night(period.start),
                department_id=house.department.pk,
            )
            for one in records
        ],
        at=NOW,
        origin="import",
    )
