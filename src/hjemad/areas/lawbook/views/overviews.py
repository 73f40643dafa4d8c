"""The law across its rules: numbers on a day, what changed when, and what is not settled."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext

from hjemad.areas.lawbook.queries import acts, rules_by_part
from hjemad.areas.lawbook.rules.changes import (
    ChangedDay,
    Held,
    NumberChange,
    ProvisionChange,
    changed_days,
    held_on,
)
from hjemad.areas.lawbook.views.frame import readings_of
from hjemad.areas.lawbook.views.rule import NumberRow, number_row, reading_row
from hjemad.areas.lawbook.views.words import Words
from hjemad.foundation.audit import clock
from hjemad.foundation.ui import formats
from hjemad.foundation.ui.day_asked import day_asked
from hjemad.foundation.ui.languages import reader_language
from hjemad.law.coverage import CoveredRule
from hjemad.law.finding import Certainty
from hjemad.law.parameters_reader import Parameter, ParameterValue, load_law
from hjemad.law.rule_page import rule_page
from hjemad.law.settings import CHOICES

TABS = ("lawbook:index", "lawbook:numbers", "lawbook:changes", "lawbook:unsettled")


@dataclass(frozen=True)
class NumberOfRules:
    """A number as on the day, where it stands, and the rules that read it."""

    row: NumberRow
    paragraph: str
    rules: tuple[CoveredRule, ...]


@dataclass(frozen=True)
class ChangeLine:
    """One change in words: what, what holds now, what held before, how sure, and the rules it moves."""

    what: str
    now: str
    before: str
    certainty: Certainty
    rules: tuple[CoveredRule, ...]


@dataclass(frozen=True)
class DayLines:
    """What changed on a day, line by line."""

    day: date
    lines: list[ChangeLine]


def tabs(here: str) -> list[tuple[str, str, bool]]:
    """The pages of the whole law, and which one is shown."""
    names = (
        gettext("Provisions"),
        gettext("Rates and numbers"),
        gettext("Changes in the law"),
        gettext("Not settled"),
    )
    return [(name, reverse(url), url == here) for name, url in zip(names, TABS, strict=True)]


def numbers(request: HttpRequest) -> HttpResponse:
    """Every number as it stands today; `?dag=` shows another day. What is not known that day says so."""
    asked = day_asked(request, otherwise=clock.today())
    parameters = load_law().parameters.values()
    found = [(_act(one.act), _number(one, day=asked.day)) for one in parameters]
    by_act = {act: [row for of, row in found if of == act] for act in dict.fromkeys(act for act, _ in found)}
    context = {
        "tabs": tabs("lawbook:numbers"),
        "asked": asked,
        "acts": sorted(by_act.items(), key=lambda one: _order(one[0])),
        "unknown": sum(row.row.certainty == "unknown" for _, row in found),
    }
    return render(request, "lawbook/numbers.html", context)


def changed(request: HttpRequest) -> HttpResponse:
    """Every change whose day is known: what is to come, then year by year back."""
    law = load_law()
    days = changed_days(law.parameters.values(), law.coverage.values())
    lines = [DayLines(one.day, _lines(one)) for one in days]
    context = {"tabs": tabs("lawbook:changes"), "groups": _by_year(lines, today=clock.today())}
    return render(request, "lawbook/changes.html", context)


def unsettled(request: HttpRequest) -> HttpResponse:
    """Open questions with the reading in use, numbers that were not found, rules not read in full."""
    law, chosen, by_part = load_law(), readings_of(request), rules_by_part()
    gaps = [
        (number_row(one, gap, words=_words(one)), by_part.get(one.id, ()))
        for one in law.parameters.values()
        for gap in one.gaps
    ]
    readings = [
        (reading_row(name, chosen=chosen, language=reader_language()), by_part.get(name, ()))
        for name in CHOICES
    ]
    context = {
        "tabs": tabs("lawbook:unsettled"),
        "readings": readings,
        "gaps": gaps,
        "rules": [one for one in law.coverage.values() if one.certainty != "sourced"],
    }
    return render(request, "lawbook/unsettled.html", context)


def _act(name: str) -> str:
    return f"{name[:1].upper()}{name[1:]}"


def _order(act: str) -> int:
    """Acts stand as on the first page; those no rule rests on first stand last."""
    order = [_act(name) for name in acts()]
    return order.index(act) if act in order else len(order)


def _words(parameter: Parameter) -> Words:
    """The words of the first rule that reads the parameter."""
    readers = rules_by_part()[parameter.id]
    return Words(rule_page(readers[0].slug), reader_language())


def _number(parameter: Parameter, *, day: date) -> NumberOfRules:
    words = _words(parameter)
    held = held_on(parameter, day)
    row = number_row(parameter, held, words=words) if held else _nothing(parameter, words=words)
    return NumberOfRules(row, parameter.paragraph, rules_by_part()[parameter.id])


def _nothing(parameter: Parameter, *, words: Words) -> NumberRow:
    """Nothing is said of days before the first that is known."""
    return NumberRow(
        title=words.said(parameter.title), value=formats.UNKNOWN[words.language], days="", source="",
        certainty="unknown", checked=None, means="", here=True,
    )  # fmt: skip


def _lines(changed: ChangedDay) -> list[ChangeLine]:
    return [*map(_provision_line, _merged(changed.provisions)), *map(_number_line, changed.numbers)]


def _merged(changes: Iterable[ProvisionChange]) -> list[list[ProvisionChange]]:
    """Changes of one provision told together, however many rules rest on it."""
    found: dict[tuple[str, str, bool], list[ProvisionChange]] = {}
    for one in changes:
        found.setdefault((one.provision.act, one.provision.paragraph, one.begins), []).append(one)
    return list(found.values())


def _provision_line(changes: Sequence[ProvisionChange]) -> ChangeLine:
    first = changes[0]
    named = f"{_act(first.provision.act)} {first.provision.paragraph}"
    return ChangeLine(
        what=named,
        now=gettext("begins to be in force") if first.begins else gettext("is no longer in force as before"),
        before="",
        certainty=first.provision.certainty,
        rules=tuple(one.rule for one in changes),
    )


def _number_line(change: NumberChange) -> ChangeLine:
    words = _words(change.parameter)
    after = change.after
    return ChangeLine(
        what=f"{words.said(change.parameter.title)}:",
        now=_value(after, change.parameter, words=words),
        before=f"({_before(change, words=words)})",
        certainty=after.certainty if isinstance(after, ParameterValue) else "unknown",
        rules=rules_by_part()[change.parameter.id],
    )


def _before(change: NumberChange, *, words: Words) -> str:
    """What held before; a value that stands again under another source is said to be as before."""
    if change.before is None:
        return gettext("the first that is known")
    before = _value(change.before, change.parameter, words=words)
    if before == _value(change.after, change.parameter, words=words):
        return gettext("as before, from another source")
    return gettext("before: %(value)s") % {"value": before}


def _value(held: Held, parameter: Parameter, *, words: Words) -> str:
    if isinstance(held, ParameterValue):
        return words.quantity(held.value, unit=parameter.unit)
    return formats.UNKNOWN[words.language]


def _by_year(days: Sequence[DayLines], *, today: date) -> list[tuple[str, list[DayLines]]]:
    def title(one: DayLines) -> str:
        return gettext("To come") if one.day > today else str(one.day.year)

    return [(name, list(group)) for name, group in groupby(days, key=title)]
