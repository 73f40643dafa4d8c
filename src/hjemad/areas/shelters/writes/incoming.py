"""A house's own list: kept sealed while it is looked at, and saved by the bulk actions, all of it or nothing.

Start at `save`. The same list saved twice writes nothing the second time.
"""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from functools import cached_property
from typing import Any

from django.db import transaction
from django.utils import timezone

from hjemad.areas.citizens.actions import (
    NewRecord,
    PersonDetails,
    create_records,
    import_responsible_municipalities,
)
from hjemad.areas.citizens.reads.clocks import ActingFact, acting_facts
from hjemad.areas.shelters import events
from hjemad.areas.shelters.actions import (
    KnownStay,
    check_may_import,
    import_stays,
    open_place,
)
from hjemad.areas.shelters.models import ImportedRow, StayFile
from hjemad.areas.shelters.reads.incoming import Plan, left_of, number_key, opened, plan_of, sealed
from hjemad.areas.shelters.tables.imports import KEPT
from hjemad.areas.shelters.writes.known_ends import discharge_known
from hjemad.foundation.access.actor import Actor
from hjemad.foundation.audit.actions import log
from hjemad.foundation.facts.refusals import translated
from hjemad.foundation.organisations.models import Kind, Organisation
from hjemad.foundation.organisations.queries import children_on
from hjemad.integrations.stay_files import columns
from hjemad.integrations.stay_files.cells import StayRow
from hjemad.integrations.stay_files.judge import Bed, JudgedRow
from hjemad.integrations.table_files.sheet import Sheet, read_sheet
from hjemad.kernel.errors import InputRejected
from hjemad.kernel.periods import Period

IMPORT = "import"
LIVED_THERE_BEFORE = "Bopæl før opholdet (husets liste)"
_NOON = time(12)
_UNSAFE = re.compile(r"[^\w.() -]")
_LONGEST_NAME = 120


@dataclass(frozen=True)
class Elsewhere:
    """A house that is not here, and where its stays are known from: `invoice` or `letter`."""

    shelter_id: int
    origin: str


def keep_list(
    *, by: Actor, name: str, raw: bytes, about: str, at: datetime, elsewhere: Elsewhere | None = None
) -> StayFile:
    """The list is read and kept sealed, its columns proposed; nothing of it is written. Old lists are gone.

    `elsewhere`: stays of a house that is not here, which the municipality has from a letter or an invoice.
    Raises `FileRefused` for what is no table.
    """
    shelter_id = elsewhere.shelter_id if elsewhere else by.organisation_id
    check_may_import(by, shelter_id=shelter_id)
    sheet = read_sheet(raw, limits=columns.LIMITS)
    with transaction.atomic():
        StayFile.objects.filter(sent_at__lte=at - KEPT).delete()
        file = StayFile.objects.create(
            shelter_id=shelter_id, about=about, origin=elsewhere.origin if elsewhere else IMPORT,
            file_name=_safe(name),
            content=sealed(sheet), rows=len(sheet.rows), places=columns.propose(sheet.header), sent_at=at,
            sent_by_id=by.user_id, sent_under_id=by.assignment_id,
        )  # fmt: skip
        log(events.LIST_RECEIVED, by=by, at=at, objects={"file": file.pk}, data={"rows": file.rows})
    return file


def choose_columns(*, by: Actor, file: StayFile, places: dict[str, int]) -> None:
    """The columns mean this. Raises `InputRejected` when the day or the person would be missing."""
    check_may_import(by, shelter_id=file.shelter_id)
    check_columns(places)
    StayFile.objects.filter(pk=file.pk).update(places=places)
    file.places = places


def check_columns(places: dict[str, int]) -> None:
    """Raises `InputRejected` when the columns cannot tell who came when."""
    if columns.missing(places):
        raise InputRejected(
            en="Choose the column with the day of admission, and one that says who it is",
            da="Vælg kolonnen med dagen for indskrivning og en, der siger, hvem det er",
        )
    if columns.twice(places):
        raise InputRejected(
            en="One column is chosen twice. Choose another, or leave one of them out",
            da="Samme kolonne er valgt to gange. Vælg en anden, eller lad den ene være",
        )


def save(
    *, by: Actor, file: StayFile, at: datetime, open_places: bool = False, department_id: int | None = None
) -> StayFile:
    """What the list says stands; the rows that were refused are kept a few hours, the rest is forgotten."""
    check_may_import(by, shelter_id=file.shelter_id)
    with translated({}):
        # Two lists of one house wait for each other here, so that the second sees what the first wrote.
        Organisation.objects.select_for_update().get(pk=file.shelter_id)
        file.refresh_from_db()
        if file.saved_at is not None:
            return file
        check_columns(file.places)
        sheet = opened(file)
        found = plan_of(file, today=timezone.localdate(at))
        saving = _Saving(by, file, at, department_id if open_places else None)
        saving.write(found)
        left = {one.number for one in found.refused}
        kept = Sheet(sheet.header, tuple(row for row in sheet.rows if row[0] in left), danish=sheet.danish)
        file.content, file.saved_at = sealed(kept), at
        counts = {**found.counts, "people": found.new_people, "places": saving.places_opened}
        file.outcome = {**counts, "left": left_of(found)}
        file.save(update_fields=["content", "saved_at", "outcome"])
        log(events.LIST_SAVED, by=by, at=at, objects={"file": file.pk}, data=counts)
    return file


class _Saving:
    """Writes one plan. Everything here is one of the bulk actions; nothing is written row by row."""

    def __init__(self, by: Actor, file: StayFile, at: datetime, department_id: int | None) -> None:
        self.by, self.file, self.at, self.department_id = by, file, at, department_id
        self.origin, self.places_opened = file.origin, 0

    def write(self, found: Plan) -> None:
        """People, places, stays, their ends and municipalities, in that order."""
        new = [one for one in found.rows if one.does == "new"]
        records = self._people(new)
        beds = self._beds(new)
        self._stays(new, records, beds)
        self._municipalities(new, records)
        self._ends([one for one in found.rows if one.does == "changed"])

    def _people(self, new: Sequence[JudgedRow]) -> dict[str, int]:
        """Person key -> record: those the house has, and new ones with all that their rows say."""
        records = {one.person_key: one.record_id for one in new if one.record_id is not None}
        rows: dict[str, list[StayRow]] = defaultdict(list)
        for one in new:
            if one.person_key not in records and one.row is not None:
                rows[one.person_key].append(one.row)
        if rows:
            made = create_records(
                by=self.by, new=[_new_record(some) for some in rows.values()], at=self.at, origin=self.origin
            )
            records |= {key: record.pk for key, record in zip(rows, made, strict=True)}
        return records

    def _beds(self, new: Sequence[JudgedRow]) -> dict[int, Bed]:
        """Row number -> bed; beds the house has not are opened where the leader said so."""
        beds = {one.number: one.bed for one in new if one.bed is not None}
        if self.department_id is None:
            return beds
        today = timezone.localdate(self.at)
        named = {
            one.name.casefold(): one.id
            for one in children_on(self.by.organisation_id, day=today, kind=Kind.DEPARTMENT)
        }
        opened_now: dict[tuple[int, str], Bed] = {}
        for one in new:
            if not one.new_place or one.row is None:
                continue
            department = named.get(one.row.department.casefold(), self.department_id)
            key = (department, one.new_place.casefold())
            if key not in opened_now:  # two that name one bed cannot both sleep in it: the first does
                place = open_place(
                    by=self.by, department=Organisation.objects.get(pk=department), label=one.new_place,
                    valid_from=today, at=self.at,
                )  # fmt: skip
                opened_now[key] = Bed(place.pk, department, "", place.label)
                self.places_opened += 1
                beds[one.number] = opened_now[key]
        return beds

    def _stays(self, new: Sequence[JudgedRow], records: dict[str, int], beds: dict[int, Bed]) -> None:
        if not new:
            return
        written = import_stays(
            by=self.by, shelter_id=self.file.shelter_id, at=self.at, origin=self.file.origin,
            stays=[self._known(one, record=records[one.person_key], bed=beds.get(one.number)) for one in new],
        )  # fmt: skip
        numbered = [
            ImportedRow(
                record_id=stay.record_id, shelter_id=self.file.shelter_id, stay_fact=stay.fact_id, at=self.at,
                stay_key=self._key(one.row.stay_number),
                person_key=self._key(one.person_key if one.person_key.startswith("own:") else ""),
            )
            for one, stay in zip(new, written, strict=True)
            if one.row is not None and (one.row.stay_number or one.row.person_number)
        ]  # fmt: skip
        ImportedRow._base_manager.bulk_create(numbered, batch_size=1000)

    def _key(self, number: str) -> str:
        return number_key(self.file.shelter_id, number) if number else ""

    def _known(self, one: JudgedRow, *, record: int, bed: Bed | None) -> KnownStay:
        row = one.row
        if row is None:
            raise ValueError("a row that is written was read")
        return KnownStay(
            record_id=record,
            period=Period(row.admitted, row.discharged),
            decided_at=self._noon(row.admitted),
            department_id=bed.department_id if bed else None,
            place_id=bed.id if bed else None,
            discharged_at=self._noon(row.discharged) if row.discharged else None,
            discharge_mode=row.mode,
            left_to=row.left_to if row.discharged else "",
        )

    def _noon(self, day: date) -> datetime:
        """A list has days only: the middle of the day, and never later than now."""
        return min(self.at, datetime.combine(day, _NOON, timezone.get_default_timezone()))

    def _municipalities(self, new: Sequence[JudgedRow], records: dict[str, int]) -> None:
        """The municipality of each row from its first night until the next one's, up to what is known."""
        kept = {
            one.person_key for one in new if any(remark.rule == "municipality_kept" for remark in one.remarks)
        }
        said: dict[str, dict[date, str]] = defaultdict(dict)
        for one in new:
            code = (one.row.municipality or self._own_code) if one.row is not None else ""
            if one.row is not None and code and one.person_key not in kept:
                said[one.person_key][one.row.admitted] = code
        codes = {code for some in said.values() for code in some.values()}
        ids = dict(
            Organisation.objects.filter(kind=Kind.MUNICIPALITY, code__in=codes).values_list("code", "pk")
        )
        known = acting_facts([records[key] for key in said])
        rows = [
            (records[key], ids[code], ids[code], free, LIVED_THERE_BEFORE)
            for key, some in said.items()
            for code, period in _spans(some)
            for free in _before_known(period, known.get(records[key], ()))
            if code in ids
        ]
        if rows:
            import_responsible_municipalities(by=self.by, rows=rows, at=self.at, origin=self.origin)

    @cached_property
    def _own_code(self) -> str:
        """A municipality reads in whom it was billed for: it pays where the list says nothing else."""
        own = Organisation.objects.filter(pk=self.by.organisation_id, kind=Kind.MUNICIPALITY)
        return own.values_list("code", flat=True).first() or ""

    def _ends(self, changed: Sequence[JudgedRow]) -> None:
        """Stays that stood open end on the day the list says."""
        ends = {
            one.fact_id: (one.row.discharged, one.row.mode, one.row.left_to)
            for one in changed
            if one.fact_id is not None and one.row is not None and one.row.discharged is not None
        }
        if ends:
            discharge_known(
                by=self.by, shelter_id=self.file.shelter_id, ends=ends, at=self.at, origin=self.origin
            )


def _safe(name: str) -> str:
    """The file's name as it is shown: its last part, without signs that could act anywhere."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    return _UNSAFE.sub("_", last).strip(". ")[:_LONGEST_NAME] or "liste"


def _new_record(rows: Sequence[StayRow]) -> NewRecord:
    """One person from all their rows: whatever any of them says, the latest first."""
    latest = sorted(rows, key=lambda row: row.admitted, reverse=True)

    def first(name: str) -> Any:
        return next((value for row in latest if (value := getattr(row, name))), None)

    details = PersonDetails(
        full_name=first("name") or "", alias=first("alias") or "", cpr=first("cpr"),
        birth_date=first("birth_date"), sex=first("sex") or "",
    )  # fmt: skip
    if details.cpr is not None:
        details = replace(details, birth_date=details.cpr.birth_date)
    return NewRecord(details=details, valid_from=latest[-1].admitted)


def _spans(said: dict[date, str]) -> list[tuple[str, Period]]:
    """Municipality by first night -> each with its days, the last without an end."""
    days = [day for day in sorted(said) if said[day] != said.get(_before(day, said), "")]
    return [(said[day], Period(day, after)) for day, after in zip(days, [*days[1:], None], strict=True)]


def _before_known(period: Period, known: Sequence[ActingFact]) -> list[Period]:
    """The part before the first municipality the house knows of: from there on, that stands."""
    first = min((one.period.start for one in known), default=None)
    if first is None:
        return [period]
    if first <= period.start:
        return []
    return [Period(period.start, first if period.end is None else min(first, period.end))]


def _before(day: date, said: dict[date, str]) -> date:
    return max((one for one in said if one < day), default=date.min)
