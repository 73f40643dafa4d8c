"""Which shelters there are, and which one a person knocks at. Beds are laid out later, in `places.py`."""

from bisect import bisect
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from random import Random

from hjemad.kernel.municipalities import MunicipalityCode, all_municipalities
from hjemad.synthetic.published import rows_of

NATIONAL_FACILITIES = 85
FEWEST_FACILITIES = 4
YOUNG_UNTIL_DAYS = 30 * 365
USUAL_HOUSE = 0.72
SAME_REGION = 0.92
ONLY_WOMEN_DRAW = 4.0

_KINDS = ("Herberget", "Forsorgshjemmet", "Natherberget")
_WOMEN, _YOUNG = "Kvindeherberget", "Ungeherberget"
_EVERY_WOMEN, _EVERY_YOUNG = 12, 14


@dataclass(frozen=True, slots=True)
class House:
    """A shelter without its beds: name, municipality, for whom, and how much it is asked for."""

    name: str
    municipality: str
    region: str
    women_only: bool
    young_only: bool
    demand: float


def counted_weights() -> dict[str, float]:
    """How many persons in homelessness each of the 98 municipalities was last counted to have.

    Municipalities whose count was not read share what is left of the national total equally.
    """
    read = {row["municipality_code"]: float(row["value"]) for row in rows_of("counted_persons.csv")}
    national = read.pop("DK")
    codes = [municipality.code for municipality in all_municipalities()]
    rest = (national - sum(read.values())) / (len(codes) - len(read))
    return {code: read.get(code, rest) for code in codes}


def invent_houses(rng: Random, *, share_of_national: float) -> list[House]:
    """Shelters in number like the published ones, fewer (by the square root) for a smaller country."""
    count = round(NATIONAL_FACILITIES * min(1.0, share_of_national) ** 0.5)
    count = max(FEWEST_FACILITIES, count)
    weights = counted_weights()
    codes = list(weights)
    towns = rng.choices(codes, [weight + 40 for weight in weights.values()], k=count)
    names = rng.sample(all_place_names(), count)
    return [
        _house(rng, number=number, place_name=name, municipality=town)
        for number, (name, town) in enumerate(zip(names, towns, strict=True), start=1)
    ]


def _house(rng: Random, *, number: int, place_name: str, municipality: str) -> House:
    women, young = number % _EVERY_WOMEN == 0, number % _EVERY_YOUNG == 0 and number % _EVERY_WOMEN != 0
    kind = _WOMEN if women else _YOUNG if young else rng.choice(_KINDS)
    return House(
        name=f"{kind} {place_name}",
        municipality=municipality,
        region=MunicipalityCode.parse(municipality).region,
        women_only=women,
        young_only=young,
        demand=rng.lognormvariate(0, 0.7),
    )


def all_place_names() -> list[str]:
    """Every name a shelter may be given, without its kind."""
    parts = rows_of("name_parts.csv")
    ends = [row["text"] for row in parts if row["part"] == "shelter_end"]
    return [row["text"] + end for row in parts if row["part"] == "shelter_start" for end in ends]


class _Draw:
    """Numbers of shelters to draw from, each as likely as it is asked for."""

    def __init__(self, houses: Sequence[House], *, numbers: Sequence[int], woman: bool) -> None:
        self.numbers = numbers
        self._upto = list(
            accumulate(
                houses[number].demand * (ONLY_WOMEN_DRAW if woman and houses[number].women_only else 1.0)
                for number in numbers
            )
        )

    def one(self, rng: Random) -> int:
        return self.numbers[bisect(self._upto, rng.random() * self._upto[-1])]


class Menu:
    """All draws there are: by region (None: the whole country), sex, and whether the person is young."""

    def __init__(self, houses: Sequence[House]) -> None:
        self._houses = houses
        self._draws: dict[tuple[str | None, bool, bool], _Draw] = {}

    def draw(self, region: str | None, *, woman: bool, young: bool) -> _Draw:
        """The shelters open to such a person; those of the whole country where the region has none."""
        key = (region, woman, young)
        if key not in self._draws:
            numbers = [
                number
                for number, house in enumerate(self._houses)
                if (region is None or house.region == region)
                and (woman or not house.women_only)
                and (young or not house.young_only)
            ]
            self._draws[key] = (
                _Draw(self._houses, numbers=numbers, woman=woman)
                if numbers
                else self.draw(None, woman=woman, young=young)
            )
        return self._draws[key]


class Choice:
    """Where one person knocks: mostly at the usual house, else in the region, sometimes far away."""

    def __init__(self, rng: Random, *, menu: Menu, region: str, woman: bool, birth: int, day: int) -> None:
        self._menu, self._region, self._woman = menu, region, woman
        self._grown_on = birth + YOUNG_UNTIL_DAYS
        self._usual = self._draw(region, day=day).one(rng)
        self._usual_until = self._grown_on if day < self._grown_on else None

    def shelter(self, rng: Random, *, day: int) -> int:
        """The number of the shelter for a check-in on that day."""
        chance = rng.random()
        if self._usual_until is not None and day >= self._usual_until:
            self._usual, self._usual_until = self._draw(self._region, day=day).one(rng), None
        if chance < USUAL_HOUSE:
            return self._usual
        return self._draw(self._region if chance < SAME_REGION else None, day=day).one(rng)

    def other(self, rng: Random, *, day: int, than: int) -> int | None:
        """Another shelter than that one, near or far; None when a few tries find no other."""
        for region in (self._region, self._region, None, None):
            number = self._draw(region, day=day).one(rng)
            if number != than:
                return number
        return None

    def _draw(self, region: str | None, *, day: int) -> _Draw:
        return self._menu.draw(region, woman=self._woman, young=day < self._grown_on)
