"""Conditions that all must hold, where some may not be known yet.

One condition that fails settles the answer, whatever else is unknown; all must be known to hold before the
answer is yes. What was not told is named, so that somebody can add it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from hjemad.kernel.errors import MissingFact
from hjemad.law.facts import Facts
from hjemad.law.finding import JSON, Missing, Text


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition by its code. `holds` None: not known; `unknown` then says what is missing."""

    code: str
    holds: bool | None
    unknown: Missing | None = None

    def as_json(self) -> dict[str, JSON]:
        """Code and state: met, unmet or unknown."""
        state = {True: "met", False: "unmet", None: "unknown"}[self.holds]
        return {"code": self.code, "state": state}


def told(code: str, *, given: Facts, fact: str) -> Condition:
    """The condition a true-or-false fact answers by itself; unknown when the fact was not given."""
    if given.is_known(fact):
        return Condition(code, given.flag(fact))
    return Condition(code, None, fact_missing(given.name(fact)))


def all_hold(conditions: Sequence[Condition]) -> bool | None:
    """False when one fails, None when none fails and one is unknown, else True."""
    states = [condition.holds for condition in conditions]
    if False in states:
        return False
    return None if None in states else True


def unmet(conditions: Sequence[Condition]) -> list[JSON]:
    """Codes of the conditions that are known to fail, in their order."""
    return [condition.code for condition in conditions if condition.holds is False]


def unmet_words(conditions: Sequence[Condition], *, words: Mapping[str, Text]) -> Text:
    """The conditions that are known to fail, in the words of both languages, with commas between."""
    failing = [words[condition.code] for condition in conditions if condition.holds is False]
    return Text(da=", ".join(one.da for one in failing), en=", ".join(one.en for one in failing))


def unknowns(conditions: Sequence[Condition]) -> tuple[Missing, ...]:
    """What is missing, in the order of the conditions."""
    return tuple(condition.unknown for condition in conditions if condition.unknown is not None)


def fact_missing(name: str) -> Missing:
    """The entry that names a fact nobody gave."""
    return missing_of(MissingFact(name))


def missing_of(error: MissingFact) -> Missing:
    """The error as an entry of a Finding."""
    return Missing(f"fact:{error.name}", Text(da=f"{error.da}.", en=f"{error.en}."))
