"""A change of the law to be tried on facts: the law and readings before, and those after it.

Written as YAML: a title, the day nights are seen as of, and other values of parameters or other readings of
open questions (docs/how-to/what-if.md). Nothing in it is law; what holds beside it is.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from hjemad.kernel.errors import InputRejected
from hjemad.law.claim.rules import RuleSet
from hjemad.law.parameters_reader import Law, Parameter, ParameterValue
from hjemad.law.serviceloven.par_177 import REFUND_NIGHTS, REFUND_SHARE
from hjemad.law.settings import Settings
from hjemad.law.supposing import TRIED
from hjemad.law.yaml_files import YamlEntry, read_yaml

# The highest value that means anything: every night of a leap year; all of the cost.
MOST = {REFUND_NIGHTS: 366, REFUND_SHARE: 100}
SETTINGS = (
    "cap_mode", "first_day_of_90", "period_anchor", "quota_follows", "day_count", "pre_reform_stay",
    "disputed_night_uses_quota",
)  # fmt: skip
"""The open questions whose answer changes which nights of a file are refunded."""


@dataclass(frozen=True, slots=True)
class Change:
    """What is compared: two sets of rules, nights from `first` on (None: all), seen as of a day.

    `as_of` None: nobody may still be there, else the nights of their stays have no end.
    """

    title: str
    before: RuleSet
    after: RuleSet
    first: date | None
    as_of: date | None

    def seen_as_of(self, day: date) -> "Change":
        """The same change, nights from that day on not seen."""
        return replace(self, as_of=day)


def read_change(text: str, *, where: str, law: Law) -> Change:
    """The change in a file; InputRejected names the key that is wrong, or says that nothing changes."""
    entry = read_yaml(text, where=where)
    title = entry.text("title")
    first, as_of = (entry.day_or_none(key) if entry.has(key) else None for key in ("from", "as_of"))
    before = RuleSet(law, Settings.default())
    if entry.has("before"):
        below = entry.entry("before")
        before = _changed(before, below)
        below.nothing_else()
    after = _changed(before, entry)
    entry.nothing_else()
    if after.rules == before.rules:
        raise InputRejected(
            en=f"{where} changes nothing. Give another value under parameters or reading under settings",
            da=f"{where} ændrer intet. Skriv en anden værdi under parameters eller et valg under settings",
        )
    return Change(title, before, after, first, as_of)


def _changed(rules: RuleSet, entry: YamlEntry) -> RuleSet:
    law, settings = rules.law, rules.settings
    if entry.has("parameters"):
        below = entry.entry("parameters")
        for name in MOST:
            if below.has(name):
                law = law.with_parameter(_tried(law.parameter(name), below, name))
        below.nothing_else()
    if entry.has("settings"):
        below = entry.entry("settings")
        settings = settings.with_values(_readings(below))
        below.nothing_else()
    return RuleSet(law, settings)


def _readings(entry: YamlEntry) -> Mapping[str, str]:
    """The readings as text: YAML takes yes for true and a day for a date."""
    chosen: dict[str, str] = {}
    for name in SETTINGS:
        if entry.has(name):
            entry.read.add(name)
            value = entry.values[name]
            plain = {True: "yes", False: "no"}.get(value) if isinstance(value, bool) else str(value)
            chosen[name] = str(plain)
    return chosen


def _tried(parameter: Parameter, below: YamlEntry, name: str) -> Parameter:
    """The parameter with the values tried: each holds until the law's or the file's next one."""
    tried: dict[date, ParameterValue] = {}
    for item in below.entries(name):
        day, number = item.day("from"), _number(item, most=MOST[name])
        if day in tried:
            raise item.rejected("from", "stands twice")
        tried[day] = ParameterValue(str(number), day, None, TRIED, "unknown", day, TRIED)
        item.nothing_else()
    by_day = {value.in_force_from: value for value in parameter.values} | tried
    days = sorted(by_day)
    ends = dict(pairwise(days))
    return replace(parameter, values=tuple(replace(by_day[day], in_force_to=ends.get(day)) for day in days))


def _number(entry: YamlEntry, *, most: int) -> int:
    entry.read.add("value")
    value = entry.values.get("value")
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= most:
        raise entry.rejected("value", f"must be a whole number from 0 to {most}")
    return value
