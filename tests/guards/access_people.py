"""The people the access table asks as and about: readers, two houses, and a record for each relation."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime

from hjemad.areas.billing.actions.rates import record_rate
from hjemad.areas.citizens.actions import NewRecord, create_records, set_responsible_municipality
from hjemad.areas.citizens.models import PersonRecord, RecordLink
from hjemad.areas.citizens.rules import PersonDetails
from hjemad.areas.citizens.writes.protection import hide_from, protect
from hjemad.areas.shelters.actions import KnownStay, import_stays
from hjemad.areas.shelters.models import Stay
from hjemad.foundation.access.actor import Actor
from hjemad.foundation.access.models import User
from hjemad.foundation.access.roles import ROLES
from hjemad.foundation.organisations.actions import create_organisation
from hjemad.foundation.organisations.models import Kind, Organisation
from hjemad.kernel.money import Money
from hjemad.kernel.periods import Period
from hjemad.kernel.person_number import PersonNumber
from tests.people import COPENHAGEN, HORSENS, LONG_AGO, ODENSE, House, a_house, an_actor, municipality

NOW = datetime(2026, 11, 23, 21, 0, tzinfo=COPENHAGEN)
TODAY = NOW.date()
BORN = date(1980, 5, 14)

# How a record stands to the reader: what the columns of the table mean.
RELATIONS = {
    "own": "a resident of the house for whom the municipality acts and pays",
    "own_expired": "left the house, and cost the municipality, longer ago than anybody needs it",
    "other": "a resident of another house, for whom another municipality acts and pays",
    "protected": "like own, and name and address are protected",
    "linked": "another house's record about the same citizen as own",
    "blocked": "like own, and the citizen named this reader as one who must not see",
}
# Records of the other house and the other municipality.
ELSEWHERE = frozenset({"other", "linked"})
# The name of the person of each record: nobody may find those who are not theirs.
MARKS = {name: f"Mærke{name.title().replace('_', '')}" for name in RELATIONS}
SINCE_SEPTEMBER = Period(date(2026, 9, 1), None)
IN_AUGUST = Period(date(2026, 8, 1), date(2026, 8, 20))
LONG_GONE = Period(date(2016, 3, 1), date(2016, 5, 1))
STAYED = dict.fromkeys(RELATIONS, SINCE_SEPTEMBER) | {"linked": IN_AUGUST, "own_expired": LONG_GONE}

type Things = dict[tuple[str, str], object]


@dataclass
class World:
    """Readers by role, a record and its stay by relation, and whatever else an address can name."""

    house: House
    other_house: House
    third_house: House
    horsens: Organisation
    odense: Organisation
    readers: dict[str, Actor]
    records: dict[str, PersonRecord] = field(default_factory=dict)
    stays: dict[str, Stay] = field(default_factory=dict)
    numbers: dict[str, PersonNumber] = field(default_factory=dict)
    things: Things = field(default_factory=dict)
    workers: dict[tuple[str, str, date], Actor] = field(default_factory=dict)

    def citizen(self, relation: str) -> object:
        """The public id of the citizen the record is about."""
        links = RecordLink.objects.everything(reason="a test makes an address").current()
        return links.select_related("citizen").get(record=self.records[relation]).citizen.public_id

    def place(self, relation: str, kind: str) -> Organisation:
        """The house of the record, or the municipality that acts and pays for it."""
        elsewhere = relation in ELSEWHERE
        if kind == Kind.SHELTER:
            return (self.other_house if elsewhere else self.house).shelter
        return self.odense if elsewhere else self.horsens

    def who(self, relation: str, role: str, *, kind: str = "", name: str = "") -> Actor:
        """Somebody of that role where the record belongs, at a time they may see it; never a reader."""
        kind = kind or place_of(role)
        called = f"{'Fjern' if relation in ELSEWHERE else 'Naer'}{name or role}"
        on = LONG_GONE.start if relation == "own_expired" else TODAY
        if (called, kind, on) not in self.workers:
            place = self.place(relation, kind)
            self.workers[called, kind, on] = an_actor(called, role=role, organisation=place, on=on)
        return self.workers[called, kind, on]


def place_of(role: str) -> Kind:
    """The kind of organisation the role is tried in: its shelter where it may work in one."""
    kinds = ROLES[role].kinds
    return next(kind for kind in (Kind.SHELTER, Kind.MUNICIPALITY, Kind.SYSTEM) if kind in kinds)


def of_municipality(kind: str) -> str:
    """The kind of the thing a municipality has of its own, where a house has its own too."""
    return f"{kind}, of the municipality"


def build_people() -> World:
    """Everything is written by the house's own actions."""
    house, other_house, third_house = a_house(), a_house("Havnely", code="102"), a_house("Skovly", code="103")
    horsens, odense = municipality(HORSENS), municipality(ODENSE)
    places = {Kind.SHELTER: house.shelter, Kind.MUNICIPALITY: horsens, Kind.SYSTEM: _system()}
    readers = {
        slug: an_actor(f"Laeser{n}", role=slug, organisation=places[place_of(slug)], on=TODAY)
        for n, slug in enumerate(ROLES)
    }
    world = World(house, other_house, third_house, horsens, odense, readers)
    write_records(world, first_number=0)
    protect(
        world.records["protected"], by=world.who("own", "shelter_leader"), kind="cpr_ordinary",
        since=TODAY, at=NOW,
    )  # fmt: skip
    _rates(world)
    return world


def write_records(world: World, *, first_number: int) -> None:
    """A record of each relation. `blocked` said no to every reader."""
    for n, relation in enumerate(("own", "protected", "blocked", "other", "linked", "own_expired")):
        _new_record(world, relation, number=first_number + (0 if relation == "linked" else n))
    for reader in world.readers.values():
        user = User.objects.get(pk=reader.user_id)
        hide_from(world.records["blocked"], by=world.who("own", "shelter_leader"), at=NOW, user=user)


def others_like(world: World) -> World:
    """The same world about other people of each relation, for what would change how the first are read."""
    beside = replace(world, records={}, stays={}, numbers={})
    write_records(beside, first_number=len(RELATIONS))
    return beside


def _new_record(world: World, relation: str, *, number: int) -> None:
    """A record with a stay. The municipality pays until the stay ends; then Odense does."""
    by, period = world.who(relation, "shelter_leader"), STAYED[relation]
    cpr = world.numbers[relation] = PersonNumber.invented(2 * number + 1, birth_date=BORN)
    details = PersonDetails(full_name=f"{MARKS[relation]} Prøve", birth_date=BORN, sex="male", cpr=cpr)
    citizen = world.citizen("own") if relation == "linked" else None
    record, stay = admitted(
        replace(by, on=period.start),
        details,
        period=period,
        citizen=citizen,
        pays=world.place(relation, Kind.MUNICIPALITY),
    )
    world.records[relation], world.stays[relation] = record, stay
    if period.end is not None:
        set_responsible_municipality(
            record, by=replace(by, on=period.end), acts=world.odense, pays=world.odense,
            valid_from=period.end, at=NOW, basis="test",
        )  # fmt: skip


def admitted(
    by: Actor, details: PersonDetails, *, period: Period, citizen: object, pays: Organisation
) -> tuple[PersonRecord, Stay]:
    """A record of the actor's house with one stay that the municipality pays for."""
    new = NewRecord(details=details, valid_from=period.start, citizen=citizen)  # type: ignore[arg-type]
    [record] = create_records(by=by, new=[new], at=NOW, origin="entered")
    day = period.start
    known = KnownStay(
        record_id=record.pk,
        period=period,
        decided_at=datetime(day.year, day.month, day.day, 23, tzinfo=COPENHAGEN),
    )
    [stay] = import_stays(by=by, shelter_id=by.organisation_id, stays=[known], at=NOW, origin="entered")
    set_responsible_municipality(record, by=by, acts=pays, pays=pays, valid_from=day, at=NOW, basis="test")
    return record, stay


def _system() -> Organisation:
    return create_organisation(Kind.SYSTEM, code="1", name="Driften", valid_from=LONG_AGO, at=NOW, by=None)


def _rates(world: World) -> None:
    for house in (world.house, world.other_house, world.third_house):
        record_rate(
            by=world.who("own", "economist"), facility=house.shelter, per_day=Money.parse("1250"),
            period=Period(date(2016, 1, 1), None), registered=True, source_kind="agreement", source="test",
            at=NOW,
        )  # fmt: skip
