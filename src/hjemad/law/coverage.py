"""The register of what is modelled and what is not, read from COVERAGE.yaml."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from hjemad.law.finding import Certainty, Provision, Text
from hjemad.law.yaml_files import YamlEntry, read_certainty, read_yaml

STATUSES = ("modelled", "not_modelled")
ANSWER_KEYS = ("allowed", "eligible", "valid", "qualifies", "none")


@dataclass(frozen=True, slots=True)
class Verified:
    """Who compared a rule with which text, and on which day."""

    by: Text
    day: date
    text: Text


@dataclass(frozen=True, slots=True)
class CoveredRule:
    """One rule of the register. `answer_key` is the yes-or-no key of its answer, None where there is none."""

    slug: str
    title: Text
    refs: tuple[str, ...]
    is_modelled: bool
    answer_key: str | None
    certainty: Certainty
    version: int
    provisions: tuple[Provision, ...]
    verified: Verified | None

    def provisions_on(self, day: date | None) -> tuple[Provision, ...]:
        """What the rule rests on that day; without a day all of it, since the day may matter."""
        if day is None:
            return self.provisions
        return tuple(provision for provision in self.provisions if provision.in_force_on(day))

    @property
    def in_force_from(self) -> date | None:
        """The first day of the oldest provision, None when that day was not read."""
        days = [day for one in self.provisions if (day := one.in_force_from) is not None]
        return min(days) if len(days) == len(self.provisions) else None

    @property
    def in_force_to(self) -> date | None:
        """The day after the last day of the newest provision, None while one is in force."""
        days = [day for one in self.provisions if (day := one.in_force_to) is not None]
        return max(days) if len(days) == len(self.provisions) else None


@cache
def load_coverage() -> Mapping[str, CoveredRule]:
    """The register as shipped, by slug, in the order of the file. Read once per process."""
    return read_coverage(
        (files("hjemad.law") / "COVERAGE.yaml").read_text(encoding="utf-8"), where="COVERAGE.yaml"
    )


def read_coverage(text: str, *, where: str) -> Mapping[str, CoveredRule]:
    """The register in the text; InputRejected names the rule and the key that is wrong."""
    entry = read_yaml(text, where=where)
    rules: dict[str, CoveredRule] = {}
    for item in entry.entries("rules"):
        rule = _rule(item)
        if rule.slug in rules:
            raise item.rejected("slug", "stands twice")
        rules[rule.slug] = rule
    entry.nothing_else()
    return MappingProxyType(rules)


def _rule(entry: YamlEntry) -> CoveredRule:
    is_modelled = entry.one_of("status", STATUSES) == "modelled"
    answer_key = entry.one_of("answer_key", ANSWER_KEYS)
    rule = CoveredRule(
        slug=entry.text("slug"),
        title=entry.both("title"),
        refs=entry.texts("refs"),
        is_modelled=is_modelled,
        answer_key=None if answer_key == "none" else answer_key,
        certainty=read_certainty(entry),
        version=entry.count("version"),
        provisions=tuple(_provision(item) for item in entry.entries("provisions")),
        verified=_verified(entry.entry("verified")) if is_modelled else None,
    )
    entry.nothing_else()
    return rule


def _provision(entry: YamlEntry) -> Provision:
    provision = Provision(
        act=entry.text("act"),
        paragraph=entry.text("paragraph"),
        in_force_from=entry.day_or_none("in_force_from"),
        in_force_to=entry.day_or_none("in_force_to"),
        certainty=read_certainty(entry),
        text_read=entry.both("text_read"),
    )
    entry.nothing_else()
    return provision


def _verified(entry: YamlEntry) -> Verified:
    verified = Verified(by=entry.both("by"), day=entry.day("day"), text=entry.both("text"))
    entry.nothing_else()
    return verified
