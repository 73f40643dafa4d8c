"""Between what stands in a form and the facts a rule is asked with.

A field left empty is a fact not told. The name of a field is the path of its fact: `plan-kind`,
`stays-0-admitted`.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from hjemad.kernel.dates import parse_iso_date
from hjemad.kernel.errors import InputRejected
from hjemad.kernel.money import Money
from hjemad.law.fact_schema import NONE_SAID, Fact
from hjemad.law.finding import JSON

YES, NO = "yes", "no"
MOST_ROWS = 20
BETWEEN = re.compile(r"[;\n]")
_NOT_TOLD = object()


def name_of(before: str, key: str | int) -> str:
    """The name of the field below another."""
    return f"{before}-{key}" if before else str(key)


def facts_of(facts: Sequence[Fact], typed: Mapping[str, Any], *, before: str = "") -> dict[str, JSON]:
    """The facts as the rule reads them; `typed` holds each field's value, read, and what was left empty."""
    found: dict[str, JSON] = {}
    for fact in facts:
        value = _fact(fact, typed, name=name_of(before, fact.key))
        if value is not _NOT_TOLD:
            found[fact.key] = value
    return found


def _fact(fact: Fact, typed: Mapping[str, Any], *, name: str) -> Any:
    if fact.kind == "group":
        inside = facts_of(fact.facts, typed, before=name)
        if None in inside.values():
            return None
        return inside or _NOT_TOLD
    if fact.kind == "rows":
        rows = [facts_of(fact.facts, typed, before=name_of(name, at)) for at in range(MOST_ROWS)]
        told = [row for row in rows if any(value != [] for value in row.values())]
        return told if told or not fact.may_be_left_out else _NOT_TOLD
    return _leaf(fact, typed.get(name))


def _leaf(fact: Fact, value: Any) -> Any:
    if fact.kind in {"many", "texts", "dates"}:
        items = [item.isoformat() if isinstance(item, date) else item for item in value or []]
        return items if items or not fact.may_be_left_out else _NOT_TOLD
    if value is None or value == "":
        return _NOT_TOLD
    if fact.kind == "yes_no":
        return value == YES
    if fact.kind == "choice":
        return None if value == NONE_SAID else value
    if isinstance(value, Money):
        return value.dkk()
    return value.isoformat() if isinstance(value, date) else value


def typed_of(facts: Sequence[Fact], given: Mapping[str, JSON], *, before: str = "") -> dict[str, Any]:
    """What stands in the fields for these facts, as an example shows them."""
    found: dict[str, Any] = {}
    for fact in facts:
        if fact.key in given:
            found |= dict(_typed(fact, given[fact.key], name=name_of(before, fact.key)))
    return found


def _typed(fact: Fact, value: JSON, *, name: str) -> Iterator[tuple[str, Any]]:
    if fact.kind == "group":
        yield from typed_of(fact.facts, _inside(fact, value), before=name).items()
    elif fact.kind == "rows":
        for at, row in enumerate(value if isinstance(value, list) else []):
            if isinstance(row, Mapping):
                yield from typed_of(fact.facts, row, before=name_of(name, at)).items()
    else:
        yield name, _field_value(fact, value)


def _inside(fact: Fact, value: JSON) -> Mapping[str, JSON]:
    """The facts of a group, also where a bare word or null stands for it; null inside it is not told."""
    if isinstance(value, Mapping):
        return {key: inside for key, inside in value.items() if inside is not None}
    return {fact.short: value} if fact.short else {}


def _field_value(fact: Fact, value: JSON) -> Any:
    if value is None:
        says_none = any(option.value == NONE_SAID for option in fact.options)
        return NONE_SAID if says_none else None
    if fact.kind == "yes_no":
        return YES if value else NO
    if fact.kind == "date":
        return _day(value)
    if fact.kind == "money":
        return Money.parse(str(value))
    if fact.kind == "dates" and isinstance(value, list):
        return [_day(item) for item in value]
    return value


def _day(value: JSON) -> Any:
    """The day; a case may hold what is no day, which then stands as it was written."""
    try:
        return parse_iso_date(str(value))
    except InputRejected:
        return str(value)


def rows_wanted(fact: Fact, typed: Mapping[str, Any], *, name: str) -> int:
    """How many rows a form shows: those with something in them, and an empty one after."""
    start = re.compile(rf"{re.escape(name)}-(\d+)-")
    filled = [
        int(found[1])
        for key, value in typed.items()
        if value not in (None, "") and (found := start.match(key))
    ]
    least = 1 if fact.may_be_left_out else 2
    return min(max([least, *(at + 2 for at in filled)]), MOST_ROWS)
