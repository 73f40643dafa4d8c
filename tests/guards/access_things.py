"""What hangs on the records of the access table: a thing of each kind for each record, made by its own house.

Bills and claims are in `access_money.py`, a person's rights in `access_rights.py`. A new kind of thing: one
more function here or beside it that takes the world and gives (kind, relation) -> what the address names, in
`MAKERS`; then its line in `access_parts.py`.
"""

from collections.abc import Callable
from datetime import date, datetime, timedelta

from hjemad.areas.citizens.models import RegisterNote
from hjemad.areas.citizens.rules import PersonDetails
from hjemad.areas.citizens.writes.protection import hide_from, protect
from hjemad.areas.citizens.writes.register import fetch
from hjemad.areas.decisions.tests.making import a_decision
from hjemad.areas.shelters.reads.asked import Answer
from hjemad.areas.shelters.reads.disputes import nights_to_check
from hjemad.areas.shelters.writes.announcements import Announced, announce
from hjemad.areas.shelters.writes.dispute_workers import name_worker
from hjemad.areas.shelters.writes.incoming import Elsewhere, keep_list
from hjemad.areas.shelters.writes.no_place import Asked, no_place
from hjemad.areas.shelters.writes.notices import send_to_inbox
from hjemad.areas.shelters.writes.questions import NewContact, save_answers
from hjemad.areas.shelters.writes.sharing import NewNearby, share_places, write_nearby
from hjemad.areas.shelters.writes.wishes import Thing, Word, miss, say
from hjemad.foundation.organisations.models import Kind
from hjemad.foundation.signin.actions import approve_workplace
from hjemad.foundation.signin.models import Workplace
from hjemad.integrations.cpr_register.register import Entry
from hjemad.kernel.periods import Period
from hjemad.kernel.person_number import PersonNumber
from tests.guards import access_money, access_rights, access_shifts
from tests.guards.access_people import NOW, TODAY, Things, World, admitted, of_municipality, others_like
from tests.people import a_house, a_user, an_actor

IN_BOTH = Period(date(2026, 10, 5), date(2026, 10, 8))


def write_things(world: World) -> None:
    """Written by others than the readers: those of the blocked record may not see it."""
    for make in MAKERS:
        made = make(world)
        twice = sorted({kind for kind, _ in made.keys() & world.things.keys()})
        assert not twice, f"{make.__name__} makes {twice}, which another makes: give it another name"
        world.things |= made


class _Told:
    """A register that tells of everybody that they died: somebody must look at it."""

    def entry(self, number: PersonNumber) -> Entry:
        return Entry(number, "", None, died_on=date(2026, 11, 1))


def _citizens(world: World) -> Things:
    found: Things = {}
    for relation, record in world.records.items():
        leader = world.who(relation, "shelter_leader")
        hidden = hide_from(record, by=leader, user=a_user("Uvedkommende"), at=NOW)
        found["block", relation] = hidden.block.fact_id
        fetch(record, by=leader, register=_Told(), at=NOW)
        told = RegisterNote.objects.everything(reason="a test makes an address").get(record=record)
        found["register_note", relation] = told.fact_id
    return found


def _protected(world: World) -> Things:
    """Of people of their own: protection hides more than the protection."""
    found: Things = {}
    beside = others_like(world)
    for relation, record in beside.records.items():
        leader = world.who(relation, "shelter_leader")
        found["protected_person", relation] = record.public_id
        found["untold_stay", relation] = beside.stays[relation].fact_id
        safe = protect(record, by=leader, kind="own_safety", since=leader.on, why="test", at=NOW)
        found["protection", relation] = safe.fact_id
    for relation, reference in _slept_twice(beside).items():
        by, colleague = (world.who(relation, "economist", name=name) for name in ("", "kontrol"))
        named = name_worker(
            by=by, reference=reference, worker_id=colleague.user_id, until=TODAY, reason="test", at=NOW
        )
        found["dispute_of_protected", relation] = reference
        found["dispute_worker", relation] = named.fact_id
    return found


def _notices(world: World) -> Things:
    """The municipality has it in its inbox, where a caseworker reads it."""
    found: Things = {}
    for relation, stay in world.stays.items():
        world.who(relation, "caseworker")
        staff = world.who(relation, "shelter_staff")
        sent = send_to_inbox(by=staff, stay=stay, kind="admission", at=NOW)
        found["notice", relation] = sent.fact_id
    return found


def _disputes(world: World) -> Things:
    return {("dispute", relation): reference for relation, reference in _slept_twice(world).items()}


def _slept_twice(world: World) -> dict[str, str]:
    """A third house says it had the citizen too, and the same municipality pays both: the reference."""
    found: dict[str, str] = {}
    house, details = world.third_house.shelter, PersonDetails(full_name="Tredje Prøve")
    third = an_actor("Tredje", role="shelter_leader", organisation=house, on=IN_BOTH.start)
    for relation in ("own", "protected", "other", "blocked"):
        record, pays = world.records[relation], world.place(relation, Kind.MUNICIPALITY)
        admitted(third, details, period=IN_BOTH, citizen=world.citizen(relation), pays=pays)
        [told] = nights_to_check(world.who(relation, "shelter_staff"), record_ids=[record.pk])[record.pk]
        found[relation] = told.reference
    return found


def _decisions(world: World) -> Things:
    found: Things = {}
    for relation, record in world.records.items():
        leader = world.who(relation, "shelter_leader")
        day = leader.on
        decided = datetime.combine(day, NOW.timetz())
        made = a_decision(leader, record_id=record.pk, called="", first=day, last_day=day, at=decided)
        found["decision", relation] = made.fact_id
        asked = Asked(night=day, sleep_here="", language="da", record_id=record.pk)
        refused = no_place(asked, why="elsewhere", by=leader, at=decided)
        found["refusal", relation] = refused.fact_id
    return found


def _answered(world: World) -> Things:
    """What was asked the day after, whom to call, and what is said about moving on; named by the stay."""
    answers = [Answer("slept", "answered", ("street",)), Answer("contact", "answered", ("named",))]
    for relation, stay in world.stays.items():
        leader = world.who(relation, "shelter_leader")
        contact = NewContact(name="test", phone="test", relation="test", agreed=True)
        save_answers(by=leader, stay=stay, answers=answers, at=NOW, contact=contact)
        say(Word("person", "yes", "test"), by=leader, stay=stay, on=leader.on, at=NOW)
        miss(Thing("plan", "municipality", "test"), by=leader, stay=stay, on=leader.on, at=NOW)
    return {}


def _lists(world: World) -> Things:
    """A list of residents opens for whoever sent it, who here is the reader; it is about no record yet."""
    found: Things = {}
    raw = "Navn;Indskrevet\nMærke Liste;2026-11-01".encode()
    for relation, leader in (
        ("own", world.readers["shelter_leader"]),
        ("other", world.who("other", "shelter_leader")),
    ):
        found["list", relation] = keep_list(
            by=leader, name="liste.csv", raw=raw, about="residents", at=NOW
        ).pk
    not_here = Elsewhere(a_house("Ikkehus", code="104").shelter.pk, "letter")
    for relation, economist in (
        ("own", world.readers["economist"]),
        ("other", world.who("other", "economist")),
    ):
        found["list_elsewhere", relation] = keep_list(
            by=economist, name="liste.csv", raw=raw, about="stays", at=NOW, elsewhere=not_here
        ).pk
    return found


def _elsewhere(world: World) -> Things:
    """A line of each house's list of other places, its agreement with a third house, who is announced."""
    found: Things = {}
    third = world.third_house.shelter.pk
    for relation in ("own", "other"):
        leader = world.who(relation, "shelter_leader")
        line = NewNearby(position=1, name="Skovly", phone="00 00 00 01", house_id=third)
        found["nearby", relation] = write_nearby(line, by=leader, at=NOW).pk
        shown = share_places(by=leader, with_id=third, agreement="test", since=TODAY, at=NOW)
        found["sharing", relation] = shown.fact_id
        comes = Announced(called="Mærke Meldt", told_by="test", night=TODAY, due_at=None)
        found["expected", relation] = announce(comes, by=leader, at=NOW).pk
    return found


def _workplaces(world: World) -> Things:
    found: Things = {}
    for relation in ("own", "other"):
        for role, kind in (
            ("shelter_leader", "workplace"), ("municipal_leader", of_municipality("workplace")),
        ):  # fmt: skip
            leader = world.who(relation, role)
            approve_workplace(leader, label="test", valid_to=TODAY + timedelta(days=9), at=NOW)
            found[kind, relation] = Workplace.objects.latest("pk").pk
    return found


MAKERS: tuple[Callable[[World], Things], ...] = (
    _citizens,
    _protected,
    _notices,
    _disputes,
    _decisions,
    _answered,
    _lists,
    _elsewhere,
    _workplaces,
    *access_rights.MAKERS,
    *access_money.MAKERS,
    *access_shifts.MAKERS,
)
