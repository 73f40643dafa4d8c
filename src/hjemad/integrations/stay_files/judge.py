"""What a whole list would do: each row new, changed, the same, in conflict or refused, and why. Pure.

The rows are judged in the order they stand, beside each other and beside what the house knows already.
Start at `judge`.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from uuid import UUID

from hjemad.integrations.stay_files import columns
from hjemad.integrations.stay_files.cells import Remark, RowCells, StayRow
from hjemad.integrations.table_files.sheet import Sheet

NEW, CHANGED, SAME, CONFLICT, REFUSED = "new", "changed", "same", "conflict", "refused"
STAYS, RESIDENTS = "stays", "residents"

type Days = tuple[date, date | None]


@dataclass(frozen=True, slots=True)
class Bed:
    """A place the house has."""

    id: int
    department_id: int
    department: str
    label: str


@dataclass(frozen=True, slots=True)
class Standing:
    """A stay the house has already. `withdrawn`: it was taken back as a mistake."""

    fact_id: UUID
    days: Days
    withdrawn: bool = False


@dataclass(frozen=True)
class Known:
    """What the house knows of what the list is about: nothing of any other house.

    `records` by person key, `numbered` by the list's own number of the stay, `stays` by record, `taken` by
    bed. Who has only a name is known by name and first night: `records` then has the key of that row.
    """

    records: Mapping[str, int] = field(default_factory=dict)
    numbered: Mapping[str, Standing] = field(default_factory=dict)
    stays: Mapping[int, Sequence[Standing]] = field(default_factory=dict)
    beds: Sequence[Bed] = ()
    taken: Mapping[int, Sequence[Days]] = field(default_factory=dict)
    has_municipality: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class JudgedRow:
    """A row and what it does. `fact_id`: the stay that stands already; `new_place`: a bed to be opened."""

    number: int
    does: str
    remarks: tuple[Remark, ...] = ()
    row: StayRow | None = None
    person_key: str = ""
    stay_key: str = ""
    record_id: int | None = None
    fact_id: UUID | None = None
    bed: Bed | None = None
    new_place: str = ""


@dataclass(frozen=True)
class Keyed:
    """A row that could be read, with the keys it is known by."""

    row: StayRow
    remarks: tuple[Remark, ...]
    person_key: str
    stay_key: str


@dataclass(frozen=True)
class ReadList:
    """The rows that could be read, and those that could not."""

    rows: tuple[Keyed, ...]
    refused: tuple[JudgedRow, ...]


def read_list(sheet: Sheet, places: Mapping[str, int], *, today: date) -> ReadList:
    """Every row of the sheet read by the columns chosen; nothing is compared yet."""
    rows: list[tuple[StayRow, tuple[Remark, ...]]] = []
    refused = []
    for number, cells in sheet.rows:
        texts = {name: cells[at] if at < len(cells) else "" for name, at in places.items()}
        reading = RowCells(number, texts, today=today)
        row = reading.read()
        if row is None:
            refused.append(JudgedRow(number, REFUSED, tuple(reading.remarks)))
        else:
            rows.append((row, tuple(reading.remarks)))
    numbers = {key: row.cpr.digits for row, _ in rows if row.cpr is not None for key in _other_keys(row)}
    keyed = []
    for row, remarks in rows:
        key = _person_key(row, numbers)
        said = remarks if key else (*remarks, Remark(columns.NAME, "name_only", refuses=False))
        keyed.append(Keyed(row, said, key or _alone(row), _stay_key(row, key or _alone(row))))
    return ReadList(tuple(keyed), tuple(refused))


def judge(read: ReadList, *, known: Known, about: str = STAYS) -> list[JudgedRow]:
    """What each row does, in the order of the list."""
    judging = _Judging(known, about)
    judged = [judging.row(one) for one in read.rows]
    return sorted([*judged, *read.refused], key=lambda one: one.number)


def new_places(judged: Iterable[JudgedRow]) -> list[tuple[str, str]]:
    """Department (as the list says it) and label of every bed that would be opened, each once."""
    named = {(one.row.department, one.new_place) for one in judged if one.new_place and one.row}
    return sorted(named)


class _Judging:
    """Remembers what earlier rows of the list have taken."""

    def __init__(self, known: Known, about: str) -> None:
        self.known, self.about = known, about
        self.stay_keys: dict[str, int] = {}
        self.days: dict[str, list[tuple[Days, int]]] = defaultdict(list)
        self.taken: dict[int | str, list[Days]] = defaultdict(list)
        self.with_municipality: set[int] = set(known.has_municipality)
        self.beds: dict[str, list[Bed]] = defaultdict(list)
        for bed in known.beds:
            self.beds[bed.label.casefold()].append(bed)

    def row(self, one: Keyed) -> JudgedRow:
        """What the row does, after those before it."""
        row = one.row
        record = self.known.records.get(one.person_key)
        judged = JudgedRow(row.number, NEW, one.remarks, row, one.person_key, one.stay_key, record)
        if one.stay_key in self.stay_keys:
            return _refused(judged, Remark("", "double_row", other_row=self.stay_keys[one.stay_key]))
        if self.about == RESIDENTS and row.discharged is not None:
            return _refused(judged, Remark(columns.DISCHARGED, "not_here_now"))
        self.stay_keys[one.stay_key] = row.number
        standing = self._standing(one, record)
        if standing is not None:
            return _beside(judged, standing)
        clash = self._clash(one, record)
        if clash is not None:
            return _refused(judged, clash)
        self.days[one.person_key].append(((row.admitted, row.discharged), row.number))
        return self._with_municipality(self._with_bed(judged))

    def _standing(self, one: Keyed, record: int | None) -> Standing | None:
        """The stay the row is about, where it stands already: by its key, or by person and first night."""
        found = self.known.numbered.get(one.row.stay_number)
        if found is None and record is not None:
            stays = self.known.stays.get(record, ())
            found = next((stay for stay in stays if stay.days[0] == one.row.admitted), None)
        return found

    def _clash(self, one: Keyed, record: int | None) -> Remark | None:
        """One person has two rows, or a row and a stay of this house, with a night in common."""
        own = (one.row.admitted, one.row.discharged)
        for days, number in self.days[one.person_key]:
            if _share_a_night(own, days):
                return Remark(columns.ADMITTED, "overlaps_row", other_row=number)
        stays = self.known.stays.get(record, ()) if record is not None else ()
        if any(_share_a_night(own, stay.days) for stay in stays):
            return Remark(columns.ADMITTED, "overlaps_known")
        return None

    def _with_bed(self, judged: JudgedRow) -> JudgedRow:
        row = judged.row
        if row is None or not row.place:
            return judged
        bed, rule = self._bed(row)
        days = (row.admitted, row.discharged)
        key: int | str = bed.id if bed else f"{row.department.casefold()}/{row.place.casefold()}"
        if bed is None and (row.discharged is not None or rule == "place_twice"):
            return _warned(judged, Remark(columns.PLACE, rule, refuses=False))
        standing = self.known.taken.get(bed.id, ()) if bed else ()
        if any(_share_a_night(days, other) for other in (*standing, *self.taken[key])):
            return _warned(judged, Remark(columns.PLACE, "place_taken", refuses=False))
        self.taken[key].append(days)
        if bed is None:
            return replace(
                _warned(judged, Remark(columns.PLACE, "place_new", refuses=False)), new_place=row.place
            )
        return replace(judged, bed=bed)

    def _bed(self, row: StayRow) -> tuple[Bed | None, str]:
        """The bed of that label, in that department where the row names one; else why there is none."""
        beds = self.beds.get(row.place.casefold(), [])
        if row.department:
            in_it = [bed for bed in beds if bed.department.casefold() == row.department.casefold()]
            beds = in_it or beds
        return (beds[0], "") if len(beds) == 1 else (None, "place_twice" if beds else "place_unknown")

    def _with_municipality(self, judged: JudgedRow) -> JudgedRow:
        row = judged.row
        if row is not None and row.municipality and judged.record_id in self.with_municipality:
            return _warned(judged, Remark(columns.MUNICIPALITY, "municipality_kept", refuses=False))
        return judged


def _beside(judged: JudgedRow, standing: Standing) -> JudgedRow:
    """The row beside the stay that stands: nothing new, its end, or days that differ and are left alone."""
    row, (start, end) = judged.row, standing.days
    said = replace(judged, fact_id=standing.fact_id, remarks=())
    if row is None or standing.withdrawn or start != row.admitted:
        return _conflict(said, "withdrawn_here" if standing.withdrawn else "other_days_here")
    if row.discharged is None or row.discharged == end:
        return replace(said, does=SAME)
    return replace(said, does=CHANGED) if end is None else _conflict(said, "other_days_here")


def _conflict(judged: JudgedRow, rule: str) -> JudgedRow:
    return replace(judged, does=CONFLICT, remarks=(Remark(columns.ADMITTED, rule),))


def _refused(judged: JudgedRow, remark: Remark) -> JudgedRow:
    return replace(judged, does=REFUSED, remarks=(*judged.remarks, remark))


def _warned(judged: JudgedRow, remark: Remark) -> JudgedRow:
    return replace(judged, remarks=(*judged.remarks, remark))


def _share_a_night(one: Days, other: Days) -> bool:
    """A common night in [in, out); a stay without nights shares none."""
    (a, b), (c, d) = one, other
    if a == b or c == d:
        return False
    return (b is None or c < b) and (d is None or a < d)


def _person_key(row: StayRow, numbers: Mapping[str, str]) -> str:
    """What makes two rows about one person: the CPR number, the house's own number, or name and birth date.

    Empty where only a name is said: two people may share it, so such rows are never joined.
    """
    if row.cpr is not None:
        return f"cpr:{row.cpr.digits}"
    keys = _other_keys(row)
    digits = next((numbers[key] for key in keys if key in numbers), "")
    return f"cpr:{digits}" if digits else next(iter(keys), "")


def _other_keys(row: StayRow) -> list[str]:
    """What a person is known by beside the CPR number: one row with both tells whose number it is."""
    return [
        *([f"own:{row.person_number}"] if row.person_number else []),
        *(
            [f"born:{row.birth_date.isoformat()}:{row.name.casefold()}"]
            if row.name and row.birth_date
            else []
        ),
    ]


def _alone(row: StayRow) -> str:
    return f"row:{row.admitted.isoformat()}:{(row.name or row.alias).casefold()}"


def _stay_key(row: StayRow, person_key: str) -> str:
    """What makes two rows one stay: the house's own number, else the person and the first night."""
    return f"stay:{row.stay_number}" if row.stay_number else f"{person_key}|{row.admitted.isoformat()}"
