"""The rule of § 177 written for OpenFisca-Core, day by day, and the bulk form on the same invented people.

Runs in an environment of its own (`python -m benchmarks.openfisca_rule`), which `benchmarks.openfisca` makes.
OpenFisca is used fairly: vectors over people, each day once, days that are done thrown away, and the time to
hand it who was present is not counted. It pays for every day, the bulk form for every stay, so a ratio holds
for the window it was measured on.
"""

import argparse
import json
import sys
import time
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from openfisca_core.entities import build_entity
from openfisca_core.periods import DateUnit
from openfisca_core.periods import period as period_of
from openfisca_core.simulation_builder import SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

from hjemad.kernel.dates import add_years
from hjemad.kernel.span_arrays import Ints
from hjemad.law.parameters_reader import load_law
from hjemad.law.serviceloven.par_177 import caps_from
from hjemad.law.serviceloven.par_177_bulk import refundable_nights
from hjemad.law.settings import Settings
from hjemad.synthetic.denmark import denmark

FIRST, AFTER = date(2023, 10, 1), date(2027, 1, 1)
NINETY = date(2026, 4, 1)
CITIZENS, COUNTRY_FROM, COUNTRY_TO = 10_000, date(2012, 1, 1), date(2026, 9, 30)
person = build_entity(
    key="person", plural="persons", label="Somebody with nights in a shelter", is_person=True
)


class present(Variable):  # noqa: N801 - a variable's class is its name there
    """Whether the person slept in a shelter."""

    value_type = bool
    entity = person
    definition_period = DateUnit.DAY


class year_end(Variable):  # noqa: N801
    """The day on which the running year ends, as an ordinal; 0 before the first night."""

    value_type = int
    entity = person
    definition_period = DateUnit.DAY

    def formula(people: Any, day: Any) -> Any:  # noqa: N805 - their way of writing
        today: date = day.start.date
        before = 0 if today == FIRST else people("year_end", day.offset(-1))
        opens = people("present", day) & (before <= today.toordinal())
        return np.where(opens, add_years(today, 1).toordinal(), before)


class used(Variable):  # noqa: N801
    """Nights of the running year so far, this one included."""

    value_type = int
    entity = person
    definition_period = DateUnit.DAY

    def formula(people: Any, day: Any) -> Any:  # noqa: N805
        # Asked on the first day too: what was not kept on the day before cannot be asked for on the next.
        here, ends = people("present", day), people("year_end", day)
        if day.start.date == FIRST:
            return here.astype(np.int32)
        yesterday = day.offset(-1)
        return (ends == people("year_end", yesterday)) * people("used", yesterday) + here


class refundable(Variable):  # noqa: N801
    """Whether the State pays half of the night."""

    value_type = bool
    entity = person
    definition_period = DateUnit.DAY

    def formula(people: Any, day: Any) -> Any:  # noqa: N805
        ceiling = 120 if day.start.date < NINETY else 90
        return people("present", day) & (people("used", day) <= ceiling)


VARIABLES = (present, year_end, used, refundable)


@dataclass(frozen=True)
class Stays:
    """Invented stays inside the window, by person and day."""

    person: Ints
    start: Ints
    end: Ints


@dataclass
class Seconds:
    """Time of the clock and of the processor."""

    wall: float = 0.0
    cpu: float = 0.0

    def begin(self) -> None:
        """From here on it counts."""
        self._from = time.perf_counter(), time.process_time()

    def end(self) -> None:
        """Up to here."""
        self.wall += time.perf_counter() - self._from[0]
        self.cpu += time.process_time() - self._from[1]


def invented(people: int, *, seed: int) -> Stays:
    """The stays of so many citizens of an invented Denmark, those that touch the window.

    Each of the country's citizens stands there many times, moved by up to a year either way. Two thirds of
    them have no night in the window, as in the country itself; half of the rest have more than sixty.
    """
    country = denmark(citizens=CITIZENS, seed=seed, first=COUNTRY_FROM, last=COUNTRY_TO)
    number = {one.id: at for at, one in enumerate(country.persons)}
    rows = sorted(
        (number[stay.person], stay.check_in.toordinal(), (stay.check_out or COUNTRY_TO).toordinal())
        for stay in country.stays
    )
    known, start, end = np.array(rows, dtype=np.int64).T
    counts = np.bincount(known, minlength=CITIZENS)
    model = np.arange(people) % CITIZENS
    who = np.repeat(np.arange(people), counts[model])
    before = np.cumsum(counts[model]) - counts[model]
    row = np.arange(len(who)) + np.repeat(np.searchsorted(known, model) - before, counts[model])
    moved = np.random.default_rng(seed).integers(-365, 366, people)[who]
    start = np.maximum(start[row] + moved, FIRST.toordinal())
    end = np.minimum(end[row] + moved, AFTER.toordinal())
    inside = start < end
    who, start, end = who[inside], start[inside], end[inside]
    order = np.lexsort((start, who))
    return Stays(who[order], start[order], end[order])


def by_openfisca(stays: Stays, *, people: int) -> tuple[Ints, Seconds]:
    """Refundable nights of each person, and the seconds OpenFisca worked."""
    system = TaxBenefitSystem([person])
    for variable in VARIABLES:
        system.add_variable(variable)
    simulation = SimulationBuilder().build_default_simulation(system, count=people)
    total, seconds = np.zeros(people, dtype=np.int64), Seconds()
    here = np.zeros(people, dtype=np.int32)
    comes, goes = (_by_day(stays.person, days) for days in (stays.start, stays.end))
    for number in range(FIRST.toordinal(), AFTER.toordinal()):
        np.add.at(here, comes.get(number, []), 1)
        np.add.at(here, goes.get(number, []), -1)
        day = period_of(date.fromordinal(number).isoformat())
        slept = here > 0
        seconds.begin()
        simulation.set_input("present", day, slept)
        total += simulation.calculate("refundable", day)
        for variable in VARIABLES:
            simulation.delete_arrays(variable.__name__, day.offset(-1))
        seconds.end()
    return total, seconds


def _by_day(who: Ints, days: Ints) -> dict[int, Ints]:
    order = np.argsort(days, kind="stable")
    ordered, people = days[order], who[order]
    numbers, first = np.unique(ordered, return_index=True)
    return dict(zip(numbers.tolist(), np.split(people, first[1:]), strict=True))


def by_bulk_form(stays: Stays, *, people: int) -> tuple[Ints, Seconds]:
    """Refundable nights of each person, and the seconds from stays to nights."""
    settings, seconds = Settings.default(), Seconds()
    caps = caps_from(load_law(), settings)
    seconds.begin()
    if not (stays.person[1:] >= stays.person[:-1]).all():
        order = np.argsort(stays.person)
        stays = Stays(stays.person[order], stays.start[order], stays.end[order])
    total = refundable_nights(
        stays.person, stays.start, stays.end, persons=people, caps=caps, settings=settings
    )
    seconds.end()
    return total, seconds


def shuffled(stays: Stays, *, seed: int) -> Stays:
    """The same stays in no order."""
    order = np.random.default_rng(seed).permutation(len(stays.person))
    return Stays(stays.person[order], stays.start[order], stays.end[order])


def main() -> int:
    """What was measured is printed as JSON on one line."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.openfisca_rule", description=__doc__)
    parser.add_argument("--people", type=int, required=True)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    stays, people = invented(options.people, seed=options.seed), options.people
    mixed = shuffled(stays, seed=options.seed)
    rounds = [by_bulk_form(stays, people=people) for _ in range(options.rounds)]
    expected, theirs = by_openfisca(stays, people=people)
    rounds += [by_bulk_form(stays, people=people) for _ in range(options.rounds)]
    unordered = [by_bulk_form(mixed, people=people) for _ in range(options.rounds)]
    print(
        json.dumps(
            {
                "people": people, "stays": len(stays.person), "days": (AFTER - FIRST).days,
                "nights": int(expected.sum()),
                "identical": all((found == expected).all() for found, _ in (*rounds, *unordered)),
                "openfisca": [theirs.wall, theirs.cpu],
                "bulk": [[one.wall, one.cpu] for _, one in rounds],
                "unordered": [[one.wall, one.cpu] for _, one in unordered],
            }
        )
    )  # fmt: skip
    return 0


if __name__ == "__main__":
    sys.exit(main())
