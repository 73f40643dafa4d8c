"""The people and houses every test means by the same names. All invented.

Ditte is night worker in Åhuset, Niels in Havnely, another house. Mette and Svend are economists and Karen
caseworker in Horsens, or in the municipality a test names. Nobody of them is real, nor is any resident.
"""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from hjemad.areas.shelters.actions import open_place
from hjemad.areas.shelters.models import Place
from hjemad.foundation.access.actions import assign, create_user
from hjemad.foundation.access.actor import Actor
from hjemad.foundation.access.models import Assignment, User
from hjemad.foundation.access.queries import actor_for
from hjemad.foundation.organisations.actions import create_organisation, seed_denmark
from hjemad.foundation.organisations.models import Kind, Organisation
from hjemad.foundation.privacy.guarded import Guarded

COPENHAGEN = ZoneInfo("Europe/Copenhagen")
TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 23, 20, tzinfo=COPENHAGEN)
LONG_AGO = date(2015, 1, 1)
PASSWORD = "lang-nok-til-en-test"

HORSENS, ODENSE = "615", "461"


@dataclass(frozen=True)
class House:
    """A shelter with one department and its places."""

    shelter: Organisation
    department: Organisation
    places: tuple[Place, ...]


def a_house(name: str = "Åhuset", *, code: str = "101", places: int = 3) -> House:
    """A shelter that has been there for long."""
    shelter = create_organisation(Kind.SHELTER, code=code, name=name, valid_from=LONG_AGO, at=NOW, by=None)
    department = create_organisation(
        Kind.DEPARTMENT,
        code=f"{code}-1",
        name=f"Stuen i {name}",
        valid_from=LONG_AGO,
        at=NOW,
        by=None,
        parent=shelter,
    )
    beds = tuple(
        open_place(by=None, department=department, label=f"{n:03}", valid_from=LONG_AGO, at=NOW)
        for n in range(1, places + 1)
    )
    return House(shelter=shelter, department=department, places=beds)


def municipality(code: str = HORSENS) -> Organisation:
    """One of the 98."""
    seed_denmark(at=NOW, by=None)
    return Organisation.objects.get(kind=Kind.MUNICIPALITY, code=code)


def a_user(name: str) -> User:
    """Somebody who can sign in with `PASSWORD`."""
    username = name.lower()
    found = User.objects.filter(username=username).first()
    return found or create_user(username, full_name=f"{name} Prøve", password=PASSWORD, at=NOW, by=None)


def an_assignment(name: str, *, role: str, organisation: Organisation) -> Assignment:
    """The named user works there in that role, since long; asked twice, the same assignment."""
    user = a_user(name)
    standing = Assignment.objects.filter(user=user, role=role, organisation=organisation, valid_to=None)
    return standing.first() or assign(
        user, role=role, organisation=organisation, valid_from=LONG_AGO, at=NOW, by=None
    )


def an_actor(name: str, *, role: str, organisation: Organisation, on: date = TODAY) -> Actor:
    """The named user, acting."""
    assignment = an_assignment(name, role=role, organisation=organisation)
    actor = actor_for(assignment.user_id, assignment_id=assignment.pk, on=on)
    assert actor is not None
    return actor


def ditte(house: House, *, on: date = TODAY) -> Actor:
    """Night worker in the house."""
    return an_actor("Ditte", role="shelter_staff", organisation=house.shelter, on=on)


def niels(house: House, *, on: date = TODAY) -> Actor:
    """Night worker in another house."""
    return an_actor("Niels", role="shelter_staff", organisation=house.shelter, on=on)


def mette(code: str = HORSENS, *, on: date = TODAY) -> Actor:
    """Economist of Horsens, unless another municipality is named."""
    return an_actor("Mette", role="economist", organisation=municipality(code), on=on)


def svend(code: str = HORSENS, *, on: date = TODAY) -> Actor:
    """The other economist of Horsens, who checks what Mette draws up."""
    return an_actor("Svend", role="economist", organisation=municipality(code), on=on)


def karen(code: str = HORSENS, *, on: date = TODAY) -> Actor:
    """Caseworker of Horsens, unless another municipality is named."""
    return an_actor("Karen", role="caseworker", organisation=municipality(code), on=on)


def opened(value: Guarded) -> str:
    """What a guarded value holds, without a reader: for the eyes of a test."""
    return value._opened()
