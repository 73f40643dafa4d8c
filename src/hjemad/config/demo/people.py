"""The residents: one record per person and house, and which municipality acts and pays."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID, uuid5

from hjemad.areas.citizens.actions import (
    NewRecord,
    PersonDetails,
    create_records,
    import_responsible_municipalities,
)
from hjemad.config.demo.houses import Houses
from hjemad.config.demo.staff import Staff
from hjemad.kernel.periods import Period
from hjemad.synthetic.model import InventedDenmark, InventedPerson

ORIGIN = "demo"
SAME_PERSON = "same_cpr"
LIVED_THERE_BEFORE = "Bopæl før opholdet"
_CITIZENS = UUID("6f1d6d0e-6a5b-4b1e-9a57-6864656d6f31")

RecordIds = Mapping[tuple[str, str], int]


def write_records(country: InventedDenmark, *, staff: Staff, at: datetime) -> dict[tuple[str, str], int]:
    """Each house has a record of each person who stayed there; person and shelter -> record id.

    Records of one known person are about one citizen. Whoever gave only an alias is a new citizen in every
    house: nobody can know that it is the same person.
    """
    persons = {person.id: person for person in country.persons}
    since: dict[str, dict[str, date]] = defaultdict(dict)
    first_house: dict[str, str] = {}
    for stay in country.stays:
        since[stay.shelter].setdefault(stay.person, stay.check_in)
        first_house.setdefault(stay.person, stay.shelter)
    ids: dict[tuple[str, str], int] = {}
    for shelter, arrivals in since.items():
        new = [
            _new_record(persons[person], seed=country.seed, since=day, met=first_house[person] != shelter)
            for person, day in arrivals.items()
        ]
        records = create_records(by=staff.staff[shelter], new=new, at=at, origin=ORIGIN)
        ids |= {(person, shelter): record.pk for person, record in zip(arrivals, records, strict=True)}
    return ids


def _new_record(person: InventedPerson, *, seed: int, since: date, met: bool) -> NewRecord:
    if not person.is_known:
        return NewRecord(details=PersonDetails(alias=person.alias, sex=person.sex), valid_from=since)
    details = PersonDetails(
        full_name=person.full_name,
        alias=person.alias,
        cpr=person.cpr,
        birth_date=person.birth_date,
        sex=person.sex,
    )
    citizen = uuid5(_CITIZENS, f"{seed}:{person.id}")
    if met:
        return NewRecord(details=details, valid_from=since, citizen=citizen, evidence=SAME_PERSON)
    return NewRecord(details=details, valid_from=since, citizen=citizen)


def write_payers(
    country: InventedDenmark, *, records: RecordIds, houses: Houses, staff: Staff, at: datetime
) -> None:
    """For every record stands which municipality acts and pays, as far as its house knows."""
    persons = {person.id: person for person in country.persons}
    rows: dict[str, list[tuple[int, int, int, Period, str]]] = defaultdict(list)
    for (person, shelter), record in records.items():
        for code, period in home_periods(persons[person]):
            municipality = houses.municipalities[code].pk
            rows[shelter].append((record, municipality, municipality, period, LIVED_THERE_BEFORE))
    for shelter, some in rows.items():
        import_responsible_municipalities(by=staff.staff[shelter], rows=some, at=at, origin=ORIGIN)


def home_periods(person: InventedPerson) -> list[tuple[str, Period]]:
    """The known municipalities of the person with their days; times without a known one are left out."""
    ends = [home.start for home in person.homes[1:]]
    return [
        (home.code, Period(home.start, end))
        for home, end in zip(person.homes, [*ends, None], strict=True)
        if home.code is not None
    ]
