"""An invented Denmark: `denmark(...)` puts it together, the same for the same arguments on any machine.

Each concern draws from its own stream of chance, so that a change to names does not move a single stay.
"""

from collections.abc import Sequence
from datetime import date
from random import Random

from hjemad.kernel.errors import InputRejected, PeriodReversed
from hjemad.kernel.municipalities import MunicipalityCode
from hjemad.synthetic.careers import Draft, career, choose_way
from hjemad.synthetic.model import (
    HomeMunicipality,
    InventedDenmark,
    InventedPerson,
    InventedShelter,
    InventedStay,
    PayerSpan,
)
from hjemad.synthetic.people import Newcomer, Registry, Towns, homes, newcomer
from hjemad.synthetic.places import assign, demands, lay_out
from hjemad.synthetic.prices import invent_payments, invent_rates
from hjemad.synthetic.shelters import Choice, House, Menu, counted_weights, invent_houses
from hjemad.synthetic.truth import truth_of

# Persons who first came up to nine years before the first day may still be in a shelter on it.
DAYS_BEFORE = 9 * 365
# About four in ten users of a year had no stay in an earlier one, so citizens grow with the years: 43,000
# over fifteen years give as many users a year as were published (data/published_years.csv).
NATIONAL_USERS = 6_400
FIRST_TIME_SHARE = 0.41
MOST_CITIZENS = 1_000_000


def denmark(*, citizens: int, seed: int, first: date, last: date) -> InventedDenmark:
    """A country of so many people with a stay in [first, last], known as on the evening of `last`.

    Raises `PeriodReversed`, and `InputRejected` for a number of citizens that is not 1 to a million.
    """
    if last < first:
        raise PeriodReversed.standard()
    if not 1 <= citizens <= MOST_CITIZENS:
        raise InputRejected(
            en="The number of citizens must be from 1 to 1,000,000",
            da="Antallet af borgere skal være fra 1 til 1.000.000",
        )
    houses = invent_houses(
        Random(f"{seed}:houses"), share_of_national=_share_of_national(citizens, first=first, last=last)
    )
    people, drafts = _invent_people(citizens, seed=seed, first=first, last=last, houses=houses)
    shelters = _settle(houses, seed=seed, people=people, drafts=drafts, first=first, last=last)
    stays = _stays(drafts, people=people, shelters=shelters, last=last)
    pricing = invent_rates(
        Random(f"{seed}:rates"),
        facilities=[shelter.id for shelter in shelters],
        silent=sorted(shelters, key=lambda shelter: (shelter.place_count, shelter.id))[len(shelters) // 2].id,
        first_year=min(stay.check_in for stay in stays).year,
        last=last,
    )
    return InventedDenmark(
        seed=seed,
        first=first,
        last=last,
        shelters=shelters,
        persons=tuple(people),
        stays=stays,
        rates=pricing.rates,
        payments=invent_payments(Random(f"{seed}:payments"), stays=stays, last=last),
        truth=truth_of(people=people, stays=stays, pricing=pricing, last=last),
    )


def _share_of_national(citizens: int, *, first: date, last: date) -> float:
    """How large the country is beside the real one, by users per year; 1.0 is as large."""
    years = max(1.0, ((last - first).days + 1) / 365.25)
    citizens_per_user_of_a_year = 1 + FIRST_TIME_SHARE * (years - 1)
    return citizens / citizens_per_user_of_a_year / NATIONAL_USERS


def _invent_people(
    citizens: int, *, seed: int, first: date, last: date, houses: Sequence[House]
) -> tuple[list[InventedPerson], list[Draft]]:
    """So many persons, and their stays that are not over before `first`, by person and day of check-in."""
    career_chance, home_chance, name_chance = (
        Random(f"{seed}:{name}") for name in ("careers", "homes", "names")
    )
    towns, menu, registry = Towns(counted_weights()), Menu(houses), Registry()
    first_day, last_day = first.toordinal(), last.toordinal()
    width = max(5, len(str(citizens)))
    people: list[InventedPerson] = []
    drafts: list[Draft] = []
    while len(people) < citizens:
        start = career_chance.randint(first_day - DAYS_BEFORE, last_day)
        who = newcomer(career_chance, start=start, towns=towns)
        stays = [
            stay
            for stay in _career(career_chance, who=who, number=len(people), days=(start, last_day), menu=menu)
            if stay.check_out > first_day or stay.check_in >= first_day
        ]
        if stays:
            lived = homes(home_chance, person=who, stays=stays, last=last_day, towns=towns)
            person_id = f"P{len(people) + 1:0{width}d}"
            people.append(registry.person(name_chance, person_id=person_id, newcomer=who, homes=lived))
            drafts.extend(stays)
    return people, drafts


def _career(rng: Random, *, who: Newcomer, number: int, days: tuple[int, int], menu: Menu) -> list[Draft]:
    """All stays of one person who knocks from the first of `days` on, the last of them included."""
    start, last = days
    choice = Choice(
        rng,
        menu=menu,
        region=MunicipalityCode.parse(who.home).region,
        woman=who.sex == "female",
        birth=who.birth,
        day=start,
    )
    way = choose_way(rng, sex=who.sex, age=who.age)
    return career(rng, way=way, person=number, start=start, last=last, choice=choice)


def _settle(
    houses: Sequence[House],
    *,
    seed: int,
    people: Sequence[InventedPerson],
    drafts: Sequence[Draft],
    first: date,
    last: date,
) -> tuple[InventedShelter, ...]:
    """The shelters with their beds, laid out for what was asked of them; every draft has a department."""
    women = [person.sex == "female" for person in people]
    asked = demands(houses, drafts=drafts, women=women, first=first.toordinal(), last=last.toordinal())
    rng = Random(f"{seed}:places")
    shelters = []
    for number, (house, demand) in enumerate(zip(houses, asked, strict=True), start=1):
        shelter_id = f"F{number:03d}"
        departments = lay_out(rng, shelter_id=shelter_id, house=house, demand=demand)
        shelters.append(InventedShelter(shelter_id, house.name, house.municipality, departments))
    by_day = sorted(drafts, key=lambda draft: (draft.check_in, draft.person, draft.check_out))
    assign([shelter.departments for shelter in shelters], drafts=by_day, women=women)
    return tuple(shelters)


def _stays(
    drafts: Sequence[Draft],
    *,
    people: Sequence[InventedPerson],
    shelters: Sequence[InventedShelter],
    last: date,
) -> tuple[InventedStay, ...]:
    """The drafts as stays, numbered in order; one that ends after `last` has no end yet."""
    last_day, width = last.toordinal(), max(7, len(str(len(drafts))))
    stays = []
    for number, draft in enumerate(drafts, start=1):
        person, shelter = people[draft.person], shelters[draft.shelter]
        check_in = date.fromordinal(draft.check_in)
        check_out = date.fromordinal(draft.check_out) if draft.check_out <= last_day else None
        stays.append(
            InventedStay(
                id=f"S{number:0{width}d}",
                person=person.id,
                shelter=shelter.id,
                department=shelter.departments[draft.department].id,
                place=draft.place,
                check_in=check_in,
                check_out=check_out,
                payers=_payers(person.homes, check_in=check_in, check_out=check_out),
            )
        )
    return tuple(stays)


def _payers(
    homes_of_person: Sequence[HomeMunicipality], *, check_in: date, check_out: date | None
) -> tuple[PayerSpan, ...]:
    """Who pays from when to when: a new span only where another municipality takes over during the stay."""
    code = next(home.code for home in reversed(homes_of_person) if home.start <= check_in)
    spans, start = [], check_in
    for home in homes_of_person:
        if home.start > check_in and (check_out is None or home.start < check_out) and home.code != code:
            spans.append(PayerSpan(start, home.start, code))
            start, code = home.start, home.code
    return (*spans, PayerSpan(start, check_out, code))
