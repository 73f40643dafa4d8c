"""The people and records the access table asks about, and how each address is made for one of them.

A new address with a new part in it: say in `RECORD_PARTS` or `PLAIN_PARTS` how it is made.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from uuid import UUID

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
from hjemad.law.settings import CHOICES
from tests.guards.access_things import a_list_of, elsewhere_of, write_things
from tests.people import COPENHAGEN, HORSENS, LONG_AGO, ODENSE, House, a_house, an_actor, municipality

NOW = datetime(2026, 11, 23, 21, 0, tzinfo=COPENHAGEN)
TODAY = NOW.date()
VISITOR = "visitor"
NOBODY = UUID("00000000-0000-4000-8000-000000000000")

# How a record stands to the reader: what the columns of the table mean.
RELATIONS = {
    "own": "a resident of the house for whom the municipality acts and pays",
    "own_expired": "left the house, and cost the municipality, longer ago than anybody needs it",
    "other": "a resident of another house, for whom another municipality acts and pays",
    "protected": "like own, and name and address are protected",
    "linked": "another house's record about the same citizen as own",
    "blocked": "like own, and the citizen named this reader as one who must not see",
}
# The name of the person of each record: nobody may find those who are not theirs.
MARKS = {name: f"Mærke{name.title().replace('_', '')}" for name in RELATIONS}
MONTH = Period(date(2026, 9, 1), None)


@dataclass
class World:
    """Readers by role, a record and its stay by relation, and what pages need beside them."""

    house: House
    other_house: House
    horsens: Organisation
    odense: Organisation
    readers: dict[str, Actor]
    records: dict[str, PersonRecord] = field(default_factory=dict)
    stays: dict[str, Stay] = field(default_factory=dict)
    things: dict[tuple[str, str], UUID] = field(default_factory=dict)
    lists: int = 0
    nearby: int = 0
    sharing: UUID = NOBODY

    def citizen(self, relation: str) -> object:
        """The public id of the citizen the record is about."""
        links = RecordLink.objects.everything(reason="a test makes an address").current()
        return links.select_related("citizen").get(record=self.records[relation]).citizen.public_id


def build_world() -> World:
    """Everything is written by the house's own actions."""
    house, other_house = a_house(), a_house("Havnely", code="102")
    horsens, odense = municipality(HORSENS), municipality(ODENSE)
    places = {Kind.SHELTER: house.shelter, Kind.MUNICIPALITY: horsens, Kind.SYSTEM: _system()}
    readers = {
        slug: an_actor(f"Laeser{n}", role=slug, organisation=places[_kind(role.kinds)], on=TODAY)
        for n, (slug, role) in enumerate(ROLES.items())
    }
    world = World(house, other_house, horsens, odense, readers)
    writer = an_actor("Skriver", role="shelter_leader", organisation=house.shelter, on=TODAY)
    other = an_actor("Anden", role="shelter_leader", organisation=other_house.shelter, on=TODAY)
    for relation in ("own", "protected", "blocked"):
        _person(world, relation, by=writer, period=MONTH, pays=horsens)
    _person(world, "other", by=other, period=MONTH, pays=odense)
    _person(
        world,
        "linked",
        by=other,
        period=Period(date(2026, 8, 1), date(2026, 8, 20)),
        pays=odense,
        with_="own",
    )
    _person(world, "own_expired", by=writer, period=Period(date(2016, 3, 1), date(2016, 5, 1)), pays=horsens)
    protect(world.records["protected"], by=writer, kind="cpr_ordinary", since=TODAY, at=NOW)
    for reader in readers.values():
        user = User.objects.get(pk=reader.user_id)
        hide_from(world.records["blocked"], by=writer, at=NOW, user=user)
    _rates(world)
    _things(world)
    world.lists = a_list_of(readers["shelter_leader"])
    world.nearby, world.sharing = elsewhere_of(readers["shelter_leader"], other_house.shelter.pk)
    return world


def _things(world: World) -> None:
    """Written by others than the readers: those of the blocked record may not see it."""

    def by(relation: str, role: str) -> Actor:
        elsewhere = relation in {"other", "linked"}
        house = world.other_house if elsewhere else world.house
        name = f"{'Fjern' if elsewhere else 'Naer'}{role}"
        return an_actor(name, role=role, organisation=house.shelter, on=TODAY)

    world.things = write_things(world.records, world.stays, by=by)


def _thing(kind: str) -> "Part":
    """A thing of that kind on the record; where it has none, an address of nothing."""
    return lambda world, relation: world.things.get((kind, relation), NOBODY)


def _kind(kinds: frozenset[str]) -> Kind:
    """The kind of organisation the role is tried in: its shelter where it may work in one."""
    return next(kind for kind in (Kind.SHELTER, Kind.MUNICIPALITY, Kind.SYSTEM) if kind in kinds)


def _system() -> Organisation:
    return create_organisation(Kind.SYSTEM, code="1", name="Driften", valid_from=LONG_AGO, at=NOW, by=None)


def _person(
    world: World, relation: str, *, by: Actor, period: Period, pays: Organisation, with_: str = ""
) -> None:
    """A record with a stay of that period. The municipality pays until the stay ends; then Odense does."""
    then = replace(by, on=period.start)
    details = PersonDetails(full_name=f"{MARKS[relation]} Prøve", birth_date=date(1980, 5, 14), sex="male")
    citizen = world.citizen(with_) if with_ else None
    new = [NewRecord(details=details, valid_from=period.start, citizen=citizen)]  # type: ignore[arg-type]
    [record] = create_records(by=then, new=new, at=NOW, origin="entered")
    stay = KnownStay(
        record_id=record.pk,
        period=period,
        decided_at=datetime(period.start.year, period.start.month, period.start.day, 23, tzinfo=COPENHAGEN),
    )
    [world.stays[relation]] = import_stays(
        by=then, shelter_id=by.organisation_id, stays=[stay], at=NOW, origin="entered"
    )
    world.records[relation] = record
    set_responsible_municipality(
        record, by=then, acts=pays, pays=pays, valid_from=period.start, at=NOW, basis="test"
    )
    if period.end is not None:
        last = replace(by, on=period.end)
        set_responsible_municipality(
            record,
            by=last,
            acts=world.odense,
            pays=world.odense,
            valid_from=period.end,
            at=NOW,
            basis="test",
        )


def _rates(world: World) -> None:
    economist = world.readers["economist"]
    for house in (world.house, world.other_house):
        record_rate(
            by=economist,
            facility=house.shelter,
            per_day=Money.parse("1250"),
            period=Period(date(2026, 1, 1), None),
            registered=True,
            source_kind="agreement",
            source="test",
            at=NOW,
        )


type Part = Callable[[World, str], object]

# Parts of an address that name a person or something of a person's: they differ by relation.
RECORD_PARTS: dict[str, Part] = {
    "public_id": lambda world, relation: world.records[relation].public_id,
    "record": lambda world, relation: world.records[relation].public_id,
    "fact_id": lambda world, relation: world.stays[relation].fact_id,
    "citizen": lambda world, relation: world.citizen(relation),
    "shelters:refusal:fact_id": _thing("refusal"),
    "shelters:refusal_sheet:fact_id": _thing("refusal"),
    "decisions:decision:fact_id": _thing("decision"),
    "decisions:sheet:fact_id": _thing("decision"),
    "decisions:sheet_pdf:fact_id": _thing("decision"),
    "decisions:appeal:fact_id": _thing("decision"),
    "citizens:end_protection:fact_id": _thing("protection"),
    "citizens:stop_hiding:fact_id": _thing("block"),
    "shelters:notice_letter:fact_id": _thing("notice"),
    "shelters:arrived:fact_id": _thing("notice"),
    "shelters:arrived_letter:fact_id": _thing("notice"),
    "rights:end_hold:fact_id": _thing("hold"),
    "rights:breach:fact_id": _thing("breach"),
    "rights:change_words:fact_id": _thing("disagreement"),
    "rights:answer_disagreement:fact_id": _thing("disagreement"),
    "rights:access_request:fact_id": _thing("access_request"),
    "rights:extend:fact_id": _thing("access_request"),
    "rights:release:fact_id": _thing("access_request"),
}
# Parts that do not.
PLAIN_PARTS: dict[str, Part] = {
    "facility": lambda world, _: world.house.shelter.pk,
    "quarter": lambda *_: "2026Q3",
    "year": lambda *_: 2026,
    "organisation": lambda world, _: world.house.shelter.pk,
    "month": lambda *_: "2026-10",
    "municipality": lambda world, _: world.horsens.pk,
    "other_id": lambda world, _: world.records["protected"].public_id,
    "name": lambda *_: next(iter(CHOICES)),
    "suffix": lambda *_: "xlsx",
    "nearby": lambda world, _: world.nearby,
    "shelters:stop_sharing:fact_id": lambda world, _: world.sharing,
    "about": lambda *_: "admission",
    "user": lambda world, _: world.readers["shelter_staff"].user_id,
    "assignment": lambda world, _: world.readers["shelter_staff"].assignment_id,
}
PLAIN_PARTS |= {
    f"shelters:{page}:file": lambda world, _: world.lists
    for page in ("list_columns", "list_preview", "list_refused")
}
# Parts that name something this world has none of: the answer is about the role, and 404 for who may look.
NOWHERE: dict[str, object] = {
    "number": 999,
    "position": 1,
    "workplace": 999,
    "remark": 999,
    "invoice": 999,
    "difference": 999,
    "file": 999,
    "pk": 999,
    "event_id": 999,
    "key": "x",
    "reference": "x",
    "rights:retention_proof:public_id": NOBODY,
    "rights:look_at_emergency:fact_id": NOBODY,
    "rights:answer_question:fact_id": NOBODY,
    "slug": "foreloebig",
}


def parts_for(route: str, names: list[str], *, world: World, relation: str) -> dict[str, object]:
    """The parts of the address for that relation. `route:name` in a registry wins over the name alone."""
    found: dict[str, object] = {}
    for name in names:
        key = _key(route, name)
        maker = RECORD_PARTS.get(key) or PLAIN_PARTS.get(key)
        found[name] = maker(world, relation) if maker else NOWHERE.get(key)
    return found


def is_about_a_record(route: str, names: list[str]) -> bool:
    """The address differs by relation."""
    return any(_key(route, name) in RECORD_PARTS for name in names)


def unknown_parts(route: str, names: list[str]) -> list[str]:
    """Parts nobody said how to make."""
    return [name for name in names if _key(route, name) not in {*RECORD_PARTS, *PLAIN_PARTS, *NOWHERE}]


def _key(route: str, name: str) -> str:
    own = f"{route}:{name}"
    return own if own in {*RECORD_PARTS, *PLAIN_PARTS, *NOWHERE} else name


def soon() -> datetime:
    """A moment after all that was written."""
    return NOW + timedelta(minutes=1)
