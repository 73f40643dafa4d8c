"""The law's numbers and words by day, read once from `parameters/` and frozen.

A value is never bare: it has a first day in force, a source, a certainty and the day it was last checked.
A day without a known value is an error with a name (NotInForce), never 0 and never the nearest value.
"""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from types import MappingProxyType
from typing import Self

from hjemad.kernel.errors import HjemadError, NotInForce, WrongUsage
from hjemad.law.coverage import CoveredRule, load_coverage
from hjemad.law.finding import Certainty, ParameterUse, Provision, Text
from hjemad.law.yaml_files import YamlEntry, read_certainty, read_yaml

UNITS = (
    "nights",
    "pct",
    "dkk_per_day",
    "weekdays",
    "word",
    "words",
    "month_day",
    "months",
    "weeks",
    "years",
    "dkk",
    "dkk_per_month",
    "dkk_per_year",
)


@dataclass(frozen=True, slots=True)
class ParameterValue:
    """What holds on [in_force_from, in_force_to): text as in the source, an amount, a count or words."""

    value: str
    in_force_from: date
    in_force_to: date | None
    source: Text
    certainty: Certainty
    checked: date
    checked_by_means: Text

    def holds_on(self, day: date) -> bool:
        """Whether this is the value of that day."""
        return self.in_force_from <= day and (self.in_force_to is None or day < self.in_force_to)


@dataclass(frozen=True, slots=True)
class Gap:
    """Days on [start, end) whose value is known to be unknown, and what was looked for."""

    start: date
    end: date | None
    source: Text
    checked: date
    checked_by_means: Text


@dataclass(frozen=True, slots=True)
class Parameter:
    """One number or word of one provision with every value it is known to have had, oldest first."""

    id: str
    title: Text
    unit: str
    period: str
    act: str
    paragraph: str
    text: str
    values: tuple[ParameterValue, ...]
    gaps: tuple[Gap, ...]

    def on(self, day: date) -> ParameterValue:
        """The value in force that day; raises NotInForce before the first and in a gap."""
        for value in self.values:
            if value.holds_on(day):
                return value
        raise NotInForce(self.id, day=day, first_known=self.first_known, last_known=self.last_known)

    def is_known_on(self, day: date) -> bool:
        """Whether `on` would answer."""
        return any(value.holds_on(day) for value in self.values)

    def undated(self) -> ParameterValue:
        """The only value there has ever been, for a question without a day; else the day matters."""
        if len(self.values) != 1 or self.gaps:
            raise WrongUsage(
                en=f"{self.id} has changed over time. Say which day is asked about",
                da=f"{self.id} har ændret sig over tid. Sig, hvilken dag der spørges om",
            )
        return self.values[0]

    @property
    def first_known(self) -> date | None:
        """The first day with a known value, None when there is none."""
        return self.values[0].in_force_from if self.values else None

    @property
    def last_known(self) -> date | None:
        """The last day with a known value, None while the last value still holds."""
        end = self.values[-1].in_force_to if self.values else None
        return None if end is None else end - timedelta(days=1)

    def use(self, value: ParameterValue) -> ParameterUse:
        """The mark a Finding carries when this value was used."""
        return ParameterUse(
            self.id, value.value, self.unit, value.in_force_from, value.source, value.certainty
        )


@dataclass(frozen=True, slots=True)
class Law:
    """Everything dated that the rules read; `version` changes with any value, day, source or rule.

    Two laws are the same law when their versions are.
    """

    version: str
    parameters: Mapping[str, Parameter] = field(compare=False, repr=False)
    coverage: Mapping[str, CoveredRule] = field(compare=False, repr=False)

    def parameter(self, parameter_id: str) -> Parameter:
        """The parameter with that id; an id that does not exist is our own defect."""
        found = self.parameters.get(parameter_id)
        if found is None:
            raise HjemadError(
                en=f"No parameter {parameter_id}. Known: {', '.join(sorted(self.parameters))}",
                da=f"Ingen parameter {parameter_id}. Kendte: {', '.join(sorted(self.parameters))}",
            )
        return found

    def provisions(self, rule: str, *, on: date | None) -> tuple[Provision, ...]:
        """What the rule of that slug rests on that day; without a day all of it."""
        return self.coverage[rule].provisions_on(on)

    def with_parameter(self, parameter: Parameter) -> Self:
        """The same law with one parameter replaced, to ask what a change would do; its version says so."""
        changed = MappingProxyType({**self.parameters, parameter.id: parameter})
        return replace(self, parameters=changed, version=f"{self.version}+{digest([repr(parameter)])}")


@cache
def load_law() -> Law:
    """The law as shipped. Read once per process."""
    texts = dict(sorted(texts_below(files("hjemad.law") / "parameters", prefix="")))
    parameters = [read_parameter(text, where=where) for where, text in texts.items()]
    coverage = load_coverage()
    versions = [f"{rule.slug} {rule.version}" for rule in coverage.values() if rule.is_modelled]
    return Law(
        version=digest([*texts.values(), *versions]),
        coverage=coverage,
        parameters=MappingProxyType({parameter.id: parameter for parameter in parameters}),
    )


def texts_below(folder: Traversable, *, prefix: str) -> Iterator[tuple[str, str]]:
    """Path below the folder and text of every parameter file; what an editor left there is passed over."""
    for entry in folder.iterdir():
        if entry.is_dir():
            yield from texts_below(entry, prefix=f"{prefix}{entry.name}/")
        elif entry.name.endswith(".yaml"):
            yield f"{prefix}{entry.name}", entry.read_text(encoding="utf-8")


def read_parameter(text: str, *, where: str) -> Parameter:
    """The parameter in one file; InputRejected names the file and the key that is wrong."""
    entry = read_yaml(text, where=where)
    source = entry.entry("source")
    dated = entry.entries("values")
    days = [item.day("from") for item in dated]
    if days != sorted(set(days)):
        raise entry.rejected("values", "must stand oldest first, each day once")
    ends = [*days[1:], None]
    parameter = Parameter(
        id=entry.text("id"),
        title=entry.both("title"),
        unit=entry.one_of("unit", UNITS),
        period=entry.text("period"),
        act=source.text("act"),
        paragraph=source.text("paragraph"),
        text=source.text("text"),
        values=tuple(
            _value(item, end=end) for item, end in zip(dated, ends, strict=True) if not item.flag("unknown")
        ),
        gaps=tuple(
            _gap(item, end=end) for item, end in zip(dated, ends, strict=True) if item.flag("unknown")
        ),
    )
    for part in (source, entry, *dated):
        part.nothing_else()
    return parameter


def _value(entry: YamlEntry, *, end: date | None) -> ParameterValue:
    return ParameterValue(
        value=entry.text("value"),
        in_force_from=entry.day("from"),
        in_force_to=end,
        source=entry.both("source"),
        certainty=read_certainty(entry),
        checked=entry.day("checked"),
        checked_by_means=entry.both("checked_by_means"),
    )


def _gap(entry: YamlEntry, *, end: date | None) -> Gap:
    return Gap(
        start=entry.day("from"),
        end=end,
        source=entry.both("source"),
        checked=entry.day("checked"),
        checked_by_means=entry.both("checked_by_means"),
    )


def digest(texts: list[str]) -> str:
    """Twelve characters that change when any of the texts does."""
    whole = hashlib.sha256()
    for text in texts:
        whole.update(text.encode())
        whole.update(b"\0")
    return whole.hexdigest()[:12]
