"""A list on its way in: opened for whoever sent it, and what it would do beside what the house knows.

Nothing is asked outside the house: whether another house knows somebody of the list is not for a preview.
"""

import base64
import hashlib
import json
import zlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import batched
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from hjemad.areas.citizens.reads.clocks import acting_facts
from hjemad.areas.citizens.reads.own_people import own_by_name_and_birth, own_by_number, own_called
from hjemad.areas.shelters.models import ImportedRow, Place, Stay, StayFile
from hjemad.foundation.access.actor import Actor
from hjemad.foundation.access.permissions import Permission
from hjemad.foundation.access.relation import NotVisible
from hjemad.foundation.organisations.models import Kind
from hjemad.foundation.organisations.queries import children_on
from hjemad.foundation.privacy.encryption import decrypt_text, encrypt_text
from hjemad.integrations.stay_files.cells import Remark
from hjemad.integrations.stay_files.judge import (
    REFUSED,
    Bed,
    Days,
    JudgedRow,
    Keyed,
    Known,
    Standing,
    judge,
    new_places,
    read_list,
)
from hjemad.integrations.table_files.sheet import Sheet

_OWN = "the house's own list beside the house's own stays"
_BATCH = 500


@dataclass(frozen=True)
class Whose:
    """Which house a list is about, and who sent it: the house itself, or a municipality from a letter."""

    shelter_id: int
    owner_id: int


@dataclass(frozen=True)
class Plan:
    """What saving the list would do now."""

    rows: tuple[JudgedRow, ...]

    @property
    def counts(self) -> Counter[str]:
        """How many rows do what."""
        return Counter(one.does for one in self.rows)

    @property
    def refused(self) -> list[JudgedRow]:
        """Rows that cannot be used, and those that say otherwise than the stay that stands."""
        return [one for one in self.rows if one.does in {REFUSED, "conflict"}]

    @property
    def to_look_at(self) -> list[JudgedRow]:
        """Rows that are used, and where somebody should look again."""
        return [one for one in self.rows if one.remarks and one.does in {"new", "changed"}]

    @property
    def new_places(self) -> list[tuple[str, str]]:
        """Department and label of beds the house has not."""
        return new_places(self.rows)

    @property
    def new_people(self) -> int:
        """How many people the house has no record of yet."""
        return len({one.person_key for one in self.rows if one.does == "new" and one.record_id is None})

    @property
    def record_ids(self) -> list[int]:
        """Whom the list is about among those the house knows, for the read log."""
        return sorted({one.record_id for one in self.rows if one.record_id is not None})

    @property
    def writes(self) -> bool:
        """Saving would write something."""
        return bool(self.counts["new"] or self.counts["changed"])


def refused_after(file: StayFile) -> list[JudgedRow]:
    """The rows that were refused when the list was saved, with the reasons of that moment."""
    return [
        JudgedRow(number, does, tuple(Remark(field, rule, other_row=other) for field, rule, other in remarks))
        for number, does, remarks in file.outcome.get("left", [])
    ]


def left_of(found: Plan) -> list[Any]:
    """The refused rows as a saved list keeps them: numbers and rules, nothing of a person."""
    return [
        [
            one.number,
            one.does,
            [[mark.field, mark.rule, mark.other_row] for mark in one.remarks if mark.refuses],
        ]
        for one in found.refused
    ]


def sealed(sheet: Sheet) -> str:
    """The table as it is kept: packed and encrypted."""
    packed = zlib.compress(json.dumps([sheet.header, sheet.rows]).encode())
    return encrypt_text(base64.b85encode(packed).decode())


def opened(file: StayFile) -> Sheet:
    """The table again."""
    header, rows = json.loads(zlib.decompress(base64.b85decode(decrypt_text(file.content))))
    return Sheet(tuple(header), tuple((number, tuple(cells)) for number, cells in rows), danish=True)


def file_for(actor: Actor, *, file_id: int, at: datetime) -> StayFile:
    """A list the actor sent under this assignment and that is not gone yet, or `NotVisible`; one query."""
    found = StayFile.objects.filter(
        pk=file_id, sent_by_id=actor.user_id, sent_under_id=actor.assignment_id
    ).first()
    if found is None or found.kept_until <= at:
        raise NotVisible.standard()
    own = found.shelter_id == actor.organisation_id
    actor.require(Permission.IMPORT_STAYS if own else Permission.IMPORT_STAYS_ELSEWHERE)
    return found


def plan_of(file: StayFile, *, today: date) -> Plan:
    """What saving the list would do now; some ten queries, and one more per 500 people."""
    house = Whose(file.shelter_id, owner_id=file.sent_under.organisation_id)
    return plan(opened(file), file.places, whose=house, about=file.about, today=today)


def plan(sheet: Sheet, places: dict[str, int], *, whose: Whose, about: str, today: date) -> Plan:
    """What these rows would do in that house."""
    read = read_list(sheet, places, today=today)
    return Plan(tuple(judge(read, known=known_of(read.rows, whose=whose, today=today), about=about)))


def number_key(shelter_id: int, number: str) -> str:
    """What a number of the house's own is kept as."""
    return hashlib.sha256(f"{shelter_id}:{number}".encode()).hexdigest()


def known_of(rows: Sequence[Keyed], *, whose: Whose, today: date) -> Known:
    """What the owner of the list knows of those people, stays and beds."""
    shelter_id = whose.shelter_id
    became = _numbered(rows, shelter_id=shelter_id)
    first = min((one.row.admitted for one in rows), default=today)
    house = _House.of(whose, since=first, numbered=became.values())
    records = _records(rows, whose=whose, stays=house.stays)
    departments = children_on(shelter_id, day=today, kind=Kind.DEPARTMENT)
    names = {one.id: one.name for one in departments}
    beds = Place.objects.filter(department_id__in=names, valid_to__isnull=True).order_by("label", "pk")
    ids = set(records.values())
    return Known(
        records=records,
        numbered={number: house.by_fact[fact] for number, fact in became.items() if fact in house.by_fact},
        stays={record: some for record, some in house.stays.items() if record in ids},
        beds=[Bed(bed.pk, bed.department_id, names[bed.department_id], bed.label) for bed in beds],
        taken=house.taken,
        has_municipality=frozenset(acting_facts(ids)),
    )


@dataclass
class _House:
    """The stays of one house: by record and by bed those that hold, by fact also those withdrawn."""

    stays: dict[int, list[Standing]]
    taken: dict[int, list[Days]]
    by_fact: dict[UUID, Standing]

    @classmethod
    def of(cls, whose: Whose, *, since: date, numbered: Iterable[UUID]) -> "_House":
        """Those a row could be about or meet: all that ended on `since`, the first day of any row, or later.

        `numbered` are those the rows name, whenever they were. One query, one more per 500 named that ended
        before.
        """
        house = cls({}, {}, {})
        own = Stay.objects.everything(reason=_OWN).filter(
            shelter_id=whose.shelter_id, record__organisation_id=whose.owner_id, superseded_at__isnull=True
        )
        house._take(own.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=since)))
        for some in batched(sorted(set(numbered) - house.by_fact.keys()), _BATCH):
            house._take(own.filter(fact_id__in=some))
        return house

    def _take(self, rows: QuerySet[Any, Any]) -> None:
        for record, fact, start, end, place, voided in rows.values_list(
            "record_id", "fact_id", "valid_from", "valid_to", "place_id", "voided"
        ):
            standing = self.by_fact[fact] = Standing(fact, (start, end), withdrawn=voided)
            if not voided:
                self.stays.setdefault(record, []).append(standing)
                if place is not None:
                    self.taken.setdefault(place, []).append((start, end))


def _numbered(rows: Iterable[Keyed], *, shelter_id: int) -> dict[str, UUID]:
    """The house's own number of a stay -> the stay it became."""
    keys = {
        number_key(shelter_id, one.row.stay_number): one.row.stay_number
        for one in rows
        if one.row.stay_number
    }
    imported = ImportedRow.objects.everything(reason=_OWN).filter(shelter_id=shelter_id)
    return {
        keys[key]: fact
        for some in batched(sorted(keys), _BATCH)
        for key, fact in imported.filter(stay_key__in=some).values_list("stay_key", "stay_fact")
    }


def _records(rows: Sequence[Keyed], *, whose: Whose, stays: dict[int, list[Standing]]) -> dict[str, int]:
    """Person key -> the owner's record of that person."""
    owner_id, shelter_id = whose.owner_id, whose.shelter_id
    numbers = {one.row.cpr for one in rows if one.row.cpr is not None}
    found = {f"cpr:{digits}": record for digits, record in own_by_number(owner_id, numbers).items()}
    born = {
        one.person_key: (one.row.name, one.row.birth_date)
        for one in rows
        if one.person_key.startswith("born:") and one.row.birth_date
    }
    by_birth = own_by_name_and_birth(owner_id, set(born.values()))
    found |= {key: by_birth[who] for key, who in born.items() if who in by_birth}
    own = {
        number_key(shelter_id, one.person_key): one.person_key
        for one in rows
        if one.person_key.startswith("own:")
    }
    imported = ImportedRow.objects.everything(reason=_OWN).filter(shelter_id=shelter_id)
    for some in batched(sorted(own), _BATCH):
        hits = imported.filter(person_key__in=some).order_by("-pk").values_list("person_key", "record_id")
        found |= {own[key]: record for key, record in hits}
    alone = [one for one in rows if one.person_key.startswith("row:")]
    called = own_called(owner_id, {one.row.name or one.row.alias for one in alone})
    for one in alone:
        for record in called.get(one.row.name or one.row.alias, ()):
            if any(stay.days[0] == one.row.admitted for stay in stays.get(record, ())):
                found.setdefault(one.person_key, record)
    return found
