"""Who: names, sex, age, CPR number that belongs to nobody, and the municipalities a person has lived in."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate
from random import Random

from hjemad.kernel.person_number import PersonNumber
from hjemad.synthetic.careers import Draft
from hjemad.synthetic.model import HomeMunicipality, InventedPerson, Sex
from hjemad.synthetic.published import rows_of

SHARE_OF_WOMEN = 0.262
# Age at the first stay: classes (from, to, both included) with their weights for men and for women. Found by
# search, so that the users of a year have the published ages (`tests/test_shape.py`).
ENTRY_AGES = ((18, 24), (25, 29), (30, 39), (40, 49), (50, 59), (60, 78))
ENTRY_WEIGHTS: dict[Sex, tuple[float, ...]] = {
    "male": (17.0, 9.0, 26.0, 27.0, 15.0, 6.0),
    "female": (23.5, 11.5, 27.0, 21.0, 12.0, 5.0),
}
ALIAS_ONLY = 0.015
HAS_ALIAS = 0.08
PAYER_FOUND_LATER = 0.015
MOVED_BETWEEN_STAYS = 0.10
PAYER_CHANGED_IN_STAY = 0.012
LIVED_THERE_BEFORE_DAYS = (60, 3000)
DAYS_PER_YEAR = 365.25


@dataclass(frozen=True, slots=True)
class Newcomer:
    """What must be known of a person before the first stay can be drawn; days as ordinals."""

    sex: Sex
    age: int
    birth: int
    home: str
    alias_only: bool


class Towns:
    """Municipalities to come from, as likely as persons in homelessness were counted there."""

    def __init__(self, weights: dict[str, float]) -> None:
        self._codes = list(weights)
        self._upto = list(accumulate(weights.values()))

    def one(self, rng: Random) -> str:
        """The code of one municipality."""
        return rng.choices(self._codes, cum_weights=self._upto)[0]


def newcomer(rng: Random, *, start: int, towns: Towns) -> Newcomer:
    """A person who first knocks on day `start`."""
    sex: Sex = "female" if rng.random() < SHARE_OF_WOMEN else "male"
    youngest, oldest = rng.choices(ENTRY_AGES, ENTRY_WEIGHTS[sex])[0]
    age = rng.randint(youngest, oldest)
    # Their birthday was some time in the year before `start`, the day itself included.
    birth = start - int(age * DAYS_PER_YEAR) - rng.randint(1, 364)
    return Newcomer(sex, age, birth, towns.one(rng), rng.random() < ALIAS_ONLY)


def homes(
    rng: Random, *, person: Newcomer, stays: Sequence[Draft], last: int, towns: Towns
) -> tuple[HomeMunicipality, ...]:
    """Where the person has lived, oldest first: sometimes moved between stays, seldom decided during one."""
    since = stays[0].check_in - rng.randint(*LIVED_THERE_BEFORE_DAYS)
    first = HomeMunicipality(date.fromordinal(since), None if person.alias_only else person.home)
    if person.alias_only:
        return (first,)
    chance = rng.random()
    change = _change_day(rng, stays=stays, last=last, chance=chance)
    if change is None:
        return (first,)
    if chance < PAYER_FOUND_LATER:
        return (HomeMunicipality(first.start, None), HomeMunicipality(change, person.home))
    return (first, HomeMunicipality(change, towns.one(rng)))


def _change_day(rng: Random, *, stays: Sequence[Draft], last: int, chance: float) -> date | None:
    """The first day of another municipality: inside a stay or between two; None when nothing changes."""
    if chance < PAYER_FOUND_LATER + PAYER_CHANGED_IN_STAY:
        stay = rng.choice(stays)
        end = min(stay.check_out, last)
        return date.fromordinal(rng.randint(stay.check_in + 1, end - 1)) if end - stay.check_in > 1 else None
    if chance < PAYER_FOUND_LATER + PAYER_CHANGED_IN_STAY + MOVED_BETWEEN_STAYS and len(stays) > 1:
        number = rng.randrange(1, len(stays))
        before, after = stays[number - 1], stays[number]
        if before.check_out <= after.check_in:
            return date.fromordinal(rng.randint(before.check_out, after.check_in))
    return None


class Registry:
    """Gives names and numbers; no CPR number twice."""

    def __init__(self) -> None:
        parts = rows_of("name_parts.csv")
        self._given: dict[Sex, list[str]] = {"female": [], "male": []}
        for row in rows_of("given_names.csv"):
            self._given["female" if row["sex"] == "female" else "male"].append(row["name"])
        self._starts = [row["text"] for row in parts if row["part"] == "surname_start"]
        self._ends = [row["text"] for row in parts if row["part"] == "surname_end"]
        self._aliases = [row["text"] for row in parts if row["part"] == "alias"]
        self._used: Counter[tuple[int, Sex]] = Counter()

    def person(
        self, rng: Random, *, person_id: str, newcomer: Newcomer, homes: tuple[HomeMunicipality, ...]
    ) -> InventedPerson:
        """The person with name or alias, and a CPR number of the right sex where identity is known."""
        sex, birth = newcomer.sex, date.fromordinal(newcomer.birth)
        if newcomer.alias_only:
            return InventedPerson(person_id, "", "", rng.choice(self._aliases), sex, birth, None, homes)
        return InventedPerson(
            id=person_id,
            given_name=rng.choice(self._given[sex]),
            surname=rng.choice(self._starts) + rng.choice(self._ends),
            alias=rng.choice(self._aliases) if rng.random() < HAS_ALIAS else "",
            sex=sex,
            birth_date=birth,
            cpr=self._number(birth, sex=sex),
            homes=homes,
        )

    def _number(self, birth: date, *, sex: Sex) -> PersonNumber:
        key = (birth.toordinal(), sex)
        serial = 2 * self._used[key] + (sex == "male")
        self._used[key] += 1
        return PersonNumber.invented(serial, birth_date=birth)


def staff_names(rng: Random, *, count: int) -> list[str]:
    """So many different full names for people who work, like those of the residents invented."""
    given = [row["name"] for row in rows_of("given_names.csv")]
    parts = rows_of("name_parts.csv")
    starts = [row["text"] for row in parts if row["part"] == "surname_start"]
    ends = [row["text"] for row in parts if row["part"] == "surname_end"]
    rng.shuffle(given)
    surnames = [start + end for start in starts for end in ends]
    chosen = rng.sample(surnames, count)
    return [f"{given[number % len(given)]} {surname}" for number, surname in enumerate(chosen)]
