"""The leader says whom the house shows its free places, and keeps the list of where people can go instead."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from hjemad.areas.shelters import events
from hjemad.areas.shelters.models import HouseContact, NearbyPlace, PlaceSharing
from hjemad.areas.shelters.writes.refusals import not_another_house, shared_already
from hjemad.foundation.access.actor import Actor
from hjemad.foundation.access.permissions import Permission
from hjemad.foundation.access.relation import NotVisible
from hjemad.foundation.audit.actions import log
from hjemad.foundation.facts.actions import Basis, record, supersede
from hjemad.foundation.facts.refusals import translated
from hjemad.foundation.organisations.models import Kind, Organisation

_REFUSALS = {"shelters_placesharing_one_at_a_time": shared_already}


@dataclass(frozen=True)
class NewNearby:
    """A line of the list. `house_id` None: a place that does not use Hjemad."""

    position: int
    name: str
    phone: str
    house_id: int | None = None
    address: str = ""
    way: str = ""


def share_places(*, by: Actor, with_id: int, agreement: str, since: date, at: datetime) -> PlaceSharing:
    """From that day the other house sees how many places are free here and what kind, and nothing else."""
    by.require(Permission.SHARE_PLACES)
    if with_id == by.organisation_id or not _is_shelter(with_id):
        raise not_another_house()
    with translated(_REFUSALS):
        sharing = record(
            PlaceSharing,
            basis=Basis(by=by, at=at, reason="", origin="entered"),
            valid_from=since,
            valid_to=None,
            shelter_id=by.organisation_id,
            shown_to_id=with_id,
            agreement=agreement.strip(),
        )
        log(events.PLACES_SHARED, by=by, at=at, objects={"sharing": sharing.fact_id})
    return sharing


def stop_sharing(sharing: PlaceSharing, *, by: Actor, at: datetime) -> PlaceSharing:
    """From today the other house sees nothing any more."""
    by.require(Permission.SHARE_PLACES)
    if sharing.shelter_id != by.organisation_id:
        raise NotVisible.standard()
    with transaction.atomic():
        basis = Basis(by=by, at=at, reason="", origin="entered")
        version = supersede(sharing, basis=basis, valid_to=max(by.on, sharing.valid_from))
        log(events.SHARING_STOPPED, by=by, at=at, objects={"sharing": sharing.fact_id})
    return version


def sharing_of(by: Actor, *, fact_id: UUID) -> PlaceSharing:
    """A sharing of the actor's house, or `NotVisible`."""
    found = PlaceSharing.objects.current().filter(fact_id=fact_id, shelter_id=by.organisation_id).first()
    if not isinstance(found, PlaceSharing):
        raise NotVisible.standard()
    return found


def nearby_for(by: Actor, *, pk: int) -> NearbyPlace:
    """A line of the actor's house's list, or `NotVisible`."""
    found = NearbyPlace.objects.filter(pk=pk, shelter_id=by.organisation_id).first()
    if found is None:
        raise NotVisible.standard()
    return found


def write_nearby(new: NewNearby, *, by: Actor, at: datetime, instead_of: int | None = None) -> NearbyPlace:
    """The line stands in the house's list, new or instead of an earlier one."""
    by.require(Permission.SHARE_PLACES)
    if new.house_id == by.organisation_id:
        raise not_another_house()
    with transaction.atomic():
        line = nearby_for(by, pk=instead_of) if instead_of else NearbyPlace(shelter_id=by.organisation_id)
        for name, value in vars(new).items():
            setattr(line, name, value.strip() if isinstance(value, str) else value)
        line.save()
        log(events.NEARBY_WRITTEN, by=by, at=at, objects={"nearby": line.pk})
    return line


def remove_nearby(line: NearbyPlace, *, by: Actor, at: datetime) -> None:
    """The line is gone from the list."""
    by.require(Permission.SHARE_PLACES)
    if line.shelter_id != by.organisation_id:
        raise NotVisible.standard()
    with transaction.atomic():
        log(events.NEARBY_REMOVED, by=by, at=at, objects={"nearby": line.pk})
        line.delete()


def write_contact(*, by: Actor, phone: str, address: str, at: datetime) -> HouseContact:
    """The telephone and address that stand above the house's sheets."""
    by.require(Permission.SHARE_PLACES)
    with transaction.atomic():
        contact, _ = HouseContact.objects.update_or_create(
            shelter_id=by.organisation_id, defaults={"phone": phone.strip(), "address": address.strip()}
        )
        log(events.CONTACT_WRITTEN, by=by, at=at, objects={"contact": contact.pk})
    return contact


def _is_shelter(organisation_id: int) -> bool:
    return Organisation.objects.filter(pk=organisation_id, kind=Kind.SHELTER).exists()
