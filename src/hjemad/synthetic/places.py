"""Beds: how many a shelter has, in which departments, and who sleeps in which."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from heapq import heappop, heappush
from math import ceil, sqrt
from random import Random

from hjemad.synthetic.careers import Draft
from hjemad.synthetic.model import InventedDepartment
from hjemad.synthetic.shelters import House

TRAITS = {
    "women_only": "kun for kvinder",
    "young_only": "18-29 år",
    "step_free": "uden trin",
    "dogs_allowed": "hund må være med",
    "quiet": "stille gang",
    "single_rooms": "enkeltværelse",
}
_FREE_TRAITS = ("step_free", "dogs_allowed", "quiet", "single_rooms")
_FEWEST_PLACES = 3
_ONE_DEPARTMENT_UP_TO = 12
_TWO_DEPARTMENTS_UP_TO = 28
_SPARE = 0.9
_NAMES = ("Stuen", "Første sal", "Gårdhuset", "Haven")


@dataclass(frozen=True, slots=True)
class Demand:
    """Persons per night at one shelter, on average over the country's days."""

    all: float
    women: float


def demands(
    houses: Sequence[House], *, drafts: Sequence[Draft], women: Sequence[bool], first: int, last: int
) -> list[Demand]:
    """What each shelter was asked for in the nights of [first, last]."""
    nights = [0] * len(houses)
    of_women = [0] * len(houses)
    for draft in drafts:
        spent = max(0, min(draft.check_out, last + 1) - max(draft.check_in, first))
        nights[draft.shelter] += spent
        if women[draft.person]:
            of_women[draft.shelter] += spent
    days = last + 1 - first
    return [Demand(total / days, some / days) for total, some in zip(nights, of_women, strict=True)]


def lay_out(rng: Random, *, shelter_id: str, house: House, demand: Demand) -> tuple[InventedDepartment, ...]:
    """Departments with beds for a usual night and a little more, so that full nights happen and are few."""
    women_apart = not house.women_only and demand.all > _TWO_DEPARTMENTS_UP_TO and demand.women >= 1
    sizes = _sizes(_beds(demand.all - demand.women if women_apart else demand.all))
    names = [*_NAMES[: len(sizes)]] if len(sizes) > 1 else ["Huset"]
    if women_apart:
        sizes.append(_beds(demand.women))
        names.append("Kvindegangen")
    departments, taken = [], 0
    for number, (name, size) in enumerate(zip(names, sizes, strict=True), start=1):
        beds = tuple(f"Seng {bed}" for bed in range(taken + 1, taken + size + 1))
        traits = _traits(rng, house=house, women_only=house.women_only or name == "Kvindegangen")
        departments.append(InventedDepartment(f"{shelter_id}-{number}", name, beds, traits))
        taken += size
    return tuple(departments)


def _beds(persons: float) -> int:
    return max(_FEWEST_PLACES, ceil(persons + _SPARE * sqrt(persons)))


def _sizes(beds: int) -> list[int]:
    """The beds shared between departments as evenly as can be."""
    if beds <= _ONE_DEPARTMENT_UP_TO:
        count = 1
    elif beds <= _TWO_DEPARTMENTS_UP_TO:
        count = 2
    else:
        count = len(_NAMES) if beds > 2 * _TWO_DEPARTMENTS_UP_TO else len(_NAMES) - 1
    return [beds // count + (number < beds % count) for number in range(count)]


def _traits(rng: Random, *, house: House, women_only: bool) -> tuple[str, ...]:
    for_whom = [
        trait for trait, holds in (("women_only", women_only), ("young_only", house.young_only)) if holds
    ]
    return (*for_whom, *sorted(rng.sample(_FREE_TRAITS, rng.randint(0, 2))))


@dataclass(slots=True)
class _Beds:
    """The free beds of one department, lowest number first."""

    women_only: bool
    labels: tuple[str, ...]
    free: list[int] = field(default_factory=list)


def assign(
    departments: Sequence[Sequence[InventedDepartment]], *, drafts: Sequence[Draft], women: Sequence[bool]
) -> None:
    """Every draft has a department, and a bed that nobody else has in any of its nights.

    A draft without nights gets no bed, nor does one that comes to a full house. Drafts stand in order of
    check-in.
    """
    houses = [
        [
            _Beds("women_only" in part.traits, part.places, list(range(len(part.places))))
            for part in departments_of_house
        ]
        for departments_of_house in departments
    ]
    leaving: list[list[tuple[int, int, int]]] = [[] for _ in departments]
    for draft in drafts:
        beds, queue = houses[draft.shelter], leaving[draft.shelter]
        while queue and queue[0][0] <= draft.check_in:
            _, number, bed = heappop(queue)
            heappush(beds[number].free, bed)
        fitting = _fitting(beds, woman=women[draft.person])
        draft.department = fitting[0]
        if draft.nights == 0:
            continue
        for number in fitting:
            if beds[number].free:
                bed = heappop(beds[number].free)
                heappush(queue, (draft.check_out, number, bed))
                draft.department, draft.place = number, beds[number].labels[bed]
                break


def _fitting(beds: Sequence[_Beds], *, woman: bool) -> list[int]:
    """Departments the person may sleep in, those for women only first for women."""
    own = [number for number, part in enumerate(beds) if part.women_only and woman]
    return own + [number for number, part in enumerate(beds) if not part.women_only]
