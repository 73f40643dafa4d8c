"""How each part of an address is made, and for which relations: real things, or nothing with its reason.

A new part: one line in `PARTS`, by its name alone or as `route:name`, which wins. What it names is made in
`access_things.py`.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from hjemad.foundation.access.roles import ROLES
from hjemad.foundation.organisations.models import Kind
from hjemad.law.settings import CHOICES
from tests.guards import access_shifts
from tests.guards.access_people import RELATIONS, World, of_municipality, place_of

type Made = Callable[[World, str, str], object]
OF_A_HOUSE = ("own", "other")


@dataclass(frozen=True)
class Part:
    """`make(world, relation, role)` gives the part for the relations it is there for.

    `without`: the reason why there is none for a relation, or for any (`nothing`).
    """

    make: Made
    relations: tuple[str, ...] = ("own",)
    without: str = ""
    names_nothing: bool = False

    @property
    def lacks_something(self) -> bool:
        return self.names_nothing or self.relations not in {("own",), OF_A_HOUSE, tuple(RELATIONS)}


def of_a_person(kind: str, *, municipal: bool = False, but: Sequence[str] = (), why: str = "") -> Part:
    """A thing on each record; `municipal`: whoever works in the municipality is asked for its own one."""
    relations = tuple(name for name in RELATIONS if name not in but)
    return Part(_thing(kind, municipal=municipal), relations, why)


def of_a_house(kind: str, *, municipal: bool = False) -> Part:
    """A thing of the house or municipality of the record, about no single person."""
    return Part(_thing(kind, municipal=municipal), OF_A_HOUSE)


def plain(make: Made) -> Part:
    """Something that is nobody's in particular, and is there."""
    return Part(make)


def nothing(value: object, *, why: str) -> Part:
    """What the address names is not there, and `why` that is what must be asked."""
    return Part(lambda *_: value, without=why, names_nothing=True)


def _thing(kind: str, *, municipal: bool) -> Made:
    def make(world: World, relation: str, role: str) -> object:
        own_one = municipal and role in ROLES and place_of(role) == Kind.MUNICIPALITY
        return world.things[of_municipality(kind) if own_one else kind, relation]

    return make


_NO_DISPUTE = ("own_expired", "linked")
_LEFT_LONG_AGO = "nothing new is written about somebody who left long ago"
_SETTLED = "only who stays is in two houses at once, and linked is own's other house"
_ASKED_FOR = "it left long before the first request"
_PERSON = Part(lambda world, relation, _: world.records[relation].public_id, tuple(RELATIONS))
_CLAIM_LINE = of_a_person("line", but=["own_expired"], why=_ASKED_FOR)

PARTS: dict[str, Part] = {
    # A record, and what hangs on it.
    "public_id": _PERSON,
    "record": _PERSON,
    "citizen": Part(lambda world, relation, _: world.citizen(relation), tuple(RELATIONS)),
    "fact_id": Part(lambda world, relation, _: world.stays[relation].fact_id, tuple(RELATIONS)),
    **{
        f"decisions:{page}:fact_id": of_a_person("decision")
        for page in ("decision", "sheet", "sheet_pdf", "appeal")
    },
    "shelters:refusal:fact_id": of_a_person("refusal"),
    "shelters:refusal_sheet:fact_id": of_a_person("refusal"),
    "citizens:seen:fact_id": of_a_person("register_note"),
    "citizens:end_protection:public_id": of_a_person("protected_person"),
    "citizens:end_protection:fact_id": of_a_person("protection"),
    "citizens:stop_hiding:fact_id": of_a_person("block"),
    "shelters:notice_letter:fact_id": of_a_person("notice"),
    "shelters:arrived:fact_id": of_a_person("notice"),
    "shelters:arrived_letter:fact_id": of_a_person("notice"),
    "reference": of_a_person("dispute", but=_NO_DISPUTE, why=_SETTLED),
    "shelters:name_worker:reference": of_a_person("dispute_of_protected", but=_NO_DISPUTE, why=_SETTLED),
    "shelters:end_worker:reference": of_a_person("dispute_of_protected", but=_NO_DISPUTE, why=_SETTLED),
    "shelters:end_worker:fact_id": of_a_person("dispute_worker", but=_NO_DISPUTE, why=_SETTLED),
    "rights:end_hold:fact_id": of_a_person("hold"),
    "rights:change_words:fact_id": of_a_person("disagreement"),
    "rights:answer_disagreement:fact_id": of_a_person("disagreement"),
    "rights:access_request:fact_id": of_a_person("access_request", municipal=True),
    "rights:extend:fact_id": of_a_person("access_request", municipal=True),
    "rights:release:fact_id": of_a_person("access_request", municipal=True),
    "rights:answer_question:fact_id": of_a_person("question", municipal=True),
    "rights:look_at_emergency:fact_id": of_a_person("emergency", municipal=True),
    "event_id": of_a_person("look", municipal=True),
    "billing:invoice_answer:invoice": of_a_person("typed_invoice"),
    "difference": of_a_person("difference"),
    "refunds:claim_line:number": of_a_person("line_claim", but=["own_expired"], why=_ASKED_FOR),
    "position": _CLAIM_LINE,
    "remark": of_a_person("remark", but=["own_expired"], why=_ASKED_FOR),
    "pk": of_a_person("opening", but=["own_expired"], why=_ASKED_FOR),
    # What a house or a municipality has.
    "number": of_a_house("claim"),
    "lawbook:own_table:number": of_a_house("cases"),
    "lawbook:own_replace:number": of_a_house("cases"),
    "lawbook:own_put_away:number": of_a_house("cases"),
    "billing:bill:number": of_a_house("bill"),
    "billing:bill_csv:number": of_a_house("bill"),
    "billing:bill_pdf:number": of_a_house("bill"),
    "invoice": of_a_house("invoice"),
    "file": of_a_house("invoice_file"),
    "nearby": of_a_house("nearby"),
    "line": of_a_person("log_line", but=access_shifts.BUT, why=_LEFT_LONG_AGO),
    "shelters:read_message:line": of_a_house("message"),
    "shelters:drop_appointment:fact_id": of_a_person(
        "appointment", but=access_shifts.BUT, why=_LEFT_LONG_AGO
    ),
    "shelters:end_apart:pair": of_a_person("apart", but=access_shifts.BUT, why=_LEFT_LONG_AGO),
    "shelters:end_substitute:assignment": of_a_house("substitute"),
    "expected": of_a_house("expected"),
    "place": Part(
        lambda world, relation, _: (world.house if relation == "own" else world.other_house).places[0].pk,
        OF_A_HOUSE,
    ),
    "shelters:stop_sharing:fact_id": of_a_house("sharing"),
    **{
        f"shelters:{page}:file": of_a_house("list")
        for page in ("list_columns", "list_preview", "list_refused")
    },
    **{
        f"shelters:elsewhere_{page}:file": of_a_house("list_elsewhere")
        for page in ("columns", "preview", "refused")
    },
    "rights:breach:fact_id": of_a_house("breach"),
    "rights:retention_proof:public_id": of_a_house("proof"),
    "key": of_a_house("unusual", municipal=True),
    "workplace": of_a_house("workplace", municipal=True),
    "municipality": Part(lambda world, relation, _: world.place(relation, Kind.MUNICIPALITY).pk, OF_A_HOUSE),
    # Nobody's in particular.
    "facility": plain(lambda world, *_: world.house.shelter.pk),
    "quarter": plain(lambda *_: "2026Q3"),
    # Asked for already is the quarter before.
    **{
        f"refunds:{page}:quarter": plain(lambda *_: "2026Q4")
        for page in ("draft", "draft_lines", "draw_up", "check", "accept")
    },
    "year": plain(lambda *_: 2026),
    "month": plain(lambda *_: "2026-10"),
    "slug": plain(lambda *_: "foreloebig"),
    "rule": plain(lambda *_: "shelter-refund-nights"),
    "name": plain(lambda *_: next(iter(CHOICES))),
    "suffix": plain(lambda *_: "xlsx"),
    "about": plain(lambda *_: "optagelse"),
    "other_id": plain(lambda world, *_: world.records["protected"].public_id),
    "user": plain(lambda world, *_: world.readers["shelter_staff"].user_id),
    "organisation": plain(lambda world, *_: world.house.shelter.pk),
    "assignment": plain(lambda world, *_: world.readers["shelter_staff"].assignment_id),
}


def part_of(route: str, name: str) -> Part | None:
    """How that part of the route is made; None when nobody said."""
    return PARTS.get(f"{route}:{name}") or PARTS.get(name)


def relations_of(route: str, names: Sequence[str]) -> tuple[str, ...]:
    """The relations the address is asked for: those every part that differs by them is there for."""
    parts = [part for name in names if (part := part_of(route, name))]
    differing = [set(part.relations) for part in parts if len(part.relations) > 1]
    return (
        tuple(name for name in RELATIONS if all(name in one for one in differing)) if differing else ("own",)
    )


def parts_for(
    route: str, names: Sequence[str], *, world: World, relation: str, role: str
) -> dict[str, object]:
    """The parts of the address for that relation and reader."""
    found = ((name, part_of(route, name)) for name in names)
    return {name: part.make(world, relation, role) for name, part in found if part}
