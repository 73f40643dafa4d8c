"""The beds, and who slept in them when."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from random import Random
from zoneinfo import ZoneInfo

from hjemad.areas.shelters.actions import KnownStay, import_stays, open_place
from hjemad.config.demo.house import TRAIT_CODES
from hjemad.config.demo.houses import Houses
from hjemad.config.demo.people import ORIGIN, RecordIds
from hjemad.config.demo.staff import Staff
from hjemad.kernel.periods import Period
from hjemad.synthetic.model import InventedDenmark
from hjemad.synthetic.places import TRAITS

_DANISH_TIME = ZoneInfo("Europe/Copenhagen")
_MODES = ("left", "moved_elsewhere", "moved_home", "unknown", "institution")
_MODE_WEIGHTS = (45, 20, 18, 12, 5)

PlaceIds = Mapping[tuple[str, str], int]


def open_places(country: InventedDenmark, *, houses: Houses, opened: date, at: datetime) -> PlaceIds:
    """Every bed stands, open from that day; department and label -> id."""
    places = {}
    for shelter in country.shelters:
        for part in shelter.departments:
            traits = ",".join(TRAIT_CODES.get(trait, TRAITS[trait]) for trait in part.traits)
            for label in part.places:
                place = open_place(
                    by=None,
                    department=houses.departments[part.id],
                    label=label,
                    traits=traits,
                    valid_from=opened,
                    at=at,
                )
                places[part.id, label] = place.pk
    return places


@dataclass(frozen=True)
class _Moments:
    """When somebody was let in, and when and how they left: drawn, since the country only has days."""

    rng: Random
    at: datetime

    def let_in(self, day: date) -> datetime:
        """In the afternoon or evening of the day, and not later than now."""
        moment = time(self.rng.randint(14, 22), self.rng.randrange(60))
        return min(self.at, datetime.combine(day, moment, _DANISH_TIME))

    def left(self, day: date) -> datetime:
        """In the morning of the day, and not later than now."""
        return min(self.at, datetime.combine(day, time(self.rng.randint(8, 12)), _DANISH_TIME))

    def mode(self) -> str:
        """How somebody left who did not go to another shelter."""
        return self.rng.choices(_MODES, _MODE_WEIGHTS)[0]


def write_stays(
    country: InventedDenmark,
    *,
    records: RecordIds,
    places: PlaceIds,
    houses: Houses,
    staff: Staff,
    at: datetime,
) -> None:
    """Every stay stands as its house would know it today: let in, and where it ended, discharged."""
    chance = Random(f"{country.seed}:moments")  # noqa: S311 - moments are to repeat, not to be secret
    moments = _Moments(chance, at)
    moved = {one for one, _ in country.truth.same_day_moves}
    by_house: dict[str, list[KnownStay]] = defaultdict(list)
    for stay in country.stays:
        decided_at = moments.let_in(stay.check_in)
        left_at = max(decided_at, moments.left(stay.check_out)) if stay.check_out else None
        mode = "other_shelter" if stay.id in moved else moments.mode()
        by_house[stay.shelter].append(
            KnownStay(
                record_id=records[stay.person, stay.shelter],
                period=Period(stay.check_in, stay.check_out),
                decided_at=decided_at,
                department_id=houses.departments[stay.department].pk,
                place_id=places[stay.department, stay.place] if stay.place else None,
                discharged_at=left_at,
                discharge_mode=mode if left_at else "",
            )
        )
    for shelter, stays in by_house.items():
        import_stays(
            by=staff.staff[shelter],
            shelter_id=houses.shelters[shelter].pk,
            stays=stays,
            at=at,
            origin=ORIGIN,
        )
