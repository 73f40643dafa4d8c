"""What changed in the law on which day: values of numbers, gaps, and provisions that begin or end. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from hjemad.law.coverage import CoveredRule
from hjemad.law.finding import Provision
from hjemad.law.parameters_reader import Gap, Parameter, ParameterValue

type Held = ParameterValue | Gap


@dataclass(frozen=True, slots=True)
class NumberChange:
    """From that day `after` holds; `before` is None where nothing earlier is known. A gap is unknown."""

    day: date
    parameter: Parameter
    before: Held | None
    after: Held


@dataclass(frozen=True, slots=True)
class ProvisionChange:
    """That day the provision begins to be in force, or it was the day before its last (`begins` false)."""

    day: date
    rule: CoveredRule
    provision: Provision
    begins: bool


@dataclass(frozen=True, slots=True)
class ChangedDay:
    """All that changed on one day, in the order of the law."""

    day: date
    numbers: tuple[NumberChange, ...]
    provisions: tuple[ProvisionChange, ...]


def changed_days(parameters: Iterable[Parameter], rules: Iterable[CoveredRule]) -> list[ChangedDay]:
    """Every day on which anything changed, newest first; days that were not read are not among them."""
    numbers = [change for one in parameters for change in number_changes(one)]
    provisions = [change for one in rules for change in provision_changes(one)]
    days = {one.day for one in numbers} | {one.day for one in provisions}
    return [
        ChangedDay(
            day,
            tuple(one for one in numbers if one.day == day),
            tuple(one for one in provisions if one.day == day),
        )
        for day in sorted(days, reverse=True)
    ]


def number_changes(parameter: Parameter) -> list[NumberChange]:
    """The first day of every value and gap, oldest first."""
    held = held_by_day(parameter)
    before: list[Held | None] = [None, *(what for _, what in held)]
    return [NumberChange(day, parameter, was, now) for was, (day, now) in zip(before, held, strict=False)]


def held_by_day(parameter: Parameter) -> list[tuple[date, Held]]:
    """Values and gaps with the first day of each, oldest first."""
    values: list[tuple[date, Held]] = [(one.in_force_from, one) for one in parameter.values]
    gaps: list[tuple[date, Held]] = [(one.start, one) for one in parameter.gaps]
    return sorted([*values, *gaps], key=lambda row: row[0])


def held_on(parameter: Parameter, day: date) -> Held | None:
    """The value or gap of that day; None before the first."""
    begun = [what for first, what in held_by_day(parameter) if first <= day]
    return begun[-1] if begun else None


def provision_changes(rule: CoveredRule) -> list[ProvisionChange]:
    """The known days on which a provision of the rule begins, and on which it is no longer in force."""
    begin = [
        ProvisionChange(one.in_force_from, rule, one, begins=True)
        for one in rule.provisions
        if one.in_force_from is not None
    ]
    end = [
        ProvisionChange(one.in_force_to, rule, one, begins=False)
        for one in rule.provisions
        if one.in_force_to is not None
    ]
    return [*begin, *end]
