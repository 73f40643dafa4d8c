"""What a reader is told about a rule beside its answer: sentence, history, facts to give, words, examples.

`pages/<rule>.yaml`, a file a rule, is read strictly. A rule without one is told by its title alone; a
modelled rule has one, which a test checks. Numbers of the law are not written here:
`{sel.177.refund_nights}` in a sentence is the value of the day.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from types import MappingProxyType

from hjemad.law.fact_schema import Fact, FactSchema, read_fact, read_text
from hjemad.law.finding import Text
from hjemad.law.parameters_reader import texts_below
from hjemad.law.yaml_files import YamlEntry, read_yaml


@dataclass(frozen=True, slots=True)
class Sentence:
    """What the rule says in plain words from a day on; None: as far back as anything was read."""

    since: date | None
    text: Text


@dataclass(frozen=True, slots=True)
class History:
    """The parameter whose values are drawn over time, and what held before its first value."""

    parameter: str
    before: Text | None


@dataclass(frozen=True, slots=True)
class RulePage:
    """Everything the pages say of one rule that does not come from the law's own files."""

    rule: str
    sentences: tuple[Sentence, ...] = ()
    history: History | None = None
    schema: FactSchema = field(default_factory=FactSchema)
    headline: Text | None = None
    answers: Mapping[str, Text] = field(default_factory=dict)
    words: Mapping[str, Text] = field(default_factory=dict)
    examples: Mapping[str, str] = field(default_factory=dict)

    def sentence_on(self, day: date) -> Text | None:
        """What the rule says on the day; None before the first sentence."""
        said = [one.text for one in self.sentences if one.since is None or one.since <= day]
        return said[-1] if said else None


@cache
def rule_pages() -> Mapping[str, RulePage]:
    """The pages as shipped, by rule. Read once per process."""
    return read_rule_pages(files("hjemad.law") / "pages")


def read_rule_pages(folder: Traversable) -> Mapping[str, RulePage]:
    """The pages in a folder, by rule, in the order of their files."""
    texts = sorted(texts_below(folder, prefix="pages/"))
    pages = [read_rule_page(text, where=where) for where, text in texts]
    return MappingProxyType({page.rule: page for page in pages})


def rule_page(rule: str) -> RulePage:
    """The page of the rule; an empty one where nobody has written it."""
    return rule_pages().get(rule) or RulePage(rule)


def read_rule_page(text: str, *, where: str) -> RulePage:
    """The page in one file; InputRejected names the file and the key that is wrong."""
    entry = read_yaml(text, where=where)
    page = RulePage(
        rule=entry.text("rule"),
        sentences=tuple(map(_sentence, entry.entries("says"))),
        history=_history(entry.entry("history")) if entry.has("history") else None,
        schema=FactSchema(_facts(entry)),
        headline=_text(entry.entry("headline")) if entry.has("headline") else None,
        answers=_words(entry, "answers"),
        words=_words(entry, "words"),
        examples=_examples(entry),
    )
    entry.nothing_else()
    return page


def _facts(entry: YamlEntry) -> tuple[Fact, ...]:
    return tuple(map(read_fact, entry.entries("facts"))) if entry.has("facts") else ()


def _sentence(entry: YamlEntry) -> Sentence:
    sentence = Sentence(entry.day_or_none("from"), read_text(entry))
    entry.nothing_else()
    return sentence


def _history(entry: YamlEntry) -> History:
    history = History(entry.text("parameter"), _text(entry.entry("before")) if entry.has("before") else None)
    entry.nothing_else()
    return history


def _text(entry: YamlEntry) -> Text:
    text = read_text(entry)
    entry.nothing_else()
    return text


def _words(entry: YamlEntry, key: str) -> Mapping[str, Text]:
    """Codes with their words, in the order they stand."""
    if not entry.has(key):
        return {}
    inside = entry.entry(key)
    found = {str(code): _text(inside.entry(str(code))) for code in inside.values}
    inside.nothing_else()
    return found


def _examples(entry: YamlEntry) -> Mapping[str, str]:
    """Ids of cases that are shown first, with what they show in Danish."""
    if not entry.has("examples"):
        return {}
    inside = entry.entry("examples")
    return {str(case): inside.text(str(case)) for case in inside.values}
