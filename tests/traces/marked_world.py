"""One citizen whose every field is a mark, at Åhuset; Havnely and Odense are to learn nothing of it.

All of it is invented, and written by the house's own actions.
"""

from dataclasses import replace
from datetime import date, datetime, timedelta

from hjemad.areas.billing.actions.rates import charge_payment
from hjemad.areas.citizens.actions import set_responsible_municipality
from hjemad.areas.citizens.models import PersonRecord
from hjemad.areas.citizens.rules import PersonDetails
from hjemad.areas.citizens.writes.protection import protect
from hjemad.areas.citizens.writes.register import set_address
from hjemad.areas.decisions.tests.making import a_decision
from hjemad.areas.decisions.writes.appeals import receive
from hjemad.areas.rights.actions.words import write_disagreement
from hjemad.areas.shelters.actions import admit, correct_stay, discharge
from hjemad.areas.shelters.models import Stay
from hjemad.areas.shelters.reads.asked import Answer
from hjemad.areas.shelters.writes.no_place import Asked, no_place
from hjemad.areas.shelters.writes.notices import draft_letter, mark_sent
from hjemad.areas.shelters.writes.questions import NewContact, save_answers
from hjemad.areas.shelters.writes.wishes import Thing, Word, miss, say
from hjemad.foundation.access.actor import Actor
from hjemad.foundation.access.roles import ROLES
from hjemad.foundation.organisations.models import Kind
from hjemad.kernel.money import Money
from hjemad.kernel.periods import Period
from hjemad.kernel.person_number import PersonNumber
from tests.guards.access_world import NOW, TODAY, World, build_world
from tests.people import COPENHAGEN, an_actor

BORN = date(1971, 2, 3)
NUMBER = PersonNumber.invented(7, birth_date=BORN)
ARRIVED = date(2026, 8, 9)

# What each field holds, and how else the same may be spelt.
MARKS: dict[str, tuple[str, ...]] = {
    "name": ("Mærkenavn Ørsted", "maerkenavn"),
    "alias": ("Mærkekald",),
    "cpr": (NUMBER.full(), f"{NUMBER.digits[:6]}-{NUMBER.digits[6:]}"),
    "birth_date": (
        "3. feb. 1971",
        "3. februar 1971",
        "03-02-1971",
        "1971-02-03",
        "3 Feb 1971",
        "3 February 1971",
    ),
    "night_note": ("Mærkenotat om natten",),
    "correction": ("Mærkeret grund",),
    "evidence": ("Mærkebevis set",),
    "basis": ("Mærkehjemmel",),
    "address": ("Mærkevej 9",),
    "protection": ("Mærkegrund",),
    "words": ("Mærkeord fra borgeren",),
    "proof": ("Mærkekvittering 7",),
    "payment": ("Mærkenedsat",),
    "heard": ("Mærkehørt i døren",),
    "reasons": ("Mærkebegrundelse",),
    "sleep_here": ("Mærkested at sove",),
    "practical": ("Mærketaske",),
    "decider": ("Mærkeleder spurgt",),
    "appeal": ("Mærkeklage",),
    "contact": ("Mærkesøster",),
    "contact_phone": ("99 88 77 66",),
    "wish": ("Mærkeønske",),
    "missing": ("Mærkemangel",),
}


def marks_in(text: str) -> set[str]:
    """Which fields of the marked citizen stand in the text, in any spelling."""
    plain = "".join(text.casefold().split())
    return {
        field
        for field, spellings in MARKS.items()
        if any("".join(one.casefold().split()) in plain for one in spellings)
    }


def others(world: World) -> dict[str, Actor]:
    """Readers of every role in the other house and the other municipality."""
    places = {Kind.SHELTER: world.other_house.shelter, Kind.MUNICIPALITY: world.odense}
    return {
        f"{slug} elsewhere": an_actor(f"Fjern{n}", role=slug, organisation=places[kind], on=TODAY)
        for n, (slug, role) in enumerate(ROLES.items())
        if role.permissions
        for kind in places
        if kind in role.kinds and (kind is Kind.SHELTER or Kind.SHELTER not in role.kinds)
    }


def marked_citizen(world: World) -> PersonRecord:
    """The citizen stayed at Åhuset from the ninth of August: protected, told of, charged, and disagreeing."""
    by = replace(world.readers["shelter_leader"], on=ARRIVED)
    details = PersonDetails(full_name=MARKS["name"][0], alias=MARKS["alias"][0], cpr=NUMBER)
    decided = datetime(ARRIVED.year, ARRIVED.month, ARRIVED.day, 23, tzinfo=COPENHAGEN)
    let_in = admit(
        by=by,
        place=world.house.places[0],
        night=ARRIVED,
        decided_at=decided,
        at=NOW,
        person=details,
        night_note=MARKS["night_note"][0],
    )
    stay = let_in.stay
    record: PersonRecord = PersonRecord.objects.visible_to(by).get(public_id=let_in.record_public_id)
    by = world.readers["shelter_leader"]
    set_responsible_municipality(
        record,
        by=by,
        acts=world.horsens,
        pays=world.horsens,
        valid_from=ARRIVED,
        at=NOW,
        basis=MARKS["basis"][0],
        evidence=MARKS["evidence"][0],
    )
    stay = correct_stay(
        by=by,
        stay=stay,
        valid_from=ARRIVED + timedelta(days=1),
        valid_to=None,
        reason=MARKS["correction"][0],
        at=NOW,
    )
    world.stays["own"] = stay = discharge(by=by, stay=stay, day=TODAY, mode="left", at=NOW)
    world.records["own"] = record
    _money(world, record)
    _more(world, record, stay=stay)
    return record


def _money(world: World, record: PersonRecord) -> None:
    """What the person pays, written with a mark as its reason."""
    charge_payment(
        by=world.readers["shelter_leader"],
        record_id=record.pk,
        facility=world.house.shelter,
        per_day=Money.parse("51.25"),
        period=Period(ARRIVED, None),
        kind="reduced",
        reason=MARKS["payment"][0],
        at=NOW,
    )


def _more(world: World, record: PersonRecord, *, stay: Stay) -> None:
    """An address, a reason to be protected, words of the person's own, and a letter with its proof."""
    by = world.readers["shelter_leader"]
    set_address(
        record,
        by=by,
        kind="registered",
        text=MARKS["address"][0],
        no_fixed_abode=False,
        municipality=None,
        since=TODAY,
        at=NOW,
    )
    protect(record, by=by, kind="own_safety", since=TODAY, why=MARKS["protection"][0], at=NOW)
    write_disagreement(
        record.pk, by=by, about="stay", entry=stay.fact_id, words=MARKS["words"][0], on=TODAY, at=NOW
    )
    _moving_on(stay, by=by)
    letter = draft_letter(by=by, stay=stay, kind="discharge", at=NOW)
    mark_sent(letter, by=by, way="letter", sent_on=TODAY, proof=MARKS["proof"][0], decided_on=TODAY, at=NOW)


def _said_no(world: World, record: PersonRecord) -> None:
    """A decision with every text a mark, an appeal of it, and a night the citizen slept elsewhere."""
    by = world.readers["shelter_leader"]
    decision = a_decision(
        by,
        at=NOW,
        record_id=record.pk,
        called="",
        own_words=MARKS["heard"][0],
        reasons=MARKS["reasons"][0],
        decider=MARKS["decider"][0],
        sleep_here=MARKS["sleep_here"][0],
        practical=MARKS["practical"][0],
    )
    receive(decision, by=by, on=TODAY, words=MARKS["appeal"][0], at=NOW)
    asked = Asked(night=TODAY, sleep_here=MARKS["sleep_here"][0], language="da", record_id=record.pk)
    elsewhere = no_place(asked, why="elsewhere", by=by, at=NOW)
    world.things["decision", "own"], world.things["refusal", "own"] = decision.fact_id, elsewhere.fact_id


def _moving_on(stay: Stay, *, by: Actor) -> None:
    """What was answered the day after, whom to call, and what is said about moving."""
    sister = NewContact(MARKS["contact"][0], MARKS["contact_phone"][0], "test", agreed=True)
    answers = [Answer("slept", "answered", ("transitional",)), Answer("contact", "answered", ("named",))]
    save_answers(by=by, stay=stay, answers=answers, at=NOW, contact=sister)
    say(Word("person", "yes", MARKS["wish"][0]), by=by, stay=stay, on=TODAY, at=NOW)
    miss(Thing("other", "person", MARKS["missing"][0]), by=by, stay=stay, on=TODAY, at=NOW)


def build_marked_world() -> World:
    """The world of the access table, in which `own` is the marked citizen."""
    world = build_world()
    _said_no(world, marked_citizen(world))
    return world
