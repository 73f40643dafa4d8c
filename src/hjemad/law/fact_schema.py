"""What a rule can be told: each fact by key, with its kind and what it is called, so a form can ask for it.

Read from `pages/<rule>.yaml`. The rule itself decides what it needs; a fact that is not given stays unknown.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from hjemad.law.finding import JSON, Text
from hjemad.law.yaml_files import YamlEntry

KINDS = ("date", "yes_no", "choice", "text", "money", "count", "many", "texts", "dates", "group", "rows")
# Kinds that hold other facts, and kinds that hold words to choose from.
NESTED, CHOSEN = ("group", "rows"), ("choice", "many")
# An option of this value says outright that there is none; in a group it says so of the whole group.
NONE_SAID = "null"


@dataclass(frozen=True, slots=True)
class Option:
    """One word a fact may hold, and what it is called."""

    value: str
    label: Text


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing a rule can be told.

    `facts` are those inside a group, or inside each row of several. `short` names the fact of a group that a
    bare word stands for. `may_be_left_out`: an empty list is not told; else it says that there are none.
    """

    key: str
    kind: str
    label: Text
    hint: Text | None = None
    options: tuple[Option, ...] = ()
    facts: tuple["Fact", ...] = ()
    short: str = ""
    may_be_left_out: bool = False


@dataclass(frozen=True, slots=True)
class FactSchema:
    """The facts of one rule, in the order they are asked for."""

    facts: tuple[Fact, ...] = field(default=())

    def paths(self) -> Mapping[str, Fact]:
        """Every fact by its path without numbers, such as `stays[].admitted`."""
        return dict(_paths(self.facts, before=""))

    def unknown_keys(self, given: Mapping[str, JSON]) -> list[str]:
        """Paths in these facts that the schema does not have."""
        known = self.paths()
        return [path for path in paths_in(given) if path not in known]


def paths_in(value: JSON, *, before: str = "") -> Iterator[str]:
    """The path of every key in some facts, without numbers; a list of words is one key."""
    if isinstance(value, Mapping):
        for key, inner in value.items():
            path = f"{before}.{key}" if before else key
            yield path
            yield from paths_in(inner, before=path)
    elif isinstance(value, Sequence) and not isinstance(value, str):
        for inner in value:
            yield from paths_in(inner, before=f"{before}[]")


def read_fact(entry: YamlEntry) -> Fact:
    """The fact in one entry; InputRejected names the key that is wrong."""
    kind = entry.one_of("kind", KINDS)
    fact = Fact(
        key=entry.text("key"),
        kind=kind,
        label=read_text(entry),
        hint=read_text(entry, name="hint") if entry.has("hint_da") else None,
        options=tuple(map(_option, entry.entries("options"))) if kind in CHOSEN else (),
        facts=tuple(map(read_fact, entry.entries("facts"))) if kind in NESTED else (),
        short=entry.text("short") if entry.has("short") else "",
        may_be_left_out=entry.flag("may_be_left_out"),
    )
    entry.nothing_else()
    return fact


def read_text(entry: YamlEntry, *, name: str = "") -> Text:
    """A sentence in both languages, under `da` and `en` or under `hint_da` and `hint_en`."""
    before = f"{name}_" if name else ""
    return Text(da=entry.text(f"{before}da"), en=entry.text(f"{before}en"))


def _option(entry: YamlEntry) -> Option:
    option = Option(entry.text("value"), read_text(entry))
    entry.nothing_else()
    return option


def _paths(facts: Sequence[Fact], *, before: str) -> Iterator[tuple[str, Fact]]:
    for fact in facts:
        path = f"{before}{fact.key}"
        yield path, fact
        yield from _paths(fact.facts, before=f"{path}[]." if fact.kind == "rows" else f"{path}.")
