"""Loaded in bulk or written one by one through the actions of the areas: the same facts, field by field."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest
from django.db import models, transaction

from hjemad.areas.billing.actions.rates import charge_payment
from hjemad.areas.billing.models import Rate, ResidentPayment
from hjemad.areas.citizens.actions import set_responsible_municipality
from hjemad.areas.citizens.models import Citizen, Identity, PersonRecord, RecordLink, ResponsibleMunicipality
from hjemad.areas.citizens.rules import PersonDetails
from hjemad.areas.shelters.actions import admit, discharge
from hjemad.areas.shelters.models import Place, Stay
from hjemad.config.demo.houses import Houses, open_houses
from hjemad.config.demo.load import load
from hjemad.config.demo.money import write_local_values, write_rates
from hjemad.config.demo.people import LIVED_THERE_BEFORE, ORIGIN, home_periods
from hjemad.config.demo.staff import Staff, hire
from hjemad.config.demo.stays import PlaceIds, open_places
from hjemad.foundation.access.actor import Actor
from hjemad.foundation.facts.models import LocalValue
from hjemad.foundation.privacy.person_numbers import decrypt_cpr
from hjemad.kernel.periods import Period
from hjemad.synthetic.model import InventedDenmark, InventedPerson, InventedStay
from hjemad.synthetic.prices import RESIDENT_PAYMENT, national_amount
from tests.demo.country import AT, LAST, small_country

pytestmark = pytest.mark.django_db
WHY = "a test compares everything"

# What must differ between two ways of writing: keys, how often a fact was written, and how it came in.
OF_THE_WRITING = {
    "id", "fact_id", "version", "recorded_at", "superseded_at", "recorded_by", "recorded_under", "origin",
    "cpr_encrypted",
}  # fmt: skip
FACTS: list[type[models.Model]] = [
    Identity, RecordLink, ResponsibleMunicipality, Stay, Rate, ResidentPayment, LocalValue,
]  # fmt: skip


Written = dict[str, Counter[tuple[tuple[str, Any], ...]]]


@pytest.fixture(scope="module")
def country() -> InventedDenmark:
    """Only stays with a bed: an admission on screen always gives one."""
    whole = small_country(citizens=40, seed=4)
    stays = tuple(stay for stay in whole.stays if stay.place is not None)
    people = {stay.person for stay in stays}
    return replace(
        whole,
        stays=stays,
        persons=tuple(person for person in whole.persons if person.id in people),
        payments=tuple(payment for payment in whole.payments if payment.person in people),
    )


def told_by(rows: Iterator[models.Model]) -> Counter[tuple[tuple[str, Any], ...]]:
    return Counter(tuple((name, _value(row, name)) for name in _names(row)) for row in rows)


def _names(row: models.Model) -> list[str]:
    names = [field.name for field in row._meta.concrete_fields if field.name not in OF_THE_WRITING]
    return [*names, "cpr"] if isinstance(row, Identity) else names


def _value(row: models.Model, name: str) -> Any:
    """A plain value; of what has a key of its own, what it is known by."""
    if name == "cpr":
        stored = getattr(row, "cpr_encrypted", "")
        return decrypt_cpr(stored).digits if stored else ""
    value = getattr(row, name)
    if isinstance(value, PersonRecord):
        return _record_known_by(value)
    if isinstance(value, Citizen):
        records = RecordLink.objects.everything(reason=WHY).current().filter(citizen=value)
        return tuple(sorted(_record_known_by(link.record) for link in records.select_related("record")))
    if isinstance(value, Place):
        return value.department.code, value.label
    return getattr(value, "code", value)


def _record_known_by(record: PersonRecord) -> tuple[str, str, str]:
    identity = Identity.objects.everything(reason=WHY).current().get(record=record)
    first = Stay.objects.everything(reason=WHY).current().filter(record=record).order_by("valid_from").first()
    return record.organisation.code, identity.full_name or identity.alias, str(first and first.valid_from)


def written() -> Written:
    """Every current fact, by model; each as its fields and their values."""
    told = {}
    for model in FACTS:
        manager: Any = model._default_manager
        rows = manager.everything(reason=WHY) if hasattr(manager, "everything") else manager
        told[model._meta.label] = told_by(rows.current().iterator())
    return told


Moments = dict[tuple[str, str, date], tuple[datetime, datetime | None, str]]


def moments_of_stays() -> Moments:
    """When each stay was decided and ended, and how: by house, bed and first night."""
    stays = Stay.objects.everything(reason=WHY).select_related("shelter", "place")
    return {
        (stay.shelter.code, stay.place.label, stay.valid_from): (
            stay.decided_at,
            stay.discharged_at,
            stay.discharge_mode,
        )
        for stay in stays
    }


def loaded_and_undone(country: InventedDenmark) -> tuple[Written, Moments]:
    """What the bulk load writes, in a database that is empty again afterwards."""
    with transaction.atomic():
        load(country, at=AT)
        told = written(), moments_of_stays()
        transaction.set_rollback(True)
    return told


def test_the_bulk_load_writes_what_the_actions_write_one_by_one(country: InventedDenmark) -> None:
    in_bulk, moments = loaded_and_undone(country)
    OneByOne(country, moments=moments).write()
    one_by_one = written()
    assert set(in_bulk) == set(one_by_one)
    for label, facts in in_bulk.items():
        assert facts, label
        assert facts == one_by_one[label], label


class OneByOne:
    """Writes the country as its houses would have, day after day, at the moments the bulk load drew."""

    def __init__(self, country: InventedDenmark, *, moments: Moments) -> None:
        self.country, self.moments = country, moments
        opened = date(min(stay.check_in for stay in country.stays).year, 1, 1)
        self.houses: Houses = open_houses(country, opened=opened, at=AT)
        self.staff: Staff = hire(country, houses=self.houses, at=AT)
        self.places: PlaceIds = open_places(country, houses=self.houses, opened=opened, at=AT)
        self.persons = {person.id: person for person in country.persons}
        self.records: dict[tuple[str, str], PersonRecord] = {}
        self.running: list[tuple[date, InventedStay, Stay]] = []

    def write(self) -> None:
        write_rates(self.country, houses=self.houses, staff=self.staff, at=AT)
        write_local_values(self.country, houses=self.houses, staff=self.staff, at=AT)
        for stay in sorted(self.country.stays, key=lambda stay: (stay.check_in, stay.id)):
            self._leave_until(stay.check_in)
            self._come(stay)
        self._leave_until(LAST)
        for payment in self.country.payments:
            for (person, shelter), record in self.records.items():
                if person == payment.person and self._was_there(person, shelter, year=payment.start.year):
                    charge_payment(
                        by=replace(self.staff.leaders[shelter], on=self._last_day(person, shelter)),
                        record_id=record.pk,
                        facility=self.houses.shelters[shelter],
                        per_day=payment.per_day,
                        period=Period(payment.start, payment.end),
                        kind=payment.kind,
                        at=AT,
                        proposed_from=RESIDENT_PAYMENT,
                        mark=national_amount(payment.start.year).mark,
                    )

    def _come(self, stay: InventedStay) -> None:
        person = self.persons[stay.person]
        record = self.records.get((stay.person, stay.shelter))
        place = Place.objects.get(pk=self.places[stay.department, str(stay.place)])
        decided_at, _, _ = self.moments[stay.shelter, str(stay.place), stay.check_in]
        actor = self._actor(stay.shelter, day=self._last_day_before(stay))
        admission = admit(
            by=actor,
            place=place,
            night=stay.check_in,
            decided_at=decided_at,
            at=decided_at,
            record_id=record.pk if record else None,
            person=None if record else _details(person),
            origin=ORIGIN,
        )
        if record is None:
            self._introduce(person, stay=stay, record=admission.stay.record, actor=actor)
        if stay.check_out is not None:
            self.running.append((stay.check_out, stay, admission.stay))

    def _introduce(
        self, person: InventedPerson, *, stay: InventedStay, record: PersonRecord, actor: Actor
    ) -> None:
        """The record is new: its number joined it to other houses' ones; its municipalities are written."""
        self.records[person.id, stay.shelter] = record
        for code, period in home_periods(person):
            municipality = self.houses.municipalities[code]
            set_responsible_municipality(
                record,
                by=actor,
                acts=municipality,
                pays=municipality,
                valid_from=period.start,
                at=AT,
                basis=LIVED_THERE_BEFORE,
            )

    def _leave_until(self, day: date) -> None:
        """Whoever leaves on that day or before has left, in order of day."""
        self.running.sort(key=lambda one: (one[0], one[1].id))
        while self.running and self.running[0][0] <= day:
            left_on, stay, written_stay = self.running.pop(0)
            _, left_at, mode = self.moments[stay.shelter, str(stay.place), stay.check_in]
            assert left_at is not None
            actor = self._actor(stay.shelter, day=left_on)
            discharge(by=actor, stay=written_stay, day=left_on, mode=mode, at=left_at)

    def _actor(self, shelter: str, *, day: date) -> Actor:
        return replace(self.staff.staff[shelter], on=day)

    def _last_day_before(self, stay: InventedStay) -> date:
        """The last day the house knew the person, so that it knows them now however long ago it was."""
        earlier = [
            one.check_out or LAST
            for one in self.country.stays
            if (one.person, one.shelter) == (stay.person, stay.shelter) and one.id < stay.id
        ]
        return max(earlier, default=stay.check_in)

    def _was_there(self, person: str, shelter: str, *, year: int) -> bool:
        return any(
            stay.check_in.year <= year <= (stay.check_out or LAST).year
            for stay in self.country.stays
            if (stay.person, stay.shelter) == (person, shelter)
        )

    def _last_day(self, person: str, shelter: str) -> date:
        return max(
            stay.check_out or LAST
            for stay in self.country.stays
            if (stay.person, stay.shelter) == (person, shelter)
        )


def _details(person: InventedPerson) -> PersonDetails:
    if not person.is_known:
        return PersonDetails(alias=person.alias, sex=person.sex)
    return PersonDetails(
        full_name=person.full_name,
        alias=person.alias,
        cpr=person.cpr,
        birth_date=person.birth_date,
        sex=person.sex,
    )
