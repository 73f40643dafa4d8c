"""When somebody comes and goes: stay after stay of one invented person, as day ordinals.

Three ways of using a shelter, mixed so that a year of the whole has the published shape
(`tests/test_shape.py` compares). The constants were found by search against those figures; they describe
no real person.
"""

from dataclasses import dataclass, replace
from random import Random

from hjemad.synthetic.model import Sex
from hjemad.synthetic.shelters import Choice

LONGEST_STAY_NIGHTS = 1460
MOVES_SAME_DAY = 0.04
OVERLAPS_ELSEWHERE = 0.006
IN_AND_OUT = 0.004
FEWEST_NIGHTS_TO_OVERLAP = 4
MOST_NIGHTS_OF_OVERLAP = 14


@dataclass(frozen=True, slots=True)
class Way:
    """One way of using a shelter: how long it goes on, how long stays are, how long the gaps.

    Lengths and gaps are log-normal (`_log`, `_spread`) in nights and days; `one_night` is the share of stays
    of a single night.
    """

    name: str
    days: float
    one_night: float
    length_log: float
    length_spread: float
    gap_log: float
    gap_spread: float


WAYS = (
    Way("brief", 4.8, 0.18, 2.28, 0.92, 1.17, 0.75),
    Way("often", 992.0, 0.48, 1.62, 0.91, 2.59, 1.31),
    Way("long", 1585.0, 0.28, 4.70, 1.08, 4.97, 1.31),
)
SHARES: dict[Sex, tuple[float, float, float]] = {"female": (0.62, 0.03, 0.35), "male": (0.495, 0.11, 0.395)}
# From this age on long stays are more common, and longer.
ELDERLY_FROM = 55
LONG_FOR_ELDERLY = 1.3
LONG_WAY_OF_ELDERLY = replace(WAYS[2], length_log=4.95)


@dataclass(slots=True)
class Draft:
    """A stay on its way to becoming one: days as ordinals, the shelter by its number.

    `check_out` may lie after the last day of the country; `department` and `place` are found later.
    """

    person: int
    check_in: int
    check_out: int
    shelter: int
    department: int = 0
    place: str | None = None

    @property
    def nights(self) -> int:
        """Nights from check-in to check-out, both as drafted."""
        return self.check_out - self.check_in


def choose_way(rng: Random, *, sex: Sex, age: int) -> Way:
    """How the person will use shelters, by sex and age at the first stay."""
    brief, often, long = SHARES[sex]
    if age < ELDERLY_FROM:
        return rng.choices(WAYS, (brief, often, long))[0]
    return rng.choices((*WAYS[:2], LONG_WAY_OF_ELDERLY), (brief, often, LONG_FOR_ELDERLY * long))[0]


def career(rng: Random, *, way: Way, person: int, start: int, last: int, choice: Choice) -> list[Draft]:
    """All stays that begin from `start` to `last`, in order of check-in.

    Two stays share a night only at different shelters and only as the few wanted overlaps; a stay may begin
    on the day the one before ended.
    """
    stays: list[Draft] = []
    ends = start + rng.expovariate(1 / way.days)
    check_in, shelter, frontier, plain = start, choice.shelter(rng, day=start), start, True
    while check_in <= last:
        nights = _length(rng, way)
        stays.append(Draft(person, check_in, check_in + nights, shelter))
        frontier = max(frontier, check_in + nights)
        chance = rng.random() if plain else 1.0
        elsewhere = choice.other(rng, day=frontier, than=shelter) if chance < MOVES_SAME_DAY else None
        plain = True
        if elsewhere is None:
            check_in = frontier + 1 + int(rng.lognormvariate(way.gap_log, way.gap_spread))
            shelter = choice.shelter(rng, day=check_in)
        else:
            shelter, check_in = elsewhere, frontier
            if chance < OVERLAPS_ELSEWHERE and nights >= FEWEST_NIGHTS_TO_OVERLAP:
                check_in -= rng.randint(1, min(nights - 1, MOST_NIGHTS_OF_OVERLAP))
                plain = False  # the next begins after both have ended: no third lies in their nights
        if check_in > ends:
            break
    return stays


def _length(rng: Random, way: Way) -> int:
    """Nights of the next stay; 0 for the few who leave on the day they came."""
    chance = rng.random()
    if chance < IN_AND_OUT:
        return 0
    if chance < IN_AND_OUT + way.one_night:
        return 1
    return min(2 + int(rng.lognormvariate(way.length_log, way.length_spread)), LONGEST_STAY_NIGHTS)
